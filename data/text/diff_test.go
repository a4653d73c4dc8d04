package text_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"parvis/data/text"
)

// written says a difference in one line: what went between [-  -], what came
// between [+ +].
func written(changes []text.Change) string {
	var out strings.Builder
	for _, c := range changes {
		switch c.Kind {
		case text.Same:
			out.WriteString(c.Text)
		case text.Removed:
			out.WriteString("[-" + c.Text + "-]")
		case text.Added:
			out.WriteString("[+" + c.Text + "+]")
		}
	}
	return out.String()
}

func TestDiff(t *testing.T) {
	for _, test := range []struct{ old, now, want string }{
		{"", "", ""},
		{"", "neuf", "[+neuf+]"},
		{"vieux", "", "[-vieux-]"},
		{"pareil.", "pareil.", "pareil."},
		{"La bûche à 24 €", "La bûche à 26 €", "La bûche à [-24-][+26+] €"},
		{"Bonjour à tous", "Bonjour à toutes et à tous", "Bonjour à [+toutes et à +]tous"},
		{"un deux trois", "trois un deux", "[+trois +]un deux[- trois-]"},
		{"noir et blanc", "rouge vif", "[-noir et blanc-][+rouge vif+]"},
		{"Fini 👩‍👩‍👧‍👦", "Fini 👩‍👩‍👧", "Fini [-👩‍👩‍👧‍👦-][+👩‍👩‍👧+]"},
		{"e\u0301te\u0301", "e\u0301te", "[-e\u0301te\u0301-][+e\u0301te+]"},
		{"Un.\nDeux.\nTrois.", "Un.\nTrois.", "Un.\n[-Deux.\n-]Trois."},
		{"汉字是好", "汉字不好", "汉字[-是-][+不+]好"},
		{"a\x80b", "a b", "a[-\x80-][+ +]b"},
	} {
		if got := written(text.Diff(test.old, test.now)); got != test.want {
			t.Errorf("%q to %q: %s, want %s", test.old, test.now, got, test.want)
		}
	}
}

// whole checks that nothing is lost and nothing is said twice.
func whole(t *testing.T, old, now string, changes []text.Change) {
	t.Helper()
	var before, after strings.Builder
	last := text.Change{}
	for _, c := range changes {
		if c.Kind != text.Added {
			before.WriteString(c.Text)
		}
		if c.Kind != text.Removed {
			after.WriteString(c.Text)
		}
		if c.Text == "" || c.Kind == last.Kind || c.Kind == text.Removed && last.Kind == text.Added {
			t.Errorf("%+v after %+v", c, last)
		}
		last = c
	}
	if before.String() != old || after.String() != now {
		t.Errorf("%.200q to %.200q was told as %.200q to %.200q", old, now, before.String(), after.String())
	}
}

func TestDiffOfLongTexts(t *testing.T) {
	random := rand.New(rand.NewSource(4))
	write := func(vocabulary, n int) []string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("mot%d", random.Intn(vocabulary))
		}
		return words
	}
	for name, vocabulary := range map[string]int{"few words": 3, "many words": 500, "every word its own": 1_000_000} {
		t.Run(name, func(t *testing.T) {
			old := write(vocabulary, 16_000)
			now := slices.Clone(old)
			for range 200 {
				now[random.Intn(len(now))] = "changé"
			}
			now = append(now[:8000:8000], now[8100:]...)
			before, after := strings.Join(old, " "), strings.Join(now, " ")
			changes := text.Diff(before, after)
			whole(t, before, after, changes)
			if len(changes) > 1500 {
				t.Errorf("%d changes", len(changes))
			}
			other := strings.Join(write(vocabulary, 16_000), " ")
			whole(t, before, other, text.Diff(before, other))
		})
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("La bûche à 24 €", "La galette à 26 €, samedi")
	f.Add("a b a b a", "b a b a b")
	f.Add("\xff\n é", "e\u0301\u200d \n\n")
	f.Fuzz(func(t *testing.T, old, now string) {
		whole(t, old, now, text.Diff(old, now))
	})
}
