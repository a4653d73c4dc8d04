package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Counter says how long a text is for one network: dot and "171 / 500". It
// turns warm and shows a sign when the text is too long.
type Counter struct {
	widget.BaseWidget
	network data.NetworkName
	text    string
	over    bool
}

// NewCounter returns a counter that says nothing yet.
func NewCounter(network data.NetworkName) *Counter {
	c := &Counter{network: network}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the words and whether the text is too long.
func (c *Counter) Set(text string, over bool) {
	if c.text != text || c.over != over {
		c.text, c.over = text, over
		c.Refresh()
	}
}

// AccessibilityLabel is the words.
func (c *Counter) AccessibilityLabel() string { return c.text }

// AccessibilityRole is text.
func (c *Counter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (c *Counter) weight() theme.Weight {
	if c.over {
		return theme.SemiBold
	}
	return theme.Regular
}

// CreateRenderer draws the counter.
func (c *Counter) CreateRenderer() fyne.WidgetRenderer {
	const gap = 4
	return newDrawn(c, func() fyne.Size {
		w := dotSize + gap + theme.Measure(c.text, theme.Label, c.weight()).Width
		if c.over {
			w += gap + pillIcon
		}
		return fyne.NewSize(ceil(w), 18)
	}, func(s *scene, size fyne.Size) {
		s.networkDot(0, (size.Height-dotSize)/2, c.network)
		ink := theme.Muted
		if c.over {
			ink = theme.Warm
		}
		x := float32(dotSize + gap)
		x += s.textIn(x, 0, size.Width-x+1, size.Height, c.text, theme.Label, c.weight(), ink)
		if c.over {
			s.icon(x+gap, (size.Height-pillIcon)/2, pillIcon, theme.IconWarning, theme.Warm)
		}
	})
}
