package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// liVisitor speaks raw HTTP with LinkedIn.
type liVisitor struct {
	t      *testing.T
	server *Server
	token  string
	header map[string]string
}

func newLinkedInVisitor(t *testing.T, clock *testClock, scopes ...string) *liVisitor {
	t.Helper()
	server, err := Start("linkedin", Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(Account{Handle: "lenoir", Password: "secret", Name: "Maison Lenoir"})
	return &liVisitor{
		t: t, server: server, token: server.Token("lenoir", scopes...),
		header: map[string]string{"Linkedin-Version": "202610", "X-Restli-Protocol-Version": "2.0.0"},
	}
}

// wants sends a request and checks the status and the error's code.
func (v *liVisitor) wants(status int, code, verb, path, body string) (http.Header, map[string]any) {
	v.t.Helper()
	address := path
	if !strings.HasPrefix(path, "http") {
		address = v.server.URL() + path
	}
	req, err := http.NewRequestWithContext(v.t.Context(), verb, address, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if v.token != "" {
		req.Header.Set("Authorization", "Bearer "+v.token)
	}
	for name, value := range v.header {
		req.Header.Set(name, value)
	}
	resp, err := plain().Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	var out map[string]any
	if len(raw) > 0 && json.Unmarshal(raw, &out) != nil {
		v.t.Fatalf("%s: %q is no JSON", path, raw)
	}
	said, _ := out["code"].(string)
	if resp.StatusCode != status || said != code {
		v.t.Errorf("%s %s %.200s: got %d %s, want %d %q", verb, path, body, resp.StatusCode, raw, status, code)
	}
	return resp.Header, out
}

func (v *liVisitor) me() string {
	v.t.Helper()
	_, out := v.wants(200, "", "GET", "/v2/userinfo", "")
	sub, _ := out["sub"].(string)
	return "urn:li:person:" + sub
}

func liBody(author, commentary string) string {
	text, err := json.Marshal(commentary)
	if err != nil {
		return ""
	}
	return `{"author":"` + author + `","commentary":` + string(text) + `,"visibility":"PUBLIC","distribution":{"feedDistribution":"MAIN_FEED",` +
		`"targetEntities":[],"thirdPartyDistributionChannels":[]},"lifecycleState":"PUBLISHED","isReshareDisabledByAuthor":false}`
}

func TestLinkedInPosts(t *testing.T) {
	clock := &testClock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	v := newLinkedInVisitor(t, clock, "openid", "profile", "w_member_social")
	me := v.me()
	header, out := v.wants(201, "", "POST", "/rest/posts", liBody(me, `Bonjour \(7 h\) #pain`))
	urn := header.Get("x-restli-id")
	if !strings.HasPrefix(urn, "urn:li:share:") || out != nil {
		t.Errorf("named %q, body %v", urn, out)
	}
	if seen := v.server.Log().Published; len(seen) != 1 || seen[0].Text != "Bonjour (7 h) #pain" || seen[0].ID != urn {
		t.Errorf("log %+v", seen)
	}
	clock.add(9 * time.Minute)
	_, out = v.wants(422, "DUPLICATE_POST", "POST", "/rest/posts", liBody(me, `Bonjour \(7 h\) #pain`))
	if message, _ := out["message"].(string); !strings.Contains(message, urn) {
		t.Errorf("message %q", message)
	}
	clock.add(2 * time.Minute)
	v.wants(201, "", "POST", "/rest/posts", liBody(me, `Bonjour \(7 h\) #pain`))
	for _, bad := range []string{"(7 h)", "a_b", `\z`, "@jo", "# ", strings.Repeat("é", 3001)} {
		v.wants(400, "INVALID_CONTENT", "POST", "/rest/posts", liBody(me, bad))
	}
	v.wants(403, "ACCESS_DENIED", "POST", "/rest/posts", liBody("urn:li:person:other", "x"))
	v.wants(403, "ACCESS_DENIED", "GET", "/rest/posts?q=author&author="+url.QueryEscape(me), "")
	v.wants(400, "FIELD_UNKNOWN", "POST", "/rest/posts", `{"text":"x"}`)
	v.wants(400, "ILLEGAL_ARGUMENT", "DELETE", "/rest/posts/"+urn, "")
	v.wants(204, "", "DELETE", "/rest/posts/"+url.QueryEscape(urn), "")
	v.wants(404, "NOT_FOUND", "DELETE", "/rest/posts/"+url.QueryEscape(urn), "")
}

func TestLinkedInLetsIn(t *testing.T) {
	clock := &testClock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	v := newLinkedInVisitor(t, clock, "openid", "profile", "w_member_social")
	me := v.me()
	for version, want := range map[string]string{"": "VERSION_MISSING", "202410": "NONEXISTENT_VERSION", "202712": "NONEXISTENT_VERSION", "v1": "NONEXISTENT_VERSION"} {
		v.header["Linkedin-Version"] = version
		status := http.StatusUpgradeRequired
		if version == "" {
			status = http.StatusBadRequest
		}
		v.wants(status, want, "POST", "/rest/posts", liBody(me, "x"))
	}
	v.header["Linkedin-Version"] = "202610"
	delete(v.header, "X-Restli-Protocol-Version")
	v.wants(400, "ILLEGAL_ARGUMENT", "POST", "/rest/posts", liBody(me, "x"))
	v.header["X-Restli-Protocol-Version"] = "2.0.0"

	first := v.token
	v.token = v.server.Token("lenoir", "openid", "profile")
	v.wants(403, "ACCESS_DENIED", "POST", "/rest/posts", liBody(me, "x"))
	v.token = first
	v.wants(401, "REVOKED_ACCESS_TOKEN", "GET", "/v2/userinfo", "")
	v.token = v.server.Token("lenoir", "openid", "profile")
	clock.add(61 * 24 * time.Hour)
	v.wants(401, "EXPIRED_ACCESS_TOKEN", "GET", "/v2/userinfo", "")
	v.token = "another"
	v.wants(401, "INVALID_ACCESS_TOKEN", "GET", "/v2/userinfo", "")
	if v.server.Token("nobody", "openid") != "" {
		t.Error("a token for nobody")
	}
}

// A picture comes with the token, a video without and whole.
func TestLinkedInUploads(t *testing.T) {
	clock := &testClock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	v := newLinkedInVisitor(t, clock, "openid", "profile", "w_member_social", "r_organization_social")
	me := v.me()
	place := func(kind, more string) (value map[string]any, urn string) {
		_, out := v.wants(200, "", "POST", "/rest/"+kind+"s?action=initializeUpload", `{"initializeUploadRequest":{"owner":"`+me+`"`+more+`}}`)
		value, _ = out["value"].(map[string]any)
		urn, _ = value[kind].(string)
		return value, urn
	}
	value, picture := place("image", "")
	upload, _ := value["uploadUrl"].(string)
	withPicture := strings.Replace(liBody(me, "x"), `"author"`, `"content":{"media":{"id":"`+picture+`"}},"author"`, 1)
	v.wants(400, "MEDIA_ASSET_WAITING_UPLOAD", "POST", "/rest/posts", withPicture)
	v.wants(201, "", "PUT", upload, "no picture")
	v.wants(400, "MEDIA_ASSET_PROCESSING_FAILED", "POST", "/rest/posts", withPicture)

	v.wants(400, "INVALID_VIDEO_SIZE", "POST", "/rest/videos?action=initializeUpload", `{"initializeUploadRequest":{"owner":"`+me+`","fileSizeBytes":9}}`)
	value, film := place("video", `,"fileSizeBytes":5000000`)
	instructions, _ := value["uploadInstructions"].([]any)
	if len(instructions) != 2 {
		t.Fatalf("%d parts", len(instructions))
	}
	content := append([]byte("\x00\x00\x00\x10ftypisom"), bytes.Repeat([]byte("x"), 5_000_000)...)[:5_000_000]
	token, etags := v.token, []string{}
	for i, size := range []int{liPart, 5_000_000 - liPart} {
		one, _ := instructions[i].(map[string]any)
		upload, _ := one["uploadUrl"].(string)
		v.wants(400, "ILLEGAL_ARGUMENT", "PUT", upload, "x")
		v.token = ""
		header, _ := v.wants(201, "", "PUT", upload, string(content[i*liPart:i*liPart+size]))
		v.token = token
		etags = append(etags, header.Get("ETag"))
	}
	finish := func(parts ...string) string {
		list := `["` + strings.Join(parts, `","`) + `"]`
		return `{"finalizeUploadRequest":{"video":"` + film + `","uploadToken":"` + value["uploadToken"].(string) + `","uploadedPartIds":` + list + `}}`
	}
	v.wants(400, "INVALID_UPLOADED_PARTS", "POST", "/rest/videos?action=finalizeUpload", finish(etags[1], etags[0]))
	v.wants(200, "", "POST", "/rest/videos?action=finalizeUpload", finish(etags...))
	for _, want := range []string{"PROCESSING", "AVAILABLE"} {
		if _, out := v.wants(200, "", "GET", "/rest/videos/"+url.QueryEscape(film), ""); out["status"] != want {
			t.Errorf("status %v, want %s", out["status"], want)
		}
		clock.add(liWork)
	}
}
