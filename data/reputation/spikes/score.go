package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"parvis/data/reputation"
)

const (
	// tweetTarget is what the five companies for acceptance must score.
	tweetTarget = 70
	// recallTarget is how many of the crises must be seen at two texts an hour, with
	// at most wrongTarget false alarms in thirty days at every size.
	recallTarget, wrongTarget = 0.75, 1
)

// score measures the thresholds on what they were not chosen on.
func score(files fs.FS, t reputation.SpikeThresholds, brands int, say io.Writer) error {
	missed := scoreTweets(shelf{files, acceptance()}, t, say)
	if missed != nil && !errors.Is(missed, errTarget) {
		return missed
	}
	fmt.Fprintf(say, "wanted: %d of the tweets, by the detector and by the watch; a recall of %.2f at two texts an hour, and at most %d false alarm in 30 days\n",
		tweetTarget, recallTarget, wrongTarget)
	if !scoreHours(t, brands, say) {
		return errTarget
	}
	return missed
}

// scoreTweets measures HistoryRank, and a whole SpikeWatch, on the series of a shelf.
func scoreTweets(s shelf, t reputation.SpikeThresholds, say io.Writer) error {
	all, err := s.read()
	if err != nil {
		return err
	}
	var rank, whole tally
	for _, s := range all {
		got := judge(rings(s, strengths(s), t.Rank), s.windows, len(s.texts))
		rank.add(got)
		fmt.Fprintln(say, tweetLine(s.company, got))
		rows, err := watched(s, t)
		if err != nil {
			return err
		}
		whole.add(judge(rows, s.windows, len(s.texts)))
	}
	fmt.Fprintln(say, tweetLine("all five", rank))
	fmt.Fprintln(say, tweetLine("by watch", whole))
	if !(rank.score() >= tweetTarget && whole.score() >= tweetTarget) {
		return errTarget
	}
	return nil
}

// scoreHours measures the scan on made-up brands, and tells whether its targets are
// reached in both weathers.
func scoreHours(t reputation.SpikeThresholds, brands int, say io.Writer) (good bool) {
	good = true
	for _, w := range []weather{rough(), calm()} {
		hours := scanAll(w, scoreSeed, brands)
		for _, line := range hourLines(w, hours, t.Scan) {
			fmt.Fprintln(say, line)
		}
		for i, mean := range sizes() {
			o := judgeHours(hours[i], t.Scan)
			good = good && o.month() <= wrongTarget && (mean != 2 || o.recall().Value >= recallTarget)
		}
	}
	return good
}
