package spec_test

import (
	"strings"
	"sync"
	"testing"

	"parvis/platforms/conformance/spec"
)

func TestJuryCountsExactly(t *testing.T) {
	jury, err := spec.NewJury([]string{"gbp-account@/account", "gbp-information", "telegram"}, func(_, path string) bool { return path == "/v4/posts" })
	if err != nil {
		t.Fatal(err)
	}
	all := []spec.Exchange{
		asked("GET", "/account/v1/accounts?pageSize=20", "", ""),
		asked("GET", "/account/v1/accounts?pages=20", "", ""),
		asked("GET", "/v1/accounts/1/locations?readMask=name", "", ""),
		answered("GET", "/v1/locations/2", 200, asJSON, `{"name":"locations/2","stars":5}`),
		asked("GET", "/v4/posts", "", ""),
		asked("GET", "/v4/reviews", "", ""),
		asked("PUT", "/v1/chains/2", "", ""),
	}
	var group sync.WaitGroup
	for range 50 {
		for _, e := range all {
			group.Go(func() { jury.Hear(e) })
		}
	}
	group.Wait()
	checked, complaints := jury.Verdict()
	want := []spec.Checked{
		{Requests: 100, File: "mybusinessaccountmanagement-api.json"},
		{Requests: 100, File: "mybusinessbusinessinformation-api.json"},
		{Requests: 0, File: "telegram-bot-api.json"},
	}
	for i, c := range checked {
		if c != want[i] {
			t.Errorf("%+v, want %+v", c, want[i])
		}
	}
	var said []string
	for _, err := range complaints {
		said = append(said, err.Error())
	}
	for _, c := range []string{
		"GET /v1/accounts: query.pages: the file has no such parameter (50 times)",
		"GET /v1/locations/{locationsId}: answer 200: body.stars: the file has no such field (50 times)",
		"GET /v4/reviews: no file has such a path (50 times)",
		"PUT /v1/chains/2: another method, the file has GET (50 times)",
	} {
		if !strings.Contains(strings.Join(said, "\n"), c) {
			t.Errorf("nobody said %q", c)
		}
	}
	if len(checked) != len(want) || len(said) != 4 {
		t.Errorf("%d files, complaints:\n%s", len(checked), strings.Join(said, "\n"))
	}
}

// What a table knows is judged, whatever is said to be outside.
func TestNothingHidesBehindOutside(t *testing.T) {
	jury, err := spec.NewJury([]string{"x"}, func(string, string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	jury.Hear(asked("POST", "/2/tweets", asJSON, `{"txet":"a"}`))
	jury.Hear(asked("POST", "/2/oauth2/token", asForm, ``))
	checked, complaints := jury.Verdict()
	if checked[0].Requests != 1 || len(complaints) != 1 {
		t.Errorf("%+v, %v", checked, complaints)
	}
	if _, err := spec.NewJury([]string{"viadeo"}, nil); err == nil {
		t.Error("a jury without its table")
	}
}
