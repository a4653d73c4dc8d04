// Package httpx is the one HTTP client of Parvis. Every request to a network
// goes through it, so that time-outs, size caps, limits per host, the check of
// addresses and what may be logged are decided in one place. Every error it
// returns is a [data.Failure] which already says whether the request can have
// reached the network.
package httpx

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"parvis/data"
)

const (
	defaultTimeout  = 20 * time.Second
	defaultMaxBytes = 8 << 20
	// slowestUpload is the rate in bytes a second that a body is given time for
	// on top of the time-out: 256 kbit/s.
	slowestUpload = 32 << 10
	maxRedirects  = 5
)

// Params is what a client needs. Clock is required; the zero value of
// everything else is right for the real networks.
type Params struct {
	Clock data.Clock
	Log   *slog.Logger // nil: nothing is logged
	// Offline, when it says true, stops every request but those to this
	// computer before it leaves. nil: never.
	Offline func() bool
	// Loopback allows servers on this computer, also over plain http.
	Loopback bool
	Roots    *x509.CertPool // nil: those of the system
	// Timeout is for one request from its first byte to the last one of the
	// answer; a large body is given more. 0: 20 s.
	Timeout   time.Duration
	PerSecond float64 // requests a second to one host, with bursts of four seconds' worth; 0: 10
	AtOnce    int     // requests under way to one host; 0: 4
}

// Client speaks HTTP with the networks. It is safe for use by several
// goroutines.
type Client struct {
	clock    data.Clock
	log      *slog.Logger
	offline  func() bool
	loopback bool
	timeout  time.Duration
	reads    *http.Transport
	// publishes opens a connection of its own for each request and speaks
	// HTTP/1.1, because net/http sends a request again by itself on a kept
	// connection that turns out dead when it carries an Idempotency-Key, and
	// on HTTP/2 when the server says GOAWAY.
	publishes *http.Transport
	hosts     *hosts
}

// New returns a client. It performs no request.
func New(p Params) *Client {
	c := &Client{clock: p.Clock, log: p.Log, offline: p.Offline, loopback: p.Loopback, timeout: p.Timeout}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.offline == nil {
		c.offline = func() bool { return false }
	}
	if c.timeout == 0 {
		c.timeout = defaultTimeout
	}
	c.hosts = newHosts(p.Clock, p.PerSecond, p.AtOnce)
	c.reads = c.transport(p.Roots)
	c.reads.Protocols.SetHTTP2(true)
	c.publishes = c.transport(p.Roots)
	c.publishes.DisableKeepAlives = true
	return c
}

func (c *Client) transport(roots *x509.CertPool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, ControlContext: c.checkDial}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        60 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	return t
}

// Clock is the clock that the client was given, for what the adapters date.
func (c *Client) Clock() data.Clock { return c.clock }

// Close gives up the connections that are kept open. The client can still be
// used.
func (c *Client) Close() { c.reads.CloseIdleConnections() }

// Request is one request. URL is absolute, with its query.
type Request struct {
	Op     string // names the request in failures and the log: "bluesky: put record"
	Method string
	URL    string
	Header http.Header
	Body   []byte
	// Stream gives a body that is too large for the memory, of Length bytes,
	// in the place of Body. It is opened once and closed.
	Stream func() (io.ReadCloser, error)
	Length int64
	// Publishes says that carrying the request out twice would be wrong: it
	// goes over a connection of its own, is never repeated or redirected, and a
	// lost answer is Ambiguous.
	Publishes bool
	MaxBytes  int64 // of the answer, unpacked; 0: 8 MB
	// Secrets are texts inside the request that no failure may show. The
	// Authorization header is treated so without being named.
	Secrets []string
}

// Do sends a request and reads the whole answer. Whatever status the network
// answers is returned and is not an error. Every error is a *[data.Failure]:
//   - nothing left this computer: Transient, or Invalid for an address that is
//     not spoken with;
//   - it may have left and no whole answer came: Ambiguous when the request
//     publishes, else Transient.
//
// GET and HEAD follow up to five redirects, each checked like the first
// address; credentials are left behind when the host changes.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	target, err := url.Parse(r.URL)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Code: CodeAddress, Err: errors.New("not a URL")}
	}
	header := r.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	for hops := 0; ; hops++ {
		resp, err := c.exchange(ctx, r, target, header)
		if err != nil {
			return nil, err
		}
		next := resp.redirect(r.Method, target)
		if next == nil {
			return resp, nil
		}
		if hops == maxRedirects {
			return nil, &data.Failure{Kind: data.Transient, Op: r.Op, Code: data.CodeAnswer, Err: errors.New("too many redirects")}
		}
		if c.checkURL(next) != nil {
			return nil, &data.Failure{Kind: data.Transient, Op: r.Op, Code: data.CodeCaptive, Err: errors.New("sent on to an address that is not spoken with")}
		}
		if next.Host != target.Host {
			header.Del("Authorization")
			header.Del("Cookie")
		}
		target = next
	}
}

// exchange is one request and its answer, without redirects.
func (c *Client) exchange(ctx context.Context, r Request, target *url.URL, header http.Header) (*Response, error) {
	if err := c.checkURL(target); err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Code: CodeAddress, Err: err}
	}
	if c.offline() && !isLoopbackName(target.Hostname()) {
		return nil, &data.Failure{Kind: data.Transient, Op: r.Op, Code: data.CodeOffline, Err: errors.New("working offline")}
	}
	release, err := c.hosts.enter(ctx, target.Host)
	if err != nil {
		return nil, &data.Failure{Kind: data.Transient, Op: r.Op, Code: CodeCancelled, Err: err}
	}
	defer release()

	allowed := c.timeout + time.Duration(r.size()/slowestUpload)*time.Second
	ctx, cancel := context.WithTimeout(ctx, allowed)
	defer cancel()
	began := c.clock.Mono()
	resp, err := c.send(ctx, r, target, header)
	status, received := 0, 0
	if resp != nil {
		status, received = resp.Status, len(resp.Body)
		c.hosts.heard(target.Host, resp.Header.Get("Date"))
	}
	c.hosts.count(target.Host, int(r.size()), received)
	// Neither path nor query: some networks carry a token there.
	c.log.DebugContext(ctx, "request", "op", r.Op, "method", r.Method, "host", target.Host,
		"status", status, "sent", r.size(), "received", received,
		"took", c.clock.Mono()-began, "kind", string(data.KindOf(err)))
	return resp, err
}

func (c *Client) send(ctx context.Context, r Request, target *url.URL, header http.Header) (*Response, error) {
	var progress progress
	ctx = httptrace.WithClientTrace(ctx, progress.trace())
	body, err := r.body()
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Code: data.CodeMedia, Err: err}
	}
	defer body.Close()
	req, err := http.NewRequestWithContext(ctx, r.Method, target.String(), body)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Code: CodeAddress, Err: errors.New("not a request")}
	}
	if req.ContentLength = r.size(); req.ContentLength == 0 {
		req.Body = http.NoBody
	}
	req.Header = header.Clone()
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", "Parvis")
	}
	transport := c.reads
	if r.Publishes {
		transport = c.publishes
		req.GetBody = nil
	}
	answer, err := transport.RoundTrip(req)
	if err != nil {
		return nil, progress.failure(r, target, err)
	}
	defer answer.Body.Close()
	limit := r.MaxBytes
	if limit == 0 {
		limit = defaultMaxBytes
	}
	received, err := io.ReadAll(io.LimitReader(answer.Body, limit+1))
	if err != nil {
		return nil, progress.failure(r, target, err)
	}
	if int64(len(received)) > limit {
		return nil, &data.Failure{Kind: lost(r.Publishes), Op: r.Op, Code: data.CodeAnswer, Err: errors.New("the answer is too large")}
	}
	return &Response{
		Status: answer.StatusCode, Header: answer.Header, Body: received,
		at: c.clock.Now(), publishes: r.Publishes, secrets: secretsOf(r, header),
	}, nil
}

// size is how many bytes the body has.
func (r Request) size() int64 {
	if r.Stream != nil {
		return r.Length
	}
	return int64(len(r.Body))
}

// body never asks for more than it promised.
func (r Request) body() (io.ReadCloser, error) {
	if r.Stream == nil {
		return io.NopCloser(bytes.NewReader(r.Body)), nil
	}
	stream, err := r.Stream()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(stream, r.Length), stream}, nil
}

// progress notes how far a request came.
type progress struct {
	connected atomic.Bool // from here on bytes may have left
	badTLS    atomic.Bool
}

func (p *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { p.connected.Store(true) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil && !isCut(err) {
				p.badTLS.Store(true)
			}
		},
	}
}
