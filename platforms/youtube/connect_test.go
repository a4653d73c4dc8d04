package youtube

import (
	"net/http"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func TestConnectTellsWhatIsMissing(t *testing.T) {
	for lacks, want := range map[string]struct {
		kind data.Kind
		code string
	}{
		rehearsal.GoogleAPI:     {data.Unsupported, google.CodeAPI},
		rehearsal.GoogleChannel: {data.Unsupported, CodeChannel},
		scopeManage:             {data.Auth, google.CodeScope},
	} {
		t.Run(lacks, func(t *testing.T) {
			_, err := start(t).connect(t, lenoir(lacks))
			failsWith(t, err, want.kind, want.code)
		})
	}
	b := start(t)
	_, err := b.network.Connect(t.Context(), data.Connecting{Answers: map[string]string{google.FieldID: rehearsal.AppID}, Server: b.server.URL()})
	failsWith(t, err, data.Invalid, google.CodeApp)
	b.server.AddAccount(lenoir())
	_, err = b.network.Connect(t.Context(), data.Connecting{
		Answers: map[string]string{google.FieldID: rehearsal.AppID, google.FieldSecret: "another-secret"},
		Open:    rehearsal.Consent(b.server, lenoir()), Server: b.server.URL(),
	})
	failsWith(t, err, data.Auth, "")
	_, err = b.network.Connect(t.Context(), data.Connecting{Answers: answers("", lenoir()), Open: rehearsal.Refuse(b.server), Server: b.server.URL()})
	failsWith(t, err, data.Auth, oauth.CodeDenied)
}

// Of a project that is still being tested an agreement ends after a week.
func TestATestingProjectIsTold(t *testing.T) {
	for _, c := range []struct {
		lacks string
		lasts time.Duration
	}{{"", 0}, {rehearsal.GoogleLive, 7 * 24 * time.Hour}} {
		b := connected(t, c.lacks)
		want := time.Time{}
		if c.lasts > 0 {
			want = b.clock.Now().Add(c.lasts)
		}
		again, err := b.Describe(t.Context())
		if err != nil || !b.account.Expires.Equal(want) || !again.Expires.Equal(want) {
			t.Errorf("expires %v, then %v, want %v (%v)", b.account.Expires, again.Expires, want, err)
		}
		abilities, err := b.Probe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range abilities {
			if a.Key == data.AbilityLastsLong && a.OK != (c.lasts == 0) {
				t.Errorf("%+v of an agreement that ends %v", a, want)
			}
		}
	}
}

// Whoever leaves the box of the numbers unticked has no days, and nothing else
// suffers.
func TestWithoutThePermissionForNumbers(t *testing.T) {
	b := connected(t, scopeNumbers)
	days, err := b.Days(t.Context(), "2026-11-14", "2026-11-20")
	if err != nil || days != nil {
		t.Errorf("days %v, %v", days, err)
	}
	abilities, err := b.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range abilities {
		if a.OK == (a.Key == data.AbilityNumbers) {
			t.Errorf("ability %+v", a)
		}
	}
	b.published(t, b.post("Bonjour"))
}

func TestTheNetworksOwnHosts(t *testing.T) {
	own := hostsOf("")
	if own != hostsOf(own.api) || own.api != "https://www.googleapis.com" || own.analytics != "https://youtubeanalytics.googleapis.com" || own.google != "" {
		t.Errorf("%+v", own)
	}
	here := hostsOf("http://127.0.0.1:1")
	if here.api != "http://127.0.0.1:1" || here.analytics != here.api || here.google != here.api {
		t.Errorf("%+v", here)
	}
}

// Numbers come as texts, and one that is missing is a gap.
func TestProfileGaps(t *testing.T) {
	for stats, want := range map[string]data.Count{
		`{"subscriberCount":"1230"}`:                                data.Known(1230),
		`{"subscriberCount":"0"}`:                                   data.Known(0),
		`{"subscriberCount":"1230","hiddenSubscriberCount":true}`:   {},
		`{"videoCount":"3"}`:                                        {},
		`{"subscriberCount":"beaucoup"}`:                            {},
		`{"subscriberCount":"-4","hiddenSubscriberCount":false}`:    {},
		`{"subscriberCount":"99999999999999999999","viewCount":""}`: {},
	} {
		s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Write([]byte(`{"items":[{"id":"UCme","snippet":{"title":"Maison"},"statistics":` + stats + `}]}`))
		})
		p, err := s.Profile(t.Context())
		if err != nil || p.Followers != want || p.Handle != "Maison" {
			t.Errorf("%s: %+v, %v", stats, p, err)
		}
	}
}

func TestDays(t *testing.T) {
	s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{"columnHeaders":[{"name":"views"},{"name":"day"},{"name":"shares"},{"name":"likes"}],
			"rows":[[12.0,"2026-11-18",1,2],["x","2026-11-17",null,4],[3],[1,"hier",1,1],[7,20261119,1,1]]}`))
	})
	days, err := s.Days(t.Context(), "2026-11-17", "2026-11-19")
	if err != nil || len(days) != 2 || days[0].Day != "2026-11-17" || days[0].Views.Known || days[0].Engagement != data.Known(4) ||
		days[1].Views != data.Known(12) || days[1].Engagement != data.Known(3) || days[1].Followers.Known || days[1].Account != 7 {
		t.Errorf("days %+v, %v", days, err)
	}
}

// The units of a day are given anew at midnight in California, whatever the
// season.
func TestNextMidnight(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-21T18:00:00Z": "2026-11-22T08:00:00Z",
		"2026-11-22T07:59:59Z": "2026-11-22T08:00:00Z",
		"2026-11-22T08:00:00Z": "2026-11-23T08:00:00Z",
		"2026-07-14T12:00:00Z": "2026-07-15T07:00:00Z",
		"2026-11-01T07:30:00Z": "2026-11-02T08:00:00Z", // the clocks go back between
		"2027-03-14T09:00:00Z": "2027-03-15T07:00:00Z", // and forward
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextMidnight(at).Format(time.RFC3339); got != want {
			t.Errorf("after %s: %s, want %s", now, got, want)
		}
	}
}

func TestReasons(t *testing.T) {
	old := func(status string, reason string) string {
		return `{"error":{"code":` + status + `,"message":"m","errors":[{"domain":"d","reason":"` + reason + `"}]}}`
	}
	for _, c := range []struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		{403, old("403", "quotaExceeded"), data.RateLimited, ""},
		{403, old("403", "rateLimitExceeded"), data.RateLimited, ""},
		{429, `{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}`, data.RateLimited, ""},
		{400, old("400", "uploadLimitExceeded"), data.RateLimited, ""},
		{403, old("403", "commentsDisabled"), data.Unsupported, CodeClosed},
		{403, old("403", "forbiddenPrivacySetting"), data.Unsupported, data.CodeAudit},
		{403, `{"error":{"details":[{"reason":""},{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}],"errors":[{"reason":"forbidden"}]}}`, data.Auth, google.CodeScope},
		{403, old("403", "forbidden"), data.Unsupported, ""},
		{403, `<html>Un pare-feu`, data.Transient, data.CodeCaptive},
		{401, old("401", "youtubeSignupRequired"), data.Unsupported, CodeChannel},
		{401, old("401", "authError"), data.Auth, ""},
		{404, old("404", "videoNotFound"), data.NotFound, ""},
		{400, old("400", "invalidTitle"), data.Invalid, CodeTitle},
		{400, `[]`, data.Invalid, ""},
		{500, old("500", "quotaExceeded"), data.Transient, ""},
	} {
		s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			w.Write([]byte(c.body))
		})
		_, err := s.Profile(t.Context())
		f := failsWith(t, err, c.kind, c.code)
		if f.Kind == data.RateLimited && !f.Until.After(s.http.Clock().Now()) {
			t.Errorf("%s: until %v", c.body, f.Until)
		}
	}
}
