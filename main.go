// Parvis is the desk of a community manager: one native window in which a small
// business writes what it publishes, publishes it once, and sees the result.
// Everything is kept on this computer.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // Windows has no zones of its own

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"parvis/assets"
	"parvis/data"
	"parvis/data/demo"
	"parvis/data/desk"
	"parvis/data/store"
	"parvis/data/words"
	"parvis/platforms"
	"parvis/platforms/feed"
	"parvis/platforms/httpx"
	"parvis/platforms/keychain"
	"parvis/platforms/oauth"
	"parvis/ui"
	"parvis/ui/desktop"
	"parvis/ui/settings"
	"parvis/ui/theme"
	"parvis/ui/work"
)

// options are the command line.
type options struct {
	demo     bool
	offline  bool
	loopback bool
	dir      string
	lang     string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "parvis:", err)
		os.Exit(1)
	}
}

func run() error {
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	first, err := desktop.Claim(o.dir)
	if err != nil {
		if err == desktop.ErrSecond {
			return nil
		}
		return err
	}
	defer first.Release()
	log, closeLog, err := openLog(o.dir)
	if err != nil {
		return err
	}
	defer closeLog()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{options: o, log: log, first: first, app: app.NewWithID(appID)}
	if err := p.open(ctx); err != nil {
		log.Error("not opened", "err", err)
		return p.refuse(ctx, err)
	}
	p.run(ctx)
	return p.close()
}

func parse(args []string) (options, error) {
	var o options
	set := flag.NewFlagSet("parvis", flag.ContinueOnError)
	set.BoolVar(&o.demo, "demo", false, "open a sample bakery on networks simulated on this computer")
	set.BoolVar(&o.offline, "offline", false, "speak with no network but the demo's own")
	set.BoolVar(&o.loopback, "loopback", false, "also speak with servers on this computer, such as a blog being built")
	set.StringVar(&o.dir, "data", "", "data `folder` (default: Parvis in the user's configuration folder)")
	set.StringVar(&o.lang, "lang", "", "language of the window: fr or en (default: as set, or the system's)")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	if o.demo && o.lang == "" {
		o.lang = "fr" // the bakery is in Nantes
	}
	if o.lang != "" && o.lang != "fr" && o.lang != "en" {
		return o, fmt.Errorf("-lang %q: it is fr or en", o.lang)
	}
	if o.dir != "" {
		return o, nil
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return o, fmt.Errorf("no folder for data, name one with -data: %w", err)
	}
	o.dir = filepath.Join(config, "Parvis")
	if o.demo {
		o.dir = filepath.Join(config, "Parvis demo")
	}
	return o, nil
}

// appID names the application to the operating system.
const appID = "example.parvis.desk"

// program is Parvis while its window is open.
type program struct {
	options
	log    *slog.Logger
	first  *desktop.Instance
	app    fyne.App
	words  *words.Catalogue
	client *httpx.Client
	world  *demo.World // nil outside the demonstration
	desk   *desk.Desk
	runner *work.Runner
	window fyne.Window
	ui     *ui.Window
	again  bool // start anew when this one has ended
}

// open opens the desk and fills the window.
func (p *program) open(ctx context.Context) error {
	clock := data.Clock(systemClock{start: time.Now()})
	if p.demo {
		clock = demo.Clock(clock)
	}
	var err error
	if p.words, err = words.Load(assets.Words); err != nil {
		return err
	}
	if err := p.openDesk(ctx, clock); err != nil {
		return err
	}
	look, err := theme.New(theme.System)
	if err != nil {
		return err
	}
	p.app.SetIcon(theme.AppIcon())
	p.window = p.app.NewWindow("Parvis")
	p.runner = work.New(fyne.Do, clock, func(key string, err error) { p.ui.Fail(key, err) })
	p.ui, err = ui.New(ctx, p.app, p.window, ui.Deps{
		Desk: p.desk, System: p, Words: p.words, Runner: p.runner, Clock: clock, Log: p.log, Local: time.Local,
		Lang: p.lang, SystemLang: lang.SystemLocale().LanguageString(), Theme: look, Offline: p.offline, Sample: p.demo,
		About: settings.About{Version: p.app.Metadata().Version, Notices: assets.Notices},
	})
	return err
}

// openDesk opens the data folder and what speaks with the networks. The
// demonstration has a folder of its own, keeps no secret on any disk and speaks
// with nothing but its own networks.
func (p *program) openDesk(ctx context.Context, clock data.Clock) (err error) {
	p.client = httpx.New(httpx.Params{
		Clock: clock, Log: p.log, Loopback: p.loopback || p.demo, Offline: func() bool { return p.offline || p.demo },
	})
	dir, networks := p.dir, platforms.All(p.client, p.signedIn)
	secrets := keychain.New(keychain.Params{Service: "Parvis", Clock: clock})
	if p.demo {
		secrets = keychain.Memory()
	}
	keeper := oauth.NewKeeper(secrets, p.dir)
	if p.demo {
		p.world, err = demo.Open(ctx, demo.Params{Dir: dir, Clock: clock, Log: p.log, Networks: networks, Secrets: keeper})
		if err != nil {
			return err
		}
		dir = p.world.Dir()
	}
	params := desk.Params{
		Dir: dir, Clock: clock, Log: p.log, Networks: networks, Closed: platforms.Closed(), Secrets: keeper,
		Feeds: feed.New(p.client), Words: p.words,
		Skew: p.client.Skew, Hosts: p.client.Hosts, Restart: p.restart,
	}
	if p.demo {
		params.Server, params.Given = p.world.Server, p.world.Given
	}
	p.desk, err = desk.Open(ctx, params)
	return err
}

// refuse says in a window why Parvis cannot open, and mends what can be mended.
func (p *program) refuse(ctx context.Context, cause error) error {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		return errors.Join(cause, err)
	}
	look, err := theme.New(theme.System)
	if err != nil {
		return errors.Join(cause, err)
	}
	b := catalogue.In(cmp.Or(p.lang, lang.SystemLocale().LanguageString()))
	p.app.Settings().SetTheme(look)
	r := ui.Refusal{Title: b.T("shell.refused.title"), Text: b.T("shell.refused.text"), Details: cause.Error()}
	var newer *store.NewerError
	var damaged *store.DamagedError
	switch {
	case errors.As(cause, &newer):
		r.Title, r.Text = b.T("shell.newer.title"), b.T("shell.newer.text")
	case errors.As(cause, &damaged):
		r.Title, r.Text, r.Do = b.T("shell.damaged.title"), b.T("shell.damaged.text"), b.T("shell.damaged.do")
		r.Run = func() {
			_, err = store.Repair(ctx, store.Params{Dir: p.dir, Clock: systemClock{start: time.Now()}, Log: p.log})
			p.again = err == nil
			p.app.Quit()
		}
	}
	w := p.app.NewWindow("Parvis")
	ui.ShowRefusal(w, b, r, p.app.Quit)
	w.ShowAndRun()
	if !p.again {
		return errors.Join(cause, err)
	}
	p.first.Release()
	return startBeside(os.Args[1:])
}

// signedIn words what the browser shows at the end of a sign-in. It is asked
// beside the UI thread, so it takes the language as it was set last.
func (p *program) signedIn() oauth.Page {
	b := p.words.In(cmp.Or(p.lang, lang.SystemLocale().LanguageString()))
	if p.ui != nil { // the demonstration signs in before there is a window
		b = p.ui.Book()
	}
	return oauth.Page{
		Lang: b.Lang(), Title: "Parvis", Agreed: b.T("shell.signed_in"), Denied: b.T("shell.signed_out"),
	}
}

// run shows the window until it is closed or ctx ends.
func (p *program) run(ctx context.Context) {
	work, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.desk.Run(work)
	}()
	go p.first.Serve(func() { fyne.Do(p.window.RequestFocus) })
	interrupted := context.AfterFunc(ctx, func() { fyne.Do(p.Quit) })
	p.window.Resize(fyne.NewSize(1440, 900))
	p.window.SetMaster()
	defer p.lastWords()
	p.window.SetCloseIntercept(p.Quit)
	p.window.ShowAndRun()
	interrupted()
	stop()
	<-done
}

// lastWords writes a panic of the UI thread to the log: on Windows there is no
// other place to read it.
func (p *program) lastWords() {
	if v := recover(); v != nil {
		p.log.Error("panic", "value", fmt.Sprint(v), "stack", string(debug.Stack()))
		panic(v)
	}
}

// close ends what the window left open, and starts the program anew when that
// was asked for.
func (p *program) close() error {
	p.runner.Close()
	p.client.Close()
	err := p.desk.Close()
	if p.world != nil {
		err = errors.Join(err, p.world.Close())
	}
	if !p.again {
		return err
	}
	p.first.Release()
	return errors.Join(err, startBeside(os.Args[1:]))
}

// restart ends the program and starts it anew.
func (p *program) restart() {
	fyne.Do(func() {
		p.again = true
		p.Quit()
	})
}

// OpenLink shows a page in the browser.
func (p *program) OpenLink(url string) error {
	if p.demo {
		if err := demo.CheckLink(url); err != nil {
			return err
		}
	}
	return desktop.OpenLink(p.app, url)
}

// OpenFolder shows a folder.
func (p *program) OpenFolder(path string) error { return desktop.OpenFolder(p.app, path) }

// Demo opens the demonstration in a process of its own.
func (p *program) Demo() error { return startBeside([]string{"-demo"}) }

// Quit stores what is being written, then ends the program.
func (p *program) Quit() {
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	p.ui.Leave(ctx)
	p.app.Quit()
}

// startBeside starts another Parvis that outlives this one.
func startBeside(args []string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return exec.Command(self, args...).Start()
}

const maxLog = 5 << 20

// openLog appends to parvis.log, keeping one former file when it grows large.
func openLog(dir string) (*slog.Logger, func(), error) {
	path := filepath.Join(dir, "parvis.log")
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, nil, fmt.Errorf("log: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("log: %w", err)
	}
	return slog.New(slog.NewJSONHandler(f, nil)), func() { _ = f.Close() }, nil
}

// systemClock is the computer's own clock.
type systemClock struct{ start time.Time }

func (c systemClock) Now() time.Time      { return time.Now().Round(0).UTC() }
func (c systemClock) Mono() time.Duration { return time.Since(c.start) }

func (c systemClock) Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
