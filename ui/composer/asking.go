package composer

import (
	"slices"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"parvis/data/text"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// What can be done about an underlined word, in a menu below it.

// underlines are the marks of what was found in a text.
func underlines(s string, found []remark) []widgets.Mark {
	var out []widgets.Mark
	for _, r := range found {
		if r.unseen {
			continue
		}
		kind := widgets.Dashed
		if r.kind == misspelt {
			kind = widgets.Wavy
		}
		out = append(out, markOf(s, r.Span, kind))
	}
	return out
}

// markOf is a stretch of a text, which counts in bytes, as a mark, which counts
// in runes.
func markOf(s string, span text.Span, kind widgets.MarkKind) widgets.Mark {
	from := utf8.RuneCountInString(s[:span.Start])
	return widgets.Mark{From: from, To: from + utf8.RuneCountInString(s[span.Start:span.End]), Kind: kind}
}

// mark colours and underlines a text. Until it was read, what is underlined stays
// where typing moved it.
func (e *editor) mark(area *widgets.TextArea, s string) {
	all := marks(s)
	if found, fresh := e.c.m.remarks(s); fresh {
		all = append(all, underlines(s, found)...)
	} else {
		for _, m := range area.Marks() {
			if m.Kind != widgets.Coloured {
				all = append(all, m)
			}
		}
	}
	area.SetMarks(all)
}

// ask shows what can be done about a mark of a part.
func (e *editor) ask(part int, mark widgets.Mark, below fyne.Position) {
	m := e.c.m
	s := m.parts(e.tab)[part]
	found, _ := m.remarks(s)
	for _, r := range found {
		if at := markOf(s, r.Span, mark.Kind); r.unseen || at != mark {
			continue
		}
		p := place{e.tab, part, r}
		if r.kind != misspelt {
			e.offer(p, s, below, e.slipItems(p, s))
			return
		}
		m.suggest(r.was, func(words []string) { e.offer(p, s, below, e.wordItems(p, s, words)) })
		return
	}
}

func (e *editor) offer(p place, s string, below fyne.Position, items []widgets.MenuItem) {
	if p.tab == e.tab && p.part < len(e.areas) && e.areas[p.part].Text() == s {
		widgets.ShowMenuAt(e.areas[p.part], below, items)
	}
}

// wordItems are the words that may have been meant, and what makes a word known.
func (e *editor) wordItems(p place, s string, words []string) []widgets.MenuItem {
	m, b := e.c.m, e.c.m.Words()
	var items []widgets.MenuItem
	for _, w := range words {
		items = append(items, widgets.MenuItem{Text: w, Run: func() { e.put(p, s, w) }})
	}
	if len(words) == 0 {
		items = append(items, widgets.MenuItem{Text: b.T("composer.word.none"), Disabled: true})
	}
	return append(items, widgets.MenuItem{},
		widgets.MenuItem{Text: b.T("composer.word.learn"), Icon: theme.IconPlus, Run: func() { m.learn(p.was) }},
		widgets.MenuItem{Text: b.T("composer.word.ignore"), Icon: theme.IconEye, Run: func() { m.ignore(p.was) }})
}

// slipItems are the mend of a slip, and why.
func (e *editor) slipItems(p place, s string) []widgets.MenuItem {
	m, b := e.c.m, e.c.m.Words()
	return []widgets.MenuItem{
		{Text: b.T(p.slip.Advice(s), "Mend", p.slip.Mend), Icon: theme.IconCheck, Run: func() { e.put(p, s, p.slip.Mend) }},
		{Text: b.T("composer.why"), Icon: theme.IconInfo, Run: func() { e.explain(p) }},
		{},
		{Text: b.T("composer.word.ignore"), Icon: theme.IconEye, Run: func() { m.ignore(p.was) }},
	}
}

// put writes a mend and goes on behind it.
func (e *editor) put(p place, s, with string) {
	if end, ok := e.c.m.put(p, s, with); ok && p.part < len(e.areas) {
		e.areas[p.part].GoTo(end)
	}
}

// explain says which rule a slip breaks and where the rule stands, and leads to
// the page at which it was read.
func (e *editor) explain(p place) {
	rules, b := text.Rules(), e.c.m.Words()
	i := slices.IndexFunc(rules, func(r text.Rule) bool { return r.ID == p.slip.Rule })
	if i < 0 || p.part >= len(e.areas) {
		return
	}
	rule := rules[i]
	said := reasons(b.T(rule.Why()), ruleText(b, rule))
	if rule.Read == "" {
		widgets.ShowPopover(e.areas[p.part], said, nil)
		return
	}
	read := widgets.NewLink(b.T("slips.source.open"), func() { e.c.m.Shell.OpenLink(rule.Read) })
	over := widgets.ShowPopover(e.areas[p.part], widgets.NewColumn(theme.Gap, said, widgets.NewRow(0, read)), nil)
	read.SetEscape(func() { over.Close() })
	widgets.Focus(read)
}

// ruleText names the source of a rule of language and the page at which it was
// read, or says that it was not.
func ruleText(b *words.Book, rule text.Rule) string {
	day, err := time.Parse(time.DateOnly, text.ReadOn)
	if rule.Read == "" || err != nil {
		return b.T("slips.source.memory", "Source", rule.Source)
	}
	return b.T("slips.source.read", "Source", rule.Source, "Date", b.LongDate(day), "Site", rule.Site())
}

// show goes to a place of a text and, where something is to be done there, asks.
func (e *editor) show(p place, ask bool) {
	m := e.c.m
	m.part = p.part
	m.choose(p.tab)
	if p.part >= len(e.areas) {
		return
	}
	area := e.areas[p.part]
	e.c.body.Reveal(area)
	area.GoTo(utf8.RuneCountInString(m.parts(p.tab)[p.part][:p.Start]))
	if ask {
		area.Ask()
	}
}

// askNext asks about the word at the caret, or about the next one.
func (e *editor) askNext() {
	if m := e.c.m; m.part < len(e.areas) {
		e.areas[m.part].Focus()
		e.areas[m.part].Ask()
	}
}
