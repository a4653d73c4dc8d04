package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"parvis/data"
)

const name = "x/https://api.example/1"

var stale = data.NewSecret("refresh-0")

// TestMain lets this binary also be the other processes of the tests below.
func TestMain(m *testing.M) {
	if role := os.Getenv("PARVIS_ROLE"); role != "" {
		os.Exit(other(role, os.Getenv("PARVIS_DIR"), os.Getenv("PARVIS_URL")))
	}
	os.Exit(m.Run())
}

// other is another process: it begins when its input ends.
func other(role, dir, url string) int {
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return 1
	}
	keychain := &folder{dir: dir}
	if role == "killed" {
		keychain.before = func() { os.Exit(9) }
	}
	if err := renewAtOnce(NewKeeper(keychain, dir), keychain, url, 40); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// renewAtOnce lets n goroutines find the stale secret at the same time. Each
// must get the next one, which must be in the keychain by then.
func renewAtOnce(k *Keeper, keychain data.Keychain, url string, n int) error {
	renew := refresh(url)
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			ctx := context.Background()
			got, err := k.Keys(name).Renew(ctx, stale, renew)
			kept, keptErr := keychain.Get(ctx, name)
			switch {
			case err != nil:
				errs[i] = err
			case got.Reveal() != "refresh-1" || keptErr != nil || kept != got:
				errs[i] = fmt.Errorf("got %q while the keychain has %q, %v", got.Reveal(), kept.Reveal(), keptErr)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func start(t *testing.T, role, dir, url string) (begin io.Closer, cmd *exec.Cmd, output *strings.Builder) {
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PARVIS_ROLE="+role, "PARVIS_DIR="+dir, "PARVIS_URL="+url)
	output = &strings.Builder{}
	cmd.Stdout, cmd.Stderr = output, output
	begin, err := cmd.StdinPipe()
	must(t, err)
	must(t, cmd.Start())
	return begin, cmd, output
}

func TestOneRefreshOverGoroutinesAndProcesses(t *testing.T) {
	dir := t.TempDir()
	server, url := startFamilies(t, stale.Reveal())
	keychain := &folder{dir: dir}
	must(t, keychain.Set(t.Context(), name, stale))

	var begins []io.Closer
	var others []*exec.Cmd
	var outputs []*strings.Builder
	for range 5 {
		begin, cmd, output := start(t, "renews", dir, url)
		begins, others, outputs = append(begins, begin), append(others, cmd), append(outputs, output)
	}
	for _, begin := range begins {
		must(t, begin.Close())
	}
	if err := renewAtOnce(NewKeeper(keychain, dir), keychain, url, 200); err != nil {
		t.Error(err)
	}
	for i, cmd := range others {
		if err := cmd.Wait(); err != nil {
			t.Errorf("process %d: %v: %s", i, err, outputs[i])
		}
	}
	if requests, renewed, lost := server.counts(); requests != 1 || renewed != 1 || lost != 0 {
		t.Errorf("%d requests, %d renewed, %d families lost", requests, renewed, lost)
	}
}

// Without the keeper the same crowd loses the family: the server can see it.
func TestTheServerSeesWhatTheKeeperPrevents(t *testing.T) {
	server, url := startFamilies(t, stale.Reveal())
	renew := refresh(url)
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() { _, _ = renew(t.Context(), stale) })
	}
	all.Wait()
	if _, _, lost := server.counts(); lost == 0 {
		t.Error("no family was lost")
	}
}

func TestKilledBetweenAnswerAndStore(t *testing.T) {
	dir := t.TempDir()
	server, url := startFamilies(t, stale.Reveal())
	keychain := &folder{dir: dir}
	must(t, keychain.Set(t.Context(), name, stale))

	begin, cmd, output := start(t, "killed", dir, url)
	must(t, begin.Close())
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 9 {
		t.Fatalf("%v: %s", err, output)
	}
	if _, renewed, _ := server.counts(); renewed != 1 {
		t.Fatalf("killed before the answer: renewed %d", renewed)
	}
	// The lock went with the process; the network refuses the old token, which
	// is what makes the account "reconnect".
	_, err := NewKeeper(keychain, dir).Keys(name).Renew(t.Context(), stale, refresh(url))
	if f := data.AsFailure("", err); f == nil || f.Kind != data.Auth || f.Code != "" {
		t.Errorf("after the kill: %v", err)
	}
	if kept, err := keychain.Get(t.Context(), name); err != nil || kept != stale {
		t.Errorf("the keychain has %q, %v", kept.Reveal(), err)
	}
}

func TestRenewFailures(t *testing.T) {
	cases := map[string]struct {
		renew renewal
		fails error // of the keychain's Set
		want  data.Failure
	}{
		"no answer":           {renew: failing(data.Ambiguous, "no_answer"), want: data.Failure{Kind: data.Transient, Code: "no_answer"}},
		"refused":             {renew: failing(data.Auth, ""), want: data.Failure{Kind: data.Auth}},
		"unclassified":        {renew: plainly, want: data.Failure{Kind: data.Transient}},
		"empty":               {renew: empty, want: data.Failure{Kind: data.Transient, Code: data.CodeAnswer}},
		"panic":               {renew: panics, want: data.Failure{Kind: data.Transient, Code: data.CodePanic}},
		"locked before store": {renew: succeeds, fails: data.ErrKeychainLocked, want: data.Failure{Kind: data.Auth, Code: data.CodeKeychain}},
	}
	for what, c := range cases {
		t.Run(what, func(t *testing.T) {
			keychain := &folder{dir: t.TempDir()}
			must(t, keychain.Set(t.Context(), name, stale))
			keychain.fails = c.fails
			got, err := NewKeeper(keychain, t.TempDir()).Keys(name).Renew(t.Context(), stale, c.renew)
			f := data.AsFailure("", err)
			if f == nil || f.Kind != c.want.Kind || f.Code != c.want.Code || !got.Empty() {
				t.Errorf("%v", err)
			}
			if c.fails != nil && !errors.Is(err, c.fails) {
				t.Errorf("%v hides %v", err, c.fails)
			}
			if kept, err := keychain.Get(t.Context(), name); err != nil || kept != stale {
				t.Errorf("the keychain has %q, %v", kept.Reveal(), err)
			}
		})
	}
}

func failing(kind data.Kind, code string) renewal {
	return func(context.Context, data.Secret) (data.Secret, error) {
		return data.Secret{}, &data.Failure{Kind: kind, Op: "x: refresh", Code: code}
	}
}

func plainly(context.Context, data.Secret) (data.Secret, error) {
	return data.NewSecret("never"), errors.New("nobody classified this")
}
func empty(context.Context, data.Secret) (data.Secret, error)    { return data.Secret{}, nil }
func panics(context.Context, data.Secret) (data.Secret, error)   { panic("nil map") }
func succeeds(context.Context, data.Secret) (data.Secret, error) { return data.NewSecret("next"), nil }

func TestFailedRenewalIsSharedByThoseWhoWait(t *testing.T) {
	dir := t.TempDir()
	keychain := &folder{dir: dir}
	must(t, keychain.Set(t.Context(), name, stale))
	synctest.Test(t, func(t *testing.T) {
		k := NewKeeper(keychain, dir)
		calls, goOn := 0, make(chan struct{})
		renew := func(context.Context, data.Secret) (data.Secret, error) {
			calls++
			<-goOn
			return data.Secret{}, &data.Failure{Kind: data.Transient, Op: "x", Code: data.CodeOffline}
		}
		// The first caller gives up; the renewal does not.
		first, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			_, err := k.Keys(name).Renew(first, stale, renew)
			if !errors.Is(err, context.Canceled) || data.KindOf(err) != data.Transient {
				t.Errorf("gave up with %v", err)
			}
		})
		synctest.Wait()
		for range 50 {
			all.Go(func() {
				_, err := k.Keys(name).Renew(t.Context(), stale, renew)
				if f := data.AsFailure("", err); f == nil || !f.Offline() {
					t.Errorf("those who wait got %v", err)
				}
			})
		}
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(goOn)
		all.Wait()
		if calls != 1 {
			t.Errorf("%d renewals", calls)
		}
	})
}

func TestRefusedButRenewedElsewhere(t *testing.T) {
	keychain := &folder{dir: t.TempDir()}
	must(t, keychain.Set(t.Context(), name, stale))
	renewedElsewhere := func(ctx context.Context, _ data.Secret) (data.Secret, error) {
		must(t, keychain.Set(ctx, name, data.NewSecret("theirs")))
		return failing(data.Auth, "")(ctx, stale)
	}
	got, err := NewKeeper(keychain, t.TempDir()).Keys(name).Renew(t.Context(), stale, renewedElsewhere)
	if err != nil || got.Reveal() != "theirs" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
}

func TestReconnectingWaitsForTheRenewal(t *testing.T) {
	dir := t.TempDir()
	keychain := &folder{dir: dir}
	must(t, keychain.Set(t.Context(), name, stale))
	k := NewKeeper(keychain, dir)
	put := make(chan error, 1)
	renew := func(context.Context, data.Secret) (data.Secret, error) {
		go func() { put <- NewKeeper(keychain, dir).Put(t.Context(), name, data.NewSecret("reconnected")) }()
		return data.NewSecret("of the old sign-in"), nil
	}
	_, err := k.Keys(name).Renew(t.Context(), stale, renew)
	must(t, err)
	must(t, <-put)
	if kept, err := k.Keys(name).Get(t.Context()); err != nil || kept.Reveal() != "reconnected" {
		t.Errorf("%q, %v", kept.Reveal(), err)
	}
	must(t, k.Forget(t.Context(), name))
	if _, err := k.Keys(name).Get(t.Context()); data.KindOf(err) != data.Auth || !errors.Is(err, data.ErrNoSecret) {
		t.Error(err)
	}
}

func TestLocksArePrivateAndNameless(t *testing.T) {
	dir := t.TempDir()
	locks := filepath.Join(dir, "locks")
	must(t, os.Mkdir(locks, 0o777))
	must(t, NewKeeper(&folder{dir: dir}, dir).Put(t.Context(), name, stale))
	info, err := os.Stat(locks)
	must(t, err)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("locks is %v", info.Mode())
	}
	files, err := os.ReadDir(locks)
	must(t, err)
	if len(files) != 1 || strings.Contains(files[0].Name(), "api.example") {
		t.Fatalf("%v", files)
	}
	info, err = files[0].Info()
	must(t, err)
	if info.Mode().Perm() != 0o600 || info.Size() != 0 {
		t.Errorf("%v, %d bytes", info.Mode(), info.Size())
	}
}
