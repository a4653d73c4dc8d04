package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// caller speaks raw HTTP with a PDS, simulated or real.
type caller struct {
	t      *testing.T
	url    string
	access string
	did    string
}

// xrpc calls a method with JSON, or with bytes as they are, and returns the
// status and the answer.
func (c *caller) xrpc(verb, method string, in any, token string) (int, map[string]any) {
	c.t.Helper()
	var body io.Reader
	kind := "application/json"
	switch in := in.(type) {
	case nil:
	case []byte:
		body, kind = bytes.NewReader(in), "image/png"
	default:
		text, err := json.Marshal(in)
		if err != nil {
			c.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), verb, c.url+"/xrpc/"+method, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if in != nil {
		req.Header.Set("Content-Type", kind)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := plain().Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		c.t.Fatalf("%s: %d: %v", method, resp.StatusCode, err)
	}
	return resp.StatusCode, out
}

// wants calls a method and checks status and error name.
func (c *caller) wants(status int, name, verb, method string, in any, token string) map[string]any {
	c.t.Helper()
	got, out := c.xrpc(verb, method, in, token)
	said, _ := out["error"].(string)
	if got != status || said != name {
		c.t.Errorf("%s %.200v: got %d %v, want %d %q", method, in, got, out, status, name)
	}
	return out
}

func (c *caller) signIn(handle, password string) (refresh string) {
	c.t.Helper()
	out := c.wants(200, "", "POST", "com.atproto.server.createSession", map[string]string{"identifier": handle, "password": password}, "")
	c.access, _ = out["accessJwt"].(string)
	c.did, _ = out["did"].(string)
	refresh, _ = out["refreshJwt"].(string)
	if c.access == "" || refresh == "" || c.did == "" || out["handle"] != handle {
		c.t.Fatalf("session %v", out)
	}
	return refresh
}

// record is a post with something changed.
func record(text string, change ...any) map[string]any {
	r := map[string]any{"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-21T18:00:00.000Z"}
	for i := 0; i+1 < len(change); i += 2 {
		r[change[i].(string)] = change[i+1]
	}
	return r
}

// put is the body of putRecord; swap is left out when it is "none".
func (c *caller) put(key string, record map[string]any, swap any) map[string]any {
	body := map[string]any{"repo": c.did, "collection": "app.bsky.feed.post", "rkey": key, "record": record, "validate": true}
	if swap != "none" {
		body["swapRecord"] = swap
	}
	return body
}

// speakBluesky holds the facts that an adapter relies on. It is run against
// the simulation and, with the build tag real, against a real PDS.
func speakBluesky(t *testing.T, url, handle, password string) {
	c := &caller{t: t, url: url}
	const put, key = "com.atproto.repo.putRecord", "3k2k2k2k2k2k2"
	c.wants(401, "AuthenticationRequired", "POST", "com.atproto.server.createSession", map[string]string{"identifier": handle, "password": "wrong-wrong"}, "")
	refresh := c.signIn(handle, password)

	first := c.wants(200, "", "POST", put, c.put(key, record("a"), nil), c.access)
	again := c.wants(200, "", "POST", put, c.put(key, record("a"), nil), c.access)
	if first["commit"] == nil || again["commit"] != nil || first["cid"] != again["cid"] || first["uri"] != "at://"+c.did+"/app.bsky.feed.post/"+key {
		t.Errorf("first %v, again %v", first, again)
	}
	c.wants(400, "InvalidSwap", "POST", put, c.put(key, record("b"), nil), c.access)
	c.wants(500, "InternalServerError", "POST", "com.atproto.repo.createRecord", c.put(key, record("c"), "none"), c.access)
	over := c.wants(200, "", "POST", put, c.put(key, record("d"), "none"), c.access)
	c.wants(200, "", "POST", put, c.put(key, record("e"), over["cid"]), c.access)

	c.wants(400, "InvalidRequest", "POST", put, c.put("bad", record("a"), nil), c.access)
	c.wants(401, "AuthMissing", "POST", put, c.put(key, record("a"), nil), "")
	c.wants(400, "InvalidToken", "POST", put, c.put(key, record("a"), nil), "eyJ.no.token")
	speakLimits(c)
	speakGate(c, key)

	read := "com.atproto.repo.getRecord?repo=" + c.did + "&collection=app.bsky.feed.post&rkey="
	there := c.wants(200, "", "GET", read+key, nil, "")
	if value, _ := there["value"].(map[string]any); value["text"] != "e" {
		t.Errorf("record %v", there)
	}
	c.wants(400, "RecordNotFound", "GET", read+"3k2k2k2k2k2zz", nil, "")
	c.wants(400, "InvalidRequest", "GET", strings.Replace(read, c.did, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", 1)+key, nil, "")
	remove := map[string]string{"repo": c.did, "collection": "app.bsky.feed.post", "rkey": key}
	c.wants(200, "", "POST", "com.atproto.repo.deleteRecord", remove, c.access)
	c.wants(200, "", "POST", "com.atproto.repo.deleteRecord", remove, c.access)
	c.wants(400, "RecordNotFound", "GET", read+key, nil, "")

	c.wants(200, "", "GET", "com.atproto.identity.resolveHandle?handle="+handle, nil, "")
	c.wants(400, "HandleNotFound", "GET", "com.atproto.identity.resolveHandle?handle=nobody.test", nil, "")
	c.wants(400, "InvalidToken", "POST", "com.atproto.server.refreshSession", nil, c.access)
	next := c.wants(200, "", "POST", "com.atproto.server.refreshSession", nil, refresh)
	if next["refreshJwt"] == refresh || next["accessJwt"] == nil {
		t.Errorf("refreshed %v", next)
	}
	// The answer to a refresh may be lost: the old token works a while longer.
	c.wants(200, "", "POST", "com.atproto.server.refreshSession", nil, refresh)
}

// speakGate: a gate has the key of its post, and is changed only by who has
// seen what is there.
func speakGate(c *caller, key string) {
	const put, kind = "com.atproto.repo.putRecord", "app.bsky.feed.threadgate"
	post := "at://" + c.did + "/app.bsky.feed.post/" + key
	gate := func(hidden []string, swap any) map[string]any {
		return map[string]any{
			"repo": c.did, "collection": kind, "rkey": key, "validate": true, "swapRecord": swap, "record": map[string]any{
				"$type": kind, "post": post, "createdAt": "2026-11-21T18:00:00.000Z", "hiddenReplies": hidden,
			},
		}
	}
	first := c.wants(200, "", "POST", put, gate([]string{post}, nil), c.access)
	c.wants(400, "InvalidSwap", "POST", put, gate([]string{}, nil), c.access)
	second := c.wants(200, "", "POST", put, gate([]string{post, post + "x"}, first["cid"]), c.access)
	c.wants(400, "InvalidSwap", "POST", put, gate([]string{}, first["cid"]), c.access)
	there := c.wants(200, "", "GET", "com.atproto.repo.getRecord?repo="+c.did+"&collection="+kind+"&rkey="+key, nil, "")
	if value, _ := there["value"].(map[string]any); there["cid"] != second["cid"] || len(value["hiddenReplies"].([]any)) != 2 {
		c.t.Errorf("gate %v", there)
	}
	block := c.wants(200, "", "POST", "com.atproto.repo.createRecord", map[string]any{
		"repo": c.did, "collection": "app.bsky.graph.block", "record": map[string]any{
			"$type": "app.bsky.graph.block", "subject": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "createdAt": "2026-11-21T18:00:00.000Z",
		},
	}, c.access)
	uri, _ := block["uri"].(string)
	c.wants(200, "", "POST", "com.atproto.repo.deleteRecord", map[string]string{
		"repo": c.did, "collection": "app.bsky.graph.block", "rkey": uri[strings.LastIndexByte(uri, '/')+1:],
	}, c.access)
}

func speakLimits(c *caller) {
	const put, key = "com.atproto.repo.putRecord", "3k2k2k2k2k2k3"
	for _, bad := range []map[string]any{
		record(strings.Repeat("é", 301)),
		record(strings.Repeat("👨‍👩‍👧‍👦", 121)),
		record("x", "createdAt", "yesterday"),
		record("x", "langs", []string{"fr", "en", "de", "it"}),
		record("x", "tags", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}),
		record("x", "facets", []any{map[string]any{"index": map[string]int{"byteStart": 0, "byteEnd": 1}, "features": []any{
			map[string]string{"$type": "app.bsky.richtext.facet#link", "uri": "no-uri"},
		}}}),
	} {
		c.wants(400, "InvalidRequest", "POST", put, c.put(key, bad, nil), c.access)
	}
	blob := c.wants(200, "", "POST", "com.atproto.repo.uploadBlob", []byte("\x89PNG\r\n\x1a\nnot much of a picture"), c.access)["blob"]
	pictures := func(blob any, n int) map[string]any {
		var list []any
		for range n {
			list = append(list, map[string]any{"alt": "", "image": blob})
		}
		return record("x", "embed", map[string]any{"$type": "app.bsky.embed.images", "images": list})
	}
	gone := map[string]any{"$type": "blob", "ref": map[string]string{"$link": "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}, "mimeType": "image/png", "size": 10}
	c.wants(400, "InvalidRequest", "POST", put, c.put(key, pictures(blob, 5), nil), c.access)
	c.wants(400, "BlobNotFound", "POST", put, c.put(key, pictures(gone, 1), nil), c.access)
	c.wants(200, "", "POST", put, c.put(key, pictures(blob, 4), nil), c.access)
}

func TestBlueskySpeaksAsThePDS(t *testing.T) {
	s, _ := started(t, 1)
	s.AddAccount(Account{Handle: "lenoir.test", Password: "abcd-efgh"})
	speakBluesky(t, s.URL(), "lenoir.test", "abcd-efgh")
}

func TestBlueskyTokensExpireByTheClock(t *testing.T) {
	s, clock := started(t, 1)
	s.AddAccount(Account{Handle: "lenoir.test", Password: "abcd-efgh"})
	c := &caller{t: t, url: s.URL()}
	refresh := c.signIn("lenoir.test", "abcd-efgh")
	clock.add(2 * time.Hour)
	c.wants(400, "ExpiredToken", "GET", "com.atproto.server.getSession", nil, c.access)
	c.access = c.wants(200, "", "POST", "com.atproto.server.refreshSession", nil, refresh)["accessJwt"].(string)
	c.wants(200, "", "GET", "com.atproto.server.getSession", nil, c.access)
	clock.add(bskyRefreshGrace + time.Second)
	c.wants(400, "ExpiredToken", "POST", "com.atproto.server.refreshSession", nil, refresh)
}

func TestBlueskyCountsGrow(t *testing.T) {
	s, clock := started(t, 1)
	s.AddAccount(Account{Handle: "lenoir.test", Password: "abcd-efgh"})
	s.Seed("lenoir.test", Past{Followers: 100, Growth: 24, Posts: []PastPost{{Text: "Un", At: clock.Now(), Likes: 80}, {Text: "Deux", At: clock.Now()}}})
	c := &caller{t: t, url: s.URL()}
	c.signIn("lenoir.test", "abcd-efgh")
	likes := func() (sum [2]float64) {
		feed := c.wants(200, "", "GET", "app.bsky.feed.getAuthorFeed?actor="+c.did, nil, c.access)["feed"].([]any)
		for i, item := range feed {
			sum[i] = item.(map[string]any)["post"].(map[string]any)["likeCount"].(float64)
		}
		return sum
	}
	if got := likes(); got != [2]float64{} {
		t.Errorf("at once: %v", got)
	}
	clock.add(time.Hour)
	young := likes()
	profile := c.wants(200, "", "GET", "app.bsky.actor.getProfile?actor="+c.did, nil, c.access)
	if profile["followersCount"] != 101.0 {
		t.Errorf("followers %v after an hour, want 101", profile["followersCount"])
	}
	clock.add(30 * time.Minute)
	if older := likes(); older[0] < young[0] || older[1] < young[1] || older == young {
		t.Errorf("likes %v, then %v", young, older)
	}
}
