// Package google is what the networks of Google share: the sign-in through the
// owner's own project, the steps on Google's console that make one, and the
// words of its errors.
package google

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// Codes of failures that every network of Google has.
const (
	CodeApp   = "google_app"   // the project's id or secret is missing
	CodeAPI   = "google_api"   // an API is not switched on in the project
	CodeScope = "google_scope" // a box was left unticked on Google's page
)

// App is the client "Desktop app" of the owner's own project on Google
// (developers.google.com/identity/protocols/oauth2/native-app): any loopback
// port, PKCE, and a secret that Google wants though it does not take it for
// one. It asks for a refresh token each time, as Google gives one only to those
// who ask. server stands for every host of Google, in tests; "" is Google.
func App(id string, secret data.Secret, server string, scopes ...string) oauth.App {
	page, token := "https://accounts.google.com", "https://oauth2.googleapis.com"
	if server != "" {
		page, token = server, server
	}
	return oauth.App{
		ID: id, Secret: secret, Scopes: scopes,
		AuthURL: page + "/o/oauth2/v2/auth", TokenURL: token + "/token",
		Extra: map[string]string{"access_type": "offline", "prompt": "consent"},
	}
}

// Renew is [oauth.Caller]'s Renew for what a sign-in gave. Google keeps the
// refresh token: the same one serves every time.
func Renew(c *httpx.Client, server string) func(context.Context, oauth.Credentials) (oauth.Credentials, error) {
	return func(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
		token, err := oauth.Refresh(ctx, oauth.RefreshParams{
			App:     App(held.ID, data.NewSecret(held.Secret), server),
			Refresh: data.NewSecret(held.Refresh), HTTP: oauth.Through(c), Clock: c.Clock(),
		})
		if err != nil {
			return oauth.Credentials{}, err
		}
		return held.With(token), nil
	}
}

// Door is what a sign-in needs: the page that the browser shows at its end, and
// the permissions, the first of which must be given.
type Door struct {
	Op     string
	HTTP   *httpx.Client
	Page   oauth.Page
	Scopes []string
}

// SignIn lets the person agree in the browser, with the project that the answers
// name. kept is how the credentials are kept. CodeApp: id or secret is missing;
// CodeScope: the first permission was not given.
func SignIn(ctx context.Context, c data.Connecting, d Door) (held oauth.Credentials, kept data.Secret, err error) {
	id, secret := strings.TrimSpace(c.Answers[FieldID]), strings.TrimSpace(c.Answers[FieldSecret])
	if id == "" || secret == "" {
		return held, kept, &data.Failure{Kind: data.Invalid, Op: d.Op, Code: CodeApp}
	}
	token, err := oauth.SignIn(ctx, oauth.SignInParams{
		App: func(context.Context, string) (oauth.App, error) {
			return App(id, data.NewSecret(secret), c.Server, d.Scopes...), nil
		},
		Open: c.Open, Page: d.Page, HTTP: oauth.Through(d.HTTP), Clock: d.HTTP.Clock(),
	})
	if err != nil {
		return held, kept, err
	}
	held = oauth.Credentials{ID: id, Secret: secret}.With(token)
	if kept, err = held.Keep(); err != nil {
		return held, kept, &data.Failure{Kind: data.Transient, Op: d.Op, Code: data.CodeAnswer, Err: err}
	}
	if !Granted(held.Scope, d.Scopes[0]) {
		return held, kept, &data.Failure{Kind: data.Auth, Op: d.Op, Code: CodeScope, Err: errors.New("not granted: " + d.Scopes[0])}
	}
	return held, kept, nil
}

// Granted tells whether a permission is in a list of them as Google writes it.
func Granted(list, scope string) bool { return slices.Contains(strings.Fields(list), scope) }

// Abilities are one line for each key; needs is what is missing when they are
// not there.
func Abilities(ok bool, needs string, keys ...string) (all []data.Ability) {
	for _, key := range keys {
		one := data.Ability{Key: key, OK: ok}
		if !ok {
			one.Needs = needs
		}
		all = append(all, one)
	}
	return all
}

// Lasting tells whether the sign-in holds out a month. That of a project which
// is still being tested ends after a week.
func Lasting(held oauth.Credentials, now time.Time) []data.Ability {
	const month = 30 * 24 * time.Hour
	lasts := held.Ends.IsZero() || held.Ends.Sub(now) > month
	return Abilities(lasts, "Publishing status: In production", data.AbilityLastsLong)
}

// Reason is the word that Google's errors are told apart by, "" for none, and
// the limit that was reached, where one is told.
func Reason(resp *httpx.Response) (reason, quota string) {
	var said struct {
		Error struct {
			Errors  []struct{ Reason string }
			Details []struct {
				Reason   string
				Metadata struct {
					Quota string `json:"quota_limit_value"`
				}
			}
		}
	}
	if json.Unmarshal(resp.Body, &said) != nil {
		return "", ""
	}
	for _, d := range said.Error.Details {
		if d.Reason != "" {
			return d.Reason, d.Metadata.Quota
		}
	}
	for _, e := range said.Error.Errors {
		if e.Reason != "" {
			return e.Reason, ""
		}
	}
	return "", ""
}

// Means is what a reason of all of Google's APIs means; ok is false for one of a
// network's own.
func Means(reason string) (kind data.Kind, code string, ok bool) {
	switch reason {
	case "accessNotConfigured", "SERVICE_DISABLED":
		return data.Unsupported, CodeAPI, true
	case "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
		return data.Auth, CodeScope, true
	}
	return "", "", false
}

// Mark is how far a list was read that has its newest first: the time of the
// newest message, and all that came in its moment.
type Mark struct {
	At  time.Time `json:"at,omitzero"`
	IDs []string  `json:"ids,omitempty"`
}

// Has tells whether a message was there, as it is now, when the mark was made.
func (m Mark) Has(one data.Message) bool {
	return one.At.Before(m.At) || one.At.Equal(m.At) && slices.Contains(m.IDs, one.Remote)
}

// And is the mark after one more message.
func (m Mark) And(one data.Message) Mark {
	switch {
	case one.At.After(m.At):
		return Mark{At: one.At, IDs: []string{one.Remote}}
	case one.At.Equal(m.At) && !slices.Contains(m.IDs, one.Remote):
		m.IDs = append(slices.Clone(m.IDs), one.Remote)
	}
	return m
}
