package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// wire makes the requests to the network, or to one server in its place.
type wire struct {
	http *httpx.Client
	api  string // base of the API
	web  string // base of the pages for people
}

func newWire(c *httpx.Client, server string) wire {
	api, web := hosts(server)
	return wire{http: c, api: api, web: web}
}

// hosts are the bases of the API and of the pages for people.
func hosts(server string) (api, web string) {
	if server == "" || server == realAPI {
		return realAPI, realWeb
	}
	return server, server
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// call is one request of the Bot API: its method, and a body of that type.
type call struct {
	op        string
	method    string
	kind      string // content type; "" is JSON
	body      []byte
	publishes bool
}

// ask makes a call with arguments as JSON, nil for none, that publishes nothing.
func (s *session) ask(ctx context.Context, op, method string, arguments, v any) error {
	var body []byte
	if arguments != nil {
		var err error
		if body, err = json.Marshal(arguments); err != nil {
			return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
		}
	}
	_, err := s.do(ctx, call{op: op, method: method, body: body}, v)
	return err
}

// do makes a call and reads its result into v. The token is part of the
// address: it is named a secret, so that no failure shows it, and the log has
// hosts only. Tokens last until the owner revokes them: there is nothing to
// renew.
func (s *session) do(ctx context.Context, c call, v any) (*httpx.Response, error) {
	held, err := oauth.Held(ctx, c.op, s.keys)
	if err != nil {
		return nil, err
	}
	if c.kind == "" {
		c.kind = "application/json"
	}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: c.op, Method: http.MethodPost, URL: s.api + "/bot" + held.Access + "/" + c.method,
		Header: http.Header{"Content-Type": {c.kind}}, Body: c.body, Publishes: c.publishes, Secrets: []string{held.Access},
	})
	if err != nil {
		return nil, err
	}
	if f := refusal(c.op, resp, s.http.Clock().Now()); f != nil {
		return nil, f
	}
	var said struct {
		OK     bool
		Result json.RawMessage
	}
	if err := resp.JSON(c.op, &said); err != nil {
		return nil, err
	}
	if !said.OK || len(said.Result) == 0 || string(said.Result) == "null" {
		return nil, resp.Malformed(c.op, errors.New("no result"))
	}
	if err := json.Unmarshal(said.Result, v); err != nil {
		return nil, resp.Malformed(c.op, err)
	}
	return resp, nil
}

// sentence is a piece of an error's description and what it means.
type sentence struct {
	piece string
	kind  data.Kind
	code  string
}

// sentences are those that the network is known to use: it has no other codes
// than those of HTTP. They are held against a description in lower case, in
// this order.
func sentences() []sentence {
	return []sentence{
		{"message caption is too long", data.Invalid, CodeCaption},
		{"message is too long", data.Invalid, CodeTooLong},
		{"message text is empty", data.Invalid, CodeEmpty},
		{"chat not found", data.Invalid, CodeChannel},
		{"message to delete not found", data.NotFound, ""},
		{"message to be replied not found", data.NotFound, ""},
		{"replied message not found", data.NotFound, ""},
		{"message can't be deleted", data.Invalid, CodeDelete},
		{"user not found", data.NotFound, ""},
		{"participant_id_invalid", data.NotFound, ""},
		{"not enough rights", data.Invalid, CodeRights},
		{"need administrator rights", data.Invalid, CodeRights},
		{"chat_admin_required", data.Invalid, CodeRights},
		{"chat_write_forbidden", data.Invalid, CodeRights},
		{"member list is inaccessible", data.Invalid, CodeRights},
		{"is an administrator of the chat", data.Invalid, CodeRights},
		{"can't remove chat owner", data.Invalid, CodeRights},
		{"bot was kicked", data.Invalid, CodeRights},
		{"bot is not a member", data.Invalid, CodeRights},
		{"photo_invalid_dimensions", data.Invalid, CodeMediaType},
		{"image_process_failed", data.Invalid, CodeMediaType},
		{"file is too big", data.Invalid, data.CodeTooLarge},
		{"request entity too large", data.Invalid, data.CodeTooLarge},
	}
}

// refusal says what an answer's error means, nil for a good one.
func refusal(op string, resp *httpx.Response, now time.Time) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || f.Kind == data.Transient || f.Kind == data.Ambiguous {
		return f
	}
	var said struct {
		Description string
		Parameters  struct {
			RetryAfter int64 `json:"retry_after"`
		}
	}
	if resp.JSON(op, &said) != nil {
		return f
	}
	switch resp.Status {
	case http.StatusTooManyRequests:
		if wait := said.Parameters.RetryAfter; wait > 0 { // in the body, not in a header
			f.Until = now.Add(time.Duration(min(wait, 24*60*60)) * time.Second)
		}
		return f
	case http.StatusConflict:
		f.Kind, f.Code = data.Transient, CodeBusy
		return f
	case http.StatusUnauthorized:
		return f
	case http.StatusForbidden:
		f.Kind, f.Code = data.Invalid, CodeRights
	}
	lower := strings.ToLower(said.Description)
	for _, known := range sentences() {
		if strings.Contains(lower, known.piece) {
			f.Kind, f.Code = known.kind, known.code
			return f
		}
	}
	if resp.Status == http.StatusNotFound && lower == "not found" {
		f.Kind = data.Auth // of the address, in which the token stands
	}
	return f
}
