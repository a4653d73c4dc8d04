package composer

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func TestATextIsCutAtWhatLeadsSomewhere(t *testing.T) {
	got := stretches("Réservez ! https://maison-lenoir.example/galettes\n#GaletteDesRois avec @awa@reseau.example.")
	want := []stretch{
		{"Réservez ! ", false},
		{"https://maison-lenoir.example/galettes", true},
		{"\n", false},
		{"#GaletteDesRois", true},
		{" avec ", false},
		{"@awa@reseau.example", true},
		{".", false},
	}
	if !slices.Equal(got, want) {
		t.Errorf("cut into %+v", got)
	}
	if got := stretches(""); got != nil {
		t.Errorf("nothing is cut into %+v", got)
	}
}

func TestThePreviewShowsWhatGoesOut(t *testing.T) {
	b := newBench(t)
	post := everywhere("Voir https://maison-lenoir.example/galettes", "La suite")
	post.Track = data.Tracking{Campaign: "fetes", Hosts: []string{"maison-lenoir.example"}}
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a"}, Part: 1}}
	post.Variants[1].Parts, post.Variants[1].Ratio = []string{"Autrement"}, 0.8
	b.given(post)
	first, _ := b.account(bluesky)
	parts := b.appearances(first)
	if len(parts) != 2 || len(parts[0].media) != 0 || len(parts[1].media) != 1 {
		t.Fatalf("shown %+v", parts)
	}
	if link := parts[0].text[1]; !link.linked || !strings.Contains(link.text, "utm_campaign=fetes") || !strings.Contains(link.text, "utm_source=bluesky") {
		t.Errorf("the link is %+v", link)
	}
	second, _ := b.account(mastodon)
	if own := b.appearances(second); len(own) != 1 || own[0].text[0].text != "Autrement" || own[0].ratio != 0.8 || len(own[0].media) != 1 {
		t.Errorf("shown %+v", own)
	}
	blog, _ := b.account(wordpress)
	for a, want := range map[*data.Account]string{
		&first: "2 parties, 1 image", &second: "1 mot, 1 image, recadré à 0,80 de large pour 1 de haut", &blog: "article, 8 mots, 1 image",
	} {
		if got := b.summary(*a); got != want {
			t.Errorf("on %s: %q, not %q", a.Network, got, want)
		}
	}
}

func TestAPictureIsCroppedAroundItsFocus(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 400, 200))
	a := data.Attachment{Focus: data.Focus{X: 1, Y: 0.5}}
	if got := cropped(img, a, 1).Bounds(); got != image.Rect(200, 0, 400, 200) {
		t.Errorf("the right half is %v", got)
	}
	if got := cropped(img, a, 0).Bounds(); got != img.Bounds() {
		t.Errorf("uncropped it is %v", got)
	}
}

func TestThePreviewIsOpenedFromTheEyeAndGoesToAnotherAccount(t *testing.T) {
	p := newPane(t)
	post := everywhere("Des galettes")
	post.Title = "Galette des rois"
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a", Name: "four.png", MIME: "image/png"}, Alt: "Le four"}}
	p.given(post)
	p.composer.openPreview()
	shown := func(words string) bool {
		top := p.window.Canvas().Overlays().Top()
		return top != nil && says(top, words)
	}
	if !shown("Des galettes") || shown("Galette des rois") {
		t.Error("the first account shows another text, or a title")
	}
	p.until("the picture", func() bool { return shown("Le four") })
	blog, ok := labelled(p.window.Canvas().Overlays().Top(), "WordPress")
	if !ok {
		t.Fatal("the blog is not among the others")
	}
	test.Tap(blog)
	if !shown("Galette des rois") {
		t.Error("the blog shows no title")
	}
}

func TestWithoutAnAccountThereIsNoPreview(t *testing.T) {
	p := newPane(t)
	p.given(data.Post{Lang: "fr", Parts: []string{"Des galettes"}})
	p.composer.openPreview()
	if p.window.Canvas().Overlays().Top() != nil || len(p.window0().toasts) != 1 {
		t.Errorf("said %q", p.window0().toasts)
	}
}

// says tells whether something visible under o has these words.
func says(o fyne.CanvasObject, words string) bool {
	found := false
	walk(o, func(o fyne.CanvasObject) {
		l, ok := o.(interface{ AccessibilityLabel() string })
		found = found || ok && l.AccessibilityLabel() == words
	})
	return found
}

// labelled is the line under o whose words hold some.
func labelled(o fyne.CanvasObject, words string) (row *widgets.PressRow, ok bool) {
	walk(o, func(o fyne.CanvasObject) {
		if r, is := o.(*widgets.PressRow); is && strings.Contains(r.Text().Title, words) {
			row, ok = r, true
		}
	})
	return row, ok
}

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
