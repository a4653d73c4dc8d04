package httpx

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parvis/data"
)

func gzipped(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRefusal(t *testing.T) {
	const html = "<html>Bienvenue à l’hôtel</html>"
	for _, c := range []struct {
		status  int
		body    string
		reading data.Kind
		sending data.Kind
		code    string
	}{
		{400, "{}", data.Invalid, data.Invalid, ""},
		{401, "{}", data.Auth, data.Auth, ""},
		{403, "{}", data.Auth, data.Auth, ""},
		{403, html, data.Transient, data.Transient, data.CodeCaptive},
		{404, "{}", data.NotFound, data.NotFound, ""},
		{410, "{}", data.NotFound, data.NotFound, ""},
		{413, "{}", data.Invalid, data.Invalid, data.CodeTooLarge},
		{408, "{}", data.Transient, data.Ambiguous, ""},
		{429, "{}", data.RateLimited, data.RateLimited, ""},
		{500, "{}", data.Transient, data.Ambiguous, ""},
		{502, html, data.Transient, data.Ambiguous, ""},
		{503, "{}", data.Transient, data.Ambiguous, ""},
		{511, html, data.Transient, data.Ambiguous, data.CodeCaptive},
		{302, html, data.Transient, data.Ambiguous, data.CodeCaptive},
	} {
		for _, publishes := range []bool{false, true} {
			r := &Response{Status: c.status, Body: []byte(c.body), publishes: publishes, Header: http.Header{}}
			want := c.reading
			if publishes {
				want = c.sending
			}
			wantFailure(t, r.Refusal("op"), want, c.code)
		}
	}
	if f := (&Response{Status: 201}).Refusal("op"); f != nil {
		t.Errorf("201: %v", f)
	}
}

func TestJSON(t *testing.T) {
	for body, code := range map[string]string{
		`{"n":"text"}`: data.CodeAnswer, `{"n":1`: data.CodeAnswer, ``: data.CodeAnswer, `[]`: data.CodeAnswer,
		`{"n":1}{}`: data.CodeAnswer, " <!doctype html>": data.CodeCaptive,
		strings.Repeat("[", 200_000): data.CodeAnswer,
	} {
		for _, publishes := range []bool{false, true} {
			var v struct{ N int }
			r := &Response{Status: 200, Body: []byte(body), publishes: publishes, Header: http.Header{}}
			wantFailure(t, r.JSON("op", &v), lost(publishes), code)
		}
	}
	var v struct{ N int }
	if err := (&Response{Body: []byte(`{"n":7}`), Header: http.Header{}}).JSON("op", &v); err != nil || v.N != 7 {
		t.Errorf("%v %v", v, err)
	}
}

func TestUntil(t *testing.T) {
	now := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	server := now.Add(time.Hour) // its clock is ahead, or ours behind
	for _, c := range []struct {
		name, value string
		want        time.Duration
	}{
		{"Retry-After", "30", 30 * time.Second},
		{"Retry-After", "0", time.Second},
		{"Retry-After", "99999999999", 24 * time.Hour},
		{"Retry-After", server.Add(90 * time.Second).Format(http.TimeFormat), 90 * time.Second},
		{"Retry-After", "soon", time.Minute},
		{"RateLimit-Reset", "1795287600", time.Duration(1795287600-server.Unix()) * time.Second},
		{"X-RateLimit-Reset", server.Add(5 * time.Minute).Format(time.RFC3339Nano), 5 * time.Minute},
		{"Other", "30", time.Minute},
	} {
		r := &Response{at: now, Header: http.Header{"Date": {server.Format(http.TimeFormat)}}}
		r.Header.Set(c.name, c.value)
		want := min(max(c.want, time.Second), 24*time.Hour)
		if got := r.Until().Sub(now); got != want {
			t.Errorf("%s: %s gives %v, want %v", c.name, c.value, got, want)
		}
	}
}

func TestRawIsShortValidAndWithoutSecrets(t *testing.T) {
	r := &Response{Body: []byte("canary " + strings.Repeat("é", 3000) + "\xff"), secrets: []string{"canary"}}
	raw := r.Raw()
	if len(raw) > maxRaw || !utf8.ValidString(raw) || strings.Contains(raw, "canary") || !strings.HasPrefix(raw, "•••") {
		t.Errorf("raw of %d bytes: %.40q", len(raw), raw)
	}
}
