package linear_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"parvis/data/reputation/linear"
)

const sample = "Le pain n’est pas bon, mais l’accueil est adorable 😍 !"

func TestFeaturesKnowNegation(t *testing.T) {
	var f linear.Features
	f.Read("pas bon")
	plain, negated := linear.WordHash("bon")
	found := map[uint32]bool{}
	for _, h := range f.Words {
		found[h] = true
	}
	if !found[plain] || !found[negated] {
		t.Error("bon behind pas is not both itself and negated")
	}
	f.Read("bon pas")
	for _, h := range f.Words {
		if h == negated {
			t.Error("bon before pas is negated")
		}
	}
}

// random makes a head of made-up weights, and returns these too.
func random(bits uint) (*linear.Head, []linear.Pull) {
	r := rand.New(rand.NewPCG(1, 2))
	weights := make([]linear.Pull, 1<<bits)
	for i := range weights {
		weights[i] = linear.Pull{Low: r.Float32() - 0.5, High: r.Float32() - 0.5}
	}
	signs := [3]linear.Pull{{Low: -1, High: 2}, {Low: 3, High: -1}, {Low: -0.5, High: 0.5}}
	return linear.NewHead(bits, weights, linear.Pull{Low: 0.1, High: -0.2}, signs), weights
}

// The sum that a head finds is that of the weights as the trainer had them, and
// its pieces add up to it.
func TestHeadWeighs(t *testing.T) {
	head, weights := random(12)
	marks := linear.NewMarks(map[string]float32{"bon": 0.5, "adorable": 0.9, "😍": 0.7})
	var f linear.Features
	f.Read(sample)
	opinion, each := marks.Read(&f, nil)
	got, pulls := head.Weigh(&f, opinion, each, nil)
	low, high := 0.1, -0.2
	for _, group := range [][]uint32{f.Words, f.Grams} {
		for _, h := range group {
			low += float64(weights[h>>20].Low) / math.Sqrt(float64(len(group)))
			high += float64(weights[h>>20].High) / math.Sqrt(float64(len(group)))
		}
	}
	signs := opinion.Signs()
	low += float64(-signs[0] + 3*signs[1] - 0.5*signs[2])
	high += float64(2*signs[0] - signs[1] + 0.5*signs[2])
	if math.Abs(low-float64(got.Low)) > 1e-3 || math.Abs(high-float64(got.High)) > 1e-3 {
		t.Errorf("%v, want %v %v", got, low, high)
	}
	sum := linear.Pull{Low: 0.1, High: -0.2}
	for _, p := range pulls {
		sum.Low += p.Low
		sum.High += p.High
	}
	if len(pulls) != len(f.List) || math.Abs(float64(sum.Low-got.Low)) > 1e-4 {
		t.Errorf("%d pieces add up to %v, the whole is %v", len(pulls), sum, got)
	}
}

func TestMarksTurnBehindNegation(t *testing.T) {
	marks := linear.NewMarks(map[string]float32{"bon": 1, "nul": -1})
	var f linear.Features
	for text, want := range map[string]linear.Opinion{
		"bon": {Good: 1}, "nul": {Bad: -1}, "pas bon": {Bad: -0.5}, "pas nul": {Good: 0.5}, "inconnu": {}, "2/10": {},
	} {
		f.Read(text)
		if got, _ := marks.Read(&f, nil); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestFilesComeBack(t *testing.T) {
	head, _ := random(8)
	head = head.Calibrated(1.5, 0.6)
	again, err := linear.ReadHead(head.Bytes())
	if err != nil || !bytes.Equal(again.Bytes(), head.Bytes()) || again.Certain() != 0.6 {
		t.Errorf("a head comes back otherwise: %v", err)
	}
	marks := linear.NewMarks(map[string]float32{"bon": 1})
	if again, err := linear.ReadMarks(marks.Bytes()); err != nil || !bytes.Equal(again.Bytes(), marks.Bytes()) {
		t.Errorf("marks come back otherwise: %v", err)
	}
	tongues := linear.NewTongues([]string{"fr", "en"}, make([][linear.Lanes]float32, 1<<16))
	back, err := linear.ReadTongues(tongues.Bytes())
	if err != nil || !bytes.Equal(back.Bytes(), tongues.Bytes()) || strings.Join(back.Codes(), " ") != "fr en" {
		t.Errorf("tongues come back otherwise: %v", err)
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	head, _ := random(8)
	files := map[string][]byte{
		"head":    head.Bytes(),
		"marks":   linear.NewMarks(nil).Bytes(),
		"tongues": linear.NewTongues([]string{"fr", "en"}, make([][linear.Lanes]float32, 1<<16)).Bytes(),
	}
	read := map[string]func([]byte) error{
		"head":    func(b []byte) error { _, err := linear.ReadHead(b); return err },
		"marks":   func(b []byte) error { _, err := linear.ReadMarks(b); return err },
		"tongues": func(b []byte) error { _, err := linear.ReadTongues(b); return err },
	}
	for kind, file := range files {
		for name, damaged := range map[string][]byte{
			"empty": nil, "cut": file[:len(file)-1], "longer": append(bytes.Clone(file), 0), "another": append([]byte("x"), file[1:]...),
		} {
			if read[kind](damaged) == nil {
				t.Errorf("%s: a file that is %s is taken", kind, name)
			}
		}
		if err := read[kind](file); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// Weights added four at a time give what they give one by one, in texts with more
// grams than fit into one addition.
func TestTonguesTell(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	weights := make([][linear.Lanes]float32, 1<<16)
	for i := range weights {
		for o := range 3 {
			weights[i][o] = r.Float32()*2 - 1
		}
	}
	tongues := linear.NewTongues([]string{"da", "de", "en"}, weights)
	var s linear.Script
	s.Read(strings.Repeat(sample+" ", 5))
	var sums [linear.Lanes]float32
	for _, g := range s.Grams {
		for o := range sums {
			sums[o] += weights[g>>16][o]
		}
	}
	want := linear.Softmax(sums, 3, linear.Share(len(s.Grams)))
	got := tongues.Tell(&s)
	if len(s.Grams) < 600 {
		t.Fatalf("only %d grams", len(s.Grams))
	}
	for o := range got {
		if math.Abs(float64(got[o]-want[o])) > 0.02 {
			t.Errorf("lane %d: %v, want %v", o, got[o], want[o])
		}
	}
}

func TestScriptLeavesOutWhatHasNoLanguage(t *testing.T) {
	var a, b linear.Script
	a.Read("Bonjour  https://the.example/and/the @the_one, vous 12 !")
	b.Read("bonjour vous")
	if a.Letters != b.Letters || len(a.Grams) != len(b.Grams) {
		t.Errorf("%d letters and %d grams, want %d and %d", a.Letters, len(a.Grams), b.Letters, len(b.Grams))
	}
}
