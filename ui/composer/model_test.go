package composer

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestAnUntouchedPostLeavesNothingBehind(t *testing.T) {
	b := newBench(t)
	b.begin("2026-11-26")
	if b.post.When.Wall != "2026-11-26T09:00" || len(b.post.Variants) != 3 {
		t.Fatalf("when %q, %d accounts", b.post.When.Wall, len(b.post.Variants))
	}
	b.setWhen(tomorrow())
	b.touched()
	b.leave(func() { b.discard() })
	if b.desk.saves != 0 {
		t.Errorf("%d saves", b.desk.saves)
	}
}

func TestTodayBeginsInTheHoursToCome(t *testing.T) {
	b := newBench(t)
	b.clock.now = time.Date(2026, 11, 21, 13, 20, 0, 0, time.UTC)
	b.begin("2026-11-21")
	if b.post.When.Wall != "2026-11-21T16:00" {
		t.Errorf("at 14:20 it begins at %q", b.post.When.Wall)
	}
}

func TestSchedulingAndTakingItBack(t *testing.T) {
	b := newBench(t)
	p := everywhere("Des galettes")
	p.Title = "Galettes"
	b.given(p)
	b.schedule()
	if len(b.desk.called()) != 0 {
		t.Fatal("scheduled without an hour")
	}
	b.setWhen(tomorrow())
	b.schedule()
	b.until("it is scheduled", func() bool { return b.isArmed() && !b.acting })
	if s := b.standing(); s.state != data.Scheduled || s.stale {
		t.Errorf("it stands %+v", s)
	}
	if got := b.window.toasts; len(got) != 1 || got[0] != "Programmé\u202f: dim. 22 nov. · 18:30" {
		t.Errorf("toasts %q", got)
	}
	b.window.undo()
	b.until("it is a draft", func() bool { return !b.isArmed() && !b.acting })
	if got := b.desk.called(); !slices.Equal(got, []string{"schedule 1", "unschedule 1"}) {
		t.Errorf("calls %q", got)
	}
}

func TestAnEditedScheduledPostIsConfirmedOnTheWayOut(t *testing.T) {
	b := newBench(t)
	p := everywhere("Des galettes")
	p.When = tomorrow()
	id := b.given(p)
	b.schedule()
	b.until("it is scheduled", func() bool { return b.isArmed() && !b.acting })
	b.typed(common, 0, "Des galettes dorées")
	if text, _, careful := b.pillText(); text != "Modifié, pas encore confirmé" || !careful {
		t.Errorf("pill %q", text)
	}
	b.settle()
	if !b.stale() {
		t.Error("a stored change counts as confirmed")
	}
	left := false
	b.leave(func() { left = true })
	b.until("it is confirmed", func() bool { return left && !b.acting })
	if got := b.desk.called(); !slices.Equal(got, []string{"schedule 1", "schedule 1"}) {
		t.Errorf("calls %q", got)
	}
	b.typed(common, 0, "")
	left = false
	b.leave(func() { left = true })
	b.until("leaving", func() bool { return left })
	if got := b.desk.called(); len(got) != 2 {
		t.Errorf("an empty post was confirmed: %q", got)
	}
	if got := b.window.toasts; !strings.Contains(got[len(got)-1], "ne partira pas") {
		t.Errorf("toasts %q", got)
	}
	if b.desk.stored(id).Parts[0] != "" {
		t.Error("not stored")
	}
}

func TestWhatIsOnlineIsReadOnly(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.desk.deliveries[id] = []data.Delivery{
		{ID: 1, Post: id, Account: bluesky, State: data.Sent, Revision: 1, Remote: data.Receipt{ID: "r", URL: "https://reseau.example/1"}},
		{ID: 2, Post: id, Account: mastodon, State: data.Refused, Reason: "too_long", Revision: 1},
	}
	b.heard(data.Change{Noun: data.Deliveries})
	b.until("it is read", func() bool { return len(b.deliveries) == 2 })
	if !b.readonly(common) || !b.readonly(bluesky) || b.readonly(mastodon) || b.finished() {
		t.Errorf("common %t, bluesky %t, mastodon %t", b.readonly(common), b.readonly(bluesky), b.readonly(mastodon))
	}
	if p := b.pending(); len(p.Variants) != 2 || p.Variants[0].Account != mastodon {
		t.Errorf("still to go out: %+v", p.Variants)
	}
	if text, warm, _ := b.pillText(); !warm || text != "Refusé · 1 / 2 publiés" {
		t.Errorf("pill %q", text)
	}
	b.mendDelivery(b.deliveries[1], remedyRetry)
	b.until("retried", func() bool { return slices.Equal(b.desk.called(), []string{"retry 2"}) && !b.acting })
	b.mendDelivery(b.deliveries[0], remedySee)
	if !slices.Equal(b.window.opened, []string{"https://reseau.example/1"}) {
		t.Errorf("opened %q", b.window.opened)
	}
	b.duplicate()
	b.until("a copy", func() bool { return b.post.ID != id })
	b.settle()
	if got := b.desk.stored(b.post.ID); got.ID == id || got.Parts[0] != "un" || b.readonly(common) {
		t.Errorf("copied as %+v", got)
	}
}

func TestAPostOfAnArchiveIsUsedAgain(t *testing.T) {
	b := newBench(t)
	const archive data.AccountID = 90
	b.desk.mu.Lock()
	b.desk.accounts = append(b.desk.accounts, data.Account{ID: archive, Network: "googleplus", State: data.AccountArchive})
	b.desk.mu.Unlock()
	p := everywhere("Souvenir")
	p.Variants = []data.Variant{{Account: archive}}
	p.Media = []data.Attachment{{Media: data.Media{Hash: "aa"}, Alt: "Le four"}}
	id := b.given(p)
	b.desk.deliveries[id] = []data.Delivery{{ID: 1, Post: id, Account: archive, State: data.Sent, Revision: 1, Remote: data.Receipt{ID: "r"}}}
	b.heard(data.Change{Noun: data.Deliveries})
	b.until("it is read", func() bool { return len(b.deliveries) == 1 })
	b.duplicate()
	b.until("a copy", func() bool { return b.post.ID != id })
	b.settle()
	got := b.desk.stored(b.post.ID)
	if got.ID == id || got.Parts[0] != "Souvenir" || len(got.Media) != 1 || got.Media[0].Alt != "Le four" || !got.When.Zero() {
		t.Errorf("copied as %+v", got)
	}
	if _, old := got.Variant(archive); old || len(got.Variants) == 0 {
		t.Errorf("it goes to %+v", got.Variants)
	}
	if got := b.window.toasts; !strings.Contains(got[len(got)-1], "Copie prête") {
		t.Errorf("toasts %q", got)
	}
}

func TestEveryStateThatNeedsAPersonHasARemedy(t *testing.T) {
	for _, s := range []data.State{data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed} {
		if !s.NeedsPerson() || len(remedies(data.Delivery{State: s})) == 0 {
			t.Errorf("%s has none", s)
		}
	}
}

func TestDeletingAndUndoing(t *testing.T) {
	b := newBench(t)
	id := b.given(everywhere("un"))
	b.remove()
	b.heard(data.Change{Noun: data.Posts, IDs: []int64{int64(id)}})
	b.until("it is deleted", func() bool { return b.window.closed == 1 })
	if got := b.window.toasts; len(got) != 1 || got[0] != "Publication supprimée." {
		t.Errorf("toasts %q", got)
	}
	b.window.undo()
	b.until("it is back", func() bool { return b.open && b.post.ID == id })

	b.begin("")
	b.typed(common, 0, "jamais enregistré")
	b.remove()
	if b.open {
		t.Fatal("still open")
	}
	b.window.undo()
	b.settle()
	if got := b.desk.stored(b.post.ID).Parts[0]; got != "jamais enregistré" {
		t.Errorf("brought back %q", got)
	}
}

func TestOpeningAnotherPostStoresTheFirst(t *testing.T) {
	b := newBench(t)
	other := b.given(everywhere("l’autre"))
	b.begin("")
	b.typed(common, 0, "le premier")
	b.reopen(other)
	if got := b.desk.stored(2).Parts[0]; got != "le premier" {
		t.Errorf("stored %q", got)
	}
	if b.post.Parts[0] != "l’autre" {
		t.Errorf("shows %q", b.post.Parts)
	}
}

func TestFilesGoodAndBad(t *testing.T) {
	b := newBench(t)
	b.begin("")
	b.take([]File{
		file("four.png", []byte("one")), file("vide.png", nil), file("lourd.png", []byte("x")),
		{Name: "perdu.png", Open: func() (data.MediaFile, int64, error) { return nil, 0, errors.New("gone") }},
		file("feve.png", []byte("two")),
	}, 0)
	b.until("they are looked at", func() bool { return len(b.notices) == 3 })
	if got := b.pictures(0); len(got) != 2 || got[0].Name != "four.png" || got[1].Name != "feve.png" {
		t.Errorf("attached %+v", got)
	}
	for i, want := range []string{"« vide.png » n’est ni une image", "« lourd.png » est trop", "« perdu.png » ne se laisse pas lire"} {
		said := strings.NewReplacer("\u202f", " ").Replace(b.notices[i])
		if !strings.HasPrefix(said, want) {
			t.Errorf("said %q", said)
		}
	}
}

func TestChoosingAMoment(t *testing.T) {
	b := newBench(t)
	b.begin("")
	for typed, want := range map[string]string{"18h30": "2026-11-26T18:30", "9": "2026-11-26T09:00"} {
		if c := b.weigh("2026-11-26", typed); c.err != "" || c.when.Wall != want {
			t.Errorf("%q: %+v", typed, c)
		}
	}
	if c := b.weigh("2026-11-26", "midi"); c.err == "" {
		t.Error("midi is an hour")
	}
	if c := b.weigh("2026-11-21", "8:00"); !strings.Contains(c.err, "déjà passé") {
		t.Errorf("the past is accepted: %+v", c)
	}
	if c := b.weigh("2027-03-28", "2:30"); !strings.Contains(c.note, "03:30") || c.when.Instant.Hour() != 1 {
		t.Errorf("the gap: %+v", c)
	}
	if c := b.weigh("2027-10-31", "2:30"); !strings.Contains(c.note, "deux fois") {
		t.Errorf("the overlap: %+v", c)
	}
}

func TestTheZoneIsNamedWhereItDiffers(t *testing.T) {
	b := newBench(t)
	b.begin("2026-11-26")
	if got := b.foreignZone(); got != "" {
		t.Errorf("same clock, yet %q", got)
	}
	b.Local = time.UTC
	if got := b.foreignZone(); got != "Europe/Paris" {
		t.Errorf("another clock, yet %q", got)
	}
}

func TestNamesOfAccounts(t *testing.T) {
	b := newBench(t)
	b.desk.accounts = append(b.desk.accounts, data.Account{ID: 4, Network: "mastodon", Handle: "@atelier@reseau.example"})
	b.begin("")
	for id, want := range map[data.AccountID]string{bluesky: "Bluesky", mastodon: "Mastodon · @maisonlenoir", 4: "Mastodon · @atelier"} {
		if got := b.accountName(id); got != want {
			t.Errorf("%d is called %q", id, got)
		}
	}
}
