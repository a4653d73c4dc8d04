package reports

import (
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// chartOf words one chart of the report. Where not every network tells reach,
// those that do not are named.
func chartOf(b *words.Book, m *model, k kind) report.Chart {
	switch k {
	case followersKind:
		return m.report.FollowersChart(b, lookOf(b))
	case postsKind:
		return m.report.PostsChart(b, lookOf(b))
	case engagementKind:
		return m.report.EngagementChart(b)
	}
	c := m.report.ReachChart(b)
	if silent := silentWords(b, m); silent != "" {
		c.Note = silent
		if c.Blank() {
			c.Empty = silent
		}
	}
	return c
}

func silentWords(b *words.Book, m *model) string {
	var names []string
	for _, n := range m.silent() {
		names = append(names, networkName(b, n))
	}
	switch last := len(names) - 1; last {
	case -1:
		return ""
	case 0:
		return b.T("reports.no_reach.one", "Networks", names[0])
	default:
		all := b.T("indicator.and", "A", strings.Join(names[:last], ", "), "B", names[last])
		return b.T("reports.no_reach.many", "Networks", all)
	}
}

// lookOf names and colours networks.
func lookOf(b *words.Book) func(data.NetworkName) report.Look {
	return func(n data.NetworkName) report.Look {
		return report.Look{Name: networkName(b, n), Colour: theme.Network(n)}
	}
}

func networkName(b *words.Book, n data.NetworkName) string {
	if key := "network." + string(n); b.Has(key) {
		return b.T(key)
	}
	return string(n)
}

func accountName(b *words.Book, a data.Account) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Handle != "":
		return a.Handle
	}
	return networkName(b, a.Network)
}

// drawn is a chart as the screen draws it.
func drawn(b *words.Book, k kind, c report.Chart) widgets.ChartData {
	d := widgets.ChartData{Title: c.Title, Format: c.Format, Last: c.Last}
	for _, m := range c.Marks {
		d.Marks = append(d.Marks, widgets.ChartMark{Name: markName(b, k, m.Name), Label: m.Label, Colour: m.Colour})
	}
	for _, s := range c.Series {
		d.Series = append(d.Series, widgets.ChartSeries{Name: s.Name, Colour: s.Colour, Points: whole(s.Points)})
	}
	for _, t := range c.Ticks() {
		d.Ticks = append(d.Ticks, widgets.ChartTick{Value: t, Label: c.Format(t)})
	}
	if c.Blank() {
		d.Empty = c.Empty
	}
	return d
}

// whole makes a gap of what no axis can show.
func whole(points []data.Measure) []data.Measure {
	clean := make([]data.Measure, len(points))
	for _, run := range report.Runs(points) {
		copy(clean[run.From:run.To], points[run.From:run.To])
	}
	return clean
}

// markName is what pointing at a mark says: the day, the days of the week, or
// the network.
func markName(b *words.Book, k kind, name string) string {
	day, err := time.Parse(data.DayLayout, name)
	switch {
	case err != nil:
		return name
	case k == engagementKind:
		return b.WeekRange(day)
	}
	return b.ShortDate(day)
}

// periodOf words the days of a report.
func periodOf(b *words.Book, r *report.Report) string {
	dates := r.Dates()
	return b.DateRange(dates[0], dates[len(dates)-1])
}

// filterName says which accounts the report is about.
func filterName(b *words.Book, m *model) string {
	shown := m.shown()
	switch {
	case len(shown) == len(m.accounts):
		return b.T("reports.filter.all")
	case len(shown) == 1:
		return accountName(b, shown[0])
	}
	return b.N("reports.filter.some", len(shown))
}

// headline is the first line of a post that has words.
func headline(b *words.Book, p data.PostCounts) string {
	for line := range strings.Lines(p.Text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return b.T("reports.untitled")
}

// fileName proposes a name for a file, free of what any system forbids in one.
func fileName(title string, dates []time.Time, ending string) string {
	forbidden := func(r rune) bool { return r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) }
	clean := strings.Join(strings.FieldsFunc(title, forbidden), "-")
	days := []string{dates[0].Format(data.DayLayout), dates[len(dates)-1].Format(data.DayLayout)}
	return clean + " " + strings.Join(slices.Compact(days), "_") + ending
}
