package data_test

import (
	"testing"
	"time"

	"parvis/data"
)

func TestEveryFoldSaysWhereItIsFrom(t *testing.T) {
	folds := 0
	for _, n := range []data.NetworkName{
		"bluesky", "mastodon", "wordpress", "facebook", "instagram", "threads", "linkedin", "pinterest", "youtube", "x", "tiktok", "telegram", "googlebusiness", "byhand",
	} {
		f := data.DisplayOf(n).Fold
		if f == (data.Fold{}) {
			continue
		}
		folds++
		if _, err := time.Parse(time.DateOnly, f.Seen); err != nil || f.After < 50 || f.Source == "" || f.Sure != data.TrustFair && f.Sure != data.TrustLow {
			t.Errorf("%s: %+v", n, f)
		}
	}
	if folds != 5 {
		t.Errorf("%d networks fold", folds)
	}
	if data.DisplayOf("mastodon").Fold.After != 0 || data.DisplayOf("bluesky").Fold.After != 0 {
		t.Error("Mastodon and Bluesky show all")
	}
}

func TestALinkIsWrittenAsTheNetworkDoes(t *testing.T) {
	for _, one := range []struct {
		form          data.LinkForm
		address, want string
	}{
		{data.LinkWhole, "https://maison-lenoir.example/galettes", "https://maison-lenoir.example/galettes"},
		{data.LinkThirty, "https://maison-lenoir.example/galettes", "maison-lenoir.example/galettes"},
		{data.LinkThirty, "https://www.maison-lenoir.example/galettes/", "maison-lenoir.example/galettes…"},
		{data.LinkThirty, "http://maison-lenoir.example", "maison-lenoir.example"},
		{data.LinkThirty, "maison-lenoir.example/une-adresse-plutot-longue", "maison-lenoir.example/une-adresse-plutot-longue"},
		{data.LinkHost, "https://maison-lenoir.example/", "maison-lenoir.example"},
		{data.LinkHost, "https://maison-lenoir.example/galettes", "maison-lenoir.example/galettes"},
		{data.LinkHost, "https://maison-lenoir.example/galettes/des-rois?de=2026", "maison-lenoir.example/galettes/des…"},
		{data.LinkHost, "https://maison-lenoir.example/été-à-nantes", "maison-lenoir.example/été-à-nantes"},
		{data.LinkHost, "mailto:bonjour@maison-lenoir.example", "mailto:bonjour@maison-lenoir.example"},
	} {
		if got := one.form.Of(one.address); got != one.want {
			t.Errorf("%q: %s is written %s, not %s", one.form, one.address, got, one.want)
		}
	}
}
