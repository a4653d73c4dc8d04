package line_test

import (
	"math"
	"testing"

	"parvis/data"
	"parvis/data/line"
)

func TestShares(t *testing.T) {
	pillars := []data.Pillar{{ID: 1, Share: 30}, {ID: 2, Share: 50}, {ID: 3}}
	got := line.Shares(pillars, []data.Balance{{Pillar: 2, Posts: 12}, {Pillar: 1, Posts: 25}, {Pillar: 9, Posts: 2}, {Pillar: 0, Posts: 1}})
	for i, want := range []line.Share{
		{Pillar: 1, Posts: 25, Of: 40, Target: 30, Low: 0.47, High: 0.758, Drift: 1},
		{Pillar: 2, Posts: 12, Of: 40, Target: 50, Low: 0.181, High: 0.454, Drift: -1},
		{Pillar: 3, Posts: 0, Of: 40, Low: 0, High: 0.088},
		{Pillar: 0, Posts: 3, Of: 40, Low: 0.026, High: 0.199},
	} {
		have := got[i]
		have.Low, have.High = math.Round(have.Low*1000)/1000, math.Round(have.High*1000)/1000
		if have != want {
			t.Errorf("%+v, want %+v", have, want)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d shares", len(got))
	}
}

// TestFewPostsTellNothing: six of six is no drift from a half.
func TestFewPostsTellNothing(t *testing.T) {
	for posts, want := range map[int]int{0: 0, 6: 0, 9: 0, 10: 1} {
		got := line.Shares([]data.Pillar{{ID: 1, Share: 50}}, []data.Balance{{Pillar: 1, Posts: posts}})[0]
		if got.Drift != want || got.Few != (posts < line.FewPosts) {
			t.Errorf("%d posts: %+v", posts, got)
		}
		if posts == 0 && (got.Low != 0 || got.High != 1) {
			t.Errorf("without posts: %+v", got)
		}
	}
}
