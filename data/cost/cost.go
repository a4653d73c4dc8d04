// Package cost reckons what publishing costs on the networks that ask money for
// it, and how it would cost less. It knows prices only as data
// ([data.Price]) and words nothing.
package cost

import (
	"parvis/data"
	"parvis/data/text"
)

// Of is what publishing the post on the account costs, all its parts together:
// 0 when the post does not go there or nothing is asked. Each part is priced by
// its own links and by its pictures that have a text for those who cannot see
// them.
func Of(post data.Post, account data.Account) data.Micros {
	if _, goes := post.Variant(account.ID); !goes || account.Can.Price.Free() {
		return 0
	}
	var sum data.Micros
	for i := range post.PartsFor(account.ID) {
		sum += Part(post, account, i)
	}
	return sum
}

// Part is what publishing one part of the post on the account costs, the first
// being 0.
func Part(post data.Post, account data.Account, part int) data.Micros {
	parts := post.PartsFor(account.ID)
	if account.Can.Price.Free() || part >= len(parts) {
		return 0
	}
	described := 0
	for _, m := range post.MediaFor(account.ID, part) {
		if m.Alt != "" {
			described++
		}
	}
	return account.Can.Price.Part(len(text.LinksBy(account.Can.Text, parts[part])), described)
}
