package start

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"parvis/data"
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
func (s *shell) ImportPosts()                  { s.did = append(s.did, "import") }
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

// scene is the screen on a bench, with its shell.
type scene struct {
	*uitest.Bench
	screen *Screen
	shell  *shell
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{Bench: uitest.NewBench(t), shell: &shell{}}
	s.screen = New(Params{
		Ports: networks{
			living("bluesky", data.SetupNone), living("mastodon", data.SetupNone), living("vitrine", data.SetupOwnApp),
			{Name: "viadeo", Title: "Viadeo", Card: data.Card{Setup: data.SetupClosed}},
			byHand(),
		},
		Shell: s.shell, Words: s.Book,
		Appearance: func() string { return "dark" },
	})
	s.Show(s.screen.Object())
	return s
}

func TestTwoChoicesAndTheWayBack(t *testing.T) {
	s := newScene(t)
	for _, name := range []string{"Commencer", "Ouvrir la démonstration", "Restaurer une sauvegarde", "Importer un planning"} {
		s.Press(name)
	}
	if got := strings.Join(s.shell.did, " "); got != "connect demo restore import" {
		t.Errorf("did %q", got)
	}
	s.Says("Bluesky et Mastodon en une minute, sans rien demander à personne. Et 1 autre réseau, pas à pas.")
	if said := s.Said(); strings.Contains(said, "Viadeo") || strings.Contains(said, "À la main") {
		t.Errorf("what cannot be connected, or not with a network, is named:\n%s", said)
	}
}

func TestLanguageAndAppearance(t *testing.T) {
	s := newScene(t)
	for link, menu := range map[string]struct{ keys, want string }{
		"Français":           {"DD", data.SettingLanguage + "=en"},
		"Apparence : sombre": {"D", data.SettingAppearance + "="},
	} {
		s.Press(link)
		open, ok := s.Canvas().Focused().(*widgets.Menu)
		if !ok {
			t.Fatalf("%s opens no menu", link)
		}
		for range menu.keys {
			open.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		open.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if n := len(s.shell.did); n == 0 || s.shell.did[n-1] != menu.want {
			t.Errorf("%s: did %v, want %s", link, s.shell.did, menu.want)
		}
	}
	s.Speak("en")
	s.screen.Changed(data.Change{Noun: data.Settings})
	s.Says("Welcome to Parvis")
}
