package today

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// PhotoPorts is what the lines of the watched folder ask of the desk.
type PhotoPorts interface {
	// PhotoNews is what is to be known of the watched folder of a brand.
	PhotoNews(ctx context.Context, brand data.BrandID) (data.PhotoNews, error)
	// PhotosSeen has what came told no more; undo tells it again.
	PhotosSeen(ctx context.Context, brand data.BrandID) (undo func(context.Context) error, err error)
}

// readPhotos reads what came from the watched folder.
func (s *Screen) readPhotos() {
	m := s.m
	s.Runner.Go("today.photos", func(ctx context.Context) (func(), error) {
		news, err := s.Ports.PhotoNews(ctx, m.brand.ID)
		return func() {
			if s.m == m {
				m.photos = news
				s.show()
			}
		}, err
	})
}

// photosSeen puts what came away; the toast shows it again.
func (s *Screen) photosSeen() {
	brand := s.m.brand.ID
	s.Runner.Go("today.photos.seen", func(ctx context.Context) (func(), error) {
		undo, err := s.Ports.PhotosSeen(ctx, brand)
		return func() {
			s.readPhotos()
			s.Shell.Toast(s.Words().T("today.photos.put_away"), func() {
				s.Runner.Go("today.photos.seen", func(ctx context.Context) (func(), error) { return s.readPhotos, undo(ctx) })
			})
		}, err
	})
}

// photos are the lines of the watched folder; without news there are none.
func (b *body) photos(w *words.Book, m *model) (lines []fyne.CanvasObject) {
	if m.photos.Trouble != "" {
		lines = append(lines, b.photoTrouble(w, m))
	}
	if len(m.photos.Drafts) > 0 {
		lines = append(lines, b.photosCame(w, m)...)
	}
	return lines
}

// photoTrouble says that the folder cannot be read, why, and what to do.
func (b *body) photoTrouble(w *words.Book, m *model) fyne.CanvasObject {
	key := "today.photos." + string(m.photos.Trouble)
	text := widgets.NewColumn(3,
		widgets.NewLabel(w.T(key+".what"), theme.Strip, theme.SemiBold, theme.Ink).Wrapping(),
		widgets.NewNote(w.T(key+".why", "Folder", m.photos.Path)+" "+w.T(key+".do")))
	button := widgets.NewButton(w.T("photos.settings"), b.screen.Shell.PhotoSettings)
	return ahead(widgets.NewSign(theme.IconBang, widgets.ToneWarm), text, button)
}

// mostPhotoDrafts is how many drafts of photos are named.
const mostPhotoDrafts = 5

// photosCame says what became of the photos, and names the drafts that nobody
// touched yet; a press opens one.
func (b *body) photosCame(w *words.Book, m *model) []fyne.CanvasObject {
	drafts := m.photos.Drafts
	what, more := w.Haul(m.photos.Came)
	text := widgets.NewColumn(3, widgets.NewLabel(what, theme.Strip, theme.SemiBold, theme.Ink).Wrapping())
	if more != "" {
		text.Add(widgets.NewNote(more))
	}
	open := widgets.NewButton(w.N("today.photos.open", len(drafts)), func() { b.screen.Shell.OpenPost(drafts[0].Post) })
	away := widgets.NewIconButton(theme.IconClose, w.T("today.photos.away"), b.screen.photosSeen).As(widgets.Quiet)
	lines := []fyne.CanvasObject{ahead(widgets.NewSign(theme.IconImage, widgets.ToneAccent), text, open, away)}
	for _, e := range drafts[:min(mostPhotoDrafts, len(drafts))] {
		row := widgets.RowText{Lead: w.T("today.photos.undated"), Title: title(w, e)}
		if !e.Due.IsZero() {
			row.Lead = hour(w, m, e.Due)
		}
		lines = append(lines, belowSign(0, widgets.NewPressRow(row, func() { b.screen.Shell.OpenPost(e.Post) }).Dense()))
	}
	if left := len(drafts) - mostPhotoDrafts; left > 0 {
		lines = append(lines, belowSign(6, widgets.NewDivider(false), widgets.NewNote(w.N("today.beyond", left))))
	}
	return lines
}

// belowSign begins where what is said beside a sign does.
func belowSign(gap float32, objects ...fyne.CanvasObject) fyne.CanvasObject {
	const sign = 32
	return widgets.NewInset(0, 0, gap, sign, widgets.NewColumn(gap, objects...))
}
