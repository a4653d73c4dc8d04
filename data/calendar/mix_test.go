package calendar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// about is a post that is longest not out in the order of the IDs, and what it is
// about.
func about(t *testing.T, id data.PostID, pillar data.PillarID) Returning {
	t.Helper()
	r := returning(t, id, 300, "2025-01-01", fmt.Sprint(id), 1)
	r.Last, r.Pillar = r.Last.Add(time.Duration(id)*time.Hour), pillar
	return r
}

func TestPillarsAlternate(t *testing.T) {
	shares := []data.Pillar{{ID: 1, Share: 50}, {ID: 2, Share: 30}, {ID: 3, Share: 20}}
	var week []Opening
	for day := 23; day < 30; day++ {
		week = append(week, free(t, data.Slot{}, fmt.Sprintf("2026-11-%dT09:00", day)))
	}
	dated := func(wall string, p data.PillarID) Dated { return Dated{Due: at(t, wall, paris).Instant, Pillar: p} }
	four := []Returning{about(t, 11, 1), about(t, 12, 1), about(t, 21, 2), about(t, 31, 3)}
	for name, c := range map[string]struct {
		openings []Opening
		posts    []Returning
		around   []Dated
		pillars  []data.Pillar
		want     string
	}{
		"the highest target before anything is planned": {week[:1], []Returning{about(t, 31, 3), about(t, 11, 1)}, nil, shares, "11-23 11 [1]; "},
		"never one twice in a row":                      {week[:4], four, nil, shares, "11-23 11 [1]; 11-24 21 [1]; 11-25 31 [1]; 11-26 12 [1]; "},
		"twice in a row where no other may come":        {week[:2], four[:2], nil, shares, "11-23 11 [1]; 11-24 12 [1]; "},
		"the one furthest below its target": {
			week[:1], four,
			[]Dated{dated("2026-11-20T09:00", 1), dated("2026-11-21T09:00", 2), dated("2026-11-22T09:00", 0)},
			shares,
			"11-23 31 [1]; ", // 1: 50 − 33, but 2: 30 − 33 and 3: 20 − 0
		},
		"what lies further than four weeks away is not counted": {
			week[:1], four,
			[]Dated{dated("2026-10-20T09:00", 1), dated("2026-10-21T09:00", 1), dated("2026-12-30T09:00", 1), dated("2026-11-20T09:00", 2)},
			shares,
			"11-23 11 [1]; ",
		},
		"not the one that follows": {week[6:], four, []Dated{dated("2026-11-30T09:00", 1)}, shares, "11-29 21 [1]; "},
		"what is planned counts too": {
			[]Opening{week[0], week[6]},
			four,
			[]Dated{dated("2026-11-30T09:00", 1)},
			[]data.Pillar{{ID: 1, Share: 90}, {ID: 2}, {ID: 3}},
			"11-23 21 [1]; 11-29 31 [1]; ",
		},
		"before another free hour it may be the same": {
			[]Opening{week[0], week[6]},
			four,
			[]Dated{dated("2026-11-30T09:00", 1), dated("2026-11-20T09:00", 2)},
			[]data.Pillar{{ID: 1, Share: 90}, {ID: 2}, {ID: 3}},
			"11-23 11 [1]; 11-29 31 [1]; ",
		},
		"without targets what was longest not spoken of": {week[:3], four, nil, nil, "11-23 11 [1]; 11-24 21 [1]; 11-25 31 [1]; "},
		"without pillars the one that was longest not out": {
			week[:2],
			[]Returning{about(t, 2, 0), about(t, 1, 0)},
			[]Dated{dated("2026-11-22T09:00", 0)},
			shares, "11-23 1 [1]; 11-24 2 [1]; ",
		},
		"the slot's own pillar whatever the rest": {
			[]Opening{free(t, data.Slot{Pillar: 1}, "2026-11-23T09:00")},
			four,
			[]Dated{dated("2026-11-22T09:00", 1)},
			shares, "11-23 11 [1]; ",
		},
	} {
		all, err := Refills(c.openings, c.posts, Surroundings{Posts: c.around, Pillars: c.pillars}, paris)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(all); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestPillarsKeepTheirPromises fills random weeks from random posts, and holds each
// pair in a row against what else might have come; the order in which things are
// told changes nothing.
func TestPillarsKeepTheirPromises(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pairs, twice := 0, 0
	for range 200 {
		var posts []Returning
		pillarOf, id := map[data.PostID]data.PillarID{}, data.PostID(0)
		for range 1 + random.IntN(15) {
			id++
			pillarOf[id] = data.PillarID(random.IntN(4))
			posts = append(posts, about(t, id, pillarOf[id]))
		}
		var openings []Opening
		for day := range 12 {
			openings = append(openings, free(t, data.Slot{}, at(t, "2026-11-23T09:00", paris).Instant.AddDate(0, 0, day).Format("2006-01-02T15:04")))
		}
		around := Surroundings{Pillars: []data.Pillar{{ID: 1, Share: 50}, {ID: 2, Share: 10}, {ID: 3}}}
		for range random.IntN(6) {
			around.Posts = append(around.Posts, Dated{openings[0].When.Instant.AddDate(0, 0, -1-random.IntN(40)), data.PillarID(random.IntN(4))})
		}
		all, err := Refills(openings, posts, around, paris)
		if err != nil {
			t.Fatal(err)
		}
		left := map[data.PostID]bool{}
		for _, p := range posts {
			left[p.Post] = true
		}
		for i, r := range all {
			if i > 0 && pillarOf[r.Post] != 0 && pillarOf[r.Post] == pillarOf[all[i-1].Post] {
				twice++
				for other := range left {
					if pillarOf[other] != pillarOf[r.Post] {
						t.Fatalf("%d comes after %d although %d may come", r.Post, all[i-1].Post, other)
					}
				}
			}
			pairs++
			delete(left, r.Post)
		}
		random.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		slices.Reverse(around.Posts)
		again, err := Refills(openings, posts, around, paris)
		if err != nil || said(again) != said(all) {
			t.Fatalf("told in another order: %q, %q, %v", said(again), said(all), err)
		}
	}
	if pairs < 500 || twice < 20 {
		t.Fatalf("only %d proposals were looked at, %d in a row", pairs, twice)
	}
}
