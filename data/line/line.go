// Package line holds a post against what the brand decided about its own voice
// (the editorial line), against its catalogue, and against the law on
// advertising. It finds what deserves a look, says who says so, and offers a
// mend. It reads no clock: the day of publishing is given.
//
// It reads words, not intentions. Every rule would rather stay silent than be
// wrong, and nothing that it says is legal advice. Law is known for France; for
// Belgium only the period of sales. Elsewhere nothing is checked.
package line

import (
	"cmp"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Level says how much a finding weighs.
type Level string

const (
	Stop Level = "stop" // the brand's own document forbids it in so many words
	Warn Level = "warn" // probably wrong
	Info Level = "info" // good to know
)

// Context is what a post is held against. The zero value demands nothing but
// what is true of every text.
type Context struct {
	Line     data.Line
	Products []data.Product // the catalogue
	Campaign data.Campaign  // that the post is in; zero: none
	Balance  []data.Balance // how the posts of late are spread; nil: not known
	Day      string         // of publishing in the brand's zone, "2026-11-26"; "": not known
	Lang     string         // BCP 47, of the parts; "": the post's
	Network  data.NetworkName
	// Sales tells whether a day lies in a legal period of sales where the brand
	// is, and whether that is known at all. nil: it is not.
	Sales func(day string) (in, known bool)
}

// Finding is one thing to look at before publishing.
type Finding struct {
	Rule  string // the ID of one of [Rules]
	Level Level
	Part  int // 0-based
	// The stretch of the part that it is about; empty when it is about the post,
	// or about something that is not there.
	text.Span
	Values Values
	Said   string // the owner's own reason, in place of the catalogue's; "": none
	Source string // law, or terms of a network, in the language of who made them; "": the brand's own line
	Mend   []Edit // what would put it right; nil when only a person can
}

// Edit puts With in the place of a stretch of a part; an empty stretch is where
// it is put in.
type Edit struct {
	Part int
	text.Span
	With string
}

// Apply returns the parts with all edits made. Edits that overlap one before, or
// lie in no part, are left out.
func Apply(parts []string, edits []Edit) []string {
	out := slices.Clone(parts)
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(a.Part-b.Part, a.Start-b.Start) })
	for i := range out {
		var made strings.Builder
		at := 0
		for _, e := range edits {
			if e.Part != i || e.Start < at || e.End < e.Start || e.End > len(parts[i]) {
				continue
			}
			made.WriteString(parts[i][at:e.Start])
			made.WriteString(e.With)
			at = e.End
		}
		made.WriteString(parts[i][at:])
		out[i] = made.String()
	}
	return out
}

// Check holds the parts of a post, as they go to one account, against the
// context. The weightiest findings come first, then those that stand first.
func Check(post data.Post, parts []string, on Context) []Finding {
	d := newDraft(post, parts, on)
	var out []Finding
	for _, rule := range []func(*draft) []Finding{
		forbidden, required, address, emoji, hashtags, always, shouting, exclamations, pillar,
		campaignDay, shownProducts, prices, promotions, weekdays, pastOffers,
		paid, virtual, contest, alcohol, food, claims, free, reductions, sales,
	} {
		out = append(out, rule(d)...)
	}
	weight := []Level{Stop, Warn, Info}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(weight, a.Level), slices.Index(weight, b.Level)),
			cmp.Compare(a.Part, b.Part),
			cmp.Compare(a.Start, b.Start),
		)
	})
	return out
}

// draft is a post as the rules read it.
type draft struct {
	post    data.Post
	on      Context
	english bool
	parts   []part
	shown   []shown // products, filled once: see findProducts
}

func newDraft(post data.Post, parts []string, on Context) *draft {
	lang := cmp.Or(on.Lang, post.Lang)
	d := &draft{post: post, on: on, english: lang == "en" || strings.HasPrefix(lang, "en-")}
	for i, p := range parts {
		one := readPart(i, p)
		one.prices = one.readPrices(on.Line.Country)
		one.dates = one.readDates(on.Day, d.english)
		d.parts = append(d.parts, one)
	}
	d.shown = d.findProducts()
	return d
}

// found makes a finding about a stretch of a part.
func found(rule string, level Level, part int, span text.Span, values Values) Finding {
	return Finding{Rule: rule, Level: level, Part: part, Span: span, Values: values, Source: source(rule)}
}

// has tells whether any part says one of the phrases.
func (d *draft) has(wanted []phrase) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool { return len(p.find(wanted)) > 0 })
}

// first is the first place where a part says one of the phrases.
func (d *draft) first(wanted []phrase) (part, match, bool) {
	for _, p := range d.parts {
		if m := p.find(wanted); len(m) > 0 {
			return p, m[0], true
		}
	}
	return part{}, match{}, false
}

// said chooses the phrases of the draft's language; those of both come too.
func (d *draft) said(t trigger) []phrase {
	if d.english {
		return slices.Concat(t.english, t.both)
	}
	return slices.Concat(t.french, t.both)
}

// atEnd is an edit that puts a paragraph behind the last part.
func (d *draft) atEnd(paragraph string) []Edit {
	if len(d.parts) == 0 {
		return nil
	}
	last := d.parts[len(d.parts)-1]
	end := len(strings.TrimRight(last.text, " \n"))
	if end > 0 {
		paragraph = "\n\n" + paragraph
	}
	return []Edit{{Part: last.index, Span: text.Span{Start: end, End: len(last.text)}, With: paragraph}}
}
