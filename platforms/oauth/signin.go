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
	App   func(ctx context.Context, redirect string) (App, error)
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
	redirect := "http://" + listener.Addr().String() + callbackPath
	app, err := p.App(ctx, redirect)
	if err != nil {
		return Token{}, unambiguous("oauth: register", err)
	}

	config, state, verifier := app.config(redirect), newState(), oauth2.GenerateVerifier()
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(verifier)}
	for key, value := range app.Extra {
		options = append(options, oauth2.SetAuthURLParam(key, value))
	}
	d := &door{
		host: listener.Addr().String(), state: state, issuer: app.Issuer,
		page: p.Page, answers: make(chan answer, 1),
	}
	open := func() error { return p.Open(config.AuthCodeURL(state, options...)) }
	code, err := d.wait(ctx, listener, p.Clock, open)
	if err != nil {
		return Token{}, err
	}

	asked := p.Clock.Now()
	got, err := config.Exchange(through(ctx, p.HTTP), code, oauth2.VerifierOption(verifier))
	if err != nil {
		return Token{}, tokenFailure("oauth: exchange code", asked, err, app.Secret, data.NewSecret(code), data.NewSecret(verifier))
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
