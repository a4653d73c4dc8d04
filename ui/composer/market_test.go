package composer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

const (
	paid  data.AccountID = 4
	board data.AccountID = 5
	forum data.AccountID = 6
)

// market adds accounts that ask for more than a text: money, a board, a hand.
func (p *pane) market() {
	p.desk.accounts = append(p.desk.accounts,
		data.Account{
			ID: paid, Brand: 1, Network: "x", Handle: "@lenoir", State: data.AccountReady,
			Can: data.Capabilities{
				Text:  data.TextRule{Max: 280, Unit: data.Weighted, URL: 23},
				Price: data.Price{Currency: "USD", Post: 15_000, Link: 200_000},
			},
		},
		data.Account{
			ID: board, Brand: 1, Network: "pinterest", Handle: "@lenoir", State: data.AccountReady,
			Can: data.Capabilities{
				Text: data.TextRule{Max: 500, Unit: data.Runes, Hashtags: 2}, Title: true, TitleMax: 10, PerDay: 3,
				Media: data.MediaRule{Images: 1, Required: true},
				Options: []data.Option{
					{Key: "board", Kind: data.OptionChoice, Choices: []string{"17", "23"}, Names: []string{"Bûches", "Vitrines"}, Required: true},
					{Key: "poll", Kind: data.OptionLines, Max: 2},
					{Key: "day", Kind: data.OptionDay},
					{Key: "hour", Kind: data.OptionTime},
				},
			},
		},
		data.Account{
			ID: forum, Brand: 1, Network: "byhand", Handle: "Forum des gourmands", State: data.AccountReady,
			Can: data.Capabilities{Tap: data.TapHere, Title: true},
		})
}

func goesTo(a data.AccountID, parts ...string) data.Post {
	return data.Post{Lang: "fr", Parts: parts, When: tomorrow(), Variants: []data.Variant{{Account: a}}}
}

// said are the lines "before publishing".
func (p *pane) said() []string {
	var out []string
	for _, c := range p.checks() {
		out = append(out, p.checkText(c))
	}
	return out
}

func (p *pane) costs() string { return partOf[*costs](p).shown }

func TestThePriceFollowsTheText(t *testing.T) {
	p := newPane(t)
	p.market()
	p.desk.month = data.Spending{Posts: 2_000_000, Reads: 500_000, Planned: 1_000_000, Cap: 4_000_000}
	p.given(goesTo(paid, "dix lettres"))
	p.until("the price is shown", func() bool {
		return strings.Contains(p.costs(), "0,11\u00a0$") || strings.Contains(p.costs(), "0,11\u202f$")
	})
	if !strings.Contains(p.costs(), "2,50") || !strings.Contains(p.costs(), "1,00") || !strings.Contains(p.costs(), "4,00") {
		t.Errorf("of the month it says %q", p.costs())
	}
	if slices.ContainsFunc(p.checks(), func(c check) bool { return c.key == "over_budget" }) {
		t.Error("it is over a limit that it keeps")
	}
	p.typed(common, 0, strings.Repeat("a", 60))
	p.figures()
	p.until("the new price is shown", func() bool { return strings.Contains(p.costs(), "0,60") })
	i := slices.IndexFunc(p.checks(), func(c check) bool { return c.key == "over_budget" })
	if i < 0 || p.checks()[i].money != 100_000 || p.checks()[i].tone != caution {
		t.Fatalf("beyond the limit by a tenth it says %q", p.said())
	}
	partOf[*before](p).mend(p.checks()[i])
	if p.bench.window.limits != 1 {
		t.Error("the button does not lead to the limit")
	}
	p.post.When.Wall, p.post.When.Instant = "2026-12-02T09:00", p.post.When.Instant.AddDate(0, 0, 10)
	if slices.ContainsFunc(p.checks(), func(c check) bool { return c.key == "over_budget" }) {
		t.Error("what goes out in December counts in November")
	}
}

func TestWhatCostsNothingShowsNoPrice(t *testing.T) {
	p := newPane(t)
	p.market()
	p.given(everywhere("Des galettes"))
	p.figures()
	if p.costs() != "" || partOf[*costs](p).block.Visible() {
		t.Errorf("it says %q", p.costs())
	}
}

func TestACheaperTextIsOneTapAway(t *testing.T) {
	for _, c := range []struct{ text, mended string }{
		{"Le menu https://lenoir.example/menu est là", "Le menu est là"},
		{"Ouvert samedi.Venez tous", "Ouvert samedi. Venez tous"},
	} {
		p := newPane(t)
		p.market()
		p.given(goesTo(paid, c.text))
		find := func() (check, bool) {
			i := slices.IndexFunc(p.checks(), func(c check) bool { return c.saving != nil })
			if i < 0 {
				return check{}, false
			}
			return p.checks()[i], true
		}
		p.until("a saving is proposed", func() bool { _, any := find(); return any })
		one, _ := find()
		partOf[*before](p).mend(one)
		if got := p.parts(common)[0]; got != c.mended {
			t.Errorf("%q became %q", c.text, got)
		}
		p.bench.window.undo()
		if got := p.parts(common)[0]; got != c.text {
			t.Errorf("taken back it is %q", got)
		}
	}
}

func TestLimitsOfANetwork(t *testing.T) {
	p := newPane(t)
	p.market()
	p.desk.beside = 3
	post := goesTo(board, "#un #deux #trois")
	post.Title = "Bûche de Noël"
	post.Variants[0].Options = map[string]string{"poll": "oui\nnon\npeut-être", "hour": "midi"}
	p.given(post)
	p.until("the day is counted", func() bool { return len(p.around.beside) > 0 })
	want := []string{"too_many_hashtags", "image_required", "title_too_long", "option_required", "option_lines", "option_time"}
	if got := keys(p.checks(), blocking); !slices.Equal(got, want) {
		t.Errorf("blocks %q, want %q", got, want)
	}
	if got := keys(p.checks(), caution); !slices.Contains(got, "per_day") {
		t.Errorf("cautions %q", got)
	}
	said := strings.Join(p.said(), "\n")
	for _, part := range []string{"1 mot-dièse de trop", "ne publie rien sans image", "trop long de 3 signes", "reste à choisir", "1 ligne de trop", "n’est pas une heure", "3 publications déjà"} {
		if !strings.Contains(said, part) {
			t.Errorf("does not say %q:\n%s", part, said)
		}
	}
	p.setOption(board, "board", "23")
	p.setOption(board, "poll", "oui\n\nnon\n")
	p.setOption(board, "hour", "18:30")
	p.setTitle("Bûche")
	p.setText(common, 0, "#un #deux")
	p.attach(data.Media{Hash: "a", MIME: "image/png"}, 0)
	if got := keys(p.checks(), blocking); len(got) > 0 {
		t.Errorf("all is well, and %q blocks", got)
	}
}

func TestOptionsOfEveryKind(t *testing.T) {
	p := newPane(t)
	p.market()
	p.given(goesTo(board, "Bûche"))
	p.choose(board)
	o := partOf[*options](p)
	boards := all[*widgets.Button](o.block)[0]
	if boards.Text() != "Choisir…" {
		t.Errorf("what is required begins as %q", boards.Text())
	}
	test.Tap(boards)
	menu := p.window.Canvas().Focused()
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := p.option(board, "board"); got == "" || boards.Text() != map[string]string{"17": "Bûches", "23": "Vitrines"}[got] {
		t.Errorf("chose %q, which reads %q", got, boards.Text())
	}

	area := all[*widgets.TextArea](o.block)[0]
	area.Focus()
	p.typeIn("oui\nnon")
	if got := p.option(board, "poll"); got != "oui\nnon" {
		t.Errorf("the lines are %q", got)
	}

	hour := all[*widgets.Field](o.block)[0]
	hour.Focus()
	p.typeIn("18h5")
	if got := p.option(board, "hour"); got != "18h5" {
		t.Errorf("what is no hour yet is kept as %q", got)
	}
	p.typeIn("0")
	if got := p.option(board, "hour"); got != "18:50" {
		t.Errorf("the hour is %q", got)
	}
	p.window.Canvas().Unfocus()
	if hour.Text() != "18:50" {
		t.Errorf("the field reads %q", hour.Text())
	}

	day := all[*widgets.Button](o.block)[1]
	test.Tap(day)
	picker := p.window.Canvas().Focused()
	picker.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	picker.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := p.option(board, "day"); len(got) != len(data.DayLayout) || day.Text() == "Choisir un jour…" {
		t.Errorf("the day is %q, the button reads %q", got, day.Text())
	}
}

func TestTheButtonOfACheckLeadsToTheSetting(t *testing.T) {
	p := newPane(t)
	p.market()
	p.given(goesTo(board, "Bûche"))
	i := slices.IndexFunc(p.checks(), func(c check) bool { return c.key == "option_required" })
	partOf[*before](p).mend(p.checks()[i])
	if p.tab != board || p.window.Canvas().Focused() == nil {
		t.Errorf("tab %d, keyboard on %T", p.tab, p.window.Canvas().Focused())
	}
}

func TestExport(t *testing.T) {
	p := newPane(t)
	p.bench.window.folder = t.TempDir()
	post := data.Post{Title: "Bûche & co", Lang: "fr", Parts: []string{"Trois **parfums**.", "À réserver."}} // it goes nowhere
	p.given(post)
	items := p.exports()
	for _, i := range items {
		i.Run()
	}
	p.queue.Run()
	const md, page = "# Bûche \\& co\n\nTrois **parfums**.\n\nÀ réserver.\n", "<h1>Bûche &amp; co</h1>\n<p>Trois <strong>parfums</strong>.</p>\n<p>À réserver.</p>\n"
	if !slices.Equal(p.bench.window.copied, []string{md, page}) {
		t.Errorf("copied %q", p.bench.window.copied)
	}
	for name, want := range map[string]string{"buche-co.md": md, "buche-co.html": page} {
		got, err := os.ReadFile(filepath.Join(p.bench.window.folder, name))
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v)", name, got, err)
		}
	}
	if len(p.bench.window.fails) > 0 {
		t.Errorf("failures %v", p.bench.window.fails)
	}
}

func TestWhatIsAPersonsIsHandedOver(t *testing.T) {
	p := newPane(t)
	p.market()
	id := p.given(goesTo(forum, "Bûche"))
	for _, c := range []struct {
		state    data.State
		reason   string
		first    remedy
		readonly bool
	}{
		{data.Held, data.HoldTap, remedyHand, false},
		{data.Handed, data.BackTap, remedyHand, true},
		{data.Refused, data.CodeAudit, remedyHand, false},
		{data.Blocked, data.BlockHost, remedyHost, false},
		{data.Blocked, data.BlockBudget, remedyBudget, false},
	} {
		d := data.Delivery{ID: 9, Post: id, Account: forum, State: c.state, Reason: c.reason, Revision: p.post.Revision}
		p.deliveries = []data.Delivery{d}
		if got := remedies(d); len(got) == 0 || got[0] != c.first {
			t.Errorf("%s %s is mended by %v", c.state, c.reason, got)
		}
		if p.readonly(forum) != c.readonly || p.stale() {
			t.Errorf("%s %s: read-only %t, stale %t", c.state, c.reason, p.readonly(forum), p.stale())
		}
		p.mendDelivery(d, c.first)
		if len(partOf[*deliveries](p).links(d)) == 0 {
			t.Errorf("%s %s offers nothing", c.state, c.reason)
		}
	}
	w := p.bench.window
	if !slices.Equal(w.handed, []data.DeliveryID{9, 9, 9}) || w.connects != 1 || w.limits != 1 {
		t.Errorf("handed %v, connects %d, limits %d", w.handed, w.connects, w.limits)
	}
}

// all lists what is shown of a kind, from the top.
func all[W fyne.CanvasObject](o fyne.CanvasObject) []W {
	var found []W
	if w, ok := o.(W); ok {
		return append(found, w)
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			found = append(found, all[W](child)...)
		}
	}
	return found
}

// TestMarketPictures writes the pane as PNG into the folder named by
// PARVIS_PICTURES, to be looked at; without it the pictures are only drawn.
func TestMarketPictures(t *testing.T) {
	out := os.Getenv("PARVIS_PICTURES")
	for name, post := range map[string]data.Post{
		"cost":    goesTo(paid, "Ouvert samedi.Venez tous ! Le menu : https://lenoir.example/menu"),
		"options": {Lang: "fr", Title: "Bûche de Noël", When: tomorrow(), Parts: []string{"La bûche #noel #patisserie #nantes"}, Variants: []data.Variant{{Account: board, Options: map[string]string{"poll": "marron\npoire\nchocolat", "hour": "midi", "day": "2026-12-24"}}}},
		"forum":   goesTo(forum, "La bûche se réserve."),
	} {
		p := newPane(t)
		p.market()
		p.desk.month = data.Spending{Posts: 2_000_000, Reads: 500_000, Planned: 1_000_000, Cap: 4_000_000}
		p.desk.beside = 3
		id := p.given(post)
		if a := post.Variants[0].Account; a == forum {
			p.deliveries = []data.Delivery{{ID: 9, Post: id, Account: forum, State: data.Held, Reason: data.HoldTap, Revision: 1}}
		} else {
			p.until("all is known", func() bool { return p.around.months != nil })
			p.choose(a)
		}
		for _, height := range []float32{1100} {
			p.window.Resize(fyne.NewSize(403, height))
			for look, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
				uitest.SetVariant(v)
				p.composer.Retranslate()
				img := p.window.Canvas().Capture()
				if out == "" {
					continue
				}
				if err := uitest.Write(filepath.Join(out, fmt.Sprintf("composer-%s-%s.png", name, look)), img); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// A field that depends on another is there, and looked at, only beside it.
func TestOptionsThatDependOnAnother(t *testing.T) {
	p := newPane(t)
	p.desk.accounts = append(p.desk.accounts, data.Account{
		ID: board, Brand: 1, Network: "googlebusiness", Handle: "Lenoir", State: data.AccountReady,
		Can: data.Capabilities{
			Text: data.TextRule{MaxBytes: 20},
			Options: []data.Option{
				{Key: "topic", Kind: data.OptionChoice, Choices: []string{"standard", "event"}},
				{Key: "event", Kind: data.OptionText, Required: true, Of: "topic", For: []string{"event"}},
			},
		},
	})
	p.given(goesTo(board, "Portes ouvertes à midi"))
	p.choose(board)
	field := func() bool { return partOf[*options](p).block.Objects[2].Visible() }
	if got := keys(p.checks(), blocking); slices.Contains(got, "option_required") || field() {
		t.Errorf("plain news: %q, shown %v", got, field())
	}
	p.setOption(board, "topic", "event")
	p.touched()
	p.structure()
	if got := keys(p.checks(), blocking); !slices.Contains(got, "option_required") || !field() {
		t.Errorf("an event: %q, shown %v", got, field())
	}
	if got, want := p.counterText(p.counters()[0]), "23 / 20 octets (3 de trop)"; got != want {
		t.Errorf("counts %q, want %q", got, want)
	}
}

func TestWhatMustBeAttached(t *testing.T) {
	for want, rule := range map[string]data.MediaRule{
		"media_required": {Images: 1, Videos: 1}, "video_required": {Videos: 1}, "image_required": {Images: 4},
	} {
		if got := requiredKey(rule); got != want {
			t.Errorf("%+v: %s, want %s", rule, got, want)
		}
	}
}
