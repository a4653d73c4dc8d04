package settings

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// accountsBody is one card an account, or the first step where there is none.
func (s *Screen) accountsBody() fyne.CanvasObject {
	b := s.words()
	if s.m.known && len(s.m.accounts) == 0 {
		return widgets.NewEmptyState(theme.IconLink, b.T("settings.empty.title"), b.T("settings.empty.text"),
			b.T("settings.connect"), s.Connect)
	}
	cards := widgets.NewColumn(12)
	for _, a := range s.m.accounts {
		cards.Add(s.card(a))
	}
	if len(s.m.accounts) > 0 {
		cards.Add(widgets.NewNote(b.T("settings.keys")))
	}
	return cards
}

// card is one account: who, in what order, what it can do, what it costs, and
// how its last test went.
func (s *Screen) card(a data.Account) fyne.CanvasObject {
	who := widgets.NewColumn(1,
		widgets.NewLabel(a.Handle, theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewNote(s.record(a)))
	head := widgets.NewRow(10, widgets.NewInitial(s.title(a.Network), a.Network), widgets.Stretch(who))
	for _, o := range s.healthAndButtons(a) {
		head.Add(o)
	}
	parts := widgets.NewColumn(12, head)
	if a.State != data.AccountArchive {
		parts.Add(widgets.NewFlow(6, 6, append(s.abilityPills(a.Can), s.probeLink(a.ID))...))
	}
	for _, o := range s.afterExpiry(a) {
		parts.Add(o)
	}
	if !a.Can.Price.Free() {
		parts.Add(s.costs(a))
	}
	if s.m.probes[a.ID].open {
		parts.Add(widgets.NewColumn(8, widgets.NewDivider(false), s.probeLines(a)))
	}
	if t, ok := s.m.trials[a.ID]; ok {
		parts.Add(s.outcome(a, t))
	}
	ground := widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard)
	if s.m.lit == a.ID {
		ground.SetLine(theme.Accent)
	}
	return widgets.NewPanel(ground, theme.Inset, parts)
}

// record writes "Mastodon 4.6 · accord dans le navigateur · connecté le …".
func (s *Screen) record(a data.Account) string {
	b, zone := s.words(), s.zone()
	parts := []string{s.title(a.Network)}
	if a.Software != "" {
		parts[0] = a.Software
	}
	if how := s.word("connect." + string(a.Network) + ".how"); how != "" && a.State != data.AccountArchive {
		parts = append(parts, how)
	}
	if !a.Connected.IsZero() {
		parts = append(parts, b.T("settings.since", "Date", b.DateRange(a.Connected.In(zone), a.Connected.In(zone))))
	}
	if a.State != data.AccountArchive {
		parts = append(parts, s.lasts(a))
	}
	return strings.Join(parts, " · ")
}

// lasts says until when the account is connected.
func (s *Screen) lasts(a data.Account) string {
	if a.Expires.IsZero() {
		return s.words().T("settings.lasting")
	}
	at := a.Expires.In(s.zone())
	return s.words().T("settings.until", "Date", s.words().DateRange(at, at))
}

func (s *Screen) healthAndButtons(a data.Account) []fyne.CanvasObject {
	b, h := s.words(), s.m.health(a)
	key := "settings.health." + h.key
	text := ""
	if h.days > 0 {
		text = b.N(key, h.days)
	} else {
		text = b.T(key)
	}
	all := []fyne.CanvasObject{widgets.NewPill(text, look(h.tone)).WithIcon(sign(h.tone))}
	switch {
	case a.State == data.AccountArchive:
	case s.m.trials[a.ID].running:
		all = append(all, widgets.NewButton(b.T("connect.stop"), func() { s.stopTest(a.ID) }))
	case h.mend:
		all = append(all, widgets.NewPrimary(b.T("settings.reconnect"), func() { s.Reconnect(a.ID) }))
	default:
		all = append(all, widgets.NewButton(b.T("settings.test"), func() { s.test(a.ID) }))
	}
	var more *widgets.Button
	more = widgets.NewIconButton(theme.IconDots, b.T("settings.more", "Account", a.Handle), func() { s.menu(a, more) })
	return append(all, more)
}

// abilityPills are what the capabilities mean, as signs with words.
func (s *Screen) abilityPills(can data.Capabilities) []fyne.CanvasObject {
	b := s.words()
	var pills []fyne.CanvasObject
	for _, one := range abilities(can) {
		text := ""
		if one.n > 0 {
			text = b.N("settings.can."+one.key, one.n)
		} else {
			text = b.T("settings.can." + one.key)
		}
		pills = append(pills, widgets.NewPill(text, look(one.tone)).WithIcon(sign(one.tone)))
	}
	return pills
}

// outcome is how the last test went.
func (s *Screen) outcome(a data.Account, t trial) fyne.CanvasObject {
	b := s.words()
	at := b.Clock(t.at.In(s.zone()))
	switch {
	case t.running:
		return widgets.NewRow(8, widgets.NewProgress(), widgets.NewNote(b.T("settings.testing")))
	case t.err != nil:
		what, why, todo := s.explain(t.err, s.title(a.Network))
		return s.trouble(what, why+" "+todo, t.err, t.details, func() { s.m.toggleDetails(a.ID); s.draw() })
	case t.profile.Followers.Known:
		return widgets.NewNote(b.N("settings.passed_followers", int(t.profile.Followers.N), "Time", at))
	}
	return widgets.NewNote(b.T("settings.passed", "Time", at))
}

// trouble says what went wrong and what to do, the raw answer folded away.
func (s *Screen) trouble(what, more string, err error, open bool, toggle func()) fyne.CanvasObject {
	b := s.words()
	column := widgets.NewColumn(2,
		widgets.NewLabel(what, theme.Label, theme.Bold, theme.Ink).Wrapping(),
		widgets.NewLabel(more, theme.Label, theme.Regular, theme.Ink).Wrapping())
	key := "common.details"
	if open {
		key = "common.hide_details"
	}
	column.Add(widgets.NewRow(0, widgets.NewLink(b.T(key), toggle)))
	if open {
		column.Add(widgets.NewLabel(raw(err), theme.Small, theme.Regular, theme.Muted).Wrapping())
	}
	return widgets.NewNotice(widgets.ToneWarm, column)
}

// explain words an error; what the keychain answers has words of its own.
func (s *Screen) explain(err error, network string) (what, why, todo string) {
	b := s.words()
	for _, locked := range []error{data.ErrKeychainLocked, data.ErrKeychainAbsent, data.ErrKeychainSlow, data.ErrNoSecret} {
		if errors.Is(err, locked) {
			return b.Keychain(err)
		}
	}
	return b.Error(err, network)
}

// raw is what "details" shows: the chain of errors, and the network's answer.
func raw(err error) string {
	text := err.Error()
	if answer := data.AsFailure("", err).Raw; answer != "" {
		text += "\n" + answer
	}
	return text
}

func (s *Screen) test(id data.AccountID) {
	if !s.m.beginTrial(id) {
		return
	}
	s.draw()
	s.p.Runner.Go(trialKey(id), func(ctx context.Context) (func(), error) {
		profile, err := s.p.Ports.Test(ctx, id)
		return func() {
			s.m.endTrial(id, profile, err)
			s.draw()
		}, nil
	})
}

func (s *Screen) stopTest(id data.AccountID) {
	s.p.Runner.Cancel(trialKey(id))
	s.m.stopTrial(id)
	s.draw()
}

// menu offers what is rarer than testing.
func (s *Screen) menu(a data.Account, at fyne.CanvasObject) {
	b := s.words()
	remove := widgets.MenuItem{Text: b.T("common.remove"), Danger: true, Run: func() { s.askRemove(a) }}
	if a.State == data.AccountArchive {
		widgets.ShowMenu(at, []widgets.MenuItem{remove})
		return
	}
	widgets.ShowMenu(at, []widgets.MenuItem{
		{Text: b.T("settings.test"), Run: func() { s.test(a.ID) }},
		{Text: b.T("settings.reconnect"), Run: func() { s.Reconnect(a.ID) }},
		remove,
	})
}

// askRemove counts what would not go out any more, and asks.
func (s *Screen) askRemove(a data.Account) {
	s.p.Runner.Go("settings.waiting", func(ctx context.Context) (func(), error) {
		n, err := s.p.Ports.WaitingFor(ctx, a.ID)
		return func() {
			if err != nil {
				s.p.Shell.Fail("settings: count what waits", err)
				return
			}
			b := s.words()
			text := b.T("settings.remove.none")
			if n > 0 {
				text = b.N("settings.remove.some", n)
			}
			s.p.Shell.Confirm(b.T("settings.remove.title", "Account", a.Handle), text+" "+b.T("settings.remove.keys"),
				b.T("common.remove"), func() { s.remove(a) })
		}, nil
	})
}

func (s *Screen) remove(a data.Account) {
	s.p.Runner.Go("settings.remove."+number(a.ID), func(ctx context.Context) (func(), error) {
		err := s.p.Ports.Remove(ctx, a.ID)
		if err == nil {
			err = s.p.Ports.SaveSetting(ctx, data.SettingConnected(a.ID), "")
		}
		return func() {
			if err != nil {
				s.p.Shell.Fail("settings: remove account", err)
				return
			}
			s.p.Shell.Toast(s.words().T("settings.removed", "Account", a.Handle), nil)
			s.readAccounts()
		}, nil
	})
}
