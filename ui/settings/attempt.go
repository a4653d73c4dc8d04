package settings

import (
	"maps"
	"slices"
	"strings"

	"parvis/data"
)

// submit begins an attempt with all answers, trimmed of the blanks that come
// with pasting. It is refused while one is under way or a field is empty that
// must not be; missing then says which.
func (c *connecting) submit(answers map[string]string) (attempt int, trimmed map[string]string, ok bool) {
	if c.stage != filling {
		return 0, nil, false
	}
	c.missing = nil
	trimmed = map[string]string{}
	for _, f := range c.way().Fields {
		trimmed[f.Key] = strings.TrimSpace(answers[f.Key])
		if len(f.Choices) > 0 {
			trimmed[f.Key] = c.choice(f)
		}
		if !f.Secret {
			c.typed[f.Key] = trimmed[f.Key]
		}
		if trimmed[f.Key] == "" && !f.Optional {
			c.missing = append(c.missing, f.Key)
		}
	}
	if len(c.missing) > 0 {
		return 0, nil, false
	}
	c.attempt++
	c.stage, c.err, c.details, c.page, c.asking = working, nil, false, "", false
	return c.attempt, trimmed, true
}

// opened notes the page that the person's browser shows.
func (c *connecting) opened(attempt int, page string) bool {
	if !c.current(attempt) {
		return false
	}
	c.page = page
	return true
}

// ask notes that the network waits for what the browser ended on.
func (c *connecting) ask(attempt int) bool {
	if !c.current(attempt) {
		return false
	}
	c.asking = true
	return true
}

// brought notes that the person has given it.
func (c *connecting) brought() { c.asking, c.page = false, "" }

// offer shows the accounts that a sign-in opens, all of them ticked.
func (c *connecting) offer(attempt int, accounts []data.Account) bool {
	if !c.current(attempt) {
		return false
	}
	c.stage, c.offered = picking, accounts
	c.wanted = slices.Repeat([]bool{true}, len(accounts))
	return true
}

// places are those of the ticked accounts; going on needs at least one.
func (c *connecting) places() []int {
	var all []int
	for i, on := range c.wanted {
		if on {
			all = append(all, i)
		}
	}
	return all
}

// picked goes on with the ticked accounts.
func (c *connecting) picked() bool {
	if c.stage != picking || len(c.places()) == 0 {
		return false
	}
	c.stage, c.page = working, ""
	return true
}

// fail goes back to the fields with the reason. A late failure changes nothing.
func (c *connecting) fail(attempt int, err error) bool {
	if !c.current(attempt) {
		return false
	}
	c.stage, c.err, c.page, c.asking = filling, err, "", false
	return true
}

// succeed shows what was connected; a late success leaves the pane as it is,
// although the accounts are connected all the same. A network without set-up
// has no page for it: nothing is to be learnt there that its card in the list
// does not say.
func (c *connecting) succeed(attempt int, accounts []data.Account) bool {
	if !c.current(attempt) {
		return false
	}
	if len(accounts) == 1 && !setUp(c.network) {
		c.close()
		return true
	}
	network, again := c.network, c.again
	c.reset(done)
	c.network, c.again, c.found = network, again, accounts
	return true
}

// stop gives up the attempt and keeps the fields.
func (c *connecting) stop() {
	if c.stage == working || c.stage == picking {
		c.attempt++
		c.stage, c.page, c.asking = filling, "", false
	}
}

func (c *connecting) current(attempt int) bool {
	return (c.stage == working || c.stage == picking) && c.attempt == attempt
}

// spent tells whether the secret of the last attempt is to be typed anew: the
// network has seen it and did not want it. One that never arrived is still good.
func (c *connecting) spent() bool {
	k := data.KindOf(c.err)
	return k == data.Auth || k == data.Invalid
}

// reasons are the keys of the catalogues that may word the failure, the most
// particular first.
func (c *connecting) reasons() []string {
	if c.err == nil {
		return nil
	}
	f := data.AsFailure("", c.err)
	network := "connect." + string(c.network.Name) + "."
	if f.Code == "" {
		return []string{network + string(f.Kind)}
	}
	return []string{network + f.Code, "connect.failure." + f.Code, "failure." + f.Code, network + string(f.Kind)}
}

// remember is what to keep of an attempt, so that the account can be connected
// again the same way.
func (c *connecting) remember(answers map[string]string) memory {
	kept := maps.Clone(answers)
	for _, f := range c.way().Fields {
		if f.Secret || kept[f.Key] == "" {
			delete(kept, f.Key)
		}
	}
	return memory{Way: c.way().Key, Answers: kept}
}
