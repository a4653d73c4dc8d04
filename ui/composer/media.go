package composer

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// media is the row of pictures of the part under the caret, and below it the
// text for those who cannot see the chosen one.
type media struct {
	c      *Composer
	editor *editor
	block  *fyne.Container
	label  *widgets.Label
	tiles  *widgets.Tiles
	card   *fyne.Container
	title  *widgets.Label
	alt    *widgets.TextArea
	crop   *widgets.Button

	chosen     picture
	open       bool // the card for the chosen picture
	thumbnails map[data.MediaHash]image.Image
}

func newMedia(c *Composer, e *editor) *media {
	b := c.m.Words()
	m := &media{
		c: c, editor: e, tiles: widgets.NewTiles(), thumbnails: map[data.MediaHash]image.Image{},
		label: widgets.NewLabel("", theme.Label, theme.SemiBold, theme.Muted),
		title: widgets.NewLabel("", theme.Label, theme.SemiBold, theme.Ink).Shrinking(),
		alt:   widgets.NewTextArea(3),
	}
	m.tiles.Opened = m.choose
	m.tiles.Moved = m.move
	m.alt.Changed = func(s string) {
		c.m.setAlt(m.chosen, s)
		c.m.touched()
	}
	m.alt.Left, m.alt.Escaped = c.m.save, c.escape
	quiet := func(icon theme.IconName, key string, do func()) fyne.CanvasObject {
		return widgets.NewIconButton(icon, b.T(key), do).As(widgets.Quiet)
	}
	m.crop = widgets.NewIconButton(theme.IconCrop, b.T("composer.crop"), func() { c.openCrop(m.chosen) }).As(widgets.Quiet)
	m.card = widgets.NewCard(widgets.NewColumn(theme.Gap,
		widgets.NewRow(2, m.title, layout.NewSpacer(),
			m.crop,
			quiet(theme.IconArrowLeft, "composer.alt.earlier", func() { m.shift(-1) }),
			quiet(theme.IconArrowRight, "composer.alt.later", func() { m.shift(1) }),
			quiet(theme.IconTrash, "composer.alt.remove", m.remove),
			widgets.NewButton(b.T("composer.alt.done"), m.close).As(widgets.Quiet)),
		m.alt))
	m.block = widgets.NewColumn(theme.Gap, m.label, m.tiles, m.card)
	return m
}

func (m *media) object() fyne.CanvasObject { return m.block }

func (m *media) pictures() []data.Attachment { return m.c.m.pictures(m.c.m.part) }

// index is where the chosen picture stands in the row, -1 when it is not there.
func (m *media) index() int {
	for i, a := range m.pictures() {
		if m.chosen == (picture{a.Part, a.Hash}) {
			return i
		}
	}
	return -1
}

func (m *media) structure() {
	b, parts := m.c.m.Words(), m.c.m.parts(common)
	m.label.SetText(b.T("composer.media.part", "Part", m.c.m.part+1))
	if len(parts) > 1 && len(m.pictures()) > 0 {
		m.label.Show()
	} else {
		m.label.Hide()
	}
	i := m.index()
	m.open = m.open && i >= 0
	if m.open {
		title, hint := "composer.alt.title", "composer.alt.hint"
		if m.pictures()[i].Video() {
			title, hint = "composer.alt.title_video", "composer.alt.hint_video"
		}
		m.title.SetText(b.T(title, "Index", i+1))
		m.crop.Show()
		if m.pictures()[i].Video() {
			m.crop.Hide()
		}
		m.alt.SetPlaceholder(b.T(hint))
		m.alt.SetText(m.c.m.alt(m.chosen))
		m.card.Show()
	} else {
		m.card.Hide()
	}
	m.figures()
}

func (m *media) figures() {
	b := m.c.m.Words()
	var tiles []widgets.Tile
	for i, a := range m.pictures() {
		tiles = append(tiles, m.tile(i, a))
	}
	var actions []widgets.TileAction
	if m.c.m.open && !m.c.m.finished() {
		actions = append(actions, widgets.TileAction{Text: b.T("composer.media.add"), Run: m.c.m.chooseFiles})
	}
	if m.c.m.open && !m.c.m.readonly(m.c.m.tab) && m.c.m.threads() {
		actions = append(actions, widgets.TileAction{Text: b.T("composer.part.more"), Run: m.continueThread})
	}
	selected := -1
	if m.open {
		selected = m.index()
	}
	m.tiles.Set(tiles, actions, selected)
}

// tile shows a picture, or how long a video is and what it is called: what is to
// be seen in it cannot be drawn.
func (m *media) tile(i int, a data.Attachment) widgets.Tile {
	b := m.c.m.Words()
	if a.Video() {
		t := widgets.Tile{Icon: theme.IconFilm, Caption: a.Name, Name: b.T("composer.media.video", "Index", i+1, "Name", a.Name)}
		if a.Length > 0 {
			t.Tag = b.Length(a.Length)
		}
		return t
	}
	t := widgets.Tile{Image: m.thumbnail(a.Hash), Name: b.T("composer.media.image", "Index", i+1, "Name", a.Name), Tag: b.T("composer.media.alt")}
	if a.Alt == "" {
		t.Tag, t.Warn = b.T("composer.media.alt_missing"), true
	}
	return t
}

func (m *media) continueThread() {
	m.c.m.appendPart()
	m.editor.focus(m.c.m.part)
}

// thumbnail returns a picture that was read before, or reads it now and shows
// it when it is there.
func (m *media) thumbnail(hash data.MediaHash) image.Image {
	if img, known := m.thumbnails[hash]; known {
		return img
	}
	m.thumbnails[hash] = nil
	ports := m.c.m.Ports
	m.c.m.Runner.Go("composer.thumbnail."+string(hash), func(ctx context.Context) (func(), error) {
		img, err := ports.Thumbnail(ctx, hash)
		return func() {
			if err != nil {
				m.c.m.Shell.Fail("composer: picture", err)
				return // its tile stays grey
			}
			m.thumbnails[hash] = img
			m.figures()
		}, nil
	})
	return nil
}

// choose opens the card of a picture of the row.
func (m *media) choose(i int) {
	row := m.pictures()
	if i < 0 || i >= len(row) || m.c.m.finished() {
		return
	}
	m.show(picture{row[i].Part, row[i].Hash})
}

// show opens the card of a picture, in whatever part it is.
func (m *media) show(p picture) {
	m.c.m.part = p.part
	m.chosen, m.open = p, true
	m.c.structure()
	m.alt.Focus()
}

func (m *media) close() {
	m.open = false
	m.c.structure()
}

func (m *media) move(from, to int) {
	if m.c.m.finished() {
		return
	}
	row := m.pictures()
	m.c.m.place(picture{row[from].Part, row[from].Hash}, to)
	m.c.m.altered()
}

func (m *media) shift(by int) {
	if i := m.index(); i >= 0 {
		m.c.m.place(m.chosen, i+by)
		m.c.m.altered()
	}
}

func (m *media) remove() {
	m.open = false
	m.c.m.dropPicture(m.chosen)
}
