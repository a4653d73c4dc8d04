package wordpress

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// wire makes the requests of the REST API below one root: "https://host/wp-json"
// or, on a site without pretty addresses, "https://host/?rest_route=".
type wire struct {
	http *httpx.Client
	root string
}

func (w wire) url(path string, query url.Values) string {
	switch {
	case len(query) == 0:
		return w.root + path
	case strings.Contains(w.root, "?"):
		return w.root + path + "&" + query.Encode()
	}
	return w.root + path + "?" + query.Encode()
}

// values makes a query of names and their values in turn.
func values(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	return query
}

func (w wire) read(op, path string, query url.Values) httpx.Request {
	return httpx.Request{Op: op, Method: http.MethodGet, URL: w.url(path, query)}
}

func (w wire) write(op, path string, body []byte) httpx.Request {
	return httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.url(path, nil), Header: http.Header{"Content-Type": {"application/json"}}, Body: body,
	}
}

// signed adds name and password to a request.
func (w wire) signed(as login, r httpx.Request) httpx.Request {
	r.Header = r.Header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(as.Name+":"+as.Password)))
	r.Secrets = append(r.Secrets, as.Password)
	return r
}

// as sends a request with name and password. A refusal comes back as a failure.
func (w wire) as(ctx context.Context, as login, r httpx.Request) (*httpx.Response, error) {
	resp, err := w.http.Do(ctx, w.signed(as, r))
	if err != nil {
		return nil, err
	}
	if f := refusal(r.Op, resp); f != nil {
		return nil, f
	}
	return resp, nil
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// do sends a request as the account. An application password does not expire:
// one that is refused was withdrawn, and there is nothing to renew.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	as, err := s.login(ctx, r.Op)
	if err != nil {
		return nil, err
	}
	return s.as(ctx, as, r)
}

// get reads an answer into v.
func (s *session) get(ctx context.Context, op, path string, query url.Values, v any) error {
	resp, err := s.do(ctx, s.read(op, path, query))
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// list reads one page of a list, counted from 1, into v. last is false when
// there is another one.
func (s *session) list(ctx context.Context, op, path string, query url.Values, page int, v any) (last bool, err error) {
	query.Set("per_page", strconv.Itoa(pageSize))
	query.Set("page", strconv.Itoa(page))
	resp, err := s.do(ctx, s.read(op, path, query))
	if err != nil {
		return false, err
	}
	pages, err := strconv.Atoi(resp.Header.Get("X-WP-TotalPages"))
	if err != nil {
		return false, resp.Malformed(op, errors.New("no number of pages"))
	}
	return page >= pages, resp.JSON(op, v)
}

// refused is WordPress's own word for an error.
type refused struct {
	Code string
	Term int64 // with term_exists: the one that is there
}

func (r *refused) Error() string { return r.Code }

// isRefused tells whether WordPress refused with that word.
func isRefused(err error, code string) bool {
	var said *refused
	return errors.As(err, &said) && said.Code == code
}

// refusal says what an answer's error means, nil for a good one. The names are
// those of WordPress 6.5.5, measured. What is not in its words comes from
// something in front of it, which did not pass the request on.
func refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || f.Kind == data.RateLimited {
		return f
	}
	var said struct {
		Code, Message string
		Data          json.RawMessage
	}
	if resp.JSON(op, &said) != nil || said.Code == "" {
		if resp.Status >= 400 && resp.Status < 500 && f.Code != data.CodeTooLarge && resp.Status != http.StatusRequestTimeout {
			f.Kind, f.Code = data.Transient, CodeFirewall
		}
		return f
	}
	also := readMore(said.Data)
	f.Err = &refused{Code: said.Code, Term: also.Term}
	switch {
	case resp.Status == http.StatusUnauthorized:
		f.Kind = data.Auth
	case resp.Status == http.StatusForbidden:
		f.Kind, f.Code = data.Unsupported, CodeRights
	case said.Code == "rest_no_route":
		f.Kind = data.Unsupported
	case said.Code == "rest_invalid_param":
		forbiddenStatus(f, also)
	case said.Code == "empty_content":
		f.Code = CodeEmpty
	case said.Code == "comment_flood":
		f.Kind, f.Until = data.RateLimited, resp.Until()
	case strings.HasPrefix(said.Code, "rest_upload_"):
		uploadFailure(f, said.Message)
	}
	return f
}

// more is what some errors say besides their code.
type more struct {
	Term    int64 `json:"term_id"`
	Details struct {
		Status struct {
			Code string
			Data struct{ Status int }
		}
	}
}

func readMore(raw json.RawMessage) more {
	var m more
	if json.Unmarshal(raw, &m) != nil {
		return more{} // data of another shape says nothing that is needed
	}
	return m
}

// forbiddenStatus sees the answer to a listing of what is not public: it is a
// 400 also for somebody who is not signed in.
func forbiddenStatus(f *data.Failure, m more) {
	if m.Details.Status.Code != "rest_forbidden_status" {
		return
	}
	f.Kind, f.Code = data.Unsupported, CodeRights
	if m.Details.Status.Data.Status == http.StatusUnauthorized {
		f.Kind, f.Code = data.Auth, ""
	}
}

// uploadFailure reads the sentence of a refused upload, which is a 500.
func uploadFailure(f *data.Failure, message string) {
	f.Kind, f.Code = data.Invalid, CodeMediaType
	if strings.Contains(message, "upload_max_filesize") || strings.Contains(message, "MAX_FILE_SIZE") {
		f.Code = data.CodeTooLarge
	}
}
