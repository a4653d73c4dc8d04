package report

import (
	"fmt"
	"image/color"
	"io"
	"io/fs"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/opentype"

	"parvis/assets"
	"parvis/data"
	"parvis/data/text"
	"parvis/data/words"
)

// PDF writes the plan on A4 across: the calendar of its month, if there is one,
// then every post with its whole text. Its words can be searched and copied.
// Signs that Inter does not have, emoji for the most part, are left out, and the
// foot of each page says so.
func (p *Plan) PDF(w io.Writer, b *words.Book) error {
	pdf := fpdf.New("L", "pt", "A4", "")
	pdf.SetCreationDate(p.Made.UTC())
	pdf.SetModificationDate(p.Made.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Parvis", true)
	pdf.SetTitle(p.Title, true)
	pdf.SetLang(b.Lang())
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	var inter *opentype.Font
	for _, name := range []string{semibold, regular} {
		content, err := fs.ReadFile(assets.Fonts, name)
		if err != nil {
			return fmt.Errorf("report: font: %w", err)
		}
		if inter, err = opentype.Parse(content); err != nil {
			return fmt.Errorf("report: font %s: %w", name, err)
		}
		outlines, err := trueType(inter)
		if err != nil {
			return err
		}
		pdf.AddUTF8FontFromBytes(family(name), "", outlines)
	}
	d := newPlanDrawer(p, b, &leaf{pdf}, inter)
	if !p.Month.IsZero() {
		pdf.AddPage()
		d.month()
	}
	for _, post := range p.Posts { // the foot is written before the texts
		for _, v := range post.versions() {
			d.shown(strings.Join(v.parts, " "))
		}
	}
	l := &listing{planDrawer: d, pdf: pdf}
	l.write()
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("report: PDF: %w", err)
	}
	return nil
}

// family is what a font is called within the document.
func family(file string) string {
	if file == semibold {
		return "intersemibold"
	}
	return "inter"
}

// leaf is the page of a document that is being written.
type leaf struct{ pdf *fpdf.Fpdf }

func (l *leaf) measure(text string, s style) float64 {
	l.pdf.SetFont(family(s.file), "", s.size)
	return l.pdf.GetStringWidth(text)
}

func (l *leaf) text(text string, x, y float64, s style, ink color.NRGBA) {
	if text == "" {
		return
	}
	l.pdf.SetFont(family(s.file), "", s.size)
	l.pdf.SetTextColor(int(ink.R), int(ink.G), int(ink.B))
	l.pdf.Text(x, y, text)
}

func (l *leaf) box(x, y, width, height, radius float64, ink color.NRGBA) {
	if width <= 0 || height <= 0 {
		return
	}
	l.pdf.SetFillColor(int(ink.R), int(ink.G), int(ink.B))
	if radius = min(radius, width/2, height/2); radius > 0 {
		l.pdf.RoundedRect(x, y, width, height, radius, "1234", "F")
		return
	}
	l.pdf.Rect(x, y, width, height, "F")
}

// listing is the pages of the list, from top to bottom.
type listing struct {
	*planDrawer
	pdf  *fpdf.Fpdf
	y    float64
	page int
	day  string // what the last heading of this page says
}

// Where a listing stands on its pages.
const (
	listTop    = 78.0
	listBottom = pageHeight - 40.0
	listText   = 250.0 // where the texts begin, beside what is known of them
	listLine   = 13.5
)

func (l *listing) write() {
	l.turn()
	if len(l.plan.Posts) == 0 {
		l.text(l.book.T("planned.empty"), margin, l.y+12, style{regular, 11}, l.muted)
	}
	for _, p := range l.plan.inOrder() {
		day := l.book.T("planned.undated")
		if !p.At.IsZero() {
			day = l.book.DayTitle(p.At)
		}
		for _, v := range p.versions() {
			l.post(p, v, day)
		}
	}
}

// turn begins a page.
func (l *listing) turn() {
	l.pdf.AddPage()
	l.page++
	l.heading(l.book.T("planned.list"), l.plan.Title)
	l.foot(l.book.T("planned.page", "N", l.page))
	l.y, l.day = listTop, ""
}

// need turns the page when there is less room than that.
func (l *listing) need(room float64) {
	if l.y+room > listBottom {
		l.turn()
	}
}

// post writes one text of a post: at the left when, where and how it stands, at
// the right what it says. Its day stands above where it is another one or the
// page is.
func (l *listing) post(p PlannedPost, v version, day string) {
	bold, body := style{semibold, 9.5}, style{regular, 9.5}
	left, right := l.about(p, v), l.lines(p, v, body)
	const together = 8 // so many lines are not parted by the end of a page
	const heading = 20.0
	l.need(heading + 4 + float64(min(max(len(left), len(right)), together))*listLine)
	if day != l.day {
		l.text(day, margin, l.y+12, style{semibold, 11.5}, l.accent)
		l.y, l.day = l.y+heading, day
	}
	l.box(margin, l.y, pageWidth-2*margin, 0.5, 0, l.line)
	l.y += 4
	for i := range max(len(left), len(right)) {
		l.need(listLine)
		y, first, title := l.y+10, body, body
		known := l.muted
		if i == 0 {
			first, known = bold, l.ink
			l.box(margin, l.y+1, 3, listLine-2, 1, l.colour(p))
			if p.Post.Title != "" {
				title = bold
			}
		}
		if i < len(left) {
			l.text(left[i], margin+8, y, first, known)
		}
		if i < len(right) {
			l.text(right[i], listText, y, title, l.ink)
		}
		l.y += listLine
	}
	l.y += 6
}

// about is what is known of a text, line by line.
func (l *listing) about(p PlannedPost, v version) []string {
	const width = listText - margin - 24
	first := p.State
	if !p.At.IsZero() {
		first = l.book.Clock(p.At) + " · " + p.State
	}
	body := style{regular, 9.5}
	lines := []string{fitted(l, l.shown(first), style{semibold, 9.5}, width)}
	for _, a := range v.accounts {
		lines = append(lines, l.cut(a.Name, body, width)...)
	}
	lines = append(lines, l.cut(p.groups(), body, width)...)
	for _, m := range p.Post.Media {
		lines = append(lines, l.cut(mediaLine(m, l.book), body, width)...)
	}
	return lines
}

// mediaLine is a picture or a video with what it shows.
func mediaLine(m data.Attachment, b *words.Book) string {
	if m.Alt == "" {
		return b.T("planned.media", "Name", m.Name)
	}
	return b.T("planned.media.alt", "Name", m.Name, "Alt", m.Alt)
}

// lines are a title and a text, cut to the width of the page.
func (l *listing) lines(p PlannedPost, v version, s style) []string {
	const width = pageWidth - margin - listText
	var lines []string
	if p.Post.Title != "" {
		lines = append(lines, l.cut(p.Post.Title, style{semibold, s.size}, width)...)
	}
	for i, part := range v.parts {
		if i > 0 {
			lines = append(lines, "")
		}
		for _, line := range strings.Split(text.Normalise(part), "\n") {
			if cut := l.cut(line, s, width); len(cut) > 0 {
				lines = append(lines, cut...)
			} else {
				lines = append(lines, "")
			}
		}
	}
	return lines
}

// cut is a line as several that fit a width. A word that is wider is cut too:
// nothing of a text is left out.
func (l *listing) cut(line string, s style, width float64) []string {
	var lines []string
	now := ""
	for _, word := range strings.Fields(l.shown(line)) {
		if now != "" && l.measure(now+" "+word, s) <= width {
			now += " " + word
			continue
		}
		if now != "" {
			lines = append(lines, now)
		}
		for now = word; l.measure(now, s) > width; {
			n := len([]rune(strings.TrimSuffix(fitted(l, now, s, width), "…")))
			runes := []rune(now)
			lines, now = append(lines, string(runes[:max(n, 1)])), string(runes[max(n, 1):])
		}
	}
	if now != "" {
		lines = append(lines, now)
	}
	return lines
}
