package line

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Parity holds the common texts of one post in French and in English against
// each other: what one says and the other does not. Dates are read as of the
// French post's day, or the English one's. Parts and stretches are the English
// post's where it says something more, the French one's otherwise: the value
// "Lang" tells which.
func Parity(fr, en data.Post) []Finding {
	day := dayOf(fr)
	if day == "" {
		day = dayOf(en)
	}
	a, b := readSide(fr, day, false), readSide(en, day, true)
	var out []Finding
	out = append(out, amiss("parity_price", a.prices, b.prices)...)
	out = append(out, amiss("parity_day", a.days, b.days)...)
	out = append(out, amiss("parity_time", a.times, b.times)...)
	out = append(out, amiss("parity_number", a.numbers, b.numbers)...)
	out = append(out, counted("parity_links", Warn, a.links, b.links)...)
	out = append(out, counted("parity_hashtags", Info, a.hashtags, b.hashtags)...)
	out = append(out, counted("parity_parts", Info, len(fr.Parts), len(en.Parts))...)
	if len(fr.Parts) == len(en.Parts) {
		out = append(out, counted("parity_paragraphs", Info, len(a.paragraphs), len(b.paragraphs))...)
	}
	return slices.Concat(out, lengths(a, b), untranslated(a, b), attached(fr, en))
}

// dayOf is the day that a post is planned for.
func dayOf(p data.Post) string { return p.When.Wall[:min(len(p.When.Wall), len("2006-01-02"))] }

// place is where something stands in a post.
type place struct {
	part int
	span text.Span
}

// side is one of the two posts, as far as it is compared. What is said more than
// once counts once.
type side struct {
	prices, days, times, numbers map[string]place
	links, hashtags, characters  int
	paragraphs                   []paragraph
}

type paragraph struct {
	place
	text  string
	words []string
}

var (
	clockTime  = regexp.MustCompile(`(?i)(?:^|[^\d:.,])(\d{1,2})[ \x{a0}\x{202f}]?(?:h(?:[ \x{a0}\x{202f}]?(\d{2}))?\b|:(\d{2})\b)(?:[ \x{a0}\x{202f}]?(am\b|pm\b|a\.m\.|p\.m\.))?`)
	halfDay    = regexp.MustCompile(`(?i)(?:^|[^\d:.,])(\d{1,2})[ \x{a0}\x{202f}]?(am\b|pm\b|a\.m\.|p\.m\.)`)
	numeral    = regexp.MustCompile(`\d+(?:[ \x{a0}\x{202f}]\d{3})*(?:[.,]\d+)*`)
	emptyLines = regexp.MustCompile(`\n[ \t]*\n+`)
)

func readSide(post data.Post, day string, english bool) side {
	s := side{prices: map[string]place{}, days: map[string]place{}, times: map[string]place{}, numbers: map[string]place{}}
	for i, written := range post.Parts {
		p := readPart(i, written)
		taken := slices.Concat(p.hidden, hashtagSpans(written))
		note := func(into map[string]place, key string, at text.Span) {
			if _, again := into[key]; !again {
				into[key] = place{i, at}
			}
			taken = append(taken, at)
		}
		for _, at := range p.readPrices("") {
			note(s.prices, amountKey(at.amount), at.Span)
		}
		for _, at := range p.readDates(day, english) {
			note(s.days, at.From+" "+at.To, at.Span)
		}
		for key, at := range times(written) {
			note(s.times, key, at)
		}
		for _, at := range numeral.FindAllStringIndex(written, -1) {
			if n, err := strconv.ParseFloat(plainNumber(written[at[0]:at[1]], english), 64); err == nil && n > 12 && !inside(taken, at[0]) {
				note(s.numbers, strconv.FormatFloat(n, 'f', -1, 64), text.Span{Start: at[0], End: at[1]})
			}
		}
		s.links += len(text.Links(written))
		s.hashtags += len(text.Hashtags(written))
		s.characters += text.Count(data.TextRule{Unit: data.Graphemes, URL: 1}, written)
		s.paragraphs = append(s.paragraphs, paragraphs(p)...)
	}
	return s
}

func hashtagSpans(s string) []text.Span {
	var out []text.Span
	for _, tag := range text.Hashtags(s) {
		out = append(out, tag.Span)
	}
	return out
}

// amountKey writes an amount alike whatever its currency was called.
func amountKey(a data.Amount) string {
	key := strconv.FormatFloat(float64(a.Micros)/1e6, 'f', 2, 64)
	return strings.TrimSuffix(key, ".00") + " " + a.Currency
}

// plainNumber takes the marks of thousands out of a number.
func plainNumber(s string, english bool) string {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s)
	if english {
		return strings.ReplaceAll(s, ",", "")
	}
	return strings.ReplaceAll(s, ",", ".")
}

// times lists the times of day of a text by 24 hours, "18:30".
func times(s string) map[string]text.Span {
	out := map[string]text.Span{}
	add := func(m []int, hour, minute, half string) {
		h, _ := strconv.Atoi(hour)
		n, _ := strconv.Atoi(cmp.Or(minute, "0"))
		if strings.HasPrefix(strings.ToLower(half), "p") && h < 12 {
			h += 12
		}
		if strings.HasPrefix(strings.ToLower(half), "a") && h == 12 {
			h = 0
		}
		if h < 24 && n < 60 {
			out[strconv.Itoa(h)+":"+strconv.Itoa(100 + n)[1:]] = text.Span{Start: m[2], End: m[1]}
		}
	}
	for _, m := range clockTime.FindAllStringSubmatchIndex(s, -1) {
		group := groups(s, m)
		add(m, group[1], group[2]+group[3], group[4])
	}
	for _, m := range halfDay.FindAllStringSubmatchIndex(s, -1) {
		group := groups(s, m)
		add(m, group[1], "", group[2])
	}
	return out
}

func groups(s string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// paragraphs cuts a part at its empty lines.
func paragraphs(p part) []paragraph {
	var out []paragraph
	at := 0
	for _, m := range append(emptyLines.FindAllStringIndex(p.text, -1), []int{len(p.text), len(p.text)}) {
		one := paragraph{place: place{p.index, text.Span{Start: at, End: m[0]}}, text: strings.TrimSpace(p.text[at:m[0]])}
		for _, w := range p.words {
			if at <= w.Start && w.Start < m[0] && !w.hidden && !w.tag {
				one.words = append(one.words, w.lower)
			}
		}
		if one.text != "" {
			out = append(out, one)
		}
		at = m[1]
	}
	return out
}

// amiss lists what only one of the two says.
func amiss(rule string, fr, en map[string]place) []Finding {
	var out []Finding
	for i, sides := range [][2]map[string]place{{fr, en}, {en, fr}} {
		for _, key := range slices.Sorted(maps.Keys(sides[0])) {
			if _, both := sides[1][key]; both {
				continue
			}
			lang := Word("line.lang.fr")
			if i == 1 {
				lang = "line.lang.en"
			}
			at := sides[0][key]
			out = append(out, found(rule, Warn, at.part, at.span, Values{"Said": said(rule, key), "Lang": lang}))
		}
	}
	return out
}

// said is what a key of the sides stands for.
func said(rule, key string) any {
	first, _, _ := strings.Cut(key, " ")
	switch rule {
	case "parity_day":
		return Day(first)
	case "parity_price":
		v, currency, _ := strings.Cut(key, " ")
		n, _ := parseAmount(v)
		return data.Amount{Micros: n, Currency: currency}
	}
	return first
}

// counted compares two numbers.
func counted(rule string, level Level, fr, en int) []Finding {
	if fr == en {
		return nil
	}
	return []Finding{found(rule, level, 0, noSpan, Values{"French": fr, "English": en})}
}

// lengths finds an English text that is much shorter or longer than translations
// are: French is longer by a seventh or so.
func lengths(fr, en side) []Finding {
	const enough = 80
	ratio := float64(en.characters) / float64(max(1, fr.characters))
	if max(fr.characters, en.characters) < enough || 0.55 <= ratio && ratio <= 1.4 {
		return nil
	}
	return []Finding{found("parity_length", Info, 0, noSpan, Values{"French": fr.characters, "English": en.characters})}
}

// Words that nearly every sentence of a language has and the other has not.
var (
	frenchWords  = []string{"le", "la", "les", "des", "du", "et", "est", "une", "un", "pour", "dans", "nos", "notre", "votre", "vous", "nous", "avec", "sur", "qui", "que", "au", "aux", "ce", "de", "en", "il", "elle"}
	englishWords = []string{"the", "and", "of", "to", "is", "are", "our", "your", "you", "we", "with", "for", "in", "this", "that", "it", "from", "at", "be", "have", "will"}
)

// untranslated finds paragraphs of the English post that are French.
func untranslated(fr, en side) []Finding {
	var out []Finding
	for _, p := range en.paragraphs {
		copied := len(p.words) >= 4 && slices.ContainsFunc(fr.paragraphs, func(q paragraph) bool { return q.text == p.text }) && shareOf(p.words, englishWords) == 0
		french := len(p.words) >= 6 && shareOf(p.words, frenchWords) >= 0.2 && shareOf(p.words, englishWords) < 0.05
		if copied || french {
			out = append(out, found("parity_untranslated", Warn, p.part, p.span, nil))
		}
	}
	return out
}

func shareOf(words, list []string) float64 {
	n := 0
	for _, w := range words {
		if slices.Contains(list, w) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// attached compares the products and the media of two posts.
func attached(fr, en data.Post) []Finding {
	var out []Finding
	products := func(p data.Post) []data.ProductID { return slices.Compact(slices.Sorted(slices.Values(p.Products))) }
	if !slices.Equal(products(fr), products(en)) {
		out = append(out, found("parity_products", Warn, 0, noSpan, nil))
	}
	hashes := func(p data.Post) []data.MediaHash {
		var list []data.MediaHash
		for _, m := range p.Media {
			list = append(list, m.Hash)
		}
		return slices.Sorted(slices.Values(list))
	}
	if !slices.Equal(hashes(fr), hashes(en)) {
		out = append(out, found("parity_media", Warn, 0, noSpan, Values{"French": len(fr.Media), "English": len(en.Media)}))
	}
	alts := map[data.MediaHash]string{}
	for _, m := range fr.Media {
		alts[m.Hash] = strings.TrimSpace(m.Alt)
	}
	for _, m := range en.Media {
		alt, both := alts[m.Hash]
		same := strings.TrimSpace(m.Alt) == alt && len(strings.Fields(alt)) > 3
		if both && !m.Video() && (same || (alt == "") != (strings.TrimSpace(m.Alt) == "")) {
			out = append(out, found("parity_alt", Warn, m.Part, noSpan, Values{"Name": m.Name}))
		}
	}
	return out
}
