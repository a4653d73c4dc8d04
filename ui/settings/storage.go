package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// readStorage asks where everything is, and whom the program spoke to.
func (s *Screen) readStorage() {
	s.m.hosts = s.p.Ports.Hosts()
	s.p.Runner.Go("settings.storage", func(ctx context.Context) (func(), error) {
		all, err := s.p.Ports.Storage(ctx)
		return func() {
			if err != nil {
				s.p.Shell.Fail("settings: read storage", err)
				return
			}
			s.m.storage, s.m.stored = all, true
			s.draw()
		}, nil
	})
}

func (s *Screen) storageBody() fyne.CanvasObject {
	parts := widgets.NewColumn(12)
	if s.m.stored {
		parts.Add(s.folderBlock())
		parts.Add(s.backupBlock())
	}
	parts.Add(s.hostBlock())
	return parts
}

// size writes a number of bytes.
func (s *Screen) size(bytes int64) string {
	b := s.words()
	key, v, digits := size(bytes)
	return b.T("settings.size."+key, "V", b.Decimal(v, digits))
}

func (s *Screen) folderBlock() fyne.CanvasObject {
	b, kept := s.words(), s.m.storage
	line := func(key string, bytes int64) fyne.CanvasObject {
		return widgets.NewRow(8,
			widgets.NewLabel(b.T(key), theme.Strip, theme.Regular, theme.Ink).Shrinking(), layout.NewSpacer(),
			widgets.NewLabel(s.size(bytes), theme.Strip, theme.Regular, theme.Muted))
	}
	open := widgets.NewButton(b.T("settings.storage.open"), func() { s.p.Shell.OpenFolder(kept.Folder) }).WithIcon(theme.IconFolder)
	return block(b.T("settings.storage.folder"), b.T("settings.storage.folder.why"),
		widgets.NewRow(12, widgets.NewLabel(kept.Folder, theme.Strip, theme.Medium, theme.Ink).Shrinking(), layout.NewSpacer(), open),
		widgets.NewDivider(false),
		line("settings.storage.core", kept.Core), line("settings.storage.cache", kept.Cache), line("settings.storage.media", kept.Media))
}

func (s *Screen) backupBlock() fyne.CanvasObject {
	b, backups := s.words(), s.m.storage.Backups
	last := b.T("settings.storage.none")
	if len(backups) > 0 {
		last = b.T("settings.storage.last", "Date", s.moment(backups[0]))
	}
	save := widgets.NewPrimary(b.T("settings.storage.save"), s.backUp)
	if s.m.saving {
		save.SetText(b.T("settings.storage.saving"))
		save.Disable()
	}
	column := []fyne.CanvasObject{
		widgets.NewRow(12, widgets.NewLabel(last, theme.Strip, theme.Medium, theme.Ink).Shrinking(), layout.NewSpacer(), save),
	}
	for _, one := range backups {
		column = append(column, widgets.NewDivider(false), s.backupRow(one))
	}
	return block(b.T("settings.storage.backups"), b.T("settings.storage.backups.why"), column...)
}

// moment writes when a backup was made.
func (s *Screen) moment(one data.Backup) string {
	return s.words().ShortDateTime(one.Made.In(s.zone()))
}

func (s *Screen) backupRow(one data.Backup) fyne.CanvasObject {
	b := s.words()
	restore := widgets.NewButton(b.T("settings.storage.restore"), func() { s.askRestore(one) }).As(widgets.Quiet)
	if s.m.back != "" {
		restore.Disable()
	}
	if s.m.back == one.File {
		restore.SetText(b.T("settings.storage.restoring"))
	}
	return widgets.NewRow(12,
		widgets.NewLabel(s.moment(one), theme.Strip, theme.Regular, theme.Ink).Shrinking(), layout.NewSpacer(),
		widgets.NewLabel(s.size(one.Bytes), theme.Strip, theme.Regular, theme.Muted), restore)
}

// hostBlock is the honest ledger of whom the program spoke to.
func (s *Screen) hostBlock() fyne.CanvasObject {
	b := s.words()
	var lines []fyne.CanvasObject
	for _, h := range s.m.hosts {
		lines = append(lines, widgets.NewColumn(1,
			widgets.NewLabel(h.Host, theme.Strip, theme.Medium, theme.Ink).Shrinking(),
			widgets.NewNote(b.N("settings.storage.hosts.line", int(h.Requests),
				"Sent", s.size(h.Sent), "Received", s.size(h.Received), "Time", b.Clock(h.Last.In(s.zone()))))))
	}
	if len(lines) == 0 {
		lines = append(lines, widgets.NewLabel(b.T("settings.storage.hosts.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	return block(b.T("settings.storage.hosts"), b.T("settings.storage.hosts.why"), lines...)
}

func (s *Screen) backUp() {
	if s.m.saving {
		return
	}
	s.m.saving = true
	s.draw()
	s.p.Runner.Go("settings.backup", func(ctx context.Context) (func(), error) {
		made, err := s.p.Ports.Backup(ctx)
		return func() {
			s.m.saving = false
			s.draw()
			if err != nil {
				s.p.Shell.Fail("settings: back up", err)
				return
			}
			s.p.Shell.Toast(s.words().T("settings.storage.saved", "Size", s.size(made.Bytes)), nil)
			s.readStorage()
		}, nil
	})
}

func (s *Screen) askRestore(one data.Backup) {
	b := s.words()
	s.p.Shell.Confirm(b.T("settings.storage.restore.title", "Date", s.moment(one)), b.T("settings.storage.restore.text"),
		b.T("settings.storage.restore"), func() { s.restore(one) })
}

func (s *Screen) restore(one data.Backup) {
	s.m.back = one.File
	s.draw()
	s.p.Runner.Go("settings.restore", func(ctx context.Context) (func(), error) {
		err := s.p.Ports.Restore(ctx, one.File)
		return func() {
			s.m.back = ""
			if err != nil {
				s.p.Shell.Fail("settings: restore a backup", err)
			}
			s.Activate()
			s.draw()
		}, nil
	})
}
