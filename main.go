// Parvis is the desk of a community manager: one native window in which a small
// business writes what it publishes, publishes it once, and sees the result.
// Everything is kept on this computer.
package main

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // Windows has no zones of its own

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
	"github.com/gofrs/flock"

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
	first, err := claim(o.dir)
	if err != nil {
		if err == errSecond {
			return nil
		}
		return err
	}
	defer first.release()
	log, closeLog, err := openLog(o.dir)
	if err != nil {
		return err
	}
	defer closeLog()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := &program{options: o, log: log, first: first, app: app.NewWithID(appID)}
	if err := p.open(ctx); err != nil {
		return err
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
	first  *instance
	app    fyne.App
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
	if err := p.openDesk(ctx, clock); err != nil {
		return err
	}
	catalogue, err := words.Load(assets.Words)
	if err != nil {
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
		Desk: p.desk, System: p, Words: catalogue, Runner: p.runner, Clock: clock, Log: p.log, Local: time.Local,
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
	dir, networks := p.dir, platforms.All(p.client)
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
	p.desk, err = desk.Open(ctx, desk.Params{
		Dir: dir, Clock: clock, Log: p.log, Networks: networks, Secrets: keeper,
		Skew: p.client.Skew, Hosts: p.client.Hosts, Restart: p.restart,
	})
	return err
}

// run shows the window until it is closed or ctx ends.
func (p *program) run(ctx context.Context) {
	work, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.desk.Run(work)
	}()
	go p.first.serve(func() { fyne.Do(p.window.RequestFocus) })
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
	p.first.release()
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

// errSecond says that another Parvis has this data folder open; it was asked to
// show its window.
var errSecond = errors.New("already open")

// instance is the claim of this process on a data folder: a lock that dies with
// the process, and an address where a second start asks for the window.
type instance struct {
	lock   *flock.Flock
	listen net.Listener
	path   string
	token  string
}

// claim takes the data folder, or shows the window of the process that has it.
func claim(dir string) (*instance, error) {
	i := &instance{lock: flock.New(filepath.Join(dir, "lock")), path: filepath.Join(dir, "show")}
	got, err := i.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if !got {
		if err := i.handOver(); err != nil {
			return nil, fmt.Errorf("%w, and its window could not be shown: %w", errSecond, err)
		}
		return nil, errSecond
	}
	i.listen, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("single instance: %w", err), i.lock.Unlock())
	}
	i.token = rand.Text()
	address := i.listen.Addr().String() + "\n" + i.token + "\n"
	if err := os.WriteFile(i.path, []byte(address), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("single instance: %w", err), i.listen.Close(), i.lock.Unlock())
	}
	return i, nil
}

// handOver asks the first instance for its window.
func (i *instance) handOver() error {
	raw, err := os.ReadFile(i.path)
	if err != nil {
		return err
	}
	address, token, _ := strings.Cut(string(raw), "\n")
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c, strings.TrimSpace(token))
	return errors.Join(err, c.Close())
}

// serve calls show for each later start, until release.
func (i *instance) serve(show func()) {
	for {
		c, err := i.listen.Accept()
		if err != nil {
			return
		}
		_ = c.SetDeadline(time.Now().Add(time.Second))
		line := make([]byte, len(i.token))
		if _, err := io.ReadFull(c, line); err == nil && subtle.ConstantTimeCompare(line, []byte(i.token)) == 1 {
			show()
		}
		_ = c.Close()
	}
}

func (i *instance) release() {
	_ = i.listen.Close()
	_ = os.Remove(i.path)
	_ = i.lock.Unlock()
}
