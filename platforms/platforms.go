// Package platforms lists the networks that Parvis speaks with.
package platforms

import (
	"parvis/data"
	"parvis/platforms/bluesky"
	"parvis/platforms/httpx"
)

// All returns every network, in the order in which people are offered them.
func All(c *httpx.Client) []data.Network {
	return []data.Network{
		bluesky.New(c),
	}
}
