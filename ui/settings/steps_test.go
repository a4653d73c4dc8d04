package settings

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

// vitrine is a network with everything that an assistant may have to go
// through. Nobody has written words for it.
func vitrine() data.NetworkRow {
	fields := []data.Field{{Key: "app_id"}, {Key: "app_secret", Secret: true}, {Key: "kind", Choices: []string{"page", "person"}}}
	return data.NetworkRow{
		Name: "vitrine", Title: "Vitrine", Card: data.Card{Setup: data.SetupOwnApp},
		Ways: []data.Way{
			{Key: "page", Browser: true, Fields: fields, Steps: []data.Step{
				{Key: "app", Link: "https://developers.vitrine.example/apps", Sketch: []data.Mark{
					{Kind: data.MarkHeading, Key: "apps"}, {Kind: data.MarkButton, Key: "create", Press: true},
				}},
				{Key: "scopes", Copy: []string{"read,write"}, Sketch: []data.Mark{{Kind: data.MarkField, Key: "scopes", Value: "read"}}},
				{Key: "live", Sketch: []data.Mark{{Kind: data.MarkSwitch, Key: "live", Press: true}}},
			}},
			{Key: "paste", Paste: true, Fields: fields},
			{Key: "unheard", Fields: []data.Field{{Key: "token", Secret: true}}},
		},
	}
}

func picked(n data.NetworkRow) *connecting {
	c := &connecting{}
	c.choose()
	c.pick(n, data.Account{}, memory{})
	return c
}

func TestStepsComeOneByOneAndCanBeSkipped(t *testing.T) {
	c := picked(vitrine())
	if c.stage != choosingWay {
		t.Fatalf("stage %d, want the choice of a way", c.stage)
	}
	c.take(0)
	var seen []string
	for c.stage == stepping {
		seen = append(seen, c.way().Steps[c.step].Key+" at "+c.host())
		c.next()
	}
	want := []string{"app at developers.vitrine.example", "scopes at developers.vitrine.example", "live at developers.vitrine.example"}
	if d := cmp.Diff(want, seen); d != "" || c.stage != filling {
		t.Errorf("stage %d; steps: %s", c.stage, d)
	}
	c.take(0)
	c.skip()
	if c.stage != filling {
		t.Errorf("after skipping: stage %d", c.stage)
	}
}

func TestGoingBackKeepsWhatWasTyped(t *testing.T) {
	c := picked(vitrine())
	c.take(0)
	c.skip()
	c.typing("app_id", "1234")
	c.typing("app_secret", "hush")
	for _, want := range []struct {
		stage stage
		step  int
	}{{stepping, 2}, {stepping, 1}, {stepping, 0}, {choosingWay, 0}, {choosing, 0}, {choosing, 0}} {
		c.back()
		if c.stage != want.stage || c.stage == stepping && c.step != want.step {
			t.Fatalf("back at stage %d, step %d, want %+v", c.stage, c.step, want)
		}
	}
	c.pick(vitrine(), data.Account{}, memory{})
	c.take(1)
	if d := cmp.Diff(map[string]string{"app_id": "1234"}, c.typed); d != "" {
		t.Error("typed:", d)
	}
	c.pick(bluesky(), data.Account{}, memory{})
	if len(c.typed) != 0 {
		t.Errorf("what was typed for one network is offered to another: %v", c.typed)
	}
}

func TestNothingToSetUpMeansNoPageMore(t *testing.T) {
	n := bluesky()
	n.Card.Setup = data.SetupNone
	n.Ways = append(n.Ways, data.Way{Key: "code", Paste: true})
	c := picked(n)
	if c.stage != filling || c.way().Key != "password" {
		t.Errorf("stage %d, way %q, want the fields of the usual way at once", c.stage, c.way().Key)
	}
	if c.before() != choosing {
		t.Errorf("back leads to stage %d", c.before())
	}
	attempt, _, _ := c.submit(map[string]string{"identifier": "a", "password": "b"})
	if !c.succeed(attempt, []data.Account{{ID: 1}}) || c.stage != closed {
		t.Errorf("after connecting: stage %d, want no page more", c.stage)
	}
}

func TestReconnectingStartsAtTheFieldsOfTheSameWay(t *testing.T) {
	c := &connecting{}
	last := memory{Way: "paste", Answers: map[string]string{"app_id": "1234", "kind": "person", "app_secret": "never kept"}}
	c.pick(vitrine(), data.Account{ID: 4}, last)
	if c.stage != filling || c.way().Key != "paste" {
		t.Fatalf("stage %d, way %q", c.stage, c.way().Key)
	}
	if d := cmp.Diff(map[string]string{"app_id": "1234", "kind": "person"}, c.typed); d != "" {
		t.Error("filled in:", d)
	}
	if c.before() != closed {
		t.Errorf("back leads to stage %d", c.before())
	}
	c.pick(vitrine(), data.Account{ID: 5}, memory{})
	if c.way().Key != "page" || c.before() != stepping {
		t.Errorf("an account of which nothing is known: way %q, back leads to stage %d", c.way().Key, c.before())
	}
}

func TestMemoryHoldsNoSecret(t *testing.T) {
	c := picked(vitrine())
	c.take(0)
	c.skip()
	_, answers, ok := c.submit(map[string]string{"app_id": " 1234 ", "app_secret": "hush"})
	if !ok || answers["kind"] != "page" {
		t.Fatalf("answers %v, missing %v", answers, c.missing)
	}
	text, err := c.remember(answers).text()
	if err != nil || strings.Contains(text, "hush") {
		t.Fatalf("kept %s, %v", text, err)
	}
	if d := cmp.Diff(memory{Way: "page", Answers: map[string]string{"app_id": "1234", "kind": "page"}}, recollect(text)); d != "" {
		t.Error(d)
	}
	for _, text := range []string{"", "null", "{", `{"way":3}`} {
		if got := recollect(text); got.Way != "" || got.Answers != nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAtLeastOneAccountIsPicked(t *testing.T) {
	c := picked(vitrine())
	c.take(1)
	attempt, _, _ := c.submit(map[string]string{"app_id": "1", "app_secret": "2"})
	if !c.ask(attempt) || !c.asking {
		t.Fatal("the question was not taken")
	}
	c.brought()
	if !c.offer(attempt, []data.Account{{ID: 1}, {ID: 2}, {ID: 3}}) || !slices.Equal(c.places(), []int{0, 1, 2}) {
		t.Fatalf("offered: %v, want all of them ticked", c.places())
	}
	if c.before() != closed {
		t.Error("one can go back although the network waits")
	}
	c.wanted = []bool{false, false, false}
	if c.picked() {
		t.Error("went on without any")
	}
	c.wanted[1] = true
	if !slices.Equal(c.places(), []int{1}) || !c.picked() || c.stage != working {
		t.Errorf("places %v, stage %d", c.places(), c.stage)
	}
	if !c.succeed(attempt, []data.Account{{ID: 2}}) || c.stage != done || len(c.found) != 1 {
		t.Errorf("after connecting: stage %d, %v", c.stage, c.found)
	}
}

func TestRefusedWhilePickingLeadsBackToTheFields(t *testing.T) {
	c := picked(vitrine())
	c.take(1)
	attempt, _, _ := c.submit(map[string]string{"app_id": "1", "app_secret": "2"})
	c.offer(attempt, []data.Account{{ID: 1}})
	if !c.fail(attempt, errors.New("gone")) || c.stage != filling || c.typed["app_id"] != "1" {
		t.Errorf("stage %d, typed %v", c.stage, c.typed)
	}
}

// In the demonstration a visitor need not invent anything; what they typed
// stays all the same.
func TestWhatIsGivenStandsInTheField(t *testing.T) {
	d := sample()
	n := vitrine()
	n.Ways = n.Ways[2:]
	n.Ways[0].Fields = []data.Field{{Key: "token", Secret: true, Given: "demo-token"}, {Key: "app_id", Given: "42"}}
	d.networks = append(d.networks, n)
	asked := make(chan map[string]string, 1)
	d.link = func(_ context.Context, c data.Connecting, _ data.Choose) ([]data.Account, error) {
		asked <- c.Answers
		return nil, nil
	}
	s := newScene(t, d)
	s.screen.Connect()
	s.Press("Vitrine")
	if given := s.screen.pane.fields["app_id"].Text(); given != "42" {
		t.Errorf("%q is given", given)
	}
	s.Fill("Identifiant de l’application", "7")
	s.Press("Connecter")
	var got map[string]string
	s.until(func() bool {
		select {
		case got = <-asked:
		default:
		}
		return got != nil
	})
	if got["token"] != "demo-token" || got["app_id"] != "7" {
		t.Errorf("asked with %v", got)
	}
}
