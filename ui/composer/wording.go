package composer

import (
	"errors"
	"strings"

	"parvis/data"
)

// accountName is what an account is called in the pane: its network, with the
// handle where the brand has more than one account there.
func (m *model) accountName(id data.AccountID) string {
	a, ok := m.account(id)
	if !ok {
		return m.Words().T("composer.tab.common")
	}
	network := m.Words().T("network." + string(a.Network))
	if a.Can.Tap == data.TapHere { // the network is no name of a place
		return a.Short()
	}
	for _, other := range m.accounts {
		if other.ID != id && other.Network == a.Network && other.State != data.AccountGone {
			return m.Words().T("composer.tab.account", "Network", network, "Handle", a.Short())
		}
	}
	return network
}

// checkText words one line of "before publishing".
func (m *model) checkText(c check) string {
	if c.finding != nil {
		return m.findingText(c)
	}
	args := []any{"Words", c.words, "Account", m.accountName(c.account), "Part", c.part + 1, "Max", c.max, "File", c.file, "Time", m.Words().Length(c.limit)}
	switch {
	case c.saving != nil:
		return m.Words().T("composer.check.cheaper", "Account", m.accountName(c.account), "How", m.savingText(c))
	case c.money > 0:
		args = append(args, "Over", m.money(c.account, c.money))
	case c.option != "":
		args = append(args, "Option", m.optionName(c.option))
	}
	if c.n > 0 {
		return m.Words().N("composer.check."+c.key, c.n, args...)
	}
	return m.Words().T("composer.check."+c.key, args...)
}

// counterText words the length of a text on one account.
func (m *model) counterText(c counter) string {
	b := m.Words()
	a, _ := m.account(c.account)
	switch {
	case a.Can.Title && c.max == 0 && a.Can.Text.MaxBytes == 0:
		parts := m.parts(c.account)
		return b.T("composer.count.article", "Words", b.N("composer.words", len(strings.Fields(strings.Join(parts, " ")))))
	case c.max == 0:
		return b.T("composer.count.plain", "Count", c.n)
	case c.bytes && c.over > 0:
		return b.T("composer.count.weight_over", "Count", c.n, "Max", c.max, "Over", c.over)
	case c.bytes:
		return b.T("composer.count.weight", "Count", c.n, "Max", c.max)
	case c.over > 0 && c.n <= c.max:
		return b.T("composer.count.bytes", "Count", c.n, "Max", c.max)
	case c.over > 0:
		return b.T("composer.count.over", "Count", c.n, "Max", c.max, "Over", c.over)
	}
	return b.T("composer.count.of", "Count", c.n, "Max", c.max)
}

// pillText says in a word or two where the post stands; warm tells that it
// wants a person, and caution that it is not settled.
func (m *model) pillText() (text string, warm, caution bool) {
	b, s := m.Words(), m.standing()
	state := b.State(s.state, s.reason)
	switch {
	case m.trouble != nil:
		return b.T("composer.pill.unsaved"), true, false
	case s.state.NeedsPerson(), data.ByHand(s.state, s.reason):
		return m.partly(state, s), true, false
	case s.stale:
		return b.T("composer.pill.stale"), false, true
	case s.state == data.Draft:
		return state, false, true
	}
	return m.partly(state, s), false, false
}

// partly adds how many accounts have the post already.
func (m *model) partly(state string, s standing) string {
	if s.sent == 0 || s.sent == s.of {
		return state
	}
	return m.Words().T("composer.pill.partly", "State", state, "Sent", s.sent, "Of", s.of)
}

// troubleText says why the last save failed and what to do about it.
func (m *model) troubleText() string {
	b := m.Words()
	switch {
	case m.trouble == nil:
		return ""
	case errors.Is(m.trouble, data.ErrDiskFull):
		return b.T("composer.trouble.disk_full")
	case errors.Is(m.trouble, data.ErrDisk):
		return b.T("composer.trouble.disk")
	}
	return b.T("composer.trouble.other")
}

// fileText says why a file could not be attached and what to do about it.
func (m *model) fileText(err error) string {
	var f *FileError
	name := ""
	if errors.As(err, &f) {
		name = f.Name
	}
	key := "composer.file.unreadable"
	switch code := data.AsFailure("", err).Code; {
	case code == data.CodeTooLarge:
		key = "composer.file.too_large"
	case code == "broken":
		key = "composer.file.broken"
	case data.KindOf(err) == data.Invalid:
		key = "composer.file.picture"
	case errors.Is(err, data.ErrDiskFull), errors.Is(err, data.ErrDisk):
		key = "composer.file.disk_full"
	}
	return m.Words().T(key, "File", name)
}
