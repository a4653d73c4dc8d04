package reputation_test

import (
	"math"
	"testing"

	"parvis/data/reputation"
)

// A lesson changes the verdict on texts like it, and on no other; taken back, it
// leaves nothing.
func TestLessonsChangeSimilarTexts(t *testing.T) {
	models := loaded(t)
	const corrected, similar, other = "La file du samedi, un vrai supplice délicieux", "Encore la file du samedi, supplice délicieux", "Merci pour ce merveilleux gâteau"
	r := models.NewReader()
	before := r.Read(similar, reputation.Comment, "fr")
	want := reputation.Negative
	if before.Sentiment == want {
		want = reputation.Positive
	}
	lessons := []reputation.Lesson{{Text: corrected, Channel: reputation.Comment, Thread: "fr", Sentiment: want}}
	r.For(models.Learn(lessons))
	if v := r.Read(similar, reputation.Comment, "fr"); v.Sentiment != want {
		t.Errorf("still %s with %.2f, want %s", v.Sentiment, v.Chance, want)
	}
	if v := r.Read(other, reputation.Comment, "fr"); v.Sentiment != reputation.Positive {
		t.Errorf("another text became %s", v.Sentiment)
	}
	r.For(models.Learn(nil))
	if v := r.Read(similar, reputation.Comment, "fr"); v != before {
		t.Errorf("without lessons %+v, before %+v", v, before)
	}
}

func TestLessonsThatTeachNothing(t *testing.T) {
	models := loaded(t)
	r, plain := models.NewReader(), models.NewReader()
	r.For(models.Learn([]reputation.Lesson{
		{Text: "Wir kommen morgen früh mit der ganzen Familie vorbei", Sentiment: reputation.Negative},
		{Text: "", Sentiment: reputation.Negative},
		{Text: "Le pain est bon", Sentiment: "wonderful"},
	}))
	for _, l := range fixture() {
		if got, want := r.Read(l.text, reputation.Comment, ""), plain.Read(l.text, reputation.Comment, ""); got != want {
			t.Errorf("%q: %+v, want %+v", l.text, got, want)
		}
	}
}

func TestTheSameLessonsTeachTheSame(t *testing.T) {
	models := loaded(t)
	var lessons []reputation.Lesson
	for i, l := range fixture() {
		if i%4 == 0 {
			lessons = append(lessons, reputation.Lesson{Text: l.text, Channel: reputation.Review, Sentiment: l.want})
		}
	}
	first, second := models.NewReader(), models.NewReader()
	first.For(models.Learn(lessons))
	second.For(models.Learn(lessons))
	right := 0
	for _, l := range fixture() {
		a := first.Read(l.text, reputation.Review, "")
		if b := second.Read(l.text, reputation.Review, ""); a != b {
			t.Fatalf("%q: %+v, then %+v", l.text, a, b)
		}
		if sum := a.Chances[0] + a.Chances[1] + a.Chances[2]; math.Abs(float64(sum)-1) > 1e-4 {
			t.Errorf("%q: chances add up to %v", l.text, sum)
		}
		if a.Sentiment == l.want {
			right++
		}
	}
	if right <= 42 { // as many are right without lessons, see TestScoresOfTheFixture
		t.Errorf("%d of %d right after %d lessons", right, len(fixture()), len(lessons))
	}
}
