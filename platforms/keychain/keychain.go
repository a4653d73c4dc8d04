// Package keychain keeps secrets in the operating system's own keychain: the
// Credential Manager of Windows, the Keychain of macOS, the Secret Service of
// Linux. There is no plain-text fallback: where the keychain cannot be used the
// caller is told so and nothing is written anywhere.
package keychain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"parvis/data"
)

// MaxSecret is the longest secret that is kept, in bytes.
const MaxSecret = 64 << 10

// DefaultTimeout is how long one call waits for the keychain, which may be
// asking the person for a password (R35).
const DefaultTimeout = 10 * time.Second

// What [data.Keychain] may answer here besides the errors of package data.
var (
	// ErrDamaged: something else altered what was stored, so that it no longer
	// agrees with its checksum. It counts as [data.ErrNoSecret].
	ErrDamaged = fmt.Errorf("keychain: stored secret is damaged: %w", data.ErrNoSecret)
	// ErrEmpty: an empty secret is never stored, so that it cannot overwrite a
	// good one.
	ErrEmpty = errors.New("keychain: secret is empty")
	// ErrTooLarge: the secret is longer than MaxSecret; nothing was stored.
	ErrTooLarge = fmt.Errorf("keychain: secret is longer than %d bytes", MaxSecret)
)

// Params says which keychain entries to use and how long to wait for them.
type Params struct {
	Service string        // the application's name in the keychain: "Parvis"
	Clock   data.Clock    // measures Timeout
	Timeout time.Duration // of one call; 0: DefaultTimeout
}

// New returns the keychain of this computer. It does not touch it yet.
//
// One call is at work at a time; the others wait for it. A call that has no
// answer within the time-out returns [data.ErrKeychainSlow]; at most one
// abandoned call goes on in the background, and it begins no further step.
// After an error of Set one of the two secrets, former or new, is there whole.
func New(p Params) data.Keychain {
	return newKeychain(p, system{service: p.Service})
}

func newKeychain(p Params, s store) *keychain {
	if p.Timeout == 0 {
		p.Timeout = DefaultTimeout
	}
	return &keychain{
		chunks:  chunks{store: s},
		clock:   p.Clock,
		timeout: p.Timeout,
		turn:    make(chan struct{}, 1),
	}
}

type keychain struct {
	chunks  chunks
	clock   data.Clock
	timeout time.Duration
	turn    chan struct{} // full while a call is at work
}

// Get returns the secret as it was stored.
func (k *keychain) Get(ctx context.Context, name string) (data.Secret, error) {
	// The answer travels through a channel: an abandoned call must not write
	// to what its caller has given up.
	found := make(chan string, 1)
	err := k.call(ctx, func(ctx context.Context) error {
		text, err := k.chunks.get(ctx, name)
		found <- text
		return err
	})
	if err != nil {
		return data.Secret{}, err
	}
	return data.NewSecret(<-found), nil
}

// Set stores the secret and reads it back before it returns nil.
func (k *keychain) Set(ctx context.Context, name string, s data.Secret) error {
	if err := check(s); err != nil {
		return err
	}
	return k.call(ctx, func(ctx context.Context) error {
		return k.chunks.set(ctx, name, s.Reveal())
	})
}

// Delete forgets the secret; a name that is not there is no error.
func (k *keychain) Delete(ctx context.Context, name string) error {
	return k.call(ctx, func(ctx context.Context) error {
		return k.chunks.delete(ctx, name)
	})
}

func check(s data.Secret) error {
	switch n := len(s.Reveal()); {
	case n == 0:
		return ErrEmpty
	case n > MaxSecret:
		return ErrTooLarge
	}
	return nil
}

// call runs work when its turn comes and gives up on it after the time-out,
// because go-keyring knows no context and may wait for a person for ever.
func (k *keychain) call(ctx context.Context, work func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		if k.clock.Wait(ctx, k.timeout) == nil {
			cancel(data.ErrKeychainSlow)
		}
	}()

	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	done := make(chan error, 1)
	go func() {
		defer func() { <-k.turn }()
		defer func() {
			// The D-Bus client panics on answers that it does not expect.
			if r := recover(); r != nil {
				done <- fmt.Errorf("keychain: unexpected answer: %v", r)
			}
		}()
		done <- work(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
