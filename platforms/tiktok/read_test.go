package tiktok

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// saying is a session with a server that always says the same.
func saying(t testing.TB, status int, answer string) *session {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(answer))
	}))
	t.Cleanup(server.Close)
	secret, err := oauth.Credentials{Access: "access-token", ID: "app", Secret: "app-secret"}.Keep()
	if err != nil {
		t.Fatal(err)
	}
	client := httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true, PerSecond: 10_000})
	t.Cleanup(client.Close)
	return New(client, thePage).Open(data.Account{Server: server.URL, Remote: "me", Handle: "@me", Can: capabilities(scopes(), true)}, conformance.NewKeys(secret)).(*session)
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		kind   data.Kind
		want   string
	}{
		{200, "access_token_invalid", data.Auth, ""}, // with no refresh token to renew it
		{401, "access_token_invalid", data.Auth, ""},
		{401, "scope_not_authorized", data.Unsupported, CodePermission},
		{400, "scope_permission_missed", data.Unsupported, CodePermission},
		{200, "spam_risk_too_many_posts", data.RateLimited, CodeEnough},
		{403, "spam_risk_too_many_pending_share", data.RateLimited, CodeWaiting},
		{403, "spam_risk_user_banned_from_posting", data.Invalid, CodeBarred},
		{403, "reached_active_user_cap", data.RateLimited, CodeEnough},
		{403, "url_ownership_unverified", data.Invalid, CodeDomain},
		{429, "rate_limit_exceeded", data.RateLimited, ""},
		{400, "invalid_publish_id", data.NotFound, ""},
		{200, "invalid_publish_id", data.NotFound, ""},
		{400, "invalid_params", data.Invalid, ""},
		{200, "something_new", data.Invalid, ""},
		{500, "internal_error", data.Transient, ""},
		{200, "", data.Transient, data.CodeAnswer},
	} {
		s := saying(t, c.status, `{"data":{},"error":{"code":"`+c.code+`","message":"m","log_id":"l"}}`)
		_, err := s.Profile(t.Context())
		if f := failsWith(t, err, c.kind, c.want); c.kind == data.RateLimited && !f.Until.After(s.http.Clock().Now()) {
			t.Errorf("%s: until %v", c.code, f.Until)
		}
	}
}

func TestPermissionsThatWereNotGiven(t *testing.T) {
	who := lenoir()
	who.Lacks = []string{scopeStats, scopeList, scopeProfile}
	d := signedIn(t, who, photosNo, nil)
	p, err := d.Profile(t.Context())
	if err != nil || p.Followers.Known || p.Handle != "Maison Lenoir" || d.account.Can.Likes {
		t.Errorf("profile %+v, %v", p, err)
	}
	abilities, err := d.Probe(t.Context())
	if err != nil || !abilities[0].OK || abilities[2].OK || abilities[2].Needs != scopeList || !abilities[3].OK {
		t.Errorf("abilities %+v, %v", abilities, err)
	}
	if posts, err := d.OwnPosts(t.Context(), time.Time{}, 10); err != nil || len(posts) > 0 {
		t.Errorf("%d posts, %v", len(posts), err)
	}
	who.Lacks = []string{scopeUpload}
	d.server.AddAccount(who)
	_, err = d.connect(who, photosNo)
	failsWith(t, err, data.Unsupported, CodePermission)
}

func TestSigningIn(t *testing.T) {
	d := signedIn(t, lenoir(), photosYes, nil)
	a := d.c.Account
	if a.Handle != "@maisonlenoir" || !a.Expires.Equal(d.clock.Now().Add(365*24*time.Hour)) || a.Can.Media.Images != maxPhotos || a.Can.Tap != data.TapThere {
		t.Errorf("account %+v", a)
	}
	try := func(id, secret string, open data.OpenLink) error {
		_, err := d.net.Connect(t.Context(), data.Connecting{
			Way: wayPage, Answers: map[string]string{"app_id": id, "app_secret": secret}, Open: open, Server: d.server.URL(),
		})
		return err
	}
	failsWith(t, try(rehearsal.AppID, "not-the-secret", rehearsal.Consent(d.server, lenoir())), data.Auth, CodeApp)
	failsWith(t, try("another-app", "x", rehearsal.Consent(d.server, lenoir())), data.Transient, oauth.CodeOpen)
	failsWith(t, try(rehearsal.AppID, rehearsal.AppSecret, rehearsal.Refuse(d.server)), data.Auth, oauth.CodeDenied)
	failsWith(t, try(" ", "x", nil), data.Invalid, CodeApp)
}

func TestRevokedIsSignedOut(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	if err := d.Revoke(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := d.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

func TestDescribedAgain(t *testing.T) {
	d := signedIn(t, lenoir(), photosYes, nil)
	d.pass(48 * time.Hour) // the token has ended, and is renewed on the way
	a, err := d.Describe(t.Context())
	if err != nil || a.Can.Media.Images != maxPhotos || !a.Expires.After(d.c.Account.Expires) {
		t.Errorf("described %+v, %v", a, err)
	}
}

func TestOneBadVideoDoesNotHideTheOthers(t *testing.T) {
	s := saying(t, 200, `{"data":{"videos":[7,{"id":"x","create_time":1},{"id":"1"},null,
		{"id":"70","create_time":1763748000,"title":"Le four","like_count":3,"share_url":"javascript:alert(1)"}],"cursor":5,"has_more":true},"error":{"code":"ok"}}`)
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 1)
	if err != nil || len(posts) != 1 || posts[0].Remote != "70" || posts[0].URL != "" || posts[0].Text != "Le four" || posts[0].Likes.N != 3 || posts[0].Views.Known {
		t.Errorf("%+v, %v", posts, err)
	}
	// The same page for ever ends too.
	if posts, err = s.OwnPosts(t.Context(), time.Time{}, 100); err != nil || len(posts) != 2 {
		t.Errorf("%d posts, %v", len(posts), err)
	}
}

func TestWhatADraftBecame(t *testing.T) {
	for public, want := range map[string]data.Receipt{
		`[]`:                                {ID: "v1"},
		`[7401234567890123456]`:             {ID: "7401234567890123456", URL: "https://www.tiktok.com/@me/video/7401234567890123456"},
		`["7401234567890123456"]`:           {ID: "7401234567890123456", URL: "https://www.tiktok.com/@me/video/7401234567890123456"},
		`[null,"../x",7401234567890123456]`: {ID: "7401234567890123456", URL: "https://www.tiktok.com/@me/video/7401234567890123456"},
	} {
		s := saying(t, 200, `{"data":{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":`+public+`},"error":{"code":"ok"}}`)
		held, err := s.Held(t.Context(), "v1")
		if err != nil || held.Waiting || held.Receipt != want {
			t.Errorf("%s: %+v, %v", public, held, err)
		}
	}
	_, err := saying(t, 200, `{"data":{"status":"DANCING"},"error":{"code":"ok"}}`).Held(t.Context(), "v1")
	failsWith(t, err, data.Transient, data.CodeAnswer)
}

// FuzzAnswers takes any bytes for the answer of each reading call.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"data":{"user":{"open_id":"me","display_name":"Me","username":"me","follower_count":1}},"error":{"code":"ok"}}`,
		`{"data":{"videos":[{"id":"1","create_time":9999999999999999,"like_count":-1}],"cursor":1,"has_more":true},"error":{"code":"ok"}}`,
		`{"data":{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[1e99,{}]},"error":{"code":"ok"}}`,
		`{"access_token":"a","expires_in":9223372036854775807,"refresh_expires_in":-1}`,
		`{"error":"invalid_grant"}`, `{"error":{"code":7}}`, `null`, `[]`, `<html>`, "",
	} {
		f.Add(200, seed)
	}
	f.Add(500, `{"error":{"code":"internal_error"}}`)
	f.Fuzz(func(t *testing.T, status int, answer string) {
		s := saying(t, 200+(status%400+400)%400, answer)
		if p, err := s.Profile(t.Context()); err == nil && p.Remote != "me" {
			t.Errorf("%+v is another account", p)
		}
		posts, err := s.OwnPosts(t.Context(), time.Time{}, 3)
		if err != nil && len(posts) > 0 || len(posts) > 3 {
			t.Errorf("%d posts, %v", len(posts), err)
		}
		if held, err := s.Held(t.Context(), "v1"); err == nil && held.Waiting == !held.Receipt.Zero() {
			t.Errorf("held %+v", held)
		}
		if found, err := s.Find(t.Context(), "", []byte(`{"film":{"publish_id":"v1","size":5}}`)); err == nil && found.Verdict == "" {
			t.Error("no verdict")
		}
		if _, err := s.Probe(t.Context()); err != nil && strings.Contains(err.Error(), "access-token") {
			t.Error("the token shows")
		}
		if token, err := s.token(t.Context(), "test", oauth.Credentials{ID: "app", Secret: "app-secret"}, map[string][]string{}); err == nil && token.Access.Empty() {
			t.Error("no token and no failure")
		}
	})
}
