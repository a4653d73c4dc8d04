package settings

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"parvis/data"
)

var errLost = errors.New("lost")

// desk answers the screen's ports from memory. connect, when set, decides what
// connecting does; everything else succeeds.
type desk struct {
	mu       sync.Mutex
	networks []data.NetworkRow
	accounts []data.Account
	waiting  int
	settings map[string]string
	storage  data.Storage
	hosts    []data.HostLine
	connect  func(ctx context.Context, n data.NetworkName, answers map[string]string, open data.OpenLink) (data.Account, error)
	test     func(ctx context.Context, id data.AccountID) (data.Profile, error)
	link     func(ctx context.Context, c data.Connecting, choose data.Choose) ([]data.Account, error)
	probe    func(ctx context.Context, id data.AccountID) ([]data.Ability, error)
	expiring []data.Expiring
	spending data.Spending
	read     func(ctx context.Context, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error)
	forgot   []data.ImportID
	feeds    []data.Feed
	entries  []data.FeedEntry
	find     func(ctx context.Context, address string) ([]data.FoundFeed, error)
	folder   data.WatchFolder
	noFolder data.WatchTrouble // of SetWatchFolder
	looks    int
	listed   []string // paths of lists of feeds, read and written
	fail     error    // of SaveSetting, Backup and Restore

	removed  []data.AccountID
	restored []string
	backups  int
	writes   []string
}

func (d *desk) Networks() []data.NetworkRow { return d.networks }

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]data.Account(nil), d.accounts...), nil
}

func (d *desk) Connect(ctx context.Context, _ data.BrandID, n data.NetworkName, c data.Connecting, choose data.Choose) ([]data.Account, error) {
	if d.link != nil {
		return d.link(ctx, c, choose)
	}
	a, err := d.connect(ctx, n, c.Answers, c.Open)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.accounts = append(d.accounts, a)
	return []data.Account{a}, nil
}

func (d *desk) Probe(ctx context.Context, id data.AccountID) ([]data.Ability, error) {
	if d.probe == nil {
		return nil, nil
	}
	return d.probe(ctx, id)
}

func (d *desk) Expiring(context.Context, data.BrandID) ([]data.Expiring, error) {
	return d.expiring, nil
}

func (d *desk) Spending(context.Context, data.AccountID) (data.Spending, error) {
	return d.spending, nil
}

func (d *desk) Test(ctx context.Context, id data.AccountID) (data.Profile, error) {
	return d.test(ctx, id)
}

func (d *desk) WaitingFor(context.Context, data.AccountID) (int, error) { return d.waiting, nil }

func (d *desk) Remove(_ context.Context, id data.AccountID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.removed = append(d.removed, id)
	for i := range d.accounts {
		if d.accounts[i].ID == id {
			d.accounts[i].State = data.AccountGone
		}
	}
	return nil
}

func (d *desk) Setting(_ context.Context, name string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.settings[name], nil
}

func (d *desk) SaveSetting(_ context.Context, name, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return d.fail
	}
	d.settings[name] = value
	d.writes = append(d.writes, name+"="+value)
	return nil
}

func (d *desk) Import(ctx context.Context, _ data.BrandID, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error) {
	return d.read(ctx, paths, progress)
}

func (d *desk) ForgetImport(_ context.Context, id data.ImportID) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forgot = append(d.forgot, id)
	return 3, d.fail
}

func (d *desk) WatchFolder(context.Context, data.BrandID) (data.WatchFolder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.folder, nil
}

func (d *desk) SetWatchFolder(_ context.Context, w data.WatchFolder) (data.WatchFolder, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.noFolder != "" {
		return d.folder, &data.WatchError{Trouble: d.noFolder}
	}
	d.folder.On, d.folder.Path, d.folder.Accounts = w.On, w.Path, w.Accounts
	return d.folder, d.fail
}

func (d *desk) UndoHaul(_ context.Context, _ data.BrandID, h data.Haul) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := d.folder.Last.Drafts
	if h.Plan == d.folder.Last.Plan {
		d.folder.Last.Plan = 0
	}
	return n, d.fail
}

func (d *desk) LookNow() { d.looks++ }

func (d *desk) Feeds(context.Context, data.BrandID) ([]data.Feed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]data.Feed(nil), d.feeds...), nil
}

func (d *desk) FeedEntries(context.Context, data.BrandID, int) ([]data.FeedEntry, error) {
	return d.entries, nil
}

func (d *desk) FindFeeds(ctx context.Context, address string) ([]data.FoundFeed, error) {
	return d.find(ctx, address)
}

func (d *desk) AddFeed(_ context.Context, _ data.BrandID, found data.FoundFeed) (data.Feed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := data.Feed{ID: data.FeedID(len(d.feeds) + 1), URL: found.URL, Title: found.Title}
	d.feeds = append(d.feeds, f)
	return f, d.fail
}

func (d *desk) RemoveFeed(_ context.Context, id data.FeedID) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := append([]data.Feed(nil), d.feeds...)
	d.feeds = slices.DeleteFunc(d.feeds, func(f data.Feed) bool { return f.ID == id })
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.feeds = before
		return nil
	}, d.fail
}

func (d *desk) ImportFeeds(_ context.Context, _ data.BrandID, path string) (added, known, bad int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listed = append(d.listed, "read "+path)
	return 12, 3, 1, d.fail
}

func (d *desk) ExportFeeds(_ context.Context, _ data.BrandID, path string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listed = append(d.listed, "wrote "+path)
	return d.fail
}

func (d *desk) Storage(context.Context) (data.Storage, error) { return d.storage, nil }

func (d *desk) Backup(context.Context) (data.Backup, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.backups++
	return data.Backup{File: "new.db", Made: time.Unix(0, 0), Bytes: 2_400_000}, d.fail
}

func (d *desk) Restore(_ context.Context, file string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.restored = append(d.restored, file)
	return d.fail
}

func (d *desk) Hosts() []data.HostLine { return d.hosts }

// window is the shell around the screen, which only remembers.
type window struct {
	toasts  []string
	fails   []string
	asked   []string
	confirm func() // what the last question would do
	links   []string
	folders []string
	posts   []data.PostID
	undo    func() // of the last toast
	chosen  string // what the person chooses when asked for a file or a folder
}

func (w *window) ChooseFile(_ []string, chosen func(string)) { chosen(w.chosen) }
func (w *window) SaveFile(name string, save func(string) error) {
	if err := save(name); err != nil {
		w.fails = append(w.fails, "save")
	}
}
func (w *window) ChooseFolder(chosen func(string)) { chosen(w.chosen) }
func (w *window) Toast(text string, undo func()) {
	w.toasts, w.undo = append(w.toasts, text), undo
}
func (w *window) Fail(op string, _ error) { w.fails = append(w.fails, op) }
func (w *window) Confirm(title, text, _ string, run func()) {
	w.asked, w.confirm = append(w.asked, title+" "+text), run
}
func (w *window) OpenLink(url string)     { w.links = append(w.links, url) }
func (w *window) OpenFolder(path string)  { w.folders = append(w.folders, path) }
func (w *window) OpenPost(id data.PostID) { w.posts = append(w.posts, id) }
