package demo

import (
	"context"
	"fmt"
	"strings"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// stage is one simulated server.
type stage struct {
	name    string
	network data.NetworkName
	site    string // the address that it shows as its own
}

// stages are the servers of the demonstration, in the order they are started:
// those of the sample brands, then one for each network that a guest is on.
func stages() []stage {
	all := []stage{
		{name: "bluesky", network: "bluesky"},
		{name: "reseau", network: "mastodon"},
		{name: "blog", network: "wordpress", site: "https://blog.maison-lenoir.example"},
		{name: "recettes", network: "wordpress", site: "https://recettes.maison-lenoir.example"},
	}
	for _, g := range guests() {
		all = append(all, stage{name: string(g.network), network: g.network})
	}
	return all
}

// sample is a brand with its accounts.
type sample struct {
	data.Brand
	file    string // of content/
	members []member
	planned bool // it has a line, campaigns and hours that it keeps for posts
}

// member is one account of the demonstration. Its key is how content/ names it.
type member struct {
	key       string
	stage     string
	user      string // as the network writes it when signing in
	name      string
	followers int
	following int
	growth    float64 // followers a day
	remarks   int     // of a year, besides those of the last days
}

// password opens every account; the servers listen on this computer only.
const password = "demo-demo-demo-demo"

func brands() []sample {
	return []sample{
		{
			Brand: data.Brand{Name: "Maison Lenoir", Sector: "Boulangerie", Colour: "#E9C46A", Zone: "Europe/Paris", Lang: "fr"},
			file:  "bakery", planned: true,
			members: []member{
				{"bluesky", "bluesky", "maison-lenoir.example", "Maison Lenoir", 1986, 214, 1.9, 34},
				{"bluesky.atelier", "bluesky", "atelier.maison-lenoir.example", "L’atelier Lenoir", 412, 96, 0.6, 9},
				{"mastodon", "reseau", "maisonlenoir", "Maison Lenoir", 2640, 388, 2.3, 30},
				{"mastodon.fournil", "reseau", "fournil", "Le fournil de la Maison Lenoir", 338, 71, 0.4, 8},
				{"wordpress", "blog", "lea", "Maison Lenoir, le journal", 0, 0, 0, 8},
				{"wordpress.recettes", "recettes", "lea", "Les recettes de la Maison Lenoir", 0, 0, 0, 12},
			},
		},
		{
			Brand: data.Brand{Name: "Café Coquelicot", Sector: "Salon de thé", Colour: "#8FB8DE", Zone: "Europe/Paris", Lang: "fr"},
			file:  "cafe",
			members: []member{
				{"cafe", "bluesky", "cafe-coquelicot.example", "Café Coquelicot", 231, 120, 0.3, 5},
			},
		},
	}
}

// play gives an account its past on its server.
func (b *builder) play(m member, past []piece, remarks []rehearsal.Remark) {
	server := b.world.servers[m.stage]
	server.AddAccount(rehearsal.Account{Handle: m.user, Password: password, Name: m.name})
	p := rehearsal.Past{Followers: m.followers, Following: m.following, Growth: m.growth, Remarks: remarks}
	for _, one := range past {
		if one.goesTo(m.key) {
			text := one.textFor(m.key)
			if m.network() == "wordpress" {
				text = one.Title + "\n" + text // there the first line is the title
			}
			p.Posts = append(p.Posts, rehearsal.PastPost{Text: text, At: one.at})
		}
	}
	server.Seed(m.user, p)
}

// connect signs an account in as a person would, and keeps it.
func (b *builder) connect(ctx context.Context, brand data.BrandID, m member) error {
	server := b.world.servers[m.stage]
	for _, n := range b.Networks {
		if n.Name() != server.Network() {
			continue
		}
		agree := rehearsal.Consent(server, rehearsal.Account{Handle: m.user, Password: password})
		all, err := n.Connect(ctx, data.Connecting{
			Way: n.Ways()[0].Key, Answers: answers(n, server, m), Open: agree, Server: server.URL(),
		})
		if err != nil {
			return err
		}
		c := all[0]
		if err := b.Secrets.Put(ctx, c.Account.SecretName(), c.Secret); err != nil {
			return err
		}
		c.Account.Brand, c.Account.State = brand, data.AccountReady
		c.Account.Connected = Start().AddDate(-1, 0, -18)
		if err := b.store.SaveAccount(ctx, &c.Account); err != nil {
			return err
		}
		b.accounts[m.key] = c.Account
		return nil
	}
	return fmt.Errorf("no network %q", server.Network())
}

// network is the one that the member's server simulates.
func (m member) network() data.NetworkName {
	for _, s := range stages() {
		if s.name == m.stage {
			return s.network
		}
	}
	return ""
}

// answers fills in what a network asks for to connect an account.
func answers(n data.Network, s *rehearsal.Server, m member) map[string]string {
	typed := map[string]string{}
	for _, f := range n.Ways()[0].Fields {
		switch f.Key {
		case "server", "site":
			typed[f.Key] = s.URL()
		case "identifier", "login":
			typed[f.Key] = m.user
		case "password":
			typed[f.Key] = password
		}
	}
	return typed
}

// author is how a network writes somebody who says something.
func author(network data.NetworkName, name string) string {
	switch network {
	case "mastodon":
		return strings.ReplaceAll(name, ".", "_")
	case "wordpress":
		return name
	}
	return strings.ReplaceAll(name, ".", "-") + ".example"
}
