package composer

import (
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/data/line"
)

// finding is something that the editorial line, the catalogue, the law or the
// other language says about a text of the draft.
type finding struct {
	line.Finding
	tab   data.AccountID
	parts []string // that it was found in
}

// key names a finding for as long as the post is open.
func (f finding) key() string {
	said := ""
	if f.Part < len(f.parts) && f.End <= len(f.parts[f.Part]) {
		said = f.parts[f.Part][f.Start:f.End]
	}
	return strings.Join([]string{"line", f.Rule, strconv.Itoa(int(f.tab)), said}, " ")
}

// holdAgainst compares every text that goes out with the brand's guide, by the
// networks that it goes to on its day, and the common one with its twin.
func (known findings) holdAgainst(post data.Post, accounts []data.Account, day string) []finding {
	guide := known.guide
	on := line.Context{
		Line: guide.Line, Products: guide.Products, Balance: guide.Balance, Lang: post.Lang, Day: day, Sales: known.sales.in,
	}
	if i := slices.IndexFunc(guide.Campaigns, func(c data.Campaign) bool { return c.ID == post.Campaign }); i >= 0 {
		on.Campaign = guide.Campaigns[i]
	}
	var out []finding
	add := func(tab data.AccountID, network data.NetworkName) {
		on.Network = network
		parts := post.PartsFor(tab)
		for _, f := range line.Check(post, parts, on) {
			same := func(g finding) bool { return g.tab == tab && g.Rule == f.Rule && g.Part == f.Part && g.Span == f.Span }
			if !slices.ContainsFunc(out, same) {
				out = append(out, finding{f, tab, parts})
			}
		}
	}
	for _, v := range post.Variants {
		i := slices.IndexFunc(accounts, func(a data.Account) bool { return a.ID == v.Account })
		switch {
		case i < 0:
		case len(v.Parts) == 0:
			add(common, accounts[i].Network)
		default:
			add(v.Account, accounts[i].Network)
		}
	}
	return append(onceOnly(out), parity(post, known.twin)...)
}

// onceOnly drops what the text of an account shares with the common one and what
// is about the post itself: it is said once.
func onceOnly(all []finding) []finding {
	var out []finding
	for _, f := range all {
		said := func(g finding) bool {
			return g.Rule == f.Rule && g.tab != f.tab && g.Start == g.End && f.Start == f.End
		}
		if !slices.ContainsFunc(out, said) {
			out = append(out, f)
		}
	}
	return out
}

// parity compares the common text with its twin in the other language.
func parity(post, twin data.Post) []finding {
	if twin.ID == 0 || post.Lang == twin.Lang {
		return nil
	}
	fr, en := post, twin
	if isEnglish(post.Lang) {
		fr, en = twin, post
	}
	var out []finding
	for _, f := range line.Parity(fr, en) {
		of := "line.lang.en"
		if said, known := f.Values["Lang"].(line.Word); known {
			of = string(said)
		}
		one := finding{Finding: f, parts: post.PartsFor(common)}
		if isEnglish(post.Lang) != (of == "line.lang.en") || f.Part >= len(one.parts) || f.End > len(one.parts[f.Part]) {
			one.Start, one.End = 0, 0 // it stands in the other one
		}
		out = append(out, one)
	}
	return out
}

func isEnglish(lang string) bool { return lang == "en" || strings.HasPrefix(lang, "en-") }

// examineLine says what the findings mean for the post.
func (m *model) examineLine() []check {
	p := &m.proofs
	if p.asked != m.keeper || p.texts == nil {
		return nil
	}
	var out []check
	clean := map[line.Group]bool{line.GroupVoice: p.guide.Line.Revision > 0, line.GroupLaw: p.guide.Line.Country != "", line.GroupParity: p.twin.ID != 0}
	for i := range p.lines {
		f := &p.lines[i]
		if p.ignored[f.key()] {
			continue
		}
		c := check{tone: hint, key: "line", account: f.tab, part: f.Part, finding: f}
		switch f.Level {
		case line.Stop:
			c.tone = blocking
		case line.Warn:
			c.tone = caution
		}
		clean[groupOf(f.Rule)] = false
		out = append(out, c)
	}
	for _, g := range []line.Group{line.GroupVoice, line.GroupLaw, line.GroupParity} {
		if clean[g] {
			out = append(out, check{tone: fine, key: "line_" + string(g), short: true})
		}
	}
	return out
}

func groupOf(rule string) line.Group {
	for _, r := range line.Rules() {
		if r.ID == rule {
			return r.Group
		}
	}
	return ""
}

// fixLine makes the edits that a finding proposes.
func (m *model) fixLine(f *finding) {
	if !slices.Equal(m.parts(f.tab), f.parts) {
		return // typed on since: the next reading says where
	}
	what, _ := f.Words(m.Words())
	by := line.Apply(f.parts, f.Mend)
	m.undoable(m.Words().T("composer.fixed", "What", what), m.rewrite(f.tab, by))
}

// ignore hears no more of something in this post; the toast brings it back.
func (m *model) ignore(key string) {
	m.proofs.ignored[key] = true
	m.undoable(m.Words().T("composer.ignored"), func() { delete(m.proofs.ignored, key) })
}

// choosePillar gives the post a pillar of the line.
func (m *model) choosePillar(p data.PillarID) {
	if m.post.Pillar != p {
		m.post.Pillar = p
		m.edits++
		m.altered()
	}
}
