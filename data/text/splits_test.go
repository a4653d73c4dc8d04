package text_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parvis/data"
	"parvis/data/text"
)

// said makes a text of what posts are made of, in any order.
func said(r *rand.Rand) string {
	pieces := []string{
		"la", "galette", "extraordinairement", "l’été", "porte-monnaie", "e\u0301te\u0301", "dix\u202f€", "18\u202fh\u202f30", "«\u202foui\u202f»", "samedi.", "vraiment\u202f!", "quoi\u202f?",
		"https://maison-lenoir.example/galettes", "http://a.fr/b_(c)", "exemple.fr", "@lea@reseau.example", "@maisonlenoir", "#GaletteDesRois", "#été",
		"🥐", "👩🏽\u200d🍳", "🇫🇷🇧🇪", "1️⃣", "☕️", "故人西辞黄鹤楼", "ありがとう", "สวัสดี", "\n", "\n\n", "…", "–", "lea@exemple.fr",
	}
	var out strings.Builder
	for range 5 + r.IntN(120) {
		out.WriteString(pieces[r.IntN(len(pieces))])
		if r.IntN(12) > 0 {
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// TestSplitNeverCutsWhatBelongsTogether: by every network's way to count, with
// numbers and without, a part ends inside no link, no character, and inside no
// word, hashtag or mention that fits a part.
func TestSplitNeverCutsWhatBelongsTogether(t *testing.T) {
	for name, rule := range everyRule() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(len(name))))
			for range 60 {
				rule.Max, rule.MaxBytes = 45+r.IntN(200), 0
				if name == "bluesky" || name == "youtube" {
					rule.MaxBytes = 60 + r.IntN(300)
				}
				s, numbered := said(r), r.IntN(2) == 0
				parts := text.Split(s, rule, numbered)
				room := rule
				if numbered {
					for i := range parts {
						parts[i] = strings.TrimSuffix(parts[i], fmt.Sprintf(" (%d/%d)", i+1, len(parts)))
					}
					number := len(fmt.Sprintf(" (%d/%d)", len(parts), len(parts)))
					room.Max -= number
					room.MaxBytes = max(0, room.MaxBytes-number)
				}
				whole := strings.TrimSpace(text.Normalise(s))
				for _, at := range cuts(t, whole, parts) {
					if why := inside(whole, at, room); why != "" {
						t.Errorf("%q is cut inside %s before %.20q", whole, why, whole[at:])
					}
				}
			}
		})
	}
}

// cuts are the places where a text was cut without a space.
func cuts(t *testing.T, whole string, parts []string) (places []int) {
	t.Helper()
	at := 0
	for i, part := range parts {
		begin := at + len(whole[at:]) - len(strings.TrimLeftFunc(whole[at:], unicode.IsSpace))
		if !strings.HasPrefix(whole[begin:], part) {
			t.Fatalf("part %d of %q is %q", i+1, whole, part)
		}
		if i > 0 && begin == at {
			places = append(places, at)
		}
		at = begin + len(part)
	}
	return places
}

// inside says what stands around a place, "" when it may be cut there.
func inside(s string, at int, rule data.TextRule) string {
	for _, l := range text.Links(s) {
		if l.Start < at && at < l.End {
			return "a link"
		}
	}
	var names []text.Span
	for _, h := range text.Hashtags(s) {
		names = append(names, h.Span)
	}
	for _, m := range text.Mentions(s) {
		names = append(names, m.Span)
	}
	if i := slices.IndexFunc(names, func(n text.Span) bool { return n.Start < at && at < n.End }); i >= 0 && text.Over(rule, s[names[i].Start:names[i].End]) == 0 {
		return "a hashtag or mention"
	}
	clusters := uniseg.NewGraphemes(s)
	for clusters.Next() {
		if from, to := clusters.Positions(); from < at && at < to {
			return "a character"
		}
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	fields := strings.FieldsFunc(s[at:], unicode.IsSpace)
	from, to := len(strings.TrimRightFunc(s[:at], func(r rune) bool { return !unicode.IsSpace(r) })), at+len(fields[0])
	spaceless := unicode.In(before, unicode.Han, unicode.Hiragana, unicode.Thai) || unicode.In(after, unicode.Han, unicode.Hiragana, unicode.Thai)
	if !spaceless && unicode.IsLetter(before) && unicode.IsLetter(after) && text.Over(rule, s[from:to]) == 0 {
		return "a word"
	}
	return ""
}
