package settings

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

func TestConnectThroughTheWindow(t *testing.T) {
	d := sample()
	var got map[string]string
	d.connect = func(_ context.Context, _ data.NetworkName, answers map[string]string, _ data.OpenLink) (data.Account, error) {
		got = answers
		return data.Account{ID: 8, Network: "bluesky", Handle: "neuf.example", State: data.AccountReady}, nil
	}
	s := newScene(t, d)
	s.Press("Connecter un compte")
	s.Press("Bluesky")
	s.Fill("Identifiant", "neuf.example")
	s.Fill("Mot de passe", "abcd-efgh-ijkl-mnop")
	s.Press("Connecter")
	s.until(func() bool { return len(s.shell.toasts) == 1 && len(s.screen.m.accounts) == 2 })
	if got["identifier"] != "neuf.example" || got["password"] != "abcd-efgh-ijkl-mnop" {
		t.Errorf("the network was asked with %v", got)
	}
	if s.shell.toasts[0] != "neuf.example est connecté." || s.screen.m.lit != 8 {
		t.Errorf("said %q, card %d is lit", s.shell.toasts[0], s.screen.m.lit)
	}
	if said := s.Said(); strings.Contains(said, "abcd-efgh") || strings.Contains(said, "Mot de passe d’application\n") {
		t.Errorf("the pane is still there:\n%s", said)
	}
	if len(s.screen.pane.fields) != 0 {
		t.Error("the pane keeps its fields, and what was typed into them")
	}
}

func TestRefusalIsWordedAndTheSecretCleared(t *testing.T) {
	d := sample()
	d.connect = func(context.Context, data.NetworkName, map[string]string, data.OpenLink) (data.Account, error) {
		return data.Account{}, &data.Failure{Kind: data.Auth, Op: "bluesky: sign in", Raw: "AuthenticationRequired"}
	}
	s := newScene(t, d)
	s.screen.Connect()
	s.Press("Bluesky")
	s.Fill("Identifiant", "maison.example")
	s.Fill("Mot de passe", "wrong")
	s.Press("Connecter")
	s.until(func() bool { return s.screen.m.connect.err != nil })
	if said := s.Said(); !strings.Contains(said, "Bluesky refuse ce mot de passe.") || strings.Contains(said, "AuthenticationRequired") {
		t.Errorf("the screen says:\n%s", said)
	}
	if f := s.screen.pane.fields; f["password"].Text() != "" || f["identifier"].Text() != "maison.example" {
		t.Errorf("password %q, identifier %q", f["password"].Text(), f["identifier"].Text())
	}
	s.Press("Détails")
	if !strings.Contains(s.Said(), "AuthenticationRequired") {
		t.Error("the details do not show the answer")
	}
}

func TestUnreachableNetworkKeepsTheSecret(t *testing.T) {
	d := sample()
	d.connect = func(context.Context, data.NetworkName, map[string]string, data.OpenLink) (data.Account, error) {
		return data.Account{}, &data.Failure{Kind: data.Transient, Code: data.CodeOffline}
	}
	s := newScene(t, d)
	s.screen.Connect()
	s.Press("Bluesky")
	s.Fill("Identifiant", "maison.example")
	s.Fill("Mot de passe", "abcd")
	s.Press("Connecter")
	s.until(func() bool { return s.screen.m.connect.err != nil })
	if got := s.screen.pane.fields["password"].Text(); got != "abcd" {
		t.Errorf("the secret that was never sent is %q now", got)
	}
}

func TestBrowserSignInCanBeReopenedAndStopped(t *testing.T) {
	d := sample()
	ended := make(chan error, 1)
	d.connect = func(ctx context.Context, _ data.NetworkName, _ map[string]string, open data.OpenLink) (data.Account, error) {
		if err := open("https://reseau.example/oauth"); err != nil {
			return data.Account{}, err
		}
		<-ctx.Done()
		ended <- ctx.Err()
		return data.Account{ID: 9, Handle: "late.example"}, nil
	}
	s := newScene(t, d)
	s.screen.Connect()
	s.Press("Mastodon")
	s.Fill("Serveur", "reseau.example")
	s.Press("Ouvrir le navigateur")
	s.until(func() bool { return len(s.shell.links) == 1 })
	s.Press("Rouvrir la page")
	if len(s.shell.links) != 2 || s.shell.links[1] != "https://reseau.example/oauth" {
		t.Errorf("opened %v", s.shell.links)
	}
	s.Press("Arrêter")
	<-ended
	s.screen.p.Runner.Close()
	s.Run()
	if s.screen.m.connect.stage != filling || len(s.shell.toasts) != 0 {
		t.Errorf("after stopping: stage %d, said %v", s.screen.m.connect.stage, s.shell.toasts)
	}
}

func TestAccountTestIsShown(t *testing.T) {
	d := sample()
	d.test = func(context.Context, data.AccountID) (data.Profile, error) {
		return data.Profile{Followers: data.Known(1204)}, nil
	}
	s := newScene(t, d)
	s.Press("Tester")
	s.until(func() bool { return !s.screen.m.trials[7].at.IsZero() })
	if said := s.Said(); !strings.Contains(said, "testée à 13:00, 1\u202f204 abonnés") {
		t.Errorf("the screen says:\n%s", said)
	}
	d.test = func(context.Context, data.AccountID) (data.Profile, error) {
		return data.Profile{}, &data.Failure{Kind: data.Auth, Op: "bluesky: profile"}
	}
	s.Press("Tester")
	s.until(func() bool { return s.screen.m.trials[7].err != nil })
	if said := s.Said(); !strings.Contains(said, "Refusé") || !strings.Contains(said, "Reconnecter") {
		t.Errorf("the screen says:\n%s", said)
	}
}

func TestRemovingAsksWithWhatWaits(t *testing.T) {
	d := sample()
	d.waiting = 3
	d.settings = map[string]string{data.SettingConnected(7): `{"way":"password"}`}
	s := newScene(t, d)
	s.screen.askRemove(s.screen.m.accounts[0])
	s.until(func() bool { return s.shell.confirm != nil })
	if asked := s.shell.asked[0]; !strings.Contains(asked, "3 publications") || !strings.Contains(asked, "maison-lenoir.example") {
		t.Errorf("asked %q", asked)
	}
	if len(d.removed) != 0 {
		t.Fatal("removed before the answer")
	}
	s.shell.confirm()
	s.until(func() bool { return len(s.screen.m.accounts) == 0 })
	if len(d.removed) != 1 || d.removed[0] != 7 {
		t.Errorf("removed %v", d.removed)
	}
	if left := d.settings[data.SettingConnected(7)]; left != "" {
		t.Errorf("of the account stays %s", left)
	}
	if !strings.Contains(s.Said(), "Aucun compte pour l’instant") {
		t.Errorf("the empty screen says:\n%s", s.Said())
	}
}

func TestGraceIsKeptOnlyWhenItMakesSense(t *testing.T) {
	s := newScene(t, sample())
	s.screen.show(publishSection)
	field := s.screen.form.fields[data.SettingGrace]
	if field.Text() != "60" {
		t.Fatalf("shows %q, want the default", field.Text())
	}
	field.SetText("")
	field.Focus()
	test.Type(s.Window.Canvas().Focused(), "9999")
	if !strings.Contains(s.Said(), "Un nombre entier de 0 à 1\u202f440.") {
		t.Errorf("the screen says:\n%s", s.Said())
	}
	field.SetText("")
	test.Type(s.Window.Canvas().Focused(), "90")
	s.until(func() bool {
		s.desk.mu.Lock()
		defer s.desk.mu.Unlock()
		return s.desk.settings[data.SettingGrace] == "90"
	})
	if len(s.desk.writes) != 1 {
		t.Errorf("kept %v: a number half typed must not hold", s.desk.writes)
	}
}

func TestLastValueOfASettingStays(t *testing.T) {
	s := newScene(t, sample())
	for _, v := range []string{"dark", "light", "dark", "light"} {
		s.screen.keep(data.SettingAppearance, v)
	}
	s.until(func() bool { return !s.screen.writing[data.SettingAppearance] })
	if got := s.desk.settings[data.SettingAppearance]; got != "light" {
		t.Errorf("kept %q, want the last", got)
	}
}

func TestRefusedSettingIsSaid(t *testing.T) {
	d := sample()
	s := newScene(t, d)
	d.fail = errLost
	s.screen.keep(data.SettingAppearance, "dark")
	s.until(func() bool { return len(s.shell.fails) == 1 && s.screen.m.values[data.SettingAppearance] == "" })
}

func TestBackupAndRestore(t *testing.T) {
	d := sample()
	d.storage = data.Storage{Folder: "/parvis", Backups: []data.Backup{{File: "b.db", Made: noon().At, Bytes: 2_400_000}}}
	s := newScene(t, d)
	s.screen.show(storageSection)
	s.Press("Sauvegarder maintenant")
	s.until(func() bool { return len(s.shell.toasts) == 1 })
	if d.backups != 1 || s.screen.m.saving {
		t.Errorf("%d backups, saving %v", d.backups, s.screen.m.saving)
	}
	s.Press("Restaurer")
	if len(s.shell.asked) != 1 || len(d.restored) != 0 || !strings.Contains(s.shell.asked[0], "à vérifier") {
		t.Fatalf("asked %q, restored %v", s.shell.asked, d.restored)
	}
	d.fail = errLost
	s.shell.confirm()
	s.until(func() bool { return len(s.shell.fails) == 1 })
	if s.screen.m.back != "" || d.restored[0] != "b.db" {
		t.Errorf("still restoring %q; restored %v", s.screen.m.back, d.restored)
	}
}

func TestEverySectionSpeaksBothLanguages(t *testing.T) {
	s := newScene(t, sample())
	for _, lang := range words.Languages() {
		s.Speak(lang)
		s.screen.Retranslate()
		for _, to := range sections() {
			s.screen.show(to)
			if said := s.Said(); strings.Contains(said, "⟦") {
				t.Errorf("%s %s: %s", lang, to, said)
			}
		}
	}
}

func TestSwitchingLanguageKeepsWhatIsTyped(t *testing.T) {
	s := newScene(t, sample())
	s.screen.Connect()
	s.Press("Bluesky")
	s.Fill("Identifiant", "maison.example")
	s.Fill("Mot de passe", "abcd")
	s.Speak("en")
	s.screen.Retranslate()
	f := s.screen.pane.fields
	if f["identifier"].Text() != "maison.example" || f["password"].Text() != "abcd" {
		t.Errorf("identifier %q, password %q", f["identifier"].Text(), f["password"].Text())
	}
	if !strings.Contains(s.Said(), "App password") {
		t.Errorf("the pane is not in English:\n%s", s.Said())
	}
}

func TestReasonIsInSightInASmallWindow(t *testing.T) {
	d := sample()
	d.networks[0].Ways[0].Fields[1].Hint = "xxxx-xxxx-xxxx-xxxx"
	d.connect = func(context.Context, data.NetworkName, map[string]string, data.OpenLink) (data.Account, error) {
		return data.Account{}, &data.Failure{Kind: data.Auth}
	}
	s := newScene(t, d)
	s.Window.Resize(fyne.NewSize(892, 700))
	s.screen.Connect()
	s.Press("Bluesky")
	s.Fill("Identifiant", "maison.example")
	s.Fill("Mot de passe", "wrong")
	s.Press("Connecter")
	s.until(func() bool { return s.screen.m.connect.err != nil })
	driver := fyne.CurrentApp().Driver()
	view := s.screen.pane.scroll
	top := driver.AbsolutePositionForObject(view).Y
	seen := false
	for _, l := range uitest.ShownOn[*widgets.Label](s.Bench) {
		if strings.HasPrefix(l.Text(), "Bluesky refuse") {
			y := driver.AbsolutePositionForObject(l).Y
			seen = y >= top && y+l.Size().Height <= top+view.Size().Height
		}
	}
	if !seen {
		t.Error("the reason is scrolled out of sight")
	}
}

func TestReconnectBeforeTheAccountsAreRead(t *testing.T) {
	s := newScene(t, sample())
	s.screen.m.known = false
	s.screen.Reconnect(7)
	if s.screen.m.connect.stage != closed {
		t.Fatal("the pane is open for an account that nothing is known of")
	}
	s.screen.Activate()
	s.until(func() bool { return s.screen.m.connect.stage == filling })
	if got := s.screen.pane.fields["identifier"].Text(); got != "maison-lenoir.example" {
		t.Errorf("identifier %q", got)
	}
	if !strings.Contains(s.Said(), "Reconnecter Bluesky") {
		t.Errorf("the screen says:\n%s", s.Said())
	}
}

func TestAnotherAccountThanTheOneToReconnectIsSaid(t *testing.T) {
	d := sample()
	d.connect = func(context.Context, data.NetworkName, map[string]string, data.OpenLink) (data.Account, error) {
		return data.Account{ID: 8, Network: "bluesky", Handle: "autre.example"}, nil
	}
	s := newScene(t, d)
	s.screen.Reconnect(7)
	s.Fill("Mot de passe", "abcd")
	s.Press("Connecter")
	s.until(func() bool { return len(s.shell.toasts) == 1 })
	if !strings.Contains(s.shell.toasts[0], "autre.example est un autre compte") {
		t.Errorf("said %q", s.shell.toasts[0])
	}
}

func TestLockedKeychainIsWorded(t *testing.T) {
	d := sample()
	d.connect = func(context.Context, data.NetworkName, map[string]string, data.OpenLink) (data.Account, error) {
		return data.Account{}, data.ErrKeychainLocked
	}
	s := newScene(t, d)
	s.screen.Reconnect(7)
	s.Fill("Mot de passe", "abcd")
	s.Press("Connecter")
	s.until(func() bool { return s.screen.m.connect.err != nil })
	if !strings.Contains(s.Said(), "Le trousseau de cet ordinateur est verrouillé.") {
		t.Errorf("the screen says:\n%s", s.Said())
	}
	if got := s.screen.pane.fields["password"].Text(); got != "abcd" {
		t.Errorf("the secret that could not be kept is %q now", got)
	}
}
