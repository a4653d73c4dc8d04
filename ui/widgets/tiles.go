package widgets

import (
	"image"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Tile is one picture of a row of pictures, or a plate for what has none.
type Tile struct {
	Image   image.Image    // nil while it is being read, and on a plate
	Icon    theme.IconName // on a plate
	Caption string         // below the icon
	Name    string         // for those who cannot see it
	Tag     string         // small words in its corner: "ALT"
	Warn    bool           // the tag says that something is missing
}

// TileAction is a dashed tile behind the pictures: "+ Média".
type TileAction struct {
	Text string
	Run  func()
}

// Tiles is a row of pictures, going on below where the width ends, with dashed
// tiles for what can be added. A press opens a picture, a drag moves it; the
// arrow keys go from tile to tile, Enter presses.
type Tiles struct {
	widget.BaseWidget
	tiles    []Tile
	actions  []TileAction
	selected int // -1: none
	hover    int
	current  int // where the keyboard is
	focused  bool
	dragged  int           // -1: none
	at       fyne.Position // of the pointer while dragging
	pictures map[image.Image]*canvas.Image
	width    float32 // last given

	// Opened is called with the picture that was pressed.
	Opened func(i int)
	// Moved is called when a picture was dragged to another place.
	Moved func(from, to int)
}

// NewTiles returns an empty row.
func NewTiles() *Tiles {
	t := &Tiles{selected: -1, hover: -1, dragged: -1, pictures: map[image.Image]*canvas.Image{}}
	t.ExtendBaseWidget(t)
	return t
}

const (
	tileWidth  = 84
	tileHeight = 64
	tileGap    = 8
)

// Set shows pictures and actions; selected -1 outlines none.
func (t *Tiles) Set(tiles []Tile, actions []TileAction, selected int) {
	t.tiles, t.actions, t.selected = tiles, actions, selected
	t.current = min(t.current, max(0, t.count()-1))
	t.Refresh()
}

func (t *Tiles) count() int { return len(t.tiles) + len(t.actions) }

func (t *Tiles) columns(width float32) int {
	return max(1, int((width+tileGap)/(tileWidth+tileGap)))
}

func (t *Tiles) place(i int, width float32) fyne.Position {
	n := t.columns(width)
	return fyne.NewPos(float32(i%n)*(tileWidth+tileGap), float32(i/n)*(tileHeight+tileGap))
}

// HeightFor returns the height of all rows at a width.
func (t *Tiles) HeightFor(width float32) float32 {
	n := t.columns(width)
	rows := (t.count() + n - 1) / n
	return max(0, float32(rows)*(tileHeight+tileGap)-tileGap)
}

// Resize keeps the width for MinSize, which is not told one.
func (t *Tiles) Resize(size fyne.Size) {
	t.width = size.Width
	t.BaseWidget.Resize(size)
}

// tileAt returns the tile below a position, -1 for none.
func (t *Tiles) tileAt(p fyne.Position) int {
	for i := range t.count() {
		at := t.place(i, t.Size().Width)
		if p.X >= at.X && p.X < at.X+tileWidth && p.Y >= at.Y && p.Y < at.Y+tileHeight {
			return i
		}
	}
	return -1
}

func (t *Tiles) press(i int) {
	switch {
	case i < 0 || i >= t.count():
	case i >= len(t.tiles):
		t.actions[i-len(t.tiles)].Run()
	case t.Opened != nil:
		t.Opened(i)
	}
}

// Tapped opens a picture or does what a dashed tile says.
func (t *Tiles) Tapped(ev *fyne.PointEvent) { t.press(t.tileAt(ev.Position)) }

// Dragged carries a picture along.
func (t *Tiles) Dragged(ev *fyne.DragEvent) {
	if t.dragged < 0 {
		i := t.tileAt(ev.Position.Subtract(ev.Dragged))
		if i < 0 || i >= len(t.tiles) {
			return
		}
		t.dragged = i
	}
	t.at = ev.Position
	t.Refresh()
}

// DragEnd puts the picture where the pointer is.
func (t *Tiles) DragEnd() {
	from, to := t.dragged, t.target()
	t.dragged = -1
	t.Refresh()
	if from >= 0 && to != from && t.Moved != nil {
		t.Moved(from, to)
	}
}

// target is the place among the pictures that is nearest to the pointer.
func (t *Tiles) target() int {
	best, nearest := t.dragged, float64(math.MaxFloat32)
	for i := range t.tiles {
		c := t.place(i, t.Size().Width).AddXY(tileWidth/2, tileHeight/2)
		if d := math.Hypot(float64(c.X-t.at.X), float64(c.Y-t.at.Y)); d < nearest {
			best, nearest = i, d
		}
	}
	return best
}

// MouseIn marks the tile below the pointer.
func (t *Tiles) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved marks the tile below the pointer.
func (t *Tiles) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.tileAt(ev.Position); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut marks no tile.
func (t *Tiles) MouseOut() { t.hover = -1; t.Refresh() }

// Cursor is a hand over a tile.
func (t *Tiles) Cursor() desktop.Cursor {
	if t.hover >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (t *Tiles) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost hides where the keyboard was.
func (t *Tiles) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune takes no text.
func (t *Tiles) TypedRune(rune) {}

// TypedKey goes from tile to tile and presses.
func (t *Tiles) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		t.current = max(0, t.current-1)
	case fyne.KeyRight, fyne.KeyDown:
		t.current = max(0, min(t.count()-1, t.current+1))
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.press(t.current)
	case fyne.KeyEscape:
		Unclaimed(t, ev)
		return
	}
	t.Refresh()
}

// AccessibilityLabel names the tile that the keyboard is on.
func (t *Tiles) AccessibilityLabel() string {
	switch {
	case t.current < len(t.tiles):
		return strings.TrimSuffix(t.tiles[t.current].Name+", "+t.tiles[t.current].Tag, ", ")
	case t.current < t.count():
		return t.actions[t.current-len(t.tiles)].Text
	}
	return ""
}

// AccessibilityRole is a container.
func (t *Tiles) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the tiles.
func (t *Tiles) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(t, func() fyne.Size {
		return fyne.NewSize(tileWidth, t.HeightFor(max(t.width, tileWidth)))
	}, t.paint)
}

func (t *Tiles) paint(s *scene, size fyne.Size) {
	for i, tile := range t.tiles {
		at := t.place(i, size.Width)
		if i == t.dragged {
			s.dashed(at.X, at.Y, tileWidth, tileHeight, theme.AccentSoft, theme.Accent, theme.RadiusControl)
			continue
		}
		t.tile(s, i, tile, at)
	}
	for i, a := range t.actions {
		t.action(s, len(t.tiles)+i, a, t.place(len(t.tiles)+i, size.Width))
	}
	if t.dragged >= 0 {
		to := t.place(t.target(), size.Width)
		s.fill(to.X-tileGap/2-1, to.Y, 2, tileHeight, theme.Accent, 1)
		t.tile(s, t.dragged, t.tiles[t.dragged], t.at.SubtractXY(tileWidth/2, tileHeight/2))
	}
}

func (t *Tiles) tile(s *scene, i int, tile Tile, at fyne.Position) {
	s.fill(at.X, at.Y, tileWidth, tileHeight, theme.Neutral, theme.RadiusControl)
	if tile.Image != nil {
		s.add(t.picture(tile.Image), at.X, at.Y, tileWidth, tileHeight)
	}
	if tile.Icon != theme.IconNone {
		s.icon(at.X+(tileWidth-20)/2, at.Y+8, 20, tile.Icon, theme.Muted)
		const margin = 6
		s.textIn(at.X+margin, at.Y+30, tileWidth-2*margin, 14, tile.Caption, theme.Tiny, theme.Regular, theme.Ink)
	}
	if tile.Tag != "" {
		ground, ink := theme.Plate, theme.OnPlate
		if tile.Warn {
			ground, ink = theme.Danger, theme.OnDanger
		}
		w := ceil(theme.Measure(tile.Tag, theme.Tiny, theme.Regular).Width) + 8
		s.fill(at.X+3, at.Y+tileHeight-17, w, 14, ground, 3)
		s.textIn(at.X+7, at.Y+tileHeight-17, w, 14, tile.Tag, theme.Tiny, theme.Regular, ink)
	}
	if i == t.selected || t.focused && i == t.current {
		s.ringAt(at.X, at.Y, tileWidth, tileHeight, theme.RadiusControl)
	}
}

// picture is kept per image, because its texture belongs to the object.
func (t *Tiles) picture(img image.Image) *canvas.Image {
	p := t.pictures[img]
	if p == nil {
		p = canvas.NewImageFromImage(img)
		p.FillMode, p.CornerRadius = canvas.ImageFillCover, theme.RadiusControl
		t.pictures[img] = p
	}
	return p
}

func (t *Tiles) action(s *scene, i int, a TileAction, at fyne.Position) {
	ground := theme.Card
	if i == t.hover {
		ground = theme.Hover
	}
	s.dashed(at.X, at.Y, tileWidth, tileHeight, ground, theme.Dash, theme.RadiusControl)
	w := theme.Measure(a.Text, theme.Strip, theme.Regular).Width
	const plus, gap = 12, 5
	x := at.X + max(4, (tileWidth-w-plus-gap)/2)
	s.icon(x, at.Y+(tileHeight-plus)/2, plus, theme.IconPlus, theme.Muted)
	s.textIn(x+plus+gap, at.Y, at.X+tileWidth-x-plus-gap-3, tileHeight, a.Text, theme.Strip, theme.Regular, theme.Muted)
	if t.focused && i == t.current {
		s.ringAt(at.X, at.Y, tileWidth, tileHeight, theme.RadiusControl)
	}
}
