package composer

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	previewWidth  float32 = 500
	previewAround float32 = 190 // what of the window's height is not for the post
	previewEdge   float32 = 4   // or the scroller cuts the outline of the card
)

// previewSheet shows the post as an account shows it, and in a line as the
// others do.
type previewSheet struct {
	c        *Composer
	account  data.AccountID
	sheet    *widgets.Overlay
	content  *fyne.Container
	scroll   *widgets.Scroll
	pictures map[data.MediaHash]image.Image // nil while one is read
}

// openPreview shows the post as it will look on the tab's account, or on the
// first one.
func (c *Composer) openPreview() {
	accounts := c.m.goesTo()
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c.root)
	if len(accounts) == 0 || canvas == nil {
		c.m.Shell.Toast(c.m.Words().T("composer.preview.none"), nil)
		return
	}
	s := &previewSheet{c: c, account: accounts[0].ID, content: widgets.NewColumn(12), pictures: map[data.MediaHash]image.Image{}}
	if slices.ContainsFunc(accounts, func(a data.Account) bool { return a.ID == c.m.tab }) {
		s.account = c.m.tab
	}
	s.scroll = widgets.NewScroll(widgets.NewInset(previewEdge, previewEdge, previewEdge, previewEdge, s.content))
	s.scroll.UpTo(canvas.Size().Height - previewAround)
	s.draw()
	b := c.m.Words()
	s.sheet = widgets.ShowSheet(canvas, previewWidth, 0, false, widgets.NewColumn(12,
		widgets.NewRow(theme.Gap, widgets.NewTitle(b.T("composer.preview")), layout.NewSpacer(),
			widgets.NewIconButton(theme.IconClose, b.T("common.close"), func() { s.sheet.Close() }).As(widgets.Quiet)),
		s.scroll,
	), nil)
}

// draw shows the chosen account's card and the lines of the others.
func (s *previewSheet) draw() {
	m := s.c.m
	s.content.Objects = nil
	for _, a := range m.goesTo() {
		if a.ID == s.account {
			s.content.Add(s.card(a))
		}
	}
	for _, a := range m.goesTo() {
		if a.ID == s.account {
			continue
		}
		s.content.Add(widgets.NewPressRow(widgets.RowText{Title: m.accountName(a.ID), Note: m.summary(a)}, func() {
			s.account = a.ID
			s.draw()
		}))
	}
	s.scroll.Refresh()
	if s.sheet != nil {
		s.sheet.Relay()
	}
}

// card is the post as an account shows it.
func (s *previewSheet) card(a data.Account) fyne.CanvasObject {
	m, b := s.c.m, s.c.m.Words()
	name := m.Brand().Name
	letter := ""
	for _, r := range name {
		letter = string(r)
		break
	}
	head := widgets.NewRow(10, widgets.NewAvatar(letter, 32), widgets.Stretch(widgets.NewColumn(0,
		widgets.NewLabel(name, theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewLabel(m.accountName(a.ID), theme.Label, theme.Regular, theme.Muted).Shrinking())))
	card := widgets.NewColumn(10, head)
	if a.Can.Title && m.post.Title != "" {
		card.Add(widgets.NewTitle(m.post.Title).Wrapping())
	}
	parts := m.appearances(a)
	for i, part := range parts {
		if len(parts) > 1 {
			card.Add(widgets.NewDivider(false))
			card.Add(widgets.NewLabel(b.T("composer.part", "Part", i+1, "Of", len(parts)), theme.Label, theme.SemiBold, theme.Muted))
		}
		var runs []widgets.Run
		for _, one := range part.text {
			runs = append(runs, widgets.Run{Text: one.text, Accent: one.linked})
		}
		if len(runs) > 0 {
			card.Add(widgets.NewTinted(runs))
		}
		for _, one := range part.media {
			card.Add(s.medium(one, part.ratio))
		}
	}
	return widgets.NewCard(card)
}

// medium is a picture as it is cropped there; a video is named.
func (s *previewSheet) medium(a data.Attachment, ratio float64) fyne.CanvasObject {
	if !a.Video() {
		if img := s.picture(a.Hash); img != nil {
			return widgets.NewPhoto(cropped(img, a, ratio), a.Alt)
		}
	}
	icon := theme.IconImage
	if a.Video() {
		icon = theme.IconFilm
	}
	name := a.Name
	if a.Length > 0 {
		name = s.c.m.Words().T("common.pair", "A", name, "B", s.c.m.Words().Length(a.Length))
	}
	return widgets.NewNotice(widgets.ToneNeutral, widgets.NewRow(theme.Gap, widgets.NewIcon(icon, 18, theme.Muted),
		widgets.Stretch(widgets.NewLabel(name, theme.Label, theme.Regular, theme.Muted).Shrinking())))
}

// picture returns a picture that was read, or reads it and shows it then.
func (s *previewSheet) picture(hash data.MediaHash) image.Image {
	if img, known := s.pictures[hash]; known {
		return img
	}
	s.pictures[hash] = nil
	ports := s.c.m.Ports
	s.c.m.Runner.Go("composer.preview."+string(hash), func(ctx context.Context) (func(), error) {
		img, err := ports.Thumbnail(ctx, hash)
		return func() {
			if err == nil {
				s.pictures[hash] = img
				s.draw()
			}
		}, err
	})
	return nil
}
