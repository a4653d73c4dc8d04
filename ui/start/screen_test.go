package start

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// shell only remembers what it was asked for.
type shell struct {
	did []string
}

func (s *shell) Connect()                      { s.did = append(s.did, "connect") }
func (s *shell) Demo()                         { s.did = append(s.did, "demo") }
func (s *shell) Restore()                      { s.did = append(s.did, "restore") }
func (s *shell) SetSetting(name, value string) { s.did = append(s.did, name+"="+value) }

type networks []data.NetworkRow

func (n networks) Networks() []data.NetworkRow { return n }

// living is a network that can be connected.
func living(name data.NetworkName, setup data.Setup) data.NetworkRow {
	return data.NetworkRow{Name: name, Title: "Vitrine", Card: data.Card{Setup: setup}, Ways: []data.Way{{Key: "page"}}}
}

// byHand is a place that takes nothing from a program.
func byHand() data.NetworkRow {
	n := living("byhand", data.SetupNone)
	n.Card.Can.Tap = data.TapHere
	return n
}

type fixture struct {
	screen *Screen
	shell  *shell
	window fyne.Window
	lang   string
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	all, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	all.OnMissing = func(lang, key string) { t.Errorf("%s has no %s", lang, key) }
	f := &fixture{shell: &shell{}, lang: "fr"}
	f.screen = New(Params{
		Ports: networks{
			living("bluesky", data.SetupNone), living("mastodon", data.SetupNone), living("vitrine", data.SetupOwnApp),
			{Name: "viadeo", Title: "Viadeo", Card: data.Card{Setup: data.SetupClosed}},
			byHand(),
		},
		Shell: f.shell, Words: func() *words.Book { return all.In(f.lang) },
		Appearance: func() string { return "dark" },
	})
	f.window = test.NewWindow(f.screen.Object())
	t.Cleanup(f.window.Close)
	f.window.Resize(fyne.NewSize(1100, 700))
	return f
}

// named returns the buttons and links by their words, and all that is said.
func (f *fixture) named() (map[string]fyne.Tappable, string) {
	found, said := map[string]fyne.Tappable{}, ""
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if w, ok := o.(interface{ AccessibilityLabel() string }); ok {
			said += w.AccessibilityLabel() + "\n"
			if tap, ok := o.(fyne.Tappable); ok {
				found[w.AccessibilityLabel()] = tap
			}
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(f.screen.Object())
	return found, said
}

func TestTwoChoicesAndTheWayBack(t *testing.T) {
	f := newFixture(t)
	press, said := f.named()
	for _, name := range []string{"Commencer", "Ouvrir la démonstration", "Restaurer une sauvegarde"} {
		if press[name] == nil {
			t.Fatalf("nothing says %q; the screen says:\n%s", name, said)
		}
		test.Tap(press[name])
	}
	if got := strings.Join(f.shell.did, " "); got != "connect demo restore" {
		t.Errorf("did %q", got)
	}
	if !strings.Contains(said, "Bluesky et Mastodon en une minute, sans rien demander à personne. Et 1 autre réseau, pas à pas.") {
		t.Errorf("the networks are not named:\n%s", said)
	}
	if strings.Contains(said, "Viadeo") || strings.Contains(said, "À la main") {
		t.Errorf("what cannot be connected, or not with a network, is named:\n%s", said)
	}
}

func TestLanguageAndAppearance(t *testing.T) {
	f := newFixture(t)
	press, said := f.named()
	for link, menu := range map[string]struct{ keys, want string }{
		"Français":                {"DD", data.SettingLanguage + "=en"},
		"Apparence\u202f: sombre": {"D", data.SettingAppearance + "="},
	} {
		if press[link] == nil {
			t.Fatalf("nothing says %q; the screen says:\n%s", link, said)
		}
		test.Tap(press[link])
		open, ok := f.window.Canvas().Focused().(*widgets.Menu)
		if !ok {
			t.Fatalf("%s opens no menu", link)
		}
		for range menu.keys {
			open.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		open.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if n := len(f.shell.did); n == 0 || f.shell.did[n-1] != menu.want {
			t.Errorf("%s: did %v, want %s", link, f.shell.did, menu.want)
		}
	}
	f.lang = "en"
	f.screen.Changed(data.Change{Noun: data.Settings})
	if _, said := f.named(); !strings.Contains(said, "Welcome to Parvis") {
		t.Errorf("after switching to English:\n%s", said)
	}
}
