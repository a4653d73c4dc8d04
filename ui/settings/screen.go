// Package settings is the screen of accounts, networks, publishing, language,
// appearance and data: what is connected, what each account can do, what else
// there is to connect, and where everything is kept.
package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// Ports is what the settings ask of the running desk. Every call with a
// context may take long and is made off the UI thread.
type Ports interface {
	ImportPorts
	FeedPorts
	PhotoPorts
	// Networks are those that can be connected, in the order to show them.
	Networks() []data.NetworkRow
	// Accounts are those of a brand, in the order to show them.
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	// Connect checks the answers against the network and keeps the accounts that
	// they open, their secrets in the keychain. An account that is there already
	// is renewed and keeps its ID. choose is asked when there are several.
	Connect(ctx context.Context, brand data.BrandID, n data.NetworkName, c data.Connecting, choose data.Choose) ([]data.Account, error)
	// Test reads the account's profile from the network.
	Test(ctx context.Context, id data.AccountID) (data.Profile, error)
	// WaitingFor counts the posts that still are to go out on an account.
	WaitingFor(ctx context.Context, id data.AccountID) (int, error)
	// Probe asks the network what the account's credentials allow; nothing where
	// the network does not tell.
	Probe(ctx context.Context, id data.AccountID) ([]data.Ability, error)
	// Expiring lists the accounts whose credentials end within the first of
	// [data.ExpiryWarnings] or have ended, with what is planned for later.
	Expiring(ctx context.Context, brand data.BrandID) ([]data.Expiring, error)
	// Spending is what an account costs this month, with its limit.
	Spending(ctx context.Context, id data.AccountID) (data.Spending, error)
	// Remove forgets the account and its secret; what waits on it is cancelled.
	Remove(ctx context.Context, id data.AccountID) error

	// Setting is the value kept under one of the names of package data, "" when
	// it was never set.
	Setting(ctx context.Context, name string) (string, error)
	// SaveSetting keeps a value and announces a change of [data.Settings].
	SaveSetting(ctx context.Context, name, value string) error

	// Storage says where everything is kept.
	Storage(ctx context.Context) (data.Storage, error)
	// Backup makes and verifies a copy now.
	Backup(ctx context.Context) (data.Backup, error)
	// Restore puts a backup in the place of what is there, of which it first
	// makes one. The program may start anew for it.
	Restore(ctx context.Context, file string) error
	// Hosts lists every host that was spoken with since the program began.
	Hosts() []data.HostLine
}

// Shell is what the settings need of the window around them.
type Shell interface {
	FileShell
	// Toast says something in passing; undo is nil where nothing can be undone.
	Toast(text string, undo func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// Confirm asks before something that cannot be undone; do names the act.
	Confirm(title, text, do string, run func())
	// OpenLink shows an http or https address in the browser and refuses any other.
	OpenLink(url string)
	// OpenFolder shows a folder of this computer.
	OpenFolder(path string)
	// OpenPost opens a post in the pane of the composer.
	OpenPost(id data.PostID)
}

// About is what the program says of itself.
type About struct {
	Version string
	Notices string // Markdown: origin and licence of what is embedded
}

// Params is what the screen is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand
	About  About
	// Corner stands at the right of the header; nil: nothing does.
	Corner fyne.CanvasObject
}

// Action is something the screen can do, for menu and palette. Name is a key of
// the catalogues.
type Action struct {
	Name string
	Run  func()
}

// Screen is the settings. It belongs to the UI thread.
type Screen struct {
	p      Params
	m      *model
	frame  *frame
	pane   *pane
	form   *publishForm
	search *widgets.Field // of the catalogue of networks
	caps   map[data.AccountID]*widgets.Field
	wanted data.AccountID // to reconnect as soon as the accounts are read
	// writing says which settings are on their way to the store.
	writing map[string]bool
	// archives is the section that reads them.
	archives archives
	// following is the section of feeds.
	following following
	// watching is the section of the watched folder.
	watching watching
}

// New returns the screen, empty until [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{p: p, m: newModel(p.Clock), writing: map[string]bool{}, caps: map[data.AccountID]*widgets.Field{}}
	s.m.networks = p.Ports.Networks()
	s.pane = newPane(s)
	s.form = newPublishForm(s)
	s.search = newSearch(s)
	s.frame = newFrame(s)
	s.draw()
	return s
}

// Object is everything right of the rail.
func (s *Screen) Object() fyne.CanvasObject { return s.frame.object }

// Activate reads again what the screen shows, as when it comes into sight.
func (s *Screen) Activate() {
	s.readAccounts()
	s.readValues()
	s.readStorage()
	switch s.m.section {
	case feedsSection:
		s.readFeeds()
	case photosSection:
		s.readPhotos()
	}
}

// Changed hears of what was committed.
func (s *Screen) Changed(c data.Change) {
	switch c.Noun {
	case data.Accounts, data.Brands:
		s.readAccounts()
	case data.Feeds:
		if s.m.section == feedsSection {
			s.readFeeds()
		}
	case data.Watched:
		if s.m.section == photosSection {
			s.readPhotos()
		}
	case data.Settings:
		s.readValues()
		s.readAccounts() // their limits are settings
	}
}

// Retranslate writes everything anew in the language of the moment. What was
// typed to connect an account stays.
func (s *Screen) Retranslate() {
	s.form = newPublishForm(s)
	s.search = newSearch(s)
	clear(s.caps)
	s.following.address = nil
	s.draw()
	s.pane.draw()
}

// Actions are what the palette and the menu offer.
func (s *Screen) Actions() []Action {
	actions := []Action{{Name: "settings.connect", Run: s.Connect}}
	for _, to := range sections() {
		actions = append(actions, Action{Name: "settings.section." + string(to), Run: func() { s.show(to) }})
	}
	return actions
}

// Connect opens the choice of a network.
func (s *Screen) Connect() {
	s.show(accountsSection)
	s.m.lit = 0
	s.pane.forget()
	s.turn(s.m.connect.choose)
}

// Reconnect opens the fields of an account that is to be signed in again. An
// account that is not there, or whose network this build does not offer,
// changes nothing.
func (s *Screen) Reconnect(id data.AccountID) {
	s.show(accountsSection)
	if !s.m.known {
		s.wanted = id
		return
	}
	a, ok := s.m.account(id)
	if !ok || !a.State.Publishes() {
		return
	}
	if n := s.m.network(a.Network); len(n.Ways) > 0 {
		s.pick(n, a)
	}
}

// show turns to a section; leaving the accounts closes the pane.
func (s *Screen) show(to section) {
	if s.m.section != to && s.m.connect.stage != closed {
		s.abandon()
	}
	moved := s.m.section != to
	s.m.section = to
	switch to {
	case storageSection:
		s.readStorage()
	case feedsSection:
		s.readFeeds()
	case photosSection:
		s.watching = watching{}
		s.readPhotos()
	}
	s.draw()
	if moved {
		s.frame.top()
	}
}

// draw writes header, sections and body anew.
func (s *Screen) draw() { s.frame.draw() }

func (s *Screen) words() *words.Book { return s.p.Words() }

// readAccounts asks for the brand's accounts with what the section says of them.
func (s *Screen) readAccounts() {
	brand := s.p.Brand().ID
	s.p.Runner.Go("settings.accounts", func(ctx context.Context) (func(), error) {
		read, err := s.listed(ctx, brand)
		return func() {
			if err != nil {
				s.p.Shell.Fail("settings: read accounts", err)
				return
			}
			s.m.last, s.m.after, s.m.spent = read.last, read.after, read.spent
			s.m.setAccounts(read.accounts)
			s.draw()
			if id := s.wanted; id != 0 {
				s.wanted = 0
				s.Reconnect(id)
			}
		}, nil
	})
}

// listing is one answer of the desk about the accounts.
type listing struct {
	accounts []data.Account
	last     map[data.AccountID]memory
	after    map[data.AccountID][]data.Entry
	spent    map[data.AccountID]data.Spending
}

// listed reads a listing. It is not for the UI thread.
func (s *Screen) listed(ctx context.Context, brand data.BrandID) (listing, error) {
	l := listing{
		last: map[data.AccountID]memory{}, after: map[data.AccountID][]data.Entry{}, spent: map[data.AccountID]data.Spending{},
	}
	var err error
	if l.accounts, err = s.p.Ports.Accounts(ctx, brand); err != nil {
		return l, err
	}
	expiring, err := s.p.Ports.Expiring(ctx, brand)
	if err != nil {
		return l, err
	}
	for _, e := range expiring {
		l.after[e.Account.ID] = e.After
	}
	for _, a := range l.accounts {
		text, err := s.p.Ports.Setting(ctx, data.SettingConnected(a.ID))
		if err != nil {
			return l, err
		}
		l.last[a.ID] = recollect(text)
		if a.Can.Price.Free() {
			continue
		}
		if l.spent[a.ID], err = s.p.Ports.Spending(ctx, a.ID); err != nil {
			return l, err
		}
	}
	return l, nil
}

// readValues asks for all settings that the screen shows.
func (s *Screen) readValues() {
	names := []string{data.SettingLanguage, data.SettingAppearance, data.SettingGrace, data.SettingPace}
	s.p.Runner.Go("settings.values", func(ctx context.Context) (func(), error) {
		values := map[string]string{}
		for _, name := range names {
			v, err := s.p.Ports.Setting(ctx, name)
			if err != nil {
				return func() { s.p.Shell.Fail("settings: read "+name, err) }, nil
			}
			values[name] = v
		}
		return func() {
			for name, v := range values {
				if !s.writing[name] {
					s.m.values[name] = v
				}
			}
			s.form.read()
			s.draw()
		}, nil
	})
}

// keep holds a setting from now on; the announcement that follows makes it
// known. One write of a setting at a time: the last value is what stays.
func (s *Screen) keep(name, value string) {
	s.m.values[name] = value
	if !s.writing[name] {
		s.write(name)
	}
}

func (s *Screen) write(name string) {
	value := s.m.values[name]
	s.writing[name] = true
	s.p.Runner.Go("settings.keep."+name, func(ctx context.Context) (func(), error) {
		err := s.p.Ports.SaveSetting(ctx, name, value)
		return func() {
			s.writing[name] = false
			switch {
			case err != nil:
				s.p.Shell.Fail("settings: keep "+name, err)
				s.readValues()
			case s.m.values[name] != value:
				s.write(name)
			}
		}, nil
	})
}
