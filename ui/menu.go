package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"parvis/data"
)

// mainMenu holds every shortcut: a focused text field swallows those of the
// canvas, and never those of the menu.
func (ui *Window) mainMenu() *fyne.MainMenu {
	b := ui.book
	file := fyne.NewMenu(b.T("shell.menu.file"),
		ui.item("shell.action.write", fyne.KeyN, 0, func() { ui.NewPost("") }),
		ui.item("shell.action.find", fyne.KeyK, 0, ui.openPalette),
		ui.item("shell.action.sync", fyne.KeyR, 0, ui.Desk.SyncNow),
		fyne.NewMenuItemSeparator(),
	)
	for _, a := range ui.exchange.Actions() {
		file.Items = append(file.Items, fyne.NewMenuItem(b.T("exchange.action."+a.Key), a.Run))
	}
	file.Items = append(file.Items,
		fyne.NewMenuItemSeparator(),
		ui.item("shell.action.close", fyne.KeyW, 0, func() { ui.composer.Leave(ui.Close) }),
	)
	quit := ui.item("shell.action.quit", fyne.KeyQ, 0, ui.System.Quit)
	quit.IsQuit = true
	file.Items = append(file.Items, quit)
	show := fyne.NewMenu(b.T("shell.menu.show"))
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8}
	for i, r := range ui.routes {
		if i < len(keys) {
			show.Items = append(show.Items, ui.item("shell.screen."+r.key, keys[i], 0, func() { ui.goTo(i) }))
		}
	}
	show.Items = append(show.Items, fyne.NewMenuItemSeparator(),
		ui.item("shell.action.wide", fyne.KeyE, fyne.KeyModifierShift, ui.turnWide),
		ui.item("shell.action.dark", fyne.KeyD, fyne.KeyModifierShift, ui.turnDark),
		ui.item("shell.action.language", fyne.KeyL, fyne.KeyModifierShift, ui.turnLanguage))
	return fyne.NewMainMenu(file, ui.editMenu(), show)
}

// editMenu takes back and does again: in the text that is being written, or
// what was done on the calendar.
func (ui *Window) editMenu() *fyne.Menu {
	b := ui.book
	undo := fyne.NewMenuItem(b.T("common.undo"), func() { ui.undoOr(&fyne.ShortcutUndo{}, ui.calendar.Undo, "shell.nothing_to_undo") })
	undo.Shortcut = &fyne.ShortcutUndo{}
	redo := ui.item("common.redo", fyne.KeyZ, fyne.KeyModifierShift, func() {
		ui.undoOr(&fyne.ShortcutRedo{}, ui.calendar.Redo, "shell.nothing_to_redo")
	})
	return fyne.NewMenu(b.T("shell.menu.edit"), undo, redo, fyne.NewMenuItemSeparator(), ui.item("shell.action.find_here", fyne.KeyF, 0, ui.findHere),
		ui.item("composer.action.insert", fyne.KeyI, fyne.KeyModifierShift, ui.insert))
}

// insert offers what can be put into the post that is being written.
func (ui *Window) insert() {
	if !ui.composer.Insert() {
		ui.Toast(ui.book.T("composer.insert.nowhere"), nil)
	}
}

// finder is a screen with a search of its own; Find gives that the keyboard and
// tells whether what is in sight has one.
type finder interface{ Find() bool }

// findHere gives the keyboard to the search of the screen; one that has none
// leaves it to the palette, which finds everything.
func (ui *Window) findHere() {
	s, ok := ui.routes[ui.current].screen.(finder)
	if !ok || !s.Find() {
		ui.openPalette()
	}
}

// undoOr gives a shortcut to the field that is written in, if any.
func (ui *Window) undoOr(s fyne.Shortcut, do func() bool, nothing string) {
	type field interface {
		fyne.Shortcutable
		SelectedText() string
	}
	if f, ok := ui.window.Canvas().Focused().(field); ok {
		f.TypedShortcut(s)
		return
	}
	if !do() {
		ui.Toast(ui.book.T(nothing), nil)
	}
}

func (ui *Window) item(key string, name fyne.KeyName, more fyne.KeyModifier, run func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(ui.book.T(key), run)
	i.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault | more}
	return i
}

// turnDark changes between light and dark, whatever the system says.
func (ui *Window) turnDark() {
	value := "dark"
	if ui.appearance == "dark" {
		value = "light"
	}
	ui.SetSetting(data.SettingAppearance, value)
}

func (ui *Window) turnLanguage() {
	value := "en"
	if ui.book.Lang() == "en" {
		value = "fr"
	}
	ui.SetSetting(data.SettingLanguage, value)
}
