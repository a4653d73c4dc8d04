package settings

import (
	"maps"
	"slices"
	"time"

	"parvis/data"
)

// section is one entry of the list at the left.
type section string

const (
	accountsSection section = "accounts"
	networksSection section = "networks"
	publishSection  section = "publish"
	importSection   section = "import"
	feedsSection    section = "feeds"
	photosSection   section = "photos"
	lookSection     section = "look"
	storageSection  section = "storage"
	aboutSection    section = "about"
)

func sections() []section {
	return []section{accountsSection, networksSection, publishSection, importSection, feedsSection, photosSection, lookSection, storageSection, aboutSection}
}

// tone is how loudly something is said.
type tone int

const (
	quiet tone = iota
	good
	early // worth knowing, and no hurry
	caution
	warm
)

// model is what the settings show and what their buttons mean. It never draws,
// waits or reads the store, and it never holds a secret: the screen asks and
// brings the answers back.
type model struct {
	clock    data.Clock
	section  section
	networks []data.NetworkRow
	accounts []data.Account
	known    bool // the accounts have been read
	trials   map[data.AccountID]trial
	probes   map[data.AccountID]probe
	last     map[data.AccountID]memory        // how each was connected
	after    map[data.AccountID][]data.Entry  // what is planned for when the account has expired
	spent    map[data.AccountID]data.Spending // of those that cost money, this month
	sought   string                           // what the catalogue of networks is searched for
	lit      data.AccountID                   // just connected
	connect  connecting
	values   map[string]string // settings by name
	storage  data.Storage
	stored   bool // storage has been read
	hosts    []data.HostLine
	saving   bool   // a backup is being made
	back     string // the backup that is being restored
}

func newModel(clock data.Clock) *model {
	return &model{
		clock:   clock,
		section: accountsSection,
		trials:  map[data.AccountID]trial{},
		probes:  map[data.AccountID]probe{},
		values:  map[string]string{},
	}
}

// trial is the last test of an account's connection.
type trial struct {
	running bool
	at      time.Time // when it ended
	profile data.Profile
	err     error
	details bool // the raw answer is unfolded
}

// setAccounts takes what the store has; those that were removed do not show.
func (m *model) setAccounts(all []data.Account) {
	m.known = true
	m.accounts = slices.DeleteFunc(slices.Clone(all), func(a data.Account) bool { return a.State == data.AccountGone })
	gone := func(id data.AccountID) bool {
		_, ok := m.account(id)
		return !ok && !slices.ContainsFunc(m.connect.found, func(a data.Account) bool { return a.ID == id })
	}
	maps.DeleteFunc(m.trials, func(id data.AccountID, _ trial) bool { return gone(id) })
	maps.DeleteFunc(m.probes, func(id data.AccountID, _ probe) bool { return gone(id) })
}

func (m *model) account(id data.AccountID) (data.Account, bool) {
	i := slices.IndexFunc(m.accounts, func(a data.Account) bool { return a.ID == id })
	if i < 0 {
		return data.Account{}, false
	}
	return m.accounts[i], true
}

// network returns the row of a network. One that this build does not offer
// goes by its own name and cannot be connected: it has no fields.
func (m *model) network(n data.NetworkName) data.NetworkRow {
	i := slices.IndexFunc(m.networks, func(r data.NetworkRow) bool { return r.Name == n })
	if i < 0 {
		return data.NetworkRow{Name: n, Title: string(n)}
	}
	return m.networks[i]
}

// beginTrial tells whether a test may start: one at a time per account.
func (m *model) beginTrial(id data.AccountID) bool {
	if m.trials[id].running {
		return false
	}
	m.trials[id] = trial{running: true}
	return true
}

// endTrial keeps the outcome of a test; of an account that was removed
// meanwhile it keeps nothing.
func (m *model) endTrial(id data.AccountID, p data.Profile, err error) {
	if _, ok := m.account(id); ok {
		m.trials[id] = trial{at: m.clock.Now(), profile: p, err: err}
	}
}

// stopTrial forgets a test that was given up.
func (m *model) stopTrial(id data.AccountID) { delete(m.trials, id) }

func (m *model) toggleDetails(id data.AccountID) {
	t := m.trials[id]
	t.details = !t.details
	m.trials[id] = t
}

// health is the pill of an account.
type health struct {
	key  string // below "settings.health."
	days int    // with "expires"
	tone tone
	// mend: reconnecting is what the card offers first.
	mend bool
}

func (m *model) health(a data.Account) health {
	switch {
	case a.State == data.AccountArchive:
		return health{key: "archive", tone: quiet}
	case a.State == data.AccountReconnect:
		return health{key: "reconnect", tone: caution, mend: true}
	case data.KindOf(m.trials[a.ID].err) == data.Auth:
		return health{key: "refused", tone: warm, mend: true}
	}
	left, t := m.expiry(a)
	switch {
	case t == good:
		return health{key: "ready", tone: good}
	case left <= 0:
		return health{key: "expired", tone: warm, mend: true}
	}
	return health{key: "expires", days: max(1, int(left/(24*time.Hour))), tone: t, mend: true}
}

// expiry tells how long an account's credentials last, and how loudly that is
// to be said: good while the first of [data.ExpiryWarnings] has not come, then
// louder with each of them.
func (m *model) expiry(a data.Account) (time.Duration, tone) {
	left := a.Expires.Sub(m.clock.Now())
	t := good
	if a.Expires.IsZero() {
		return 0, t
	}
	for i, ahead := range data.ExpiryWarnings() {
		if left <= ahead {
			t = []tone{early, caution, warm}[min(i, 2)]
		}
	}
	return left, t
}
