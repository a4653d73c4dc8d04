package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"parvis/assets"
	"parvis/data/reputation"
)

// ledger is a folder that writes down what is opened.
type ledger struct {
	fstest.MapFS
	opened map[string]bool
}

func (l ledger) Open(name string) (fs.File, error) {
	l.opened[name] = true
	return l.MapFS.Open(name)
}

// madeUp are ten series of six days, with a day in which each is thirty times as loud.
func madeUp() ledger {
	l := ledger{fstest.MapFS{}, map[string]bool{}}
	var windows []string
	for i, company := range append(tuning(), acceptance()...) {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		begin, rows := time.Date(2015, 2, 26, 21, 42, 53, 0, time.UTC), strings.Builder{}
		rows.WriteString("timestamp,value\n")
		loud := 1100 + 40*i
		for row := range 6 * 288 {
			texts := 20 + r.IntN(20)
			if row >= loud && row < loud+48 {
				texts *= 30
			}
			fmt.Fprintf(&rows, "%s,%d\n", begin.Add(time.Duration(row)*reputation.CountStep).Format(layout), texts)
		}
		l.MapFS[tweets(company)] = &fstest.MapFile{Data: []byte(rows.String())}
		from, to := begin.Add(time.Duration(loud-60)*reputation.CountStep), begin.Add(time.Duration(loud+60)*reputation.CountStep)
		windows = append(windows, fmt.Sprintf(`"realTweets/%s": [["%s.000000", "%s.000000"]]`, tweets(company), from.Format(layout), to.Format(layout)))
	}
	l.MapFS[labels] = &fstest.MapFile{Data: []byte("{" + strings.Join(windows, ",\n") + "}")}
	return l
}

func TestNeitherModeOpensTheSeriesOfTheOther(t *testing.T) {
	for _, mode := range []struct {
		run            func(fs.FS) error
		theirs, others []string
	}{
		{func(files fs.FS) error { return tune(files, t.TempDir(), 5, &strings.Builder{}) }, tuning(), acceptance()},
		{func(files fs.FS) error {
			err := score(files, reputation.SpikeThresholds{Scan: 4, Rank: 2}, 5, &strings.Builder{})
			if errors.Is(err, errTarget) {
				return nil
			}
			return err
		}, acceptance(), tuning()},
	} {
		files := madeUp()
		if err := mode.run(files); err != nil {
			t.Fatal(err)
		}
		want := []string{labels}
		for _, company := range mode.theirs {
			want = append(want, tweets(company))
		}
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(files.opened)); !slices.Equal(got, want) {
			t.Errorf("opened %q, want %q", got, want)
		}
		for _, company := range mode.others {
			if _, err := (shelf{files, mode.theirs}).Open(tweets(company)); !errors.Is(err, fs.ErrPermission) {
				t.Errorf("%s: %v", company, err)
			}
			delete(files.MapFS, tweets(company))
		}
		if err := mode.run(files); err != nil {
			t.Errorf("without the series of the other: %v", err)
		}
	}
	for _, company := range tuning() {
		if slices.Contains(acceptance(), company) {
			t.Errorf("%s is in both", company)
		}
	}
}

func TestTuningTwiceGivesTheSameBytes(t *testing.T) {
	var first map[string]string
	for range 2 {
		out, made := t.TempDir(), map[string]string{}
		if err := tune(madeUp(), out, 5, &strings.Builder{}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"spikes.json", "spikes.md"} {
			file, err := os.ReadFile(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			made[name] = string(file)
		}
		if _, err := reputation.ReadSpikeThresholds([]byte(made["spikes.json"])); err != nil {
			t.Error(err)
		}
		if first != nil && !maps.Equal(first, made) {
			t.Errorf("%v, then %v", first, made)
		}
		first = made
	}
}

func TestDamagedSeriesAreRefused(t *testing.T) {
	for name, damage := range map[string]string{
		tweets("FB"):  "timestamp,value\n2015-02-26 21:42:53,many\n",
		tweets("CRM"): "timestamp,value\nyesterday,3\n",
		tweets("IBM"): "timestamp,value\n2015-02-26 21:42:53,3\n",
		labels:        "[]",
	} {
		files := madeUp()
		files.MapFS[name] = &fstest.MapFile{Data: []byte(damage)}
		if _, err := (shelf{files, tuning()}).read(); err == nil {
			t.Errorf("%s: %q is read", name, damage)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-4 }

func TestSigmoid(t *testing.T) {
	for place, want := range map[float64]float64{-1: 0.98661, -0.5: 0.84828, 0: 0, 1: -0.98661, 2.99: -1, 3: -1, 100: -1} {
		if got := sigmoid(place); !near(got, want) {
			t.Errorf("σ(%v) is %v, want %v", place, got, want)
		}
	}
}

// A series of 200 rows, the first 30 of which are probation, with windows of 20 rows
// each. In its eleventh row y is −10/20, so it earns 0.84828/0.98661; one row behind
// it a false alarm costs 0.11·σ(1/19), nineteen rows behind 0.11·σ(1).
func TestJudge(t *testing.T) {
	windows := []window{{100, 119}, {160, 179}}
	half := 0.84828 / 0.98661
	for _, c := range []struct {
		alarms     []int
		score      float64
		hit, wrong int
	}{
		{nil, 0, 0, 0},
		{[]int{100, 160}, 100, 2, 0},
		{[]int{100, 101, 119, 160}, 100, 2, 0}, // the first in a window counts
		{[]int{100}, 50, 1, 0},
		{[]int{110, 160}, 100 * (2 + half + 1) / 4 * 1, 2, 0},
		{[]int{5, 29, 100, 160}, 100, 2, 0}, // in the probation
		{[]int{30, 100, 160}, 100 * (4 - 0.11) / 4, 2, 1},
		{[]int{100, 120, 160}, 100 * (4 + 0.11*sigmoid(1./19)) / 4, 2, 1},
		{[]int{100, 138, 160}, 100 * (4 - 0.11*0.98661) / 4, 2, 1},
		{[]int{199}, 100 * 0.11 * sigmoid(20./19) / 4, 0, 1},
	} {
		got := judge(c.alarms, windows, 200)
		if !near(got.score(), c.score) || got.hit != c.hit || got.wrong != c.wrong || got.windows != 2 {
			t.Errorf("%v: %+v scores %v, want %v", c.alarms, got, got.score(), c.score)
		}
	}
	if got := judge([]int{10}, []window{{5, 20}}, 200); got.windows != 0 || got.hit != 0 {
		t.Errorf("a window in the probation: %+v", got)
	}
	if got := [...]int{probation(200), probation(5000), probation(15_902)}; got != [...]int{30, 750, 750} {
		t.Errorf("probations %v", got)
	}
}

func TestDraws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 40_000
	for _, mean := range []float64{0.3, 7, 1234} {
		sum, squares := 0.0, 0.0
		for range n {
			x := float64(poisson(r, mean))
			sum, squares = sum+x, squares+x*x
		}
		if m := sum / n; math.Abs(m-mean) > 4*math.Sqrt(mean/n) || math.Abs(squares/n-m*m-mean) > 0.05*mean {
			t.Errorf("Poisson of %v has mean %v and variance %v", mean, m, squares/n-m*m)
		}
	}
	for _, shape := range []float64{1, 4, 12} {
		sum, squares := 0.0, 0.0
		for range n {
			x := gamma(r, shape)
			sum, squares = sum+x, squares+x*x
		}
		if m := sum / n; math.Abs(m-shape) > 4*math.Sqrt(shape/n) || math.Abs(squares/n-m*m-shape) > 0.05*shape {
			t.Errorf("gamma of %v has mean %v and variance %v", shape, m, squares/n-m*m)
		}
	}
}

func TestMadeUpBrands(t *testing.T) {
	const brands = 60
	for _, mean := range sizes() {
		sum, hours, more := 0.0, 0.0, 0.0
		for seed := range uint64(brands) {
			m := makeUp(seed, mean, calm())
			if again := makeUp(seed, mean, calm()); again.crisis != m.crisis || !slices.Equal(again.texts, m.texts) {
				t.Fatal("the same seed makes another brand")
			}
			for hour, texts := range m.texts {
				if since := hour - m.crisis; since >= 0 && since < crisisHours {
					more += float64(texts) / (brands * crisisHours)
					continue
				}
				sum += float64(texts)
				hours++
			}
		}
		// Weekends have a quarter less on average.
		usual := mean * (5 + 2*0.75) / 7
		if got := sum / hours; math.Abs(got-usual) > 0.1*usual {
			t.Errorf("%v an hour where %v are wanted", got, usual)
		}
		if want := usual + 2*mean + 3; math.Abs(more-want) > 0.15*want {
			t.Errorf("%v an hour in a crisis where %v are wanted", more, want)
		}
	}
}

func TestJudgeHours(t *testing.T) {
	one := scanned{made: made{crisis: 800}, strengths: make([]float64, madeDays*24)}
	for _, hour := range []int{100, 400, 804, 820, 840} {
		one.strengths[hour] = 5 // learning, wrong, right, resting, resting no more and wrong
	}
	quiet := scanned{made: made{crisis: 900}, strengths: make([]float64, madeDays*24)}
	o := judgeHours([]scanned{one, quiet}, 4)
	if o.brands != 2 || o.hit != 1 || o.wrong != 2 || o.delay() != 5 || !near(o.days, 2*(46-34./24)) || !near(o.recall().Value, 0.5) {
		t.Errorf("%+v", o)
	}
	if !math.IsNaN(judgeHours([]scanned{quiet}, 4).delay()) {
		t.Error("nothing has a delay")
	}
}

// Whoever changes the detectors or their thresholds runs -tune and -score and writes
// here what they come to.
func TestScoresOfTheShippedThresholds(t *testing.T) {
	shipped, err := reputation.ReadSpikeThresholds(assets.Spikes)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	if !scoreHours(shipped, 100, &said) {
		t.Error("a target is missed")
	}
	var sum tally
	all := 0.0
	for _, companies := range [][]string{tuning(), acceptance()} {
		series, err := shelf{madeUp(), companies}.read()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range series {
			said := strengths(s)
			for _, strength := range said {
				all += strength
			}
			sum.add(judge(rings(s, said, shipped.Rank), s.windows, len(s.texts)))
		}
	}
	fmt.Fprintf(&said, "%s, strengths %.1f\n", tweetLine("made up", sum), all)
	compare(t, said.String(), "made_up.txt")
}

// The series are no part of the house: where they are, PARVIS_NLP or the folder beside
// it, their scores are held too.
func TestScoresOfTheTweets(t *testing.T) {
	folder := os.Getenv("PARVIS_NLP")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "nlp")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the series are not here: %v", err)
	}
	files := os.DirFS(filepath.Join(folder, "spikes", "nab"))
	shipped, err := reputation.ReadSpikeThresholds(assets.Spikes)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, companies := range [][]string{tuning(), acceptance()} {
		if err := scoreTweets(shelf{files, companies}, shipped, &said); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, said.String(), "tweets.txt")
}

// compare holds a text to the one of testdata.
func compare(t *testing.T, got, name string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil || string(want) != got {
		t.Errorf("%s should be\n%s%v", name, got, err)
	}
}

func TestRunWantsOneMode(t *testing.T) {
	for _, both := range []bool{true, false} {
		if run(madeUp(), t.TempDir(), both, both, &strings.Builder{}) == nil {
			t.Errorf("both modes %v", both)
		}
	}
}
