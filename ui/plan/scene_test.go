package plan

import (
	"context"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/uitest"
)

// desk answers what a test asks of it; a test embeds the ports that its section
// calls.
type desk struct {
	Ports
	line data.Line
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return []data.Account{
		{ID: 1, Network: "bluesky", Handle: "maison-lenoir.example", State: data.AccountReady},
		{ID: 2, Network: "x", Handle: "maisonlenoir", State: data.AccountReady},
	}, nil
}

func (d *desk) Line(context.Context, data.BrandID) (data.Line, error) { return d.line, nil }

// shell is the window: it notes what it was asked.
type shell struct {
	toasts []string
	undo   func()
	opened []data.PostID
	begun  []string
}

func (s *shell) Toast(text string, undo func()) { s.toasts, s.undo = append(s.toasts, text), undo }
func (s *shell) ShowCampaign(data.CampaignID)   {}
func (s *shell) OpenPost(id data.PostID)        { s.opened = append(s.opened, id) }
func (s *shell) NewPostFor(wall string, _ data.AccountID, _ data.PillarID) {
	s.begun = append(s.begun, wall)
}

// saturday is when everything here happens, in Nantes.
func saturday() uitest.Still {
	return uitest.Still{At: time.Date(2026, 11, 21, 13, 5, 0, 0, time.UTC)}
}

// scene is the plan on a bench.
type scene struct {
	*uitest.Bench
	shell  *shell
	screen *Screen
}

// newScene shows one section of the plan.
func newScene(t *testing.T, ports Ports, section string) *scene {
	t.Helper()
	s := &scene{Bench: uitest.NewBenchBy(t, saturday()), shell: &shell{}}
	s.screen = New(Params{
		Ports: ports, Shell: s.shell, Runner: s.Runner, Clock: saturday(), Words: s.Book, Canvas: s.Canvas,
		Brand: func() data.Brand { return data.Brand{ID: 1, Zone: "Europe/Paris", Lang: "fr"} },
	})
	s.Show(s.screen.Object())
	for i, one := range s.screen.sections {
		if one.key() == section {
			s.screen.parts.Turn(i)
		}
	}
	s.Settle()
	return s
}

// press taps what is called so, and waits until all that follows is done.
func (s *scene) press(name string) {
	s.Helper()
	s.Press(name)
	s.Settle()
}

// fill types a text into a field, and waits until all that follows is done.
func (s *scene) fill(name, text string) {
	s.Helper()
	s.Fill(name, text)
	s.Settle()
}
