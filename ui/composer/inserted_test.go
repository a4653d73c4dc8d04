package composer

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// back takes back what was done in the text, forth does it again.
func (p *pane) back()  { p.shortcut(&fyne.ShortcutUndo{}) }
func (p *pane) forth() { p.shortcut(&fyne.ShortcutRedo{}) }

func (p *pane) shortcut(s fyne.Shortcut) {
	p.t.Helper()
	keys, ok := p.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		p.t.Fatal("no text has the keyboard")
	}
	keys.TypedShortcut(s)
}

// says holds the first text, in the post and on the screen, against what it should be.
func (p *pane) says(when, want string) {
	p.t.Helper()
	if got, drawn := p.parts(p.tab)[0], partOf[*editor](p).areas[0].Text(); got != want || drawn != want {
		p.t.Errorf("%s: the post says %q, the screen %q, not %q", when, got, drawn, want)
	}
}

func TestWhatWasInsertedIsTakenBackLikeTyping(t *testing.T) {
	p := stockedPane(t)
	p.supplied(everywhere("Le four."))
	area := partOf[*editor](p).areas[0]
	area.GoTo(8)
	p.typeIn(" Venez")
	p.composer.useGroup(p.model.templates(data.TemplateHashtags)[0])
	const with = "Le four. Venez #Nantes #boulangerie #pain"
	p.says("inserted", with)
	p.typeIn(" vite")
	p.back()
	p.says("the last word undone", with)
	p.back()
	p.says("undone", "Le four. Venez")
	if area.Caret() != 14 {
		t.Errorf("the caret is at %d", area.Caret())
	}
	p.forth()
	p.says("done again", with)
	if area.Caret() != len([]rune(with)) {
		t.Errorf("the caret is at %d", area.Caret())
	}
	p.back()
	p.back()
	p.says("what was typed before undone", "Le four.")
	p.bench.window.undo()
	p.says("the toast after that", "Le four.")
}

// withProduct is a pane in whose text a product was put, with its photo, and the post
// before that.
func withProduct(t *testing.T) (p *pane, plain data.Post) {
	t.Helper()
	p = stockedPane(t)
	p.supplied(everywhere("À réserver"))
	plain = clone(p.post)
	partOf[*editor](p).areas[0].GoTo(10)
	p.composer.useProduct(p.products()[0])
	p.until("the photo", func() bool { return len(p.post.Media) == 1 })
	return p, plain
}

func TestAProductIsTakenBackWithAllThatCameAlong(t *testing.T) {
	p, plain := withProduct(t)
	full := clone(p.post)
	for range 2 {
		p.back()
		if !sameContent(plain, p.post) {
			t.Fatalf("undone: %+v", p.post)
		}
		p.forth()
		if !sameContent(full, p.post) {
			t.Fatalf("done again: %+v", p.post)
		}
	}
	p.setAlt(picture{0, "abc"}, "Une autre photo.")
	p.back()
	p.forth()
	if got := p.alt(picture{0, "abc"}); got != "Une autre photo." {
		t.Errorf("the photo is described as %q", got)
	}
	p.bench.window.undo()
	if !sameContent(plain, p.post) {
		t.Fatalf("the toast: %+v", p.post)
	}
	p.back()
	if p.parts(common)[0] != full.Parts[0] || len(p.post.Media) != 1 || !slices.Equal(p.post.Products, full.Products) {
		t.Errorf("what the toast took out taken back: %+v", p.post)
	}
}

func TestATemplateIsTakenBackInOneStep(t *testing.T) {
	p := stockedPane(t)
	p.supplied(everywhere("Un mot. Un autre."))
	area := partOf[*editor](p).areas[0]
	area.GoTo(8)
	p.composer.useTemplate(data.Template{Name: "Court", Title: "Samedi", Text: "Ouvert samedi."})
	p.until("the template", func() bool { return p.post.Title == "Samedi" })
	p.says("inserted", "Un mot.\n\nOuvert samedi.\n\nUn autre.")
	p.back()
	p.says("undone", "Un mot. Un autre.")
	if p.post.Title != "" {
		t.Errorf("the title stays %q", p.post.Title)
	}
	p.forth()
	p.says("done again", "Un mot.\n\nOuvert samedi.\n\nUn autre.")
	if p.post.Title != "Samedi" {
		t.Errorf("the title is %q", p.post.Title)
	}
}

func TestAMendIsTakenBackOnce(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Les galettes est là."))
	s := p.parts(common)[0]
	r := remark{was: "est"}
	r.Start, r.End = 13, 16
	partOf[*editor](p).put(place{common, 0, r}, s, "sont")
	p.says("mended", "Les galettes sont là.")
	if caret := partOf[*editor](p).areas[0].Caret(); caret != 17 {
		t.Errorf("the caret is at %d", caret)
	}
	p.back()
	p.says("undone", s)
	p.bench.window.undo()
	p.says("the toast after that", s)
	p.forth()
	p.says("done again", "Les galettes sont là.")
	p.bench.window.undo()
	p.says("the toast then", s)
}

func TestAnotherTabIsAnotherText(t *testing.T) {
	p := stockedPane(t)
	p.supplied(everywhere("Le four."))
	area := partOf[*editor](p).areas[0]
	area.GoTo(8)
	p.composer.useGroup(data.Template{Name: "Court", Text: "#four"})
	p.choose(bluesky)
	p.choose(common)
	area.Focus()
	p.back()
	p.says("what is gone from the screen", "Le four. #four")
	p.bench.window.undo()
	p.says("the toast", "Le four.")
}

func TestTheMenuOfTheTextTakesBackToo(t *testing.T) {
	p, plain := withProduct(t)
	p.window.Canvas().Focused().(fyne.SecondaryTappable).TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(40, 20)})
	menu := p.window.Canvas().Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	walk(menu, func(o fyne.CanvasObject) {
		if item, ok := o.(fyne.Tappable); ok && p.window.Canvas().Overlays().Top() == menu {
			if _, overlay := o.(*widgets.Overlay); !overlay && o.Size().Height < 60 {
				test.Tap(item)
			}
		}
	})
	if !sameContent(plain, p.post) {
		t.Errorf("undone: %+v", p.post)
	}
}
