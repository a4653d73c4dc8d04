package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// MenuItem is one line of a menu. One without Text is a line between groups.
type MenuItem struct {
	Text     string
	Hint     string // a shortcut
	Icon     theme.IconName
	Network  data.NetworkName // a dot before the words
	Checked  bool
	Danger   bool
	Disabled bool
	// Stays: the menu is not closed by it; check marks are toggled that way.
	Stays bool
	Run   func()
}

// Menu is a list of things to do, shown by an object of the window. Arrow keys
// move, Enter does, Escape closes.
type Menu struct {
	widget.BaseWidget
	items   []MenuItem
	current int // -1: none
	overlay *Overlay
}

// ShowMenu shows a menu by an object of the window and gives it the keyboard.
// It returns nil when the object is not shown.
func ShowMenu(at fyne.CanvasObject, items []MenuItem) *Menu {
	return showMenu(at, fyne.Position{}, at.Size(), items)
}

// ShowMenuAt is ShowMenu at a place in the object, as below the pointer.
func ShowMenuAt(at fyne.CanvasObject, place fyne.Position, items []MenuItem) *Menu {
	return showMenu(at, place, fyne.Size{}, items)
}

func showMenu(at fyne.CanvasObject, place fyne.Position, size fyne.Size, items []MenuItem) *Menu {
	m := &Menu{items: items, current: -1}
	m.ExtendBaseWidget(m)
	m.overlay = showIn(at, place, size, m, nil)
	if m.overlay == nil {
		return nil
	}
	m.overlay.canvas.Focus(m)
	return m
}

// SetItems changes the lines, as after one that stays.
func (m *Menu) SetItems(items []MenuItem) { m.items = items; m.Refresh() }

// Close takes the menu away.
func (m *Menu) Close() { m.overlay.Close() }

const (
	menuRow     = 32
	menuLine    = 9
	menuPadding = 6
	menuSide    = 12
)

func (i MenuItem) height() float32 {
	if i.Text == "" {
		return menuLine
	}
	return menuRow
}

func (m *Menu) marked() bool {
	for _, i := range m.items {
		if i.Checked || i.Icon != theme.IconNone {
			return true
		}
	}
	return false
}

// at returns the line below a height, -1 for none that can be done.
func (m *Menu) at(y float32) int {
	top := float32(menuPadding)
	for i, item := range m.items {
		if y >= top && y < top+item.height() && item.Text != "" && !item.Disabled {
			return i
		}
		top += item.height()
	}
	return -1
}

func (m *Menu) run(i int) {
	if i < 0 || i >= len(m.items) || m.items[i].Disabled || m.items[i].Text == "" {
		return
	}
	item := m.items[i]
	if !item.Stays {
		m.Close()
	}
	if item.Run != nil {
		item.Run()
	}
}

// Tapped does what the line says.
func (m *Menu) Tapped(ev *fyne.PointEvent) { m.run(m.at(ev.Position.Y)) }

// MouseIn marks the line below the pointer.
func (m *Menu) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved marks the line below the pointer.
func (m *Menu) MouseMoved(ev *desktop.MouseEvent) {
	if i := m.at(ev.Position.Y); i != m.current {
		m.current = i
		m.Refresh()
	}
}

// MouseOut marks no line.
func (m *Menu) MouseOut() { m.current = -1; m.Refresh() }

// FocusGained changes nothing: the marked line shows where the keyboard is.
func (m *Menu) FocusGained() {}

// FocusLost changes nothing.
func (m *Menu) FocusLost() {}

// TypedRune takes no text.
func (m *Menu) TypedRune(rune) {}

// TypedKey moves, does or closes.
func (m *Menu) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		m.Close()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.run(m.current)
	case fyne.KeyDown:
		m.move(1)
	case fyne.KeyUp:
		m.move(-1)
	}
}

func (m *Menu) move(step int) {
	n := len(m.items)
	i := m.current
	if i < 0 && step < 0 {
		i = n
	}
	for range n {
		i = (i + step + n) % n
		if m.items[i].Text != "" && !m.items[i].Disabled {
			m.current = i
			m.Refresh()
			return
		}
	}
}

// AccessibilityLabel is the marked line.
func (m *Menu) AccessibilityLabel() string {
	if m.current < 0 {
		return ""
	}
	return m.items[m.current].Text
}

// AccessibilityRole is a container.
func (m *Menu) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the lines.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer { return newDrawn(m, m.min, m.paint) }

func (m *Menu) min() fyne.Size {
	size := fyne.NewSize(160, 2*menuPadding)
	for _, i := range m.items {
		w := 2*menuSide + theme.Measure(i.Text, theme.Strip, theme.Regular).Width
		if m.marked() {
			w += 24
		}
		if i.Network != "" {
			w += dotSize + 8
		}
		if i.Hint != "" {
			w += 24 + theme.Measure(i.Hint, theme.Small, theme.Regular).Width
		}
		size.Width = max(size.Width, ceil(w))
		size.Height += i.height()
	}
	return size
}

func (m *Menu) paint(s *scene, size fyne.Size) {
	r := s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusControl)
	r.Shadow.Color, r.Shadow.BlurRadius, r.Shadow.Offset = theme.Shadow.Now(), 8, fyne.NewPos(0, 3)
	y := float32(menuPadding)
	for i, item := range m.items {
		if item.Text == "" {
			s.fill(0, y+menuLine/2, size.Width, 1, theme.Line, 0)
		} else {
			m.line(s, item, y, size.Width, i == m.current)
		}
		y += item.height()
	}
}

func (m *Menu) line(s *scene, item MenuItem, y, width float32, current bool) {
	ink := theme.Ink
	switch {
	case item.Disabled:
		ink = theme.Muted
	case item.Danger:
		ink = theme.Warm
	}
	if current {
		s.fill(menuPadding-1, y, width-2*menuPadding+2, menuRow, theme.Hover, 6)
	}
	x := float32(menuSide)
	if m.marked() {
		icon := item.Icon
		if item.Checked {
			icon = theme.IconCheck
		}
		s.icon(x, y+(menuRow-16)/2, 16, icon, ink)
		x += 24
	}
	if item.Network != "" {
		s.networkDot(x, y+(menuRow-dotSize)/2, item.Network)
		x += dotSize + 8
	}
	s.textIn(x, y, width-x-menuSide+1, menuRow, item.Text, theme.Strip, theme.Regular, ink)
	if item.Hint != "" {
		w := theme.Measure(item.Hint, theme.Small, theme.Regular).Width
		s.textIn(width-menuSide-w, y, w+1, menuRow, item.Hint, theme.Small, theme.Regular, theme.Muted)
	}
}
