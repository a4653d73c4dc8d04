package settings

import (
	"maps"
	"slices"
	"strings"

	"parvis/data"
)

// stage is how far connecting has come.
type stage int

const (
	closed   stage = iota
	choosing       // which network
	filling        // the answers
	working        // waiting for the network, or for the person in their browser
)

// connecting is the pane at the right. Secrets pass through it and are never
// kept in it.
type connecting struct {
	stage   stage
	network data.NetworkRow
	again   data.AccountID    // the account that is reconnected, 0 for a new one
	typed   map[string]string // what was typed and is no secret
	missing []string          // keys of the fields that must not be empty
	err     error             // why the last attempt failed
	details bool
	page    string // the sign-in page that was opened in the browser
	attempt int    // answers to an earlier attempt are dropped
}

// choose opens the list of networks, or goes back to it.
func (c *connecting) choose() { c.reset(choosing) }

// close leaves, whatever was going on.
func (c *connecting) close() { c.reset(closed) }

// reset makes every answer still on its way a late one.
func (c *connecting) reset(to stage) { *c = connecting{stage: to, attempt: c.attempt + 1} }

// pick opens the fields of a network; again names the account to reconnect,
// whose server and handle are filled in where the network asks for them.
func (c *connecting) pick(n data.NetworkRow, again data.Account) {
	c.reset(filling)
	c.network, c.again, c.typed = n, again.ID, map[string]string{}
	if again.ID == 0 {
		return
	}
	for _, f := range c.way().Fields {
		switch f.Key {
		case "server", "site":
			c.typed[f.Key] = again.Server
		case "identifier":
			c.typed[f.Key] = strings.TrimPrefix(again.Handle, "@")
		}
	}
}

// way is how the network is connected.
func (c *connecting) way() data.Way {
	if len(c.network.Ways) == 0 {
		return data.Way{}
	}
	return c.network.Ways[0]
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

// fields are those of the network, what may stay empty last.
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
	return []string{network + f.Code, "connect.failure." + f.Code, network + string(f.Kind)}
}

// submit begins an attempt with all answers, trimmed of the blanks that come
// with pasting. It is refused while one is under way or a field is empty that
// must not be; missing then says which.
func (c *connecting) submit(answers map[string]string) (attempt int, trimmed map[string]string, ok bool) {
	if c.stage != filling {
		return 0, nil, false
	}
	c.missing = nil
	trimmed = maps.Clone(answers)
	for _, f := range c.way().Fields {
		trimmed[f.Key] = strings.TrimSpace(answers[f.Key])
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
	c.stage, c.err, c.details, c.page = working, nil, false, ""
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

// fail goes back to the fields with the reason. A late failure changes nothing.
func (c *connecting) fail(attempt int, err error) bool {
	if !c.current(attempt) {
		return false
	}
	c.stage, c.err, c.page = filling, err, ""
	return true
}

// succeed closes the pane; a late success leaves it as it is, although the
// account is connected all the same.
func (c *connecting) succeed(attempt int) bool {
	if !c.current(attempt) {
		return false
	}
	c.close()
	return true
}

// stop gives up the attempt and keeps the fields.
func (c *connecting) stop() {
	if c.stage == working {
		c.attempt++
		c.stage, c.page = filling, ""
	}
}

func (c *connecting) current(attempt int) bool { return c.stage == working && c.attempt == attempt }

// spent tells whether the secret of the last attempt is to be typed anew: the
// network has seen it and did not want it. One that never arrived is still good.
func (c *connecting) spent() bool {
	k := data.KindOf(c.err)
	return k == data.Auth || k == data.Invalid
}
