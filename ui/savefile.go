package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// settingFolder keeps where something was saved last.
const settingFolder = "save.folder"

// SaveFile asks for a name and a folder, and calls save with the path beside
// the UI thread. It opens nothing itself: a file of that name stays as it is
// until save replaces it, which was asked for.
func (ui *Window) SaveFile(name string, save func(path string) error) {
	ui.Runner.Go("ui.save.folder", func(ctx context.Context) (func(), error) {
		folder, err := ui.lastFolder(ctx)
		return func() { newSaveSheet(ui, name, folder, save) }, err
	})
}

// lastFolder is where something was saved last, as long as it is there.
func (ui *Window) lastFolder(ctx context.Context) (string, error) {
	folder, err := ui.Desk.Setting(ctx, settingFolder)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(folder); folder == "" || err != nil || !info.IsDir() {
		folder = picturesFolder()
	}
	return folder, nil
}

// picturesFolder is the person's folder for pictures, or else their own.
func picturesFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Pictures", "Images"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

// saveSheet asks where to keep something.
type saveSheet struct {
	ui     *Window
	name   *widgets.Field
	where  *widgets.Label
	folder string
	save   func(path string) error
	sheet  *widgets.Overlay
}

func newSaveSheet(ui *Window, name, folder string, save func(string) error) {
	b := ui.book
	s := &saveSheet{ui: ui, folder: folder, save: save, name: widgets.NewField(b.T("shell.stock.name"))}
	s.where = widgets.NewLabel(folder, theme.Strip, theme.Regular, theme.Ink).Shrinking()
	s.name.SetText(name)
	s.name.Submitted = func(string) { s.accept() }
	s.name.Escaped = s.close
	change := widgets.NewButton(b.T("shell.save.change"), s.change).WithIcon(theme.IconFolder)
	s.sheet = widgets.ShowSheet(ui.window.Canvas(), 520, 0, true, widgets.NewColumn(14,
		widgets.NewLabel(b.T("shell.save.title"), theme.Panel, theme.Bold, theme.Ink),
		s.name,
		widgets.NewLabel(b.T("shell.save.folder"), theme.Label, theme.Regular, theme.Muted),
		widgets.NewRow(12, widgets.Stretch(s.where), change),
		widgets.NewRow(8, layout.NewSpacer(), widgets.NewButton(b.T("common.cancel"), s.close), widgets.NewPrimary(b.T("common.save"), s.accept)),
	), nil)
	s.sheet.Focus(s.name)
}

func (s *saveSheet) close() { s.sheet.Close() }

// change lets the person choose another folder.
func (s *saveSheet) change() {
	s.ui.askFolder(s.folder, func(path string) {
		s.folder = path
		s.where.SetText(path)
	})
}

// accept saves, asking first where a file of that name is there already.
func (s *saveSheet) accept() {
	b, name := s.ui.book, strings.TrimSpace(s.name.Text())
	if name == "" || name != filepath.Base(name) || strings.ContainsAny(name, `\/:*?"<>|`) {
		s.name.SetError(b.T("shell.save.fault"))
		return
	}
	path := filepath.Join(s.folder, name)
	s.close()
	if _, err := os.Stat(path); err == nil {
		s.ui.Confirm(b.T("shell.save.replace.title"), b.T("shell.save.replace.text", "File", name), b.T("shell.save.replace.do"),
			func() { s.write(path) })
		return
	}
	s.write(path)
}

func (s *saveSheet) write(path string) {
	s.ui.Runner.Go("ui.save."+path, func(ctx context.Context) (func(), error) {
		if err := s.save(path); err != nil {
			return nil, err
		}
		return nil, s.ui.Desk.SaveSetting(ctx, settingFolder, s.folder)
	})
}
