package text

import (
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// ChangeKind says what became of a stretch of text.
type ChangeKind string

const (
	Same    ChangeKind = "same"
	Removed ChangeKind = "removed"
	Added   ChangeKind = "added"
)

// Change is a stretch of text that stayed, went or came.
type Change struct {
	Kind ChangeKind
	Text string
}

// Diff tells how one text became another, word by word. What stayed and what
// went is together the old text, what stayed and what came the new one, in order;
// what went stands before what came in its place. No character is cut, and
// stretches of one kind are never neighbours.
//
// The words that both texts have once are matched first (patience diff, Bram
// Cohen), then the longest common run between them, so that a moved sentence
// reads as moved. Where two long stretches have too little in common to be
// compared word by word, all of one is replaced by all of the other.
func Diff(old, now string) []Change {
	d := differ{old: words(old), now: words(now)}
	d.between(0, len(d.old), 0, len(d.now), deepest)
	return d.tidy()
}

const (
	// deepest bounds how often a stretch is cut at words that stand in it once.
	deepest = 40
	// mostCells bounds the table in which a longest common run is looked for.
	mostCells = 1 << 20
)

// words cuts a text into words, blanks and signs, all of it and in order.
func words(text string) []string {
	var out []string
	kind := 0
	clusters := uniseg.NewGraphemes(text)
	for clusters.Next() {
		this := wordKind(clusters.Runes()[0])
		if this != 0 && this == kind {
			out[len(out)-1] += clusters.Str()
		} else {
			out = append(out, clusters.Str())
		}
		kind = this
	}
	return out
}

// wordKind is 1 for letters and digits, 2 for blanks, 0 for what stands alone.
func wordKind(r rune) int {
	switch {
	case unicode.IsLetter(r) && !unspaced(r), unicode.IsDigit(r):
		return 1
	case unicode.IsSpace(r) && r != '\n':
		return 2
	}
	return 0
}

type differ struct {
	old, now []string
	changes  []Change
}

// between compares old[a:b] with now[c:d]. deep is how often it may still be cut.
func (d *differ) between(a, b, c, e, deep int) {
	for a < b && c < e && d.old[a] == d.now[c] {
		d.say(Same, d.old[a])
		a, c = a+1, c+1
	}
	end := 0
	for a < b-end && c < e-end && d.old[b-end-1] == d.now[e-end-1] {
		end++
	}
	d.middle(a, b-end, c, e-end, deep)
	for _, word := range d.old[b-end : b] {
		d.say(Same, word)
	}
}

// middle compares two stretches that neither begin nor end alike.
func (d *differ) middle(a, b, c, e, deep int) {
	anchors := d.anchors(a, b, c, e)
	switch {
	case a < b && c < e && deep > 0 && len(anchors) > 0:
		for _, at := range anchors {
			d.between(a, at.old, c, at.now, deep-1)
			d.say(Same, d.old[at.old])
			a, c = at.old+1, at.now+1
		}
		d.between(a, b, c, e, deep-1)
	case (b-a)*(e-c) <= mostCells:
		d.run(a, b, c, e)
	default:
		d.replace(a, b, c, e)
	}
}

func (d *differ) replace(a, b, c, e int) {
	d.say(Removed, strings.Join(d.old[a:b], ""))
	d.say(Added, strings.Join(d.now[c:e], ""))
}

// pair is a word that is the same in both texts.
type pair struct{ old, now int }

// anchors are the words that each stretch has once, as many as stand in the same
// order in both.
func (d *differ) anchors(a, b, c, e int) []pair {
	const many = -1
	once := func(words []string, from, to int) map[string]int {
		at := make(map[string]int, to-from)
		for i := from; i < to; i++ {
			if _, again := at[words[i]]; again {
				at[words[i]] = many
			} else {
				at[words[i]] = i
			}
		}
		return at
	}
	inNow := once(d.now, c, e)
	var pairs []pair
	for word, i := range once(d.old, a, b) {
		if j, ok := inNow[word]; ok && i != many && j != many && wordKind([]rune(word)[0]) == 1 {
			pairs = append(pairs, pair{i, j})
		}
	}
	slices.SortFunc(pairs, func(p, q pair) int { return p.old - q.old })
	return rising(pairs)
}

// rising is the longest choice of pairs whose places rise in both texts, by
// patience sorting.
func rising(pairs []pair) []pair {
	var tops []int // the pair on top of each pile
	before := make([]int, len(pairs))
	for i, p := range pairs {
		pile, _ := slices.BinarySearchFunc(tops, p.now, func(top, now int) int { return pairs[top].now - now })
		before[i] = -1
		if pile > 0 {
			before[i] = tops[pile-1]
		}
		if pile == len(tops) {
			tops = append(tops, i)
		} else {
			tops[pile] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	var out []pair
	for i := tops[len(tops)-1]; i >= 0; i = before[i] {
		out = append(out, pairs[i])
	}
	slices.Reverse(out)
	return out
}

// run compares two short stretches by their longest common subsequence.
func (d *differ) run(a, b, c, e int) {
	width := e - c + 1
	longest := make([]int32, (b-a+1)*width)
	for i := b - a - 1; i >= 0; i-- {
		for j := e - c - 1; j >= 0; j-- {
			at := i*width + j
			if d.old[a+i] == d.now[c+j] {
				longest[at] = longest[at+width+1] + 1
			} else {
				longest[at] = max(longest[at+width], longest[at+1])
			}
		}
	}
	for a < b && c < e {
		at := (len(longest)/width-1-(b-a))*width + width - 1 - (e - c)
		switch {
		case d.old[a] == d.now[c]:
			d.say(Same, d.old[a])
			a, c = a+1, c+1
		case longest[at+width] >= longest[at+1]:
			d.say(Removed, d.old[a])
			a++
		default:
			d.say(Added, d.now[c])
			c++
		}
	}
	d.replace(a, b, c, e)
}

func (d *differ) say(kind ChangeKind, text string) {
	if text != "" {
		d.changes = append(d.changes, Change{kind, text})
	}
}

// tidy makes one stretch of neighbours. A blank that alone stayed between two
// changes goes with them: it says nothing, and many small changes are hard to
// read.
func (d *differ) tidy() []Change {
	var out []Change
	var gone, came, kept []string
	settle := func() {
		for _, c := range []Change{{Removed, strings.Join(gone, "")}, {Added, strings.Join(came, "")}, {Same, strings.Join(kept, "")}} {
			if c.Text != "" {
				out = append(out, c)
			}
		}
		gone, came, kept = nil, nil, nil
	}
	for _, c := range d.changes {
		if c.Kind == Same {
			kept = append(kept, c.Text)
			continue
		}
		switch {
		case len(kept) == 0:
		case len(gone) > 0 && len(came) > 0 && !slices.ContainsFunc(kept, isNoBlank):
			gone, came, kept = append(gone, kept...), append(came, kept...), nil
		default:
			settle()
		}
		if c.Kind == Removed {
			gone = append(gone, c.Text)
		} else {
			came = append(came, c.Text)
		}
	}
	settle()
	return out
}

func isNoBlank(word string) bool { return wordKind([]rune(word)[0]) != 2 }
