package conformance

import (
	"context"
	"sync"

	"parvis/data"
)

// Keys holds one account's secret in memory and renews it once at a time, as
// data.Keys promises.
type Keys struct {
	mu       sync.Mutex
	secret   data.Secret
	all      []string
	renewals int
	locked   bool
}

// NewKeys returns keys that hold the secret.
func NewKeys(s data.Secret) *Keys { return &Keys{secret: s, all: []string{s.Reveal()}} }

// Get returns the secret, or data.ErrKeychainLocked after Lock.
func (k *Keys) Get(context.Context) (data.Secret, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.locked {
		return data.Secret{}, data.ErrKeychainLocked
	}
	return k.secret, nil
}

// Renew calls renew unless somebody else has renewed stale already.
func (k *Keys) Renew(ctx context.Context, stale data.Secret, renew func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if stale.Reveal() != k.secret.Reveal() {
		return k.secret, nil
	}
	k.renewals++
	next, err := renew(ctx, k.secret)
	if err != nil {
		return data.Secret{}, err
	}
	k.secret = next
	k.all = append(k.all, next.Reveal())
	return next, nil
}

// Lock makes Get answer as a locked keychain does.
func (k *Keys) Lock() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.locked = true
}

// Renewals is how often a new secret was asked for.
func (k *Keys) Renewals() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.renewals
}

// Seen lists every secret that was ever held.
func (k *Keys) Seen() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([]string(nil), k.all...)
}
