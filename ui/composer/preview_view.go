package composer

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	datamedia "parvis/data/media"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	previewWidth  float32 = 440
	previewAround float32 = 110 // what of the window's height is not for the post
	previewEdge   float32 = 4   // or the scroller cuts the outline of the card
)

// showcase shows the post as the tab's account shows it, light or dark, and in a
// line as the others do. It stands beside the text in the enlarged pane, and on a
// sheet over the narrow one.
type showcase struct {
	c      *Composer
	column *fyne.Container
	head   *fyne.Container
	tone   *widgets.Segmented
	card   *widgets.PostCard
	note   *widgets.Label
	others *fyne.Container
	scroll *widgets.Scroll
	sheet  *widgets.Overlay // nil while there is none

	account data.AccountID // shown now
	night   bool
	whole   bool // the rest of a folded text is shown
	images  *images
	lines   []widgets.AccountLine // of the other accounts, as they are drawn
}

func newShowcase(c *Composer) *showcase {
	b := c.m.Words()
	s := &showcase{c: c, night: theme.IsDark(), card: widgets.NewPostCard(), note: widgets.NewNote(""), others: widgets.NewColumn(12)}
	s.images = &images{c: c, key: "composer.preview.", of: c.m.Ports.Thumbnail, read: s.draw}
	s.tone = widgets.NewSegmented([]string{b.T("composer.preview.light"), b.T("composer.preview.dark")}, nightOption(s.night), func(i int) {
		s.night = i == nightOption(true)
		s.draw()
	})
	s.head = widgets.NewRow(theme.Gap)
	s.card.Hide()
	s.card.More = func() {
		s.whole = true
		s.draw()
	}
	s.card.Opened = s.open
	s.card.SetEscape(s.leave)
	s.tone.SetEscape(s.leave)
	s.column = widgets.NewColumn(12, s.head, s.card, s.note, s.others)
	s.scroll = widgets.NewScroll(widgets.NewInset(theme.Inset, theme.Inset, theme.Inset, theme.Inset, s.column))
	return s
}

func nightOption(on bool) int {
	if on {
		return 1
	}
	return 0
}

// shown tells whether anybody sees it.
func (s *showcase) shown() bool { return s.c.m.open && (s.c.large || s.sheet != nil) }

func (s *showcase) structure() {
	s.lines = nil
	s.figures()
}

// figures draws what was typed since. The text is taken apart beside the window.
func (s *showcase) figures() {
	if s.shown() {
		s.draw()
	}
}

// sketch is what the post comes to, taken apart beside the window.
type sketch struct {
	account data.Account
	post    data.Post
	parts   []appearance
	others  []data.Account
	lines   []widgets.AccountLine
}

func (s *showcase) draw() {
	m, b := s.c.m, s.c.m.Words()
	a, ok := m.previewed()
	if !ok {
		s.nothing()
		return
	}
	k := sketch{account: a, post: clone(m.post)}
	for _, other := range m.goesTo() {
		if other.ID != a.ID {
			k.others = append(k.others, other)
			icon, tone := s.sign(other.ID)
			k.lines = append(k.lines, widgets.AccountLine{Network: other.Network, Title: m.accountName(other.ID), Icon: icon, Tone: tone})
		}
	}
	m.Runner.Go("composer.preview", func(context.Context) (func(), error) {
		k.parts = appearances(&k.post, a)
		for i, other := range k.others {
			k.lines[i].Note = summary(b, &k.post, other)
		}
		return func() { s.show(k) }, nil
	})
}

// nothing says what the preview is for, where the post goes nowhere yet.
func (s *showcase) nothing() {
	s.c.m.Runner.Cancel("composer.preview")
	s.account, s.others.Objects = 0, nil
	s.card.Hide()
	s.note.SetText(s.c.m.Words().T("composer.preview.none"))
	s.note.Show()
	s.relay()
}

// sign is how things stand on an account.
func (s *showcase) sign(a data.AccountID) (theme.IconName, widgets.Tone) {
	worst := fine
	for _, c := range s.c.before.checks {
		if c.account == a {
			worst = max(worst, c.tone)
		}
	}
	switch worst {
	case caution:
		return theme.IconBang, widgets.ToneCaution
	case blocking:
		return theme.IconWarning, widgets.ToneWarm
	}
	return theme.IconCheck, widgets.ToneGood
}

// show draws what was taken apart.
func (s *showcase) show(k sketch) {
	if !s.shown() {
		return
	}
	if s.account != k.account.ID {
		s.account, s.whole = k.account.ID, false
	}
	s.card.Set(s.view(k))
	s.card.Show()
	s.note.Hide()
	if note := s.foldNote(k); note != "" {
		s.note.SetText(note)
		s.note.Show()
	}
	if len(s.others.Objects) != len(k.lines) || !slices.Equal(s.lines, k.lines) {
		s.lines, s.others.Objects = k.lines, nil
		for i, line := range k.lines {
			to := k.others[i].ID
			card := widgets.NewAccountCard(line, func() { s.c.m.choose(to) })
			card.SetEscape(s.leave)
			s.others.Add(card)
		}
	}
	s.relay()
}

// open frames a picture that was pressed.
func (s *showcase) open(part, medium int) {
	all := s.c.m.post.MediaFor(s.account, part)
	if medium < len(all) {
		s.away()
		s.c.openCrop(picture{all[medium].Part, all[medium].Hash})
	}
}

// relay lays the preview out again after its height changed.
func (s *showcase) relay() {
	s.scroll.Refresh()
	if s.sheet != nil {
		s.sheet.Relay()
	}
}

// foldNote says where the number is from after which the text is hidden.
func (s *showcase) foldNote(k sketch) string {
	near := foldedAt(&k.post, k.account)
	if near == 0 {
		return ""
	}
	b, fold := s.c.m.Words(), data.DisplayOf(k.account.Network).Fold
	key := "composer.preview.fold_note"
	if fold.Sure == data.TrustLow {
		key = "composer.preview.fold_note_low"
	}
	site, _, _ := strings.Cut(fold.Source, "/")
	seen, err := time.Parse(time.DateOnly, fold.Seen)
	if err != nil {
		return ""
	}
	return b.N(key, near, "Source", site, "Date", b.LongDate(seen))
}

// view is what the card draws.
func (s *showcase) view(k sketch) widgets.PostView {
	m, b := s.c.m, s.c.m.Words()
	brand := m.Brand()
	v := widgets.PostView{Network: k.account.Network, Night: s.night, Initial: initial(brand.Name), Name: brand.Name, Handle: k.account.Handle}
	if k.account.Name != "" {
		v.Name = k.account.Name
	}
	for i, part := range k.parts {
		one := widgets.PostPart{}
		if len(k.parts) > 1 {
			one.Label = b.T("composer.part", "Part", i+1, "Of", len(k.parts))
		}
		if i == 0 && k.account.Can.Title {
			one.Title, one.Lead = k.post.Title, (&draft{post: k.post}).option(k.account.ID, "excerpt")
		}
		shown := part.text
		if part.folded() && !s.whole {
			shown, one.More = part.text[:part.shown], b.T("composer.preview.more")
		}
		for _, piece := range shown {
			one.Runs = append(one.Runs, widgets.Run{Text: piece.text, Accent: piece.linked, Strong: piece.strong})
		}
		for _, attached := range part.media {
			one.Media = append(one.Media, s.medium(attached, k.account.Can.Media, part.shape, len(part.media) == 1))
		}
		v.Parts = append(v.Parts, one)
	}
	return v
}

// medium is a picture as it is published there: several stand in squares, unless
// the person chose otherwise. Of a video nothing can be drawn.
func (s *showcase) medium(a data.Attachment, rule data.MediaRule, f shape, alone bool) widgets.PostMedium {
	b := s.c.m.Words()
	m := widgets.PostMedium{Name: a.Alt, Ratio: f.ratio, Video: a.Video()}
	if m.Name == "" {
		m.Name = a.Name
	}
	if f.ratio <= 0 && alone && a.Height > 0 {
		m.Ratio = ratioOf(a.Width, a.Height)
	}
	if a.Video() {
		const upright, broad = 0.8, 16.0 / 9
		m.Name, m.Ratio = a.Name, min(max(m.Ratio, upright), broad)
		if a.Length > 0 {
			m.Tag = b.Length(a.Length)
		}
		return m
	}
	place := float64(0)
	switch size := datamedia.Form(a.Width, a.Height, f.crop(a), rule); {
	case m.Ratio <= 0:
		m.Ratio, place = 1, 1
	case size.Y > 0 && f.ratio <= 0:
		m.Ratio = ratioOf(size.X, size.Y)
	}
	m.Image = s.images.shown(a, rule, f, place)
	return m
}

func ratioOf(w, h int) float64 { return float64(w) / float64(h) }

// openPreview shows the post as it will look on the tab's account, or on the
// first one, on a sheet.
func (c *Composer) openPreview() {
	s := c.showcase
	canvas := widgets.CanvasOf(c.root)
	if c.large || s.sheet != nil || canvas == nil {
		return // it is in sight
	}
	if _, ok := c.m.previewed(); !ok {
		c.m.Shell.Toast(c.m.Words().T("composer.preview.none"), nil)
		return
	}
	b := c.m.Words()
	cross := widgets.NewIconButton(theme.IconClose, b.T("common.close"), s.away).As(widgets.Quiet)
	cross.SetEscape(s.away)
	s.entitle(cross)
	s.scroll.UpTo(canvas.Size().Height - previewAround)
	s.sheet = widgets.ShowSheet(canvas, previewWidth, 0, false, s.scroll, func() { s.sheet = nil })
	widgets.Focus(cross)
	s.draw()
}

// away closes the sheet.
func (s *showcase) away() {
	if s.sheet != nil {
		s.sheet.Close()
	}
}

// leave is what the Escape key does: it closes the sheet, or makes an enlarged pane
// narrow.
func (s *showcase) leave() {
	if s.sheet != nil {
		s.away()
		return
	}
	s.c.escape()
}

// entitle fills the line above the post, with what closes the sheet or without.
func (s *showcase) entitle(cross ...fyne.CanvasObject) {
	s.head.Objects = append([]fyne.CanvasObject{
		widgets.NewTitle(s.c.m.Words().T("composer.preview")), layout.NewSpacer(), s.tone,
	}, cross...)
	s.head.Refresh()
}
