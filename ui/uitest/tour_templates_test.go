package uitest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/widgets"
)

// template is the one of a name; ID 0 where there is none.
func (v *visit) template(name string) data.Template {
	v.t.Helper()
	all, err := v.house.Desk.Templates(v.ctx, v.brand)
	v.ok(err)
	i := slices.IndexFunc(all, func(t data.Template) bool { return t.Name == name })
	if i < 0 {
		return data.Template{}
	}
	return all[i]
}

// text is what stands in the first text on the screen.
func (v *visit) text() string {
	if areas := v.areas(); len(areas) > 0 {
		return areas[0].Text()
	}
	return ""
}

// shortcut gives a shortcut to the text that has the keyboard.
func (v *visit) shortcut(s fyne.Shortcut) {
	v.t.Helper()
	text, ok := v.Frame.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		v.t.Fatal("no text has the keyboard")
	}
	text.TypedShortcut(s)
	v.ok(v.Settle(v.ctx))
}

// TestATemplateIsWrittenUsedAndKept writes a template, mends its unknown variable,
// deletes it and takes that back; fills it in a post, adds hashtags and a product
// from the column beside the text, keeps the post as another template, and asks
// somebody to read it.
func TestATemplateIsWrittenUsedAndKept(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.new.templates"))
	v.into("library.template.name")
	v.write("Demain")
	v.areas()[0].Focus()
	v.write("Demain : {produit} à {prix}{prixx}")
	v.tapWord("common.save")
	v.until("fault", glance, func() bool { return v.says(v.Book.N("library.template.unknown", 1, "Names", "{prixx}")) })
	if v.template("Demain").ID != 0 {
		t.Fatal("a template with an unknown variable was stored")
	}
	v.areas()[0].Focus()
	v.ok(v.Press(v.ctx, slices.Repeat([]fyne.KeyName{fyne.KeyBackspace}, len("{prixx}"))...))
	v.tapWord("common.save")
	stored := func() bool { return v.template("Demain").Text == "Demain : {produit} à {prix}" }
	v.until("template", glance, stored)

	v.into("library.template.search")
	v.write("demain prix")
	v.until("row", glance, func() bool {
		v.Frame.Canvas().Unfocus() // a list that was empty marks no row
		shown[*widgets.List](v)[0].Focus()
		return v.says(" Demain")
	})
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.until("form", glance, func() bool { return v.says(v.Book.T("library.template.preview")) })
	v.ok(v.Press(v.ctx, fyne.KeyEscape))
	shown[*widgets.List](v)[0].Focus()
	v.ok(v.Press(v.ctx, fyne.KeyDelete))
	v.until("deletion", glance, func() bool { return !stored() })
	v.tapWord("common.undo")
	v.until("undo", glance, stored)

	v.ok(v.Do(v.ctx, "shell.action.write"))
	v.until("empty post", glance, func() bool { return v.Frame.Canvas().Focused() != nil && len(v.areas()) > 0 })
	v.write("Bonjour.")
	v.ok(v.Do(v.ctx, "composer.action.insert"))
	v.pick(v.Book.T("composer.insert.template"))
	v.write("demain")
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.tapWord("composer.insert.pick_product")
	v.write("stollen")
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.tapWord("composer.insert.do")
	const filled = "Bonjour.\n\nDemain : Stollen de Noël à 14,50\u202f€"
	v.until("filled template", glance, func() bool { return v.text() == filled })
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool { return v.text() == "Bonjour." })

	v.ok(v.Do(v.ctx, "composer.action.wide"))
	v.tap("#Nantes #boulangerie")
	tagged := func() bool { return strings.HasPrefix(v.text(), "Bonjour. #Nantes #boulangerie #pain ") }
	v.until("hashtags", glance, tagged)
	v.shortcut(&fyne.ShortcutUndo{})
	v.until("hashtags taken back", glance, func() bool { return v.text() == "Bonjour." })
	v.shortcut(&fyne.ShortcutRedo{})
	v.until("hashtags again", glance, tagged)
	bread := v.products()["Pain de campagne au levain"]
	v.tap(bread.Name)
	v.until("product", glance, func() bool { return strings.HasSuffix(v.text(), bread.Name+", 5,20\u202f€") })
	post := func() data.Post {
		id, err := v.house.Post(v.ctx, "Bonjour.")
		if err != nil {
			return data.Post{}
		}
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return p
	}
	v.until("stored product with its photo", glance, func() bool {
		p := post()
		return slices.Equal(p.Products, []data.ProductID{bread.ID}) && len(p.Media) == 1 && p.Media[0].Hash == bread.Photo && p.Media[0].Alt != ""
	})

	v.until("end of what was said", time.Second, func() bool { return !v.says(v.Book.T("common.undo")) })
	v.ok(v.Do(v.ctx, "composer.action.keep"))
	v.into("composer.template.name")
	v.write("Le pain du jour, ")
	v.tapWord("common.save")
	draft := post()
	kept := func() data.Template { return v.template("Le pain du jour, " + draft.Headline()) }
	v.until("kept template", glance, func() bool { return kept().ID != 0 })
	if got := kept().Text; !strings.HasSuffix(got, " {produit}, {prix}") {
		t.Errorf("kept as %q", got)
	}
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool { return kept().ID == 0 })

	v.tapWord("composer.ask")
	v.until("sheet", glance, func() bool {
		return v.says(v.Book.T("exchange.ask.title")) && v.says(v.Book.N("exchange.ask.save_n", 1))
	})
}
