package composer

import (
	"context"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// mostNamed is how many words a line of "before publishing" names.
const mostNamed = 3

// examineTexts says what was read in the texts. Until a text that changed was
// read again, it says what it said before.
func (m *model) examineTexts() []check {
	places, fresh := m.remarked()
	if !fresh {
		if m.proofs.asked != m.keeper {
			return nil
		}
		return m.proofs.held
	}
	spelling, tongue, typeset := count(places, misspelt), count(places, language), count(places, setting)
	var out []check
	if spelling.n > 0 {
		out = append(out, spelling.check("spelling"))
	}
	if tongue.n > 0 {
		out = append(out, tongue.check("language"))
	}
	if typeset.n > 0 {
		c := typeset.check("typography")
		if !typeset.seen {
			c.tone = hint
		}
		switch {
		case typeset.sure:
			c.mend = mendSetting
		case !typeset.seen:
			c.mend = mendNothing
		}
		out = append(out, c)
	}
	written := slices.ContainsFunc(m.voices(), func(tab data.AccountID) bool { return strings.TrimSpace(strings.Join(m.parts(tab), "")) != "" })
	if written && m.proofs.spelt && spelling.n+tongue.n == 0 {
		out = append(out, check{tone: fine, key: "spelling_fine", short: true})
	}
	if written && m.proofs.spelt && typeset.n == 0 {
		out = append(out, check{tone: fine, key: "typography_fine", short: true})
	}
	m.proofs.held = out
	return out
}

// counted is how much of a kind was found.
type counted struct {
	kind  remarkKind
	n     int
	named []string
	sure  bool // some can be mended without a look
	seen  bool // some are underlined
	first place
}

func count(places []place, kind remarkKind) counted {
	c := counted{kind: kind}
	for _, p := range places {
		if p.kind != kind {
			continue
		}
		if c.n == 0 {
			c.first = p
		}
		c.n++
		c.sure = c.sure || p.slip.Sure
		c.seen = c.seen || !p.unseen
		if len(c.named) < mostNamed && !slices.Contains(c.named, p.was) {
			c.named = append(c.named, p.was)
		}
	}
	return c
}

func (c counted) check(key string) check {
	words := strings.Join(c.named, ", ")
	if c.n > len(c.named) {
		words += "…"
	}
	return check{tone: caution, key: key, n: c.n, words: words, kind: c.kind, account: c.first.tab, part: c.first.part, mend: mendSee}
}

// firstOf is the first place of a kind that is underlined.
func (m *model) firstOf(kind remarkKind) (place, bool) {
	places, _ := m.remarked()
	i := slices.IndexFunc(places, func(p place) bool { return p.kind == kind && !p.unseen })
	if i < 0 {
		return place{}, false
	}
	return places[i], true
}

// rewrite puts other words into the parts of a tab. Undoing it puts back each
// part that was not edited since.
func (d *draft) rewrite(tab data.AccountID, by []string) (undo func()) {
	former := slices.Clone(d.parts(tab))
	d.setParts(tab, by)
	return func() {
		now := slices.Clone(d.parts(tab))
		for i := range now {
			if i < len(by) && i < len(former) && now[i] == by[i] {
				now[i] = former[i]
			}
		}
		d.setParts(tab, now)
	}
}

// mendTypography mends what needs no look, in every text that still goes out.
func (m *model) mendTypography() {
	var undo []func()
	mended := 0
	for _, tab := range m.voices() {
		if m.readonly(tab) {
			continue
		}
		by := slices.Clone(m.parts(tab))
		for i, part := range by {
			slips := text.Sure(text.Typography(m.post.Lang, part))
			mended += len(slips)
			by[i] = text.Mend(part, slips)
		}
		if !slices.Equal(by, m.parts(tab)) {
			undo = append(undo, m.rewrite(tab, by))
		}
	}
	if mended == 0 {
		m.Shell.Toast(m.Words().T("composer.typography.none"), nil)
		return
	}
	m.undoable(m.Words().N("composer.typography.done", mended), func() {
		for _, f := range undo {
			f()
		}
	})
}

// put writes something in the place of a remark, unless its text is another by
// now, and returns where it ends, in runes.
func (m *model) put(p place, s, with string) (end int, ok bool) {
	parts := m.parts(p.tab)
	if p.part >= len(parts) || parts[p.part] != s || m.readonly(p.tab) {
		return 0, false
	}
	by := slices.Clone(parts)
	by[p.part] = s[:p.Start] + with + s[p.End:]
	m.undoable(m.Words().T("composer.replaced", "Was", p.was, "Now", with), m.rewrite(p.tab, by))
	return len([]rune(s[:p.Start] + with)), true
}

// learn takes a word into the brand's dictionary; the toast takes it out again.
func (m *model) learn(word string) {
	brand, b := m.Brand().ID, m.Words()
	m.Runner.Go("composer.learn", func(ctx context.Context) (func(), error) {
		err := m.Ports.AddWord(context.WithoutCancel(ctx), brand, word)
		return func() {
			if err != nil {
				m.Shell.Fail("composer: learn", err)
				return
			}
			m.reproof()
			m.Shell.Toast(b.T("composer.learned", "Word", word), func() { m.unlearn(brand, word) })
		}, nil
	})
}

func (m *model) unlearn(brand data.BrandID, word string) {
	m.Runner.Go("composer.learn", func(ctx context.Context) (func(), error) {
		err := m.Ports.RemoveWord(context.WithoutCancel(ctx), brand, word)
		return func() {
			if err != nil {
				m.Shell.Fail("composer: learn", err)
				return
			}
			m.reproof()
		}, nil
	})
}

// suggest asks in the background what may have been meant by a word.
func (m *model) suggest(word string, then func([]string)) {
	reader, lang, keeper := m.proofs.reader, m.post.Lang, m.keeper
	names := namesOf(m.proofs.guide, m.Brand(), m.accounts)
	m.Runner.Go("composer.suggest", func(context.Context) (func(), error) {
		found, err := reader.suggest(lang, names, word)
		return func() {
			if keeper == m.keeper {
				then(found)
			}
		}, err
	})
}
