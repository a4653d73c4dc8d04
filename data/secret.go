package data

import (
	"context"
	"errors"
	"log/slog"
)

const hidden = "•••"

// Secret carries a token or password. Whatever prints, logs or encodes it
// writes "•••"; only [Secret.Reveal] gives the text, and only a network or the
// keychain calls it.
type Secret struct{ text string }

// NewSecret wraps text.
func NewSecret(text string) Secret { return Secret{text: text} }

// Reveal returns the text itself.
func (s Secret) Reveal() string { return s.text }

// Empty tells whether there is nothing to hide.
func (s Secret) Empty() bool { return s.text == "" }

func (s Secret) String() string               { return hidden }
func (s Secret) GoString() string             { return hidden }
func (s Secret) LogValue() slog.Value         { return slog.StringValue(hidden) }
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// What a keychain may answer besides the secret. Their words for people are in
// the catalogues under "keychain.".
var (
	// ErrNoSecret: the keychain is open and has nothing under that name.
	ErrNoSecret = errors.New("keychain: no such secret")
	// ErrKeychainLocked: the person has to unlock it; nothing was read or written.
	ErrKeychainLocked = errors.New("keychain: locked")
	// ErrKeychainAbsent: this computer offers none.
	ErrKeychainAbsent = errors.New("keychain: none on this computer")
	// ErrKeychainSlow: no answer within the time-out; it may be asking the person.
	ErrKeychainSlow = errors.New("keychain: no answer in time")
)

// Keychain keeps secrets in the operating system's own store and nowhere else.
// Every call may block for as long as ctx allows: never from the UI thread.
// Set is whole or nothing: until it returns nil the former secret stays valid.
type Keychain interface {
	Get(ctx context.Context, name string) (Secret, error)
	Set(ctx context.Context, name string, s Secret) error
	// Delete forgets the secret; a name that is not there is no error.
	Delete(ctx context.Context, name string) error
}
