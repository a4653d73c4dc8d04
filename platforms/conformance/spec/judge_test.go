package spec_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parvis/platforms/conformance/spec"
	"parvis/platforms/conformance/spec/read"
)

// compiled reads a specification of testdata, and sends it through the form in
// which tables are kept.
func compiled(t *testing.T, format func([]byte, read.Keep) (*spec.Table, error), file string, keep read.Keep) *spec.Table {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	first, err := format(text, keep)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := first.Encode()
	if err != nil {
		t.Fatal(err)
	}
	table, err := spec.Decode(kept)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// asked is a request. of is its content type, "" for none.
func asked(method, target, of, body string) spec.Exchange {
	at, err := url.Parse(target)
	if err != nil {
		panic(err)
	}
	e := spec.Exchange{Method: method, URL: at, Header: http.Header{}, Body: []byte(body)}
	if of != "" {
		e.Header.Set("Content-Type", of)
	}
	return e
}

// answered is the answer to a request.
func answered(method, target string, status int, of, body string) spec.Exchange {
	e := asked(method, target, "", "")
	e.Status, e.AnswerHeader, e.Answer = status, http.Header{"Content-Type": {of}}, []byte(body)
	return e
}

// part is one part of a multipart body.
type part struct{ name, file, of, text string }

func parts(t *testing.T, method, target string, all ...part) spec.Exchange {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range all {
		head := textproto.MIMEHeader{}
		head.Set("Content-Disposition", `form-data; name="`+p.name+`"`)
		if p.file != "" {
			head.Set("Content-Disposition", `form-data; name="`+p.name+`"; filename="`+p.file+`"`)
		}
		if p.of != "" {
			head.Set("Content-Type", p.of)
		}
		out, err := w.CreatePart(head)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	e := asked(method, target, w.FormDataContentType(), body.String())
	return e
}

// worked is a request or an answer, and every complaint about it.
type worked struct {
	exchange spec.Exchange
	want     []string
}

func judge(t *testing.T, table *spec.Table, all []worked) {
	t.Helper()
	for _, w := range all {
		complaints := table.Request
		if w.exchange.Status != 0 {
			complaints = table.Answer
		}
		var got []string
		for _, err := range complaints(w.exchange) {
			got = append(got, err.Error())
		}
		if strings.Join(got, "\n") != strings.Join(w.want, "\n") {
			t.Errorf("%s %s %s %s\ngot  %s\nwant %s", w.exchange.Method, w.exchange.URL, w.exchange.Body, w.exchange.Answer,
				strings.Join(got, "\n     "), strings.Join(w.want, "\n     "))
		}
	}
}

const (
	asJSON = "application/json; charset=utf-8"
	asForm = "application/x-www-form-urlencoded"
)
