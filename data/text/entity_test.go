package text_test

import (
	"slices"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

func TestLinks(t *testing.T) {
	tests := map[string][]string{
		"":                                    nil,
		"rien ici. Ni là":                     nil,
		"https://exemple.fr":                  {"https://exemple.fr"},
		"HTTPS://Exemple.FR/A":                {"HTTPS://Exemple.FR/A"},
		"Voir https://a.fr/b.":                {"https://a.fr/b"},
		"(https://a.fr/b_(c))":                {"https://a.fr/b_(c)"},
		"(https://a.fr/b_(c))\u202f!":         {"https://a.fr/b_(c)"},
		"https://a.fr/b\u00a0: a.fr/c\u202f?": {"https://a.fr/b", "https://a.fr/c"},
		"« https://a.fr »":                    {"https://a.fr"},
		"«https://a.fr»":                      {"https://a.fr"},
		"https://a.fr/?x=1&y=é!":              {"https://a.fr/?x=1&y=é"},
		"https://a.fr, http://b.example/c;d":  {"https://a.fr", "http://b.example/c;d"},
		"http://user:PASSW0RD@example.com:8080/login.php":  {"http://user:PASSW0RD@example.com:8080/login.php"},
		"http://192.168.0.1/index.html":                    {"http://192.168.0.1/index.html"},
		"http://[3ffe:1900:4545:3:200:f8ff:fe21:67cf]:80/": {"http://[3ffe:1900:4545:3:200:f8ff:fe21:67cf]:80/"},
		"http://☃.net/": {"http://☃.net/"},
		"http://example.com/Русские_слова":                                      {"http://example.com/Русские_слова"},
		"https://www.youtube.com/playlist?list=PL0ZPu8XSRTB7wZzn0mLHMvyzVFeRx-": {"https://www.youtube.com/playlist?list=PL0ZPu8XSRTB7wZzn0mLHMvyzVFeRx-"},
		"http://256.1.2.3/":             nil,
		"http://www.-domain4352.com/":   nil,
		"http://www.domain4352-.com/":   nil,
		"http://%e2%98%83.net/":         nil,
		"ftp://www.example.com/":        nil,
		"https://":                      nil,
		"http://.":                      nil,
		"exemple.fr":                    {"https://exemple.fr"},
		"www.example.com/a?b=c":         {"https://www.example.com/a?b=c"},
		"foo.co.jp":                     {"https://foo.co.jp"},
		"co.uk":                         nil, // a suffix, not a domain
		"fin.Demain":                    nil,
		"node.js, M. Dupont, v1.2.3":    nil,
		"lea@exemple.fr":                nil,
		"jean.dupont@exemple.fr":        nil,
		"@lea@exemple.fr":               nil,
		"見てhttps://a.fr":                {"https://a.fr"},
		"https://a.fr/x exemple.fr/y !": {"https://a.fr/x", "https://exemple.fr/y"},
	}
	for in, want := range tests {
		var got []string
		for _, link := range text.Links(in) {
			got = append(got, link.URL)
			if written := in[link.Start:link.End]; written != link.URL && "https://"+written != link.URL {
				t.Errorf("%q: the span says %q, the address %q", in, written, link.URL)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q has the links %q, want %q", in, got, want)
		}
	}
}

func TestLinksByWhatANetworkTakesForOne(t *testing.T) {
	const post = "Le menu\u202f: exemple.fr/menu ou https://exemple.fr, lea@exemple.fr"
	for name, want := range map[string]struct {
		rule  data.TextRule
		links []string
	}{
		"one that weighs": {x, []string{"https://exemple.fr/menu", "https://exemple.fr"}},
		"another":         {mastodon, []string{"https://exemple.fr"}},
	} {
		var got []string
		for _, l := range text.LinksBy(want.rule, post) {
			got = append(got, l.URL)
		}
		if !slices.Equal(got, want.links) {
			t.Errorf("%s takes %q for links, want %q", name, got, want.links)
		}
	}
}

func TestHashtags(t *testing.T) {
	tests := map[string][]string{
		"#galettedesrois #Nantes":     {"galettedesrois", "Nantes"},
		"(#Noël)":                     {"Noël"},
		"#1st et #2026 et #_":         {"1st"},
		"a#b &#233; https://a.fr/#c":  nil,
		"#ашок #트위터 ＃日本語":             {"ашок", "트위터", "日本語"},
		"#l’été":                      {"l"},
		"# vide":                      nil,
		"#café!":                      {"café"},
		"##double":                    nil,
		"#a-b":                        {"a"},
		"#हिन्दी":                     {"हिन्दी"},
		"Samedi#dimanche":             nil,
		"\n#ligne":                    {"ligne"},
		"https://a.fr/x#ancre #vraie": {"vraie"},
	}
	for in, want := range tests {
		var got []string
		for _, tag := range text.Hashtags(in) {
			got = append(got, tag.Tag)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q has the hashtags %q, want %q", in, got, want)
		}
	}
}

func TestMentions(t *testing.T) {
	tests := map[string][]text.Mention{
		"@lea":                       {{Span: text.Span{Start: 0, End: 4}, Name: "lea"}},
		"Merci @lea@reseau.example!": {{Span: text.Span{Start: 6, End: 25}, Name: "lea", Host: "reseau.example"}},
		"@lea.bsky.social.":          {{Span: text.Span{Start: 0, End: 16}, Name: "lea.bsky.social"}},
		"lea@exemple.fr":             nil,
		"https://a.fr/@lea":          nil,
		"@":                          nil,
		"é@lea":                      nil,
		"(@a_b)":                     {{Span: text.Span{Start: 1, End: 5}, Name: "a_b"}},
	}
	for in, want := range tests {
		if got := text.Mentions(in); !slices.Equal(got, want) {
			t.Errorf("%q has the mentions %+v, want %+v", in, got, want)
		}
	}
}

func FuzzEntitiesStandApart(f *testing.F) {
	for _, seed := range []string{"@a@b.fr #c https://d.fr/#e", "http://http://a.fr", "a.fr@b.fr", "#＃#a", "\xff@a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var spans []text.Span
		for _, e := range text.Links(s) {
			spans = append(spans, e.Span)
		}
		for _, e := range text.Hashtags(s) {
			spans = append(spans, e.Span)
		}
		for _, e := range text.Mentions(s) {
			spans = append(spans, e.Span)
		}
		slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
		end := 0
		for _, span := range spans {
			if span.Start < end || span.End <= span.Start || span.End > len(s) {
				t.Fatalf("%q has spans %v", s, spans)
			}
			end = span.End
		}
	})
}
