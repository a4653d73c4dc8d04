package google

import (
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

func TestOneServerInTests(t *testing.T) {
	real := App("id", data.NewSecret("secret"), "", "a", "b")
	if real.AuthURL != "https://accounts.google.com/o/oauth2/v2/auth" || real.TokenURL != "https://oauth2.googleapis.com/token" {
		t.Errorf("Google is at %s and %s", real.AuthURL, real.TokenURL)
	}
	if len(real.Scopes) != 2 || real.Extra["access_type"] != "offline" || real.Extra["prompt"] != "consent" {
		t.Errorf("asked for %v with %v", real.Scopes, real.Extra)
	}
	here := App("id", data.NewSecret("secret"), "http://127.0.0.1:1")
	if here.AuthURL != "http://127.0.0.1:1/o/oauth2/v2/auth" || here.TokenURL != "http://127.0.0.1:1/token" {
		t.Errorf("the server is at %s and %s", here.AuthURL, here.TokenURL)
	}
}

func TestGranted(t *testing.T) {
	for list, want := range map[string]bool{"a b": true, "ab b": false, "": false, " b\ta ": true} {
		if Granted(list, "a") != want {
			t.Errorf("%q: %t", list, !want)
		}
	}
}

func TestReason(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"error":{"errors":[{"reason":"quotaExceeded"}]}}`:                                                                {"quotaExceeded", ""},
		`{"error":{"details":[{},{"reason":"X","metadata":{"quota_limit_value":"0"}}],"errors":[{"reason":"forbidden"}]}}`: {"X", "0"},
		`{"error":{"details":[{"reason":""}],"errors":[{"reason":"forbidden"}]}}`:                                          {"forbidden", ""},
		`{"error":"no"}`: {}, `null`: {}, `<html>`: {},
	} {
		reason, quota := Reason(&httpx.Response{Body: []byte(body)})
		if reason != want[0] || quota != want[1] {
			t.Errorf("%s: %q %q", body, reason, quota)
		}
	}
	for reason, want := range map[string]data.Failure{
		"SERVICE_DISABLED":        {Kind: data.Unsupported, Code: CodeAPI},
		"insufficientPermissions": {Kind: data.Auth, Code: CodeScope},
		"quotaExceeded":           {},
	} {
		if kind, code, ok := Means(reason); kind != want.Kind || code != want.Code || ok != (want.Kind != "") {
			t.Errorf("%s: %s %s %t", reason, kind, code, ok)
		}
	}
}

func TestMark(t *testing.T) {
	at := func(second int, id string) data.Message {
		return data.Message{Remote: id, At: time.Date(2026, 11, 21, 18, 0, second, 0, time.UTC)}
	}
	before := Mark{}.And(at(1, "a")).And(at(2, "b")).And(at(2, "c")).And(at(2, "c")).And(at(0, "d"))
	if len(before.IDs) != 2 || !before.At.Equal(at(2, "").At) {
		t.Errorf("%+v", before)
	}
	after := before.And(at(2, "e"))
	for _, c := range []struct {
		mark Mark
		one  data.Message
		want bool
	}{
		{before, at(1, "new"), true}, // older: it was there
		{before, at(2, "b"), true},
		{before, at(2, "e"), false},
		{after, at(2, "e"), true},
		{after, at(3, "b"), false}, // changed since
		{Mark{}, at(0, "a"), false},
	} {
		if got := c.mark.Has(c.one); got != c.want {
			t.Errorf("%s of %v in %+v: %t", c.one.Remote, c.one.At, c.mark, got)
		}
	}
}
