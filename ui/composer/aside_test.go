package composer

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
)

// stockedPane is a pane with what [stocked] has.
func stockedPane(t *testing.T) *pane {
	t.Helper()
	p := newPane(t)
	shelves := stocked(t).desk
	p.desk.templates, p.desk.assets, p.desk.guide = shelves.templates, shelves.assets, shelves.guide
	return p
}

// pressables are what an object offers, from the top down.
func pressables(o fyne.CanvasObject) (names []string, taps map[string]fyne.Tappable) {
	taps = map[string]fyne.Tappable{}
	switch one := o.(type) {
	case *fyne.Container:
		for _, child := range one.Objects {
			more, found := pressables(child)
			names = append(names, more...)
			maps.Copy(taps, found)
		}
	case interface {
		fyne.Tappable
		AccessibilityLabel() string
	}:
		names, taps[one.AccessibilityLabel()] = []string{one.AccessibilityLabel()}, one
	}
	return names, taps
}

func TestTheColumnPutsWhatIsPressedIntoThePost(t *testing.T) {
	p := stockedPane(t)
	p.composer.Enlarge(true)
	p.window.Resize(fyne.NewSize(1440, 900))
	p.supplied(everywhere("Le four"))
	a := p.composer.big.aside
	a.figures()
	names, taps := pressables(a.column)
	want := []string{
		"Galette, 24,50\u202f€", "Croissant, 1,30\u202f€", "Pain d’été", "Nouveau", "English", "#Nantes #boulangerie +1",
		p.Words().T("common.open"),
	}
	if !slices.Equal(names, want) {
		t.Fatalf("it offers %q", names)
	}
	test.Tap(taps["#Nantes #boulangerie +1"])
	if got := p.parts(common)[0]; got != "Le four #Nantes #boulangerie #pain" {
		t.Errorf("hashtags: %q", got)
	}
	test.Tap(taps["Croissant, 1,30\u202f€"])
	if got := p.parts(common)[0]; !strings.HasSuffix(got, " Croissant, 1,30\u202f€") {
		t.Errorf("a product without a photo: %q", got)
	}
	test.Tap(taps[want[6]])
	if p.bench.window.lines != 1 {
		t.Error("the editorial line is not shown")
	}
}

func TestWhatIsChosenIsSearchedAndTakenByKeys(t *testing.T) {
	p := stockedPane(t)
	p.supplied(everywhere("Bonjour."))
	p.composer.chooseTemplate()
	p.typeIn("nouveau")
	focused := p.window.Canvas().Focused()
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	form := p.window.Canvas().Overlays().Top()
	if form == nil || p.parts(common)[0] != "Bonjour." {
		t.Fatalf("nothing asks for variables; the text is %q", p.parts(common)[0])
	}
	p.composer.pickProduct(func(data.Product) {})
	p.typeIn("rien de tel")
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.window.Canvas().Overlays().Top() != form {
		t.Error("Escape leaves more than the list")
	}
}

func TestNothingToInsertIsSaid(t *testing.T) {
	p := newPane(t)
	if p.composer.Insert() {
		t.Error("something can be inserted while no post is open")
	}
	p.given(everywhere("Bonjour."))
	for _, choose := range []func(){p.composer.chooseTemplate, p.composer.chooseGroup, p.composer.chooseProduct} {
		said := len(p.bench.window.toasts)
		if choose(); len(p.bench.window.toasts) != said+1 {
			t.Error("an empty list is not said to be empty")
		}
	}
	if !p.composer.Insert() || p.window.Canvas().Overlays().Top() == nil {
		t.Error("no menu")
	}
}
