package settings

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

func TestAbilities(t *testing.T) {
	full := data.Capabilities{
		Text: data.TextRule{Max: 500, Unit: data.Graphemes}, Media: data.MediaRule{Images: 4}, Thread: true,
		Hold: data.HoldRule{Native: true}, Messages: true, Reply: true, Likes: true,
	}
	alone := data.Capabilities{Text: data.TextRule{Unit: data.Runes}, Reach: true}
	for name, c := range map[string]struct {
		can  data.Capabilities
		want []ability
	}{
		"nothing": {data.Capabilities{}, nil},
		"full": {full, []ability{
			{"publish", 0, good},
			{"schedule", 0, good},
			{"images", 4, good},
			{"thread", 0, good},
			{"mentions", 0, good},
			{"reply", 0, good},
			{"counts", 0, good},
			{"no_reach", 0, quiet},
		}},
		"by hand": {data.Capabilities{Text: data.TextRule{Unit: data.Graphemes}, Tap: data.TapHere}, []ability{{"by_hand", 0, caution}}},
		"a draft": {
			data.Capabilities{Text: data.TextRule{Unit: data.Runes}, Tap: data.TapThere, Media: data.MediaRule{Videos: 1, Required: true}},
			[]ability{{"draft", 0, caution}, {"videos", 1, good}, {"media_required", 0, caution}},
		},
		"moderated": {
			data.Capabilities{Text: data.TextRule{Unit: data.Runes}, Reply: true, Private: true, Reach: true, Acts: []data.Act{data.ActHide}},
			[]ability{
				{"publish", 0, good},
				{"computer", 0, caution},
				{"reply", 0, good},
				{"direct", 0, good},
				{"moderate", 0, good},
				{"reach", 0, good},
			},
		},
		"alone": {alone, []ability{
			{"publish", 0, good}, {"computer", 0, caution}, {"reach", 0, good}, {"no_reply", 0, quiet},
		}},
	} {
		if d := cmp.Diff(c.want, abilities(c.can), cmp.AllowUnexported(ability{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestProbeIsAskedOnceAtATimeAndKeepsItsLastAnswer(t *testing.T) {
	m := newModel(noon())
	m.setAccounts([]data.Account{{ID: 1, State: data.AccountReady}})
	if !m.beginProbe(1) || m.beginProbe(1) {
		t.Fatal("want the first question to go out and the second to wait for its answer")
	}
	told := []data.Ability{{Key: data.AbilityPublish, OK: true}}
	m.endProbe(1, told, nil)
	if p := m.probes[1]; p.running || !p.open || !p.at.Equal(noon().At) || len(p.lines) != 1 {
		t.Errorf("after the answer: %+v", p)
	}
	m.beginProbe(1)
	m.endProbe(1, nil, errors.New("offline"))
	if p := m.probes[1]; p.err == nil || len(p.lines) != 1 {
		t.Errorf("after a failure: %+v", p)
	}
	m.foldProbe(1)
	if m.probes[1].open {
		t.Error("still open")
	}
	m.setAccounts(nil)
	if len(m.probes) != 0 {
		t.Errorf("a removed account keeps %v", m.probes)
	}
}
