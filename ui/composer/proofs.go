package composer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"parvis/data"
	"parvis/data/line"
)

// proofs is what reading the draft found, in the background. What belongs to a
// text is found by it, so that a late answer is never shown at a wrong place.
type proofs struct {
	reader *reader

	asked   *keeper // the post and the edit of it that were read last
	edit    int
	guided  bool // the guide and the twin are those of the moment
	guide   data.Guide
	twin    data.Post // the post in the other language, as it was last
	sales   periods
	texts   map[string][]remark
	spelt   bool // there is a dictionary of the post's language
	lines   []finding
	held    []check         // what was said last, until the text of the moment is read
	ignored map[string]bool // what a person wants to hear no more of in this post
}

// findings is one answer of the background.
type findings struct {
	guide data.Guide
	twin  data.Post
	sales periods
	texts map[string][]remark
	spelt bool
	lines []finding
}

// proofread reads the draft again when it is another than the one that was read.
func (m *model) proofread() {
	p := &m.proofs
	if !m.open || p.asked == m.keeper && p.edit == m.edits && p.guided {
		return
	}
	if p.asked != m.keeper {
		*p = proofs{reader: p.reader, ignored: map[string]bool{}}
	}
	p.asked, p.edit = m.keeper, m.edits
	keeper, brand, post, accounts := m.keeper, m.Brand(), clone(m.pending()), slices.Clone(m.accounts)
	known, guided, now := *p, p.guided, m.Clock.Now().In(m.zone()).Format(data.DayLayout)
	m.Runner.Go("composer.proof", func(ctx context.Context) (func(), error) {
		found, err := known.read(ctx, m.Ports, brand, post, accounts, now, guided)
		return func() {
			if keeper != m.keeper {
				return
			}
			p.guided, p.guide = true, found.guide
			p.texts, p.spelt, p.lines = found.texts, found.spelt, found.lines
			p.twin, p.sales = found.twin, found.sales
			m.figures()
		}, err
	})
}

// read is in the background.
func (p proofs) read(ctx context.Context, ports Ports, brand data.Brand, post data.Post, accounts []data.Account, today string, guided bool) (findings, error) {
	out := findings{guide: p.guide, twin: p.twin, sales: p.sales, texts: map[string][]remark{}}
	var err error
	if !guided {
		p.texts = nil
		if out.guide, err = ports.Guide(ctx, brand.ID); err != nil {
			return out, err
		}
	}
	if post.Twin == 0 {
		out.twin = data.Post{}
	} else if !guided || p.twin.ID != post.Twin {
		out.twin, err = ports.Post(ctx, post.Twin)
		if err != nil && !errors.Is(err, data.ErrNoSuch) {
			return out, err
		}
	}
	day := today
	if !post.When.Zero() {
		day = post.When.Wall[:len(data.DayLayout)]
	}
	if !guided || out.sales.year != day[:4] {
		if out.sales, err = readSales(ctx, ports, brand.ID, day[:4]); err != nil {
			return out, err
		}
	}
	names := namesOf(out.guide, brand, accounts)
	for _, part := range writtenParts(&post) {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if known, read := p.texts[part]; read {
			out.texts[part], out.spelt = known, p.spelt
			continue
		}
		if out.texts[part], out.spelt, err = p.reader.read(post.Lang, names, part); err != nil {
			return out, err
		}
	}
	out.lines = out.holdAgainst(post, accounts, day)
	return out, nil
}

// periods are the legal sales of the brand's place around a year.
type periods struct {
	year string
	in   func(day string) (in, known bool) // nil: not known
}

// readSales asks for the key dates of the year and of those beside it, which a
// post may name.
func readSales(ctx context.Context, ports Ports, brand data.BrandID, year string) (periods, error) {
	n, err := strconv.Atoi(year)
	if err != nil {
		return periods{}, err
	}
	dates, err := ports.KeyDates(ctx, brand, fmt.Sprintf("%04d-01-01", n-1), fmt.Sprintf("%04d-12-31", n+1))
	return periods{year, line.Sales(dates)}, err
}

// namesOf are the words that are right in a brand's texts and in no dictionary.
func namesOf(guide data.Guide, brand data.Brand, accounts []data.Account) []string {
	names := append(guide.Names(), brand.Name)
	for _, a := range accounts {
		names = append(names, a.Name)
	}
	return names
}

// writtenParts is every text that still goes out, once.
func writtenParts(p *data.Post) []string {
	var out []string
	add := func(parts []string) {
		for _, part := range parts {
			if !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	for _, v := range p.Variants {
		add(p.PartsFor(v.Account))
	}
	if len(p.Variants) == 0 {
		add(p.Parts)
	}
	return out
}

// reproof has the brand's guide and the twin read again.
func (m *model) reproof() {
	m.proofs.guided = false
	if m.open {
		m.figures()
	}
}

// remarks is what was found in a text, without what a person wants to hear no
// more of. fresh tells whether that very text was read.
func (m *model) remarks(s string) (found []remark, fresh bool) {
	all, fresh := m.proofs.texts[s]
	for _, r := range all {
		if !m.proofs.ignored[r.was] {
			found = append(found, r)
		}
	}
	return found, fresh
}

// place is a stretch of a text of the draft.
type place struct {
	tab  data.AccountID
	part int
	remark
}

// remarked lists what was found in the texts that still go out, each text once,
// and tells whether all of them were read.
func (m *model) remarked() (out []place, fresh bool) {
	fresh = m.proofs.asked == m.keeper && m.proofs.texts != nil
	seen := map[string]bool{}
	for _, tab := range m.voices() {
		for i, part := range m.parts(tab) {
			if seen[part] {
				continue
			}
			seen[part] = true
			found, known := m.remarks(part)
			fresh = fresh && known
			for _, r := range found {
				out = append(out, place{tab, i, r})
			}
		}
	}
	return out, fresh
}

// voices are the tabs that have a text of their own and still go out: the common
// one where an account follows it, then the accounts that do not.
func (m *model) voices() []data.AccountID {
	var out []data.AccountID
	variants := m.pending().Variants
	if len(variants) == 0 || slices.ContainsFunc(variants, func(v data.Variant) bool { return len(v.Parts) == 0 }) {
		out = append(out, common)
	}
	for _, v := range variants {
		if len(v.Parts) > 0 {
			out = append(out, v.Account)
		}
	}
	return out
}
