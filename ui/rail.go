package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Measures of the rail, from design/calendar.png.
const (
	railSide   float32 = 12 // beside boxes and entries
	brandTop   float32 = 16
	brandH     float32 = 52
	entryTop   float32 = 86
	entryPitch float32 = 40
	entryH     float32 = 36
	iconX      float32 = 23
	iconSize   float32 = 18
	labelX     float32 = 50
	statusH    float32 = 71
	statusFoot float32 = 16
)

// railEntry is one screen as the rail names it.
type railEntry struct {
	name  string
	icon  theme.IconName
	badge int
}

// railData is all that the rail shows, in words.
type railData struct {
	brand, initial string
	under, shorter string // shorter: where there is no room for the line under the brand
	brandColour    color.NRGBA
	entries        []railEntry
	selected       int
	status         []string // its first line stands out
	alert          bool     // the first line is a warning
}

// rail is the bar at the left: the brand, the screens, and how things stand.
// It is one widget, so that the whole is drawn in one go.
type rail struct {
	widget.BaseWidget
	data     railData
	onSelect func(i int)
	onBrand  func()
	onStatus func()
	hover    int // -1: none, -2: the brand, -3: the status box
	focus    int // entry that the keyboard is on, -1: not focused
}

func newRail(onSelect func(int), onBrand, onStatus func()) *rail {
	r := &rail{onSelect: onSelect, onBrand: onBrand, onStatus: onStatus, hover: -1, focus: -1}
	r.ExtendBaseWidget(r)
	return r
}

func (r *rail) set(d railData) {
	r.data = d
	r.Refresh()
}

func (r *rail) MinSize() fyne.Size {
	return fyne.NewSize(theme.RailWidth, entryTop+float32(len(r.data.entries))*entryPitch+statusH+2*statusFoot)
}

// at tells what lies under a position: an entry, the brand (-2), the status
// box (-3) or nothing (-1).
func (r *rail) at(p fyne.Position) int {
	switch {
	case p.Y >= brandTop && p.Y < brandTop+brandH:
		return -2
	case p.Y >= r.Size().Height-statusFoot-statusH && p.Y < r.Size().Height-statusFoot:
		return -3
	}
	i := int(math.Floor(float64((p.Y - entryTop) / entryPitch)))
	if i >= 0 && i < len(r.data.entries) && p.Y-entryTop-float32(i)*entryPitch < entryH {
		return i
	}
	return -1
}

func (r *rail) Tapped(e *fyne.PointEvent) {
	switch i := r.at(e.Position); {
	case i == -2:
		r.onBrand()
	case i == -3:
		r.onStatus()
	case i >= 0:
		r.onSelect(i)
	}
}

func (r *rail) MouseIn(e *desktop.MouseEvent)    { r.MouseMoved(e) }
func (r *rail) MouseMoved(e *desktop.MouseEvent) { r.setHover(r.at(e.Position)) }
func (r *rail) MouseOut()                        { r.setHover(-1) }

func (r *rail) setHover(i int) {
	if i != r.hover {
		r.hover = i
		r.Refresh()
	}
}

func (r *rail) Cursor() desktop.Cursor {
	if r.hover != -1 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (r *rail) FocusGained() {
	r.focus = r.data.selected
	r.Refresh()
}

func (r *rail) FocusLost() {
	r.focus = -1
	r.Refresh()
}

func (r *rail) TypedRune(rune) {}

func (r *rail) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		r.focus = max(0, r.focus-1)
	case fyne.KeyDown:
		r.focus = min(len(r.data.entries)-1, r.focus+1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.onSelect(r.focus)
	case fyne.KeyEscape:
		widgets.Unclaimed(r, e)
	}
	r.Refresh()
}

func (r *rail) AccessibilityLabel() string { return r.data.brand }

func (r *rail) CreateRenderer() fyne.WidgetRenderer {
	return &railRenderer{rail: r}
}

type railRenderer struct {
	rail    *rail
	size    fyne.Size // that the objects were drawn for
	objects []fyne.CanvasObject
}

func (r *railRenderer) Destroy()                     {}
func (r *railRenderer) MinSize() fyne.Size           { return r.rail.MinSize() }
func (r *railRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Layout draws only for a new size: new objects on every call would have Fyne
// lay them out and draw the window again, for ever.
func (r *railRenderer) Layout(s fyne.Size) {
	if s != r.size {
		r.size, r.objects = s, r.rail.draw(s)
	}
}

func (r *railRenderer) Refresh() {
	r.size = r.rail.Size()
	r.objects = r.rail.draw(r.size)
	canvas.Refresh(r.rail)
}

func (r *rail) draw(s fyne.Size) []fyne.CanvasObject {
	out := []fyne.CanvasObject{box(0, 0, s.Width, s.Height, 0, theme.Rail.Now())}
	out = append(out, r.drawBrand(s)...)
	for i := range r.data.entries {
		out = append(out, r.drawEntry(i, s)...)
	}
	return append(out, r.drawStatus(s)...)
}

func (r *rail) drawBrand(s fyne.Size) []fyne.CanvasObject {
	ground := theme.RailBox
	if r.hover == -2 {
		ground = theme.RailPill
	}
	initial := theme.Text(r.data.initial, theme.Body, theme.Bold, theme.OnBrand)
	size := initial.MinSize()
	initial.Move(whole(railSide+8+(32-size.Width)/2, brandTop+10+(32-size.Height)/2))
	room := s.Width - 2*railSide - 50 - 6
	name := theme.Text(widgets.Cut(r.data.brand, theme.Strip, theme.SemiBold, room), theme.Strip, theme.SemiBold, theme.RailInk)
	name.Move(whole(railSide+50, brandTop+9))
	line := r.data.under
	if r.data.shorter != "" && theme.Measure(line, theme.Small, theme.Regular).Width > room {
		line = r.data.shorter
	}
	under := theme.Text(widgets.Cut(line, theme.Small, theme.Regular, room), theme.Small, theme.Regular, theme.RailMuted)
	under.Move(whole(railSide+50, brandTop+27))
	return []fyne.CanvasObject{
		box(railSide, brandTop, s.Width-2*railSide, brandH, theme.RadiusControl, ground.Now()),
		box(railSide+8, brandTop+10, 32, 32, theme.RadiusControl, r.data.brandColour), initial, name, under,
	}
}

func (r *rail) drawEntry(i int, s fyne.Size) []fyne.CanvasObject {
	e := r.data.entries[i]
	y := entryTop + float32(i)*entryPitch
	ink, weight := theme.RailMuted, theme.Regular
	var out []fyne.CanvasObject
	if i == r.data.selected {
		ink, weight = theme.RailInk, theme.SemiBold
		out = append(out, box(railSide, y, s.Width-2*railSide, entryH, theme.RadiusControl, theme.RailPill.Now()))
	} else if i == r.hover || i == r.focus {
		out = append(out, box(railSide, y, s.Width-2*railSide, entryH, theme.RadiusControl, theme.RailBox.Now()))
	}
	if i == r.focus {
		ring := box(railSide, y, s.Width-2*railSide, entryH, theme.RadiusControl, theme.RailPill.Now())
		ring.StrokeColor, ring.StrokeWidth = theme.RailInk.Now(), 1
		out = append(out, ring)
	}
	icon := canvas.NewImageFromResource(theme.Icon(e.icon, ink))
	icon.FillMode = canvas.ImageFillContain
	icon.Move(whole(iconX, y+(entryH-iconSize)/2))
	icon.Resize(fyne.NewSquareSize(iconSize))
	label := theme.Text(e.name, theme.Body, weight, ink)
	label.Move(whole(labelX, y+(entryH-label.MinSize().Height)/2))
	out = append(out, icon, label)
	if e.badge > 0 {
		out = append(out, drawBadge(e.badge, s.Width-railSide-10, y+entryH/2)...)
	}
	return out
}

// drawBadge draws a count whose right end is at x, centred on y.
func drawBadge(n int, x, y float32) []fyne.CanvasObject {
	text := count(n)
	label := theme.Text(text, theme.Small, theme.SemiBold, theme.OnBadge)
	size := label.MinSize()
	w := max(20, float32(math.Ceil(float64(size.Width)))+14)
	label.Move(whole(x-w+(w-size.Width)/2, y-size.Height/2))
	return []fyne.CanvasObject{box(x-w, y-9, w, 18, 9, theme.Badge.Now()), label}
}

func (r *rail) drawStatus(s fyne.Size) []fyne.CanvasObject {
	y := s.Height - statusFoot - statusH
	ground := theme.RailBox
	if r.hover == -3 {
		ground = theme.RailPill
	}
	out := []fyne.CanvasObject{box(railSide, y, s.Width-2*railSide, statusH, theme.RadiusControl, ground.Now())}
	for i, line := range r.data.status {
		ink, weight := theme.RailMuted, theme.Regular
		if i == 0 {
			ink, weight = theme.RailInk, theme.SemiBold
			if r.data.alert {
				ink = theme.RailNote
			}
		}
		cut := widgets.Cut(line, theme.Label, weight, s.Width-2*railSide-20)
		t := theme.Text(cut, theme.Label, weight, ink)
		t.Move(whole(railSide+10, y+11+float32(i)*17))
		out = append(out, t)
	}
	return out
}

// box is a filled rectangle at whole coordinates.
func box(x, y, w, h, radius float32, c color.NRGBA) *canvas.Rectangle {
	b := canvas.NewRectangle(c)
	b.CornerRadius = radius
	b.Move(whole(x, y))
	b.Resize(fyne.NewSize(float32(math.Round(float64(w))), float32(math.Round(float64(h)))))
	return b
}

// whole is a position on the pixel grid, off which text is drawn blurred.
func whole(x, y float32) fyne.Position {
	return fyne.NewPos(float32(math.Round(float64(x))), float32(math.Round(float64(y))))
}
