package sheet

import (
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// accountFinder finds accounts by what people call them.
type accountFinder struct{ accounts []data.Account }

// directory has the accounts on which something can be published.
func directory(accounts []data.Account) accountFinder {
	return accountFinder{slices.DeleteFunc(slices.Clone(accounts), func(a data.Account) bool { return !a.State.Publishes() })}
}

// find lists the accounts of a name: their handle, display name or lasting id;
// their network, as it is called here or there; or both, "Facebook Maison
// Lenoir", "@maisonlenoir (Bluesky)". Case, accents and "@" make no difference.
func (f accountFinder) find(name string) []data.AccountID {
	if ids := f.called(name); len(ids) > 0 {
		return ids
	}
	slug := text.Slug(name)
	if network, known := networkNames[slug]; known {
		return f.on(network)
	}
	var ids []data.AccountID
	for word, network := range networkNames {
		before, ends := strings.CutSuffix(slug, "-"+word)
		after, begins := strings.CutPrefix(slug, word+"-")
		for _, a := range f.accounts {
			if a.Network == network && (ends && isCalled(a, before) || begins && isCalled(a, after)) && !slices.Contains(ids, a.ID) {
				ids = append(ids, a.ID)
			}
		}
	}
	return ids
}

// on lists the accounts of a network.
func (f accountFinder) on(network data.NetworkName) []data.AccountID {
	var ids []data.AccountID
	for _, a := range f.accounts {
		if a.Network == network {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// called lists the accounts of a name. The more it tells an account from others,
// the more it counts: "Lenoir" may be the name of one and what is said for short
// of another.
func (f accountFinder) called(name string) []data.AccountID {
	slug := text.Slug(name)
	for _, is := range []func(data.Account) bool{
		func(a data.Account) bool {
			return strings.EqualFold(strings.TrimPrefix(name, "@"), strings.TrimPrefix(a.Handle, "@")) || name == a.Remote
		},
		func(a data.Account) bool {
			return slug != "" && (slug == text.Slug(a.Name) || slug == text.Slug(a.Handle))
		},
		func(a data.Account) bool { return isCalled(a, slug) },
	} {
		var ids []data.AccountID
		for _, a := range f.accounts {
			if name != "" && is(a) {
				ids = append(ids, a.ID)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// isCalled tells whether a slug is one of an account's names.
func isCalled(a data.Account, slug string) bool {
	return slug != "" && slices.Contains([]string{text.Slug(a.Handle), text.Slug(a.Short()), text.Slug(a.Name)}, slug)
}
