package text

import (
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"parvis/data"
)

// Count is how long the network holds the text to be, in the rule's unit.
// extra are the texts that count too (TextRule.Counts), such as a content
// warning.
func Count(rule data.TextRule, text string, extra ...string) int {
	n := length(rule.Unit, countable(rule, text))
	for _, more := range extra {
		n += length(rule.Unit, countable(rule, more))
	}
	return n
}

// Over is how much is too much: units of the rule, or bytes when only the
// bytes are too many. It is 0 when the text fits.
func Over(rule data.TextRule, text string, extra ...string) int {
	if over := Count(rule, text, extra...) - rule.Max; rule.Max > 0 && over > 0 {
		return over
	}
	bytes := len(text)
	for _, more := range extra {
		bytes += len(more)
	}
	if over := bytes - rule.MaxBytes; rule.MaxBytes > 0 && over > 0 {
		return over
	}
	return 0
}

// countable is the text as the network counts it: every link of [LinksBy] as
// long as the rule says, mentions without their host where the rule says so.
func countable(rule data.TextRule, text string) string {
	if rule.URL == 0 && !rule.LocalMentions {
		return text
	}
	var out strings.Builder
	at := 0
	replace := func(s Span, by string) {
		out.WriteString(text[at:s.Start])
		out.WriteString(by)
		at = s.End
	}
	link := strings.Repeat("x", rule.URL)
	for _, e := range entities(text) {
		switch {
		case e.kind == isLink && rule.URL > 0 && (!e.bare || takesBare(rule)):
			replace(e.Span, link)
		case e.kind == isMention && rule.LocalMentions && e.host != "":
			replace(e.Span, "@"+e.name)
		}
	}
	out.WriteString(text[at:])
	return out.String()
}

func length(unit data.CountUnit, text string) int {
	switch unit {
	case data.UTF16:
		n := 0
		for _, r := range text {
			n += utf16.RuneLen(r)
		}
		return n
	case data.Runes:
		return utf8.RuneCountInString(text)
	case data.Weighted:
		return weight(text)
	case data.EmojiBytes:
		return emojiBytes(text)
	}
	n := 0
	for range characters(text) {
		n++
	}
	return n
}

// characters goes through a text character by character as people see them
// (grapheme clusters, UAX #29). Between two code points that never join others
// there is always an end, so that only what stands between such places is looked
// up in the tables.
func characters(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		begin, last, alone := 0, 0, false
		for at, r := range text {
			was := alone
			alone = standsAlone(r)
			if was && alone && !each(text[begin:at], begin == last, yield) {
				return
			}
			if was && alone {
				begin = at
			}
			last = at
		}
		if begin < len(text) {
			each(text[begin:], alone && begin == last, yield)
		}
	}
}

// each gives the characters of a stretch, which is known to be one or not.
func each(stretch string, one bool, yield func(string) bool) bool {
	if one {
		return yield(stretch)
	}
	for state := -1; stretch != ""; {
		var cluster string
		cluster, stretch, _, state = uniseg.FirstGraphemeClusterInString(stretch, state)
		if !yield(cluster) {
			return false
		}
	}
	return true
}

// standsAlone tells of the letters, figures and signs of European texts that they
// join no neighbour of their kind.
func standsAlone(r rune) bool {
	const (
		firstAccent    = 0x300
		hyphen, middot = 0x2010, 0x2027
		narrowSpace    = 0x202F
	)
	return r < firstAccent && r != '\r' || hyphen <= r && r <= middot || r == narrowSpace || r == '€'
}

// weight is the length by twitter-text, configuration version 3: NFC; Latin
// and most alphabets and the usual punctuation weigh one, all else two, an
// emoji two however many code points it has. Links are dealt with before.
func weight(text string) int {
	n := 0
	for c := range characters(norm.NFC.String(text)) {
		if r, size := utf8.DecodeRuneInString(c); size == len(c) {
			n += runeWeight(r)
			continue
		}
		runes := []rune(c)
		if isEmoji(runes) {
			n += 2
			continue
		}
		for _, r := range runes {
			n += runeWeight(r)
		}
	}
	return n
}

// runeWeight follows the ranges of twitter-text's config/v3.json.
func runeWeight(r rune) int {
	switch {
	case r <= 0x10FF,
		0x2000 <= r && r <= 0x200D,
		0x2010 <= r && r <= 0x201F,
		0x2032 <= r && r <= 0x2037:
		return 1
	}
	return 2
}

// emojiBytes is the length as Threads counts it: an emoji is as long as its
// UTF-8 bytes with all its parts, anything else is one a code point
// (developers.facebook.com/docs/threads/overview, as digests of 2026 quote it).
func emojiBytes(text string) int {
	n := 0
	for c := range characters(text) {
		r, size := utf8.DecodeRuneInString(c)
		switch {
		case size < len(c) && isEmoji([]rune(c)), size == len(c) && looksLikeEmoji(r):
			n += len(c)
		default:
			n += utf8.RuneCountInString(c)
		}
	}
	return n
}

// looksLikeEmoji tells whether a code point that stands alone is drawn as an
// emoji: Emoji_Presentation of Unicode 16 below U+1F000, all pictures above.
func looksLikeEmoji(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FAFF:
		return true
	case r < 0x231A || r > 0x2B55:
		return false
	}
	return strings.ContainsRune("⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕", r)
}

// isEmoji tells whether a grapheme cluster of several code points is one
// emoji. A single code point needs no telling: an emoji weighs two by its range.
func isEmoji(runes []rune) bool {
	if len(runes) < 2 {
		return false
	}
	const (
		joiner  = 0x200D
		variant = 0xFE0F // "show as emoji"
		keycap  = 0x20E3
	)
	base := runes[0]
	if base >= 0x1F000 {
		return true
	}
	symbol := base == '©' || base == '®' || 0x203C <= base && base <= 0x3299
	for _, r := range runes[1:] {
		switch {
		case r == keycap && strings.ContainsRune("#*0123456789", base):
			return true
		case symbol && (r == variant || r == joiner || 0x1F3FB <= r && r <= 0x1F3FF):
			return true
		}
	}
	return false
}
