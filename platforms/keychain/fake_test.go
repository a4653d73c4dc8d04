package keychain

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"parvis/data"
)

// realClock is the clock of a synctest bubble.
type realClock struct{}

func (realClock) Now() time.Time      { return time.Now().Round(0).UTC() }
func (realClock) Mono() time.Duration { return 0 }
func (realClock) Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

var errTooBig = errors.New("data passed to Set was too big")

// windowsTakes has the limits of wincred: CRED_MAX_CREDENTIAL_BLOB_SIZE and
// CRED_MAX_USERNAME_LENGTH, and go-keyring's own.
func windowsTakes(entry, text string) error {
	if len(text) > 2560 || len(entry) > 513 {
		return errTooBig
	}
	return nil
}

// macTakes has the limit of go-keyring's command line for /usr/bin/security,
// quoted at its worst.
func macTakes(entry, text string) error {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'" }
	encoded := "go-keyring-base64:" + strings.Repeat("x", (len(text)+2)/3*4)
	command := fmt.Sprintf("add-generic-password -U -s %s -a %s -w %s\n", quote("Parvis"), quote(entry), quote(encoded))
	if len(command) > 4096 {
		return errTooBig
	}
	return nil
}

func linuxTakes(string, string) error { return nil }

var errKilled = errors.New("killed")

// fake is a keychain in memory with the limits of a system. After steps more
// operations it does nothing any more, as when the process was killed there.
type fake struct {
	takes   func(entry, text string) error
	entries map[string]string
	steps   int // -1: no end
}

func (f *fake) step() error {
	if f.steps == 0 {
		return errKilled
	}
	f.steps--
	return nil
}

func (f *fake) set(entry, text string) error {
	if err := f.step(); err != nil {
		return err
	}
	if err := f.takes(entry, text); err != nil {
		return err
	}
	f.entries[entry] = text
	return nil
}

func (f *fake) get(entry string) (string, error) {
	if err := f.step(); err != nil {
		return "", err
	}
	text, ok := f.entries[entry]
	if !ok {
		return "", data.ErrNoSecret
	}
	return text, nil
}

func (f *fake) delete(entry string) error {
	if err := f.step(); err != nil {
		return err
	}
	if _, ok := f.entries[entry]; !ok {
		return data.ErrNoSecret
	}
	delete(f.entries, entry)
	return nil
}

func open(s store) *keychain {
	return newKeychain(Params{Service: "Parvis", Clock: realClock{}}, s)
}

// token is text of n random bytes: not even UTF-8.
func token(n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 34))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

const name = "bluesky/https://pds.example/did:plc:abc"
