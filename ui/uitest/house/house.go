// Package house is the whole of Parvis without a display: the real window over
// a real desk and the demonstration, driven as a person would, for the gallery
// and for tests.
package house

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/demo"
	"parvis/data/desk"
	"parvis/data/words"
	"parvis/platforms"
	"parvis/platforms/httpx"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
	"parvis/ui"
	"parvis/ui/settings"
	"parvis/ui/theme"
	"parvis/ui/work"
)

// House is a desk without its window.
type House struct {
	Desk  *desk.Desk
	Clock *Clock
	World *demo.World // nil in an empty house

	client *httpx.Client
}

// Open opens a house in a folder: with the demonstration in it, or empty, as on
// the first start. Nothing in it moves by itself: what is due is not sent and
// nothing is fetched until [desk.Desk.Run].
func Open(ctx context.Context, dir string, sample bool) (*House, error) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		return nil, err
	}
	h := &House{Clock: NewClock(demo.Start())}
	h.client = httpx.New(httpx.Params{
		Clock: h.Clock, Loopback: true, PerSecond: 10_000, Offline: func() bool { return true },
	})
	log, networks := slog.New(slog.DiscardHandler), platforms.All(h.client, func() oauth.Page { return oauth.Page{} })
	keeper := oauth.NewKeeper(keychain.Memory(), dir)
	if sample {
		h.World, err = demo.Open(ctx, demo.Params{Dir: dir, Clock: h.Clock, Log: log, Networks: networks, Secrets: keeper})
		if err != nil {
			return nil, err
		}
		dir = h.World.Dir()
	}
	params := desk.Params{
		Dir: dir, Clock: h.Clock, Log: log, Networks: networks, Closed: platforms.Closed(), Secrets: keeper,
		Skew: h.client.Skew, Hosts: h.client.Hosts, Restart: func() {}, Words: catalogue,
	}
	if h.World != nil {
		params.Server, params.Given = h.World.Server, h.World.Given
	}
	h.Desk, err = desk.Open(ctx, params)
	if err != nil && h.World != nil {
		err = errors.Join(err, h.World.Close())
	}
	return h, err
}

// Close closes the desk, whose Run must have returned, and the simulated
// networks.
func (h *House) Close() error {
	err := h.Desk.Close()
	if h.World != nil {
		err = errors.Join(err, h.World.Close())
	}
	h.client.Close()
	return err
}

// View is how a window is opened.
type View struct {
	Lang       string // "fr" or "en"
	Appearance string // "light" or "dark"
	Width      float32
	Height     float32
	// Staged: connecting an account succeeds without a network, so that every
	// page of the assistant can be seen. What it opens is not stored.
	Staged bool
	// OpenLink stands for the person's browser; nil opens nothing.
	OpenLink data.OpenLink
}

// Window is the window over a house. It belongs to one goroutine.
type Window struct {
	*ui.Window
	Frame fyne.Window
	Book  *words.Book
	Said  []error // what went wrong and was said on the screen

	frame  *frame
	house  *House
	queue  *work.Queue
	runner *work.Runner
}

// shown is a desk whose folder and hosts look the same wherever it runs: both
// are shown in the settings, and differ from one run to the next.
type shown struct {
	*desk.Desk
	world  *demo.World
	clock  *Clock
	staged bool            // see [View]
	opened data.NetworkRow // by the last staged sign-in
}

// Storage is the desk's, with the folder in which a person would have it.
func (s *shown) Storage(ctx context.Context) (data.Storage, error) {
	storage, err := s.Desk.Storage(ctx)
	storage.Folder = "Parvis demo/demonstration"
	return storage, err
}

// Hosts are the desk's, the simulated ones by the name of their network.
func (s *shown) Hosts() []data.HostLine {
	lines := s.Desk.Hosts()
	if s.world == nil {
		return lines
	}
	for i := range lines {
		for number, server := range s.world.Servers() {
			if "http://"+lines[i].Host == server.URL() {
				lines[i].Host = fmt.Sprintf("%s-%d.example", server.Network(), number+1)
			}
		}
	}
	slices.SortFunc(lines, func(a, b data.HostLine) int { return strings.Compare(a.Host, b.Host) })
	return lines
}

// system is a computer that opens nothing but links, where a view says how.
type system struct{ open data.OpenLink }

func (s system) OpenLink(page string) error {
	if s.open == nil {
		return nil
	}
	return s.open(page)
}
func (system) OpenFolder(string) error { return nil }
func (system) Demo() error             { return nil }
func (system) Quit()                   {}

// frame is a window of the software driver that files can be dropped on.
type frame struct {
	fyne.Window
	dropped func(fyne.Position, []fyne.URI)
}

func (f *frame) SetOnDropped(dropped func(fyne.Position, []fyne.URI)) { f.dropped = dropped }

// Window opens the window in an app of Fyne's software driver, which becomes
// the current one: only one can be open at a time.
func (h *House) Window(ctx context.Context, v View) (*Window, error) {
	if err := h.Desk.SaveSetting(ctx, data.SettingAppearance, v.Appearance); err != nil {
		return nil, err
	}
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		return nil, err
	}
	look, err := theme.New(theme.System)
	if err != nil {
		return nil, err
	}
	app := test.NewApp()
	frame := &frame{Window: app.NewWindow("")}
	w := &Window{Frame: frame, Book: catalogue.In(v.Lang), frame: frame, house: h, queue: work.NewQueue()}
	w.runner = work.New(w.queue.Do, h.Clock, func(key string, err error) {
		w.Said = append(w.Said, fmt.Errorf("%s: %w", key, err))
		w.Fail(key, err)
	})
	w.Window, err = ui.New(ctx, app, w.Frame, ui.Deps{
		Desk: &shown{Desk: h.Desk, world: h.World, clock: h.Clock, staged: v.Staged}, System: system{v.OpenLink}, Words: catalogue, Runner: w.runner, Clock: h.Clock,
		Log: slog.New(slog.DiscardHandler), Local: time.UTC, Lang: v.Lang, SystemLang: v.Lang, Theme: look,
		About: settings.About{Version: "1.0.0", Notices: assets.Notices}, Sample: h.World != nil,
	})
	if err != nil {
		return nil, err
	}
	w.Frame.Resize(fyne.NewSize(v.Width, v.Height))
	return w, w.Settle(ctx)
}

// Close stores what is being written and closes the window.
func (w *Window) Close(ctx context.Context) {
	w.Leave(ctx)
	w.runner.Close()
	w.queue.Run()
	w.Frame.Close()
}

// pause is the longest wait of the window that Settle lets pass: what comes
// later, like a toast that goes, comes with [Clock.Pass].
const pause = 500 * time.Millisecond

// Settle runs what the window has to do until each of its jobs has ended or waits,
// longer than a pause, for the clock or a person.
func (w *Window) Settle(ctx context.Context) error {
	for ctx.Err() == nil {
		ran := w.queue.Run()
		running := w.runner.Running()
		still := w.house.Clock.still()
		switch {
		case ran > 0:
		case running > still.jobs && still.server > pause:
			time.Sleep(100 * time.Microsecond)
		case running > still.jobs:
			w.house.Clock.Pass(still.server)
		case still.first <= pause:
			w.house.Clock.Pass(still.first)
		case w.queue.Run() == 0:
			return nil
		}
	}
	return ctx.Err()
}

// Pass lets the clock go on by d and the window do what that brings.
func (w *Window) Pass(ctx context.Context, d time.Duration) error {
	w.house.Clock.Pass(d)
	return w.Settle(ctx)
}

// Do does what the palette offers under a key.
func (w *Window) Do(ctx context.Context, key string) error {
	if !w.Act(key) {
		return fmt.Errorf("the palette offers no %q", key)
	}
	return w.Settle(ctx)
}

// Tap taps what says label, or else begins to; what lies on top comes first.
func (w *Window) Tap(ctx context.Context, label string) error {
	canvas := w.Frame.Canvas()
	roots := []fyne.CanvasObject{canvas.Content()}
	for _, o := range canvas.Overlays().List() {
		roots = append([]fyne.CanvasObject{o}, roots...)
	}
	for _, root := range roots {
		if target := find(root, label); target != nil {
			test.Tap(target)
			return w.Settle(ctx)
		}
	}
	return fmt.Errorf("nothing to tap says %q", label)
}

// Drop drops files of this computer onto whatever lies there.
func (w *Window) Drop(ctx context.Context, at fyne.Position, paths ...string) error {
	uris := make([]fyne.URI, len(paths))
	for i, path := range paths {
		uris[i] = storage.NewFileURI(path)
	}
	w.frame.dropped(at, uris)
	return w.Settle(ctx)
}

// Title is the name by which people know a network.
func (w *Window) Title(n data.NetworkRow) string {
	if key := "network." + string(n.Name); w.Book.Has(key) {
		return w.Book.T(key)
	}
	return n.Title
}

// TapAt taps whatever lies there.
func (w *Window) TapAt(ctx context.Context, x, y float32) error {
	test.TapCanvas(w.Frame.Canvas(), fyne.NewPos(x, y))
	return w.Settle(ctx)
}

// Press presses keys on what has the keyboard.
func (w *Window) Press(ctx context.Context, keys ...fyne.KeyName) error {
	for _, k := range keys {
		focused := w.Frame.Canvas().Focused()
		if focused == nil {
			return fmt.Errorf("nothing takes the key %s", k)
		}
		focused.TypedKey(&fyne.KeyEvent{Name: k})
		if err := w.Settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// labelled is what can be tapped and says what it is.
type labelled interface {
	fyne.Tappable
	AccessibilityLabel() string
}

func find(o fyne.CanvasObject, label string) (found fyne.Tappable) {
	Walk(o, func(o fyne.CanvasObject) bool {
		l, ok := o.(labelled)
		switch {
		case ok && l.AccessibilityLabel() == label:
			found = l
			return false
		case ok && found == nil && strings.HasPrefix(l.AccessibilityLabel(), label):
			found = l
		}
		return true
	})
	return found
}

// Picture is what the window looks like.
func (w *Window) Picture() image.Image { return w.Frame.Canvas().Capture() }

// Post is the newest post whose headline begins so.
func (h *House) Post(ctx context.Context, headline string) (data.PostID, error) {
	brands, err := h.Desk.Brands(ctx)
	if err != nil || len(brands) == 0 {
		return 0, errors.Join(err, errors.New("no brand"))
	}
	var id data.PostID
	for _, undated := range []bool{true, false} {
		entries, err := h.Desk.List(ctx, data.ListQuery{Brand: brands[0].ID, Undated: undated})
		if err != nil {
			return 0, err
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Headline, headline) {
				id = e.Post
			}
		}
	}
	if id == 0 {
		return 0, fmt.Errorf("no post %q", headline)
	}
	return id, nil
}
