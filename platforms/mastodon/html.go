package mastodon

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of what is read of a post's HTML (R44). The longest posts of these
// networks have some ten thousand characters.
const (
	maxHTML  = 512 << 10
	maxToken = 64 << 10
)

// plain is a post's HTML as text: paragraphs are set apart by an empty line,
// links are what is shown of them. It fetches nothing and keeps no markup.
func plain(content string) string {
	z := html.NewTokenizer(strings.NewReader(content[:min(len(content), maxHTML)]))
	z.SetMaxBuf(maxToken)
	var out strings.Builder
	hidden := 0 // depth of what is never shown
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return strings.ToValidUTF8(strings.TrimSpace(out.String()), "\uFFFD")
		}
		if kind == html.TextToken {
			if hidden == 0 {
				out.Write(z.Text())
			}
			continue
		}
		name, _ := z.TagName()
		switch tag := atom.Lookup(name); tag {
		case atom.Script, atom.Style, atom.Title, atom.Template:
			if kind == html.StartTagToken {
				hidden++
			} else if kind == html.EndTagToken {
				hidden = max(0, hidden-1)
			}
		case atom.Br:
			out.WriteString("\n")
		case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre:
			if kind == html.StartTagToken && out.Len() > 0 {
				out.WriteString("\n\n")
			}
		case atom.Li:
			if kind == html.StartTagToken {
				out.WriteString("\n")
			}
		}
	}
}
