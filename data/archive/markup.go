package archive

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxToken is how long one piece of HTML may be, in bytes (R44).
const maxToken = 1 << 20

func tokens(in io.Reader) *html.Tokenizer {
	z := html.NewTokenizer(in)
	z.SetMaxBuf(maxToken)
	return z
}

// plain is a piece of HTML as text.
func plain(content string) string {
	return rendered(tokens(strings.NewReader(content)), 0)
}

// rendered is the text of the element that z stands in, to its end, or to the
// end of everything for until 0. Paragraphs are set apart by an empty line. Of a
// link its words are kept, or the address where the words are an address, which
// pages shorten.
func rendered(z *html.Tokenizer, until atom.Atom) string {
	t := rendering{}
	for depth := 1; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return t.text()
		}
		if kind == html.TextToken {
			t.say(string(z.Text()))
			continue
		}
		name, more := z.TagName()
		tag := atom.Lookup(name)
		if tag == until && tag != 0 {
			if kind == html.StartTagToken {
				depth++
			} else if kind == html.EndTagToken {
				depth--
			}
			if depth == 0 {
				return t.text()
			}
		}
		href := ""
		if more && tag == atom.A && kind == html.StartTagToken {
			href = attribute(z, "href")
		}
		t.tag(tag, kind, href)
	}
}

// attribute returns the value of an attribute of the tag that z stands at.
func attribute(z *html.Tokenizer, name string) string {
	for {
		key, value, more := z.TagAttr()
		if string(key) == name {
			return string(value)
		}
		if !more {
			return ""
		}
	}
}

// rendering is HTML on its way to being text.
type rendering struct {
	out    strings.Builder
	hidden int    // how deep in what is never shown
	link   string // the address that what is said leads to
	words  strings.Builder
}

func (t *rendering) say(words string) {
	switch {
	case t.hidden > 0:
	case t.link != "":
		t.words.WriteString(words)
	default:
		t.out.WriteString(words)
	}
}

func (t *rendering) tag(tag atom.Atom, kind html.TokenType, href string) {
	starts, ends := kind == html.StartTagToken, kind == html.EndTagToken
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Template:
		if starts {
			t.hidden++
		} else if ends {
			t.hidden = max(0, t.hidden-1)
		}
	case atom.A:
		t.endLink()
		t.link = webAddress(href)
	case atom.Br:
		t.say("\n")
	case atom.P, atom.Div, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre, atom.Figure,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		t.say("\n\n")
	case atom.Li:
		if starts {
			t.say("\n")
		}
	}
}

func (t *rendering) endLink() {
	words := t.words.String()
	if shown := strings.TrimSpace(words); strings.HasPrefix(shown, "http") || strings.HasPrefix(shown, "www.") {
		words = t.link
	}
	t.out.WriteString(words)
	t.words.Reset()
	t.link = ""
}

// text is what came of it, with at most one empty line between two others.
func (t *rendering) text() string {
	t.endLink()
	var lines []string
	for line := range strings.Lines(t.out.String()) {
		line = strings.TrimSpace(line)
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// hasClass tells whether an element has a class.
func hasClass(t html.Token, class string) bool {
	return slices.Contains(strings.Fields(attrOf(t, "class")), class)
}

// attrOf returns an attribute of an element.
func attrOf(t html.Token, name string) string {
	i := slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return t.Attr[i].Val
}
