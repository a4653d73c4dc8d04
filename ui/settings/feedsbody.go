package settings

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// feedsBody is the section of feeds: adding one, those that are followed, and
// what they said last.
func (s *Screen) feedsBody() fyne.CanvasObject {
	b, f := s.words(), &s.following
	all := widgets.NewColumn(12, s.addFeedBlock())
	if !f.known {
		return all
	}
	list := widgets.NewColumn(10)
	for i, one := range f.feeds {
		if i > 0 {
			list.Add(widgets.NewDivider(false))
		}
		list.Add(s.feedRow(one))
	}
	if len(f.feeds) == 0 {
		list.Add(widgets.NewLabel(b.T("feeds.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	buttons := widgets.NewRow(8, widgets.NewButton(b.T("feeds.import"), s.chooseFeedList).WithIcon(theme.IconFolder))
	if len(f.feeds) > 0 {
		buttons.Add(widgets.NewButton(b.T("feeds.export"), s.exportFeeds).WithIcon(theme.IconDownload))
	}
	buttons.Add(layout.NewSpacer())
	all.Add(block(b.T("feeds.followed"), b.T("feeds.followed.why"), list, widgets.NewDivider(false), buttons))
	if len(f.entries) > 0 {
		all.Add(s.entriesBlock())
	}
	return all
}

func (s *Screen) addFeedBlock() fyne.CanvasObject {
	b, f := s.words(), &s.following
	if f.address == nil {
		f.address = widgets.NewField(b.T("feeds.address"))
		f.address.SetPlaceholder(b.T("feeds.placeholder"))
		f.address.Submitted = func(string) { s.findFeeds() }
	}
	find := widgets.NewPrimary(b.T("feeds.find"), s.findFeeds)
	if f.finding {
		find = widgets.NewButton(b.T("import.stop"), s.stopFinding)
	}
	parts := []fyne.CanvasObject{f.address, widgets.NewRow(8, find, layout.NewSpacer())}
	if f.finding {
		parts = append(parts, widgets.NewProgress())
	}
	if f.err != nil {
		what, why, todo := b.Error(f.err, strings.TrimSpace(f.address.Text()))
		parts = append(parts, s.trouble(what, why+" "+todo, f.err, f.details, func() { f.details = !f.details; s.draw() }))
	}
	if len(f.found) > 0 {
		parts = append(parts, widgets.NewNote(b.N("feeds.choose", len(f.found))))
		for _, one := range f.found {
			parts = append(parts, widgets.NewOption(theme.IconLink, cmp.Or(one.Title, one.URL), one.URL, func() { s.followOne(one) }))
		}
	}
	return block(b.T("feeds.title"), b.T("feeds.why"), parts...)
}

// feedRow is one feed: what it is called, where it stands, how its last reading
// went.
func (s *Screen) feedRow(f data.Feed) fyne.CanvasObject {
	b := s.words()
	where := append(slices.Clone(f.Folder), f.URL)
	column := widgets.NewColumn(1,
		widgets.NewLabel(f.Title, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewLabel(strings.Join(where, " · "), theme.Label, theme.Regular, theme.Muted).Shrinking())
	icon, tone, text := theme.IconCheck, widgets.ToneGood, b.T("feeds.read", "Date", b.ShortDateTime(f.Read.In(s.zone())))
	switch {
	case f.Code != "":
		what, _, todo := b.Error(&data.Failure{Kind: data.Invalid, Op: "feeds", Code: f.Code}, f.Title)
		icon, tone, text = theme.IconBang, widgets.ToneCaution, what+" "+todo
	case f.Read.IsZero():
		icon, tone, text = theme.IconClock, widgets.ToneNeutral, b.T("feeds.unread")
	}
	row := widgets.NewRow(12, widgets.NewSign(icon, tone), widgets.Stretch(column))
	if f.Site != "" {
		row.Add(widgets.NewLink(b.T("feeds.site"), func() { s.p.Shell.OpenLink(f.Site) }))
	}
	row.Add(widgets.NewIconButton(theme.IconTrash, b.T("feeds.remove", "Feed", f.Title), func() { s.leaveFeed(f) }).As(widgets.Quiet))
	column.Add(widgets.NewNote(text))
	return row
}

// entriesBlock is what the feeds said last, in plain text.
func (s *Screen) entriesBlock() fyne.CanvasObject {
	b, f := s.words(), &s.following
	column := widgets.NewColumn(10)
	for i, e := range f.entries {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		from := b.ShortDateTime(e.At.In(s.zone()))
		if at := slices.IndexFunc(f.feeds, func(one data.Feed) bool { return one.ID == e.Feed }); at >= 0 {
			from = f.feeds[at].Title + " · " + from
		}
		text := oneLine(e.Text)
		column.Add(widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(cmp.Or(oneLine(e.Title), text), theme.Strip, theme.Medium, theme.Ink).Shrinking(),
			widgets.NewLabel(from, theme.Label, theme.Regular, theme.Muted).Shrinking())), s.entryLink(e)))
	}
	return block(b.T("feeds.entries"), b.T("feeds.entries.why"), column)
}

func (s *Screen) entryLink(e data.FeedEntry) fyne.CanvasObject {
	if e.URL == "" {
		return widgets.NewRow(0)
	}
	return widgets.NewLink(s.words().T("feeds.open"), func() { s.p.Shell.OpenLink(e.URL) })
}

// oneLine is a text of others in a single row, without more of it than a row
// can show.
func oneLine(text string) string {
	const most = 200
	line := []rune(strings.Join(strings.Fields(text), " "))
	return string(line[:min(len(line), most)])
}
