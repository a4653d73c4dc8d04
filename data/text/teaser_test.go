package text_test

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/text"
)

const article = `Trois **jours** de [levain](https://ailleurs.example/levain), un four à bois.
Et de la patience.

## Le levain

![Le levain](levain.jpg)

Il se nourrit chaque matin. C’est *vivant* !

- Farine de meule
- Eau de source

~~~
du code
~~~
`

func TestTeaser(t *testing.T) {
	link := "https://maison-lenoir.example/pain"
	tests := []struct {
		name, title, markdown, link string
		rule                        data.TextRule
		want                        string
	}{
		{"all of it", "Notre pain", article, link, data.TextRule{Max: 500, Unit: data.Graphemes}, "Notre pain\n\n" +
			"Trois jours de levain, un four à bois. Et de la patience.\n\nIl se nourrit chaque matin. C’est vivant !\n\nFarine de meule\n\nEau de source\n\n" + link},
		{"whole sentences", "Notre pain", article, link, data.TextRule{Max: 110, Unit: data.Graphemes}, "Notre pain\n\nTrois jours de levain, un four à bois. Et de la patience.\n\n" + link},
		{"one sentence", "Notre pain", article, link, data.TextRule{Max: 100, Unit: data.Graphemes}, "Notre pain\n\nTrois jours de levain, un four à bois.\n\n" + link},
		{"the link counts as the network says", "Notre pain", article, link, data.TextRule{Max: 85, URL: 23, Unit: data.Graphemes}, "Notre pain\n\nTrois jours de levain, un four à bois.\n\n" + link},
		{"words", "Notre pain", article, link, data.TextRule{Max: 72, Unit: data.Graphemes}, "Notre pain\n\nTrois jours de levain…\n\n" + link},
		{"the title alone", "Notre pain", article, link, data.TextRule{Max: 50, Unit: data.Graphemes}, "Notre pain\n\n" + link},
		{"words of the title", "Notre pain de campagne", article, link, data.TextRule{Max: 48, Unit: data.Graphemes}, "Notre pain…\n\n" + link},
		{"the link alone", "Notre pain", article, link, data.TextRule{Max: 20, Unit: data.Graphemes}, link},
		{"no title", "", "Bonjour.", link, data.TextRule{}, "Bonjour.\n\n" + link},
		{"no link", "Notre pain", "Bonjour.", "", data.TextRule{}, "Notre pain\n\nBonjour."},
		{"nothing", "", "", "", data.TextRule{Max: 3}, ""},
		{"markup is no text", "", "`a\\*` <b> &amp; \\*c\\* | d", "", data.TextRule{}, "a\\* <b> & *c* | d"},
	}
	for _, test := range tests {
		if got := text.Teaser(test.title, test.markdown, test.link, test.rule); got != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestATeaserIsShortWhereverItGoes(t *testing.T) {
	long := strings.Repeat("Une phrase qui en dit long sur notre pain. ", 100)
	got := text.Teaser("Notre pain", long, "https://maison-lenoir.example", data.TextRule{})
	if n := text.Count(data.TextRule{Unit: data.Graphemes}, got); n > text.TeaserMost || n < text.TeaserMost-60 {
		t.Errorf("%d characters", n)
	}
}

func TestATeaserCutsNoLinkAndNoEmoji(t *testing.T) {
	markdown := "Voyez https://maison-lenoir.example/une-adresse-plutot-longue 👨‍👩‍👧‍👦 et @lea@reseau.example pour finir"
	for most := 1; most < 120; most++ {
		got := text.Teaser("", markdown, "", data.TextRule{Max: most, Unit: data.Graphemes})
		if text.Over(data.TextRule{Max: most, Unit: data.Graphemes}, got) > 0 {
			t.Errorf("%d: %q is too long", most, got)
		}
		if whole := strings.TrimSuffix(got, "…"); whole != "" && !strings.HasPrefix(markdown+" ", whole+" ") {
			t.Errorf("%d: %q cuts a word", most, got)
		}
	}
}

func FuzzTeaser(f *testing.F) {
	f.Add("Titre", article, 60)
	f.Add("", "# a\n\n> b\n> c\n\n1. d\n2. [e](f)", 10)
	f.Fuzz(func(t *testing.T, title, markdown string, most int) {
		rule := data.TextRule{Max: most, Unit: data.Graphemes}
		if got := text.Teaser(title, markdown, "", rule); text.Over(rule, got) > 0 {
			t.Errorf("%q does not fit %d", got, most)
		}
	})
}
