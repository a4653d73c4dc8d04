package store

import (
	"testing"
	"time"

	"parvis/data"
)

func TestAGapNeverErasesANumber(t *testing.T) {
	d := openDesk(t)
	day := func(read time.Time, followers, reach data.Count) data.AccountDay {
		return data.AccountDay{Account: d.first, Day: "2026-11-21", Followers: followers, Reach: reach, Read: read}
	}
	later, gap := noon.Add(time.Hour), data.Count{}
	for name, c := range map[string]struct {
		saves            []data.AccountDay
		followers, reach data.Count
	}{
		"a zero is a number":          {[]data.AccountDay{day(noon, data.Known(5), gap), day(later, data.Known(0), gap)}, data.Known(0), gap},
		"a gap leaves it":             {[]data.AccountDay{day(noon, data.Known(5), gap), day(later, gap, data.Known(9))}, data.Known(5), data.Known(9)},
		"the later reading wins":      {[]data.AccountDay{day(noon, data.Known(5), gap), day(later, data.Known(6), gap)}, data.Known(6), gap},
		"also when it is saved first": {[]data.AccountDay{day(later, data.Known(6), gap), day(noon, data.Known(5), data.Known(1))}, data.Known(6), data.Known(1)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := d.core.write.Exec(`DELETE FROM account_days`)
			must(t, err)
			for _, save := range c.saves {
				must(t, d.SaveAccountDays(t.Context(), []data.AccountDay{save}))
				must(t, d.SaveSamples(t.Context(), []data.AccountDay{save}))
			}
			got, err := d.AccountDays(t.Context(), []data.AccountID{d.first}, "2026-11-21", "2026-11-21")
			must(t, err)
			same(t, got, []data.AccountDay{day(later, c.followers, c.reach)})
		})
	}
	samples, err := d.Samples(t.Context(), d.first, noon, later)
	must(t, err)
	if len(samples) != 1 || !samples[0].Read.Equal(noon) {
		t.Fatalf("%+v", samples)
	}
}

func TestAccountDaysInRange(t *testing.T) {
	d := openDesk(t)
	var all, want []data.AccountDay
	for _, account := range []data.AccountID{d.second, d.first} {
		for _, day := range []string{"2026-11-19", "2026-11-20", "2026-11-21", "2026-12-01"} {
			all = append(all, data.AccountDay{
				Account: account, Day: day, Followers: data.Known(1), Following: data.Known(2),
				Posts: data.Known(3), Reach: data.Known(4), Views: data.Known(5), Engagement: data.Known(6), Read: noon,
			})
		}
	}
	var heard []data.Change
	defer d.Subscribe(func(c data.Change) { heard = append(heard, c) })()
	must(t, d.SaveAccountDays(t.Context(), all))
	same(t, heard, []data.Change{{Noun: data.Metrics, IDs: []int64{int64(d.first), int64(d.second)}}})
	want = append(append(want, all[5:7]...), all[1:3]...)
	got, err := d.AccountDays(t.Context(), []data.AccountID{d.first, d.second}, "2026-11-20", "2026-11-21")
	must(t, err)
	same(t, got, want)
	wantErr(t, d.SaveAccountDays(t.Context(), []data.AccountDay{{Account: 99, Day: "2026-11-21", Read: noon}}), data.ErrNoSuch)
	if err := d.SaveAccountDays(t.Context(), []data.AccountDay{{Account: d.first, Day: "21/11/2026", Read: noon}}); err == nil {
		t.Fatal("a day that is none was kept")
	}
}

func TestPostCounts(t *testing.T) {
	d := openDesk(t)
	counts := func(account data.AccountID, remote string, posted time.Time, likes, replies data.Count) data.PostCounts {
		return data.PostCounts{Account: account, Remote: remote, Posted: posted, Read: noon, Likes: likes, Replies: replies, Text: remote}
	}
	gap := data.Count{}
	old := counts(d.first, "old", noon.Add(-48*time.Hour), data.Known(100), gap)
	quiet := counts(d.first, "quiet", noon.Add(-2*time.Hour), data.Known(0), gap)
	loud := counts(d.second, "loud", noon.Add(-3*time.Hour), data.Known(4), data.Known(5))
	silent := counts(d.second, "silent", noon.Add(-time.Hour), gap, gap)
	must(t, d.SavePostCounts(t.Context(), []data.PostCounts{old, quiet, loud, silent}))
	again := loud
	again.Read, again.Likes, again.Replies = noon.Add(time.Hour), data.Known(6), gap
	must(t, d.SavePostCounts(t.Context(), []data.PostCounts{again}))
	loud.Read, loud.Likes = again.Read, again.Likes

	both := []data.AccountID{d.first, d.second}
	got, err := d.PostCounts(t.Context(), both, noon.Add(-24*time.Hour), noon)
	must(t, err)
	same(t, got, []data.PostCounts{silent, quiet, loud})
	got, err = d.PostCounts(t.Context(), both[:1], time.Time{}, time.Time{})
	must(t, err)
	same(t, got, []data.PostCounts{quiet, old})
	got, err = d.TopPosts(t.Context(), both, noon.Add(-24*time.Hour), noon, 10)
	must(t, err)
	same(t, got, []data.PostCounts{loud, quiet})
	got, err = d.TopPosts(t.Context(), both, time.Time{}, time.Time{}, 1)
	must(t, err)
	same(t, got, []data.PostCounts{old})
}

func TestCountsOfAPost(t *testing.T) {
	d := openDesk(t)
	p, job := d.preparing("pain")
	attempt, err := d.Begin(t.Context(), job.Delivery.ID, 0, nil, "", noon)
	must(t, err)
	must(t, d.Finish(t.Context(), data.Outcome{
		Delivery: job.Delivery.ID, From: data.Committing, To: data.Sent, Attempt: attempt,
		Receipt: data.Receipt{ID: "r1"}, At: noon,
	}))
	want := data.PostCounts{Account: d.first, Remote: "r1", Posted: noon, Read: noon, Likes: data.Known(3)}
	foreign := want
	foreign.Account = d.second
	must(t, d.SavePostCounts(t.Context(), []data.PostCounts{want, foreign}))
	got, err := d.CountsOf(t.Context(), p.ID)
	must(t, err)
	same(t, got, []data.PostCounts{want})
}
