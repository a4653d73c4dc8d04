package report

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/words"
)

func book(t testing.TB, lang string) *words.Book {
	t.Helper()
	c, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %q", lang, key) }
	return c.In(lang)
}

func look(n data.NetworkName) Look {
	return map[data.NetworkName]Look{
		"facebook": {"Facebook", color.NRGBA{R: 0x18, G: 0x77, B: 0xF2, A: 0xFF}},
		"mastodon": {"Mastodon", color.NRGBA{R: 0x63, G: 0x64, B: 0xFF, A: 0xFF}},
		"bluesky":  {"Bluesky", color.NRGBA{R: 0x11, G: 0x85, B: 0xFE, A: 0xFF}},
	}[n]
}

const lastDay = "2026-11-21"

// sample is two periods of n days of three accounts, of which the first tells
// its reach; two days of the second were never read.
func sample(n int) Rows {
	random := rand.New(rand.NewPCG(1, 2))
	rows := Rows{
		Accounts: []data.Account{{ID: 1, Network: "facebook"}, {ID: 2, Network: "mastodon"}, {ID: 3, Network: "bluesky"}},
		Zone:     time.UTC,
	}
	last, _ := time.Parse(data.DayLayout, lastDay)
	first := last.AddDate(0, 0, 1-2*n)
	for i := range 2 * n {
		day := first.AddDate(0, 0, i)
		for _, a := range rows.Accounts {
			row := data.AccountDay{Account: a.ID, Day: day.Format(data.DayLayout)}
			row.Followers = data.Known(map[data.AccountID]int64{1: 4000, 2: 2200, 3: 1500}[a.ID] + int64(i*200/n) + random.Int64N(20))
			if a.ID == 1 {
				row.Reach = data.Known(300 + random.Int64N(600))
			}
			if a.ID == 2 && (i == n+n/2 || i == n+n/2+1) {
				continue
			}
			rows.Days = append(rows.Days, row)
		}
		if i%2 == 0 {
			a := rows.Accounts[i/2%3]
			p := data.PostCounts{Account: a.ID, Remote: fmt.Sprint(i), Posted: day.Add(9 * time.Hour)}
			p.Likes, p.Replies = data.Known(10+random.Int64N(40)), data.Known(random.Int64N(8))
			if a.ID == 1 {
				p.Reach = data.Known(500 + random.Int64N(500))
			}
			rows.Posts = append(rows.Posts, p)
		}
	}
	return rows
}

func sampleReport(t testing.TB, n int) *Report {
	t.Helper()
	period, err := Last(n, lastDay)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(sample(n), period)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
