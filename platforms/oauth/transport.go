package oauth

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"

	"parvis/platforms/httpx"
)

// Through sends the requests of this package through the one HTTP client. Each
// goes out once and is never redirected, as a code and many refresh tokens
// work once.
func Through(c *httpx.Client) http.RoundTripper { return transport{c} }

type transport struct{ client *httpx.Client }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		defer r.Body.Close()
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	answer, err := t.client.Do(r.Context(), httpx.Request{
		Op: "oauth: token", Method: r.Method, URL: r.URL.String(), Header: r.Header,
		Body: body, Publishes: true, MaxBytes: 1 << 20, Secrets: formValues(body),
	})
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: http.StatusText(answer.Status), StatusCode: answer.Status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: answer.Header, Body: io.NopCloser(bytes.NewReader(answer.Body)),
		ContentLength: int64(len(answer.Body)), Request: r,
	}, nil
}

// formValues are the parts of a form that no failure may show.
func formValues(body []byte) []string {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil
	}
	var secrets []string
	for _, field := range []string{"client_secret", "code", "code_verifier", "refresh_token"} {
		if v := form.Get(field); v != "" {
			secrets = append(secrets, v)
		}
	}
	return secrets
}

// through gives x/oauth2 the client that it takes from the context, where it
// would fall back on one without time-outs.
func through(ctx context.Context, t http.RoundTripper) context.Context {
	client := &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return context.WithValue(ctx, oauth2.HTTPClient, client)
}
