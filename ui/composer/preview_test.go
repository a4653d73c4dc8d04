package composer

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/rivo/uniseg"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func TestATextIsCutAtWhatLeadsSomewhere(t *testing.T) {
	got := stretches("Réservez ! https://maison-lenoir.example/galettes\n#GaletteDesRois avec @awa@reseau.example.", data.LinkThirty)
	want := []stretch{
		{text: "Réservez ! "},
		{text: "maison-lenoir.example/galettes", linked: true},
		{text: "\n"},
		{text: "#GaletteDesRois", linked: true},
		{text: " avec "},
		{text: "@awa@reseau.example", linked: true},
		{text: "."},
	}
	if !slices.Equal(got, want) {
		t.Errorf("cut into %+v", got)
	}
	if got := stretches("", data.LinkWhole); got != nil {
		t.Errorf("nothing is cut into %+v", got)
	}
}

func TestAnArticleIsShownWithItsHeadingsAndLinks(t *testing.T) {
	got := articleStretches("## La pâte\nVoir [la recette](https://maison-lenoir.example/a) #galette\n#Nantes")
	want := []stretch{
		{text: "La pâte\n", strong: true},
		{text: "Voir "},
		{text: "la recette", linked: true},
		{text: " #galette\n"},
		{text: "#Nantes"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("cut into %+v", got)
	}
}

// said is what stretches say one after the other.
func said(all []stretch) string {
	var out strings.Builder
	for _, one := range all {
		out.WriteString(one.text)
	}
	return out.String()
}

func TestATextIsFoldedBetweenTwoWordsAndNeverWithinALink(t *testing.T) {
	long := strings.Repeat("Un mot 👨‍👩‍👧‍👦 encore. ", 30) + "https://maison-lenoir.example/une-adresse-plutot-longue et la fin"
	all := stretches(long, data.LinkWhole)
	for after := 1; after < 700; after++ {
		cut, shown := fold(all, after)
		if said(cut) != long {
			t.Fatalf("%d: the text became %q", after, said(cut))
		}
		if shown == len(cut) {
			continue
		}
		first := said(cut[:shown])
		if n := uniseg.GraphemeClusterCount(first); n > after {
			t.Errorf("%d: %d characters are shown", after, n)
		}
		if next := said(cut[shown:]); first != "" && !strings.HasPrefix(next, " ") && !strings.HasPrefix(next, "https://") {
			t.Errorf("%d: cut before %.12q", after, next)
		}
	}
	if _, shown := fold(all, 0); shown != len(all) {
		t.Error("where nothing is known something is hidden")
	}
	short := stretches(strings.Repeat("a ", 240), data.LinkWhole)
	if _, shown := fold(short, 477); shown != len(short) {
		t.Error("three characters are hidden")
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
	parts := appearances(&b.post, first)
	if len(parts) != 2 || len(parts[0].media) != 0 || len(parts[1].media) != 1 {
		t.Fatalf("shown %+v", parts)
	}
	if link := parts[0].text[1]; !link.linked || link.text != "maison-lenoir.example/galettes?utm…" {
		t.Errorf("the link is %+v", link)
	}
	second, _ := b.account(mastodon)
	if own := appearances(&b.post, second); len(own) != 1 || own[0].text[0].text != "Autrement" || own[0].shape.ratio != 0.8 || len(own[0].media) != 1 {
		t.Errorf("shown %+v", own)
	}
	blog, _ := b.account(wordpress)
	for a, want := range map[*data.Account]string{
		&first: "2 parties, 1 image", &second: "recadré 4:5", &blog: "article, 8 mots, 1 image",
	} {
		if got := summary(b.Words(), &b.post, *a); got != want {
			t.Errorf("on %s: %q, not %q", a.Network, got, want)
		}
	}
	second.Network, b.post.Variants[1].Parts = "facebook", []string{strings.Repeat("Des galettes. ", 60)}
	if got := summary(b.Words(), &b.post, second); got != "«\u202f… voir plus\u202f» vers 480 car., recadré 4:5" {
		t.Errorf("on Facebook: %q", got)
	}
}

func TestARatioIsWrittenAsPeopleDo(t *testing.T) {
	b := newBench(t)
	for ratio, want := range map[float64]string{1: "1:1", 0.8: "4:5", 16.0 / 9: "16:9", 1.91: "1,91:1", 0.75: "3:4"} {
		if got := ratioName(b.Words(), ratio); got != want {
			t.Errorf("%v is %s, not %s", ratio, got, want)
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
	s := p.composer.showcase
	p.until("the picture", func() bool {
		v := s.card.View()
		return len(v.Parts) == 1 && len(v.Parts[0].Media) == 1 && v.Parts[0].Media[0].Image != nil
	})
	if v := s.card.View(); v.Parts[0].Title != "" || v.Parts[0].Runs[0].Text != "Des galettes" || v.Parts[0].Media[0].Name != "Le four" {
		t.Errorf("the first account shows %+v", v)
	}
	blog := s.others.Objects[1].(*widgets.AccountCard)
	if line := blog.Line(); line.Title != "WordPress" || line.Note != "article, 2 mots, 1 image" {
		t.Fatalf("below it stands %+v", line)
	}
	test.Tap(blog)
	p.until("the title", func() bool { return s.card.View().Parts[0].Title == "Galette des rois" })
	if p.tab != wordpress {
		t.Error("the tab is another one")
	}
	s.sheet.Close()
	if p.window.Canvas().Overlays().Top() != nil || s.sheet != nil {
		t.Error("the sheet stays")
	}
}

func TestThePreviewBesideTheTextFollowsIt(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	p.enlarge(1232, 900)
	s := p.composer.showcase
	text := func() string {
		if v := s.card.View(); len(v.Parts) > 0 && len(v.Parts[0].Runs) > 0 {
			return v.Parts[0].Runs[0].Text
		}
		return ""
	}
	p.until("the text", func() bool { return text() == "Des galettes" })
	p.typed(common, 0, "Des brioches")
	p.figures()
	p.until("the new text", func() bool { return text() == "Des brioches" })
	before := s.card.View().Night
	s.tone.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.until("the dark one", func() bool { return s.card.View().Night != before })
	if theme.IsDark() {
		t.Error("the app itself is dark")
	}
	p.composer.Enlarge(false)
	p.typed(common, 0, "Des pains")
	p.figures()
	p.settle()
	if text() != "Des brioches" {
		t.Error("what nobody sees is drawn")
	}
}

func TestARestIsShownOnRequestAndItsNumberSaysWhereItIsFrom(t *testing.T) {
	p := newPane(t)
	p.desk.accounts[0].Network = "facebook"
	p.given(everywhere(strings.Repeat("Des galettes au beurre. ", 40)))
	p.enlarge(1232, 900)
	s := p.composer.showcase
	p.until("the fold", func() bool { v := s.card.View(); return len(v.Parts) == 1 && v.Parts[0].More != "" })
	if !strings.Contains(s.note.Text(), "480 caractères") || !strings.Contains(s.note.Text(), "posthell.com") {
		t.Errorf("said %q", s.note.Text())
	}
	short := s.card.HeightFor(340)
	s.card.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	p.until("the rest", func() bool { return s.card.View().Parts[0].More == "" })
	if s.card.HeightFor(340) <= short {
		t.Error("the rest takes no room")
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
