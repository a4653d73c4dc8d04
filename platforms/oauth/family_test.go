package oauth

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// clock is a real clock, or one that lets Wait end when fire is closed.
type clock struct{ fire chan struct{} }

func (clock) Now() time.Time      { return time.Now().Round(0).UTC() }
func (clock) Mono() time.Duration { return 0 }
func (c clock) Wait(ctx context.Context, _ time.Duration) error {
	select {
	case <-c.fire:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wire is the real HTTP client, allowed to speak with this computer.
func wire() http.RoundTripper {
	return Through(httpx.New(httpx.Params{Clock: busyClock{}, Loopback: true, PerSecond: 10_000, AtOnce: 1000}))
}

// busyClock is the clock of the HTTP client, whose waits must pass.
type busyClock struct{ clock }

func (busyClock) Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// families is a token endpoint whose refresh tokens work once. A token that
// comes a second time costs the whole family, as on X.
type families struct {
	mu       sync.Mutex
	valid    string // refresh token
	used     map[string]bool
	requests int
	renewed  int
	lost     int
	answer   http.HandlerFunc // in place of all that, when set
}

func startFamilies(t *testing.T, first string) (*families, string) {
	f := &families{valid: first, used: map[string]bool{}}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return f, server.URL + "/token"
}

func (f *families) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests++
	if f.answer != nil {
		f.answer(w, r)
		return
	}
	token := r.FormValue("refresh_token")
	w.Header().Set("Content-Type", "application/json")
	switch {
	case r.FormValue("grant_type") == "refresh_token" && token == f.valid && token != "":
		f.renewed++
		f.used[token] = true
		f.valid = fmt.Sprintf("refresh-%d", f.renewed)
		fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":%q,"token_type":"Bearer","expires_in":7200}`, f.renewed, f.valid)
	case f.used[token]:
		f.lost++
		f.valid = ""
		fallthrough
	default:
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":"invalid_grant","error_description":"token %s is used up"}`, token)
	}
}

func (f *families) counts() (requests, renewed, lost int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.requests, f.renewed, f.lost
}

// refresh is what an adapter hands to Renew: the secret is the refresh token.
func refresh(url string) renewal {
	via := wire()
	return func(ctx context.Context, s data.Secret) (data.Secret, error) {
		token, err := Refresh(ctx, RefreshParams{
			App: App{ID: "parvis", TokenURL: url}, Refresh: s, HTTP: via, Clock: clock{},
		})
		return token.Refresh, err
	}
}

// folder is a keychain that several processes share, for want of a real one
// in a test: one file a secret, replaced whole.
type folder struct {
	dir    string
	before func() // called before a secret is stored
	fails  error  // of Set
}

func (f *folder) path(name string) string {
	return filepath.Join(f.dir, hex.EncodeToString([]byte(name)))
}

func (f *folder) Get(_ context.Context, name string) (data.Secret, error) {
	text, err := os.ReadFile(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return data.Secret{}, data.ErrNoSecret
	}
	return data.NewSecret(string(text)), err
}

func (f *folder) Set(_ context.Context, name string, s data.Secret) error {
	if f.before != nil {
		f.before()
	}
	if f.fails != nil {
		return f.fails
	}
	next := f.path(name) + ".next"
	if err := os.WriteFile(next, []byte(s.Reveal()), 0o600); err != nil {
		return err
	}
	return os.Rename(next, f.path(name))
}

func (f *folder) Delete(_ context.Context, name string) error {
	return os.Remove(f.path(name))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
