package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// corner is what stands at the top right of every screen: the way into the
// palette, which looks like a search field, and the button that writes. It
// belongs to the window; each screen's header only leaves room for it.
type corner struct {
	search *searchButton
	write  *widgets.Button
	object *fyne.Container
	rooms  []*cornerRoom
	alone  []*searchButton // those inside headers of screens with buttons of their own
}

func newCorner(search, write func()) *corner {
	c := &corner{search: newSearchButton(search), write: widgets.NewPrimary("", write)}
	c.object = container.New(cornerLayout{c}, c.search, c.write)
	return c
}

func (c *corner) retranslate(b *words.Book) {
	for _, s := range append(c.alone, c.search) {
		s.text, s.hint = b.T("shell.search"), b.T("shell.search.hint", "Key", shortcutKey())
		s.Refresh()
	}
	c.write.SetText(b.T("shell.write"))
	for _, r := range c.rooms {
		r.Refresh()
	}
}

// room is an empty object as large as the corner, for a screen's header.
func (c *corner) room() fyne.CanvasObject {
	r := &cornerRoom{corner: c, taken: true}
	r.ExtendBaseWidget(r)
	c.rooms = append(c.rooms, r)
	return r
}

// searchAlone is the search field by itself, for the header of a screen that
// has buttons of its own.
func (c *corner) searchAlone() fyne.CanvasObject {
	s := newSearchButton(c.search.tapped)
	c.alone = append(c.alone, s)
	return s
}

// setRoom tells the headers whether the corner stands above them.
func (c *corner) setRoom(taken bool) {
	for _, r := range c.rooms {
		if r.taken != taken {
			r.taken = taken
			r.Refresh()
		}
	}
}

// cornerRoom keeps a place free.
type cornerRoom struct {
	widget.BaseWidget
	corner *corner
	taken  bool
}

func (r *cornerRoom) MinSize() fyne.Size {
	if !r.taken {
		return fyne.NewSize(0, theme.ControlHeight)
	}
	return r.corner.object.MinSize()
}

func (r *cornerRoom) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(theme.Clear.Now()))
}

const (
	searchLeast float32 = 150
	searchMost  float32 = 240
)

// cornerLayout gives the button what it needs and the search the rest.
type cornerLayout struct{ corner *corner }

func (l cornerLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	write := l.corner.write.MinSize()
	search := min(searchMost, size.Width-write.Width-12)
	x := size.Width - write.Width
	l.corner.write.Move(whole(x, 0))
	l.corner.write.Resize(fyne.NewSize(write.Width, size.Height))
	l.corner.search.Move(whole(x-12-search, 0))
	l.corner.search.Resize(fyne.NewSize(search, size.Height))
}

func (l cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.corner.write.MinSize().Width+12+searchLeast+40, theme.ControlHeight)
}

// searchButton looks like a field and opens the palette.
type searchButton struct {
	widget.BaseWidget
	text, hint string
	tapped     func()
}

func newSearchButton(tapped func()) *searchButton {
	s := &searchButton{tapped: tapped}
	s.ExtendBaseWidget(s)
	return s
}

func (s *searchButton) Tapped(*fyne.PointEvent)    { s.tapped() }
func (s *searchButton) AccessibilityLabel() string { return s.text }
func (s *searchButton) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleButton
}

func (s *searchButton) MinSize() fyne.Size { return fyne.NewSize(searchLeast, theme.ControlHeight) }

func (s *searchButton) CreateRenderer() fyne.WidgetRenderer {
	field := canvas.NewRectangle(theme.Card.Now())
	field.CornerRadius, field.StrokeWidth = theme.RadiusControl, 1
	key := canvas.NewRectangle(theme.Card.Now())
	key.CornerRadius, key.StrokeWidth = theme.RadiusChip, 1
	r := &searchRenderer{
		button: s, field: field, key: key,
		text: theme.Text("", theme.Strip, theme.Regular, theme.Muted),
		hint: theme.Text("", theme.Small, theme.Regular, theme.Muted),
	}
	r.Refresh()
	return r
}

type searchRenderer struct {
	button     *searchButton
	field, key *canvas.Rectangle
	text, hint *canvas.Text
}

func (r *searchRenderer) Destroy()           {}
func (r *searchRenderer) MinSize() fyne.Size { return r.button.MinSize() }
func (r *searchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.field, r.text, r.key, r.hint}
}

func (r *searchRenderer) Layout(size fyne.Size) {
	r.field.Resize(size)
	r.text.Move(whole(12, (size.Height-r.text.MinSize().Height)/2))
	hint := r.hint.MinSize()
	r.key.Resize(fyne.NewSize(hint.Width+12, 18))
	r.key.Move(whole(size.Width-hint.Width-20, (size.Height-18)/2))
	r.hint.Move(whole(size.Width-hint.Width-14, (size.Height-hint.Height)/2))
}

func (r *searchRenderer) Refresh() {
	r.field.FillColor, r.field.StrokeColor = theme.Card.Now(), theme.Border.Now()
	r.key.FillColor, r.key.StrokeColor = theme.Card.Now(), theme.Border.Now()
	r.text.Text, r.text.Color = r.button.text, theme.Muted.Now()
	r.hint.Text, r.hint.Color = r.button.hint, theme.Muted.Now()
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
}

// shortcutKey is how the computer's own key for shortcuts is written.
func shortcutKey() string {
	if runtime.GOOS == "darwin" {
		return "⌘"
	}
	return "Ctrl"
}
