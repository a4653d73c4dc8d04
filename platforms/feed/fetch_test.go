package feed

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
)

// serve starts a server of its own and returns its address.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func reader() *Reader {
	return New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true}))
}

const small = `<rss><channel><title>Petit</title><item><guid isPermaLink="false">1</guid></item></channel></rss>`

func TestChainsOfRedirects(t *testing.T) {
	steps := map[string]struct {
		status int
		to     string
	}{
		"/a": {301, "/b"}, "/b": {308, "/end"},
		"/c": {301, "/d"}, "/d": {302, "/e"}, "/e": {301, "/end"},
		"/f": {307, "/a"}, "/round": {301, "/round"}, "/back": {301, "/and"}, "/and": {302, "/end"},
		"/out": {301, "ftp://a.example/"}, "/inside": {302, "https://169.254.169.254/x"}, "/secret": {301, "http://a:b@127.0.0.1/"},
		"/portal": {301, "/page"}, "/nowhere": {301, ""},
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		step, ok := steps[r.URL.Path]
		switch {
		case ok:
			if step.to != "" {
				w.Header().Set("Location", step.to)
			}
			w.WriteHeader(step.status)
		case r.URL.Path == "/page":
			w.Write([]byte("<!doctype html><p>Bienvenue"))
		default:
			w.Write([]byte(small))
		}
	})
	for path, want := range map[string]string{"/a": "/end", "/b": "/end", "/c": "/d", "/f": "", "/back": "/and"} {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		if err != nil || strings.TrimPrefix(r.Moved, url) != want || r.Feed.Title != "Petit" {
			t.Errorf("%s: %q, %v", path, r.Moved, err)
		}
	}
	for path, want := range map[string]string{
		"/round": data.CodeAnswer, "/out": data.CodeCaptive, "/inside": data.CodeCaptive, "/secret": data.CodeCaptive,
		"/portal": CodePage, "/nowhere": data.CodeCaptive,
	} {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		expect(t, path, err, data.Transient, want)
		if r.Moved != "" {
			t.Errorf("%s: moved to %q, where no feed is", path, r.Moved)
		}
	}
}

func expect(t *testing.T, what string, err error, kind data.Kind, code string) {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != kind || f.Code != code {
		t.Errorf("%s: %v, want %s (%s)", what, err, kind, code)
	}
}

func TestRefusals(t *testing.T) {
	answers := map[string]struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		"/gone":      {410, "<html>", data.NotFound, CodeGone},
		"/missing":   {404, "<html>", data.NotFound, CodeMissing},
		"/password":  {401, "", data.Unsupported, CodeClosed},
		"/firewall":  {403, "<html>", data.Unsupported, CodeClosed},
		"/many":      {429, "", data.RateLimited, ""},
		"/ill":       {503, "<html>", data.Transient, ""},
		"/unasked":   {304, "", data.Transient, data.CodeCaptive},
		"/page":      {200, "<!doctype html><p>", data.Transient, CodePage},
		"/picture":   {200, "\x89PNG\r\n\x1a\n", data.Transient, CodeUnreadable},
		"/empty":     {200, "", data.Transient, CodeUnreadable},
		"/dtd":       {200, `<!DOCTYPE a [<!ENTITY b "c">]><rss/>`, data.Invalid, CodeDTD},
		"/too-large": {200, small + strings.Repeat(" ", maxBody), data.Transient, data.CodeAnswer},
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		a := answers[r.URL.Path]
		w.Header().Set("Content-Type", "application/rss+xml") // true or not
		w.WriteHeader(a.status)
		w.Write([]byte(a.body))
	})
	for path, want := range answers {
		r, err := reader().Fetch(t.Context(), Source{URL: url + path})
		expect(t, path, err, want.kind, want.code)
		if heard := path != "/too-large"; heard == r.Next.IsZero() || r.Unchanged {
			t.Errorf("%s: %+v", path, r)
		}
	}
}

func TestWhenToAskAgain(t *testing.T) {
	for _, c := range []struct {
		header, value string
		status        int
		want          time.Duration
	}{
		{"", "", 200, 30 * time.Minute},
		{"Cache-Control", "public, max-age=7200", 200, 2 * time.Hour},
		{"Cache-Control", `MAX-AGE="3600", private`, 200, time.Hour},
		{"Cache-Control", "max-age=10", 200, 15 * time.Minute},
		{"Cache-Control", "max-age=0, no-cache", 200, 30 * time.Minute},
		{"Cache-Control", "max-age=31536000", 200, 24 * time.Hour},
		{"Cache-Control", "max-age=9999999999999999999999", 304, 24 * time.Hour},
		{"Cache-Control", "max-age=x", 304, 30 * time.Minute},
		{"Retry-After", "5400", 503, 90 * time.Minute},
		{"Retry-After", "1", 429, 15 * time.Minute},
		{"Retry-After", conformance.Start().Add(3 * time.Hour).Format(http.TimeFormat), 429, 3 * time.Hour},
		{"Retry-After", "7200", 200, 2 * time.Hour},
	} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", conformance.Start().Format(http.TimeFormat))
			w.Header().Set(c.header, c.value)
			w.WriteHeader(c.status)
			if c.status == 200 {
				fmt.Fprint(w, small)
			}
		})
		read := reader()
		r, err := read.Fetch(t.Context(), Source{URL: url, ETag: `"x"`})
		if wait := r.Next.Sub(read.http.Clock().Now()); wait != c.want || (err == nil) != (c.status < 400) {
			t.Errorf("%s: %s with %d: %v, %v", c.header, c.value, c.status, wait, err)
		}
	}
}

// Addresses of the local network are refused before anything leaves (R45), and
// http is never spoken with the outside.
func TestAddresses(t *testing.T) {
	strict := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}}))
	asked := false
	here := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	for _, url := range []string{
		here, "https://127.0.0.1/feed", "https://10.0.0.1/rss", "http://169.254.169.254/latest", "https://[::1]/", "http://192.168.1.1:80/rss",
		"file:///etc/passwd", "ftp://a.example/rss", "https://a:b@a.example/rss", "https://", "", "%", "rss",
	} {
		_, err := strict.Fetch(t.Context(), Source{URL: url})
		expect(t, url, err, data.Invalid, httpx.CodeAddress)
	}
	if asked {
		t.Error("this computer was asked")
	}
}

// offline is a reader of which nothing leaves this computer: whatever would
// leave is refused after its address was looked at.
func offline() *Reader {
	return New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Offline: func() bool { return true }}))
}

// httpx refuses http for its address before it looks whether there is a
// connection: what is offline was about to be asked over https.
func TestOldAddressesAreAskedSecurely(t *testing.T) {
	for _, url := range []string{"http://a.example/rss", "http://a.example:80/rss"} {
		_, err := offline().Fetch(t.Context(), Source{URL: url})
		expect(t, url, err, data.Transient, data.CodeOffline)
	}
}

// secure starts a server over TLS for a spelling of this computer that httpx does
// not count as one, so that http to it is refused as it is to the outside.
func secure(t *testing.T, body string) (host string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	roots.AddCert(cert)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(body)) }))
	s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	s.StartTLS()
	t.Cleanup(s.Close)
	_, port, _ := strings.Cut(s.Listener.Addr().String(), ":")
	return "LocalHost:" + port, roots
}

func TestTheSecureAddressIsKept(t *testing.T) {
	host, roots := secure(t, small)
	read := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, Roots: roots}))
	r, err := read.Fetch(t.Context(), Source{URL: "http://" + host + "/rss"})
	if err != nil || r.Moved != "https://"+host+"/rss" || r.Feed.Title != "Petit" {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = read.Fetch(t.Context(), Source{URL: r.Moved}); err != nil || r.Moved != "" {
		t.Errorf("%+v, %v", r, err)
	}
}
