package report

import (
	"fmt"
	"image"
	"image/color"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"parvis/data/words"
)

// Size of a page of a plan, A4 across, in units of 1/72 inch.
const (
	pageWidth  = 842
	pageHeight = 595
)

// PNG draws the month and writes it: 842 × 595 pixels at scale 1, twice as many
// each way at scale 2. The error is ErrMonth, ErrScale or the writer's.
func (p *Plan) PNG(w io.Writer, b *words.Book, scale int) error {
	img, err := p.picture(b, scale)
	if err != nil {
		return err
	}
	return encode(w, img)
}

func (p *Plan) picture(b *words.Book, scale int) (*image.RGBA, error) {
	switch {
	case scale != 1 && scale != 2:
		return nil, fmt.Errorf("%w: %d", ErrScale, scale)
	case p.Month.IsZero():
		return nil, ErrMonth
	}
	c, err := newCanvas(pageWidth, pageHeight, scale, onPaper().ground)
	if err != nil {
		return nil, err
	}
	newPlanDrawer(p, b, c, c.files[regular]).month()
	return c.img, nil
}

// paper is the colours of what is printed or pasted: always light.
type paper struct{ ground, ink, muted, line, accent, pale, shade color.NRGBA }

func onPaper() paper {
	return paper{
		ground: color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF},
		ink:    color.NRGBA{R: 0x20, G: 0x26, B: 0x2E, A: 0xFF},
		muted:  color.NRGBA{R: 0x5B, G: 0x63, B: 0x70, A: 0xFF},
		line:   color.NRGBA{R: 0xD8, G: 0xD3, B: 0xC8, A: 0xFF},
		accent: color.NRGBA{R: 0x1F, G: 0x5C, B: 0x57, A: 0xFF},
		pale:   color.NRGBA{R: 0xF6, G: 0xF4, B: 0xEF, A: 0xFF},
		shade:  color.NRGBA{R: 0xFA, G: 0xF9, B: 0xF6, A: 0xFF},
	}
}

// planDrawer draws a plan onto pages.
type planDrawer struct {
	page
	paper
	plan  *Plan
	book  *words.Book
	font  *sfnt.Font
	found sfnt.Buffer
	// lost: there were signs that the font does not have, emoji for the most part.
	lost bool
}

func newPlanDrawer(p *Plan, b *words.Book, on page, font *opentype.Font) *planDrawer {
	d := &planDrawer{page: on, paper: onPaper(), plan: p, book: b, font: font}
	for _, post := range p.Posts {
		d.shown(post.headline(b))
	}
	return d
}

// shown is a text in one line without the signs that the font does not have.
func (d *planDrawer) shown(text string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == '\uFE0F' || r == '\u200D': // they only shape the sign before
			return -1
		}
		if index, err := d.font.GlyphIndex(&d.found, r); err != nil || index == 0 || r > 0xFFFF {
			d.lost = true
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.FieldsFunc(kept, func(r rune) bool { return r == ' ' }), " ")
}

// month draws the calendar page.
func (d *planDrawer) month() {
	const top, bottom, left, right = 92.0, pageHeight - 40, margin, pageWidth - margin
	d.heading(d.book.MonthTitle(d.plan.Month), d.plan.Title)
	days := monthDays(d.plan.Month, d.book.WeekStart())
	width, height := (right-left)/7.0, (bottom-top)/float64(len(days)/7)
	for i, name := range d.book.Weekdays() {
		d.text(name, left+float64(i)*width+6, top-8, style{regular, 9}, d.muted)
	}
	posts := d.plan.inOrder()
	for i, day := range days {
		x, y := left+float64(i%7)*width, top+float64(i/7)*height
		in := day.Month() == d.plan.Month.Month()
		if !in {
			d.box(x, y, width, height, 0, d.shade)
		}
		d.day(day, in, slices.DeleteFunc(slices.Clone(posts), func(p PlannedPost) bool { return !sameDay(p.At, day) }), x, y, width, height)
	}
	for i := range 8 {
		d.box(left+float64(i)*width-0.25, top, 0.5, bottom-top, 0, d.line)
	}
	for i := range len(days)/7 + 1 {
		d.box(left, top+float64(i)*height-0.25, right-left, 0.5, 0, d.line)
	}
	d.foot("")
}

// monthDays are the days of the whole weeks in which a month lies.
func monthDays(month time.Time, weekStart time.Weekday) []time.Time {
	first := time.Date(month.Year(), month.Month(), 1, 0, 0, 0, 0, time.UTC)
	lead := (int(first.Weekday()) - int(weekStart) + 7) % 7
	length := first.AddDate(0, 1, -1).Day()
	var days []time.Time
	for i := range (lead + length + 6) / 7 * 7 {
		days = append(days, first.AddDate(0, 0, i-lead))
	}
	return days
}

func sameDay(at, day time.Time) bool {
	return !at.IsZero() && at.Year() == day.Year() && at.YearDay() == day.YearDay()
}

// day draws one cell: its number, then its posts in a line each, as many as there
// is room for.
func (d *planDrawer) day(day time.Time, in bool, posts []PlannedPost, x, y, width, height float64) {
	ink := d.ink
	if !in {
		ink = d.muted
	}
	d.text(strconv.Itoa(day.Day()), x+6, y+13, style{semibold, 9.5}, ink)
	const first = 19.0
	room := int((height - first - 3) / cellLine)
	n := len(posts)
	if n > room {
		n = room - 1
	}
	lines := 1 // of each post: as many as all can have
	if n > 0 && n == len(posts) {
		lines = min(room/n, 4)
	}
	top := y + first
	for _, p := range posts[:n] {
		top += d.post(p, x+4, top, width-8, lines)
	}
	if n < len(posts) {
		d.text(d.book.N("planned.more", len(posts)-n), x+8, top+8.9, style{regular, 8.2}, d.muted)
	}
}

// cellLine is the height of a line in the cell of a day.
const cellLine = 14.0

// post draws a post in at most so many lines and tells how high it is. In one line
// it is its time and its title; in more, the accounts stand beside the time.
func (d *planDrawer) post(p PlannedPost, x, y, width float64, most int) float64 {
	bold, small := style{semibold, 8.2}, style{regular, 8.2}
	clock := d.book.Clock(p.At)
	from := x + 9 + d.measure(clock, bold)
	beside, ink := d.title(p), d.ink
	var below []string
	if accounts := d.shown(names(p.Accounts)); most > 1 && accounts != "" {
		below = wrapped(d, beside, small, width-10, most-1)
		beside, ink = accounts, d.muted
	}
	height := float64(1+len(below))*(cellLine-3) + 1
	d.box(x, y, width, height, 3, d.pale)
	d.box(x, y, 2.5, height, 1, d.colour(p))
	d.text(clock, x+6, y+8.9, bold, d.ink)
	d.text(fitted(d, beside, small, x+width-3-from), from, y+8.9, small, ink)
	for i, line := range below {
		d.text(line, x+6, y+8.9+float64(i+1)*(cellLine-3), small, d.ink)
	}
	return height + 2
}

// title is a post's headline as far as the font has it; where that is nothing, the
// post has no title.
func (d *planDrawer) title(p PlannedPost) string {
	if title := d.shown(p.headline(d.book)); title != "" {
		return title
	}
	return d.book.T("planned.untitled")
}

func (d *planDrawer) colour(p PlannedPost) color.NRGBA {
	if p.Colour.A != 0 {
		return p.Colour
	}
	return d.accent
}

// heading writes what a page is at its left and whose at its right.
func (d *planDrawer) heading(what, whose string) {
	big, small := style{semibold, 20}, style{regular, 12}
	what = d.shown(what)
	d.text(what, margin, 52, big, d.ink)
	room := pageWidth - 2*margin - d.measure(what, big) - 20
	whose = fitted(d, d.shown(whose), small, room)
	d.text(whose, pageWidth-margin-d.measure(whose, small), 52, small, d.muted)
}

// foot writes what holds for all of a page, and which page it is.
func (d *planDrawer) foot(number string) {
	small := style{regular, 8.5}
	foot := d.plan.footing(d.book)
	if d.lost {
		foot += " · " + d.book.T("planned.emoji")
	}
	d.text(fitted(d, foot, small, pageWidth-2*margin-90), margin, pageHeight-20, small, d.muted)
	d.text(number, pageWidth-margin-d.measure(number, small), pageHeight-20, small, d.muted)
}

// footing says how many posts there are, in which zone their times are, and when
// the plan was drawn up.
func (p *Plan) footing(b *words.Book) string {
	return b.N("planned.count", len(p.Posts)) + " · " + b.T("planned.zone", "Zone", p.Zone) + " · " + b.T("planned.made", "Date", b.LongDate(p.Made))
}
