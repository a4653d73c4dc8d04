package demo

import (
	"fmt"
	"strings"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// guest is somebody who can be connected while the demonstration runs: on each
// further network there is one, with an application and a token of its own.
type guest struct {
	network data.NetworkName
	handle  string
	also    []string // further pages that the same person looks after
	// scopes are those of the one token that the network's console gives, where
	// one with others would end it; none: as many as are wanted, with all.
	scopes []string
}

func guests() []guest {
	return []guest{
		{network: "facebook", handle: "maisonlenoir", also: []string{"cafe-coquelicot"}},
		{network: "instagram", handle: "maison.lenoir"},
		{network: "threads", handle: "maison.lenoir"},
		{network: "linkedin", handle: "lea-lenoir", scopes: []string{"openid", "profile", "w_member_social"}},
		{network: "x", handle: "maisonlenoir"},
		{network: "pinterest", handle: "maisonlenoir"},
		{network: "youtube", handle: "maisonlenoir"},
		{network: "googlebusiness", handle: "maison-lenoir"},
		{network: "telegram", handle: "maisonlenoir"},
		{network: "tiktok", handle: "maisonlenoir"},
	}
}

func (g guest) account() rehearsal.Account {
	return rehearsal.Account{Handle: g.handle, Password: password, Name: "Maison Lenoir", Also: g.also}
}

// guestOf is the guest of a network; nobody where the sample brands are.
func guestOf(network data.NetworkName) rehearsal.Account {
	for _, g := range guests() {
		if g.network == network {
			return g.account()
		}
	}
	return rehearsal.Account{}
}

// invite lets every guest in.
func (w *World) invite() {
	for _, g := range guests() {
		server := w.servers[string(g.network)]
		server.AddAccount(g.account())
		if g.scopes != nil {
			w.tokens[g.network] = server.Token(g.handle, g.scopes...)
		}
	}
}

// who signs in on a network: its guest, or the first of the sample brand's
// accounts there.
func (w *World) who(network data.NetworkName) (s *rehearsal.Server, a rehearsal.Account) {
	if g := guestOf(network); g.Handle != "" {
		return w.servers[string(network)], g
	}
	for _, brand := range brands() {
		for _, m := range brand.members {
			if m.network() == network {
				return w.servers[m.stage], rehearsal.Account{Handle: m.user, Password: password, Name: m.name}
			}
		}
	}
	return nil, rehearsal.Account{}
}

// Given is what stands in the fields with which a network is connected, so that
// a visitor need not invent anything: by [data.Field.Key].
func (w *World) Given(network data.NetworkName, _ string) map[string]string {
	server, who := w.who(network)
	if server == nil {
		return nil
	}
	given := map[string]string{
		"identifier": who.Handle, "login": who.Handle, "password": password,
		"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret,
		"redirect": server.URL() + "/connected", "channel": "@" + who.Handle,
	}
	switch network {
	case "bluesky", "mastodon":
		given["server"] = server.URL()
	case "wordpress":
		given["site"] = server.URL()
	}
	token := w.tokens[network]
	if token == "" {
		token = server.Token(who.Handle)
	}
	if token != "" {
		given["token"], given["page_token"] = token, token
	}
	return given
}

// Agree stands for the person at any page of these networks that asks whether
// they agree.
func (w *World) Agree(page string) error {
	for _, s := range w.servers {
		if !strings.HasPrefix(page, s.URL()+"/") {
			continue
		}
		server, who := w.who(s.Network())
		if server != s {
			who.Handle = "" // a second site of the same network: nobody signs in there by a page
		}
		return rehearsal.Consent(s, who)(page)
	}
	return fmt.Errorf("demo: %q is no page of these networks", page)
}
