package text

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// ArticleMarkdown puts a title and the parts of a text together as one Markdown
// document (CommonMark): the title as a heading, a blank line between parts. The
// parts are taken as they were written. Without title and text it is "".
func ArticleMarkdown(title string, parts []string) string {
	var blocks []string
	if title = oneLine(title); title != "" {
		blocks = append(blocks, "# "+literal(title))
	}
	for _, part := range parts {
		if part = Normalise(part); strings.TrimSpace(part) != "" {
			blocks = append(blocks, part)
		}
	}
	if len(blocks) == 0 {
		return ""
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// ArticleHTML is the document of [ArticleMarkdown] as HTML, to be put into a page:
// it has no head and no body element. A line break stays one, an address becomes
// a link. HTML that was written in the text is shown as it was written and does
// nothing; a link to a script or to a file of the computer leads nowhere.
func ArticleHTML(title string, parts []string) string {
	var out bytes.Buffer
	if err := articles().Convert([]byte(ArticleMarkdown(title, parts)), &out); err != nil {
		// Writing into memory does not fail, and the renderer returns no other error.
		panic(fmt.Sprintf("text: article: %v", err))
	}
	return out.String()
}

// articles is CommonMark without raw HTML.
func articles() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(without(parser.DefaultBlockParsers(), parser.NewHTMLBlockParser())...),
			parser.WithInlineParsers(without(parser.DefaultInlineParsers(), parser.NewRawHTMLParser())...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"}))),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)
}

// without leaves one parser out of a list.
func without(all []util.PrioritizedValue, one any) []util.PrioritizedValue {
	kind := fmt.Sprintf("%T", one)
	var out []util.PrioritizedValue
	for _, v := range all {
		if fmt.Sprintf("%T", v.Value) != kind {
			out = append(out, v)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(Normalise(s)), " ") }

// literal writes a title so that nothing in it is markup.
func literal(title string) string {
	var out strings.Builder
	for _, r := range title {
		if strings.ContainsRune("\\`*_[]<>#&~", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
