package composer

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func TestTheFormsAreThoseThatTheNetworkTakes(t *testing.T) {
	all := ratiosFor(data.MediaRule{})
	if len(all) != 8 || all[0] != 0 {
		t.Errorf("without a rule there are %v", all)
	}
	few := ratiosFor(data.MediaRule{MinRatio: 4.0 / 5, MaxRatio: 1.91})
	if want := []float64{0, 4.0 / 5, 1, 4.0 / 3, 16.0 / 9, 1.91}; !slices.Equal(few, want) {
		t.Errorf("there are %v, not %v", few, want)
	}
}

func TestFourQuartersAreOneTurn(t *testing.T) {
	f := data.Focus{X: 0.25, Y: 0.125}
	if got := turned(f); got != (data.Focus{X: 0.875, Y: 0.25}) {
		t.Errorf("after one it is %v", got)
	}
	if got := turned(turned(turned(turned(f)))); got != f {
		t.Errorf("after four it is %v", got)
	}
	if got := turned(data.Focus{}); got != (data.Focus{}) {
		t.Errorf("the middle became %v", got)
	}
}

// withPicture opens a post with a picture whose frame can be chosen.
func withPicture(t *testing.T) (*pane, *cropParts) {
	t.Helper()
	p := newPane(t)
	post := everywhere("Des galettes")
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a", Name: "four.png", MIME: "image/png", Width: 400, Height: 300}}}
	p.given(post)
	p.enlarge(1232, 900)
	p.composer.openCrop(picture{0, "a"})
	p.until("the picture", func() bool { return p.crop().focus != nil })
	return p, p.crop()
}

// cropParts are what can be pressed on the sheet that frames a picture.
type cropParts struct {
	focus *widgets.FocusPicture
	forms []*widgets.Button
	turn  *widgets.Button
	done  *widgets.Button
}

func (p *pane) crop() *cropParts {
	var c cropParts
	walk(p.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widgets.FocusPicture:
			c.focus = o
		case *widgets.Button:
			switch o.Text() {
			case p.Words().T("composer.crop.turn"):
				c.turn = o
			case p.Words().T("common.done"):
				c.done = o
			case p.Words().T("composer.crop.middle"):
			default:
				c.forms = append(c.forms, o)
			}
		}
	})
	return &c
}

func TestAPictureIsFramedByMouseAndTakenBackInOneStep(t *testing.T) {
	p, c := withPicture(t)
	if len(c.forms) != 3 || c.forms[1].Text() != "Entière" {
		t.Fatalf("%d forms", len(c.forms))
	}
	c.focus.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.focus.Size().Width, c.focus.Size().Height/2)})
	if got := p.post.Media[0].Focus; got.X != 1 || got.Y < 0.4 || got.Y > 0.6 {
		t.Errorf("the focus is %v", got)
	}
	test.Tap(p.crop().forms[1])
	menu := p.window.Canvas().Focused()
	for range 4 { // past the whole picture, 9:16 and 3:4
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := p.post.RatioFor(mastodon); got != 0.8 {
		t.Fatalf("the form is %v", got)
	}
	if p.crop().forms[1].Text() != "4:5" {
		t.Errorf("the button says %q", p.crop().forms[1].Text())
	}
	test.Tap(p.crop().done)
	p.settle()
	if got := p.desk.stored(1); got.Media[0].Focus.X != 1 || got.RatioFor(mastodon) != 0.8 || got.RatioFor(bluesky) != 0 {
		t.Errorf("stored %+v, %+v", got.Media[0].Focus, got.Variants)
	}
	p.window0().undo()
	p.settle()
	if got := p.desk.stored(1); got.Media[0].Focus != (data.Focus{}) || got.RatioFor(mastodon) != 0 {
		t.Errorf("undone to %+v, %+v", got.Media[0].Focus, got.Variants)
	}
}

// press taps a button of the sheet and takes a line of its menu, by how many lines
// it is below the first.
func (p *pane) press(b *widgets.Button, below int) {
	p.t.Helper()
	test.Tap(b)
	menu := p.window.Canvas().Focused()
	for range below + 1 {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// photos are the results that the sheet shows, with their colours at a place between
// 0, 0 and 1, 1.
func (p *pane) photos(x, y float64) (seen []color.Color) {
	walk(p.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if one, ok := o.(*widgets.Photo); ok {
			img := one.Image()
			at := img.Bounds().Min.Add(image.Pt(int(x*float64(img.Bounds().Dx()-1)), int(y*float64(img.Bounds().Dy()-1))))
			seen = append(seen, img.At(at.X, at.Y))
		}
	})
	return seen
}

func TestAPictureIsKeptWholeBetweenBandsOfAColour(t *testing.T) {
	p, c := withPicture(t)
	p.press(c.forms[1], 4) // a square, behind 9:16, 3:4 and 4:5
	if f := p.crop().forms; len(f) != 4 || f[2].Text() != "Rognée" {
		t.Fatalf("%d choices", len(f))
	}
	p.press(p.crop().forms[2], 3)
	if got := shapeOf(&p.post, mastodon); got != (shape{1, data.BandsBlack}) || p.crop().forms[2].Text() != "Bandes noires" {
		t.Fatalf("%+v, %q", got, p.crop().forms[2].Text())
	}
	if _, _, _, a := p.photos(0.5, 0)[1].RGBA(); a != 0xffff {
		t.Errorf("above the picture there is %v", p.photos(0.5, 0))
	}
	if said := summary(p.Words(), &p.post, bakery()[1]); !strings.Contains(said, "bandes 1:1") {
		t.Errorf("its line says %q", said)
	}
	p.press(p.crop().forms[2], 2)
	if r, g, b, _ := p.photos(0.5, 1)[1].RGBA(); r&g&b != 0xffff {
		t.Errorf("below the picture there is %v", p.photos(0.5, 1))
	}
	p.choose(mastodon)
	view := func() (shown widgets.PostMedium) {
		if parts := p.composer.showcase.card.View().Parts; len(parts) > 0 && len(parts[0].Media) > 0 {
			shown = parts[0].Media[0]
		}
		return shown
	}
	p.until("the preview", func() bool { return view().Image != nil })
	if size := view().Image.Bounds().Size(); size.X != size.Y || view().Ratio != 1 {
		t.Errorf("the preview shows %v in %v", size, view().Ratio)
	}
	test.Tap(p.crop().done)
	p.settle()
	if v, _ := new(p.desk.stored(1)).Variant(mastodon); v.Ratio != 1 || v.Bands != data.BandsWhite {
		t.Errorf("stored %+v", v)
	}
	p.window0().undo()
	p.settle()
	if v, _ := new(p.desk.stored(1)).Variant(mastodon); v.Ratio != 0 || v.Bands != data.BandsNone {
		t.Errorf("undone to %+v", v)
	}
}

func TestBandsThatANetworkAsksForHaveAColourToo(t *testing.T) {
	p := newPane(t)
	p.desk.accounts[0].Can.Media.MinRatio = 0.8
	post := everywhere("Des galettes")
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a", Name: "four.png", MIME: "image/png", Width: 300, Height: 400}}}
	p.given(post)
	lines := func() (n int) {
		for _, c := range examine(&p.draft, p.accounts, p.Clock.Now()) {
			if c.key == "banded" {
				partOf[*before](p).mend(c)
				n++
			}
		}
		return n
	}
	if lines() != 1 {
		t.Fatal("nobody says that there will be bands")
	}
	p.until("the picture", func() bool { return p.crop().focus != nil })
	if f := p.crop().forms; len(f) != 4 || f[0].Text() != "Entière" || f[1].Text() != "Bandes assorties" {
		t.Fatalf("%d choices", len(f))
	}
	p.press(p.crop().forms[1], 1)
	if got := shapeOf(&p.post, bluesky); got != (shape{0, data.BandsWhite}) || lines() != 0 {
		t.Errorf("chosen %+v, and it is still asked for", got)
	}
}

func TestTheArrowsMoveTheFocus(t *testing.T) {
	p, c := withPicture(t)
	c.focus.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	c.focus.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := p.post.Media[0].Focus; got.X >= 0.5 || got.Y <= 0.5 {
		t.Errorf("the focus is %v", got)
	}
}

func TestATurnedPictureTakesThePlaceOfTheFormerAndGivesItBack(t *testing.T) {
	p, c := withPicture(t)
	test.Tap(c.turn)
	p.until("another file", func() bool { return p.post.Media[0].Hash == "ar" })
	if got := p.post.Media[0]; got.Width != 300 || got.Height != 400 || got.Name != "four.png" {
		t.Errorf("it is %+v", got)
	}
	p.until("it is shown", func() bool { return p.crop().focus != nil })
	test.Tap(p.crop().done)
	p.window0().undo()
	if got := p.post.Media[0]; got.Hash != "a" || got.Width != 400 {
		t.Errorf("undone to %+v", got)
	}
}

func TestEscapeLeavesTheFrame(t *testing.T) {
	p, c := withPicture(t)
	c.focus.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("the sheet stays")
	}
}

func TestNothingIsSaidWhereNothingWasFramed(t *testing.T) {
	p, c := withPicture(t)
	test.Tap(c.done)
	if said := p.window0().toasts; len(said) != 0 {
		t.Errorf("said %q", said)
	}
	p.composer.openCrop(picture{0, "unknown"})
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("a picture that is not there is framed")
	}
}

// walk visits everything that is visible under an object.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, below := range o.Objects {
			walk(below, visit)
		}
	case fyne.Widget:
		for _, below := range test.WidgetRenderer(o).Objects() {
			walk(below, visit)
		}
	}
}
