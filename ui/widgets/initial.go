package widgets

import (
	"image/color"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Initial is the first letter of a network's name on its colour, to tell
// accounts apart in a list.
type Initial struct {
	widget.BaseWidget
	name    string
	network data.NetworkName
}

// NewInitial returns the letter of a network whose name people know as name.
func NewInitial(name string, n data.NetworkName) *Initial {
	i := &Initial{name: name, network: n}
	i.ExtendBaseWidget(i)
	return i
}

// AccessibilityLabel is the network's name.
func (i *Initial) AccessibilityLabel() string { return i.name }

// AccessibilityRole is text.
func (i *Initial) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const initialSize = 36

// CreateRenderer draws the letter.
func (i *Initial) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(i, func() fyne.Size { return fyne.NewSquareSize(initialSize) }, func(s *scene, size fyne.Size) {
		s.initial((size.Width-initialSize)/2, (size.Height-initialSize)/2, i.name, i.network)
	})
}

// initial draws the letter at x, y.
func (s *scene) initial(x, y float32, name string, n data.NetworkName) {
	ground := canvas.NewRectangle(theme.Network(n))
	ground.CornerRadius = theme.RadiusControl
	s.add(ground, x, y, initialSize, initialSize)
	r, _ := utf8.DecodeRuneInString(name)
	letter := canvas.NewText(string(unicode.ToUpper(r)), color.White)
	letter.TextSize, letter.TextStyle = float32(theme.Panel), theme.Bold.Style()
	least := letter.MinSize()
	s.add(letter, x+(initialSize-least.Width)/2, y+(initialSize-least.Height)/2, least.Width, least.Height)
}
