package settings

import (
	"errors"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/uitest"
)

// noon is when everything here happens.
func noon() uitest.Still {
	return uitest.Still{At: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
}

func TestRemovedAccountsDoNotShow(t *testing.T) {
	m := newModel(noon())
	m.setAccounts([]data.Account{{ID: 1, State: data.AccountReady}, {ID: 2, State: data.AccountReady}})
	m.beginTrial(2)
	m.setAccounts([]data.Account{{ID: 1, State: data.AccountReady}, {ID: 2, State: data.AccountGone}})
	if len(m.accounts) != 1 || m.accounts[0].ID != 1 {
		t.Errorf("shows %v, want account 1 only", m.accounts)
	}
	m.endTrial(2, data.Profile{}, nil)
	if len(m.trials) != 0 {
		t.Errorf("a removed account keeps the test %v", m.trials)
	}
}

func TestOneTestAtATime(t *testing.T) {
	m := newModel(noon())
	m.setAccounts([]data.Account{{ID: 1, State: data.AccountReady}})
	if !m.beginTrial(1) || m.beginTrial(1) {
		t.Fatal("want the first test to begin and the second to wait for it")
	}
	m.endTrial(1, data.Profile{Handle: "@a"}, nil)
	if got := m.trials[1]; got.running || got.profile.Handle != "@a" || !got.at.Equal(noon().At) {
		t.Errorf("after the test: %+v", got)
	}
	if !m.beginTrial(1) {
		t.Error("no second test after the first")
	}
}

func TestHealth(t *testing.T) {
	day := 24 * time.Hour
	at := noon().At
	for name, c := range map[string]struct {
		account data.Account
		failed  error
		want    health
	}{
		"ready":     {data.Account{State: data.AccountReady}, nil, health{key: "ready", tone: good}},
		"far":       {data.Account{State: data.AccountReady, Expires: at.Add(30 * day)}, nil, health{key: "ready", tone: good}},
		"soon":      {data.Account{State: data.AccountReady, Expires: at.Add(6*day + time.Hour)}, nil, health{key: "expires", days: 6, tone: caution, mend: true}},
		"two weeks": {data.Account{State: data.AccountReady, Expires: at.Add(14 * day)}, nil, health{key: "expires", days: 14, tone: early, mend: true}},
		"a week":    {data.Account{State: data.AccountReady, Expires: at.Add(7 * day)}, nil, health{key: "expires", days: 7, tone: caution, mend: true}},
		"later":     {data.Account{State: data.AccountReady, Expires: at.Add(14*day + time.Second)}, nil, health{key: "ready", tone: good}},
		"today":     {data.Account{State: data.AccountReady, Expires: at.Add(time.Hour)}, nil, health{key: "expires", days: 1, tone: warm, mend: true}},
		"archive":   {data.Account{State: data.AccountArchive}, nil, health{key: "archive", tone: quiet}},
		"over":      {data.Account{State: data.AccountReady, Expires: at}, nil, health{key: "expired", tone: warm, mend: true}},
		"reconnect": {data.Account{State: data.AccountReconnect}, nil, health{key: "reconnect", tone: caution, mend: true}},
		"refused":   {data.Account{State: data.AccountReady}, &data.Failure{Kind: data.Auth}, health{key: "refused", tone: warm, mend: true}},
		"offline":   {data.Account{State: data.AccountReady}, &data.Failure{Kind: data.Transient}, health{key: "ready", tone: good}},
	} {
		m := newModel(noon())
		c.account.ID = 1
		m.setAccounts([]data.Account{c.account})
		if c.failed != nil {
			m.endTrial(1, data.Profile{}, c.failed)
		}
		if got := m.health(c.account); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestUnknownNetworkHasNoFields(t *testing.T) {
	m := newModel(noon())
	m.networks = []data.NetworkRow{bluesky()}
	if got := m.network("bluesky").Title; got != "Bluesky" {
		t.Errorf("title %q", got)
	}
	if got := m.network("other"); got.Title != "other" || len(got.Ways) > 0 {
		t.Errorf("unknown network: %+v", got)
	}
}

func TestMinutes(t *testing.T) {
	m := newModel(noon())
	for _, c := range []struct {
		setting, value string
		want           int
	}{
		{data.SettingGrace, "", 60},
		{data.SettingGrace, "0", 0},
		{data.SettingGrace, " 90 ", 90},
		{data.SettingGrace, "1441", 60},
		{data.SettingGrace, "-1", 60},
		{data.SettingGrace, "une heure", 60},
		{data.SettingPace, "", 1},
		{data.SettingPace, "0", 1},
		{data.SettingPace, "5", 5},
	} {
		m.values[c.setting] = c.value
		if got := m.minutes(c.setting); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.setting, c.value, got, c.want)
		}
	}
	if _, err := parseMinutes("1.5", bounds{0, 9}); !errors.Is(err, errMinutes) {
		t.Errorf("1.5: %v, want errMinutes", err)
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]struct {
		key    string
		v      float64
		digits int
	}{
		0: {"bytes", 0, 0}, 999: {"bytes", 999, 0}, 1000: {"kb", 1, 0}, 12_400_000: {"mb", 12.4, 1}, 3_000_000_000: {"gb", 3, 1},
	} {
		if key, v, digits := size(bytes); key != want.key || v != want.v || digits != want.digits {
			t.Errorf("%d: %s %v %d, want %+v", bytes, key, v, digits, want)
		}
	}
}
