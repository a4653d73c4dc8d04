// Package platforms lists the networks that Parvis speaks with.
package platforms

import (
	"parvis/data"
	"parvis/platforms/bluesky"
	"parvis/platforms/byhand"
	"parvis/platforms/closed"
	"parvis/platforms/facebook"
	"parvis/platforms/googlebusiness"
	"parvis/platforms/httpx"
	"parvis/platforms/instagram"
	"parvis/platforms/linkedin"
	"parvis/platforms/mastodon"
	"parvis/platforms/oauth"
	"parvis/platforms/pinterest"
	"parvis/platforms/telegram"
	"parvis/platforms/threads"
	"parvis/platforms/tiktok"
	"parvis/platforms/wordpress"
	"parvis/platforms/x"
	"parvis/platforms/youtube"
)

// All returns every network, in the order in which people are offered them.
// page words what a person reads in their browser at the end of a sign-in; it
// is asked then, and may be called from any goroutine.
func All(c *httpx.Client, page func() oauth.Page) []data.Network {
	return []data.Network{
		bluesky.New(c),
		mastodon.New(c, page),
		wordpress.New(c),
		facebook.New(c, page),
		instagram.New(c),
		threads.New(c),
		linkedin.New(c, page),
		pinterest.New(c, page),
		x.New(c, page),
		tiktok.New(c, page),
		telegram.New(c),
		byhand.New(c.Clock()),
		youtube.New(c, page),
		googlebusiness.New(c, page),
	}
}

// Closed returns the rows of the networks that are no more.
func Closed() []data.NetworkRow { return closed.Networks() }
