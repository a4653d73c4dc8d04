package settings

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// PhotoPorts is what the section of the watched folder asks of the running desk.
type PhotoPorts interface {
	WatchFolder(ctx context.Context, brand data.BrandID) (data.WatchFolder, error)
	// SetWatchFolder changes On, Path and Accounts. What lies in the folder when it
	// is switched on is left alone. A folder that cannot be looked into is a
	// *data.WatchError, and nothing is changed.
	SetWatchFolder(ctx context.Context, w data.WatchFolder) (data.WatchFolder, error)
	// UndoHaul takes the drafts of a haul away that nobody touched since.
	UndoHaul(ctx context.Context, brand data.BrandID, h data.Haul) (removed int, err error)
	// LookNow has the folder looked into soon.
	LookNow()
}

// watching is the section of the watched folder.
type watching struct {
	known  bool
	folder data.WatchFolder
	fault  data.WatchTrouble // why the folder that was chosen last was not taken
}

func (s *Screen) readPhotos() {
	brand := s.p.Brand().ID
	s.p.Runner.Go("settings.photos", func(ctx context.Context) (func(), error) {
		w, err := s.p.Ports.WatchFolder(ctx, brand)
		return func() {
			s.watching.known, s.watching.folder = true, w
			s.draw()
		}, err
	})
}

// setPhotos stores what is set of the folder and shows it once that is so.
func (s *Screen) setPhotos(w data.WatchFolder) {
	w.Brand = s.p.Brand().ID
	s.p.Runner.Go("settings.photos.set", func(ctx context.Context) (func(), error) {
		set, err := s.p.Ports.SetWatchFolder(ctx, w)
		var at *data.WatchError
		if errors.As(err, &at) {
			return func() {
				s.watching.fault = at.Trouble
				s.draw()
			}, nil
		}
		return func() {
			s.watching.folder, s.watching.fault = set, ""
			s.draw()
		}, err
	})
}

// choosePhotos watches the folder that the person chooses.
func (s *Screen) choosePhotos() {
	s.p.Shell.ChooseFolder(func(path string) {
		w := s.watching.folder
		w.Path, w.On = path, true
		s.setPhotos(w)
	})
}

func (s *Screen) undoPhotos() {
	brand, haul := s.p.Brand().ID, s.watching.folder.Last
	s.p.Runner.Go("settings.photos.undo", func(ctx context.Context) (func(), error) {
		n, err := s.p.Ports.UndoHaul(ctx, brand, haul)
		return func() {
			text := s.words().T("photos.undone.none")
			if n > 0 {
				text = s.words().N("photos.undone", n)
			}
			s.p.Shell.Toast(text, nil)
			s.readPhotos()
		}, err
	})
}

// photosBody is the section: the folder, whom its drafts are for, and how it goes.
func (s *Screen) photosBody() fyne.CanvasObject {
	b, w := s.words(), s.watching.folder
	if !s.watching.known {
		return widgets.NewColumn(12)
	}
	choose, name, path := b.T("photos.choose"), b.T("photos.folder.none"), ""
	if w.Path != "" {
		choose, name, path = b.T("photos.change"), filepath.Base(w.Path), w.Path
	}
	where := widgets.NewColumn(1,
		widgets.NewLabel(name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewLabel(path, theme.Label, theme.Regular, theme.Muted).Shrinking())
	button := widgets.NewButton(choose, s.choosePhotos).WithIcon(theme.IconFolder)
	if w.Path == "" {
		button = button.As(widgets.Primary)
	}
	parts := []fyne.CanvasObject{widgets.NewRow(12, widgets.Stretch(where), button)}
	if s.watching.fault != "" {
		parts = append(parts, widgets.NewNotice(widgets.ToneWarm,
			widgets.NewLabel(b.T("photos.trouble."+string(s.watching.fault)), theme.Label, theme.Regular, theme.Ink).Wrapping()))
	}
	if w.Path != "" {
		parts = append(parts, widgets.NewTick(b.T("photos.on"), "", w.On, func(on bool) {
			w.On = on
			s.setPhotos(w)
		}), s.photoAccounts())
	}
	parts = append(parts, widgets.NewNote(b.T("photos.place")))
	all := widgets.NewColumn(12, block(b.T("photos.title"), b.T("photos.why"), parts...))
	if w.Path != "" {
		all.Add(s.photoStatus())
	}
	return all
}

// photoAccounts chooses whom drafts are for.
func (s *Screen) photoAccounts() fyne.CanvasObject {
	b, w := s.words(), s.watching.folder
	name := b.T("photos.accounts.all")
	if n := len(w.Accounts); n == 1 {
		if a, ok := s.m.account(w.Accounts[0]); ok {
			name = a.Name
		}
	} else if n > 1 {
		name = b.N("calendar.filter.some", n)
	}
	var pill *widgets.PillButton
	pill = widgets.NewPillButton(name, func() { widgets.ShowMenu(pill, s.photoChoices()) })
	return widgets.NewRow(8, widgets.NewLabel(b.T("photos.accounts"), theme.Strip, theme.Regular, theme.Muted), pill, layout.NewSpacer())
}

func (s *Screen) photoChoices() []widgets.MenuItem {
	b, w := s.words(), s.watching.folder
	choose := func(accounts []data.AccountID) func() {
		return func() {
			w.Accounts = accounts
			s.setPhotos(w)
		}
	}
	items := []widgets.MenuItem{{Text: b.T("photos.accounts.all"), Checked: len(w.Accounts) == 0, Run: choose(nil)}, {}}
	for _, a := range s.m.accounts {
		if !a.State.Publishes() {
			continue
		}
		at := slices.Index(w.Accounts, a.ID)
		next := append(slices.Clone(w.Accounts), a.ID)
		if at >= 0 {
			next = slices.Delete(slices.Clone(w.Accounts), at, at+1)
		}
		items = append(items, widgets.MenuItem{Text: a.Name, Hint: s.title(a.Network), Network: a.Network, Checked: at >= 0, Run: choose(next)})
	}
	return items
}

// photoStatus says how the watching goes and what came last.
func (s *Screen) photoStatus() fyne.CanvasObject {
	b, w := s.words(), s.watching.folder
	icon, tone, text, more := theme.IconCheck, widgets.ToneGood, b.T("photos.waiting"), ""
	if w.There > 0 {
		more = b.N("photos.there", w.There)
	}
	what, rest := b.Haul(w.Last)
	if what != "" {
		text, more = what, rest
	}
	switch {
	case w.Trouble != "":
		icon, tone, text, more = theme.IconBang, widgets.ToneWarm, b.T("photos.trouble."+string(w.Trouble)), ""
	case !w.On:
		icon, tone, text, more = theme.IconPause, widgets.ToneNeutral, b.T("photos.off"), ""
	}
	column := widgets.NewColumn(2, widgets.NewLabel(text, theme.Strip, theme.SemiBold, theme.Ink).Wrapping())
	if more != "" {
		column.Add(widgets.NewNote(more))
	}
	if what != "" {
		column.Add(widgets.NewNote(b.T("photos.last", "When", b.ShortDateTime(w.Last.At.In(s.zone())))))
	}
	buttons := widgets.NewRow(8)
	if w.On {
		buttons.Add(widgets.NewButton(b.T("photos.look"), s.p.Ports.LookNow).WithIcon(theme.IconRefresh))
	}
	if w.Last.Plan != 0 {
		buttons.Add(widgets.NewButton(b.T("photos.undo"), s.undoPhotos))
	}
	buttons.Add(layout.NewSpacer())
	return widgets.NewCard(widgets.NewColumn(12, widgets.NewTitle(b.T("photos.status")),
		widgets.NewRow(12, widgets.NewSign(icon, tone), widgets.Stretch(column)), buttons))
}
