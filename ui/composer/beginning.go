package composer

import "parvis/data"

// OpenFor begins a post, as [Composer.OpenNew] does, for one account and about
// one pillar; 0 is any. An account that does not publish counts as any.
func (c *Composer) OpenFor(day string, account data.AccountID, pillar data.PillarID) {
	c.m.openNewAs(day, func(p *data.Post) {
		p.Pillar = pillar
		if v, ok := p.Variant(account); ok {
			p.Variants = []data.Variant{v}
		}
	}, func() {})
}

// OpenWith begins a post, as [Composer.OpenNew] does, with files, which are
// copied as if they had been dropped on it.
func (c *Composer) OpenWith(day string, files []File) {
	c.m.openNewAs(day, func(*data.Post) {}, func() { c.m.take(files, 0) })
}
