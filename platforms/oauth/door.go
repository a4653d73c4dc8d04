package oauth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"

	"parvis/data"
)

const callbackPath = "/callback"

// Page is what the browser shows at the end, in words of the person's
// language.
type Page struct {
	Lang   string // "fr"
	Title  string
	Agreed string // "You can go back to Parvis."
	Denied string
}

// answer is what the network sent the browser back with.
type answer struct {
	code string
	err  error
}

// door is the loopback address. It opens once, to the answer that carries the
// state; whoever else knocks gets a bare status.
type door struct {
	host    string // the only Host that a browser sent back by us asks for
	path    string
	state   string
	issuer  string
	page    Page
	opened  atomic.Bool
	answers chan answer
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Connection", "close")
	q, status := d.read(r)
	if status != http.StatusOK {
		w.WriteHeader(status)
		return
	}
	a := d.judge(q)
	text := d.page.Agreed
	if a.err != nil {
		text = d.page.Denied
	}
	d.show(w, text)
	// Only now: the server is closed as soon as the answer is heard.
	d.answers <- a
}

// read lets through the one request that is the answer.
func (d *door) read(r *http.Request) (url.Values, int) {
	switch {
	case r.Host != d.host:
		return nil, http.StatusMisdirectedRequest
	case r.Method != http.MethodGet:
		return nil, http.StatusMethodNotAllowed
	case r.URL.Path != d.path:
		return nil, http.StatusNotFound
	}
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, http.StatusBadRequest
	}
	for _, values := range q {
		if len(values) != 1 { // RFC 6749, 3.1: a parameter comes once
			return nil, http.StatusBadRequest
		}
	}
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(d.state)) != 1 {
		return nil, http.StatusForbidden
	}
	if !d.opened.CompareAndSwap(false, true) {
		return nil, http.StatusGone
	}
	return q, http.StatusOK
}

// judge reads an answer whose state is right.
func (d *door) judge(q url.Values) answer {
	switch {
	case d.issuer != "" && q.Get("iss") != d.issuer:
		return answer{err: signInFailure(data.Auth, CodeIssuer, errors.New("wrong or missing iss"))}
	case q.Get("error") != "":
		f := signInFailure(data.Auth, CodeDenied, nil)
		raw := q.Get("error") + " " + q.Get("error_description")
		f.Raw = raw[:min(len(raw), 2000)]
		return answer{err: f}
	case q.Get("code") == "":
		return answer{err: signInFailure(data.Auth, data.CodeAnswer, errors.New("no code"))}
	}
	return answer{code: q.Get("code")}
}

// forget takes the address, with its spent code, out of the browser's history.
const forget = `history.replaceState(null,"","/")`

func (d *door) show(w http.ResponseWriter, text string) {
	digest := sha256.Sum256([]byte(forget))
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; script-src 'sha256-"+base64.StdEncoding.EncodeToString(digest[:])+"'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	body := `<!doctype html><html lang="` + html.EscapeString(d.page.Lang) + `"><meta charset="utf-8"><title>` +
		html.EscapeString(d.page.Title) + `</title><p>` + html.EscapeString(text) +
		`</p><script>` + forget + `</script></html>`
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write([]byte(body))
	_ = http.NewResponseController(w).Flush()
}
