package theme

import (
	"testing"

	"parvis/data"
)

func TestLinksOfEveryNetworkAreReadable(t *testing.T) {
	for _, night := range []bool{false, true} {
		p := Of(night)
		for _, n := range []data.NetworkName{
			"bluesky", "mastodon", "wordpress", "facebook", "instagram", "threads", "linkedin", "pinterest", "youtube", "x", "tiktok", "telegram", "googlebusiness", "",
		} {
			if c := LinkOn(p, n); ratio(c, p[Card]) < readable || c == p[Ink] {
				t.Errorf("dark %t, %s: %v has a contrast of %.2f", night, n, c, ratio(c, p[Card]))
			}
		}
	}
	if got := LinkOn(Of(false), "linkedin"); got != Network("linkedin") {
		t.Errorf("what is readable is changed to %v", got)
	}
}
