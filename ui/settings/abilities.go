package settings

import (
	"time"

	"parvis/data"
)

// ability is one thing that an account can or cannot do, for the row of pills.
type ability struct {
	key  string // below "settings.can."
	n    int    // with "images" and "videos"
	tone tone   // good: it can; caution: it can, if; quiet: it cannot
}

// abilities says what the capabilities mean for a person, most wanted first.
// An account that can do nothing yields nothing.
func abilities(can data.Capabilities) []ability {
	var list []ability
	add := func(has bool, key string, t tone) {
		if has {
			list = append(list, ability{key: key, tone: t})
		}
	}
	many := func(n int, key string) {
		if n > 0 {
			list = append(list, ability{key: key, n: n, tone: good})
		}
	}
	publishes := can.Text.Unit != ""
	alone := publishes && can.Tap == data.TapNone
	add(alone, "publish", good)
	add(publishes && can.Tap == data.TapHere, "by_hand", caution)
	add(publishes && can.Tap == data.TapThere, "draft", caution)
	add(publishes && can.Hold.Native, "schedule", good)
	add(alone && !can.Hold.Native, "computer", caution)
	many(can.Media.Images, "images")
	many(can.Media.Videos, "videos")
	add(can.Media.Required, "media_required", caution)
	add(can.Thread, "thread", good)
	add(can.Messages, "mentions", good)
	add(can.Reply, "reply", good)
	add(can.Private, "direct", good)
	add(len(can.Acts) > 0, "moderate", good)
	add(can.Likes, "counts", good)
	add(can.Reach, "reach", good)
	add(alone && !can.Reply, "no_reply", quiet)
	add(alone && !can.Reach, "no_reach", quiet)
	return list
}

// probe is what a network last told of an account's credentials.
type probe struct {
	open    bool // its lines are shown
	running bool
	at      time.Time // when the network told
	lines   []data.Ability
	err     error
}

// beginProbe tells whether the network may be asked: one question at a time per
// account. What it told before stays until it answers.
func (m *model) beginProbe(id data.AccountID) bool {
	p := m.probes[id]
	if p.running {
		return false
	}
	p.running, p.open, p.err = true, true, nil
	m.probes[id] = p
	return true
}

// endProbe keeps the answer.
func (m *model) endProbe(id data.AccountID, lines []data.Ability, err error) {
	p := m.probes[id]
	p.running, p.err = false, err
	if err == nil {
		p.at, p.lines = m.clock.Now(), lines
	}
	m.probes[id] = p
}

// foldProbe hides the lines.
func (m *model) foldProbe(id data.AccountID) {
	p := m.probes[id]
	p.open = false
	m.probes[id] = p
}
