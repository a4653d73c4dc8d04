package library

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// factRows say what a file is, where it comes from, and what may be wrong with it.
func (d *details) factRows() []fyne.CanvasObject {
	b, a := d.t.s.Words(), d.asset
	rows := []fyne.CanvasObject{widgets.NewNote(measureText(b, a)), widgets.NewNote(originText(b, a, zoneOf(d.t.s.Brand())))}
	if a.Place {
		rows = append(rows, remark(theme.IconLock, widgets.ToneGood, b.T("library.media.place")))
	}
	for _, key := range flaws(a) {
		rows = append(rows, remark(theme.IconWarning, widgets.ToneCaution, b.T("library.media.flaw."+key)))
	}
	if alike := d.t.shelf.Alike[a.Hash]; len(alike) > 0 {
		hash := alike[0] // the nearest leads to the others
		text := b.T("library.media.alike")
		if at := indexOf(d.t.shelf.Assets, hash); at >= 0 {
			text = b.T("library.media.alike.named", "File", d.t.shelf.Assets[at].Name)
		}
		rows = append(rows, widgets.NewColumn(0, remark(theme.IconCopy, widgets.ToneCaution, text),
			widgets.NewInset(0, 0, 0, 30, widgets.NewFlow(0, 0, widgets.NewLink(b.T("library.media.alike.see"), func() { d.t.goTo(hash) })))))
	}
	return rows
}

// remark is a sentence behind a sign.
func remark(icon theme.IconName, tone widgets.Tone, text string) fyne.CanvasObject {
	return widgets.NewRow(8, widgets.NewSign(icon, tone), widgets.NewLabel(text, theme.Label, theme.Regular, theme.Ink).Wrapping())
}

// flaws are what a person should look at: the keys below "library.media.flaw.".
func flaws(a data.Asset) (keys []string) {
	for _, flaw := range []struct {
		key string
		is  bool
	}{{"blurred", a.Blurred()}, {"dark", a.TooDark()}, {"bright", a.TooBright()}} {
		if flaw.is {
			keys = append(keys, flaw.key)
		}
	}
	return keys
}

// measureText says how large a file is, in pixels, time and bytes.
func measureText(b *words.Book, a data.Asset) string {
	text := b.T("library.media.pixels", "W", a.Width, "H", a.Height)
	if a.Length > 0 {
		text = b.T("common.pair", "A", text, "B", b.Length(a.Length))
	}
	return b.T("common.pair", "A", text, "B", bytesText(b, a.Bytes))
}

// bytesText says a number of bytes as people do, by thousands.
func bytesText(b *words.Book, n int64) string {
	switch {
	case n < 1000*1000:
		return b.T("library.media.kb", "V", b.Number(max(1, (n+500)/1000)))
	case n < 1000*1000*1000:
		return b.T("library.media.mb", "V", b.Decimal(float64(n)/1e6, 1))
	}
	return b.T("library.media.gb", "V", b.Decimal(float64(n)/1e9, 1))
}

// originText says when a picture was taken, if it tells, and when it was added.
func originText(b *words.Book, a data.Asset, zone *time.Location) string {
	added := b.T("library.media.added_on", "Date", b.LongDate(a.Added.In(zone)))
	if a.Taken.At.IsZero() {
		return added
	}
	taken := a.Taken.In(zone).In(zone)
	return b.T("library.media.taken", "Date", b.LongDate(taken), "Time", b.Clock(taken), "Added", added)
}

// showUses lists the posts that show the file.
func (d *details) showUses() {
	b, zone := d.t.s.Words(), zoneOf(d.t.s.Brand())
	d.used.Objects = nil
	const most = 8
	posts := d.posts()
	for _, e := range posts[:min(most, len(posts))] {
		lead := b.T("library.media.undated")
		if !e.Due.IsZero() {
			lead = b.ShortDate(e.Due.In(zone))
		}
		d.used.Add(widgets.NewPressRow(widgets.RowText{
			Lead: lead, Title: cmp.Or(e.Headline, b.T("planned.untitled")), Pill: b.State(e.State, e.Reason), Tone: widgets.LookOf(e).Tone,
		}, func() { d.t.s.Shell.OpenPost(e.Post) }))
	}
	if more := len(posts) - most; more > 0 {
		d.used.Add(widgets.NewNote(b.N("library.media.more_uses", more)))
	}
	if len(posts) == 0 {
		d.used.Add(widgets.NewNote(b.T("library.media.unused")))
	}
}
