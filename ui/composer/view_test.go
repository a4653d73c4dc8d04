package composer

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
)

// pane is a composer in a headless window.
type pane struct {
	*bench
	composer *Composer
	window   fyne.Window
}

func newPane(t testing.TB) *pane {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	b := newBench(t)
	c := New(b.Params)
	b.model = c.m
	w := test.NewWindow(c.Object())
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(403, 840))
	return &pane{bench: b, composer: c, window: w}
}

func partOf[T part](p *pane) T {
	p.t.Helper()
	for _, one := range p.composer.parts {
		if found, ok := one.(T); ok {
			return found
		}
	}
	p.t.Fatal("no such block")
	panic("unreachable")
}

func (p *pane) typeIn(s string) {
	p.t.Helper()
	focused := p.window.Canvas().Focused()
	if focused == nil {
		p.t.Fatal("nothing has the keyboard")
	}
	test.Type(focused, s)
}

func TestTypingIntoThePaneReachesTheStore(t *testing.T) {
	p := newPane(t)
	p.composer.OpenNew("2026-11-26")
	p.until("a new post", func() bool { return p.open })
	partOf[*editor](p).focus(0)
	p.typeIn("Des galettes")
	partOf[*header](p).title.Focus()
	p.typeIn("Précommande")
	p.settle()
	got := p.desk.stored(1)
	if got.Parts[0] != "Des galettes" || got.Title != "Précommande" || got.When.Wall != "2026-11-26T09:00" {
		t.Fatalf("stored %q, %q, %q", got.Parts, got.Title, got.When.Wall)
	}
	test.Tap(partOf[*tabs](p).pills[mastodon])
	partOf[*editor](p).focus(0)
	p.typeIn("Sur Mastodon : ")
	p.settle()
	got = p.desk.stored(1)
	if v, _ := got.Variant(mastodon); len(v.Parts) != 1 || !strings.HasPrefix(v.Parts[0], "Sur Mastodon : ") && !strings.HasSuffix(v.Parts[0], "Sur Mastodon : ") {
		t.Errorf("the variant says %q", v.Parts)
	}
	if got.Parts[0] != "Des galettes" {
		t.Errorf("the common text became %q", got.Parts)
	}
}

func TestGoingElsewhereStoresAtOnce(t *testing.T) {
	p := newPane(t)
	p.composer.OpenNew("")
	p.until("a new post", func() bool { return p.open })
	partOf[*editor](p).focus(0)
	p.typeIn("x")
	p.window.Canvas().Unfocus()
	p.until("it is stored", func() bool { return p.desk.stored(1).ID == 1 })
}

func TestAnHourIsTyped(t *testing.T) {
	p := newPane(t)
	post := everywhere("Des galettes")
	post.When = tomorrow()
	p.given(post)
	w := partOf[*when](p)
	test.Tap(w.press)
	field := p.window.Canvas().Focused().(interface {
		fyne.Focusable
		SetText(string)
	})
	submit := &fyne.KeyEvent{Name: fyne.KeyReturn}
	field.SetText("midi")
	field.TypedKey(submit)
	if p.window.Canvas().Overlays().Top() == nil || p.post.When != tomorrow() {
		t.Fatal("midi was taken for an hour")
	}
	field.SetText("19h15")
	field.TypedKey(submit)
	if p.window.Canvas().Overlays().Top() != nil {
		t.Error("the popover stays")
	}
	p.settle()
	if got := p.desk.stored(1).When.Wall; got != "2026-11-22T19:15" {
		t.Errorf("stored %q", got)
	}
}

func TestADroppedPictureIsAttachedAndDescribed(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	picture := file("four.png", []byte("picture"))
	if p.composer.Dropped(fyne.NewPos(2000, 10), []File{picture}) {
		t.Error("a file beside the pane was taken")
	}
	if !p.composer.Dropped(fyne.NewPos(100, 200), []File{picture}) {
		t.Fatal("a file on the pane was not taken")
	}
	p.until("it is attached", func() bool { return len(p.post.Media) == 1 })
	partOf[*media](p).choose(0)
	p.typeIn("Le four")
	p.settle()
	if got := p.desk.stored(1).Media; len(got) != 1 || got[0].Alt != "Le four" {
		t.Errorf("stored %+v", got)
	}
}

func TestDraggingAPictureMovesIt(t *testing.T) {
	p := newPane(t)
	post := everywhere("Des galettes")
	for _, h := range []data.MediaHash{"a", "b", "c"} {
		post.Media = append(post.Media, data.Attachment{Media: data.Media{Hash: h}})
	}
	p.given(post)
	tiles := partOf[*media](p).tiles
	tiles.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, 30)}, Dragged: fyne.NewDelta(30, 0)})
	tiles.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(230, 30)}, Dragged: fyne.NewDelta(170, 0)})
	tiles.DragEnd()
	if got := strings.Join(picked(&p.draft), " "); got != "b0 c0 a0" {
		t.Errorf("order %q", got)
	}
}

func TestEveryWordOfThePaneIsThereInBothLanguages(t *testing.T) {
	p := newPane(t)
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { t.Errorf("no words for %s in %s", key, lang) }
	post := everywhere(strings.Repeat("Des galettes. ", 40), "")
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a"}}}
	id := p.given(post)
	for _, lang := range words.Languages() {
		book := catalogue.In(lang)
		p.model.Words = func() *words.Book { return book }
		for _, s := range []data.State{
			data.Draft, data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Sent, data.Handed,
			data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed,
		} {
			p.deliveries = []data.Delivery{{ID: 1, Post: id, Account: bluesky, State: s, Detail: "{}"}}
			p.choose(mastodon)
			p.composer.Retranslate()
			p.composer.Actions()
			p.choose(common)
			p.figures()
		}
		for _, a := range p.composer.Actions() {
			if book.T("composer.action."+a.Key) == "" {
				t.Errorf("%s is empty in %s", a.Key, lang)
			}
		}
	}
}

func TestTypingIsCheap(t *testing.T) {
	p := newPane(t)
	p.given(everywhere(strings.Repeat("Des galettes. ", 30)))
	drawn := 0
	p.structure = func() { drawn++ }
	p.figures = func() { drawn++ }
	for range 50 {
		p.typed(common, 0, p.post.Parts[0]+"a")
	}
	if drawn != 0 || p.desk.saves != 0 {
		t.Errorf("50 keys drew the pane %d times and saved %d times", drawn, p.desk.saves)
	}
}

func TestTheHeaderIsAboveWhatIsScrolledBeneathIt(t *testing.T) {
	p := newPane(t)
	p.given(everywhere(strings.Repeat("Une ligne de plus.\n", 30)))
	p.window.Resize(fyne.NewSize(403, 320))
	p.composer.body.Reveal(partOf[*editor](p).counting)
	row := partOf[*header](p).row.Objects
	cross := row[len(row)-1].(*fyne.Container).Objects[1]
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	at, text := place(cross).AddXY(8, 8), partOf[*editor](p).areas[0]
	if top := place(text).Y; top > at.Y || top+text.Size().Height < at.Y || place(text).X+text.Size().Width < at.X {
		t.Fatalf("the text from %v does not lie beneath %v", place(text), at)
	}
	test.TapCanvas(p.window.Canvas(), at)
	p.until("the pane is closed", func() bool { return !p.open })
}

func TestTabLeadsFromTheTitleToTheText(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Samedi"))
	title := partOf[*header](p).title
	title.Focus()
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	p.typeIn("Dès ")
	p.settle()
	if got := p.desk.stored(p.post.ID); !strings.Contains(got.Parts[0], "Dès ") || got.Title != "" {
		t.Errorf("stored %q, %q", got.Title, got.Parts)
	}
}
