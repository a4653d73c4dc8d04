package settings

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
)

// stage is how far connecting has come.
type stage int

const (
	closed      stage = iota
	choosing          // which network
	choosingWay       // which of its ways
	stepping          // what to do on the network's own pages
	filling           // the answers
	working           // waiting for the network, or for the person in their browser
	picking           // which of the accounts that the sign-in opens
	done              // what was connected and what it can do
)

// connecting is the pane at the right. Secrets pass through it and are never
// kept in it.
type connecting struct {
	stage   stage
	network data.NetworkRow
	again   data.AccountID    // the account that is reconnected, 0 for a new one
	chosen  int               // the way, by its place in the network's
	step    int               // by its place in the way's
	typed   map[string]string // what was typed and is no secret
	missing []string          // keys of the fields that must not be empty
	err     error             // why the last attempt failed
	details bool
	page    string         // the sign-in page that was opened in the browser
	asking  bool           // the network waits for what the browser ended on
	offered []data.Account // with picking
	wanted  []bool         // which of offered
	found   []data.Account // with done
	attempt int            // answers to an earlier attempt are dropped
}

// choose opens the list of networks.
func (c *connecting) choose() { c.reset(choosing) }

// close leaves, whatever was going on.
func (c *connecting) close() { c.reset(closed) }

// reset makes every answer still on its way a late one.
func (c *connecting) reset(to stage) { *c = connecting{stage: to, attempt: c.attempt + 1} }

// pick begins with a network. again is the account to reconnect, or an empty
// one: its fields come first, filled in from how it was connected the last time
// and from the account itself.
func (c *connecting) pick(n data.NetworkRow, again data.Account, last memory) {
	typed := c.typed
	if c.network.Name != n.Name || c.again != again.ID {
		typed = nil
	}
	c.reset(filling)
	c.network, c.again, c.typed = n, again.ID, map[string]string{}
	maps.Copy(c.typed, typed)
	if again.ID != 0 {
		c.recall(again, last)
		return
	}
	if c.manyWays() {
		c.stage = choosingWay
		return
	}
	c.take(0)
}

// recall fills in what is known of an account that is reconnected.
func (c *connecting) recall(a data.Account, last memory) {
	for i, w := range c.network.Ways {
		if w.Key == last.Way {
			c.chosen = i
		}
	}
	for _, f := range c.way().Fields {
		text := last.Answers[f.Key]
		switch {
		case f.Secret || c.typed[f.Key] != "":
			continue
		case text != "":
		case f.Key == "server" || f.Key == "site":
			text = a.Server
		case f.Key == "identifier":
			text = strings.TrimPrefix(a.Handle, "@")
		}
		c.typed[f.Key] = text
	}
}

// setUp tells whether a network wants something done before its accounts can be
// connected.
func setUp(n data.NetworkRow) bool {
	return n.Card.Setup != data.SetupNone && n.Card.Setup != ""
}

// manyWays tells whether a way is to be chosen first. Where nothing is to be
// set up the usual way is taken at once, and another one offered beside it.
func (c *connecting) manyWays() bool { return len(c.network.Ways) > 1 && setUp(c.network) }

// take goes one of the network's ways.
func (c *connecting) take(i int) {
	c.chosen, c.step, c.err, c.missing = i, 0, nil, nil
	c.stage = filling
	if len(c.way().Steps) > 0 {
		c.stage = stepping
	}
}

// next goes on from a step: to the next one, or to the fields.
func (c *connecting) next() {
	if c.step+1 < len(c.way().Steps) {
		c.step++
		return
	}
	c.skip()
}

// skip goes to the fields: what the steps say is done already.
func (c *connecting) skip() { c.stage = filling }

// before is the stage that going back leads to, closed where nothing is before:
// an attempt is first given up.
func (c *connecting) before() stage {
	steps := len(c.way().Steps)
	switch {
	case c.stage == working || c.stage == picking || c.stage == done:
		return closed
	case c.stage == stepping && c.step > 0, c.stage == filling && steps > 0:
		return stepping
	case c.again != 0 || c.stage == choosing || c.stage == closed:
		return closed
	case c.stage != choosingWay && c.manyWays():
		return choosingWay
	}
	return choosing
}

// back goes one page back and keeps what was typed.
func (c *connecting) back() {
	to := c.before()
	if to == closed {
		return
	}
	if to == stepping {
		if c.stage == filling {
			c.step = len(c.way().Steps) - 1
		} else {
			c.step--
		}
	}
	c.stage, c.err, c.missing = to, nil, nil
}

// way is how the network is connected.
func (c *connecting) way() data.Way {
	if c.chosen >= len(c.network.Ways) {
		return data.Way{}
	}
	return c.network.Ways[c.chosen]
}

// host names the site on which the current step is done: that of its own link,
// or of the last one before it.
func (c *connecting) host() string {
	steps := c.way().Steps
	for i := min(c.step, len(steps)-1); i >= 0; i-- {
		if u, err := url.Parse(steps[i].Link); err == nil && u.Host != "" {
			return u.Host
		}
	}
	return ""
}

// typing keeps what is typed into a field that holds no secret.
func (c *connecting) typing(key, text string) {
	if f, ok := c.field(key); ok && !f.Secret {
		c.typed[key] = text
	}
	c.missing = slices.DeleteFunc(c.missing, func(k string) bool { return k == key })
}

func (c *connecting) field(key string) (data.Field, bool) {
	i := slices.IndexFunc(c.way().Fields, func(f data.Field) bool { return f.Key == key })
	if i < 0 {
		return data.Field{}, false
	}
	return c.way().Fields[i], true
}

// fields are those of the way, what may stay empty last.
func (c *connecting) fields() []data.Field {
	all := slices.Clone(c.way().Fields)
	slices.SortStableFunc(all, func(a, b data.Field) int {
		switch {
		case a.Optional == b.Optional:
			return 0
		case a.Optional:
			return 1
		}
		return -1
	})
	return all
}

// first is what stands in a field when it is made: what was typed before, or
// what is given.
func (c *connecting) first(f data.Field) string {
	return cmp.Or(c.typed[f.Key], f.Given)
}

// choice is what a field with choices holds: the usual one until another is
// chosen.
func (c *connecting) choice(f data.Field) string {
	if typed := c.typed[f.Key]; slices.Contains(f.Choices, typed) {
		return typed
	}
	return f.Choices[0]
}
