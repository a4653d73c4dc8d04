package rehearsal

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const mastoCodeLife = 10 * time.Minute

// mastoNative is where nobody is sent: the page shows the code instead.
const mastoNative = "urn:ietf:wg:oauth:2.0:oob"

type mastoApp struct {
	id, secret string
	name       string
	redirects  []string
	scopes     []string
}

type mastoCode struct {
	user      *mastoUser
	app       *mastoApp
	redirect  string
	scope     string
	challenge string
	expires   time.Time
}

type mastoToken struct {
	user    *mastoUser
	app     *mastoApp
	revoked bool
}

func (m *mastodon) register(c mastoCall) answer {
	app := &mastoApp{
		id: m.secret(), secret: m.secret(), name: c.in.Get("client_name"),
		redirects: strings.Fields(c.in.Get("redirect_uris")), scopes: strings.Fields(c.in.Get("scopes")),
	}
	switch {
	case app.name == "":
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: Application name can't be blank")
	case len(app.redirects) == 0:
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: Redirect URI can't be blank")
	}
	if len(app.scopes) == 0 {
		app.scopes = []string{"read"}
	}
	m.apps[app.id] = app
	return jsonAnswer(http.StatusOK, map[string]any{
		"id": m.mint(m.server.clock.Now()), "name": app.name, "website": nil, "scopes": app.scopes,
		"redirect_uris": app.redirects, "redirect_uri": strings.Join(app.redirects, "\n"),
		"client_id": app.id, "client_secret": app.secret, "client_secret_expires_at": 0,
	})
}

// asked checks what a browser brings to the page of consent.
func (m *mastodon) asked(q url.Values) (*mastoApp, string) {
	app := m.apps[q.Get("client_id")]
	switch {
	case app == nil:
		return nil, "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."
	case !slices.Contains(app.redirects, q.Get("redirect_uri")):
		return nil, "The redirect uri included is not valid."
	case q.Get("response_type") != "code":
		return nil, "The authorization server does not support this response type."
	case q.Get("code_challenge") != "" && q.Get("code_challenge_method") != "S256":
		return nil, "The code challenge method must be S256."
	}
	for _, scope := range strings.Fields(q.Get("scope")) {
		if !slices.Contains(app.scopes, scope) {
			return nil, "The requested scope is invalid, unknown, or malformed."
		}
	}
	return app, ""
}

func (m *mastodon) consentPage(c mastoCall) answer {
	app, fault := m.asked(c.r.URL.Query())
	if fault != "" {
		return mastoPage(http.StatusBadRequest, "<p>"+html.EscapeString(fault))
	}
	return mastoPage(http.StatusOK, `<h1>`+html.EscapeString(app.name)+`</h1><form method="post">`+
		`<input name="username" autocomplete="username"><input name="password" type="password">`+
		`<button name="decision" value="agree">Autoriser</button><button name="decision" value="refuse">Refuser</button></form>`)
}

// consent is what the form of the page sends: to the page's own address, with
// the person's name and password.
func (m *mastodon) consent(c mastoCall) answer {
	q := c.r.URL.Query()
	app, fault := m.asked(q)
	if fault != "" {
		return mastoPage(http.StatusBadRequest, "<p>"+html.EscapeString(fault))
	}
	back := url.Values{"state": {q.Get("state")}}
	if c.in.Get("decision") != "agree" {
		back.Set("error", "access_denied")
		back.Set("error_description", "The resource owner or authorization server denied the request.")
		return mastoRedirect(q.Get("redirect_uri"), back)
	}
	user := m.user(c.in.Get("username"))
	if user == nil || user.account.Password != c.in.Get("password") {
		return mastoPage(http.StatusUnauthorized, "<p>Invalid email address or password.")
	}
	code := m.secret()
	m.codes[code] = &mastoCode{
		user: user, app: app, redirect: q.Get("redirect_uri"), scope: q.Get("scope"), challenge: q.Get("code_challenge"),
		expires: m.server.clock.Now().Add(mastoCodeLife),
	}
	back.Set("code", code)
	if q.Get("redirect_uri") == mastoNative {
		return mastoPage(http.StatusOK, `<h1>Code d’autorisation</h1><input readonly value="`+code+`">`)
	}
	return mastoRedirect(q.Get("redirect_uri"), back)
}

func mastoRedirect(to string, q url.Values) answer {
	a := mastoPage(http.StatusFound, "")
	a.header["Location"] = to + "?" + q.Encode()
	return a
}

func (m *mastodon) token(c mastoCall) answer {
	invalid := func(name string) answer {
		return jsonAnswer(http.StatusBadRequest, map[string]string{
			"error": name, "error_description": "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
		})
	}
	app := m.apps[c.in.Get("client_id")]
	if app == nil || app.secret != c.in.Get("client_secret") {
		a := invalid("invalid_client")
		a.status = http.StatusUnauthorized
		return a
	}
	if c.in.Get("grant_type") != "authorization_code" {
		return invalid("unsupported_grant_type")
	}
	code := m.codes[c.in.Get("code")]
	delete(m.codes, c.in.Get("code"))
	if code == nil || code.app != app || code.redirect != c.in.Get("redirect_uri") || m.server.clock.Now().After(code.expires) {
		return invalid("invalid_grant")
	}
	proof := sha256.Sum256([]byte(c.in.Get("code_verifier")))
	if code.challenge != "" && base64.RawURLEncoding.EncodeToString(proof[:]) != code.challenge {
		return invalid("invalid_grant")
	}
	token := m.secret()
	m.tokens[token] = &mastoToken{user: code.user, app: app}
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": token, "token_type": "Bearer", "scope": code.scope, "created_at": m.server.clock.Now().Unix(),
	})
}

func (m *mastodon) revoke(c mastoCall) answer {
	token := m.tokens[c.in.Get("token")]
	if app := m.apps[c.in.Get("client_id")]; app == nil || app.secret != c.in.Get("client_secret") || token != nil && token.app != app {
		return mastoError(http.StatusForbidden, "unauthorized_client")
	}
	if token != nil {
		token.revoked = true
	}
	return jsonAnswer(http.StatusOK, map[string]any{})
}
