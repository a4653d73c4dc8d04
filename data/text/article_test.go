package text

import (
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestArticleMarkdown(t *testing.T) {
	for _, c := range []struct {
		title string
		parts []string
		want  string
	}{
		{"", nil, ""},
		{"", []string{"", " \n"}, ""},
		{"Bûche 2026", []string{"Trois parfums.", "", "À réserver."}, "# Bûche 2026\n\nTrois parfums.\n\nÀ réserver.\n"},
		{"5 * 3 #1\n<Noël>", nil, "# 5 \\* 3 \\#1 \\<Noël\\>\n"},
		{"", []string{"*Levain*\r\n\r\n- seigle\r\n- blé"}, "*Levain*\n\n- seigle\n- blé\n"},
	} {
		if got := ArticleMarkdown(c.title, c.parts); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.title, c.parts, got, c.want)
		}
	}
}

func TestArticleHTML(t *testing.T) {
	for _, c := range []struct {
		title string
		parts []string
		want  string
	}{
		{"", nil, ""},
		{"Bûche & œuf", []string{"Trois **parfums**,\nà réserver."}, "<h1>Bûche &amp; œuf</h1>\n<p>Trois <strong>parfums</strong>,<br>\nà réserver.</p>\n"},
		{"", []string{"Le menu : https://lenoir.example/menu."}, "<p>Le menu : <a href=\"https://lenoir.example/menu\">https://lenoir.example/menu</a>.</p>\n"},
		{"", []string{"<b>gras</b> & <script>alert(1)</script>"}, "<p>&lt;b&gt;gras&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
		{"", []string{"<div>\nbloc\n</div>"}, "<p>&lt;div&gt;<br>\nbloc<br>\n&lt;/div&gt;</p>\n"},
		{"", []string{"[ici](javascript:alert(1))"}, "<p><a href=\"\">ici</a></p>\n"},
		{"", []string{"- un\n- deux"}, "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"},
		{"", []string{"#levain n’est pas un titre"}, "<p>#levain n’est pas un titre</p>\n"},
		{"# [piège](x)", nil, "<h1># [piège](x)</h1>\n"},
	} {
		if got := ArticleHTML(c.title, c.parts); got != c.want {
			t.Errorf("%q %q:\n%s\nwant\n%s", c.title, c.parts, got, c.want)
		}
	}
}

// Whatever is written, the page that it is put into stays whole: no element but
// those of a text, no attribute that runs anything.
func FuzzArticleHTML(f *testing.F) {
	for _, s := range []string{
		"<img src=x onerror=alert(1)>", "[a](javascript:b)", "![a](data:text/html,b)", "<!-- x", "```\n</code><script>", "[a](\"onclick=b)",
		"<http://x.example/\"onload=1>", "&lt;script&gt;", "[x]: javascript:y\n[x]",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, part string) {
		z := html.NewTokenizer(strings.NewReader(ArticleHTML(title, []string{part})))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			switch token.Type {
			case html.CommentToken, html.DoctypeToken:
				t.Fatalf("%q %q gives %s", title, part, token)
			case html.StartTagToken, html.SelfClosingTagToken:
				if strings.Contains(" script style iframe object embed form input link meta base svg ", " "+token.Data+" ") {
					t.Fatalf("%q %q gives %s", title, part, token)
				}
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					t.Fatalf("%q %q gives %s", title, part, token)
				}
			}
		}
		if err := z.Err(); err != io.EOF {
			t.Fatal(err)
		}
	})
}
