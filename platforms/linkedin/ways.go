package linkedin

import (
	"slices"
	"strings"

	"parvis/data"
)

// The ways to connect, and what is typed for them.
const (
	wayPage  = "page"
	wayPaste = "paste"
	wayToken = "token"

	fieldID       = "app_id"
	fieldSecret   = "app_secret"
	fieldRedirect = "redirect"
	fieldToken    = "token"
	fieldPages    = "pages"
	fieldVersion  = "version"

	pagesNo   = "no"   // the person alone
	pagesYes  = "yes"  // the person and the pages that they administer
	pagesOnly = "only" // the pages alone
)

// The scopes, one fixed list each: asking for others than before ends the
// member's earlier tokens.
var (
	askMember = []string{"openid", "profile", memberScope}
	askPages  = []string{
		adminScope, "w_organization_social", "r_organization_social",
		"w_organization_social_feed", "r_organization_social_feed",
	}
	writePosts = []string{"w_organization_social", "w_organization_social_feed"}
	readPosts  = []string{"r_organization_social", "r_organization_social_feed"}
)

const (
	memberScope = "w_member_social"
	adminScope  = "rw_organization_admin"
)

// asked is the fixed list for an answer to fieldPages. Only pages are asked for
// alone, since LinkedIn wants the product that reads pages in an application of
// its own, which then lacks the other two (remembered, not verified).
func asked(pages string) []string {
	switch pages {
	case pagesYes:
		return slices.Concat(askMember, askPages)
	case pagesOnly:
		return askPages
	}
	return askMember
}

// localPort is the port of the address that the owner puts on record.
const localPort = 18_431

// localAddress is where the browser comes back to. That LinkedIn takes plain
// http on localhost is remembered, not verified; the way to paste needs none.
const localAddress = "http://localhost:18431/callback"

const (
	portal    = "https://www.linkedin.com/developers/apps"
	generator = "https://www.linkedin.com/developers/tools/oauth/token-generator"
)

// Ways are a page that comes back by itself, one whose address is pasted, and a
// token from LinkedIn's own generator.
func (n *Network) Ways() []data.Way {
	id := data.Field{Key: fieldID, Hint: "86abcdefghijkl"}
	secret := data.Field{Key: fieldSecret, Secret: true}
	pages := data.Field{Key: fieldPages, Optional: true, Choices: []string{pagesNo, pagesYes, pagesOnly}}
	version := data.Field{Key: fieldVersion, Optional: true, Hint: n.version}
	optionalID, optionalSecret := id, secret
	optionalID.Optional, optionalSecret.Optional = true, true
	return []data.Way{
		{Key: wayPage, Browser: true, Fields: []data.Field{id, secret, pages, version}, Steps: ownApp(localAddress)},
		{
			Key: wayPaste, Paste: true, Steps: ownApp(""),
			Fields: []data.Field{id, secret, {Key: fieldRedirect, Hint: "https://boulangerie.example/"}, pages, version},
		},
		{Key: wayToken, Fields: []data.Field{{Key: fieldToken, Secret: true}, optionalID, optionalSecret, version}, Steps: ownToken()},
	}
}

// ownApp is how an owner makes an application. redirect is the address to put on
// record, "" for one of their own.
func ownApp(redirect string) []data.Step {
	address := data.Step{
		Key:  "redirect",
		Copy: []string{redirect},
		Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "auth"},
			{Kind: data.MarkText, Key: "oauth_settings"},
			{Kind: data.MarkField, Key: "redirect_urls", Press: true, Value: redirect},
			{Kind: data.MarkButton, Key: "update"},
		},
	}
	if redirect == "" {
		address.Key, address.Copy = "redirect_own", nil
	}
	return []data.Step{
		createApp(), products(), address,
		{Key: "keys", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "auth"},
			{Kind: data.MarkText, Key: "credentials"},
			{Kind: data.MarkField, Key: "client_id", Value: "86abcdefghijkl"},
			{Kind: data.MarkField, Key: "client_secret", Press: true, Value: "••••••••••••"},
		}},
		{Key: "page_product", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "products"},
			{Kind: data.MarkEntry, Key: "community"},
			{Kind: data.MarkButton, Key: "request_access", Press: true},
		}},
	}
}

func createApp() data.Step {
	return data.Step{Key: "create", Link: portal + "/new", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "create_app"},
		{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
		{Kind: data.MarkField, Key: "app_page"},
		{Kind: data.MarkField, Key: "app_logo"},
		{Kind: data.MarkButton, Key: "create_button", Press: true},
	}}
}

func products() data.Step {
	return data.Step{Key: "products", Link: portal, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "products"},
		{Kind: data.MarkEntry, Key: "openid"},
		{Kind: data.MarkEntry, Key: "share"},
		{Kind: data.MarkButton, Key: "request_access", Press: true},
	}}
}

func ownToken() []data.Step {
	return []data.Step{createApp(), products(), {
		Key: "generate", Link: generator, Copy: []string{strings.Join(askMember, " "), strings.Join(askPages, " ")},
		Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "generator"},
			{Kind: data.MarkEntry, Key: "app_choice", Value: "Parvis"},
			{Kind: data.MarkEntry, Key: "scopes", Value: strings.Join(askMember, " ")},
			{Kind: data.MarkButton, Key: "request_token", Press: true},
			{Kind: data.MarkField, Key: "access_token", Value: "AQX…"},
		},
	}}
}
