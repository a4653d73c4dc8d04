package reputation_test

import (
	"fmt"
	"math"
	"testing"

	"parvis/data/reputation"
)

// weeks are two periods of a bakery: in the second the card machine is broken.
func weeks() (now, before *reputation.Terms) {
	now, before = &reputation.Terms{}, &reputation.Terms{}
	for i := range 60 {
		daily := fmt.Sprintf("Le pain de la boutique numéro %d est bon", i)
		before.Add(daily, reputation.Positive)
		now.Add(daily, reputation.Positive)
	}
	for i := range 12 {
		feeling := reputation.Negative
		if i < 2 {
			feeling = reputation.Neutral
		}
		now.Add("La carte Bancaire est refusée, encore la carte bancaire", feeling)
	}
	return now, before
}

func TestTopicsRise(t *testing.T) {
	now, before := weeks()
	topics := now.Rising(before, 9)
	found := map[string]reputation.Topic{}
	for _, topic := range topics {
		found[topic.Term] = topic
		if topic.Term == "carte" || topic.Term == "pain" || topic.Term == "est" {
			t.Errorf("%q is no topic, or is told by its pair", topic.Term)
		}
	}
	got := found["carte Bancaire"]
	// 12 of 72 against 0 of 60: G² = 2 (12 ln(12/6.5455) + 60 ln(60/65.4545) + 60 ln(60/54.5455)).
	want := 2 * (12*math.Log(12/6.545454545) + 60*math.Log(60/65.454545454) + 60*math.Log(60/54.545454545))
	if math.Abs(got.Weight-want) > 1e-6 || got.Texts != 12 || got.Of != 72 || got.Negative != 10 || got.Before != 0 || got.BeforeOf != 60 {
		t.Errorf("%+v among %+v, want G² %.3f", got, topics, want)
	}
	if again := now.Rising(before, 1); len(again) != 1 || again[0] != topics[0] {
		t.Errorf("%+v is not the first of %+v", again, topics)
	}
}

func TestNothingRises(t *testing.T) {
	now, before := weeks()
	if topics := now.Rising(now, 9); len(topics) != 0 {
		t.Errorf("what stayed rises: %+v", topics)
	}
	for _, topic := range before.Rising(now, 9) {
		if topic.Before*topic.Of >= topic.Texts*topic.BeforeOf {
			t.Errorf("what fell rises: %+v", topic)
		}
	}
	if topics := now.Rising(&reputation.Terms{}, 9); len(topics) != 0 {
		t.Errorf("without a period before: %+v", topics)
	}
	few := &reputation.Terms{}
	few.Add("grève grève grève", reputation.Negative)
	few.Add("grève", reputation.Negative)
	if topics := few.Rising(before, 9); len(topics) != 0 {
		t.Errorf("two texts make a topic: %+v", topics)
	}
}
