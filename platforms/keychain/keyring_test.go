//go:build keyring

package keychain

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"parvis/data"
)

const canary = "canary-5f1c9d7e"

// TestRealKeyring is run by .ci/keyring once for each state of a real Secret
// Service, which it names in PARVIS_KEYRING (R34, R35).
func TestRealKeyring(t *testing.T) {
	k := New(Params{Service: "ParvisTest", Clock: realClock{}})
	switch state := os.Getenv("PARVIS_KEYRING"); state {
	case "unlocked":
		roundTrips(t, k)
	case "locked":
		refuses(t, k, data.ErrKeychainLocked)
	case "absent":
		refuses(t, k, data.ErrKeychainAbsent)
	default:
		t.Fatalf("PARVIS_KEYRING is %q", state)
	}
	nowhereInPlainText(t)
}

func roundTrips(t *testing.T, k data.Keychain) {
	for _, size := range []int{1, 1700, 2561, 5000, 20_000, MaxSecret - len(canary), 10} {
		want := canary + token(size)
		must(t, k.Set(t.Context(), name, data.NewSecret(want)))
		got, err := k.Get(t.Context(), name)
		if err != nil || got.Reveal() != want {
			t.Fatalf("%d bytes: got %d, %v", len(want), len(got.Reveal()), err)
		}
	}
	must(t, k.Delete(t.Context(), name))
	if _, err := k.Get(t.Context(), name); !errors.Is(err, data.ErrNoSecret) {
		t.Fatalf("after Delete: %v", err)
	}
	s := system{service: "ParvisTest"}
	for _, entry := range []string{headEntry(name), chunkEntry(name, 0, 0), chunkEntry(name, 1, 0)} {
		if _, err := s.get(entry); !errors.Is(err, data.ErrNoSecret) {
			t.Errorf("%s is left: %v", entry, err)
		}
	}
	// One stays behind for the search in plain text.
	must(t, k.Set(t.Context(), name, data.NewSecret(canary)))
}

func refuses(t *testing.T, k data.Keychain, want error) {
	if err := k.Set(t.Context(), name, data.NewSecret(canary)); !errors.Is(err, want) {
		t.Errorf("Set: %v", err)
	}
	if _, err := k.Get(t.Context(), name); !errors.Is(err, want) {
		t.Errorf("Get: %v", err)
	}
	if err := k.Delete(t.Context(), name); !errors.Is(err, want) {
		t.Errorf("Delete: %v", err)
	}
}

func nowhereInPlainText(t *testing.T) {
	for _, top := range []string{os.Getenv("HOME"), os.Getenv("XDG_RUNTIME_DIR")} {
		if top == "" {
			t.Fatal("HOME and XDG_RUNTIME_DIR must be folders of this test's own")
		}
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			content, err := os.ReadFile(path)
			if bytes.Contains(content, []byte(canary)) {
				t.Errorf("the secret is in plain text in %s", path)
			}
			return err
		})
		must(t, err)
	}
}
