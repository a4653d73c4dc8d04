package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"

	"parvis/data/reputation"
)

const (
	// brands is how many are made up of each size.
	brands = 400
	// tuneSeed and scoreSeed are the first seeds of the brands that thresholds are
	// chosen on and measured on.
	tuneSeed, scoreSeed = 1, 1_000_001
	// wrongAtMost is how many false alarms in thirty days the scan is tuned to. One is
	// allowed; other brands have some more.
	wrongAtMost = 0.85
)

// tune chooses both thresholds and writes them with their card.
func tune(files fs.FS, out string, brands int, say io.Writer) error {
	all, err := shelf{files, tuning()}.read()
	if err != nil {
		return err
	}
	rank, lines := tuneRank(all)
	hours := scanAll(rough(), tuneSeed, brands)
	scan := tuneScan(hours)
	lines = append(lines, hourLines(rough(), hours, scan)...)
	t := reputation.SpikeThresholds{Scan: scan, Rank: rank}
	made, err := json.Marshal(t)
	if err != nil {
		return err
	}
	made = append(made, '\n')
	for _, line := range append(lines, fmt.Sprintf("%x  spikes.json, %s", sha256.Sum256(made), made)) {
		fmt.Fprintln(say, strings.TrimSpace(line))
	}
	if err := os.WriteFile(filepath.Join(out, "spikes.json"), made, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "spikes.md"), []byte(card(made, lines)), 0o644)
}

const (
	// rankFrom, rankTo and rankStep are the thresholds that are tried for the rank.
	rankFrom, rankTo, rankStep = 1.5, 3.4, 0.02
	// rankNear is over how many thresholds on either side a score is averaged, so that
	// none is chosen for a lucky row.
	rankNear = 5
)

// tuneRank chooses the threshold whose neighbourhood has the best mean score.
func tuneRank(all []series) (best float64, lines []string) {
	said := make([][]float64, len(all))
	for i, s := range all {
		said[i] = strengths(s)
	}
	var tried, scores []float64
	for n := 0; rankFrom+float64(n)*rankStep < rankTo; n++ {
		tried = append(tried, rounded(rankFrom+float64(n)*rankStep))
		var sum tally
		for i, s := range all {
			sum.add(judge(rings(s, said[i], tried[n]), s.windows, len(s.texts)))
		}
		scores = append(scores, sum.score())
	}
	highest, at := math.Inf(-1), 0
	for n := rankNear; n+rankNear < len(tried); n++ {
		mean := 0.0
		for _, score := range scores[n-rankNear : n+rankNear+1] {
			mean += score / (2*rankNear + 1)
		}
		if mean > highest {
			highest, at = mean, n
		}
	}
	var sum tally
	for i, s := range all {
		t := judge(rings(s, said[i], tried[at]), s.windows, len(s.texts))
		sum.add(t)
		lines = append(lines, tweetLine(s.company, t))
	}
	lines = append(lines, tweetLine("all five", sum),
		fmt.Sprintf("around the threshold the mean score is %.1f", highest))
	return tried[at], lines
}

// rounded keeps two digits, those that are written down.
func rounded(x float64) float64 { return math.Round(100*x) / 100 }

// tuneScan chooses the lowest threshold that keeps the false alarms of brands of
// every size below what is allowed.
func tuneScan(hours [4][]scanned) (threshold float64) {
	const from, to, step = 200, 900, 5 // hundredths
	for n := from; n < to; n += step {
		threshold = float64(n) / 100
		worst := 0.0
		for _, brands := range hours {
			worst = max(worst, judgeHours(brands, threshold).month())
		}
		if worst <= wrongAtMost {
			break
		}
	}
	return threshold
}

func tweetLine(name string, t tally) string {
	return fmt.Sprintf("tweets %-8s score %5.1f, %d of %d windows, %d false alarms", name, t.score(), t.hit, t.windows, t.wrong)
}

func hourLines(w weather, hours [4][]scanned, threshold float64) (lines []string) {
	for i, mean := range sizes() {
		o := judgeHours(hours[i], threshold)
		r := o.recall()
		lines = append(lines, fmt.Sprintf("scan, %s hours, %4.1f texts each: recall %.3f [%.3f, %.3f] after %.1f hours, %.2f false alarms in 30 days (%d brands)",
			w.name, mean, r.Value, r.Low, r.High, o.delay(), o.month(), o.brands))
	}
	return lines
}

func card(made []byte, lines []string) string {
	return fmt.Sprintf(`# spikes

From which strength on counts of texts are a spike: two thresholds, in -log10 of a
chance, for SeasonScan (small counts) and HistoryRank (large ones).

| learnt from | class | licence | origin |
|---|---|---|---|
| Twitter_volume of %s, 5-minute counts and labelled windows | A | MIT | Numenta Anomaly Benchmark, numenta/NAB@ea702d75cc, realTweets |
| made-up hours | - | - | data/reputation/spikes |

Scores on what they were chosen on; data/reputation/spikes -score measures them on
other companies and other brands:

- %s

Bad at: a crisis that grows over days, slower than the level follows; a second one
within 24 hours of the first that is not much worse; the first days of a brand; feasts
and sales, which no shape of the week knows. The made-up brands have the seasons that
SeasonScan models, which is in its favour. SpikeWatch leaves streams of more than 200
texts a day to HistoryRank: on the tweets SeasonScan is far worse, while on made-up
hours of that size, which are scored here by SeasonScan, HistoryRank sees fewer crises
and rings falsely more often.

%d bytes, SHA-256 %x.
`, strings.Join(tuning(), ", "), strings.Join(lines, "\n- "), len(made), sha256.Sum256(made))
}
