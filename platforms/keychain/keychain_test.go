package keychain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"parvis/data"
)

func TestEveryLengthFitsEverySystem(t *testing.T) {
	systems := map[string]func(string, string) error{
		"windows": windowsTakes, "macos": macTakes, "linux": linuxTakes,
	}
	names := []string{name, "wordpress/https://l'été.example/" + strings.Repeat("é'", 400), ""}
	sizes := []int{1, 2, 3, 300, 1700, 1725, 1800, 2400, 2560, 2561, 3600, 4096, 10_000, 32_768, MaxSecret - 1, MaxSecret}
	for system, takes := range systems {
		t.Run(system, func(t *testing.T) {
			for _, n := range names {
				k := open(&fake{takes: takes, entries: map[string]string{}, steps: -1})
				for _, size := range sizes {
					want := token(size)
					if err := k.Set(t.Context(), n, data.NewSecret(want)); err != nil {
						t.Fatalf("set %d bytes: %v", size, err)
					}
					got, err := k.Get(t.Context(), n)
					if err != nil || got.Reveal() != want {
						t.Fatalf("get %d bytes: %d bytes, %v", size, len(got.Reveal()), err)
					}
				}
			}
		})
	}
}

func TestEntryBytesIsWithinTheLimits(t *testing.T) {
	longest := strings.Repeat("n", nameBytes) + "#1.99"
	for system, takes := range map[string]func(string, string) error{"windows": windowsTakes, "macos": macTakes} {
		if err := takes(longest, strings.Repeat("x", entryBytes)); err != nil {
			t.Errorf("%s refuses an entry of %d bytes", system, entryBytes)
		}
		if takes(longest, strings.Repeat("x", 3000)) == nil {
			t.Errorf("%s of this test takes anything", system)
		}
	}
}

func TestKilledAnywhereOneSecretStaysWhole(t *testing.T) {
	sizes := []int{0, 1, 1000, 5000, 20_000} // 0: none
	for _, oldSize := range sizes {
		for _, newSize := range sizes[1:] {
			t.Run(fmt.Sprintf("%d to %d bytes", oldSize, newSize), func(t *testing.T) {
				killEverywhere(t, token(oldSize), token(newSize)[1:]+"!")
			})
		}
	}
}

// killEverywhere replaces former by next, killed before each operation in turn
// until one run comes through.
func killEverywhere(t *testing.T, former, next string) {
	before := map[string]string{}
	if former != "" {
		must(t, open(&fake{takes: windowsTakes, entries: before, steps: -1}).Set(t.Context(), name, data.NewSecret(former)))
	}
	seenFormer, seenNext := false, false
	for steps := 0; ; steps++ {
		f := &fake{takes: windowsTakes, entries: maps.Clone(before), steps: steps}
		err := open(f).Set(t.Context(), name, data.NewSecret(next))
		unharmed := f.steps > 0

		f.steps = -1
		k := open(f)
		got, getErr := k.Get(t.Context(), name)
		switch {
		case err == nil && got.Reveal() != next:
			t.Fatalf("after %d steps: said it was stored and it was not", steps)
		case getErr == nil && got.Reveal() == next:
			seenNext = true
		case getErr == nil && former != "" && got.Reveal() == former:
			seenFormer = true
		case former == "" && errors.Is(getErr, data.ErrNoSecret):
			seenFormer = true
		default:
			t.Fatalf("after %d steps: neither secret is there: %v", steps, getErr)
		}
		leavesNothing(t, f, k)
		if unharmed {
			if !seenFormer || !seenNext {
				t.Fatalf("%d kills never showed both secrets", steps)
			}
			return
		}
	}
}

// leavesNothing proves that leftovers of the kill go with the next Set, and
// everything with Delete.
func leavesNothing(t *testing.T, f *fake, k *keychain) {
	t.Helper()
	must(t, k.Set(t.Context(), name, data.NewSecret("short")))
	if len(f.entries) != 1 {
		t.Fatalf("leftovers: %d entries for one short secret", len(f.entries))
	}
	must(t, k.Delete(t.Context(), name))
	if len(f.entries) != 0 {
		t.Fatalf("%d entries after Delete", len(f.entries))
	}
}

func TestDeleteKilledAnywhereIsFinishedByTheNext(t *testing.T) {
	for steps := range 60 {
		f := &fake{takes: windowsTakes, entries: map[string]string{}, steps: -1}
		k := open(f)
		must(t, k.Set(t.Context(), name, data.NewSecret(token(20_000))))
		f.steps = steps
		err := k.Delete(t.Context(), name)
		f.steps = -1
		_, getErr := k.Get(t.Context(), name)
		if err == nil && !errors.Is(getErr, data.ErrNoSecret) {
			t.Fatalf("after %d steps: still there: %v", steps, getErr)
		}
		must(t, k.Delete(t.Context(), name))
		if len(f.entries) != 0 {
			t.Fatalf("after %d steps: %d entries left", steps, len(f.entries))
		}
	}
}

func TestAlteredEntriesAreDamagedAndNeverShort(t *testing.T) {
	whole := map[string]string{}
	must(t, open(&fake{takes: linuxTakes, entries: whole, steps: -1}).Set(t.Context(), name, data.NewSecret(token(9000))))
	alterations := map[string]func(string) string{
		"emptied":   func(string) string { return "" },
		"cut":       func(s string) string { return s[:len(s)/2] },
		"flipped":   func(s string) string { return s[:len(s)-9] + "A" + s[len(s)-8:] },
		"of others": func(string) string { return "hunter2" },
	}
	for entry := range whole {
		for what, alter := range alterations {
			f := &fake{takes: linuxTakes, entries: maps.Clone(whole), steps: -1}
			f.entries[entry] = alter(f.entries[entry])
			if f.entries[entry] == whole[entry] {
				continue
			}
			got, err := open(f).Get(t.Context(), name)
			if !errors.Is(err, ErrDamaged) || !errors.Is(err, data.ErrNoSecret) || !got.Empty() {
				t.Errorf("%s %s: %v", entry, what, err)
			}
			must(t, open(f).Set(t.Context(), name, data.NewSecret("mended")))
			if got, err := open(f).Get(t.Context(), name); err != nil || got.Reveal() != "mended" {
				t.Errorf("%s %s: not mended by Set: %v", entry, what, err)
			}
		}
	}
}

// replacing lets another process replace the secret while it is being read.
type replacing struct {
	*fake
	replace func()
}

func (r *replacing) get(entry string) (string, error) {
	if strings.Contains(entry, "#") && r.replace != nil {
		replace := r.replace
		r.replace = nil
		replace()
	}
	return r.fake.get(entry)
}

func TestReplacedWhileReadGivesTheNewOne(t *testing.T) {
	f := &fake{takes: linuxTakes, entries: map[string]string{}, steps: -1}
	must(t, open(f).Set(t.Context(), name, data.NewSecret(token(9000))))
	r := &replacing{fake: f, replace: func() {
		must(t, open(f).Set(t.Context(), name, data.NewSecret(token(8000))))
	}}
	got, err := open(r).Get(t.Context(), name)
	if err != nil || got.Reveal() != token(8000) {
		t.Fatalf("%d bytes, %v", len(got.Reveal()), err)
	}
}

func TestRefusals(t *testing.T) {
	keychains := map[string]data.Keychain{
		"system": open(&fake{takes: linuxTakes, entries: map[string]string{}, steps: -1}),
		"memory": Memory(),
	}
	for which, k := range keychains {
		t.Run(which, func(t *testing.T) {
			if _, err := k.Get(t.Context(), name); !errors.Is(err, data.ErrNoSecret) {
				t.Errorf("get of nothing: %v", err)
			}
			must(t, k.Delete(t.Context(), name))
			must(t, k.Set(t.Context(), name, data.NewSecret("good")))
			if err := k.Set(t.Context(), name, data.Secret{}); !errors.Is(err, ErrEmpty) {
				t.Errorf("set empty: %v", err)
			}
			if err := k.Set(t.Context(), name, data.NewSecret(token(MaxSecret+1))); !errors.Is(err, ErrTooLarge) {
				t.Errorf("set too large: %v", err)
			}
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			if err := k.Set(ended, name, data.NewSecret("late")); !errors.Is(err, context.Canceled) {
				t.Errorf("set after the end: %v", err)
			}
			if got, err := k.Get(t.Context(), name); err != nil || got.Reveal() != "good" {
				t.Errorf("the good secret is gone: %v", err)
			}
		})
	}
}

// silent says yes to every Set and keeps nothing.
type silent struct{ *fake }

func (silent) set(string, string) error { return nil }

func TestWhatWasNotKeptIsNotStored(t *testing.T) {
	k := open(silent{&fake{takes: linuxTakes, entries: map[string]string{}, steps: -1}})
	if err := k.Set(t.Context(), name, data.NewSecret("x")); !errors.Is(err, data.ErrKeychainLocked) {
		t.Fatal(err)
	}
}

// hanging waits for a person who never comes, or panics on request.
type hanging struct {
	*fake
	inside  atomic.Int32
	entered atomic.Int32
	answer  chan struct{}
}

func (h *hanging) get(entry string) (string, error) {
	h.entered.Add(1)
	h.inside.Add(1)
	<-h.answer
	h.inside.Add(-1)
	return h.fake.get(entry)
}

func TestHangingKeychain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hanging{
			fake:   &fake{takes: linuxTakes, entries: map[string]string{}, steps: -1},
			answer: make(chan struct{}),
		}
		k := open(h)
		start := time.Now()
		var calls sync.WaitGroup
		for range 100 {
			calls.Go(func() {
				if err := k.Set(t.Context(), name, data.NewSecret("x")); !errors.Is(err, data.ErrKeychainSlow) {
					t.Errorf("call on a hanging keychain: %v", err)
				}
			})
		}
		calls.Wait()
		if waited := time.Since(start); waited != DefaultTimeout {
			t.Errorf("waited %v", waited)
		}
		if n := h.inside.Load(); n != 1 {
			t.Errorf("%d calls hang in the background", n)
		}
		close(h.answer)
		synctest.Wait()
		if n := h.entered.Load(); n != 1 || len(h.entries) != 0 {
			t.Errorf("abandoned calls went on: %d steps, %d entries", n, len(h.entries))
		}
		must(t, k.Set(t.Context(), name, data.NewSecret("y")))
	})
}

type panicking struct{ *fake }

func (panicking) get(string) (string, error) { panic("interface conversion") }

func TestPanicOfTheClientIsAnError(t *testing.T) {
	k := open(panicking{&fake{}})
	for range 2 {
		if _, err := k.Get(t.Context(), name); err == nil || !strings.Contains(err.Error(), "interface conversion") {
			t.Fatal(err)
		}
	}
}

func TestClassify(t *testing.T) {
	cases := map[string]struct{ err, want error }{
		"locked collection": {errors.New("failed to unlock correct collection '/org/freedesktop/secrets/collection/login'"), data.ErrKeychainLocked},
		"locked object":     {errors.New("Cannot get secret of a locked object"), data.ErrKeychainLocked},
		"no service":        {errors.New("The name org.freedesktop.secrets was not provided by any .service files"), data.ErrKeychainAbsent},
		"no bus":            {errors.New("dbus: couldn't determine address of session bus"), data.ErrKeychainAbsent},
		"no security":       {&fs.PathError{Op: "fork/exec", Path: "/usr/bin/security", Err: fs.ErrNotExist}, data.ErrKeychainAbsent},
		"no logon session":  {syscall.Errno(1312), data.ErrKeychainAbsent},
	}
	for what, c := range cases {
		if got := classify(c.err); !errors.Is(got, c.want) || !errors.Is(got, c.err) {
			t.Errorf("%s: %v", what, got)
		}
	}
	other := errors.New("something else")
	got := classify(other)
	if !errors.Is(got, other) || errors.Is(got, data.ErrKeychainLocked) || errors.Is(got, data.ErrKeychainAbsent) {
		t.Errorf("unknown error: %v", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
