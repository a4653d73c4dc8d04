package rehearsal

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// How long the tokens of Instagram and Threads live: the first one an hour, what
// it is exchanged for 60 days, and only what is a day old is renewed.
const (
	gramShort    = time.Hour
	gramLong     = 60 * 24 * time.Hour
	gramLeastOld = 24 * time.Hour
)

// gramRules is in what the two sign-ins differ.
type gramRules struct {
	exchange string   // the grant_type of the exchange: "ig_exchange_token"
	refresh  string   // and of the renewal
	scopes   []string // all there are
}

// gramLogin gives out tokens.
type gramLogin struct {
	gram   *gram
	rules  gramRules
	grants *grants
	born   map[string]time.Time // of the tokens that live long
}

func newGramLogin(g *gram, rules gramRules) *gramLogin {
	l := &gramLogin{gram: g, rules: rules, born: map[string]time.Time{}}
	l.grants = newGrants(g.server, g.account, grantRules{
		comma: true, secret: true, access: gramShort, tail: "#_",
		redirect: func(to string) bool { return strings.HasPrefix(to, "https://") },
	})
	return l
}

// routes are those of signing in.
func (l *gramLogin) routes() []gramRoute {
	return []gramRoute{
		{"GET", "/oauth/authorize", "", l.page},
		{"POST", "/oauth/authorize", "", l.page},
		{"POST", "/oauth/access_token", "", l.code},
		{"GET", "/access_token", "", l.exchange},
		{"GET", "/refresh_access_token", "", l.renew},
	}
}

func (l *gramLogin) signsIn(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "access_token") || strings.HasPrefix(r.URL.Path, "/oauth/")
}

func (l *gramLogin) page(c gramCall) answer { return l.grants.page(c.r, c.body) }

// code is the only call that has another envelope for its errors.
func (l *gramLogin) code(c gramCall) answer {
	given, fault := l.grants.exchange(c.r, c.in)
	if fault != "" || c.in.Get("grant_type") != "authorization_code" {
		return jsonAnswer(http.StatusBadRequest, map[string]any{
			"error_type": "OAuthException", "code": 400, "error_message": "Invalid authorization code: " + fault,
		})
	}
	user := l.gram.users[strings.ToLower(given.account.Handle)]
	return jsonAnswer(http.StatusOK, map[string]any{"access_token": given.access, "user_id": user.id})
}

func (l *gramLogin) exchange(c gramCall) answer {
	short := l.grants.bearer(c.in.Get("access_token"))
	switch {
	case c.in.Get("grant_type") != l.rules.exchange:
		return gramError(http.StatusBadRequest, 100, 0, "Unsupported grant type")
	case c.in.Get("client_secret") != AppSecret:
		return gramError(http.StatusBadRequest, 101, 0, "Error validating client secret.")
	case short == nil:
		return gramError(http.StatusBadRequest, 190, 0, "Error validating access token")
	}
	return l.lasting(short.account, short.scopes)
}

func (l *gramLogin) renew(c gramCall) answer {
	old := l.grants.bearer(c.in.Get("access_token"))
	if old == nil || c.in.Get("grant_type") != l.rules.refresh {
		return gramError(http.StatusBadRequest, 190, 463, "Error validating access token: Session has expired.")
	}
	if born, long := l.born[old.access]; !long || l.gram.now().Sub(born) < gramLeastOld {
		return gramError(http.StatusBadRequest, 100, 0, "The access token is not eligible for refresh yet")
	}
	return l.lasting(old.account, old.scopes)
}

// give makes a token of 60 days.
func (l *gramLogin) give(a *Account, scopes []string) *grant {
	given := l.grants.give(a, scopes)
	given.expires = l.gram.now().Add(gramLong)
	l.born[given.access] = l.gram.now()
	return given
}

func (l *gramLogin) lasting(a *Account, scopes []string) answer {
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": l.give(a, scopes).access, "token_type": "bearer", "expires_in": int(gramLong.Seconds()),
	})
}

// token is the button "Generate token" of the application's dashboard, for an
// account that has the tester role. No scopes are all that the account gives.
func (g *gram) token(handle string, scopes []string) string {
	a := g.account(handle)
	if a == nil {
		return ""
	}
	if len(scopes) == 0 {
		scopes = slices.DeleteFunc(slices.Clone(g.login.rules.scopes), func(s string) bool { return slices.Contains(a.Lacks, s) })
	}
	return g.login.give(a, scopes).access
}
