package settings

import (
	"context"

	"parvis/data"
)

// connectWith begins an attempt with the answers of the fields. It goes on
// beside the window; what it wants of the person is shown when it comes.
func (s *Screen) connectWith(answers map[string]string) {
	c := &s.m.connect
	attempt, answers, ok := c.submit(answers)
	s.pane.letGo()
	s.pane.draw()
	if !ok {
		return
	}
	brand, network, again, last := s.p.Brand().ID, c.network.Name, c.again, c.remember(answers)
	s.p.Runner.Go("settings.connect", func(ctx context.Context) (func(), error) {
		all, err := s.p.Ports.Connect(ctx, brand, network, data.Connecting{
			Way: last.Way, Answers: answers,
			Open: func(page string) error {
				s.p.Runner.Do(func() { s.openPage(attempt, page) })
				return nil
			},
			Ask: func(ctx context.Context) (string, error) { return s.ask(ctx, attempt) },
		}, func(ctx context.Context, offered []data.Account) ([]int, error) {
			return s.offer(ctx, attempt, offered)
		})
		for _, a := range all {
			s.keepMemory(ctx, a.ID, last)
		}
		return func() { s.connected(attempt, again, all, err) }, nil
	})
}

// keepMemory stores how an account was connected. That it cannot be stored
// costs some typing later, and nothing now.
func (s *Screen) keepMemory(ctx context.Context, id data.AccountID, last memory) {
	text, err := last.text()
	if err == nil {
		err = s.p.Ports.SaveSetting(ctx, data.SettingConnected(id), text)
	}
	if err != nil {
		s.p.Runner.Do(func() { s.p.Shell.Fail("settings: keep how an account was connected", err) })
	}
}

// ask waits for the person to bring what the browser ended on. It is not for
// the UI thread.
func (s *Screen) ask(ctx context.Context, attempt int) (string, error) {
	brought := make(chan string, 1)
	s.p.Runner.Do(func() {
		if !s.m.connect.ask(attempt) {
			return
		}
		s.pane.answer = func(text string) { brought <- text }
		s.pane.draw()
		s.pane.pasted.Focus()
	})
	select {
	case text := <-brought:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// bring hands on what was pasted.
func (s *Screen) bring() {
	p := s.pane
	if p.answer == nil {
		return
	}
	text := p.pasted.Text()
	if text == "" {
		p.pasted.SetError(s.words().T("connect.needed"))
		p.scroll.Refresh()
		return
	}
	answer := p.answer
	p.letGo()
	s.m.connect.brought()
	p.draw()
	answer(text)
}

// offer waits for the person to choose among the accounts that a sign-in opens.
// It is not for the UI thread.
func (s *Screen) offer(ctx context.Context, attempt int, offered []data.Account) ([]int, error) {
	wanted := make(chan []int, 1)
	s.p.Runner.Do(func() {
		if !s.m.connect.offer(attempt, offered) {
			return
		}
		s.pane.choice = func(places []int) { wanted <- places }
		s.pane.draw()
		s.pane.scroll.SetContent(s.pane.page)
		s.pane.focus()
	})
	select {
	case places := <-wanted:
		return places, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// picked goes on with the ticked accounts.
func (s *Screen) picked() {
	choice, places := s.pane.choice, s.m.connect.places()
	if choice == nil || !s.m.connect.picked() {
		return
	}
	s.pane.letGo()
	s.pane.draw()
	choice(places)
}

// openPage shows the sign-in page, unless the person has given up meanwhile.
func (s *Screen) openPage(attempt int, page string) {
	if s.m.connect.opened(attempt, page) {
		s.p.Shell.OpenLink(page)
		s.pane.draw()
	}
}

// connected takes the answer of the network.
func (s *Screen) connected(attempt int, again data.AccountID, all []data.Account, err error) {
	switch {
	case err != nil:
		if s.m.connect.fail(attempt, err) {
			if s.m.connect.spent() {
				s.pane.wipe()
			}
			s.pane.letGo()
			s.pane.draw()
		}
		if len(all) > 0 {
			s.readAccounts()
		}
		return
	case len(all) == 0:
		s.stopConnecting()
		return
	case !s.m.connect.succeed(attempt, all):
		return
	}
	s.pane.forget()
	s.m.lit = all[0].ID
	for _, a := range all {
		s.m.stopTrial(a.ID)
		if s.m.connect.stage == done {
			s.probe(a.ID)
		}
	}
	s.drawPane()
	if s.m.connect.stage == done {
		s.pane.scroll.SetContent(s.pane.page)
		s.pane.focus()
	} else {
		s.p.Shell.Toast(s.words().T(connectedKey(again, all[0]), "Account", all[0].Handle), nil)
	}
	s.readAccounts()
}

func connectedKey(again data.AccountID, a data.Account) string {
	if again != 0 && again != a.ID {
		return "connect.other_account"
	}
	return "connect.connected"
}

// otherAccount says that an account is not the one that was to be reconnected.
func (s *Screen) otherAccount(a data.Account) string {
	again := s.m.connect.again
	if again == 0 || again == a.ID {
		return ""
	}
	return s.words().T("connect.other_account", "Account", a.Handle)
}

func (s *Screen) stopConnecting() {
	s.p.Runner.Cancel("settings.connect")
	s.m.connect.stop()
	s.pane.letGo()
	s.pane.draw()
}
