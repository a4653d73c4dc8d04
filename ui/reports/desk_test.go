package reports

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

const today = "2026-11-21"

// clock stands at one instant and never makes anybody wait.
type clock struct{}

func (clock) Now() time.Time                            { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }
func (clock) Mono() time.Duration                       { return 0 }
func (clock) Wait(context.Context, time.Duration) error { return nil }

// desk stands in for the running desk: it makes real reports of rows in memory.
type desk struct {
	mu       sync.Mutex
	accounts []data.Account
	rows     func(days int) report.Rows
	settings map[string]string
	asked    []question
	refuse   error // of Report
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return d.accounts, nil
}

func (d *desk) Report(_ context.Context, brand data.BrandID, only []data.AccountID, days int) (*report.Report, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, question{brand, only, days})
	if d.refuse != nil {
		return nil, d.refuse
	}
	rows := d.rows(days)
	if only != nil {
		rows.Accounts = nil
		for _, a := range d.accounts {
			for _, id := range only {
				if a.ID == id {
					rows.Accounts = append(rows.Accounts, a)
				}
			}
		}
	}
	period, err := report.Last(days, today)
	if err != nil {
		return nil, err
	}
	return report.New(rows, period)
}

func (d *desk) Setting(_ context.Context, key string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.settings[key], nil
}

func (d *desk) SaveSetting(_ context.Context, key, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settings[key] = value
	return nil
}

// bakery is two periods of a bakery on three networks: the second was not read
// on two days, only the third tells reach when reach is set.
func bakery(reach bool) *desk {
	d := &desk{settings: map[string]string{}, accounts: []data.Account{
		{ID: 1, Network: "bluesky", Name: "Maison Lenoir"},
		{ID: 2, Network: "mastodon", Name: "Le fournil"},
		{ID: 3, Network: "wordpress", Name: "Le blog", Can: data.Capabilities{Reach: reach}},
	}}
	d.rows = func(days int) report.Rows {
		last, _ := time.Parse(data.DayLayout, today)
		rows := report.Rows{Accounts: d.accounts, Zone: time.UTC}
		for i := range 2 * days {
			day := last.AddDate(0, 0, i-2*days+1)
			for _, a := range d.accounts {
				if a.ID == 2 && (i == days+days/3 || i == days+days/3+1) {
					continue
				}
				row := data.AccountDay{Account: a.ID, Day: day.Format(data.DayLayout)}
				row.Followers = data.Known([]int64{0, 4100, 2200, 1500}[a.ID] + int64(i*240/days+i%5*6))
				if a.ID == 3 && reach {
					row.Reach = data.Known(int64(300 + i*137%500))
				}
				rows.Days = append(rows.Days, row)
			}
			rows.Posts = append(rows.Posts, d.post(i, day, reach))
		}
		return rows
	}
	return d
}

func (d *desk) post(i int, day time.Time, reach bool) data.PostCounts {
	titles := []string{
		"Atelier levain du samedi\nIl reste deux places.", "Portrait : l’apprentie", "Beaujolais & planche",
		"Tarte du jour", "Galette des rois : la précommande ouvre lundi à neuf heures", "",
	}
	p := data.PostCounts{Account: data.AccountID(i%3 + 1), Remote: fmt.Sprint(i), Posted: day.Add(9 * time.Hour)}
	p.Text, p.Likes, p.Replies = titles[i%len(titles)], data.Known(int64(20+i*31%90)), data.Known(int64(i%7))
	if i%2 == 0 {
		p.URL = fmt.Sprintf("https://reseau.example/%d", i)
	}
	if reach && p.Account == 3 {
		p.Reach = data.Known(int64(700 + i*53%400))
	}
	return p
}

// shell records what the screen asks of the window, and saves below folder.
type shell struct {
	runner *work.Runner
	folder string
	names  []string
	toasts []string
	failed []error
	shown  []string
	links  []string
	asked  int // to connect
}

func (s *shell) Toast(text string, _ func()) { s.toasts = append(s.toasts, text) }
func (s *shell) Fail(_ string, err error)    { s.failed = append(s.failed, err) }
func (s *shell) OpenFolder(path string)      { s.shown = append(s.shown, path) }
func (s *shell) OpenLink(url string)         { s.links = append(s.links, url) }
func (s *shell) Connect()                    { s.asked++ }

func (s *shell) SaveFile(name string, save func(string) error) {
	s.names = append(s.names, name)
	s.runner.Go("save."+name, func(context.Context) (func(), error) {
		return nil, save(s.folder + string(os.PathSeparator) + name)
	})
}

func book(t testing.TB, lang string) *words.Book {
	t.Helper()
	c, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %s", lang, key) }
	return c.In(lang)
}

// trial is a screen in a window without a display.
type trial struct {
	t      testing.TB
	desk   *desk
	shell  *shell
	queue  *work.Queue
	book   *words.Book
	screen *Screen
	window fyne.Window
}

func tryOut(t testing.TB, d *desk, width, height float32) *trial {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	tr := &trial{t: t, desk: d, shell: &shell{folder: t.TempDir()}, queue: work.NewQueue(), book: book(t, "fr")}
	runner := work.New(tr.queue.Do, clock{}, func(_ string, err error) { tr.shell.failed = append(tr.shell.failed, err) })
	tr.shell.runner = runner
	t.Cleanup(runner.Close)
	tr.screen = New(Params{
		Ports: d, Shell: tr.shell, Words: func() *words.Book { return tr.book }, Runner: runner, Clock: clock{},
		Brand:  func() data.Brand { return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris"} },
		Corner: widgets.NewPrimary("Rechercher…", nil),
	})
	tr.window = test.NewWindow(tr.screen.Object())
	t.Cleanup(tr.window.Close)
	tr.window.SetPadded(false)
	tr.window.Resize(fyne.NewSize(width, height))
	tr.screen.Activate()
	tr.until("the accounts are read", func() bool { return tr.screen.m.known })
	return tr
}

// read waits until the report is there.
func (tr *trial) read() *trial {
	tr.t.Helper()
	tr.until("the report is read", func() bool { return tr.screen.m.report != nil })
	return tr
}

// until runs the window until something is so.
func (tr *trial) until(what string, done func() bool) {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := tr.queue.Until(ctx, done); err != nil {
		tr.t.Fatalf("waiting until %s: %v (failures: %v)", what, err, tr.shell.failed)
	}
}
