package oauth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/oauth2"

	"parvis/data"
)

// Limit is how long a person has to agree in the browser.
const Limit = 5 * time.Minute

// Codes of the failures of [SignIn].
const (
	CodeDenied = "sign_in_denied" // the person or the network said no
	CodeLate   = "sign_in_late"   // no answer within Limit
	CodePort   = "sign_in_port"   // every port is taken by another program
	CodeIssuer = "sign_in_issuer" // the answer came from another server
	CodeOpen   = "sign_in_open"   // the browser could not be opened
)

// SignInParams says how one sign-in goes. Everything but Ports is required.
type SignInParams struct {
	// Ports are those that the network has on record, tried in order; nil
	// takes any that is free.
	Ports []int
	// App is called once with the address that the browser will come back to,
	// "http://127.0.0.1:PORT/callback"; a network on which applications
	// register themselves is told it now.
	App func(ctx context.Context, redirect string) (App, error)
	// Host and Path are how the address reads that the browser comes back to,
	// where a network has another one on record than 127.0.0.1 and /callback.
	// Whatever they say, only 127.0.0.1 is listened on.
	Host  string
	Path  string
	Open  data.OpenLink
	Page  Page
	HTTP  http.RoundTripper // see [Through]
	Clock data.Clock
}

// SignIn lets the person agree in their own browser and returns the token: an
// authorization code on a loopback address with PKCE (RFC 8252, 7636, 9207,
// 9700). It listens on 127.0.0.1 only, until the one answer that carries its
// 256-bit state, Limit, or the end of ctx. Requests from anywhere else are
// refused and change nothing (R39). Its errors are *[data.Failure].
func SignIn(ctx context.Context, p SignInParams) (Token, error) {
	listener, err := listen(p.Ports)
	if err != nil {
		return Token{}, signInFailure(data.Transient, CodePort, err)
	}
	defer listener.Close()
	host, path := listener.Addr().String(), callbackPath
	if p.Host != "" {
		_, port, _ := net.SplitHostPort(host) // our own address
		host = net.JoinHostPort(p.Host, port)
	}
	if p.Path != "" {
		path = p.Path
	}
	redirect := "http://" + host + path
	app, err := p.App(ctx, redirect)
	if err != nil {
		return Token{}, unambiguous("oauth: register", err)
	}

	a := app.ask(redirect)
	d := &door{
		host: host, path: path, state: a.state, issuer: app.Issuer,
		page: p.Page, answers: make(chan answer, 1),
	}
	open := func() error { return p.Open(a.url()) }
	code, err := d.wait(ctx, listener, p.Clock, open)
	if err != nil {
		return Token{}, err
	}
	return a.token(ctx, code, p.HTTP, p.Clock)
}

// agreement is one request for a person's agreement.
type agreement struct {
	app      App
	config   *oauth2.Config
	state    string
	verifier string // empty without PKCE
}

func (app App) ask(redirect string) agreement {
	a := agreement{app: app, config: app.config(redirect), state: newState()}
	if !app.NoPKCE {
		a.verifier = oauth2.GenerateVerifier()
	}
	return a
}

// url is the page on which the person agrees.
func (a agreement) url() string {
	var options []oauth2.AuthCodeOption
	if a.verifier != "" {
		options = append(options, oauth2.S256ChallengeOption(a.verifier))
		if a.app.Challenge != nil {
			options = append(options, oauth2.SetAuthURLParam("code_challenge", a.app.Challenge(a.verifier)))
		}
	}
	for key, value := range a.app.Extra {
		options = append(options, oauth2.SetAuthURLParam(key, value))
	}
	return a.config.AuthCodeURL(a.state, options...)
}

// token gives the code for a token, once.
func (a agreement) token(ctx context.Context, code string, t http.RoundTripper, clock data.Clock) (Token, error) {
	if a.app.Exchange != nil {
		token, err := a.app.Exchange(ctx, Exchange{Code: code, Redirect: a.config.RedirectURL, Verifier: a.verifier})
		if err != nil {
			return Token{}, unambiguous("oauth: exchange code", err)
		}
		return token, nil
	}
	var options []oauth2.AuthCodeOption
	if a.verifier != "" {
		options = append(options, oauth2.VerifierOption(a.verifier))
	}
	asked := clock.Now()
	got, err := a.config.Exchange(through(ctx, t), code, options...)
	if err != nil {
		return Token{}, tokenFailure("oauth: exchange code", asked, err, a.app.Secret, data.NewSecret(code), data.NewSecret(a.verifier))
	}
	return newToken(got, asked), nil
}

// wait serves the loopback address until the answer is there, and then no
// longer.
func (d *door) wait(ctx context.Context, l net.Listener, clock data.Clock, open func() error) (code string, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	server := &http.Server{
		Handler:           d,
		ReadHeaderTimeout: 10 * time.Second,
		WriteTimeout:      10 * time.Second,
		MaxHeaderBytes:    16 << 10,
		// net/http quotes what a hostile client sent.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	defer server.Close()
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			cancel(signInFailure(data.Transient, CodePort, err))
		}
	}()
	go func() {
		if clock.Wait(ctx, Limit) == nil {
			cancel(signInFailure(data.Auth, CodeLate, nil))
		}
	}()
	if err := open(); err != nil {
		return "", signInFailure(data.Transient, CodeOpen, err)
	}
	select {
	case a := <-d.answers:
		return a.code, a.err
	case <-ctx.Done():
		return "", unambiguous("oauth: sign in", context.Cause(ctx))
	}
}

func listen(ports []int) (net.Listener, error) {
	if ports == nil {
		ports = []int{0}
	}
	var errs []error
	for _, port := range ports {
		l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return l, nil
		}
		errs = append(errs, err)
	}
	return nil, fmt.Errorf("no port is free: %w", errors.Join(errs...))
}

// newState is 256 random bits, which crypto/rand never fails to give.
func newState() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func signInFailure(kind data.Kind, code string, err error) *data.Failure {
	return &data.Failure{Kind: kind, Op: "oauth: sign in", Code: code, Err: err}
}
