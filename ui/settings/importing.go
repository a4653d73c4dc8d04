package settings

import (
	"context"
	"slices"

	"parvis/data"
	"parvis/ui/widgets"
)

// ImportPorts is what the section of archives asks of the running desk.
type ImportPorts interface {
	// Import reads the past posts of an archive into the calendar: a .zip, its
	// folder or its files. progress is called on the same goroutine. When ctx
	// ends, what was kept stays and the result says that it was stopped.
	Import(ctx context.Context, brand data.BrandID, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error)
	// ForgetImport undoes an import but for the posts that somebody changed since.
	ForgetImport(ctx context.Context, id data.ImportID) (removed int, err error)
}

// FileShell is what the sections of archives and of feeds need of the window.
type FileShell interface {
	// ChooseFile lets the person choose a file with one of the endings; chosen is
	// not called when they change their mind.
	ChooseFile(endings []string, chosen func(path string))
	// ChooseFolder lets the person choose a folder.
	ChooseFolder(chosen func(path string))
	// SaveFile asks for a name and a folder, and calls save with the path beside
	// the UI thread.
	SaveFile(name string, save func(path string) error)
}

// archives is the section's part of the screen.
type archives struct {
	reading reading
	gauge   gauge
	stop    func() // of the reading under way
	bar     *widgets.Progress
	count   *widgets.Label
}

// Dropped takes files from the desktop while the section of archives or of feeds
// is in sight, and tells whether it did.
func (s *Screen) Dropped(paths []string) bool {
	switch {
	case len(paths) == 0:
		return false
	case s.m.section == importSection:
		s.read(paths)
	case s.m.section == feedsSection:
		s.importFeeds(paths[0])
	default:
		return false
	}
	return true
}

// ReadArchive shows the section of archives and brings one into the calendar.
func (s *Screen) ReadArchive(paths []string) {
	s.show(importSection)
	s.read(paths)
}

func (s *Screen) chooseArchive() {
	s.p.Shell.ChooseFile([]string{".zip"}, func(path string) { s.read([]string{path}) })
}

func (s *Screen) chooseArchiveFolder() {
	s.p.Shell.ChooseFolder(func(path string) { s.read([]string{path}) })
}

// read brings an archive into the calendar, beside the window.
func (s *Screen) read(paths []string) {
	a := &s.archives
	if !a.reading.begin() {
		s.p.Shell.Toast(s.words().T("import.busy"), nil)
		return
	}
	brand, paths := s.p.Brand().ID, slices.Clone(paths)
	a.stop = s.p.Runner.GoStoppable("settings.import", func(ctx context.Context) (func(), error) {
		result, err := s.p.Ports.Import(ctx, brand, paths, s.follow)
		return func() { s.wasRead(result, err) }, nil
	})
	s.draw()
}

// follow hears how far the reading is. It is not on the UI thread.
func (s *Screen) follow(done, total int64, posts int) {
	if s.archives.gauge.set(done, total, posts) {
		s.p.Runner.Do(s.drawGauge)
	}
}

// drawGauge moves the bar and nothing else.
func (s *Screen) drawGauge() {
	a := &s.archives
	r := &a.reading
	r.done, r.total, r.posts = a.gauge.read()
	if r.running && a.bar != nil {
		a.bar.Set(permille(r.done, r.total), 1000)
		a.count.SetText(s.gaugeText())
	}
}

// permille is how much of the total is done, in thousandths.
func permille(done, total int64) int {
	if total <= 0 {
		return 0
	}
	return int(float64(min(done, total)) / float64(total) * 1000)
}

func (s *Screen) gaugeText() string {
	b, r := s.words(), s.archives.reading
	return b.T("import.progress", "Done", s.size(r.done), "Total", s.size(r.total)) + " · " + b.N("import.progress.posts", r.posts)
}

// stopReading asks the reading to end; the pages that were kept stay.
func (s *Screen) stopReading() {
	if a := &s.archives; a.reading.running {
		a.reading.stopping = true
		a.stop()
		s.draw()
	}
}

func (s *Screen) wasRead(result data.ImportResult, err error) {
	s.archives.reading.end(result, err)
	s.draw()
	b := s.words()
	switch {
	case err != nil:
	case result.Stopped:
		s.p.Shell.Toast(b.T("import.stopped"), nil)
	default:
		s.p.Shell.Toast(b.N("import.done", result.New), nil)
	}
	s.readAccounts()
}

// undoReading takes the posts of the last reading out of the calendar.
func (s *Screen) undoReading() {
	r := &s.archives.reading
	if r.result == nil || r.undoing || r.running {
		return
	}
	r.undoing = true
	id := r.result.ID
	s.draw()
	s.p.Runner.Go("settings.import.undo", func(ctx context.Context) (func(), error) {
		removed, err := s.p.Ports.ForgetImport(ctx, id)
		return func() {
			r.undoing = false
			if err != nil {
				s.p.Shell.Fail("settings: undo an import", err)
			} else {
				r.forget()
				s.p.Shell.Toast(s.words().N("import.undone", removed), nil)
			}
			s.draw()
			s.readAccounts()
		}, nil
	})
}
