package main

import (
	"slices"
	"testing"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
)

func TestWordsAreFoundThatStandForOthers(t *testing.T) {
	var sentences []labelled.Row
	for range 20 {
		for _, s := range [][2]string{{"the bread", "le pain"}, {"the bad bread", "le mauvais pain"}, {"the site", "le site"}, {"bad", "mauvais"}, {"bread", "pain"}, {"the", "le"}} {
			sentences = append(sentences, labelled.Row{Label: s[0], Text: s[1]})
		}
	}
	g := newGloss(sentences)
	const tweet = "The #bread is BAD, @bread! 😡 https://bread.example"
	if got := g.french(tweet); got != "le #pain is mauvais, @bread! 😡 https://bread.example" || got != g.french(tweet) {
		t.Errorf("%q", got)
	}
	if again := newGloss(sentences); !slices.Equal(g["bread"], again["bread"]) {
		t.Errorf("%v, then %v", g["bread"], again["bread"])
	}
}

func TestAWordThatIsMetOnceIsNotSure(t *testing.T) {
	g := newGloss([]labelled.Row{{Label: "a b c d e f g h i j k l", Text: "m n o p q r s t u v w x"}})
	if got := g.french("a b c"); got != "a b c" {
		t.Errorf("%q, though any word may stand for any", got)
	}
}

func TestDrawnFallsOnAllByTheirShares(t *testing.T) {
	list, seen := []rendering{{"bon", .6}, {"bonne", .2}}, map[string]int{}
	for i := range 100 {
		seen[drawn(list, float64(i)/100)]++
	}
	if seen["bon"] != 75 || seen["bonne"] != 25 {
		t.Errorf("%v", seen)
	}
}

// A name that is silenced says nothing in a tweet, whatever its letters say.
func TestASilencedNameSaysLittle(t *testing.T) {
	var f linear.Features
	marks := linear.NewMarks(nil)
	e := newExample(&f, "zorblax", marks)
	w := &weights{bits: 16, hashed: make([]linear.Pull, 1<<16)}
	for _, h := range slices.Concat(e.words, e.grams) {
		w.hashed[h>>16] = linear.Pull{Low: 1, High: -2}
	}
	at := e.words[0] >> 16
	before := w.hashed[at]
	w.silence([]string{"zorblax", "deux mots"})
	after := w.hashed[at]
	letters := float32(len(e.grams))
	if after == before || after.Low != -typical*letters || after.High != 2*typical*letters {
		t.Errorf("%v before, %v after, beside %v letters", before, after, letters)
	}
}
