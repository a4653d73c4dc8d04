package settings

import (
	"testing"

	"parvis/assets"
	"parvis/data"
	"parvis/ui/uitest"
)

// scene is the settings on a bench, with their desk and their shell.
type scene struct {
	*uitest.Bench
	desk   *desk
	shell  *window
	screen *Screen
}

func newScene(t *testing.T, d *desk) *scene {
	t.Helper()
	if d.settings == nil {
		d.settings = map[string]string{}
	}
	s := &scene{Bench: uitest.NewBenchBy(t, noon()), desk: d, shell: &window{}}
	s.screen = New(Params{
		Ports: d, Shell: s.shell, Runner: s.Runner, Clock: noon(), Words: s.Book,
		Brand: func() data.Brand { return data.Brand{ID: 1, Zone: "Europe/Paris"} },
		About: About{Version: "1.2.3", Notices: assets.Notices},
	})
	s.Show(s.screen.Object())
	s.screen.Activate()
	s.until(func() bool { return s.screen.m.known && s.screen.m.stored })
	return s
}

// until runs what comes back until done says so.
func (s *scene) until(done func() bool) {
	s.Helper()
	s.Until("what the test waits for", done)
}

func sample() *desk {
	return &desk{
		networks: []data.NetworkRow{bluesky(), {Name: "mastodon", Title: "Mastodon", Ways: []data.Way{{Key: "page", Browser: true, Fields: []data.Field{{Key: "server", Hint: "mastodon.social"}}}}}},
		accounts: []data.Account{{ID: 7, Network: "bluesky", Handle: "maison-lenoir.example", State: data.AccountReady}},
	}
}
