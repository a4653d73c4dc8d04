package text

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parvis/data"
)

// Split cuts a text into the parts of a thread, each of which fits the rule.
// It cuts between paragraphs or sentences where that leaves parts of a fair
// size, otherwise between words; never inside a link, mention, hashtag, word
// or emoji. With numbered, parts end in " (1/3)" when there are several.
//
// Joined with spaces the parts have every word of the text, in order. A single
// word that is too long for a part is cut between characters; a single link
// that is too long stays whole, and its part does not fit.
func Split(text string, rule data.TextRule, numbered bool) []string {
	return split(text, numbered, func(part string) bool { return Over(rule, part) == 0 })
}

// SplitTracked cuts a text as [Split] does, without numbers, into parts that
// still fit when [Track] has marked their links for a network.
func SplitTracked(text string, rule data.TextRule, t data.Tracking, network string) []string {
	return split(text, false, func(part string) bool { return Over(rule, Track(part, t, network)) == 0 })
}

func split(text string, numbered bool, fits func(string) bool) []string {
	text = strings.TrimSpace(Normalise(text))
	if fits(text) {
		return []string{text}
	}
	if !numbered {
		return cut(text, fits)
	}
	// The number takes room too, and how much depends on how many parts there
	// are: widen it until it holds.
	for digits := 1; ; digits++ {
		widest := " (" + strings.Repeat("9", digits) + "/" + strings.Repeat("9", digits) + ")"
		parts := cut(text, func(part string) bool { return fits(part + widest) })
		if len(parts) == 1 {
			return parts
		}
		if len(fmt.Sprint(len(parts))) > digits {
			continue
		}
		for i := range parts {
			parts[i] += fmt.Sprintf(" (%d/%d)", i+1, len(parts))
		}
		return parts
	}
}

// cut splits so that each part fits.
func cut(text string, fits func(string) bool) []string {
	var parts []string
	begin := 0
	breaks := breaksOf(text)
	for begin < len(text) {
		end := next(text, begin, breaks, fits)
		if part := strings.TrimSpace(text[begin:end]); part != "" {
			parts = append(parts, part)
		}
		begin = end
		breaks = slices.DeleteFunc(breaks, func(b place) bool { return b.at <= begin })
	}
	return parts
}

// place is where a text may be cut.
type place struct {
	at   int
	good bool // the end of a sentence or line, not only of a word
}

// next returns where the part that begins at begin ends.
func next(text string, begin int, breaks []place, fits func(string) bool) int {
	last, lastGood := begin, begin
	for _, b := range breaks {
		if !fits(strings.TrimSpace(text[begin:b.at])) {
			break
		}
		last = b.at
		if b.good {
			lastGood = b.at
		}
	}
	switch {
	case last == begin:
		return force(text, begin, breaks, fits)
	case last == len(text), lastGood == begin, lastGood-begin < (last-begin)/3:
		return last
	}
	return lastGood
}

// force ends a part inside a word that fits no part, between two characters. A
// link is never cut, a mention or hashtag only when it fits no part itself: the
// part ends after it.
func force(text string, begin int, breaks []place, fits func(string) bool) int {
	wordEnd := len(text)
	if len(breaks) > 0 {
		wordEnd = breaks[0].at
	}
	word := text[begin:wordEnd]
	whole := slices.DeleteFunc(entities(word), func(e entity) bool {
		return e.kind != isLink && !fits(word[e.Start:e.End])
	})
	end := 0
	clusters := uniseg.NewGraphemes(word)
	for clusters.Next() {
		_, to := clusters.Positions()
		if within(whole, to) {
			continue
		}
		if end > 0 && !fits(strings.TrimSpace(word[:to])) {
			break
		}
		end = to
	}
	return begin + end
}

// breaksOf lists the places where the text may be cut, the last being its end.
func breaksOf(text string) []place {
	inside := entities(text)
	var places []place
	at, state := 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var boundaries int
		cluster, rest, boundaries, state = uniseg.StepString(rest, state)
		at += len(cluster)
		if rest == "" || betweenWords(cluster, rest, boundaries) && !within(inside, at) {
			line := boundaries&uniseg.MaskLine == uniseg.LineMustBreak
			places = append(places, place{at: at, good: line || boundaries&uniseg.MaskSentence != 0})
		}
	}
	return places
}

// betweenWords asks for a line break opportunity (UAX #14) beside a space, or
// in a script that is written without spaces.
func betweenWords(before, after string, boundaries int) bool {
	if boundaries&uniseg.MaskLine == uniseg.LineDontBreak {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return unicode.IsSpace(last) || unspaced(last) || unspaced(first)
}

func within(spans []entity, at int) bool {
	return slices.ContainsFunc(spans, func(e entity) bool { return e.Start < at && at < e.End })
}
