package wordpress

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

const (
	// maxSlug leaves room for the key: WordPress cuts slugs at 200 bytes.
	maxSlug = 80
	// maxMarkup is how much of a page of markup is read for its text.
	maxMarkup = 256 << 10
)

var (
	heading = regexp.MustCompile(`^(#{1,4}) +(\S.*)$`)
	// link is a link of Markdown, "[words](https://…)", or an address as it is.
	link = regexp.MustCompile(`\[([^\[\]\n]+)\]\((https?://[^\s()<>"]+)\)|https?://[^\s<>"]+`)
)

// escape makes markup of plain text.
func escape(text string) string { return html.EscapeString(text) }

// blocks makes the blocks of the site's editor of a text: a paragraph ends at
// an empty line, lines within it stay apart, "## " begins a heading, addresses
// and Markdown links become links. Nothing else has a meaning.
func blocks(text string) string {
	var out, lines []string
	flush := func() {
		if len(lines) > 0 {
			out = append(out, "<!-- wp:paragraph -->\n<p>"+strings.Join(lines, "<br>")+"</p>\n<!-- /wp:paragraph -->")
			lines = nil
		}
	}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		line = strings.TrimSpace(line)
		if m := heading.FindStringSubmatch(line); m != nil {
			flush()
			out = append(out, headingBlock(len(m[1]), m[2]))
		} else if line == "" {
			flush()
		} else {
			lines = append(lines, inline(line))
		}
	}
	flush()
	return strings.Join(out, "\n\n")
}

// headingBlock is a heading below the article's title, which is the first.
func headingBlock(level int, text string) string {
	level = max(2, level)
	tag, attributes := "h"+strconv.Itoa(level), ""
	if level != 2 {
		attributes = ` {"level":` + strconv.Itoa(level) + "}"
	}
	return "<!-- wp:heading" + attributes + " -->\n<" + tag + ` class="wp-block-heading">` + inline(text) + "</" + tag + ">\n<!-- /wp:heading -->"
}

// inline makes markup of one line.
func inline(line string) string {
	var out strings.Builder
	from := 0
	for _, at := range link.FindAllStringSubmatchIndex(line, -1) {
		end := at[1]
		var words, to string
		if at[2] >= 0 {
			words, to = line[at[2]:at[3]], line[at[4]:at[5]]
		} else {
			to = withoutEnd(line[at[0]:at[1]])
			words, end = to, at[0]+len(to)
		}
		out.WriteString(escape(line[from:at[0]]))
		out.WriteString(`<a href="` + escape(to) + `">` + escape(words) + "</a>")
		from = end
	}
	out.WriteString(escape(line[from:]))
	return out.String()
}

// withoutEnd cuts the punctuation off that follows an address in a sentence.
func withoutEnd(address string) string {
	for {
		short := strings.TrimRight(address, `.,;:!?'*»”’…`)
		if strings.HasSuffix(short, ")") && strings.Count(short, ")") > strings.Count(short, "(") {
			short = strings.TrimSuffix(short, ")")
		}
		if short == address {
			return address
		}
		address = short
	}
}

// slugOf makes the part of an address that stands for a text: lower-case ASCII
// letters, digits and single hyphens, at most maxSlug of them, cut between
// words.
func slugOf(text string) string {
	text = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "ß", "ss").Replace(text)
	var out strings.Builder
	gap := false
	for _, r := range norm.NFD.String(text) {
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && out.Len() > 0 {
				out.WriteByte('-')
			}
			out.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	slug := out.String()
	if len(slug) > maxSlug {
		slug = slug[:maxSlug+1]
		if cut := strings.LastIndexByte(slug, '-'); cut > 0 {
			slug = slug[:cut]
		} else {
			slug = slug[:maxSlug]
		}
	}
	return slug
}

// plain is the text of a piece of markup, its paragraphs and lines apart.
// Scripts and styles are no text.
func plain(markup string) string {
	z := nethtml.NewTokenizer(strings.NewReader(markup[:min(len(markup), maxMarkup)]))
	var out strings.Builder
	hidden := 0
	for kind := z.Next(); kind != nethtml.ErrorToken; kind = z.Next() {
		t := z.Token()
		switch {
		case t.Data == "script" || t.Data == "style":
			if kind == nethtml.StartTagToken {
				hidden++
			} else if kind == nethtml.EndTagToken {
				hidden--
			}
		case kind == nethtml.TextToken && hidden <= 0:
			out.WriteString(t.Data)
		case t.Data == "br" && kind != nethtml.EndTagToken:
			out.WriteByte('\n')
		case kind == nethtml.EndTagToken && isBlock(t.Data):
			out.WriteString("\n\n")
		}
	}
	return tidy(out.String())
}

func isBlock(tag string) bool {
	switch tag {
	case "p", "div", "li", "blockquote", "figure", "h1", "h2", "h3", "h4", "h5", "h6":
		return true
	}
	return false
}

// tidy trims every line and leaves at most one empty line between two.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// letters are the first letters and digits of a text, at most n; 0: all.
func letters(text string, n int) string {
	var out []rune
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if out = append(out, unicode.ToLower(r)); len(out) == n {
				break
			}
		}
	}
	return string(out)
}
