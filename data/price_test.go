package data

import "testing"

// A month under the price table of X of 2026: a post, one with a link, 120
// mentions read, four links still to come, and a limit of a dollar.
func TestSpending(t *testing.T) {
	s := Spending{Posts: 215_000, Reads: 120_000, Planned: 800_000, Cap: 1_000_000}
	if s.Sum() != 335_000 || s.Foreseen() != 1_135_000 || s.Over() != 135_000 {
		t.Errorf("sum %d, foreseen %d, over %d", s.Sum(), s.Foreseen(), s.Over())
	}
	s.Planned = 0
	if s.Over() != 0 {
		t.Errorf("over a limit that is not reached by %d", s.Over())
	}
	s.Cap, s.Planned = 0, 1<<40
	if s.Over() != 0 {
		t.Error("over a limit that there is not")
	}
}

func TestPriceOfAPart(t *testing.T) {
	p := Price{Currency: "USD", Post: 15_000, Link: 200_000, Media: 5_000}
	for _, c := range []struct {
		links, described int
		want             Micros
	}{{0, 0, 15_000}, {1, 0, 200_000}, {3, 0, 200_000}, {0, 4, 35_000}, {1, 1, 205_000}} {
		if got := p.Part(c.links, c.described); got != c.want {
			t.Errorf("%d links and %d descriptions: %d, want %d", c.links, c.described, got, c.want)
		}
	}
	if p.Free() || !(Price{}).Free() {
		t.Error("free is not what costs nothing")
	}
}
