package rehearsal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// AppID and AppSecret are those of the owner's own application, as every
// network here knows it that wants one.
const (
	AppID     = "parvis-rehearsal-app"
	AppSecret = "parvis-rehearsal-app-secret-0123456789"
)

// grants gives out and checks the tokens of a network on which the owner has an
// application (RFC 6749, with the oddities that networks add). A dialect calls
// it from its own paths and words its refusals itself.
type grants struct {
	server *Server
	// account finds who signs in, by handle; nil when there is none.
	account func(handle string) *Account
	rules   grantRules

	minted int
	codes  map[string]*grantCode
	tokens map[string]*grant // by access token
	again  map[string]*grant // by refresh token
}

// grantRules is how one network does it.
type grantRules struct {
	clientID string            // the parameter's name; "" is client_id
	comma    bool              // scopes are parted by commas
	redirect func(string) bool // which addresses are on record
	pkce     string            // "" not looked at, "S256", "hex" (TikTok)
	secret   bool              // the application has a secret
	inHeader bool              // and sends it as HTTP Basic
	access   time.Duration     // life of an access token; 0: for ever
	refresh  time.Duration     // life of a refresh token; 0: none is given
	rotates  bool              // a refresh token works once
	codeLife time.Duration     // 0: ten minutes
	tail     string            // what the network hangs on the address at the end: "#_"
}

type grantCode struct {
	account   *Account
	redirect  string
	scopes    []string
	challenge string
	expires   time.Time
}

// grant is one agreement.
type grant struct {
	account *Account
	scopes  []string
	access  string
	refresh string
	expires time.Time // zero: never
	ends    time.Time // of the refresh token
	revoked bool
}

// has tells whether a permission was given.
func (g *grant) has(scope string) bool { return slices.Contains(g.scopes, scope) }

func newGrants(s *Server, account func(string) *Account, rules grantRules) *grants {
	if rules.clientID == "" {
		rules.clientID = "client_id"
	}
	if rules.codeLife == 0 {
		rules.codeLife = 10 * time.Minute
	}
	return &grants{
		server: s, account: account, rules: rules,
		codes: map[string]*grantCode{}, tokens: map[string]*grant{}, again: map[string]*grant{},
	}
}

// mint is a text that was never given out before.
func (g *grants) mint(kind string) string {
	g.minted++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", g.server.network, kind, g.minted))
	return kind + "_" + hex.EncodeToString(sum[:24])
}

func (g *grants) asked(q url.Values) string {
	switch {
	case q.Get(g.rules.clientID) != AppID:
		return "unknown application"
	case q.Get("response_type") != "code":
		return "response_type"
	case g.rules.redirect != nil && !g.rules.redirect(q.Get("redirect_uri")):
		return "redirect_uri is not on record"
	case g.rules.pkce != "" && (q.Get("code_challenge") == "" || q.Get("code_challenge_method") != "S256"):
		return "code_challenge"
	}
	return ""
}

// page is the page of consent for GET, and what its form does for POST. The
// form is sent to the page's own address with username, password and decision.
func (g *grants) page(r *http.Request, body []byte) answer {
	q := r.URL.Query()
	if fault := g.asked(q); fault != "" {
		return htmlAnswer(http.StatusBadRequest, "<p>"+html.EscapeString(fault))
	}
	if r.Method == http.MethodGet {
		return htmlAnswer(http.StatusOK, `<form method="post"><input name="username" value="`+html.EscapeString(g.server.guest.Handle)+`">`+
			`<input name="password" type="password" value="`+html.EscapeString(g.server.guest.Password)+`">`+
			`<button name="decision" value="agree">Autoriser</button><button name="decision" value="refuse">Refuser</button></form>`)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return htmlAnswer(http.StatusBadRequest, "<p>form")
	}
	back := url.Values{"state": {q.Get("state")}}
	if form.Get("decision") != "agree" {
		back.Set("error", "access_denied")
		back.Set("error_description", "The user denied the request")
		return g.sendBack(q.Get("redirect_uri"), back)
	}
	a := g.account(form.Get("username"))
	if a == nil || a.Password != form.Get("password") {
		return htmlAnswer(http.StatusUnauthorized, "<p>password")
	}
	separator := " "
	if g.rules.comma {
		separator = ","
	}
	var scopes []string
	for scope := range strings.SplitSeq(q.Get("scope"), separator) {
		if scope != "" && !slices.Contains(a.Lacks, scope) {
			scopes = append(scopes, scope)
		}
	}
	code := g.mint("code")
	g.codes[code] = &grantCode{
		account: a, redirect: q.Get("redirect_uri"), scopes: scopes, challenge: q.Get("code_challenge"),
		expires: g.server.clock.Now().Add(g.rules.codeLife),
	}
	back.Set("code", code)
	return g.sendBack(q.Get("redirect_uri"), back)
}

func (g *grants) sendBack(to string, q url.Values) answer {
	a := htmlAnswer(http.StatusFound, "")
	separator := "?"
	if strings.Contains(to, "?") {
		separator = "&"
	}
	a.header["Location"] = to + separator + q.Encode() + g.rules.tail
	return a
}

func htmlAnswer(status int, body string) answer {
	return answer{
		status: status, header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
		body: []byte("<!doctype html><title>Parvis</title>" + body),
	}
}

// application checks who asks a token endpoint.
func (g *grants) application(r *http.Request, form url.Values) bool {
	id, secret := form.Get(g.rules.clientID), form.Get("client_secret")
	if g.rules.inHeader {
		id, secret, _ = r.BasicAuth()
	}
	return id == AppID && (!g.rules.secret || secret == AppSecret)
}

// exchange gives a token for a code, once. fault is "" or the error that RFC
// 6749, 5.2, names.
func (g *grants) exchange(r *http.Request, form url.Values) (given *grant, fault string) {
	if !g.application(r, form) {
		return nil, "invalid_client"
	}
	code := g.codes[form.Get("code")]
	delete(g.codes, form.Get("code"))
	switch {
	case code == nil, code.redirect != form.Get("redirect_uri"), g.server.clock.Now().After(code.expires):
		return nil, "invalid_grant"
	case !g.proves(code.challenge, form.Get("code_verifier")):
		return nil, "invalid_grant"
	}
	return g.give(code.account, code.scopes), ""
}

func (g *grants) proves(challenge, verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	switch g.rules.pkce {
	case "S256":
		return base64.RawURLEncoding.EncodeToString(sum[:]) == challenge
	case "hex":
		return hex.EncodeToString(sum[:]) == challenge
	}
	return true
}

// give makes a token without any page, as the networks' own consoles do.
func (g *grants) give(a *Account, scopes []string) *grant {
	now := g.server.clock.Now()
	given := &grant{account: a, scopes: scopes, access: g.mint("access")}
	if g.rules.access > 0 {
		given.expires = now.Add(g.rules.access)
	}
	g.tokens[given.access] = given
	if g.rules.refresh > 0 {
		given.refresh, given.ends = g.mint("refresh"), now.Add(g.rules.refresh)
		g.again[given.refresh] = given
	}
	return given
}

// renew gives a new access token for a refresh token. One that works once and
// comes twice ends the whole agreement, as RFC 9700, 4.14.2, has it.
func (g *grants) renew(r *http.Request, form url.Values) (given *grant, fault string) {
	if !g.application(r, form) {
		return nil, "invalid_client"
	}
	old := g.again[form.Get("refresh_token")]
	now := g.server.clock.Now()
	if old == nil || old.revoked || now.After(old.ends) {
		return nil, "invalid_grant"
	}
	if old.refresh != form.Get("refresh_token") {
		old.revoked = true
		return nil, "invalid_grant"
	}
	delete(g.tokens, old.access)
	old.access, old.expires = g.mint("access"), now.Add(g.rules.access)
	g.tokens[old.access] = old
	if g.rules.rotates {
		old.refresh, old.ends = g.mint("refresh"), now.Add(g.rules.refresh)
		g.again[old.refresh] = old // the former one stays known, to be seen twice
	}
	return old, ""
}

// bearer is the agreement behind an access token; nil when the token is
// unknown, expired or revoked.
func (g *grants) bearer(token string) *grant {
	given := g.tokens[token]
	if given == nil || given.revoked || !given.expires.IsZero() && g.server.clock.Now().After(given.expires) {
		return nil
	}
	return given
}

// of is the agreement that a request's Authorization header carries.
func (g *grants) of(r *http.Request) *grant {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return g.bearer(token)
}

// expire forgets access tokens; with all, the agreements too.
func (g *grants) expire(all bool) {
	for token, given := range g.tokens {
		given.revoked = given.revoked || all
		delete(g.tokens, token)
	}
}
