package settings

import (
	"slices"
	"time"

	"parvis/data"
)

// section is one entry of the list at the left.
type section string

const (
	accountsSection section = "accounts"
	publishSection  section = "publish"
	lookSection     section = "look"
	storageSection  section = "storage"
	aboutSection    section = "about"
)

func sections() []section {
	return []section{accountsSection, publishSection, lookSection, storageSection, aboutSection}
}

// tone is how loudly something is said.
type tone int

const (
	quiet tone = iota
	good
	caution
	warm
)

// soonExpires is how long before its end an authorisation is worth renewing.
const soonExpires = 7 * 24 * time.Hour

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
	lit      data.AccountID // just connected
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
	for id := range m.trials {
		if _, ok := m.account(id); !ok {
			delete(m.trials, id)
		}
	}
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
	left := a.Expires.Sub(m.clock.Now())
	switch {
	case a.State == data.AccountReconnect:
		return health{key: "reconnect", tone: caution, mend: true}
	case data.KindOf(m.trials[a.ID].err) == data.Auth:
		return health{key: "refused", tone: warm, mend: true}
	case a.Expires.IsZero() || left > soonExpires:
		return health{key: "ready", tone: good}
	case left <= 0:
		return health{key: "expired", tone: warm, mend: true}
	}
	return health{key: "expires", days: max(1, int(left/(24*time.Hour))), tone: caution, mend: true}
}

// ability is one thing that an account can or cannot do, for the row of pills.
type ability struct {
	key  string // below "settings.can."
	n    int    // with "images"
	tone tone   // good: it can; caution: it can, if; quiet: it cannot
}

// abilities says what the capabilities mean for a person, most wanted first.
// An account that can do nothing yields nothing.
func abilities(can data.Capabilities) []ability {
	var list []ability
	add := func(has bool, key string, t tone) {
		if has {
			list = append(list, ability{key: key, tone: t})
		}
	}
	publishes := can.Text.Unit != ""
	add(publishes, "publish", good)
	add(publishes && can.Hold.Native, "schedule", good)
	add(publishes && !can.Hold.Native, "computer", caution)
	add(can.Reply, "reply", good)
	add(can.Messages, "mentions", good)
	if can.Media.Images > 0 {
		list = append(list, ability{key: "images", n: can.Media.Images, tone: good})
	}
	add(can.Thread, "thread", good)
	add(can.Likes, "counts", good)
	add(can.Reach, "reach", good)
	add(publishes && !can.Reply, "no_reply", quiet)
	add(publishes && !can.Reach, "no_reach", quiet)
	return list
}
