package calendar

import (
	"cmp"
	"time"

	"parvis/data"
)

// MixReach is how far before and after an hour the posts lie whose pillars are
// counted: four weeks.
const MixReach = 4 * 7 * 24 * time.Hour

// Dated is a post that is out or on its way, and what it is about.
type Dated struct {
	Due    time.Time
	Pillar data.PillarID // 0: none
}

// mix is how the posts around an hour are spread over the pillars.
type mix struct {
	posts  int
	about  map[data.PillarID]int
	target map[data.PillarID]int // percent of the posts
	before map[data.PillarID]bool
	after  map[data.PillarID]bool
}

// mixAt counts the posts that lie up to MixReach from an hour. Next to it are the
// last ones at or before it, and the first ones after it unless they come only at
// next or later.
func mixAt(at, next time.Time, posts []Dated, pillars []data.Pillar) mix {
	m := mix{
		about: map[data.PillarID]int{}, target: map[data.PillarID]int{},
		before: map[data.PillarID]bool{}, after: map[data.PillarID]bool{},
	}
	for _, p := range pillars {
		m.target[p.ID] = p.Share
	}
	var last, first time.Time
	for _, p := range posts {
		switch away := p.Due.Sub(at); {
		case away.Abs() > MixReach:
			continue
		case away <= 0 && p.Due.After(last):
			last = p.Due
		case away > 0 && p.Due.Before(next) && (first.IsZero() || p.Due.Before(first)):
			first = p.Due
		}
		m.posts++
		m.about[p.Pillar]++
	}
	for _, p := range posts {
		m.before[p.Pillar] = m.before[p.Pillar] || !last.IsZero() && p.Due.Equal(last)
		m.after[p.Pillar] = m.after[p.Pillar] || !first.IsZero() && p.Due.Equal(first)
	}
	return m
}

// repeats is how many of the two posts next to the hour are about a pillar; none
// is about no pillar.
func (m mix) repeats(p data.PillarID) (n int) {
	if p != 0 && m.before[p] {
		n++
	}
	if p != 0 && m.after[p] {
		n++
	}
	return n
}

// lack is by how much the share of a pillar lies below its target, in hundredths
// of a post; below zero it lies above. No pillar, and one without a target, has a
// target of nothing.
func (m mix) lack(p data.PillarID) int { return m.target[p]*max(1, m.posts) - 100*m.about[p] }

// compare says which of two pillars suits the hour better, below zero for a: the
// one that is not next to it, then the one that lacks more.
func (m mix) compare(a, b data.PillarID) int {
	return cmp.Or(cmp.Compare(m.repeats(a), m.repeats(b)), cmp.Compare(m.lack(b), m.lack(a)))
}
