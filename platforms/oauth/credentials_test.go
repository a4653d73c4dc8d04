package oauth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// pocket keeps one secret and counts its renewals.
type pocket struct {
	held     data.Secret
	renewals int
}

func (p *pocket) Get(context.Context) (data.Secret, error) { return p.held, nil }

func (p *pocket) Renew(ctx context.Context, stale data.Secret, renew func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	if stale != p.held {
		return p.held, nil
	}
	next, err := renew(ctx, stale)
	if err == nil {
		p.held = next
		p.renewals++
	}
	return next, err
}

type stopped struct{ at time.Time }

func (s stopped) Now() time.Time                            { return s.at }
func (s stopped) Mono() time.Duration                       { return 0 }
func (s stopped) Wait(context.Context, time.Duration) error { return nil }

func caller(t *testing.T, c Credentials) (*pocket, Caller) {
	t.Helper()
	held, err := c.Keep()
	must(t, err)
	p := &pocket{held: held}
	return p, Caller{
		Keys: p, Clock: stopped{time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)},
		Renew: func(_ context.Context, c Credentials) (Credentials, error) {
			return c.With(Token{Access: data.NewSecret("renewed")}), nil
		},
	}
}

var refusedToken = &data.Failure{Kind: data.Auth, Op: "test"}

func TestARefusedTokenIsRenewedOnceAndTheRequestMadeAgain(t *testing.T) {
	p, c := caller(t, Credentials{Access: "old", Refresh: "again"})
	var seen []string
	_, err := c.Do(t.Context(), "test", func(c Credentials) (*httpx.Response, error) {
		seen = append(seen, c.Access)
		if c.Access == "old" {
			return nil, refusedToken
		}
		return &httpx.Response{}, nil
	})
	if err != nil || p.renewals != 1 || len(seen) != 2 || seen[1] != "renewed" {
		t.Errorf("%v, %d renewals, tokens %v", err, p.renewals, seen)
	}
	kept, err := ReadCredentials("test", p.held)
	if err != nil || kept.Refresh != "again" {
		t.Errorf("a refresh token that was not sent again is lost: %v %v", kept.Refresh, err)
	}
}

func TestATokenRefusedTwiceIsNotAskedForAThirdTime(t *testing.T) {
	p, c := caller(t, Credentials{Access: "old", Refresh: "again"})
	calls := 0
	_, err := c.Do(t.Context(), "test", func(Credentials) (*httpx.Response, error) { calls++; return nil, refusedToken })
	if data.KindOf(err) != data.Auth || calls != 2 || p.renewals != 1 {
		t.Errorf("%v, %d calls, %d renewals", err, calls, p.renewals)
	}
}

func TestAMissingPermissionRenewsNothing(t *testing.T) {
	p, c := caller(t, Credentials{Access: "old", Refresh: "again"})
	lacking := &data.Failure{Kind: data.Auth, Op: "test", Code: "rights"}
	calls := 0
	_, err := c.Do(t.Context(), "test", func(Credentials) (*httpx.Response, error) { calls++; return nil, lacking })
	if !errors.Is(err, lacking) || calls != 1 || p.renewals != 0 {
		t.Errorf("%v, %d calls, %d renewals", err, calls, p.renewals)
	}
}

func TestATokenAboutToEndIsRenewedBeforeTheRequest(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]string{time.Hour: "old", time.Minute: "renewed", -time.Hour: "renewed"} {
		p, c := caller(t, Credentials{Access: "old", Refresh: "again", Expires: now.Add(left)})
		var seen string
		_, err := c.Do(t.Context(), "test", func(c Credentials) (*httpx.Response, error) { seen = c.Access; return &httpx.Response{}, nil })
		if err != nil || seen != want {
			t.Errorf("%v left: %v, token %q, %d renewals", left, err, seen, p.renewals)
		}
	}
}

func TestAnEmptyTokenNeverTakesTheOldOnesPlace(t *testing.T) {
	p, c := caller(t, Credentials{Access: "old", Refresh: "again"})
	before := p.held
	c.Renew = func(_ context.Context, c Credentials) (Credentials, error) { return c.With(Token{}), nil }
	_, err := c.Do(t.Context(), "test", func(Credentials) (*httpx.Response, error) { return nil, refusedToken })
	if err == nil || p.held != before {
		t.Errorf("%v, kept %v", err, p.held == before)
	}
}

func TestWhatAPersonPastes(t *testing.T) {
	app := App{ID: "id", AuthURL: "https://network.example/auth", TokenURL: "https://network.example/token"}
	a := app.ask("https://boulangerie.example/retour")
	good := "https://boulangerie.example/retour?code=the-code&state=" + a.state
	for pasted, want := range map[string]string{
		good:              "the-code",
		" " + good + "\n": "the-code",
		good + "#_":       "the-code",
		"the-code":        "the-code",
		"the-code#_":      "the-code",
	} {
		if code, err := a.read(pasted); err != nil || code != want {
			t.Errorf("%q: %q, %v", pasted, code, err)
		}
	}
	for pasted, want := range map[string]string{
		"":                                       CodePasteEmpty,
		"two words":                              CodePasteEmpty,
		"https://boulangerie.example/":           CodePasteEmpty,
		"https://b.example/?code=x&state=other":  CodePasteOther,
		"https://b.example/?code=x":              CodePasteOther,
		"https://b.example/?error=access_denied": CodeDenied,
	} {
		_, err := a.read(pasted)
		if f := data.AsFailure("", err); f == nil || f.Code != want {
			t.Errorf("%q: %v, want %s", pasted, err, want)
		}
	}
}

func TestSign(t *testing.T) {
	c := Credentials{Access: "access", Refresh: "refresh", ID: "1", Secret: "secret"}
	asked := httpx.Request{Op: "x: read", Secrets: []string{"code"}}
	signed := c.Sign(asked)
	if got := signed.Header.Get("Authorization"); got != "Bearer access" {
		t.Errorf("signed with %q", got)
	}
	if got := strings.Join(signed.Secrets, " "); got != "code access refresh secret" {
		t.Errorf("secrets: %s", got)
	}
	asked.Header = http.Header{"Authorization": {"OAuth"}, "Offset": {"0"}}
	signed = c.Sign(asked)
	if got := signed.Header.Get("Authorization"); got != "OAuth access" || signed.Header.Get("Offset") != "0" {
		t.Errorf("signed with %v", signed.Header)
	}
	if got := asked.Header.Get("Authorization"); got != "OAuth" || len(asked.Secrets) != 1 {
		t.Errorf("what was asked changed: %v", asked)
	}
}
