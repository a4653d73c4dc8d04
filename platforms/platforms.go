// Package platforms lists the networks that Parvis speaks with.
package platforms

import (
	"parvis/data"
	"parvis/platforms/bluesky"
	"parvis/platforms/httpx"
	"parvis/platforms/mastodon"
	"parvis/platforms/oauth"
	"parvis/platforms/wordpress"
)

// All returns every network, in the order in which people are offered them.
func All(c *httpx.Client) []data.Network {
	return []data.Network{
		bluesky.New(c),
		mastodon.New(c, signedIn),
		wordpress.New(c),
	}
}

// signedIn is the page at the end of a sign-in, in signs that every language
// knows.
func signedIn() oauth.Page {
	return oauth.Page{Title: "Parvis", Agreed: "Parvis ✓", Denied: "Parvis ✗"}
}
