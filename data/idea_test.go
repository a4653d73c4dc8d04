package data_test

import (
	"testing"

	"parvis/data"
)

func TestTemplateSuits(t *testing.T) {
	for _, test := range []struct {
		lang     string
		networks []data.NetworkName
		want     bool
	}{
		{"fr", []data.NetworkName{"bluesky", "mastodon"}, true},
		{"fr", []data.NetworkName{"bluesky"}, false},
		{"fr", nil, true},
		{"en", []data.NetworkName{"mastodon"}, false},
		{"", []data.NetworkName{"mastodon"}, true},
	} {
		if got := (data.Template{Lang: "fr", Networks: []data.NetworkName{"mastodon"}}).Suits(test.lang, test.networks); got != test.want {
			t.Errorf("%+v: %t", test, got)
		}
	}
	if !(data.Template{}).Suits("en", []data.NetworkName{"wordpress"}) {
		t.Error("a template for everything does not suit")
	}
}
