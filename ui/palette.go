package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// The palette finds any screen, act, account and post by a few letters.
const (
	paletteWidth float32 = 560
	paletteTop   float32 = 90
	paletteRow   float32 = 36
	paletteMost          = 9
	searchPause          = 120 * time.Millisecond
)

// found is one line of the palette.
type found struct {
	key        string // of the catalogues; "" for what comes from the store
	text, note string
	icon       theme.IconName
	run        func()
}

// palette is the open palette.
type palette struct {
	ui      *Window
	field   *widgets.Field
	list    *foundList
	overlay *widgets.Overlay
	acts    []found // what does not come from the store
	hits    []found
}

// openPalette shows the palette with the keyboard in its field.
func (ui *Window) openPalette() {
	p := &palette{ui: ui, field: widgets.NewSearch(ui.book.T("shell.palette.placeholder"), "")}
	p.list = newFoundList(p.choose)
	p.acts = ui.everything()
	p.field.Changed = p.typed
	p.field.Submitted = func(string) { p.choose(p.list.current) }
	p.field.Arrows = p.list.move
	p.field.Escaped = func() { p.overlay.Close() }
	p.show("")
	content := widgets.NewColumn(10, p.field, p.list)
	p.overlay = widgets.ShowSheet(ui.window.Canvas(), paletteWidth, paletteTop, false, content, func() {
		ui.Runner.Cancel("ui.palette")
	})
	p.overlay.Focus(p.field)
}

// everything lists screens and what can be done, those of the current screen
// first.
func (ui *Window) everything() []found {
	var out []found
	add := func(actions []action) {
		for _, a := range actions {
			out = append(out, found{
				key: a.key, text: ui.book.T(a.key), note: ui.book.T("shell.palette.action"), icon: theme.IconArrowRight, run: a.run,
			})
		}
	}
	for _, a := range ui.composer.Actions() {
		add([]action{{"composer.action." + a.Key, a.Run}})
	}
	add([]action{
		{"shell.action.write", func() { ui.NewPost("") }},
		{"shell.action.sync", ui.Desk.SyncNow},
		{"shell.action.dark", ui.turnDark},
		{"shell.action.language", ui.turnLanguage},
	})
	if _, ok := ui.routes[ui.current].screen.(finder); ok {
		add([]action{{"shell.action.find_here", ui.findHere}})
	}
	for _, a := range ui.exchange.Actions() {
		add([]action{{"exchange.action." + a.Key, a.Run}})
	}
	add(ui.routes[ui.current].actions())
	for i, r := range ui.routes {
		out = append(out, found{
			key: "shell.screen." + r.key, text: ui.book.T("shell.screen." + r.key), note: ui.book.T("shell.palette.screen"),
			icon: r.icon, run: func() { ui.goTo(i) },
		})
		if i == ui.current {
			continue
		}
		for _, a := range r.actions() {
			add([]action{{a.key, func() { ui.goTo(i); a.run() }}})
		}
	}
	return out
}

// Screens lists the keys of the screens in the order of the rail; each is shown
// by [Window.Act] under "shell.screen.<key>".
func (ui *Window) Screens() []string {
	keys := make([]string, 0, len(ui.routes))
	for _, r := range ui.routes {
		keys = append(keys, r.key)
	}
	return keys
}

// Act does what the palette offers under a key of the catalogues, and tells
// whether it offers that.
func (ui *Window) Act(key string) bool {
	for _, f := range ui.everything() {
		if f.key == key {
			f.run()
			return true
		}
	}
	return false
}

func (p *palette) typed(text string) {
	p.hits = nil
	p.show(text)
	if strings.TrimSpace(text) == "" {
		p.ui.Runner.Cancel("ui.palette")
		return
	}
	brand := p.ui.brand.ID
	p.ui.Runner.Go("ui.palette", func(ctx context.Context) (func(), error) {
		if err := p.ui.Clock.Wait(ctx, searchPause); err != nil {
			return nil, err
		}
		hits, err := p.ui.Desk.Search(ctx, brand, text, paletteMost)
		return func() {
			p.hits = p.posts(hits)
			p.show(text)
		}, err
	})
}

// posts words what was found in the store.
func (p *palette) posts(hits []data.Hit) []found {
	var out []found
	zone, err := time.LoadLocation(p.ui.brand.Zone)
	if err != nil {
		zone = time.UTC
	}
	for _, h := range hits {
		if h.Noun != data.Posts {
			continue
		}
		f := found{text: h.Title, icon: theme.IconCalendar, run: func() { p.ui.OpenPost(data.PostID(h.ID)) }}
		if !h.At.IsZero() {
			f.note = p.ui.book.ShortDateTime(h.At.In(zone))
		}
		out = append(out, f)
	}
	return out
}

func (p *palette) show(text string) {
	words := strings.Fields(strings.ToLower(text))
	var out []found
	for _, f := range p.acts {
		if matches(strings.ToLower(f.text), words) {
			out = append(out, f)
		}
	}
	out = append(p.hits, out...)
	p.list.set(out[:min(len(out), paletteMost)], p.ui.book.T("shell.palette.nothing"))
	if p.overlay != nil {
		p.overlay.Refresh()
	}
}

func matches(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (p *palette) choose(i int) {
	if i < 0 || i >= len(p.list.rows) {
		return
	}
	run := p.list.rows[i].run
	p.overlay.Close()
	run()
}

// foundList draws what was found, as one widget.
type foundList struct {
	widget.BaseWidget
	rows    []found
	nothing string
	current int
	chosen  func(int)
}

func newFoundList(chosen func(int)) *foundList {
	l := &foundList{chosen: chosen}
	l.ExtendBaseWidget(l)
	return l
}

func (l *foundList) set(rows []found, nothing string) {
	l.rows, l.nothing, l.current = rows, nothing, 0
	l.Refresh()
}

func (l *foundList) move(step int) {
	if n := len(l.rows); n > 0 {
		l.current = (l.current + step + n) % n
		l.Refresh()
	}
}

func (l *foundList) Tapped(e *fyne.PointEvent) { l.chosen(int(e.Position.Y / paletteRow)) }

func (l *foundList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }
func (l *foundList) MouseMoved(e *desktop.MouseEvent) {
	if i := int(e.Position.Y / paletteRow); i != l.current && i < len(l.rows) {
		l.current = i
		l.Refresh()
	}
}
func (l *foundList) MouseOut() {}

func (l *foundList) MinSize() fyne.Size {
	return fyne.NewSize(200, paletteRow*float32(max(1, len(l.rows))))
}

func (l *foundList) CreateRenderer() fyne.WidgetRenderer {
	return &foundRenderer{list: l}
}

type foundRenderer struct {
	list    *foundList
	size    fyne.Size // that the objects were drawn for
	objects []fyne.CanvasObject
}

func (r *foundRenderer) Destroy()                     {}
func (r *foundRenderer) MinSize() fyne.Size           { return r.list.MinSize() }
func (r *foundRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *foundRenderer) Layout(s fyne.Size) {
	if s != r.size {
		r.size, r.objects = s, r.list.draw()
	}
}

func (r *foundRenderer) Refresh() {
	r.size = r.list.Size()
	r.objects = r.list.draw()
	canvas.Refresh(r.list)
}

func (l *foundList) draw() []fyne.CanvasObject {
	width := l.Size().Width
	if len(l.rows) == 0 {
		t := theme.Text(l.nothing, theme.Strip, theme.Regular, theme.Muted)
		t.Move(whole(10, 9))
		return []fyne.CanvasObject{t}
	}
	var out []fyne.CanvasObject
	for i, row := range l.rows {
		y := float32(i) * paletteRow
		if i == l.current {
			out = append(out, box(0, y, width, paletteRow, theme.RadiusControl, theme.AccentSoft.Now()))
		}
		icon := canvas.NewImageFromResource(theme.Icon(row.icon, theme.Muted))
		icon.FillMode = canvas.ImageFillContain
		icon.Move(whole(10, y+10))
		icon.Resize(fyne.NewSquareSize(16))
		note := theme.Text(row.note, theme.Label, theme.Regular, theme.Muted)
		size := note.MinSize()
		note.Move(whole(width-size.Width-10, y+(paletteRow-size.Height)/2))
		text := theme.Text(widgets.Cut(row.text, theme.Body, theme.Regular, width-size.Width-60), theme.Body, theme.Regular, theme.Ink)
		text.Move(whole(36, y+(paletteRow-text.MinSize().Height)/2))
		out = append(out, icon, note, text)
	}
	return out
}
