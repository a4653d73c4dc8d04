package composer

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/line"
	"parvis/data/text"
	"parvis/ui/widgets"
)

// strict is a guide that has something to say about everything.
func strict() data.Guide {
	return data.Guide{
		Line: data.Line{
			Brand: 1, Revision: 1, Country: "FR", Trade: "bakery", Address: data.AddressVous, Emoji: data.Known(1), Hashtags: data.Known(1),
			Forbidden: []data.Forbidden{{Words: "pas cher*", Use: "à petit prix"}},
			Required:  []data.Required{{When: "allerg*", Text: "La liste des allergènes est en boutique."}},
			Pillars:   []data.Pillar{{ID: 7, Name: "Coulisses"}},
		},
		Products: []data.Product{
			{ID: 1, Name: "Brioche", Price: data.Amount{Micros: 620 * 10_000, Currency: "EUR"}},
			{ID: 2, Name: "Galette", Price: data.Amount{Micros: 1800 * 10_000, Currency: "EUR"}, Promo: data.Promo{Price: data.Amount{Micros: 1500 * 10_000, Currency: "EUR"}, From: "2026-12-26", To: "2027-01-10"}},
			{ID: 3, Name: "Couronne briochée", Ended: true},
		},
		Campaigns: []data.Campaign{{ID: 4, Name: "Fêtes", From: "2026-12-01", To: "2026-12-31"}, {ID: 5, Name: "Rentrée", Ended: true}},
	}
}

// Every kind of finding comes from a text to the list, has words, and has a
// button besides "why".
func TestEveryKindOfFindingIsListedWithItsWayOut(t *testing.T) {
	b := newBench(t)
	b.begin("")
	for rule, c := range map[string]struct {
		text   string
		change func(*data.Post)
	}{
		"forbidden":       {"Un pain pas cher.", nil},
		"required_when":   {"Allergique aux noix ?", nil},
		"emoji":           {"Du pain 🥐🥖", nil},
		"hashtags":        {"Du pain #pain #Nantes", nil},
		"address_tu":      {"Tu viens samedi ?", nil},
		"shouting":        {"VENEZ TOUS DEMAIN SAMEDI MATIN", nil},
		"exclamations":    {"Enfin !!!", nil},
		"pillar_none":     {"Du pain", nil},
		"price":           {"La brioche à 7 €", nil},
		"price_promo_day": {"La galette à 15 €", nil},
		"product_ended":   {"La couronne briochée est là", nil},
		"campaign_before": {"Du pain", func(p *data.Post) { p.Campaign = 4 }},
		"campaign_ended":  {"Du pain", func(p *data.Post) { p.Campaign = 5 }},
		"paid":            {"Article sponsorisé par MoulinPlus", nil},
		"contest_rules":   {"Jeu concours : gagnez une brioche en commentant", nil},
		"health":          {"Un pain bon pour la santé", nil},
		"sales":           {"Grands soldes sur les tabliers", nil},
		"reduction":       {"-20 % sur la brioche", nil},
	} {
		post := everywhere(c.text)
		post.When = tomorrow()
		if c.change != nil {
			c.change(&post)
		}
		known := findings{guide: strict(), sales: periods{"2026", line.Sales([]calendar.KeyDate{
			{ID: "winter_sales", From: "2026-01-07", To: "2026-02-03"}, {ID: "winter_sales", From: "2027-01-06", To: "2027-02-02"},
		})}}
		all := known.holdAgainst(post, bakery(), "2026-11-22")
		i := slices.IndexFunc(all, func(f finding) bool { return f.Rule == rule })
		if i < 0 {
			t.Errorf("%q is not found in %q: %+v", rule, c.text, all)
			continue
		}
		if said := b.checkText(check{key: "line", finding: &all[i]}); said == "" || len(all[i].mends(false)) == 0 {
			t.Errorf("%s says %q and has no way out", rule, said)
		}
	}
}

// What stands in no text of the post still leads somewhere.
func TestAFindingWithoutAPlaceLeadsSomewhere(t *testing.T) {
	for _, r := range line.Rules() {
		f := &finding{Finding: line.Finding{Rule: r.ID}}
		aboutPost := r.Group == line.GroupParity || strings.HasPrefix(r.ID, "pillar_") || strings.HasPrefix(r.ID, "campaign_")
		if aboutPost && len(f.mends(true)) == 0 {
			t.Errorf("%s leads nowhere", r.ID)
		}
		f.Span = text.Span{Start: 1, End: 2}
		f.Mend = []line.Edit{{With: "x"}}
		if got := f.mends(false); got[0] != mendFix || !slices.Contains(got, mendSee) {
			t.Errorf("in a text %s leads to %q", r.ID, got)
		}
		if slices.Contains(f.mends(true), mendFix) {
			t.Errorf("%s changes a text that is fixed", r.ID)
		}
	}
}

func TestPicturesInTheWayAreShown(t *testing.T) {
	one, two := data.Attachment{Media: data.Media{Hash: "a"}}, data.Attachment{Media: data.Media{Hash: "b"}}
	film := data.Attachment{Media: data.Media{Hash: "v", MIME: "video/webm"}}
	for name, c := range map[string]struct {
		rule  data.MediaRule
		shown []data.Attachment
		want  data.MediaHash
	}{
		"one too many":  {data.MediaRule{Images: 1}, []data.Attachment{one, two}, "b"},
		"none at all":   {data.MediaRule{Videos: 1}, []data.Attachment{one, film}, "a"},
		"both":          {data.MediaRule{Images: 1, Videos: 1}, []data.Attachment{one, film}, "v"},
		"another film":  {data.MediaRule{Videos: 1, VideoMIME: []string{"video/mp4"}}, []data.Attachment{film}, "v"},
		"between bands": {data.MediaRule{Images: 1, MinRatio: 0.8}, []data.Attachment{{Media: data.Media{Hash: "n", Width: 1, Height: 2}}}, "n"},
	} {
		got := examineMedia(&data.Account{Can: data.Capabilities{Media: c.rule}}, shape{}, c.shown, 0)
		leads := mendPicture
		if name == "between bands" {
			leads = mendFrame
		}
		if len(got) != 1 || got[0].mend != leads || got[0].picture.hash != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The keyboard comes to every button of the list, presses it, and stays in the
// list when a line goes.
func TestTheListIsWorkedByKeys(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide = strict()
	post := everywhere("Un pain pas cher!  Des galetes, tu viens ?")
	post.Media = []data.Attachment{{Media: data.Media{Hash: "a", MIME: "image/png", Width: 10, Height: 10}}}
	p.given(post)
	p.proofed()
	list := partOf[*before](p)
	canvas, reached := p.window.Canvas(), map[fyne.Focusable]bool{}
	for range 400 {
		canvas.FocusNext()
		reached[canvas.Focused()] = true
	}
	if len(list.links) < 6 {
		t.Fatalf("%d buttons beside %q", len(list.links), p.said())
	}
	for i, l := range list.links {
		if !reached[l] {
			t.Errorf("the keyboard never comes to button %d, %q", i, l.Text())
		}
	}
	fix := slices.IndexFunc(list.links, func(l *widgets.Link) bool { return l.Text() == p.Words().T("composer.mend.fix") })
	widgets.Focus(list.links[fix])
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.proofed()
	if got := p.post.Parts[0]; !strings.Contains(got, "à petit prix") {
		t.Errorf("mended to %q", got)
	}
	if held := canvas.Focused(); !slices.ContainsFunc(list.links, func(l *widgets.Link) bool { return l == held }) {
		t.Errorf("the keyboard went to %T", held)
	}
}

// In the narrow pane each line keeps its buttons whole, inside the card.
func TestTheButtonsFitANarrowPane(t *testing.T) {
	p := newReadingPane(t)
	p.desk.guide = strict()
	p.given(everywhere("Jeu concours : gagnez un pain pas cher!  Des galetes, tu viens ?"))
	p.proofed()
	p.window.Resize(fyne.NewSize(360, 700))
	list := partOf[*before](p)
	card := fyne.CurrentApp().Driver().AbsolutePositionForObject(list.card).X + list.card.Size().Width
	for _, l := range list.links {
		right := fyne.CurrentApp().Driver().AbsolutePositionForObject(l).X + l.Size().Width
		if right > card || l.Size().Width < l.MinSize().Width {
			t.Errorf("%q ends at %.0f, the card at %.0f", l.Text(), right, card)
		}
	}
}
