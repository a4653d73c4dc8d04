package uitest_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"parvis/data"
	"parvis/ui/widgets"
)

// TestTextTour writes a post with mistakes, mends them in the window, adapts it to
// one network, and makes its English version.
func TestTextTour(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "shell.action.write"))
	v.until("empty post", glance, func() bool { return v.Frame.Canvas().Focused() != nil && len(v.areas()) > 0 })
	v.write("Nos galetes sortent du four jeudi!  Venez les gouter.")
	v.until("underlined words", glance, func() bool { return v.underlined(widgets.Wavy) == 2 })
	v.tapWord("composer.typography")
	v.until("typography", glance, func() bool { return strings.Contains(v.areas()[0].Text(), "jeudi\u202f! Venez") })

	v.areas()[0].GoTo(0)
	v.askAndTakeFirst()
	v.until("galettes", glance, func() bool { return strings.HasPrefix(v.areas()[0].Text(), "Nos galettes ") })
	v.until("one word left", glance, func() bool { return v.underlined(widgets.Wavy) == 1 })
	v.areas()[0].GoTo(0)
	v.askAndTakeFirst()
	v.until("a clean text", glance, func() bool { return v.underlined(widgets.Wavy) == 0 })
	v.until("ticks", glance, func() bool { return v.says(v.Book.T("composer.check.spelling_fine")) })

	var to data.Account
	for _, a := range v.accounts() {
		if a.Network == "mastodon" {
			to = a
		}
	}
	v.tap(v.nameOf(to))
	v.areas()[0].GoTo(len([]rune(v.areas()[0].Text())))
	v.write(" À samedi.")
	v.tapWord("composer.compare")
	v.until("comparison", glance, func() bool { return len(shown[*widgets.Changes](v)) == 1 })
	v.tapWord("composer.follow")
	v.until("common text", glance, func() bool { return !strings.Contains(v.areas()[0].Text(), "À samedi") })

	v.tapWord("composer.more")
	v.pick(v.Book.T("composer.twin.write.en"))
	v.until("English version", glance, func() bool { return v.says(v.Book.T("composer.lang.en")) })
	id, err := v.house.Post(v.ctx, "Nos galettes sortent")
	v.ok(err)
	post, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	twin, err := v.house.Desk.Post(v.ctx, post.Twin)
	v.ok(err)
	if post.Twin == 0 || twin.Twin != id || post.Lang == twin.Lang {
		t.Errorf("%d (%s) and %d (%s) are no twins", id, post.Lang, post.Twin, twin.Lang)
	}

	v.tapWord("composer.beside.show.fr")
	v.until("both languages", glance, func() bool { return len(v.areas()) == 2 })
	v.areas()[1].GoTo(0)
	v.write("Bonjour ! ")
	v.until("the French text is stored", glance, func() bool {
		post, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return strings.HasPrefix(post.Parts[0], "Bonjour ! ")
	})
}

func (v *visit) areas() []*widgets.TextArea { return shown[*widgets.TextArea](v) }

// underlined counts the marks of a kind in the first text on the screen.
func (v *visit) underlined(kind widgets.MarkKind) (n int) {
	for _, m := range v.areas()[0].Marks() {
		if m.Kind == kind {
			n++
		}
	}
	return n
}

// askAndTakeFirst asks about the next underlined word and takes what is offered
// first.
func (v *visit) askAndTakeFirst() {
	v.t.Helper()
	v.until("suggestions", glance, func() bool { // the text may just be read again
		if _, there := v.Frame.Canvas().Focused().(*widgets.Menu); there {
			return true
		}
		focused, ok := v.Frame.Canvas().Focused().(fyne.Shortcutable)
		if !ok {
			v.t.Fatal("no text has the keyboard")
		}
		focused.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
		return false
	})
	v.ok(v.Press(v.ctx, fyne.KeyDown, fyne.KeyReturn))
}
