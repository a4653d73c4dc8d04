package uitest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// dropTable drops a table of that content onto the screen.
func (v *visit) dropTable(name, content string) (path string) {
	v.t.Helper()
	path = filepath.Join(v.t.TempDir(), name)
	v.ok(os.WriteFile(path, []byte(content), 0o600))
	v.ok(v.Drop(v.ctx, fyne.NewPos(700, 500), path))
	v.until("the table", glance, func() bool { return v.says(name) })
	return path
}

// planned are the brand's posts of a year, by headline.
func (v *visit) planned(year int) map[string]data.Entry {
	v.t.Helper()
	from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	all, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, From: from, To: from.AddDate(1, 0, 0)})
	v.ok(err)
	found := map[string]data.Entry{}
	for _, e := range all {
		found[e.Headline] = e
	}
	return found
}

// TestAPlanIsImported drops a plan of another program on the calendar, says whom a
// name means, has it scheduled, saves the row that cannot be taken, takes the rest,
// takes it back, and takes it again: then what is there is passed over.
func TestAPlanIsImported(t *testing.T) {
	v := newVisit(t)
	v.ok(v.house.Desk.SaveSetting(v.ctx, "save.folder", t.TempDir()))
	folder, err := v.house.Desk.Setting(v.ctx, "save.folder")
	v.ok(err)
	account := v.accounts()[0]
	const plan = "Date;Heure;Texte;Réseaux\n03/12/2031;18h30;La bûche de minuit;La page de Nantes\n14/12/2031;07h45;Le pain du matin;La page de Nantes\n31/02/2031;18h30;Jamais;\n"
	v.dropTable("planning.csv", plan)
	v.tapWord("common.continue")
	v.until("unknown name", glance, func() bool {
		return v.says(v.Book.T("exchange.import.date.read", "Written", "03/12/2031", "Date", "mercredi 3 décembre 2031"))
	})
	v.ok(v.Press(v.ctx, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)) // the name means the first account
	v.tapWord("exchange.import.state")
	v.ok(v.Press(v.ctx, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)) // scheduled
	v.tapWord("common.continue")
	v.until("preview", glance, func() bool { return v.says("2 prêtes, 1 en erreur, sur 3 lignes.") })
	v.tapWord("exchange.import.keep_bad")
	v.until("question for a name", glance, func() bool { return v.says(v.Book.T("shell.save.title")) })
	v.tapWord("common.save")
	saved := filepath.Join(folder, "planning-a-corriger.csv")
	v.until("bad rows", glance, func() bool { _, err := os.Stat(saved); return err == nil })
	rows, err := os.ReadFile(saved)
	v.ok(err)
	if !strings.Contains(string(rows), "31/02/2031;18h30;Jamais") {
		t.Errorf("saved %q", rows)
	}
	v.tap("Importer 2 publications")
	v.until("posts", glance, func() bool { return len(v.planned(2031)) == 2 })
	for title, e := range v.planned(2031) {
		if e.State != data.Scheduled || e.Account != account.ID {
			t.Errorf("%s: %+v", title, e)
		}
	}
	v.until("December 2031", glance, func() bool { return v.says("Décembre 2031") })
	v.tap(v.Book.T("common.undo"))
	v.until("undo", glance, func() bool { return len(v.planned(2031)) == 0 })

	v.dropTable("planning.csv", plan) // read as the one before
	v.tapWord("common.continue")
	v.tapWord("common.continue")
	v.tap("Importer 2 publications")
	v.until("posts", glance, func() bool { return len(v.planned(2031)) == 2 })
	v.dropTable("planning.csv", plan)
	v.tapWord("common.continue")
	v.tapWord("common.continue")
	v.until("nothing to take", glance, func() bool {
		return v.says("0 prête, 2 déjà là, laissées de côté, 1 en erreur, sur 3 lignes.") && v.says(v.Book.T("exchange.import.posts.none"))
	})
	v.ok(v.Press(v.ctx, fyne.KeyEscape))
	if v.Frame.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not leave the sheet")
	}
}

// TestProductsAreImported takes a price list from the library: what it changes is
// said before, and taken back after.
func TestProductsAreImported(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.show.products"))
	v.tapWord("library.product.import")
	v.until("the sheet", glance, func() bool { return v.says(v.Book.T("exchange.import.products.empty.title")) })
	before := v.products()
	var known data.Product
	for _, p := range before {
		if !p.Ended && p.Ref == "" {
			known = p
		}
	}
	if known.ID == 0 {
		for _, p := range before {
			known = p
		}
	}
	v.dropTable("prix.csv", fmt.Sprintf("Nom;Prix\n%s;99,50 €\nBrioche de minuit;7,80\nMystère;bientôt\n", known.Name))
	v.tapWord("common.continue")
	v.tapWord("common.continue")
	v.until("preview", glance, func() bool { return v.says("1 nouveau produit, 1 mis à jour, 1 en erreur, sur 3 lignes.") })
	if len(v.products()) != len(before) {
		t.Fatal("the preview stored something")
	}
	v.tap("Importer 2 produits")
	v.until("products", glance, func() bool { return v.products()["Brioche de minuit"].ID != 0 })
	if got := v.products()[known.Name]; got.ID != known.ID || got.Price.Micros != 99_500_000 || got.About != known.About {
		t.Errorf("%+v, before %+v", got, known)
	}
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool {
		now := v.products()
		return now["Brioche de minuit"].ID == 0 && now[known.Name].Price == known.Price
	})
}

// TestTenThousandRowsThroughTheWindow drops ten thousand rows of which a hundred
// are bad on the calendar: those are told by line and reason, the others come in.
func TestTenThousandRowsThroughTheWindow(t *testing.T) {
	v := newVisit(t)
	var csv strings.Builder
	csv.WriteString("Date;Heure;Texte\n")
	for i := range 10_000 {
		day := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/40).Format(data.DayLayout)
		if i%100 == 7 {
			day = "2031-02-31"
		}
		fmt.Fprintf(&csv, "%s;18:30;Le pain numéro %d\n", day, i)
	}
	v.dropTable("planning.csv", csv.String())
	v.tapWord("common.continue")
	v.tapWord("common.continue")
	v.until("preview", glance, func() bool { return v.says("9\u202f900 prêtes, 100 en erreur, sur 10\u202f000 lignes.") })
	filter := shown[*widgets.Segmented](v)[0]
	v.Frame.Canvas().Focus(filter)
	v.ok(v.Press(v.ctx, fyne.KeyRight))
	shown[*widgets.Table](v)[0].Focus()
	v.ok(v.Press(v.ctx, fyne.KeyEnd))
	if !v.says("9909 ") || !strings.Contains(v.words(), "2031-02-31") {
		t.Errorf("the last bad row is not in sight:\n%s", v.words())
	}
	v.tap("Importer 9\u202f900 publications")
	v.until("posts", glance, func() bool { return v.says("9\u202f900 publications importées. 100 lignes laissées de côté.") })
	if n := len(v.planned(2031)); n != 9900 {
		t.Errorf("%d posts", n)
	}
}

// TestAPlanIsTheFirstThing begins with a plan that was written elsewhere, before
// any account is connected.
func TestAPlanIsTheFirstThing(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(stop)
	h, err := house.Open(ctx, t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	v := &visit{house: h, t: t, ctx: ctx}
	v.Window, err = h.Window(ctx, house.View{Lang: "fr", Appearance: "light", Width: 1100, Height: 700})
	v.ok(err)
	t.Cleanup(func() { v.Close(context.WithoutCancel(v.ctx)) })
	v.tapWord("start.import")
	path := filepath.Join(t.TempDir(), "plan.csv")
	v.ok(os.WriteFile(path, []byte("Date;Heure;Texte\n2026-12-03;18h30;La bûche de toujours\n"), 0o600))
	v.ok(v.Drop(v.ctx, fyne.NewPos(500, 400), path))
	for range 2 {
		v.until("next page", glance, func() bool { return v.says(v.Book.T("common.continue")) })
		v.tapWord("common.continue")
	}
	v.until("the row", glance, func() bool { return v.says(v.Book.N("exchange.import.posts.take_n", 1)) })
	v.tap(v.Book.N("exchange.import.posts.take_n", 1))
	v.until("its day", glance, func() bool { return v.says("Jeudi 3 décembre") && !v.says(v.Book.T("start.title")) })
}
