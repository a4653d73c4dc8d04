package byhand

import (
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
)

func TestAPlaceNeedsANameAndMayHaveAPage(t *testing.T) {
	n := New(&conformance.Clock{})
	for _, c := range []struct {
		name, page string
		server     string
		code       string
	}{
		{"Forum des gourmands", "forum.example/nouveau", "https://forum.example/nouveau", ""},
		{" Le groupe ", "", "", ""},
		{"", "https://forum.example", "", CodeName},
		{"Forum", "javascript:alert(1)", "", CodePage},
		{"Forum", "file:///etc/passwd", "", CodePage},
	} {
		all, err := n.Connect(t.Context(), data.Connecting{Answers: map[string]string{"name": c.name, "page": c.page}})
		if c.code != "" {
			if f := data.AsFailure("", err); f == nil || f.Kind != data.Invalid || f.Code != c.code {
				t.Errorf("%q %q: %v, want %s", c.name, c.page, err, c.code)
			}
			continue
		}
		if err != nil || len(all) != 1 {
			t.Fatalf("%q %q: %v", c.name, c.page, err)
		}
		a := all[0].Account
		if a.Server != c.server || a.Can.Page != c.server || a.Can.Tap != data.TapHere || a.Remote == "" || a.Handle == "" {
			t.Errorf("account %+v", a)
		}
		if _, ok := n.Open(a, nil).(data.Publisher); ok {
			t.Error("it claims to publish")
		}
	}
}

func TestTwoPlacesAreTwoAccounts(t *testing.T) {
	n := New(&conformance.Clock{})
	name := func(name, page string) string {
		all, err := n.Connect(t.Context(), data.Connecting{Answers: map[string]string{"name": name, "page": page}})
		if err != nil {
			t.Fatal(err)
		}
		return all[0].Account.SecretName()
	}
	if name("Forum", "forum.example") == name("Forum", "autre.example") || name("Forum", "") == name("Groupe", "") {
		t.Error("two places share an identity")
	}
	if name("Forum", "forum.example") != name("Forum ", "https://forum.example") {
		t.Error("the same place is another one")
	}
}
