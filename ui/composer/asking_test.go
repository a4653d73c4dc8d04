package composer

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data/text"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// asked is what the popover on top says and its link, after the second line of
// the menu, "why", was chosen at the first slip.
func (p *pane) asked() (said string, link *widgets.Link) {
	p.t.Helper()
	partOf[*editor](p).areas[0].Focus()
	p.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
	p.until("a menu", func() bool { return p.menu() != nil })
	menu := p.menu()
	for range 2 {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.until("why", func() bool { return p.window.Canvas().Overlays().Top() != nil && p.menu() == nil })
	for _, object := range test.LaidOutObjects(p.window.Canvas().Overlays().Top()) {
		switch o := object.(type) {
		case *widgets.Label:
			said += o.Text() + "\n"
		case *widgets.Link:
			link = o
		}
	}
	return said, link
}

func TestARuleLeadsToThePageAtWhichItWasRead(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Cette table est la votre."))
	p.proofed()
	said, link := p.asked()
	if !strings.Contains(said, "Règle relue le dimanche 22 novembre 2026 sur vitrinelinguistique.oqlf.gouv.qc.ca.") {
		t.Errorf("it says %q", said)
	}
	if link == nil {
		t.Fatal("nothing leads to the page")
	}
	test.Tap(link)
	if opened := p.window0().opened; len(opened) != 1 || !strings.HasPrefix(opened[0], "https://vitrinelinguistique.oqlf.gouv.qc.ca/") {
		t.Errorf("opened %q", opened)
	}
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the popover open")
	}
}

func TestARuleThatWasNotReadDoesNotPretend(t *testing.T) {
	p := newReadingPane(t)
	p.given(everywhere("Du pain,, du beurre."))
	p.proofed()
	said, link := p.asked()
	if !strings.Contains(said, "cité de mémoire") || strings.Contains(said, "relue") || link != nil {
		t.Errorf("it says %q, with a link: %t", said, link != nil)
	}
}

// Whatever the rule and the language, the source is named, and a page only where
// there is one.
func TestEveryRuleOfLanguageNamesItsSource(t *testing.T) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	for lang, memory := range map[string]string{"fr": "de mémoire", "en": "from memory"} {
		b := catalogue.In(lang)
		for _, r := range text.Rules() {
			said := ruleText(b, r)
			if !strings.Contains(said, r.Source) || !strings.Contains(said, r.Site()) || strings.Contains(said, memory) != (r.Read == "") {
				t.Errorf("%s: %s says %q", lang, r.ID, said)
			}
		}
	}
}
