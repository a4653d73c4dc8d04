package today

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/widgets"
)

func (d *desk) KeyDates(context.Context, data.BrandID, string, string) ([]calendar.KeyDate, error) {
	return d.dates, nil
}

func (d *desk) Openings(context.Context, data.BrandID, time.Time, time.Time) ([]calendar.Opening, error) {
	return d.openings, nil
}

func (d *desk) Evergreens(context.Context, data.BrandID) ([]data.Evergreen, error) {
	return d.evergreen, nil
}

func (d *desk) Products(context.Context, data.ProductQuery) ([]data.Product, error) {
	return d.products, nil
}

func (d *desk) Dismissed(context.Context, data.BrandID) (map[string]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[string]string{}
	for name, until := range d.dismissed {
		all[name] = until
	}
	return all, nil
}

func (d *desk) Dismiss(_ context.Context, _ data.BrandID, name, until string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dismissed == nil {
		d.dismissed = map[string]string{}
	}
	d.dismissed[name] = until
	return nil
}

// weekAhead is a horizon with something of every subject.
func weekAhead(t *testing.T) horizon {
	t.Helper()
	opening := func(wall string, taken bool) calendar.Opening {
		when, _, err := calendar.Resolve(wall, "Europe/Paris")
		if err != nil {
			t.Fatal(err)
		}
		return calendar.Opening{When: when, Taken: taken}
	}
	return horizon{
		dates: []calendar.KeyDate{
			{ID: "own-1", Name: "Anniversaire", Note: "Dix ans", Kind: calendar.Own, From: "2026-11-22", To: "2026-11-22", Lead: 3},
			{ID: "christmas", Key: "keydate.christmas", From: "2026-12-25", To: "2026-12-25", Lead: 35},
			{ID: "far", Name: "Trop loin", From: "2027-01-06", To: "2027-01-06", Lead: 21},
			{ID: "silent", Name: "Sans rappel", From: "2026-11-25", To: "2026-11-25"},
		},
		openings: []calendar.Opening{opening("2026-11-23T09:00", true), opening("2026-11-25T17:30", false), opening("2026-11-26T12:30", false)},
		evergreen: []data.Evergreen{
			{Headline: "Nos farines", Days: 60, Times: 1, Last: time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)},
			{Headline: "Au repos", Days: 60, Times: 1, Last: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)},
			{Headline: "Jamais parue", Days: 60},
		},
		products: []data.Product{
			{Name: "Croissant"},
			{Name: "Galette", Season: data.Season{From: "12-26", To: "01-31"}},
			{Name: "Bûche", Shown: data.Showing{Next: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}},
		},
	}
}

func names(all []reminder) (out []string) {
	for _, r := range all {
		out = append(out, fmt.Sprintf("%s %d", r.name, r.n))
	}
	return out
}

func TestWhatIsRemindedOf(t *testing.T) {
	m := november(t)
	if got := m.reminders(); len(got) != 0 {
		t.Fatalf("of nothing: %+v", got)
	}
	m.horizon = weekAhead(t)
	if got, want := names(m.reminders()), []string{"date:own-1 0", "date:christmas 0", "slots 2", "again 1", "products 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	m.horizon.dismissed = map[string]string{"date:christmas": "2026-12-25", "slots": m.day, "again": "2026-11-20"}
	if got, want := names(m.reminders()), []string{"date:own-1 0", "again 1", "products 1"}; !slices.Equal(got, want) {
		t.Errorf("dismissed: %q, want %q", got, want)
	}
	for i := range m.horizon.openings {
		m.horizon.openings[i].Taken = true
	}
	if got := names(m.reminders()); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "again") || strings.HasPrefix(s, "slots") }) {
		t.Errorf("with no free slot: %q", got)
	}
}

func TestRemindersLeadSomewhereAndGo(t *testing.T) {
	d := &desk{status: data.Status{Online: true}, horizon: weekAhead(t)}
	tr := tryOut(t, d)
	card := tr.screen.body.reminders
	tr.until("the reminders", func() bool { return tr.screen.body.ahead.Visible() && len(card.lines.Objects) == 5 })
	for _, b := range all[*widgets.Button](card.lines) {
		if b.Text() != "" {
			test.Tap(b)
		}
	}
	if want := []string{"2026-11-22", "2026-12-25", "2026-11-25T17:30"}; !slices.Equal(tr.shell.wrote, want) {
		t.Errorf("begun %q, want %q", tr.shell.wrote, want)
	}
	if !slices.Equal(tr.shell.led, []string{"slots", "balance"}) {
		t.Errorf("led to %q", tr.shell.led)
	}
	var said []string
	for _, l := range all[*widgets.Label](card.lines) {
		said = append(said, l.Text())
	}
	for _, want := range []string{"Anniversaire, demain (dim. 22 nov.)", "Dix ans", "Noël, dans 34 jours (ven. 25 déc.)", "2 créneaux sont libres dans les 7 prochains jours", "Nos farines", "Croissant"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is not said in %q", want, said)
		}
	}
	away := func(o fyne.CanvasObject) *widgets.Button {
		buttons := all[*widgets.Button](o)
		return buttons[len(buttons)-1]
	}
	test.Tap(away(card.lines.Objects[0]))
	tr.until("one less", func() bool { return len(card.lines.Objects) == 4 })
	if d.dismissed["date:own-1"] != "2026-11-22" {
		t.Errorf("%v", d.dismissed)
	}
	tr.shell.undo()
	tr.until("all of them", func() bool { return len(card.lines.Objects) == 5 })
	for range 5 {
		n := len(card.lines.Objects)
		test.Tap(away(card.lines.Objects[n-1]))
		tr.until("one less", func() bool { return len(card.lines.Objects) == n-1 })
	}
	if tr.screen.body.ahead.Visible() {
		t.Error("an empty card")
	}
}
