package reputation_test

import (
	"fmt"
	"testing"

	"parvis/data/reputation"
)

// Worked by hand. For 60, 20 and 20 of 100: p = 60.5/102, q = 20.5/102, their
// difference 0.3922, and 1.96 × √((0.7941 − 0.1538)/102) = 0.1553. For 1 of 1:
// 1/3 ± 1.96 × √((2/3 − 1/9)/3).
func TestIndex(t *testing.T) {
	for _, c := range []struct {
		tally reputation.Tally
		want  string
	}{
		{reputation.Tally{Positive: 60, Neutral: 20, Negative: 20}, "40.0 [23.7, 54.7]"},
		{reputation.Tally{Positive: 60, Neutral: 20, Negative: 20, Uncertain: 500}, "40.0 [23.7, 54.7]"},
		{reputation.Tally{Positive: 20, Neutral: 20, Negative: 60}, "-40.0 [-54.7, -23.7]"},
		{reputation.Tally{Positive: 1}, "100.0 [-51.0, 100.0]"},
		{reputation.Tally{Neutral: 10}, "0.0 [-16.3, 16.3]"},
	} {
		index, ok := c.tally.Index()
		if got := fmt.Sprintf("%.1f [%.1f, %.1f]", index.Value, index.Low, index.High); !ok || got != c.want {
			t.Errorf("%+v: %s, want %s", c.tally, got, c.want)
		}
	}
	if _, ok := (reputation.Tally{Uncertain: 9}).Index(); ok {
		t.Error("nothing but uncertain verdicts has an index")
	}
}

func TestTallyCountsTheUncertainApart(t *testing.T) {
	var tally reputation.Tally
	for _, v := range []reputation.Verdict{
		{Sentiment: reputation.Neutral, Certain: true},
		{Sentiment: reputation.Neutral},
		{Sentiment: reputation.Positive},
		{Sentiment: reputation.Negative, Certain: true},
		{Sentiment: reputation.Positive, Certain: true},
		{},
	} {
		tally.Add(v)
	}
	if want := (reputation.Tally{Negative: 1, Neutral: 1, Positive: 1, Uncertain: 3}); tally != want {
		t.Errorf("%+v, want %+v", tally, want)
	}
}
