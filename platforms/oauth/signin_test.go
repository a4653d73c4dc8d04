package oauth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"parvis/data"
)

const theCode = "code-4711"

var page = Page{Lang: "fr", Title: "Parvis", Agreed: "C’est fait : <retour> à Parvis.", Denied: "Refusé."}

// network is the other side of a sign-in: it knows the authorize address that
// the browser was sent to, and changes the code for a token once.
type network struct {
	*httptest.Server
	asked  url.Values // the authorize address's query
	spent  bool
	refuse bool
}

func startNetwork(t *testing.T) *network {
	n := &network{}
	n.Server = httptest.NewServer(http.HandlerFunc(n.token))
	t.Cleanup(n.Close)
	return n
}

func (n *network) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	proof := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	good := r.Method == http.MethodPost && r.FormValue("code") == theCode &&
		r.FormValue("grant_type") == "authorization_code" &&
		r.FormValue("client_id") == "parvis" && r.FormValue("client_secret") == "app-secret" &&
		r.FormValue("redirect_uri") == n.asked.Get("redirect_uri") &&
		base64.RawURLEncoding.EncodeToString(proof[:]) == n.asked.Get("code_challenge")
	if !good || n.spent || n.refuse {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":"invalid_grant","error_description":"no %s with %s"}`, r.FormValue("code"), r.FormValue("code_verifier"))
		return
	}
	n.spent = true
	fmt.Fprint(w, `{"access_token":"the-access","refresh_token":"the-refresh","token_type":"Bearer","expires_in":3600,"scope":"read write"}`)
}

// params of a sign-in whose person does what browse says. answer is the address
// that the browser comes back to, complete.
func (n *network) params(t *testing.T, browse func(answer *url.URL)) SignInParams {
	return SignInParams{
		App: func(_ context.Context, redirect string) (App, error) {
			return App{
				ID: "parvis", Secret: data.NewSecret("app-secret"),
				AuthURL: n.URL + "/authorize", TokenURL: n.URL + "/token", Scopes: []string{"read", "write"},
				Issuer: "https://issuer.example", Extra: map[string]string{"force_login": "true"},
			}, nil
		},
		Open: func(address string) error {
			u, err := url.Parse(address)
			must(t, err)
			n.asked = u.Query()
			answer, err := url.Parse(n.asked.Get("redirect_uri"))
			must(t, err)
			answer.RawQuery = url.Values{
				"state": {n.asked.Get("state")}, "code": {theCode}, "iss": {"https://issuer.example"},
			}.Encode()
			browse(answer)
			return nil
		},
		Page: page, HTTP: wire(), Clock: clock{},
	}
}

// get is a browser that shows one address.
func get(t *testing.T, u *url.URL) (status int, body string, header http.Header) {
	t.Helper()
	return send(t, http.MethodGet, u.String(), "")
}

func send(t *testing.T, method, address, host string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	must(t, err)
	r.Host = host
	browser := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := browser.Do(r)
	must(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(t, err)
	return answer.StatusCode, string(body), answer.Header
}

// with returns the address with some parameters changed; "" takes one away.
func with(u *url.URL, changes ...string) *url.URL {
	changed, q := *u, u.Query()
	for i := 0; i < len(changes); i += 2 {
		q.Set(changes[i], changes[i+1])
		if changes[i+1] == "" {
			q.Del(changes[i])
		}
	}
	changed.RawQuery = q.Encode()
	return &changed
}

func TestSignIn(t *testing.T) {
	n := startNetwork(t)
	var port string
	token, err := SignIn(t.Context(), n.params(t, func(answer *url.URL) {
		port = answer.Host
		status, body, header := get(t, answer)
		if status != 200 || !strings.Contains(body, "C’est fait : &lt;retour&gt; à Parvis.") || !strings.Contains(body, `lang="fr"`) {
			t.Errorf("%d %s", status, body)
		}
		for _, secret := range []string{theCode, n.asked.Get("state"), "the-access"} {
			if strings.Contains(body+fmt.Sprint(header), secret) {
				t.Errorf("%q is in the page", secret)
			}
		}
		if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" ||
			!strings.HasPrefix(header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%v", header)
		}
	}))
	must(t, err)
	if token.Access.Reveal() != "the-access" || token.Refresh.Reveal() != "the-refresh" || token.Scope != "read write" {
		t.Errorf("%+v", token)
	}
	if left := token.Expires.Sub(clock{}.Now()).Minutes(); left < 55 || left > 60 {
		t.Errorf("expires in %v minutes", left)
	}
	state, err := base64.RawURLEncoding.DecodeString(n.asked.Get("state"))
	if err != nil || len(state) != 32 {
		t.Errorf("state of %d bytes, %v", len(state), err)
	}
	for key, want := range map[string]string{
		"response_type": "code", "client_id": "parvis", "scope": "read write",
		"code_challenge_method": "S256", "force_login": "true", "redirect_uri": "http://" + port + "/callback",
	} {
		if got := n.asked.Get(key); got != want {
			t.Errorf("%s is %q", key, got)
		}
	}
	if host, _, _ := net.SplitHostPort(port); host != "127.0.0.1" {
		t.Errorf("listened on %s", port)
	}
	closed(t, port)
}

// closed proves that nobody listens any more: a second callback finds no door.
func closed(t *testing.T, address string) {
	t.Helper()
	if c, err := net.Dial("tcp", address); err == nil {
		c.Close()
		t.Errorf("%s is still open", address)
	}
}

func TestHostileCallbacksChangeNothing(t *testing.T) {
	hostile := map[string]struct {
		method, host string
		address      func(*url.URL) *url.URL
		status       int
	}{
		"wrong state":   {address: func(u *url.URL) *url.URL { return with(u, "state", strings.Repeat("A", 43)) }, status: 403},
		"no state":      {address: func(u *url.URL) *url.URL { return with(u, "state", "") }, status: 403},
		"wrong host":    {host: "evil.example", address: same, status: 421},
		"localhost":     {host: "localhost", address: same, status: 421},
		"post":          {method: http.MethodPost, address: same, status: 405},
		"head":          {method: http.MethodHead, address: same, status: 405},
		"other path":    {address: func(u *url.URL) *url.URL { v := *u; v.Path = "/"; return &v }, status: 404},
		"state twice":   {address: func(u *url.URL) *url.URL { v := *u; v.RawQuery += "&state=x"; return &v }, status: 400},
		"code twice":    {address: func(u *url.URL) *url.URL { v := *u; v.RawQuery += "&code=theirs"; return &v }, status: 400},
		"broken query":  {address: func(u *url.URL) *url.URL { v := *u; v.RawQuery += "&%zz"; return &v }, status: 400},
		"2 MB of query": {address: func(u *url.URL) *url.URL { return with(u, "x", strings.Repeat("x", 2<<20)) }, status: 431},
	}
	for what, h := range hostile {
		t.Run(what, func(t *testing.T) {
			n := startNetwork(t)
			token, err := SignIn(t.Context(), n.params(t, func(answer *url.URL) {
				method := h.method
				if method == "" {
					method = http.MethodGet
				}
				status, body, _ := send(t, method, h.address(answer).String(), h.host)
				if status != h.status || strings.Contains(body, theCode) || strings.Contains(body, n.asked.Get("state")) {
					t.Errorf("%d %.200s", status, body)
				}
				if status, _, _ := get(t, answer); status != 200 {
					t.Errorf("then the true answer got %d", status)
				}
			}))
			if err != nil || token.Access.Reveal() != "the-access" {
				t.Errorf("%v", err)
			}
		})
	}
}

func same(u *url.URL) *url.URL { return u }

func TestStateWorksOnce(t *testing.T) {
	d := &door{host: "127.0.0.1:1", path: callbackPath, state: "s", page: page, answers: make(chan answer, 1)}
	for _, want := range []int{http.StatusOK, http.StatusGone, http.StatusGone} {
		w := httptest.NewRecorder()
		d.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1/callback?state=s&code="+theCode, nil))
		if w.Code != want {
			t.Errorf("%d instead of %d", w.Code, want)
		}
	}
	if a := <-d.answers; a.code != theCode || len(d.answers) != 0 {
		t.Errorf("%+v and %d more", a, len(d.answers))
	}
}

func TestAnswersThatEndTheSignIn(t *testing.T) {
	cases := map[string]struct {
		changes []string
		refuse  bool
		code    string
	}{
		"wrong issuer":  {changes: []string{"iss", "https://evil.example"}, code: CodeIssuer},
		"no issuer":     {changes: []string{"iss", ""}, code: CodeIssuer},
		"denied":        {changes: []string{"error", "access_denied", "code", ""}, code: CodeDenied},
		"no code":       {changes: []string{"code", ""}, code: data.CodeAnswer},
		"forged code":   {changes: []string{"code", "code-of-another"}},
		"refused token": {refuse: true},
	}
	for what, c := range cases {
		t.Run(what, func(t *testing.T) {
			n := startNetwork(t)
			n.refuse = c.refuse
			var port string
			token, err := SignIn(t.Context(), n.params(t, func(answer *url.URL) {
				port = answer.Host
				get(t, with(answer, c.changes...))
			}))
			f := data.AsFailure("", err)
			if f == nil || f.Kind != data.Auth || f.Code != c.code || token != (Token{}) {
				t.Fatalf("%v", err)
			}
			if strings.Contains(f.Error()+f.Raw, "code-") {
				t.Errorf("the code is in %v, %q", f, f.Raw)
			}
			closed(t, port)
		})
	}
}

func TestNobodyAnswers(t *testing.T) {
	n := startNetwork(t)
	fire := make(chan struct{})
	var port string
	p := n.params(t, func(answer *url.URL) { port = answer.Host; close(fire) })
	p.Clock = clock{fire: fire}
	if _, err := SignIn(t.Context(), p); data.AsFailure("", err).Code != CodeLate {
		t.Errorf("late: %v", err)
	}
	closed(t, port)

	ctx, cancel := context.WithCancel(t.Context())
	p = n.params(t, func(answer *url.URL) { port = answer.Host; cancel() })
	if _, err := SignIn(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	closed(t, port)

	noBrowser := errors.New("no browser")
	p.Open = func(string) error { return noBrowser }
	if _, err := SignIn(t.Context(), p); !errors.Is(err, noBrowser) || data.AsFailure("", err).Code != CodeOpen {
		t.Errorf("no browser: %v", err)
	}

	p.App = func(context.Context, string) (App, error) {
		return App{}, &data.Failure{Kind: data.Invalid, Op: "mastodon: register app"}
	}
	if _, err := SignIn(t.Context(), p); data.KindOf(err) != data.Invalid {
		t.Errorf("not registered: %v", err)
	}
}

func TestFixedPorts(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	free, err := net.Listen("tcp4", "127.0.0.1:0")
	must(t, err)
	takenPort, freePort := taken.Addr().(*net.TCPAddr).Port, free.Addr().(*net.TCPAddr).Port
	must(t, free.Close())

	n := startNetwork(t)
	p := n.params(t, func(answer *url.URL) {
		if answer.Port() != fmt.Sprint(freePort) {
			t.Errorf("came back to %s", answer.Host)
		}
		get(t, answer)
	})
	p.Ports = []int{takenPort, freePort}
	_, err = SignIn(t.Context(), p)
	must(t, err)

	p.Ports = []int{takenPort}
	if _, err := SignIn(t.Context(), p); data.AsFailure("", err).Code != CodePort {
		t.Errorf("taken: %v", err)
	}
}
