package plan

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// evergreens is a desk of three posts that come back.
type evergreens struct {
	desk
	all      []data.Evergreen
	proposed []calendar.Refill
	hits     []data.Hit
	changed  bool  // what was proposed is not any more
	asked    []int // days
	set      map[data.PostID]int
	filled   []calendar.Refill
	undone   int
}

func (d *evergreens) Evergreens(context.Context, data.BrandID) ([]data.Evergreen, error) {
	return d.all, nil
}

func (d *evergreens) Openings(context.Context, data.BrandID, time.Time, time.Time) ([]calendar.Opening, error) {
	return []calendar.Opening{{}, {Taken: true}, {}}, nil
}

func (d *evergreens) SetAgain(_ context.Context, id data.PostID, days int) (func(context.Context) error, error) {
	d.set[id] = days
	return func(context.Context) error { d.undone++; return nil }, nil
}

func (d *evergreens) Refills(_ context.Context, _ data.BrandID, days int) ([]calendar.Refill, error) {
	d.asked = append(d.asked, days)
	return d.proposed, nil
}

func (d *evergreens) Refill(_ context.Context, _ data.BrandID, _ int, chosen []calendar.Refill) (func(context.Context) error, error) {
	if d.changed {
		d.changed = false
		return nil, data.ErrChanged
	}
	d.filled = chosen
	return func(context.Context) error { d.undone++; return nil }, nil
}

func (d *evergreens) List(context.Context, data.ListQuery) ([]data.Entry, error) {
	at := saturday().Now().AddDate(0, 0, -3)
	return []data.Entry{
		{Post: 8, Account: 1, Headline: "Avant", Due: at.AddDate(0, 0, -9)},
		{Post: 9, Account: 1, Headline: "Hier", Due: at},
		{Post: 9, Account: 2, Headline: "Hier", Due: at},
		{Post: 1, Account: 1, Headline: "Nos farines", Due: at},
	}, nil
}

func (d *evergreens) Search(context.Context, data.BrandID, string, int) ([]data.Hit, error) {
	return d.hits, nil
}

func (d *evergreens) Networks() []data.NetworkRow {
	return []data.NetworkRow{{Name: "bluesky"}, {Name: "x", Card: data.Card{NoRepeats: true}}}
}

func threeEvergreens(t *testing.T) *evergreens {
	t.Helper()
	day := func(n int) time.Time { return saturday().Now().AddDate(0, 0, n) }
	d := &evergreens{set: map[data.PostID]int{}}
	d.all = []data.Evergreen{
		{Post: 1, Headline: "Nos farines", Days: 60, Times: 2, Last: day(-90), Engagement: data.Known(22), Over: 4, Of: 4},
		{Post: 2, Headline: "Le levain", Days: 60, Times: 1, Last: day(-10), Planned: []data.Entry{
			{Post: 7, Account: 1, State: data.Draft, Due: day(60)}, {Post: 7, Account: 2, State: data.Draft, Due: day(60)},
		}},
		{Post: 3, Headline: "Nos vœux", Days: 300},
	}
	for i, wall := range []string{"2026-11-23T09:00", "2026-11-25T17:30"} {
		when, _, err := calendar.Resolve(wall, "Europe/Paris")
		if err != nil {
			t.Fatal(err)
		}
		d.proposed = append(d.proposed, calendar.Refill{Post: data.PostID(i + 1), When: when, Accounts: []data.AccountID{data.AccountID(i + 1)}})
	}
	return d
}

func TestWhatComesBackSaysHowItWent(t *testing.T) {
	s := newScene(t, threeEvergreens(t), "again")
	s.Says(
		"Les piliers alternent",
		"1 publication sur 3 peut revenir aujourd’hui · 2 créneaux libres",
		"Parue 2 fois, la dernière le 23 août 2026 · 5,5 réactions en moyenne (4 envois mesurés)",
		"Repos : 60 jours · possible dès maintenant", "Prête",
		"résultat inconnu", "possible à partir du 21 mars 2027", "Au repos",
		"Pas encore parue", "À paraître",
	)
	if n := strings.Count(s.Said(), "Adapter le texte"); n != 1 {
		t.Errorf("a repetition on two accounts is said %d times", n)
	}
	s.press("Adapter le texte")
	if !slices.Equal(s.shell.opened, []data.PostID{7}) {
		t.Errorf("opened %v", s.shell.opened)
	}
}

func TestARestIsChangedAndTakenBack(t *testing.T) {
	d := threeEvergreens(t)
	s := newScene(t, d, "again")
	s.press("Changer le repos de Le levain")
	for _, wrong := range []string{"0", "bientôt", "3651"} {
		s.fill("Repos, en jours", wrong)
		s.press("Enregistrer")
		s.Says("Écrivez un nombre de jours")
	}
	if len(d.set) != 0 {
		t.Fatalf("stored %v", d.set)
	}
	s.fill("Repos, en jours", "120")
	s.press("Enregistrer")
	if d.set[2] != 120 {
		t.Errorf("%v", d.set)
	}
	s.shell.undo()
	s.Settle()
	s.press("Ne plus faire revenir Nos vœux")
	if days, there := d.set[3]; !there || days != 0 || d.undone != 1 {
		t.Errorf("%v, undone %d", d.set, d.undone)
	}
}

func TestWhatIsTickedBecomesDrafts(t *testing.T) {
	d := threeEvergreens(t)
	s := newScene(t, d, "again")
	s.press("Remplir les créneaux libres")
	s.Says("Nos farines, lun. 23 nov. · 09:00 · maison-lenoir", "Ajouter 2 brouillons", "X : les mêmes mots y sont refusés")
	s.press("Le levain, ")
	s.Says("Ajouter 1 brouillon")
	if strings.Contains(s.Said(), "sont refusés") {
		t.Error("a warning for what is not ticked")
	}
	s.press("Le levain, ")
	s.press("Nos farines, ")
	d.changed = true
	s.press("Ajouter 1 brouillon")
	if d.filled != nil || len(d.asked) != 2 {
		t.Fatalf("filled %+v, asked %v", d.filled, d.asked)
	}
	s.press("Nos farines, ") // everything is ticked again
	s.press("Ajouter 1 brouillon")
	if len(d.filled) != 1 || d.filled[0].Post != 2 {
		t.Errorf("%+v", d.filled)
	}
	s.shell.undo()
	s.Settle()
	if d.undone != 1 {
		t.Error("it cannot be taken back")
	}
}

func TestAPostIsChosenToComeBack(t *testing.T) {
	d := threeEvergreens(t)
	s := newScene(t, d, "again")
	s.press("Ajouter une publication")
	said := s.Said()
	if strings.Index(said, "Hier") > strings.Index(said, "Avant") || strings.Count(said, "Hier") != 1 {
		t.Errorf("the newest is not first, or twice:\n%s", said)
	}
	s.fill("Chercher", "rien")
	s.Says("Aucune publication de plus")
	d.hits = []data.Hit{{Noun: data.Messages, ID: 4, Title: "Un message"}, {Noun: data.Posts, ID: 1, Title: "Déjà là"}, {Noun: data.Posts, ID: 5, Title: "Nos horaires"}}
	s.fill("Chercher", "nos")
	s.press("Nos horaires")
	if len(d.set) != 1 || d.set[5] != usualRest {
		t.Errorf("%v", d.set)
	}
}
