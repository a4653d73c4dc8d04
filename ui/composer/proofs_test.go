package composer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/text"
	"parvis/ui/widgets"
)

// newReadingPane is a pane with dictionaries.
func newReadingPane(t *testing.T) *pane {
	t.Helper()
	p := newPane(t)
	p.proofs.reader = newReader(assets.Dictionaries)
	return p
}

// proofed waits until the draft of the moment was read.
func (p *pane) proofed() {
	p.t.Helper()
	p.until("all is read", func() bool {
		_, fresh := p.remarked()
		return fresh && p.proofs.guided && p.proofs.edit == p.edits && !p.Runner.Busy("composer.proof")
	})
}

func (p *pane) check(key string) (check, bool) {
	all := p.checks()
	i := slices.IndexFunc(all, func(c check) bool { return c.key == key })
	if i < 0 {
		return check{}, false
	}
	return all[i], true
}

// menu is the menu on top, nil when there is none.
func (p *pane) menu() *widgets.Menu {
	var found *widgets.Menu
	for _, o := range p.window.Canvas().Overlays().List() {
		for _, object := range test.LaidOutObjects(o) {
			if m, ok := object.(*widgets.Menu); ok {
				found = m
			}
		}
	}
	return found
}

// choose does the first line of the menu on top.
func (p *pane) chooseFirst() {
	p.t.Helper()
	p.until("a menu", func() bool { return p.menu() != nil })
	m := p.menu()
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func kinds(marks []widgets.Mark) (wavy, dashed int) {
	for _, m := range marks {
		switch m.Kind {
		case widgets.Wavy:
			wavy++
		case widgets.Dashed:
			dashed++
		}
	}
	return wavy, dashed
}

func TestUnknownWordsAreUnderlinedAndMendedByKeys(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Nos galetes sortent du four."))
	p.proofed()
	area := partOf[*editor](p).areas[0]
	if wavy, _ := kinds(area.Marks()); wavy != 1 {
		t.Fatalf("marks %+v", area.Marks())
	}
	c, found := p.check("spelling")
	if !found || c.tone != caution || p.checkText(c) != "1 mot inconnu\u202f: galetes" {
		t.Fatalf("%+v", p.checks())
	}
	area.Focus()
	p.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
	p.chooseFirst()
	if got := p.post.Parts[0]; got != "Nos galettes sortent du four." {
		t.Fatalf("mended to %q", got)
	}
	if area.Caret() != len("Nos galettes") {
		t.Errorf("the caret is at %d", area.Caret())
	}
	p.proofed()
	if _, found := p.check("spelling_fine"); !found {
		t.Error("no tick for the spelling")
	}
	p.composer.m.Shell.(*window).undo()
	if got := p.post.Parts[0]; got != "Nos galetes sortent du four." {
		t.Errorf("undone to %q", got)
	}
}

func TestAWordIsLearnedAndForgottenAgain(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Le kouglotte est là."))
	p.proofed()
	if _, found := p.check("spelling"); !found {
		t.Fatal("kouglotte is known")
	}
	p.learn("kouglotte")
	p.until("it is known", func() bool { _, found := p.check("spelling"); return !found })
	p.composer.m.Shell.(*window).undo()
	p.until("it is forgotten", func() bool { _, found := p.check("spelling"); return found })
	p.ignore("kouglotte")
	if _, found := p.check("spelling"); found {
		t.Error("it is not ignored")
	}
}

func TestNamesOfTheCatalogueAreKnown(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide.Products = []data.Product{{ID: 1, Name: "Kouglotte aux amandes"}}
	p.given(everywhere("Le kouglotte est là."))
	p.proofed()
	if _, found := p.check("spelling"); found {
		t.Error("a product is a mistake")
	}
}

func TestTypographyIsMendedAllAtOnceAndUndone(t *testing.T) {
	p := newReadingPane(t)
	post := everywhere("Quoi de neuf?  Des galettes...")
	post.Variants[1].Parts = []string{"Ici aussi!"}
	p.given(post)
	p.proofed()
	c, found := p.check("typography")
	if !found || c.mend != mendSetting {
		t.Fatalf("%+v", p.checks())
	}
	partOf[*before](p).mend(c)
	if got := p.post.Parts[0]; got != "Quoi de neuf\u202f? Des galettes…" {
		t.Errorf("mended to %q", got)
	}
	if got := p.parts(mastodon)[0]; got != "Ici aussi\u202f!" {
		t.Errorf("the variant was mended to %q", got)
	}
	p.proofed()
	if _, found := p.check("typography_fine"); !found {
		t.Error("no tick for the typography")
	}
	p.composer.m.Shell.(*window).undo()
	if p.post.Parts[0] != post.Parts[0] || p.parts(mastodon)[0] != "Ici aussi!" {
		t.Errorf("undone to %q and %q", p.post.Parts[0], p.parts(mastodon)[0])
	}
}

func TestWhatWasTypedSinceSurvivesTheUndo(t *testing.T) {
	d := &draft{post: everywhere("Un!", "Deux!")}
	undo := d.rewrite(common, []string{"Un\u202f!", "Deux\u202f!"})
	d.setText(common, 1, "Deux\u202f! Trois")
	undo()
	if got := d.parts(common); !slices.Equal(got, []string{"Un!", "Deux\u202f! Trois"}) {
		t.Errorf("%q", got)
	}
}

func TestTheLineIsHeldAgainstTheText(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide.Line = data.Line{Brand: 1, Revision: 1, Forbidden: []data.Forbidden{{Words: "pas cher", Use: "à petit prix"}}, Pillars: []data.Pillar{{ID: 7, Name: "Coulisses"}}}
	p.given(everywhere("Un pain pas cher."))
	p.proofed()
	c, found := p.check("line")
	if !found || c.finding.Rule != "forbidden" || c.tone != blocking {
		t.Fatalf("%+v", p.checks())
	}
	if _, stopped := blocker(p.checks(), true); !stopped {
		t.Error("what the line forbids goes out")
	}
	c.mend = mendSee
	partOf[*before](p).mend(c)
	if got := partOf[*editor](p).areas[0].Caret(); got != len("Un pain ") {
		t.Errorf("the caret is at %d", got)
	}
	c.mend = mendFix
	partOf[*before](p).mend(c)
	if got := p.post.Parts[0]; got != "Un pain à petit prix." {
		t.Errorf("mended to %q", got)
	}
	p.proofed()
	c, found = p.check("line")
	if !found || c.finding.Rule != "pillar_none" {
		t.Fatalf("%+v", p.checks())
	}
	p.choosePillar(7)
	p.proofed()
	if _, found := p.check("line_voice"); !found || p.post.Pillar != 7 {
		t.Errorf("%+v", p.checks())
	}
	p.settle()
	if got := p.desk.stored(p.post.ID).Pillar; got != 7 {
		t.Errorf("stored with pillar %d", got)
	}
}

func TestAFindingCanBePassedOver(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide.Line = data.Line{Brand: 1, Revision: 1, Forbidden: []data.Forbidden{{Words: "pas cher"}}}
	p.given(everywhere("Un pain pas cher."))
	p.proofed()
	c, _ := p.check("line")
	p.ignore(c.finding.key())
	if _, stopped := blocker(p.checks(), true); stopped {
		t.Error("it still stops the post")
	}
	p.composer.m.Shell.(*window).undo()
	if _, stopped := blocker(p.checks(), true); !stopped {
		t.Error("the undo does nothing")
	}
}

func TestTheWordOfSalesWaitsForThePeriodOfTheBrandsPlace(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide.Line = data.Line{Brand: 1, Country: "FR"}
	p.desk.dates = []calendar.KeyDate{
		{ID: "winter_sales", Key: "keydate.winter_sales", Kind: calendar.Sales, From: "2026-01-07", To: "2026-02-03"},
		{ID: "winter_sales", Key: "keydate.winter_sales", Kind: calendar.Sales, From: "2027-01-06", To: "2027-02-02"},
	}
	post := everywhere("Grands soldes sur les tabliers.")
	post.When = tomorrow()
	p.given(post)
	p.proofed()
	if c, found := p.check("line"); !found || c.finding.Rule != "sales" || c.tone != caution {
		t.Errorf("in November it says %q", p.said())
	}
	p.post.When = data.Schedule{Wall: "2027-01-20T18:30", Zone: "Europe/Paris", Instant: time.Date(2027, 1, 20, 17, 30, 0, 0, time.UTC)}
	p.edits++
	p.figures()
	p.proofed()
	if _, found := p.check("line"); found {
		t.Errorf("in January it says %q", p.said())
	}
}

func TestADictionaryKnowsTheVerbsOfASlip(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Une tisane pour cajolé les enfants."))
	p.proofed()
	c, found := p.check("language")
	if !found || c.words != "cajolé" {
		t.Errorf("%q", p.said())
	}
	session, err := p.proofs.reader.lexicon("de")
	if session != nil || err != nil {
		t.Errorf("without a dictionary: %v, %v", session, err)
	}
}

// A word that a slip is about is said once, as the slip; an invisible one gives
// way to the unknown word.
func TestAMisspeltWordInASlipIsSaidOnce(t *testing.T) {
	r := newReader(assets.Dictionaries)
	slip := func(from, to int, unseen bool) remark {
		return remark{Span: text.Span{Start: from, End: to}, kind: language, unseen: unseen}
	}
	miss := remark{Span: text.Span{Start: 4, End: 9}, kind: misspelt}
	for name, c := range map[string]struct{ found, want []remark }{
		"alone":            {nil, []remark{miss}},
		"beside":           {[]remark{slip(0, 4, false)}, []remark{slip(0, 4, false), miss}},
		"in a slip":        {[]remark{slip(0, 12, false)}, []remark{slip(0, 12, false)}},
		"over what is not": {[]remark{slip(3, 5, true), slip(8, 9, true)}, []remark{miss}},
		"over both":        {[]remark{slip(3, 5, true), slip(8, 12, false)}, []remark{slip(3, 5, true), slip(8, 12, false)}},
	} {
		if got := r.add(slices.Clone(c.found), miss); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	found, _, err := r.read("fr", nil, "dont jusqua demain, malgrés tout")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range found[:max(0, len(found)-1)] {
		if f.End > found[i+1].Start {
			t.Errorf("%+v overlaps %+v", f, found[i+1])
		}
	}
}

func TestALateAnswerNeverMovesAMark(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Nos galetes."))
	p.proofed()
	area := partOf[*editor](p).areas[0]
	area.GoTo(0)
	p.typeIn("Ah oui, ")
	for _, m := range area.Marks() {
		if got := string([]rune(area.Text())[m.From:m.To]); got != "galetes" {
			t.Errorf("%q is underlined before the new reading", got)
		}
	}
	p.figures()
	p.proofed()
	if wavy, _ := kinds(area.Marks()); wavy != 1 {
		t.Errorf("marks %+v", area.Marks())
	}
}

func TestAVariantIsComparedWithTheCommonText(t *testing.T) {
	p := newReadingPane(t)
	post := everywhere("Des galettes dès samedi")
	post.Variants[1].Parts = []string{"Des brioches dès samedi"}
	p.given(post)
	changes := p.difference(mastodon)
	if gone, come := tally(changes); gone != 1 || come != 1 {
		t.Fatalf("%+v", changes)
	}
	p.choose(mastodon)
	partOf[*tabs](p).compare()
	shown := false
	for _, object := range test.LaidOutObjects(p.window.Canvas().Overlays().Top()) {
		if c, ok := object.(*widgets.Changes); ok {
			shown = c.AccessibilityLabel() == "Des brioches dès samedi"
		}
	}
	if !shown {
		t.Error("the popover does not show the variant")
	}
	if text.Diff("a", "a")[0].Kind != text.Same {
		t.Error("what is the same changed")
	}
}

func TestTheEnglishVersionIsMadeAndHeldAgainstTheFrench(t *testing.T) {
	p := newReadingPane(t)
	post := everywhere("La galette à 24 € dès samedi.")
	post.When = tomorrow()
	id := p.given(post)
	p.openTwin()
	p.until("the twin opens", func() bool { return p.open && p.post.ID != id && p.post.Twin == id })
	if p.post.Lang != "en" || p.post.When != tomorrow() || len(p.post.Variants) != 3 {
		t.Fatalf("%+v", p.post)
	}
	p.setText(common, 0, "The galette for €26 from Saturday.")
	p.altered()
	p.proofed()
	rules := []string{}
	for _, c := range p.checks() {
		if c.finding != nil {
			rules = append(rules, c.finding.Rule)
		}
	}
	if !slices.Contains(rules, "parity_price") {
		t.Errorf("found %q", rules)
	}
	p.setText(common, 0, "The galette for €24 from Saturday.")
	p.altered()
	p.proofed()
	for _, c := range p.checks() {
		if c.finding != nil && strings.HasPrefix(c.finding.Rule, "parity_price") {
			t.Errorf("%s", p.checkText(c))
		}
	}
	p.settle()
	twin := p.post.ID
	p.openPost(id)
	p.until("the French one is back", func() bool { return p.post.ID == id })
	if p.post.Twin != twin {
		t.Errorf("its twin is %d, want %d", p.post.Twin, twin)
	}
}
