package likeness

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestTexts(t *testing.T) {
	long := strings.Repeat("Brioche du samedi, dorée. ", 3)
	for _, c := range []struct {
		sent, shown string
		want        Degree
	}{
		{"Pain & beurre !", "pain  &amp;beurre", Other}, // markup is the network's to take off
		{"Pain, beurre !", " pain\nBEURRE", Same},
		{"Fermé lundi", "Ferme lundi", Other},
		{"🥐", "🥐", Same},
		{"🥐", "🍞", Other},
		{"", " \n", Same},
		{"", "!", Other},
		{long + "un", long + "deux", Similar},
		{long, long[:60], Similar},
		{"Brioche du samedi", "Brioche du samedi, dorée", Other}, // too short to tell
	} {
		if got := Texts(c.sent, c.shown); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.sent, c.shown, got, c.want)
		}
		if got := Texts(c.shown, c.sent); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.shown, c.sent, got, c.want)
		}
	}
}

func FuzzTexts(f *testing.F) {
	f.Add("Un, deux", "🥐")
	f.Add("\xff", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if Texts(a, a) != Same || Texts(a, " "+a+"\n") != Same {
			t.Errorf("%q is not like itself", a)
		}
		if Texts(a, b) != Texts(b, a) {
			t.Errorf("%q and %q are not alike both ways", a, b)
		}
	})
}

func TestSince(t *testing.T) {
	early := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	late := early.Add(time.Hour)
	if got := Since(early, late); !got.Equal(early) {
		t.Errorf("prepared late: %v", got)
	}
	if got := Since(late, early); !got.Equal(early) {
		t.Errorf("prepared ahead of its hour: %v", got)
	}
}

func TestFinding(t *testing.T) {
	one, two := data.Receipt{ID: "1"}, data.Receipt{ID: "2"}
	note := func(s *Seen, d Degree, r data.Receipt, text string) { s.Note(d, r, text, "hier") }
	for name, c := range map[string]struct {
		whole bool
		note  func(*Seen)
		want  data.Finding
		none  bool
	}{
		"nothing":         {true, func(*Seen) {}, data.Finding{Verdict: data.Absent}, true},
		"not all":         {false, func(*Seen) {}, data.Finding{Verdict: data.Unclear}, false},
		"others":          {true, func(s *Seen) { note(s, Other, one, "Un") }, data.Finding{Verdict: data.Absent}, true},
		"others, not all": {false, func(s *Seen) { note(s, Other, one, "Un") }, data.Finding{Verdict: data.Unclear, Evidence: "hier"}, false},
		"likely":          {true, func(s *Seen) { note(s, Similar, one, "Un\nDeux") }, data.Finding{Verdict: data.Unclear, Evidence: "Un hier"}, false},
		"the newest": {false, func(s *Seen) {
			note(s, Similar, two, "Deux")
			note(s, Same, one, "Un")
			note(s, Same, two, "Un")
		}, data.Finding{Verdict: data.Online, Receipt: one}, false},
	} {
		s := Seen{Whole: c.whole}
		c.note(&s)
		if got := s.Finding(data.Online); got != c.want || s.None() != c.none {
			t.Errorf("%s: %+v, %t", name, got, s.None())
		}
	}
	s := Seen{}
	note(&s, Same, two, "Un")
	note(&s, Other, data.Receipt{ID: "3"}, "Trois")
	note(&s, Same, one, "Un")
	if ids := strings.Join(s.IDs(), " "); ids != "2 1" {
		t.Errorf("ids: %s", ids)
	}
	if f := s.Finding(data.OnHold); f.Verdict != data.OnHold || f.Receipt != two {
		t.Errorf("held: %+v", f)
	}
}
