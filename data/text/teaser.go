package text

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	gold "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"parvis/data"
)

// TeaserMost is how long a teaser is at most, in characters, where a network would
// take more: it makes people want to read, it is not the article.
const TeaserMost = 500

// Teaser makes a short text of an article, for the accounts that only announce it:
// the title, as many of the first sentences as fit the rule, and the link. Of the
// Markdown only what paragraphs and lists say is taken, not headings, code,
// pictures and tables.
//
// Where not even one sentence fits, it is cut between two words and ends in "…". A
// link is never cut, nor is a word or an emoji: what does not fit is left out, the
// sentences first, then words of the title. With room for nothing but the link,
// the link alone is returned, even when that is too long.
func Teaser(title, markdown, link string, rule data.TextRule) string {
	title = oneLine(title)
	compose := func(title, body string) string {
		var blocks []string
		for _, block := range []string{title, body, link} {
			if block != "" {
				blocks = append(blocks, block)
			}
		}
		return strings.Join(blocks, "\n\n")
	}
	short := data.TextRule{Max: TeaserMost, Unit: data.Graphemes, URL: rule.URL}
	fits := func(s string) bool { return Over(rule, s) == 0 && Over(short, s) == 0 }
	body := longest(plainParagraphs(markdown), func(body string) bool { return fits(compose(title, body)) })
	if body == "" && !fits(compose(title, "")) {
		title = longest(title, func(title string) bool { return fits(compose(title, "")) })
	}
	return compose(title, body)
}

// longest is the longest beginning of a text that fits: whole sentences if there
// are any, otherwise words with "…" behind, otherwise "".
func longest(text string, fits func(string) bool) string {
	sentences, words := "", ""
	for _, at := range breaksOf(text) {
		begin := strings.TrimSpace(text[:at.at])
		whole := at.good || at.at == len(text)
		switch {
		case whole && fits(begin):
			sentences = begin
		case !whole && sentences == "" && fits(ended(begin)):
			words = ended(begin)
		case !fits(begin):
			if sentences != "" {
				return sentences
			}
			return words
		}
	}
	return sentences
}

// ended puts "…" behind words that were cut off, in place of a comma.
func ended(words string) string { return strings.TrimRight(words, " ,;:–—-\u00a0\u202f") + "…" }

// plainParagraphs is what the paragraphs and list entries of a Markdown document
// say, without markup, a blank line between.
func plainParagraphs(markdown string) string {
	source := []byte(Normalise(markdown))
	document := articles().Parser().Parse(gold.NewReader(source))
	var blocks []string
	for block := document.FirstChild(); block != nil; block = block.NextSibling() {
		switch block.Kind() {
		case ast.KindParagraph, ast.KindBlockquote, ast.KindList:
			blocks = append(blocks, paragraphsOf(block, source)...)
		}
	}
	return strings.Join(blocks, "\n\n")
}

// paragraphsOf lists what a block says, one text for each paragraph in it.
func paragraphsOf(block ast.Node, source []byte) []string {
	if block.Kind() == ast.KindParagraph || block.Kind() == ast.KindTextBlock {
		if said := oneLine(inlineText(block, source)); said != "" {
			return []string{said}
		}
		return nil
	}
	var out []string
	for child := block.FirstChild(); child != nil; child = child.NextSibling() {
		if child.Type() == ast.TypeBlock {
			out = append(out, paragraphsOf(child, source)...)
		}
	}
	return out
}

func inlineText(node ast.Node, source []byte) string {
	var out strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			said := child.Segment.Value(source)
			if node.Kind() != ast.KindCodeSpan {
				said = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(said)))
			}
			out.Write(said)
			if child.SoftLineBreak() || child.HardLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(child.Value)
		case *ast.AutoLink:
			out.Write(child.Label(source))
		case *ast.Image:
		default:
			out.WriteString(inlineText(child, source))
		}
	}
	return out.String()
}
