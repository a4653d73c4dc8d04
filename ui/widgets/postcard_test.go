package widgets

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
)

func aPost() PostView {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	return PostView{
		Network: "mastodon", Initial: "L", Name: "Maison Lenoir", Handle: "@maisonlenoir@reseau.example",
		Parts: []PostPart{
			{
				Label: "1/2", Title: "Galette des rois", Lead: "Trois parfums",
				Runs: []Run{
					{Text: "La pâte\n", Strong: true},
					{Text: "Réservez la vôtre avant jeudi et gagnez une fève en porcelaine de Limoges : "},
					{Text: "https://maison-lenoir.example/" + strings.Repeat("galettes-", 30), Accent: true},
					{Text: "\n\nÀ samedi 👨‍👩‍👧‍👦"},
				},
				More:  "… voir plus",
				Media: []PostMedium{{Image: img, Ratio: 4.0 / 3, Name: "Le four"}, {Video: true, Ratio: 1, Tag: "0:42", Name: "four.mp4"}},
			},
			{Label: "2/2", Runs: []Run{{Text: "La suite"}}, Media: []PostMedium{{Image: img, Ratio: 0.2}}},
		},
	}
}

// dressed begins an app with our look.
func dressed(t *testing.T) {
	t.Helper()
	look, err := theme.New(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewApp()
	app.Settings().SetTheme(look)
	t.Cleanup(app.Quit)
}

func TestAPostStaysWithinItsCard(t *testing.T) {
	dressed(t)
	for _, width := range []float32{240, 344, 520} {
		l := layPost(aPost(), width)
		bottom := float32(0)
		for _, p := range l.pieces {
			if p.x < postInset || p.x+p.w > width-postInset+1 {
				t.Errorf("%v: %q reaches from %v to %v", width, p.text, p.x, p.x+p.w)
			}
			if p.kind == pieceText && p.text == "" {
				t.Errorf("%v: an empty piece", width)
			}
			bottom = max(bottom, p.y+p.h)
		}
		if bottom > l.height {
			t.Errorf("%v: it ends at %v of %v", width, bottom, l.height)
		}
	}
	if narrow, broad := layPost(aPost(), 240).height, layPost(aPost(), 520).height; narrow <= 0 || broad <= 0 {
		t.Errorf("heights %v and %v", narrow, broad)
	}
}

func TestNothingOfAnAddressIsLostWhenItIsBroken(t *testing.T) {
	dressed(t)
	word := "https://maison-lenoir.example/" + strings.Repeat("galettes👨‍👩‍👧‍👦", 20)
	pieces := broken(word, 200)
	if strings.Join(pieces, "") != word || len(pieces) < 5 {
		t.Errorf("broken into %q", pieces)
	}
	for _, p := range pieces {
		if strings.HasPrefix(p, "\u200d") {
			t.Errorf("%q begins within an emoji", p)
		}
	}
}

func TestMoreThanFourPicturesAreCounted(t *testing.T) {
	dressed(t)
	v := aPost()
	v.Parts[0].Media = make([]PostMedium, 6)
	var last postPiece
	n := 0
	for _, p := range layPost(v, 344).pieces {
		if p.kind == piecePicture && p.part == 0 {
			last = p
			n++
		}
	}
	if n != 4 || last.text != "+2" {
		t.Errorf("%d are shown, the last says %q", n, last.text)
	}
}

func TestWhatIsPressedOnAPostIsOpened(t *testing.T) {
	dressed(t)
	c := NewPostCard()
	c.Set(aPost())
	c.Resize(fyne.NewSize(344, c.HeightFor(344)))
	more, part, medium := 0, -1, -1
	c.More = func() { more++ }
	c.Opened = func(p, m int) { part, medium = p, m }
	for _, p := range c.lay(344).pieces {
		if p.kind == pieceMore || p.kind == piecePicture && p.medium == 1 {
			c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(p.x+2, p.y+2)})
		}
	}
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if more != 1 || part != 0 || medium != 1 {
		t.Errorf("more %d, medium %d of part %d", more, medium, part)
	}
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if more != 2 {
		t.Error("the space bar shows nothing more")
	}
	if !strings.Contains(c.AccessibilityLabel(), "Le four") {
		t.Errorf("it is called %q", c.AccessibilityLabel())
	}
}

func TestAPictureThatStandsInAPostTwiceIsDrawnTwice(t *testing.T) {
	dressed(t)
	c := NewPostCard()
	c.Set(aPost()) // both parts show the same one, beside the drawing of a film
	c.Resize(fyne.NewSize(344, 900))
	seen := map[*canvas.Image]bool{}
	for _, o := range test.WidgetRenderer(c).Objects() {
		if img, ok := o.(*canvas.Image); ok && img.Image == c.View().Parts[0].Media[0].Image {
			seen[img] = true
		}
	}
	if len(seen) != 2 {
		t.Errorf("%d pictures are drawn", len(seen))
	}
}

func TestAPostIsDarkInALightApp(t *testing.T) {
	dressed(t)
	c := NewPostCard()
	v := aPost()
	v.Night = true
	c.Set(v)
	c.Resize(fyne.NewSize(344, 600))
	ground := test.WidgetRenderer(c).Objects()[0].(*canvas.Rectangle)
	if ground.FillColor != theme.Of(true)[theme.Card] {
		t.Errorf("its ground is %v", ground.FillColor)
	}
	v.Night = false
	c.Set(v)
	ground = test.WidgetRenderer(c).Objects()[0].(*canvas.Rectangle)
	if ground.FillColor != theme.Of(false)[theme.Card] {
		t.Errorf("its ground is %v", ground.FillColor)
	}
}
