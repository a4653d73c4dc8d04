package plan

import (
	"slices"
	"testing"
)

func TestHostsAreReadAsPeoplePasteThem(t *testing.T) {
	for text, want := range map[string][]string{
		"":               nil,
		" , ; ":          nil,
		"Maison.example": {"maison.example"},
		"https://www.a.example/x?y=1, b.example;c.example": {"a.example", "b.example", "c.example"},
		"www.a.example\nb.example":                         {"a.example", "b.example"},
	} {
		if got := hostsOf(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestTimesOnTheWallAreReadBack(t *testing.T) {
	for minute := 0; minute < 24*60; minute++ {
		if got := minuteOf(wallOf(minute)); got != minute {
			t.Fatalf("%d is read as %d", minute, got)
		}
	}
}
