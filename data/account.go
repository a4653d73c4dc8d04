package data

import (
	"strings"
	"time"
)

// AccountState is what is known of an account's credentials.
type AccountState string

const (
	AccountReady     AccountState = "ready"
	AccountReconnect AccountState = "reconnect" // the network refuses them; posts wait
	AccountGone      AccountState = "gone"      // removed here; kept for its history
	AccountArchive   AccountState = "archive"   // read from an export; nothing goes out
)

// Publishes tells whether a post can be meant for an account in that state. One
// that is signed out keeps what is meant for it; one that was removed, or read
// from an archive, never publishes.
func (s AccountState) Publishes() bool { return s != AccountGone && s != AccountArchive }

// Account is one account of a brand on a network. What it may do is data, kept
// with it, because limits differ from server to server.
type Account struct {
	ID        AccountID
	Brand     BrandID
	Network   NetworkName
	Server    string // base URL that requests go to, no trailing slash
	Remote    string // the network's lasting id: a DID, a number
	Handle    string // "@maisonlenoir@reseau.example", as people write it
	Name      string // display name
	Software  string // "Mastodon 4.6.0", where the server says
	State     AccountState
	Can       Capabilities
	Connected time.Time
	// Expires is when a person must have signed in again: what renews itself
	// does not count. Zero: never.
	Expires time.Time
	Synced  time.Time // last time everything was read; zero: never
}

// Short is what tells the account from another of its network in little room:
// "@maisonlenoir" of "@maisonlenoir@reseau.example", "@maisonlenoir" of
// "@maisonlenoir.example", the site "blog.example" of "lea@blog.example".
func (a *Account) Short() string {
	at := strings.LastIndexByte(a.Handle, '@')
	switch person := strings.HasPrefix(a.Handle, "@"); {
	case at > 0 && person:
		return a.Handle[:at]
	case at > 0:
		return a.Handle[at+1:]
	}
	first, _, _ := strings.Cut(a.Handle, ".")
	return first
}

// SecretName is the name of the account's secret in the keychain. It holds no
// word of a person's.
func (a *Account) SecretName() string {
	return string(a.Network) + "/" + a.Server + "/" + a.Remote
}
