package settings

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// typingPause is how long a number has to stand before it holds.
const typingPause = 700 * time.Millisecond

// publishForm is the section of publishing. Its fields outlive a redrawing of
// the screen, so that typing is never interrupted.
type publishForm struct {
	screen *Screen
	fields map[string]*widgets.Field
	object fyne.CanvasObject
}

func newPublishForm(s *Screen) *publishForm {
	f := &publishForm{screen: s, fields: map[string]*widgets.Field{}}
	b := s.words()
	f.object = widgets.NewColumn(12,
		block(b.T("settings.publish.grace"), b.T("settings.publish.grace.why"), f.minutes(data.SettingGrace)),
		block(b.T("settings.publish.pace"), b.T("settings.publish.pace.why"), f.minutes(data.SettingPace)),
		widgets.NewPanel(widgets.NewFill(theme.AccentSoft, theme.RadiusCard), theme.Inset, widgets.NewColumn(2,
			widgets.NewLabel(b.T("settings.publish.safe.title"), theme.Label, theme.Bold, theme.Ink),
			widgets.NewLabel(b.T("settings.publish.safe.text"), theme.Label, theme.Regular, theme.Ink).Wrapping())))
	f.read()
	return f
}

// minutes is a field for a whole number of minutes; what is out of bounds is
// said below it and not kept.
func (f *publishForm) minutes(setting string) fyne.CanvasObject {
	field := widgets.NewField("")
	within, _ := minutesOf(setting)
	field.Changed = func(text string) {
		n, err := parseMinutes(text, within)
		if err != nil {
			f.screen.p.Runner.Cancel("settings.typing." + setting)
			field.SetError(f.screen.words().T("settings.publish.bounds", "Low", within.low, "High", within.high))
			return
		}
		field.SetError("")
		// A number half typed must not hold for a moment: "9" on the way to
		// "90" would make posts late.
		f.screen.p.Runner.After(typingPause, "settings.typing."+setting, func() {
			f.screen.keep(setting, strconv.Itoa(n))
		})
	}
	f.fields[setting] = field
	return widgets.NewRow(0, widgets.NewFixed(160, field), layout.NewSpacer())
}

// read shows the values as they are kept; a field that is right already stays
// as it is typed.
func (f *publishForm) read() {
	for setting, field := range f.fields {
		if f.screen.p.Runner.Busy("settings.typing." + setting) {
			continue
		}
		kept := f.screen.m.minutes(setting)
		within, _ := minutesOf(setting)
		if n, err := parseMinutes(field.Text(), within); err == nil && n == kept {
			continue
		}
		field.SetText(strconv.Itoa(kept))
		field.SetError("")
	}
}
