package composer

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"parvis/data"
)

// pair gives a French post and its English twin, and shows both.
func (b *bench) pair() (fr, en data.PostID) {
	b.t.Helper()
	fr = b.given(data.Post{Lang: "fr", Parts: []string{"Les galettes"}, Variants: allOf(bakery())})
	en, err := b.desk.WriteTwin(b.t.Context(), fr, "en")
	if err != nil {
		b.t.Fatal(err)
	}
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{int64(fr)}})
	b.until("the post knows its twin", func() bool { return b.post.Twin == en })
	b.toggleBeside()
	b.until("the twin is shown", func() bool { return b.besideParts() != nil })
	return fr, en
}

func TestBothLanguagesAreWrittenSideBySide(t *testing.T) {
	b := newBench(t)
	fr, en := b.pair()
	b.typed(common, 0, "Les galettes de samedi")
	b.typedBeside(0, "Saturday's cakes")
	left := false
	b.leave(func() { left = true })
	b.until("all is stored", func() bool { return left })
	if got := b.desk.stored(en).Parts[0]; got != "Saturday's cakes" {
		t.Errorf("the twin says %q", got)
	}
	if got := b.desk.stored(fr).Parts[0]; got != "Les galettes de samedi" {
		t.Errorf("the post says %q", got)
	}
}

func TestATwinThatIsNamedLaterIsHeardOf(t *testing.T) {
	b := newBench(t)
	id := b.given(data.Post{Lang: "fr", Parts: []string{"Les galettes"}, Variants: allOf(bakery())})
	b.desk.mu.Lock()
	p := b.desk.posts[id]
	p.Twin = 4
	b.desk.posts[id] = p // the revision stays, as in the store
	b.desk.mu.Unlock()
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{int64(id)}})
	b.until("it is known", func() bool { return b.post.Twin == 4 && b.keeper.stored().Twin == 4 })
}

func TestAKeyDuringTheTwinsSaveIsStoredToo(t *testing.T) {
	b := newBench(t)
	_, en := b.pair()
	b.desk.inside, b.desk.gate = 0, make(chan struct{})
	b.typedBeside(0, "one")
	b.saveBeside()
	b.desk.begun(t)
	b.typedBeside(0, "one two")
	left := false
	b.leave(func() { left = true })
	b.saveBeside() // as when the keyboard leaves the box
	close(b.desk.gate)
	b.until("all is stored", func() bool { return left })
	if got := b.desk.stored(en).Parts[0]; got != "one two" {
		t.Errorf("the twin says %q", got)
	}
}

func TestATwinThatCannotBeStoredKeepsThePane(t *testing.T) {
	b := newBench(t)
	_, en := b.pair()
	b.desk.mend(errors.New("the disk is full"))
	b.typedBeside(0, "cakes")
	b.leave(func() { t.Error("it was left") })
	b.until("it is said", func() bool { return len(b.window.fails) > 0 })
	if got := b.besideParts(); got[0] != "cakes" {
		t.Errorf("shown is %q", got)
	}
	if err := b.flush(t.Context()); err == nil {
		t.Error("nothing went wrong on the way out")
	}
	b.desk.mend(nil)
	if err := b.flush(t.Context()); err != nil {
		t.Error(err)
	}
	if got := b.desk.stored(en).Parts[0]; got != "cakes" {
		t.Errorf("the twin says %q", got)
	}
}

func TestATwinThatIsScheduledIsNotWrittenBeside(t *testing.T) {
	b := newBench(t)
	_, en := b.pair()
	if err := b.desk.Schedule(t.Context(), en); err != nil {
		t.Fatal(err)
	}
	b.heard(data.Change{Noun: data.Deliveries})
	b.until("it is closed", func() bool { return b.beside.fixed })
	b.typedBeside(0, "cakes")
	if b.beside.unsaved() {
		t.Error("a key was taken")
	}
}

func TestATwinThatWasDeletedIsPutAway(t *testing.T) {
	b := newBench(t)
	_, en := b.pair()
	if _, err := b.desk.Delete(t.Context(), en); err != nil {
		t.Fatal(err)
	}
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{int64(en)}})
	b.until("it is away", func() bool { return b.besideParts() == nil })
}

func TestTheTwinStandsBesideWhereThereIsRoom(t *testing.T) {
	p := newPane(t)
	p.pair()
	p.window.Resize(fyne.NewSize(1200, 840))
	e := partOf[*editor](p)
	if a, b := e.areas[0], e.beside.areas[0]; a.Position().X >= b.Position().X+e.beside.sheet.Position().X {
		t.Error("it is not at the right")
	}
	if got := e.beside.areas[0].Text(); got != "Les galettes" {
		t.Errorf("it says %q", got)
	}
	e.beside.areas[0].Focus()
	p.typeIn("Cakes ")
	if !p.beside.unsaved() {
		t.Error("what was typed went nowhere")
	}
	p.window.Resize(fyne.NewSize(403, 840))
	if e.beside.sheet.Position().Y == 0 {
		t.Error("it is not below in a narrow pane")
	}
}
