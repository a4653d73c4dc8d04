package feed

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for markup, want := range map[string]string{
		"": "", "<p></p>": "", "bonjour": "bonjour", "a < b > c": "a < b > c",
		"<p>Un</p>\n<p>Deux<br>Trois<br/>\n  Quatre</p>":        "Un\n\nDeux\nTrois\nQuatre",
		"<p>L&#39;été &amp; l&rsquo;hiver &lt;b&gt;</p>":        "L'été & l’hiver <b>",
		"<ul><li>un</li> <li>deux</li></ul>fin":                 "un\ndeux\n\nfin",
		"<h2>Titre</h2>suite <b>grasse</b>,\n<i>oui</i>":        "Titre\n\nsuite grasse, oui",
		"a<script>alert('<p>')</script>b<style>p{}</style>c":    "abc",
		"a<iframe><p>x</p></iframe>b<script/>c</script>d":       "abcd",
		"<noscript><p>x</p></noscript>a<!-- c --><object>x":     "a",
		"prix : 2 €\u202f!":                                     "prix : 2 €\u202f!",
		"<br><br><br>a<br><br><br><br>b<br>":                    "a\n\nb",
		"\u202eabc\u202c \u2066d\u2069\x00\x1b[31m\u200f\ufeff": "abc d[31m",
	} {
		if got, _ := plain(markup); got != want {
			t.Errorf("%q: got %q, want %q", markup, got, want)
		}
	}
	if got, _ := plain(strings.Repeat("<p>é</p>", 1<<20)); len(got) > maxMarkup {
		t.Errorf("%d bytes of a text without end", len(got))
	}
	if got := oneLine(strings.Repeat("é ", 2000)); len(got) > maxLine || !strings.HasSuffix(got, "é…") {
		t.Errorf("%d bytes on a line", len(got))
	}
}

func TestFirstPicture(t *testing.T) {
	for markup, want := range map[string]string{
		`<p>a`: "", `<img>`: "", `<img src="a.png"><img src="b.png">`: "a.png",
		`<img src="data:image/png;base64,AAAA"><img src=" b.png ">`:                "b.png",
		`<img width=1 src="count.gif"><img height="0" src="c.gif"><img src=b.png>`: "b.png",
	} {
		if _, got := plain(markup); got != want {
			t.Errorf("%q: got %q, want %q", markup, got, want)
		}
	}
}
