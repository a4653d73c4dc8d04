package house

import (
	"context"
	"slices"
	"strings"

	"parvis/data"
)

// firstStaged is the id of the first account that a staged sign-in opens.
const firstStaged data.AccountID = 9001

// staged are the accounts that every network opens in a [View] that is staged.
func staged(n data.NetworkRow) []data.Account {
	all := []data.Account{
		{Name: "Maison Lenoir", Handle: "@maisonlenoir"},
		{Name: "Maison Lenoir, l’atelier", Handle: "@atelier.lenoir"},
	}
	for i := range all {
		all[i].ID, all[i].Network, all[i].State, all[i].Can = firstStaged+data.AccountID(i), n.Name, data.AccountReady, n.Card.Can
	}
	return all
}

// Networks are the desk's. Staged, what stands in their fields does not name a
// server of this run.
func (s *shown) Networks() []data.NetworkRow {
	rows := s.Desk.Networks()
	if !s.staged || s.world == nil {
		return rows
	}
	for _, n := range rows {
		server := s.world.Server(n.Name)
		for _, way := range n.Ways {
			for i, f := range way.Fields {
				if server != "" {
					way.Fields[i].Given = strings.ReplaceAll(f.Given, server, "https://"+string(n.Name)+".example")
				}
			}
		}
	}
	return rows
}

// Connect is the desk's. Staged, it goes through every page of the assistant
// without a network: the browser, what is to be pasted, the choice of accounts.
func (s *shown) Connect(ctx context.Context, brand data.BrandID, name data.NetworkName, c data.Connecting, choose data.Choose) ([]data.Account, error) {
	networks := s.Networks()
	i := slices.IndexFunc(networks, func(n data.NetworkRow) bool { return n.Name == name })
	if !s.staged || i < 0 {
		ask := c.Ask
		c.Ask = func(ctx context.Context) (string, error) {
			defer s.clock.atPerson(ctx)()
			return ask(ctx)
		}
		return s.Desk.Connect(ctx, brand, name, c, func(ctx context.Context, offered []data.Account) ([]int, error) {
			defer s.clock.atPerson(ctx)()
			return choose(ctx, offered)
		})
	}
	defer s.clock.atPerson(ctx)()
	n := networks[i]
	for _, w := range n.Ways {
		if w.Key == c.Way && w.Paste {
			if err := c.Open("https://" + string(name) + ".example/consent"); err != nil {
				return nil, err
			}
			if _, err := c.Ask(ctx); err != nil {
				return nil, err
			}
		}
	}
	offered := staged(n)
	places, err := choose(ctx, offered)
	if err != nil {
		return nil, err
	}
	var kept []data.Account
	for _, p := range places {
		kept = append(kept, offered[p])
	}
	s.opened = n
	return kept, nil
}

// Probe is the desk's; of a staged account it tells what the network's card does.
func (s *shown) Probe(ctx context.Context, id data.AccountID) ([]data.Ability, error) {
	if id < firstStaged {
		return s.Desk.Probe(ctx, id)
	}
	can := s.opened.Card.Can
	return []data.Ability{
		{Key: data.AbilityPublish, OK: can.Tap != data.TapHere},
		{Key: data.AbilityMedia, OK: can.Media.Images+can.Media.Videos > 0},
		{Key: data.AbilityDelete, OK: can.Delete},
		{Key: data.AbilityNumbers, OK: can.Reach || can.Likes},
		{Key: data.AbilityMessages, OK: can.Messages},
		{Key: data.AbilityReply, OK: can.Reply},
		{Key: data.AbilityModerate, OK: len(can.Acts) > 0 && id == firstStaged, Needs: "moderate"},
	}, nil
}
