package httpx

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

const (
	maxRaw = 2000 // bytes, see data.Failure.Raw
	// When a network says "too many" without a time, or an absurd one.
	usualPause   = time.Minute
	longestPause = 24 * time.Hour
)

// Response is a whole answer.
type Response struct {
	Status int
	Header http.Header
	Body   []byte

	at        time.Time
	publishes bool
	secrets   []string
}

// JSON decodes the body into v. When it is not JSON of that shape the error is
// a *[data.Failure] with CodeCaptive for a page of HTML and CodeAnswer
// otherwise: Ambiguous when the request publishes, since whoever answered may
// have passed it on, else Transient.
func (r *Response) JSON(op string, v any) error {
	if r.isPage() {
		return r.captive(op)
	}
	if err := json.Unmarshal(r.Body, v); err != nil {
		return r.Malformed(op, err)
	}
	return nil
}

// Malformed is the failure for an answer that the network's documentation does
// not allow; why says what is wrong with it.
func (r *Response) Malformed(op string, why error) *data.Failure {
	// json's errors quote the value; the body is in Raw, without secrets.
	var mismatch *json.UnmarshalTypeError
	if errors.As(why, &mismatch) {
		why = fmt.Errorf("%q has another type", mismatch.Field)
	}
	return &data.Failure{Kind: lost(r.publishes), Op: op, Code: data.CodeAnswer, Raw: r.Raw(), Err: why}
}

// Refusal says what the status means on any network, nil for 2xx. An adapter
// looks at its network's own error names first.
//
//	401, 403           Auth
//	404, 410           NotFound
//	413                Invalid, too large
//	429                RateLimited, with Until
//	other 4xx          Invalid
//	408, 5xx           Ambiguous when the request publishes, else Transient
//	3xx, 511, or HTML  somebody else answered: captive
func (r *Response) Refusal(op string) *data.Failure {
	f := &data.Failure{Op: op, Raw: r.Raw(), Err: fmt.Errorf("HTTP %d", r.Status)}
	switch s := r.Status; {
	case s >= 200 && s < 300:
		return nil
	case s == http.StatusTooManyRequests:
		f.Kind, f.Until = data.RateLimited, r.Until()
	case s < 400, s == http.StatusNetworkAuthenticationRequired:
		return r.captive(op)
	case s >= 500, s == http.StatusRequestTimeout:
		f.Kind = lost(r.publishes)
	case s == http.StatusRequestEntityTooLarge: // often as a page of the web server before the site
		f.Kind, f.Code = data.Invalid, data.CodeTooLarge
	case r.isPage():
		// A refusal by a portal or firewall: it was not passed on.
		f.Kind, f.Code = data.Transient, data.CodeCaptive
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		f.Kind = data.Auth
	case s == http.StatusNotFound, s == http.StatusGone:
		f.Kind = data.NotFound
	default:
		f.Kind = data.Invalid
	}
	return f
}

func (r *Response) captive(op string) *data.Failure {
	return &data.Failure{
		Kind: lost(r.publishes), Op: op, Code: data.CodeCaptive, Raw: r.Raw(),
		Err: fmt.Errorf("HTTP %d with a page in the network's place", r.Status),
	}
}

// isPage tells whether the body is a page for people.
func (r *Response) isPage() bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json")) {
		return false
	}
	return kind == "text/html" || bytes.HasPrefix(bytes.TrimSpace(r.Body), []byte("<"))
}

// Raw is the body for "details": at most 2,000 bytes of valid UTF-8 without
// the secrets of the request.
func (r *Response) Raw() string {
	text := string(r.Body)
	for _, secret := range r.secrets {
		text = strings.ReplaceAll(text, secret, "•••")
	}
	return strings.ToValidUTF8(text[:min(len(text), maxRaw)], "")
}

// Until is when the network will listen again, from Retry-After (RFC 9110,
// seconds or a date), RateLimit-Reset or X-RateLimit-Reset (Unix seconds or
// RFC 3339). Dates are taken relative to the answer's own Date header, so that
// a wrong clock here does no harm. It is a minute when nothing is said, and
// between one second and a day whatever is said.
func (r *Response) Until() time.Time {
	pause := usualPause
	for _, name := range []string{"Retry-After", "RateLimit-Reset", "X-RateLimit-Reset"} {
		if d, ok := r.pause(r.Header.Get(name)); ok {
			pause = d
			break
		}
	}
	return r.at.Add(min(max(pause, time.Second), longestPause))
}

func (r *Response) pause(said string) (time.Duration, bool) {
	from, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		from = r.at
	}
	if n, err := strconv.ParseInt(said, 10, 64); err == nil {
		const earliestUnix = 1_000_000_000 // below it the number is a duration
		if n >= earliestUnix {
			return time.Unix(n, 0).Sub(from), true
		}
		return time.Duration(min(n, 1e6)) * time.Second, true
	}
	for _, layout := range []string{http.TimeFormat, time.RFC3339} {
		if at, err := time.Parse(layout, said); err == nil {
			return at.Sub(from), true
		}
	}
	return 0, false
}

// redirect is where a GET or HEAD is sent on to, nil when it is not.
func (r *Response) redirect(method string, from *url.URL) *url.URL {
	if method != http.MethodGet && method != http.MethodHead {
		return nil
	}
	switch r.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil
	}
	to, err := from.Parse(r.Header.Get("Location"))
	if err != nil || r.Header.Get("Location") == "" {
		return nil
	}
	return to
}

// secretsOf lists what must not be shown of a request: what it names, and the
// credentials of its Authorization header.
func secretsOf(r Request, header http.Header) []string {
	var secrets []string
	for _, s := range r.Secrets {
		if s != "" {
			secrets = append(secrets, s)
		}
	}
	if _, credentials, ok := strings.Cut(header.Get("Authorization"), " "); ok && credentials != "" {
		secrets = append(secrets, credentials)
	}
	return secrets
}
