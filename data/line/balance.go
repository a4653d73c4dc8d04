package line

import (
	"math"

	"parvis/data"
)

// Share is how often posts were about a pillar, beside how often they were meant
// to be.
type Share struct {
	Pillar data.PillarID // 0: posts of no pillar
	Posts  int
	Of     int // posts in all
	Target int // percent; 0: none
	// Low and High bound the share, from 0 to 1, that such a number of posts may
	// stand for: the interval of E. B. Wilson (1927) at 95 %. Few posts leave it
	// wide. Without posts it is 0 to 1.
	Low, High float64
	// Drift is 1 where the target lies below the interval (too often), -1 where it
	// lies above (too seldom), 0 where it may be met or there is none.
	Drift int
	// Few: fewer than [FewPosts] in all; no drift is told, whatever the interval.
	Few bool
}

// FewPosts is how many posts it takes to speak of a balance.
const FewPosts = 10

// Shares says how posts are spread over the pillars, in the order of the line,
// and at the end those of no pillar if there are any. A pillar that is not in
// the line any more counts among those.
func Shares(pillars []data.Pillar, posts []data.Balance) []Share {
	count := map[data.PillarID]int{}
	of, left := 0, 0
	for _, b := range posts {
		count[b.Pillar] += b.Posts
		of += b.Posts
	}
	left = of
	var out []Share
	for _, p := range pillars {
		out = append(out, share(p, count[p.ID], of))
		left -= count[p.ID]
	}
	if left > 0 {
		out = append(out, share(data.Pillar{}, left, of))
	}
	return out
}

func share(p data.Pillar, posts, of int) Share {
	s := Share{Pillar: p.ID, Posts: posts, Of: of, Target: p.Share, Few: of < FewPosts}
	s.Low, s.High = wilson(posts, of)
	target := float64(p.Share) / 100
	switch {
	case s.Few || p.Share == 0:
	case target < s.Low:
		s.Drift = 1
	case target > s.High:
		s.Drift = -1
	}
	return s
}

// wilson is the score interval of a proportion at 95 %.
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, middle-half), min(1, middle+half)
}
