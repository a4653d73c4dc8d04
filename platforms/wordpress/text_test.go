package wordpress

import (
	"strings"
	"testing"
)

func TestInline(t *testing.T) {
	for text, want := range map[string]string{
		"a & b < c > d": "a &amp; b &lt; c &gt; d",
		"voir https://maison.example/a_(b), puis":          `voir <a href="https://maison.example/a_(b)">https://maison.example/a_(b)</a>, puis`,
		"(https://maison.example/é).":                      `(<a href="https://maison.example/é">https://maison.example/é</a>).`,
		"« https://maison.example »":                       `« <a href="https://maison.example">https://maison.example</a> »`,
		"[la carte](https://maison.example/c?a=1&b=2) !":   `<a href="https://maison.example/c?a=1&amp;b=2">la carte</a> !`,
		"[x](javascript:alert(1)) [y](ftp://a.example)":    "[x](javascript:alert(1)) [y](ftp://a.example)",
		`[<b>](https://a.example/"onclick=x) https://b"c"`: `[&lt;b&gt;](<a href="https://a.example/">https://a.example/</a>&#34;onclick=x) <a href="https://b">https://b</a>&#34;c&#34;`,
		"<!-- wp:html --><script>":                         "&lt;!-- wp:html --&gt;&lt;script&gt;",
		"#brioche 3 # 4":                                   "#brioche 3 # 4",
	} {
		if got := inline(text); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	got := blocks("# Un\r\nsuite\r\n\r\n\r\n### Deux\n\n  a  \nb\n#trois\n")
	want := []string{
		"<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">Un</h2>\n<!-- /wp:heading -->",
		"<!-- wp:paragraph -->\n<p>suite</p>\n<!-- /wp:paragraph -->",
		"<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\">Deux</h3>\n<!-- /wp:heading -->",
		"<!-- wp:paragraph -->\n<p>a<br>b<br>#trois</p>\n<!-- /wp:paragraph -->",
	}
	if got != strings.Join(want, "\n\n") {
		t.Errorf("got\n%s", got)
	}
	if blocks(" \n\n") != "" {
		t.Error("blocks of nothing")
	}
}

func TestSlugOf(t *testing.T) {
	for text, want := range map[string]string{
		"Bûche 2026 : les parfums !": "buche-2026-les-parfums",
		"Œufs & cœurs — à l’Île":     "oeufs-coeurs-a-l-ile",
		"  --a--  ":                  "a",
		"日本":                         "",
		strings.Repeat("pain ", 40):  strings.TrimSuffix(strings.Repeat("pain-", 16), "-"),
		strings.Repeat("a", 200):     strings.Repeat("a", maxSlug),
	} {
		if got := slugOf(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for markup, want := range map[string]string{
		"<p>Un &amp; deux&#8217;s<br />trois</p>\n<p>quatre</p>": "Un & deux’s\ntrois\n\nquatre",
		"a<script>alert(1)</script>b<style>p{}</style>":          "ab",
		"<!-- wp:x --><p>a <b>b</b></p><!-- /wp:x -->":           "a b",
		"<p><p><p":                         "",
		"<p>" + strings.Repeat("<b>", 8e4): "",
	} {
		if got := plain(markup); got != want {
			t.Errorf("%.80q: got %q, want %q", markup, got, want)
		}
	}
}

// FuzzPlain: nothing that a site shows brings the program down, and no text
// that was written can get out of its block.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"a & b", "<p>", "## x\n[a](https://b)", "<!-- -->", "&#x0;", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plain(text)
		written := blocks(strings.ToValidUTF8(text, "\uFFFD"))
		if strings.Count(written, "<!--") != strings.Count(written, "-->") || strings.Contains(written, "<script") {
			t.Errorf("%q became %s", text, written)
		}
		if slug := slugOf(text); len(slug) > maxSlug || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%q became the slug %q", text, slug)
		}
	})
}
