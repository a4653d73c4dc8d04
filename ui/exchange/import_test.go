package exchange

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// importing shows the sheet with a file of that content.
func (tr *trial) importing(k kind, name, content string) {
	tr.Helper()
	tr.file = filepath.Join(tr.folder, name)
	if err := os.WriteFile(tr.file, []byte(content), 0o600); err != nil {
		tr.Fatal(err)
	}
	tr.importOf(k, "")
	tr.keys(fyne.KeyReturn) // the keyboard waits where a file is chosen
	tr.settled()
}

// settled waits until nothing is opened or looked at.
func (tr *trial) settled() {
	tr.Helper()
	tr.Until("the sheet settles", func() bool {
		i := tr.table
		return i == nil || !i.opening && (i.step == stepFile || !i.looking)
	})
}

// on goes to the next step.
func (tr *trial) on() {
	tr.Helper()
	tr.Press("Continuer")
	tr.settled()
}

// pick chooses an answer in the menu of what is called so.
func (tr *trial) pick(name string, downs int) {
	tr.Helper()
	tr.Press(name)
	tr.keys(slices.Repeat([]fyne.KeyName{fyne.KeyDown}, downs)...)
	tr.keys(fyne.KeyReturn)
	tr.settled()
}

func (tr *trial) keys(keys ...fyne.KeyName) {
	for _, k := range keys {
		tr.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// filter shows only the rows that are not taken.
func (tr *trial) filter() {
	tr.Helper()
	uitest.ShownOn[*widgets.Segmented](tr.Bench)[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// lines are the rows of the table in sight, by the keyboard.
func (tr *trial) lines() (all []string) {
	tr.Helper()
	shown := uitest.ShownOn[*widgets.Table](tr.Bench)
	table := shown[len(shown)-1]
	table.Focus()
	tr.keys(fyne.KeyHome)
	for last := -1; last != table.Current(); tr.keys(fyne.KeyDown) {
		last = table.Current()
		if label := tr.Canvas().Focused().(interface{ AccessibilityLabel() string }).AccessibilityLabel(); len(all) == 0 || all[len(all)-1] != label {
			all = append(all, label)
		}
	}
	return all
}

func TestAPlanIsImported(t *testing.T) {
	tr := tryOut(t)
	tr.importing(posts, "plan.csv", "Date;Heure;Texte;Comptes\n03/12/2026;18h30;La bûche;Facebook\n04/12/2026;18h30;La galette;La page\n31/02/2027;18h30;Jamais;Facebook\n")
	if said := tr.Said(); !strings.Contains(said, "plan.csv") || !strings.Contains(said, "UTF-8") || !strings.Contains(said, "Point-virgule") {
		t.Errorf("of the file it says\n%s", said)
	}
	tr.on()
	if said := tr.Said(); !strings.Contains(said, "Le jour d’abord") || !strings.Contains(said, "se lit jeudi 3 décembre 2026") {
		t.Errorf("of the dates it says\n%s", said)
	}
	if got := tr.lines(); len(got) != 5 || got[0] != "Date 03/12/2026  ·  04/12/2026  ·  31/02/2027 Date (avec ou sans heure)  " || !strings.HasPrefix(got[4], "«\u202fLa page\u202f» 1 ligne Choisir") {
		t.Errorf("columns %q", got)
	}
	tr.keys(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) // the page is Facebook's
	tr.settled()
	tr.on()
	got := tr.lines()
	want := []string{
		"2 jeu. 3 déc. 2026 · 18:30 La bûche Facebook Maison Lenoir  brouillon ", "3 ven. 4 déc. 2026 · 18:30 La galette Facebook Maison Lenoir  brouillon ",
		"4     erreur Date\u202f: Ce n’est pas une date. «\u202f31/02/2027\u202f»",
	}
	if !slices.Equal(got, want) || !strings.Contains(tr.Said(), "2 prêtes, 1 en erreur, sur 3 lignes.") {
		t.Errorf("foreseen %q\n%s", got, tr.Said())
	}
	if !strings.Contains(tr.Said(), "Écrivez-la ainsi") {
		t.Error("what to do about the row is not said")
	}
	tr.filter()
	if got := tr.lines(); len(got) != 1 {
		t.Errorf("bad rows only: %q", got)
	}
	tr.Press("Enregistrer les lignes en erreur")
	tr.Until("the bad rows are saved", func() bool { return strings.Contains(tr.Said(), "1 ligne en erreur enregistrée, avec sa raison.") })
	saved, err := os.ReadFile(filepath.Join(tr.folder, "plan-a-corriger.csv"))
	if err != nil || !strings.Contains(string(saved), "4;Date\u202f: Ce n’est pas une date.") {
		t.Errorf("saved %q, %v", saved, err)
	}
	tr.Press("Importer 2 publications")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 })
	if tr.Toasts[0] != "2 publications importées. 1 ligne laissée de côté." || !slices.Equal(tr.days, []string{"2026-12-03"}) || !tr.Closed() || len(tr.desk.posts) != 2 {
		t.Errorf("said %q, shows %q", tr.Toasts, tr.days)
	}
	tr.Undo()
	tr.Until("it is taken back", func() bool { return len(tr.Toasts) == 2 })
	if tr.desk.undone != 2 {
		t.Errorf("took back %d", tr.desk.undone)
	}
	// The next table of the layout is read as this one was.
	tr.importing(posts, "autre.csv", "Date;Heure;Texte;Comptes\n05/12/2026;18h30;Encore;La page\n13/12/2026;9h;Et encore;Facebook\n")
	tr.on()
	if got := tr.lines(); !strings.Contains(got[4], "Facebook") {
		t.Errorf("forgot what was decided: %q", got)
	}
}

// A date that can be read in two ways is asked about; nothing goes on before.
func TestDatesAreNotGuessed(t *testing.T) {
	tr := tryOut(t)
	tr.importing(posts, "plan.csv", "Date;Texte\n03/04/2027;La bûche\n05/06/2027;La galette\n")
	tr.on()
	if !strings.Contains(tr.Said(), "«\u202f03/04/2027\u202f»\u202f: le jour ou le mois d’abord\u202f?") {
		t.Fatalf("it does not ask:\n%s", tr.Said())
	}
	tr.Press("Continuer")
	if tr.table.step != stepColumns {
		t.Fatal("it goes on without an answer")
	}
	choice := uitest.ShownOn[*widgets.Segmented](tr.Bench)[0]
	choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // from none to the first
	tr.settled()
	if !strings.Contains(tr.Said(), "se lit samedi 3 avril 2027") {
		t.Fatalf("the date is not written out:\n%s", tr.Said())
	}
	tr.pick("Sans heure dans la ligne", 3) // nine o'clock
	tr.pick("Sans compte dans la ligne", 2)
	tr.pick("Les publications arrivent", 2)
	tr.on()
	if got := tr.lines(); len(got) != 2 || got[0] != "2 sam. 3 avr. 2027 · 09:00 La bûche Facebook Maison Lenoir  programmée " {
		t.Errorf("foreseen %q", got)
	}
	tr.Press("Importer 2 publications")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 })
	if o := tr.desk.options; !o.Arm || o.Order != sheet.DayFirst || o.Hour != "09:00" || !slices.Equal(o.Else, []data.AccountID{1}) {
		t.Errorf("taken with %+v", o)
	}
}

func TestProductsAreImported(t *testing.T) {
	tr := tryOut(t)
	tr.importing(products, "prix.csv", "Nom,Prix,Saison\nBûche,\"24,50 €\",décembre\nGalette,12,\n,3,\n")
	tr.on()
	tr.on()
	got := tr.lines()
	if len(got) != 3 || got[0] != "2 Bûche 24,50\u202f€ 1er déc. – 31 déc.  nouveau " || !strings.Contains(got[2], "Il manque le nom du produit.") {
		t.Errorf("foreseen %q", got)
	}
	tr.Press("Importer 2 produits")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 })
	if len(tr.desk.products) != 2 || !slices.Equal(tr.days, []string{"products"}) || !strings.HasPrefix(tr.Toasts[0], "2 nouveaux produits.") {
		t.Errorf("%+v, %q", tr.desk.products, tr.Toasts)
	}
}

// Files that are no tables say what they are and what to do, and the sheet waits
// for another.
func TestBadTablesAreSaid(t *testing.T) {
	for name, one := range map[string]struct{ content, says string }{
		"vide.csv":    {"", "Ce tableau est vide."},
		"binaire.csv": {"\x00\x01\x02\x00\x00\x00\x07", "Ce fichier n’est ni un tableau CSV ni un classeur XLSX."},
		"faux.xlsx":   {"PK\x03\x04pas un classeur", "Ce fichier est abîmé."},
		"ancien.xls":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Ce classeur est protégé par un mot de passe, ou d’un format ancien."},
	} {
		tr := tryOut(t)
		tr.importing(posts, name, one.content)
		said := tr.Said()
		if !strings.Contains(said, one.says) || !strings.Contains(said, "Choisir un fichier") || len(tr.Failed) > 0 {
			t.Errorf("%s says\n%s", name, said)
		}
		tr.importingAgain("plan.csv", "Texte\nLa bûche\n")
		if said := tr.Said(); strings.Contains(said, one.says) || !strings.Contains(said, "plan.csv") {
			t.Errorf("after %s another says\n%s", name, said)
		}
		tr.Canvas().Overlays().Remove(tr.Top())
	}
}

// A quotation mark that is never closed costs its row and no other; a file of more
// than the limit is refused at once.
func TestBrokenQuotesAndLargeFiles(t *testing.T) {
	tr := tryOut(t)
	tr.importing(posts, "guillemets.csv", "Texte;Note\n\"La bûche;a\nLa galette;b\n")
	tr.on()
	tr.on()
	if got := tr.lines(); len(got) != 2 || !strings.Contains(got[0], "Un guillemet ouvert n’est jamais refermé.") {
		t.Errorf("%q", got)
	}
	tr.table.leave()
	large := filepath.Join(tr.folder, "grand.csv")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, sheet.MaxText+1); err != nil {
		t.Fatal(err)
	}
	tr.OpenPosts(large)
	tr.settled()
	if !strings.Contains(tr.Said(), "Ce fichier est trop gros.") {
		t.Errorf("it says\n%s", tr.Said())
	}
}

func (tr *trial) importingAgain(name, content string) {
	tr.Helper()
	tr.file = filepath.Join(tr.folder, name)
	if err := os.WriteFile(tr.file, []byte(content), 0o600); err != nil {
		tr.Fatal(err)
	}
	tr.keys(fyne.KeyReturn)
	tr.settled()
}

// What is being taken can be left alone, found again, and stopped: then nothing is
// left of it.
func TestAnImportIsStopped(t *testing.T) {
	tr := tryOut(t)
	tr.desk.wait = make(chan struct{})
	tr.importing(posts, "plan.csv", "Texte\nLa bûche\n")
	tr.on()
	tr.on()
	tr.Press("Importer 1 publication")
	tr.Press("Continuer à travailler")
	if !tr.Closed() {
		t.Fatal("it stays")
	}
	tr.ImportPosts()
	if !strings.Contains(tr.Said(), "Import du planning…") {
		t.Fatalf("it is not found again:\n%s", tr.Said())
	}
	tr.Press("Arrêter")
	tr.Until("it stops", func() bool { return strings.Contains(tr.Said(), "Import arrêté\u202f: rien n’a été pris.") })
	if len(tr.desk.posts) != 0 || tr.table.step != stepPreview {
		t.Errorf("took %d posts", len(tr.desk.posts))
	}
	tr.desk.wait, tr.desk.tables.fail = nil, errors.New("the disk is full")
	tr.Press("Importer 1 publication")
	tr.Until("it fails", func() bool { return strings.Contains(tr.Said(), "Importer 1 publication") })
	if said := tr.Said(); strings.Contains(said, "Import arrêté") || len(tr.desk.posts) != 0 {
		t.Errorf("it fails with\n%s", said)
	}
	tr.desk.tables.fail = nil
	tr.Press("Importer 1 publication")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 && tr.Closed() })
}

func TestTheSheetIsLeftByKeys(t *testing.T) {
	tr := tryOut(t)
	for range 4 { // wherever the keyboard is
		tr.importing(posts, "plan.csv", "Texte;Date\nLa bûche;2026-12-01 10:00\n")
		tr.on()
		for range tr.lines() {
			tr.Canvas().FocusNext()
		}
		tr.keys(fyne.KeyEscape)
		if !tr.Closed() {
			t.Fatalf("Escape on %T does not close it", tr.Canvas().Focused())
		}
	}
}

// planOf writes a plan of so many rows of which one in a hundred is bad.
func planOf(n int) string {
	var csv strings.Builder
	csv.WriteString("Date;Heure;Texte;Comptes\n")
	for i := range n {
		day := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/8).Format("02/01/2006")
		if i%100 == 7 {
			day = "31/02/2027"
		}
		fmt.Fprintf(&csv, "%s;18:30;Le pain numéro %d, tout juste sorti du four;Facebook\n", day, i)
	}
	return csv.String()
}

// Ten thousand rows cost the window what two hundred do: it makes only the rows in
// view, and it hears of their progress a hundred times at most.
func TestManyRowsCostTheWindowNoMore(t *testing.T) {
	made := map[int]float64{}
	for _, n := range []int{200, 10_000} {
		tr := tryOut(t)
		tr.importing(posts, "plan.csv", planOf(n))
		tr.on()
		tr.on()
		made[n] = testing.AllocsPerRun(5, func() {
			tr.table.listRows()
			tr.table.draw()
		})
		told := tr.table.follow()
		tr.Run()
		for done := range n {
			told(done, n)
		}
		if heard := tr.Run(); heard != 100 {
			t.Errorf("of %d rows it hears %d times", n, heard)
		}
		tr.table.leave()
	}
	if made[10_000] > 1.2*made[200] {
		t.Errorf("for 200 rows it makes %.0f things, for 10,000 rows %.0f", made[200], made[10_000])
	}
}

func TestTenThousandRowsThroughTheSheet(t *testing.T) {
	tr := tryOut(t)
	tr.importing(posts, "plan.csv", planOf(10_000))
	tr.on()
	tr.on()
	if said := tr.Said(); !strings.Contains(said, "9\u202f900 prêtes, 100 en erreur, sur 10\u202f000 lignes.") {
		t.Fatalf("it says\n%s", said)
	}
	tr.filter()
	got := tr.lines()
	if len(got) != 100 || !strings.HasPrefix(got[99], "9909 ") {
		t.Fatalf("%d bad rows, the last is %q", len(got), got[len(got)-1])
	}
	tr.Press("Importer 9\u202f900 publications")
	tr.Until("it is taken", func() bool { return len(tr.Toasts) == 1 })
	if len(tr.desk.posts) != 9900 || tr.Toasts[0] != "9\u202f900 publications importées. 100 lignes laissées de côté." {
		t.Errorf("%d posts, said %q", len(tr.desk.posts), tr.Toasts)
	}
}
