package ui

import (
	"image/color"
	"strconv"
	"strings"
	"unicode/utf8"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// drawRail shows the brand, the screens and how things stand.
func (ui *Window) drawRail() {
	d := railData{
		brand: ui.brand.Name, initial: initial(ui.brand.Name), under: ui.brand.Sector,
		brandColour: colour(ui.brand.Colour), selected: ui.current,
	}
	if n := ui.status.Accounts; n > 0 {
		accounts := ui.book.N("shell.brand.accounts", n)
		if d.under == "" {
			d.under = accounts
		} else {
			d.under, d.shorter = ui.book.T("common.pair", "A", d.under, "B", accounts), accounts
		}
	}
	if d.under == "" {
		d.under = ui.book.T("shell.brand.switch")
	}
	for _, r := range ui.routes {
		e := railEntry{name: ui.book.T("shell.screen." + r.key), icon: r.icon}
		if r.key == "today" {
			e.badge = ui.status.Needs + ui.status.Expiring
		}
		d.entries = append(d.entries, e)
	}
	d.status, d.alert = ui.statusLines()
	ui.rail.set(d)
}

// statusLines say whether the networks can be reached, what waits, and when
// everything was read last.
func (ui *Window) statusLines() (lines []string, alert bool) {
	b, s := ui.book, ui.status
	switch {
	case s.ClockOff != 0:
		lines, alert = append(lines, b.T("shell.status.clock", "By", b.Span(s.ClockOff.Abs()))), true
	case ui.Offline:
		lines, alert = append(lines, b.T("shell.status.chosen_offline")), true
	case !s.Online:
		lines, alert = append(lines, b.T("shell.status.offline")), true
	default:
		lines = append(lines, b.T("shell.status.online"))
	}
	switch {
	case s.Needs > 0:
		lines = append(lines, b.N("shell.status.needs", s.Needs))
	case s.Expiring > 0:
		lines = append(lines, b.N("shell.status.expiring", s.Expiring))
	default:
		lines = append(lines, b.N("shell.status.waiting", s.Waiting))
	}
	if s.Synced.IsZero() {
		return append(lines, b.T("shell.status.never")), alert
	}
	return append(lines, b.T("shell.status.synced", "At", b.Ago(ui.Clock.Now().Sub(s.Synced)))), alert
}

// openBrands lists the brands below the switcher.
func (ui *Window) openBrands() {
	var items []widgets.MenuItem
	for _, brand := range ui.brands {
		items = append(items, widgets.MenuItem{
			Text: brand.Name, Checked: brand.ID == ui.brand.ID, Run: func() { ui.switchTo(brand) },
		})
	}
	items = append(items, widgets.MenuItem{},
		widgets.MenuItem{Text: ui.book.T("shell.brand.edit"), Icon: theme.IconPencil, Run: func() { ui.editBrand(ui.brand) }},
		widgets.MenuItem{Text: ui.book.T("shell.brand.new"), Icon: theme.IconPlus, Run: func() {
			ui.editBrand(data.Brand{
				Zone: ui.brand.Zone, Lang: ui.book.Lang(), Colour: brandColours()[len(ui.brands)%len(brandColours())],
			})
		}})
	widgets.ShowMenu(ui.brandPlace, items)
}

// switchTo shows another brand; what is being written is stored first.
func (ui *Window) switchTo(brand data.Brand) {
	if brand.ID == ui.brand.ID {
		return
	}
	ui.composer.Leave(func() {
		ui.brand = brand
		ui.pane.show(false)
		ui.retranslate()
		ui.goTo(ui.current)
		ui.readStatus()
	})
}

// brandColours are offered in turn to new brands: far apart, so that nobody
// writes for the wrong one.
func brandColours() []string {
	return []string{"#E9C46A", "#8FB8DE", "#D98C8C", "#9CCB9A", "#B9A3D8", "#E8A87C"}
}

// colour reads "#RRGGBB"; anything else is the brand colour of the palette.
func colour(hex string) color.NRGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		return theme.Brand.Now()
	}
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}
}

func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(name))
	if r == utf8.RuneError {
		return "?"
	}
	return strings.ToUpper(string(r))
}

// count is what a badge shows: never wider than two digits and a plus.
func count(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}
