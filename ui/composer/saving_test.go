package composer

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestWhatIsTypedIsStoredWithinTwoSeconds(t *testing.T) {
	b := newBench(t)
	b.begin("")
	for i := range 5 {
		b.typed(common, 0, "Galettes"[:i+4])
	}
	if b.desk.saves != 0 {
		t.Fatal("a key went to the store")
	}
	b.clock.pass(t, 6, 2*time.Second)
	b.until("it is stored", func() bool { return b.desk.stored(1).ID == 1 && !b.storing })
	if got := b.desk.stored(1); got.Parts[0] != "Galettes" || b.desk.saves != 1 {
		t.Errorf("stored %q in %d saves", got.Parts, b.desk.saves)
	}
	if b.post.ID != 1 || b.unsaved() {
		t.Errorf("id %d, unsaved %t", b.post.ID, b.unsaved())
	}
}

func TestTypingWithoutAPauseIsStoredToo(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.typed(common, 0, "a")
	b.clock.pass(t, 2, saveDelay/2)
	b.typed(common, 0, "ab")
	b.clock.pass(t, 3, saveDelay/2) // only one more wait: the save is not put off
	b.until("the save of the first key", func() bool { return !b.unsaved() })
	if got := b.desk.stored(1).Parts[0]; got != "ab" {
		t.Errorf("stored %q", got)
	}
}

func TestAKeyDuringASaveIsStoredAfterwards(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.desk.gate = make(chan struct{})
	b.typed(common, 0, "un")
	b.save()
	b.desk.begun(t)
	b.typed(common, 0, "un deux") // and does not wait for the disk
	b.save()
	b.heard(data.Change{Noun: data.Posts})
	close(b.desk.gate)
	b.until("the first save", func() bool { return b.stored == 1 && !b.storing })
	if !b.unsaved() {
		t.Fatal("the second key counts as stored")
	}
	b.settle()
	if got := b.desk.stored(1); got.Parts[0] != "un deux" || b.desk.last != 1 {
		t.Errorf("stored %q, %d posts", got.Parts, b.desk.last)
	}
	if len(b.window.offers) != 0 {
		t.Errorf("our own save was taken for somebody else's: %q", b.window.offers)
	}
}

func TestOurOwnSaveDoesNotDisturbTheWriter(t *testing.T) {
	b := newBench(t)
	b.given(everywhere("un"))
	b.typed(common, 0, "deux")
	b.settle()
	drawn := b.drawn
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{1}})
	b.until("it was read again", func() bool { return !b.Runner.Busy("composer.reread") })
	if b.drawn != drawn {
		t.Error("the pane was drawn again")
	}
}

func TestFlushStoresAtOnce(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.typed(common, 0, "au revoir")
	if err := b.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := b.desk.stored(1).Parts[0]; got != "au revoir" {
		t.Errorf("stored %q", got)
	}
	if err := b.flush(t.Context()); err != nil || b.desk.saves != 1 {
		t.Errorf("flushed twice: %v, %d saves", err, b.desk.saves)
	}
}

func TestFlushDuringASaveStoresTheLatest(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.desk.gate = make(chan struct{})
	b.typed(common, 0, "un")
	b.save()
	b.desk.begun(t)
	b.typed(common, 0, "un deux") // and does not wait for the disk
	close(b.desk.gate)
	if err := b.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.until("the background save is heard of", func() bool { return !b.storing })
	if got := b.desk.stored(1); got.Parts[0] != "un deux" || b.desk.last != 1 {
		t.Errorf("stored %q, %d posts", got.Parts, b.desk.last)
	}
	if b.post.Revision != b.desk.stored(1).Revision {
		t.Errorf("revision %d here, %d there", b.post.Revision, b.desk.stored(1).Revision)
	}
	if b.desk.saves > 2 {
		t.Errorf("%d saves", b.desk.saves)
	}
}

func TestAFailedSaveKeepsTheTextAndTriesAgain(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.desk.mend(data.ErrDiskFull)
	b.typed(common, 0, "précieux")
	b.save()
	b.until("the save fails", func() bool { return b.trouble != nil })
	text, warm, _ := b.pillText()
	if !warm || text != "Pas enregistré" || !strings.Contains(b.troubleText(), "disque est plein") {
		t.Errorf("pill %q, trouble %q", text, b.troubleText())
	}
	left := false
	b.leave(func() { left = true })
	b.until("leaving fails", func() bool { return len(b.window.fails) == 1 })
	if left || b.post.Parts[0] != "précieux" {
		t.Fatalf("left %t with %q", left, b.post.Parts)
	}
	b.clock.pass(t, 2, saveDelay) // fails once more, and puts the next one off
	b.until("it failed again", func() bool { return b.desk.tries() == 3 && !b.storing })
	b.desk.mend(nil)
	b.clock.pass(t, 3, retryDelay)
	b.until("it tries again", func() bool { return b.desk.stored(1).ID == 1 && b.trouble == nil })
	if got := b.desk.stored(1).Parts[0]; got != "précieux" {
		t.Errorf("stored %q", got)
	}
}

func TestAPanicBelowIsAFailedSave(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.desk.posts = nil // writing to a nil map panics
	b.typed(common, 0, "x")
	b.save()
	b.until("the save fails", func() bool { return b.trouble != nil })
	if b.storing {
		t.Error("it waits for ever")
	}
}

func TestMovedInTheCalendarWhileTyping(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.typed(common, 0, "un deux")
	b.elsewhere(id, func(p *data.Post) { p.When = tomorrow() })
	b.settle()
	got := b.desk.stored(id)
	if got.Parts[0] != "un deux" || got.When != tomorrow() {
		t.Errorf("stored %q at %q", got.Parts, got.When.Wall)
	}
	if b.post.When != tomorrow() || len(b.window.offers) != 0 {
		t.Errorf("the pane shows %q; offers %q", b.post.When.Wall, b.window.offers)
	}
}

func TestAConflictKeepsMineAndOffersTheirs(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.typed(common, 0, "le mien")
	b.elsewhere(id, func(p *data.Post) { p.Parts = []string{"le leur"} })
	b.settle()
	if got := b.desk.stored(id).Parts[0]; got != "le mien" || len(b.window.offers) != 1 {
		t.Fatalf("stored %q, offers %q", got, b.window.offers)
	}
	b.window.offered()
	b.settle()
	if got := b.desk.stored(id).Parts[0]; got != "le leur" {
		t.Errorf("took theirs: %q", got)
	}
	b.window.undo()
	b.settle()
	if got := b.desk.stored(id).Parts[0]; got != "le mien" {
		t.Errorf("took mine back: %q", got)
	}
}

func TestAChangeElsewhereShows(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.elsewhere(id, func(p *data.Post) { p.Parts = []string{"deux"} })
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{int64(id)}})
	b.until("it shows", func() bool { return b.post.Parts[0] == "deux" })
	if b.unsaved() {
		t.Error("reading counts as writing")
	}
	b.typed(common, 0, "trois")
	b.settle()
	if got := b.desk.stored(id).Parts[0]; got != "trois" || len(b.window.offers) != 0 {
		t.Errorf("stored %q, offers %q", got, b.window.offers)
	}
}

func TestADeletedPostIsKeptAnewOrClosed(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.typed(common, 0, "tant pis")
	delete(b.desk.posts, id)
	b.settle()
	if got := b.desk.stored(b.post.ID); got.ID == id || got.Parts[0] != "tant pis" {
		t.Errorf("kept as %d: %q", got.ID, got.Parts)
	}
	delete(b.desk.posts, b.post.ID)
	b.heard(data.Change{Noun: data.Posts})
	b.until("the pane closes", func() bool { return b.window.closed == 1 })
	if b.open {
		t.Error("the deleted post is still open")
	}
}
