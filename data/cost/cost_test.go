package cost

import (
	"testing"

	"parvis/data"
)

// onX is an account under the price table of X of 2026: 0.015 USD a post, 0.20
// with a link, 0.005 for each picture's text.
func onX() data.Account {
	return data.Account{ID: 7, Can: data.Capabilities{
		Text: data.TextRule{Max: 280, Unit: data.Weighted, URL: 23},
		Price: data.Price{
			Currency: "USD", Post: 15_000, Link: 200_000, Media: 5_000, Delete: 10_000, Read: 1_000, Dated: "2026-08-22",
		},
	}}
}

func post(parts ...string) data.Post {
	return data.Post{Parts: parts, Variants: []data.Variant{{Account: 7}}}
}

// Worked examples of the price table.
func TestOf(t *testing.T) {
	pictures := post("Deux photos", "La suite")
	pictures.Media = []data.Attachment{{Alt: "Une brioche"}, {Alt: "Le four"}, {}, {Part: 1, Alt: "La rue"}}
	own := post("https://lenoir.example/menu")
	own.Variants[0].Parts = []string{"Le menu est au mur"}
	for name, c := range map[string]struct {
		post data.Post
		want data.Micros
	}{
		"a post":                       {post("Brioche du samedi"), 15_000},
		"with a link":                  {post("Le menu : https://lenoir.example/menu"), 200_000},
		"two links cost as one":        {post("https://lenoir.example https://lenoir.example/menu"), 200_000},
		"a bare link":                  {post("Le menu sur maisonlenoir.fr"), 200_000},
		"a thread, a link at its end":  {post("Un", "Deux", "https://lenoir.example"), 230_000},
		"descriptions":                 {pictures, 2*15_000 + 3*5_000},
		"the account's own text":       {own, 15_000},
		"an e-mail address is no link": {post("contact@maisonlenoir.fr"), 15_000},
	} {
		if got := Of(c.post, onX()); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestOfNothing(t *testing.T) {
	free := onX()
	free.Can.Price = data.Price{}
	other := onX()
	other.ID = 8
	for name, got := range map[string]data.Micros{
		"a free network":            Of(post("https://lenoir.example"), free),
		"a post that is not for it": Of(post("https://lenoir.example"), other),
	} {
		if got != 0 {
			t.Errorf("%s costs %d", name, got)
		}
	}
}

// Only a network that weighs texts takes a bare address for a link.
func TestBareLinksElsewhere(t *testing.T) {
	a := onX()
	a.Can.Text.Unit = data.Runes
	if got := Of(post("Le menu sur maisonlenoir.fr"), a); got != 15_000 {
		t.Errorf("%d", got)
	}
}

func TestCheaper(t *testing.T) {
	can := onX().Can
	for name, c := range map[string]struct {
		parts []string
		want  []Suggestion
	}{
		"no link":    {[]string{"Brioche du samedi"}, nil},
		"a link":     {[]string{"Le menu : https://lenoir.example"}, []Suggestion{{What: NoLink, Now: 200_000, Then: 15_000}}},
		"no space":   {[]string{"Ouvert demain.Il y aura des brioches"}, []Suggestion{{What: NotALink, Now: 200_000, Then: 15_000}}},
		"both kinds": {[]string{"maisonlenoir.fr et https://lenoir.example"}, []Suggestion{{What: NoLink, Now: 200_000, Then: 15_000}}},
		"a thread": {[]string{"Un", "https://a.example", "Deux", "https://b.example"}, []Suggestion{
			{What: NoLink, Now: 430_000, Then: 60_000, Part: 1},
			{What: OnePart, Now: 430_000, Then: 245_000, Part: 3},
		}},
	} {
		got := Cheaper(c.parts, can.Text, can.Price)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", name, got)
			continue
		}
		for i, s := range got {
			w := c.want[i]
			if s.What != w.What || s.Now != w.Now || s.Then != w.Then || s.Part != w.Part || len(s.Links) == 0 || s.Saved() <= 0 {
				t.Errorf("%s: %+v, want %+v", name, s, w)
			}
			if i > 0 && s.Saved() > got[i-1].Saved() {
				t.Errorf("%s: the greater saving comes later", name)
			}
		}
	}
	if got := Cheaper([]string{"https://lenoir.example"}, can.Text, data.Price{}); got != nil {
		t.Errorf("cheaper than nothing: %+v", got)
	}
}
