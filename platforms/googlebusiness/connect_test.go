package googlebusiness

import (
	"net/http"
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/google"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func TestConnectTellsWhatIsMissing(t *testing.T) {
	for lacks, want := range map[string]struct {
		kind data.Kind
		code string
	}{
		rehearsal.GoogleAPI:   {data.Unsupported, google.CodeAPI},
		rehearsal.GoogleQuota: {data.Unsupported, CodeAccess},
		scope:                 {data.Auth, google.CodeScope},
	} {
		t.Run(lacks, func(t *testing.T) {
			_, err := start(t).connect(t, lenoir(lacks))
			failsWith(t, err, want.kind, want.code)
		})
	}
	b := start(t)
	_, err := b.network.Connect(t.Context(), data.Connecting{Answers: map[string]string{google.FieldSecret: "x"}, Server: b.server.URL()})
	failsWith(t, err, data.Invalid, google.CodeApp)
	b.server.AddAccount(lenoir())
	_, err = b.network.Connect(t.Context(), data.Connecting{Answers: answers("", lenoir()), Open: rehearsal.Refuse(b.server), Server: b.server.URL()})
	failsWith(t, err, data.Auth, oauth.CodeDenied)
}

// A sign-in opens every place; one that Google takes no posts of is published
// to by hand.
func TestEveryPlaceIsAnAccount(t *testing.T) {
	b := connected(t)
	if len(b.all) != 2 {
		t.Fatalf("%d places", len(b.all))
	}
	nantes, reze := b.all[0].Account, b.all[1].Account
	if nantes.Handle != "Maison Lenoir, Nantes" || nantes.Can.Tap != data.TapNone || !nantes.Can.Hold.Native || !nantes.Can.Messages {
		t.Errorf("%+v", nantes)
	}
	if reze.Handle != "Maison Lenoir, Rezé" || reze.Can.Tap != data.TapHere || !strings.HasPrefix(reze.Can.Page, "https://") ||
		reze.Can.Hold.Native || reze.Can.Delete || !reze.Can.Messages || reze.Remote == nantes.Remote {
		t.Errorf("%+v", reze)
	}
	abilities, err := b.network.Open(reze, conformance.NewKeys(b.all[1].Secret)).(data.Prober).Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range abilities {
		if a.OK == (a.Needs == "canOperateLocalPost") {
			t.Errorf("ability %+v", a)
		}
	}
}

func TestPlacesAreReadPageByPage(t *testing.T) {
	s := answering(t, func(w http.ResponseWriter, r *http.Request) {
		token := r.URL.Query().Get("pageToken")
		switch r.URL.Path + token {
		case "/v1/accounts":
			w.Write([]byte(`{"accounts":[{"name":"accounts/1"},{"name":"../2"},7],"nextPageToken":"b"}`))
		case "/v1/accountsb":
			w.Write([]byte(`{"accounts":[{"name":"accounts/3"}]}`))
		case "/v1/accounts/1/locations":
			w.Write([]byte(`{"locations":[{"name":"locations/10","title":"A"},{"name":"locations/11"},null],"nextPageToken":"b"}`))
		case "/v1/accounts/1/locationsb":
			w.Write([]byte(`{"locations":[{"name":"locations/12","title":"B","storefrontAddress":{"locality":"Nantes"}}]}`))
		case "/v1/accounts/3/locations":
			w.Write([]byte(`{"locations":[{"name":"locations/10","title":"A"},{"name":"locations/13","title":"C"}]}`))
		default:
			t.Errorf("asked for %s %s", r.URL.Path, token)
		}
	})
	all, err := s.places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range all {
		got = append(got, p.remote()+" "+p.handle())
	}
	if want := "accounts/1/locations/10 A; accounts/1/locations/12 B, Nantes; accounts/3/locations/13 C"; strings.Join(got, "; ") != want {
		t.Errorf("got %q", got)
	}
}

func TestReasons(t *testing.T) {
	disabled := `{"error":{"code":403,"details":[{"reason":"SERVICE_DISABLED"}]}}`
	for _, c := range []struct {
		status int
		body   string
		kind   data.Kind
		code   string
		old    string
	}{
		{403, disabled, data.Unsupported, google.CodeAPI, CodeAccess},
		{429, `{"error":{"details":[{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit_value":"0"}}]}}`, data.Unsupported, CodeAccess, CodeAccess},
		{429, `{"error":{"details":[{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit_value":"300"}}]}}`, data.RateLimited, "", ""},
		{429, `{}`, data.RateLimited, "", ""},
		{403, `{"error":{"status":"PERMISSION_DENIED"}}`, data.Unsupported, "", ""},
		{403, `{"error":{"errors":[{"reason":"insufficientPermissions"}]}}`, data.Auth, google.CodeScope, google.CodeScope},
		{401, `{"error":{"status":"UNAUTHENTICATED"}}`, data.Auth, "", ""},
		{404, `{"error":{"status":"NOT_FOUND"}}`, data.NotFound, "", ""},
		{500, disabled, data.Transient, "", ""},
		{403, `<html>`, data.Transient, data.CodeCaptive, data.CodeCaptive},
	} {
		s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			w.Write([]byte(c.body))
		})
		_, err := s.Profile(t.Context())
		failsWith(t, err, c.kind, c.code)
		_, _, _, err = s.Messages(t.Context(), "")
		failsWith(t, err, c.kind, c.old)
	}
}

// A value that is missing is zero for a day that is listed, and a gap for one
// that is not.
func TestDays(t *testing.T) {
	s := says(t, `{"multiDailyMetricTimeSeries":[{"dailyMetricTimeSeries":[
		{"dailyMetric":"BUSINESS_IMPRESSIONS_MOBILE_MAPS","timeSeries":{"datedValues":[
			{"date":{"year":2026,"month":11,"day":18},"value":"12"},{"date":{"year":2026,"month":11,"day":17}},
			{"date":{"year":2026,"month":13,"day":1},"value":"9"},{"value":"9"},{"date":{"year":2026,"month":11,"day":16},"value":"neuf"}]}},
		{"dailyMetric":"BUSINESS_IMPRESSIONS_DESKTOP_SEARCH","timeSeries":{"datedValues":[{"date":{"year":2026,"month":11,"day":18},"value":"3"}]}},
		{"dailyMetric":"CALL_CLICKS","timeSeries":{"datedValues":[{"date":{"year":2026,"month":11,"day":18},"value":"2"}]}},
		{"dailyMetric":"BUSINESS_FOOD_ORDERS","timeSeries":{"datedValues":[{"date":{"year":2026,"month":11,"day":18},"value":"70"}]}}]}]}`)
	days, err := s.Days(t.Context(), "2026-11-16", "2026-11-18")
	if err != nil || len(days) != 2 || days[0].Day != "2026-11-17" || days[0].Views != data.Known(0) || days[0].Engagement.Known ||
		days[1].Views != data.Known(15) || days[1].Engagement != data.Known(2) || days[1].Reach.Known || days[1].Account != 7 {
		t.Errorf("days %+v, %v", days, err)
	}
	_, err = s.Days(t.Context(), "hier", "2026-11-18")
	failsWith(t, err, data.Invalid, "")
}

func TestTheNetworksOwnHosts(t *testing.T) {
	own := hostsOf("")
	if own != hostsOf(own.posts) || own.google != "" || own.posts != "https://mybusiness.googleapis.com" ||
		own.performance != "https://businessprofileperformance.googleapis.com" {
		t.Errorf("%+v", own)
	}
	if h := hostsOf("http://127.0.0.1:1"); h.posts != h.accounts || h.information != h.performance || h.google != h.posts {
		t.Errorf("%+v", h)
	}
}
