package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"parvis/data"
	"parvis/data/text"
	"parvis/data/words"
)

// eventLength is how long a post lasts in somebody else's calendar, which shows
// nothing for what has no length.
const eventLength = 15 * time.Minute

// ICS writes the posts that have a date as a calendar of RFC 5545. An event keeps
// its UID whenever the post is written again, so that a calendar moves it rather
// than showing it twice. Times are instants in UTC; whoever opens it sees them in
// their own zone.
func (p *Plan) ICS(w io.Writer, b *words.Book) error {
	calendar := ics.NewCalendarFor("Parvis")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(p.Title)
	for _, post := range p.inOrder() {
		if post.At.IsZero() {
			continue
		}
		event := calendar.AddEvent(uid(post.Post))
		event.SetDtStampTime(p.Made)
		event.SetStartAt(post.At)
		event.SetEndAt(post.At.Add(eventLength))
		event.SetSummary(text.Normalise(post.headline(b)))
		event.SetDescription(text.Normalise(post.description(b)))
		event.SetSequence(int(post.Post.Revision))
		if !post.Post.Updated.IsZero() {
			event.SetModifiedAt(post.Post.Updated)
		}
		event.SetTimeTransparency(ics.TransparencyTransparent) // nobody is busy meanwhile
		for _, group := range []string{post.Campaign, post.Pillar} {
			if group != "" {
				event.AddCategory(text.Normalise(group))
			}
		}
	}
	return calendar.SerializeTo(w, ics.WithNewLineWindows)
}

// uid names a post among those of all copies of Parvis, as far as its number and
// the second in which it was made do.
func uid(p data.Post) string {
	return fmt.Sprintf("post-%d-%d-%d@parvis", p.Brand, p.ID, p.Created.Unix())
}

// description is what an event says below its title.
func (p *PlannedPost) description(b *words.Book) string {
	var lines []string
	for _, v := range p.versions() {
		about := b.T("planned.about", "State", p.State, "Accounts", v.names())
		if len(v.accounts) == 0 {
			about = p.State
		}
		lines = append(lines, about, "", strings.Join(v.parts, "\n\n"), "")
	}
	return strings.Join(lines, "\n")
}

// Markdown writes the plan as a document of CommonMark: a heading for each day,
// below it each post with what is known of it and its text as a quotation.
// Nothing of a text is taken for markup.
func (p *Plan) Markdown(w io.Writer, b *words.Book) error {
	var out bytes.Buffer
	title := p.Title
	if !p.Month.IsZero() {
		title = b.T("planned.title", "Title", p.Title, "Month", b.MonthTitle(p.Month))
	}
	fmt.Fprintf(&out, "# %s\n\n%s\n", plain(title), plain(p.footing(b)))
	last := ""
	for _, post := range p.inOrder() {
		day := b.T("planned.undated")
		if !post.At.IsZero() {
			day = b.DayTitle(post.At)
		}
		if day != last {
			fmt.Fprintf(&out, "\n## %s\n", plain(day))
			last = day
		}
		post.markdown(&out, b)
	}
	_, err := w.Write(out.Bytes())
	return err
}

func (p *PlannedPost) markdown(out *bytes.Buffer, b *words.Book) {
	title := plain(p.headline(b))
	if !p.At.IsZero() {
		title = b.Clock(p.At) + " · " + title
	}
	fmt.Fprintf(out, "\n### %s\n", title)
	for _, v := range p.versions() {
		about := []string{p.State}
		for _, more := range []string{v.names(), p.groups()} {
			if more != "" {
				about = append(about, more)
			}
		}
		fmt.Fprintf(out, "\n%s\n", plain(strings.Join(about, " · ")))
		for i, part := range v.parts {
			if i > 0 {
				out.WriteString("\n")
			}
			if quote := quotation(part); quote != "" {
				fmt.Fprintf(out, "\n%s\n", quote)
			}
		}
	}
	for _, m := range p.Post.Media {
		fmt.Fprintf(out, "\n- %s\n", plain(mediaLine(m, b)))
	}
}

// quotation is a text as a block quotation that keeps its lines.
func quotation(part string) string {
	lines := strings.Split(text.Normalise(part), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+plain(line), " ")
		if next := i + 1; line != "" && next < len(lines) && lines[next] != "" {
			lines[i] += `\`
		}
	}
	if len(lines) == 1 && lines[0] == ">" {
		return ""
	}
	return strings.Join(lines, "\n")
}

// listed is how a line begins that Markdown takes for an item of a list, a rule
// or a heading.
var listed = regexp.MustCompile(`^(?:([-+])|(\d+)([.)]))`)

// plain is one line in which nothing is markup.
func plain(line string) string {
	var out strings.Builder
	for _, r := range strings.TrimLeft(line, " \t") {
		if strings.ContainsRune("\\`*_[]<>#&~|=!", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return listed.ReplaceAllString(out.String(), `$2\$1$3`)
}
