package googlebusiness

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

const (
	accountsPage = 20 // the most that the network gives at once
	placesPage   = 100
	// mostPages is how many pages of a list are read: two thousand places.
	mostPages = 20
	placeMask = "name,title,storefrontAddress,metadata"
)

// place is a location as the network shows it, with the account it was found
// under.
type place struct {
	owner   string // "accounts/1"
	Name    string // "locations/2"
	Title   string
	Address struct {
		Locality string
	} `json:"storefrontAddress"`
	Metadata metadata
}

// metadata leaves out what is false.
type metadata struct {
	Posts    bool   `json:"canOperateLocalPost"`
	Verified bool   `json:"hasVoiceOfMerchant"`
	Maps     string `json:"mapsUri"`
}

// readable tells whether it is a place at all.
func (p place) readable() bool { return isName("/"+p.Name, "", "locations") && p.Title != "" }

// remote names a place for the old API, which wants both.
func (p place) remote() string { return p.owner + "/" + p.Name }

// handle is what tells a place from another of the same business.
func (p place) handle() string {
	if p.Address.Locality == "" {
		return p.Title
	}
	return p.Title + ", " + p.Address.Locality
}

func (p place) account(at hosts, held oauth.Credentials) data.Account {
	return data.Account{
		Network: Name, Server: at.posts, Remote: p.remote(), Handle: p.handle(), Name: p.Title,
		State: data.AccountReady, Can: capabilities(p.Metadata), Expires: held.Ends,
	}
}

// places reads every place that the person manages, each once.
func (s *session) places(ctx context.Context) ([]place, error) {
	const op = "googlebusiness: read places"
	owners, err := s.owners(ctx, op)
	if err != nil {
		return nil, err
	}
	var all []place
	known := map[string]bool{}
	for _, owner := range owners {
		query := url.Values{"readMask": {placeMask}, "pageSize": {strconv.Itoa(placesPage)}}
		for range mostPages {
			var page struct {
				Locations []json.RawMessage
				Next      string `json:"nextPageToken"`
			}
			if err := s.get(ctx, op, withQuery(s.information+"/v1/"+owner+"/locations", query), &page); err != nil {
				return nil, err
			}
			for _, raw := range page.Locations {
				var p place
				if json.Unmarshal(raw, &p) != nil || !p.readable() || known[p.Name] {
					continue
				}
				p.owner, known[p.Name] = owner, true
				all = append(all, p)
			}
			if page.Next == "" || page.Next == query.Get("pageToken") {
				break
			}
			query.Set("pageToken", page.Next)
		}
	}
	return all, nil
}

// owners reads the accounts of the person: their own and those of groups.
func (s *session) owners(ctx context.Context, op string) (names []string, err error) {
	query := url.Values{"pageSize": {strconv.Itoa(accountsPage)}}
	for range mostPages {
		var page struct {
			Accounts []json.RawMessage
			Next     string `json:"nextPageToken"`
		}
		if err := s.get(ctx, op, withQuery(s.accounts+"/v1/accounts", query), &page); err != nil {
			return nil, err
		}
		if page.Accounts == nil && len(names) == 0 && page.Next == "" {
			return nil, httpx.Unexpected(op, "no accounts") // everybody has one of their own
		}
		for _, raw := range page.Accounts {
			var one struct{ Name string }
			if json.Unmarshal(raw, &one) == nil && isName("/"+one.Name, "", "accounts") {
				names = append(names, one.Name)
			}
		}
		if page.Next == "" || page.Next == query.Get("pageToken") {
			break
		}
		query.Set("pageToken", page.Next)
	}
	return names, nil
}

// location is the name of the account's place on the newer APIs.
func (s *session) location() string {
	_, id, _ := strings.Cut(s.account.Remote, "/locations/")
	return "locations/" + id
}

// place reads the account's place.
func (s *session) place(ctx context.Context, op string) (place, error) {
	var p place
	err := s.get(ctx, op, withQuery(s.information+"/v1/"+s.location(), url.Values{"readMask": {placeMask}}), &p)
	if err != nil {
		return p, err
	}
	if !p.readable() || p.Name != s.location() {
		return p, httpx.Unexpected(op, "another place")
	}
	p.owner, _, _ = strings.Cut(s.account.Remote, "/locations/")
	return p, nil
}

// Profile reads the place. The network counts no followers.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	p, err := s.place(ctx, "googlebusiness: read place")
	if err != nil {
		return data.Profile{}, err
	}
	return data.Profile{Remote: p.remote(), Handle: p.handle(), Name: p.Title, URL: httpx.WebAddress(p.Metadata.Maps)}, nil
}

// Describe reads the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "googlebusiness: read place"
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return data.Account{}, err
	}
	p, err := s.place(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	again := p.account(s.hosts, held)
	again.ID, again.Brand, again.Connected, again.Synced = s.account.ID, s.account.Brand, s.account.Connected, s.account.Synced
	return again, nil
}

// Probe tells what the place and the sign-in allow.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "googlebusiness: probe"
	p, err := s.place(ctx, op)
	if err != nil {
		return nil, err
	}
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return nil, err
	}
	return slices.Concat(
		google.Abilities(p.Metadata.Posts, "canOperateLocalPost", data.AbilityPublish, data.AbilityMedia, data.AbilitySchedule, data.AbilityDelete),
		google.Abilities(p.Metadata.Verified, "hasVoiceOfMerchant", data.AbilityMessages, data.AbilityReply),
		google.Abilities(google.Granted(held.Scope, scope), scope, data.AbilityNumbers),
		google.Lasting(held, s.http.Clock().Now()),
	), nil
}
