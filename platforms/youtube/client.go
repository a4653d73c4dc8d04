package youtube

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// api is the network's own host, and the Server of its accounts.
const api = "https://www.googleapis.com"

// hosts are where the network is.
type hosts struct {
	api       string // videos, channels, comments, and uploads under /upload
	analytics string
	google    string // for package oauth: "" is Google itself
}

// hostsOf takes a server in the place of every host, "" being the network's own.
func hostsOf(server string) hosts {
	if server == "" || server == api {
		return hosts{api: api, analytics: "https://youtubeanalytics.googleapis.com"}
	}
	return hosts{api: server, analytics: server, google: server}
}

// session speaks for one account.
type session struct {
	hosts
	http    *httpx.Client
	chunk   int64
	account data.Account
	keys    data.Keys
}

func (s *session) url(path string, query url.Values) string {
	return s.api + "/youtube/v3" + path + "?" + query.Encode()
}

func jsonHeader() http.Header { return http.Header{"Content-Type": {"application/json"}} }

// do sends a request with the account's token. A refusal comes back as a
// failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	return s.through(ctx, r, func(resp *httpx.Response) *data.Failure { return s.refusal(r.Op, resp) })
}

// through is do with another judgement of the answer.
func (s *session) through(ctx context.Context, r httpx.Request, judge func(*httpx.Response) *data.Failure) (*httpx.Response, error) {
	caller := oauth.Caller{Keys: s.keys, Clock: s.http.Clock(), Renew: google.Renew(s.http, s.google)}
	return caller.Send(ctx, s.http, r, judge)
}

// list is one page of a list. Items are decoded one by one, so that a bad one
// spoils no other (R46).
type list struct {
	Items []json.RawMessage
	Next  string `json:"nextPageToken"`
}

// list reads one page of a list.
func (s *session) list(ctx context.Context, op, path string, query url.Values) (list, error) {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(path, query)})
	if err != nil {
		return list{}, err
	}
	var page list
	if err := resp.JSON(op, &page); err != nil {
		return list{}, err
	}
	if page.Items == nil {
		return list{}, httpx.Unexpected(op, "no list")
	}
	return page, nil
}

// send sends an object and reads the one that comes back.
func (s *session) send(ctx context.Context, r httpx.Request, body, v any) (*httpx.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: r.Op, Err: err}
	}
	r.Header, r.Body = jsonHeader(), text
	resp, err := s.do(ctx, r)
	if err != nil {
		return nil, err
	}
	return resp, resp.JSON(r.Op, v)
}

// meaning is what a reason of the network's is for us.
type meaning struct {
	kind data.Kind
	code string
}

// reasons are those of the YouTube Data API.
func reasons() map[string]meaning {
	return map[string]meaning{
		"youtubeSignupRequired":   {data.Unsupported, CodeChannel},
		"channelClosed":           {data.Unsupported, CodeChannel},
		"channelSuspended":        {data.Unsupported, CodeChannel},
		"forbiddenPrivacySetting": {data.Unsupported, data.CodeAudit},
		"invalidTitle":            {data.Invalid, CodeTitle},
		"invalidDescription":      {data.Invalid, CodeSigns},
		"invalidTags":             {data.Invalid, CodeTags},
		"invalidPublishAt":        {data.Invalid, CodeTooSoon},
		"mediaBodyRequired":       {data.Invalid, CodeFile},
		"commentsDisabled":        {data.Unsupported, CodeClosed},
		"ineligibleAccount":       {data.Unsupported, CodeChannel},
		"commentTextTooLong":      {data.Invalid, CodeTooLong},
		"commentTextRequired":     {data.Invalid, CodeEmpty},
		"videoNotFound":           {data.NotFound, ""},
		"commentNotFound":         {data.NotFound, ""},
		"parentCommentNotFound":   {data.NotFound, ""},
		"processingFailure":       {data.Transient, ""},
	}
}

// refusal says what an answer's error means, nil for a good one.
func (s *session) refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || resp.Status >= 500 || f.Code != "" {
		return f
	}
	reason, _ := google.Reason(resp)
	if kind, code, ok := google.Means(reason); ok {
		f.Kind, f.Code = kind, code
		return f
	}
	if known, ok := reasons()[reason]; ok {
		f.Kind, f.Code = known.kind, known.code
		return f
	}
	now := s.http.Clock().Now()
	switch reason {
	case "quotaExceeded", "dailyLimitExceeded":
		f.Kind, f.Until = data.RateLimited, nextMidnight(now)
	case "uploadLimitExceeded": // of the channel, over a day
		f.Kind, f.Until = data.RateLimited, now.Add(24*time.Hour)
	case "rateLimitExceeded", "userRateLimitExceeded":
		f.Kind, f.Until = data.RateLimited, resp.Until()
	default:
		if resp.Status == http.StatusForbidden { // signing in again would change nothing
			f.Kind = data.Unsupported
		}
	}
	return f
}

// nextMidnight is when the units of a day are given anew: midnight where the
// network is at home.
func nextMidnight(now time.Time) time.Time {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil { // a computer without zones: an hour late in summer
		zone = time.FixedZone("PST", -8*60*60)
	}
	year, month, day := now.In(zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, zone).UTC()
}

// isID tells whether a text is an id of this network: of a video, a channel, or
// a comment, whose answers have a dot in theirs.
func isID(s string) bool {
	return s != "" && len(s) <= 200 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' && r != '.'
	})
}
