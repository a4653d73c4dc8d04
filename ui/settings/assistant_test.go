package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// pasted is a desk on which connecting to Vitrine goes through everything: the
// browser, what it ended on, and the choice among three accounts.
func pasted(got *data.Connecting, chosen *[]int) *desk {
	d := sample()
	d.networks = append(d.networks, vitrine())
	d.link = func(ctx context.Context, c data.Connecting, choose data.Choose) ([]data.Account, error) {
		*got = c
		if err := c.Open("https://vitrine.example/consent"); err != nil {
			return nil, err
		}
		text, err := c.Ask(ctx)
		if err != nil {
			return nil, err
		}
		c.Answers["brought"] = text
		offered := make([]data.Account, 3)
		for i := range offered {
			offered[i] = data.Account{ID: data.AccountID(20 + i), Network: "vitrine", Handle: fmt.Sprintf("@page%d", i), State: data.AccountReady}
		}
		places, err := choose(ctx, offered)
		*chosen = places
		var all []data.Account
		for _, p := range places {
			all = append(all, offered[p])
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.accounts = append(d.accounts, all...)
		return all, err
	}
	d.probe = func(context.Context, data.AccountID) ([]data.Ability, error) {
		return []data.Ability{{Key: data.AbilityPublish, OK: true}, {Key: data.AbilityModerate, Needs: "vitrine_moderate"}}, nil
	}
	return d
}

func TestAssistantFromTheNetworkToWhatTheAccountsCanDo(t *testing.T) {
	var got data.Connecting
	var chosen []int
	s := newScene(t, pasted(&got, &chosen))
	s.screen.Connect()
	s.Press("Vitrine")
	s.Press("Par le navigateur, en collant")
	s.Fill("Identifiant de l’application", "1234")
	s.Fill("Clé secrète", "hush")
	s.Press("Ouvrir le navigateur")
	s.until(func() bool { return s.screen.m.connect.asking && len(s.shell.links) == 1 })
	s.Press("Continuer") // nothing was pasted yet
	if !strings.Contains(s.Said(), "À remplir.") {
		t.Errorf("an empty answer is taken:\n%s", s.Said())
	}
	s.Fill("L’adresse où le navigateur", "https://vitrine.example/?code=1&state=2")
	s.Press("Continuer")
	s.until(func() bool { return s.screen.m.connect.stage == picking })
	if strings.Contains(fmt.Sprintf("%+v", *s.screen.m), "code=1") {
		t.Error("the model keeps what was pasted")
	}
	s.Press("@page1")
	s.Press("Continuer")
	s.until(func() bool {
		return s.screen.m.connect.stage == done && !s.screen.m.probes[22].at.IsZero() && len(s.screen.m.accounts) == 3
	})
	if got.Way != "paste" || got.Answers["app_id"] != "1234" || got.Answers["kind"] != "page" || got.Answers["brought"] != "https://vitrine.example/?code=1&state=2" {
		t.Errorf("the network was asked %+v", got)
	}
	if !slices.Equal(chosen, []int{0, 2}) {
		t.Errorf("chosen %v", chosen)
	}
	said := s.Said()
	for _, want := range []string{"Vitrine\u202f: connecté", "@page2", "Publier", "Modérer\u202f: pas permis", "Il manque\u202f: vitrine_moderate", "n’expire pas"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
	if text := s.desk.settings[data.SettingConnected(22)]; !strings.Contains(text, `"way":"paste"`) || strings.Contains(text, "hush") {
		t.Errorf("kept %s", text)
	}
	s.Press("Terminé")
	if s.screen.m.connect.stage != closed || len(s.screen.pane.fields) != 0 {
		t.Error("the pane is still there")
	}
}

func TestAssistantByKeyboard(t *testing.T) {
	var got data.Connecting
	var chosen []int
	s := newScene(t, pasted(&got, &chosen))
	canvas := s.Window.Canvas()
	key := func(names ...fyne.KeyName) {
		t.Helper()
		for _, name := range names {
			if canvas.Focused() == nil {
				t.Fatalf("nothing has the keyboard; the screen says:\n%s", s.Said())
			}
			canvas.Focused().TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
	onto := func(label string) {
		t.Helper()
		for range 60 {
			if w, ok := canvas.Focused().(interface{ AccessibilityLabel() string }); ok && strings.HasPrefix(w.AccessibilityLabel(), label) {
				return
			}
			canvas.FocusNext()
		}
		t.Fatalf("the keyboard never comes to %q; the screen says:\n%s", label, s.Said())
	}
	s.screen.Connect()
	onto("Vitrine")
	key(fyne.KeyReturn)
	if w, ok := canvas.Focused().(*widgets.Choice); !ok || !strings.HasPrefix(w.AccessibilityLabel(), "Par le navigateur, ") {
		t.Fatalf("the keyboard is at %T, want the first way", canvas.Focused())
	}
	key(fyne.KeySpace)
	for i, want := range []string{"1 sur 3", "2 sur 3", "3 sur 3"} {
		if !strings.Contains(s.Said(), want) {
			t.Fatalf("step %d says:\n%s", i+1, s.Said())
		}
		key(fyne.KeyReturn) // the next step has the keyboard already
	}
	for _, r := range "1234" {
		canvas.Focused().TypedRune(r)
	}
	canvas.FocusNext()
	for _, r := range "hush" {
		canvas.Focused().TypedRune(r)
	}
	key(fyne.KeyReturn)
	s.until(func() bool { return s.screen.m.connect.asking })
	canvas.Focused().TypedRune('c')
	key(fyne.KeyReturn)
	s.until(func() bool { return s.screen.m.connect.stage == picking })
	key(fyne.KeyReturn)
	s.until(func() bool { return s.screen.m.connect.stage == done })
	if got.Way != "page" || got.Answers["app_secret"] != "hush" || got.Answers["brought"] != "c" || len(chosen) != 3 {
		t.Errorf("asked %v, chosen %v", got.Answers, chosen)
	}
	key(fyne.KeyReturn)
	if s.screen.m.connect.stage != closed {
		t.Error("the last key does not close the pane")
	}
}

func TestStepOpensItsPageAndCopiesItsTexts(t *testing.T) {
	d := sample()
	d.networks = append(d.networks, vitrine())
	s := newScene(t, d)
	s.screen.Connect()
	s.Press("Vitrine")
	s.Press("Par le navigateur, La page")
	s.Press("Ouvrir la page")
	if !slices.Equal(s.shell.links, []string{"https://developers.vitrine.example/apps"}) {
		t.Errorf("opened %v", s.shell.links)
	}
	s.Press("Suivant")
	s.Press("Copier")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "read,write" {
		t.Errorf("copied %q", got)
	}
	if !strings.Contains(s.Said(), "Copié") {
		t.Errorf("nothing says so:\n%s", s.Said())
	}
	s.Press("J’ai déjà fait tout cela")
	if s.screen.m.connect.stage != filling {
		t.Errorf("stage %d", s.screen.m.connect.stage)
	}
}

func TestGivingUpEndsTheAttempt(t *testing.T) {
	ended := make(chan error, 1)
	d := sample()
	d.networks = append(d.networks, vitrine())
	d.link = func(ctx context.Context, c data.Connecting, _ data.Choose) ([]data.Account, error) {
		_, err := c.Ask(ctx)
		ended <- err
		return nil, err
	}
	s := newScene(t, d)
	for _, away := range []string{"Arrêter", "Annuler"} {
		s.screen.Connect()
		s.Press("Vitrine")
		s.Press("Par le navigateur, en collant")
		s.Fill("Identifiant de l’application", "1")
		s.Fill("Clé secrète", "2")
		s.Press("Ouvrir le navigateur")
		s.until(func() bool { return s.screen.m.connect.asking })
		s.Press(away)
		select {
		case err := <-ended:
			if err != context.Canceled {
				t.Errorf("%s: %v", away, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: the attempt goes on", away)
		}
		if s.screen.pane.answer != nil || s.screen.m.connect.asking {
			t.Errorf("%s: the pane still waits", away)
		}
	}
}

func TestNetworkWithoutWordsShowsNoKeys(t *testing.T) {
	d := sample()
	d.networks = []data.NetworkRow{vitrine()}
	s := newScene(t, d)
	look := func() {
		t.Helper()
		if said := s.Said(); strings.Contains(said, "⟦") || strings.Contains(said, "vitrine.") && strings.Contains(said, "connect.vitrine") {
			t.Errorf("the screen says:\n%s", said)
		}
	}
	for _, lang := range words.Languages() {
		s.Speak(lang)
		s.screen.Retranslate()
		s.screen.Connect()
		look()
		s.Press("Vitrine")
		look()
		for i := range vitrine().Ways {
			c := &s.screen.m.connect
			s.screen.turn(func() { c.take(i) })
			look()
			for c.stage == stepping {
				s.screen.turn(c.next)
				look()
			}
		}
	}
}

func TestClosedNetworkIsNamedAndCannotBeChosen(t *testing.T) {
	d := sample()
	d.networks = append(d.networks, data.NetworkRow{Name: "googleplus", Title: "Google+", Card: data.Card{Setup: data.SetupClosed, Closed: "2019-04-02"}})
	s := newScene(t, d)
	s.screen.Connect()
	said := s.Said()
	for _, want := range []string{"Google+", "Fermé depuis le 2 avr. 2019.", "Google Business Profile"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
	for _, c := range uitest.ShownOn[*widgets.Choice](s.Bench) {
		if strings.HasPrefix(c.AccessibilityLabel(), "Google+") {
			t.Error("it can be pressed")
		}
	}
}
