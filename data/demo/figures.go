package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"parvis/data"
	"parvis/data/sync"
)

const mostPosts = 1000 // of one account in a year

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (b *builder) session(a data.Account) data.Session {
	for _, n := range b.Networks {
		if n.Name() == a.Network {
			return n.Open(a, b.Secrets.Keys(a.SecretName()))
		}
	}
	return nil
}

// figures reads what the networks say of the brand's accounts, as
// synchronising does, and writes the year of daily rows that leads there. It
// returns the receipts of what is online, by account and second.
func (b *builder) figures(ctx context.Context, one sample, zone *time.Location) (map[string]map[int64]data.Receipt, error) {
	online := map[string]map[int64]data.Receipt{}
	reading := sync.New(sync.Params{
		Rows: b.store, Session: b.session, Clock: b.Clock, Log: b.Log,
		AuthLost: func(context.Context, data.AccountID) {},
		Heard:    func(data.AccountID, error) {},
	})
	for number, m := range one.members {
		a := b.accounts[m.key]
		profile, err := b.session(a).Profile(ctx)
		if err != nil {
			return nil, err
		}
		counter, ok := b.session(a).(data.Counter)
		if !ok {
			return nil, fmt.Errorf("%s does not tell its own posts", a.Network)
		}
		posts, err := counter.OwnPosts(ctx, b.Clock.Now().AddDate(-2, 0, 0), mostPosts)
		if err != nil {
			return nil, err
		}
		online[m.key] = map[int64]data.Receipt{}
		for i, p := range posts {
			posts[i].Account, posts[i].Read = a.ID, b.Clock.Now()
			online[m.key][p.Posted.Unix()] = data.Receipt{ID: p.Remote, URL: p.URL}
		}
		if err := b.store.SavePostCounts(ctx, posts); err != nil {
			return nil, err
		}
		year := course{
			member: m, account: a.ID, now: b.Clock.Now().In(zone), profile: profile, posts: posts,
			dice: rand.New(rand.NewPCG(seed, uint64(number))),
		}
		if err := b.store.SaveAccountDays(ctx, year.days()); err != nil {
			return nil, err
		}
		if err := reading.Account(ctx, a); err != nil {
			return nil, err
		}
	}
	return online, nil
}

// unread tells whether this computer was off on a day: a gap in every chart.
func unread(day string) bool { return day == "2026-05-14" || day == "2026-11-08" }

// course is how an account came to its figures of today.
type course struct {
	member
	account data.AccountID
	now     time.Time // in the brand's zone
	profile data.Profile
	posts   []data.PostCounts
	dice    *rand.Rand
}

// days are the rows of a year, the last being today's. Going back from today,
// followers lose what came each day: more on the days after a post, less in
// August. Engagement is that of the posts, spread over the days after each.
func (c *course) days() []data.AccountDay {
	var rows []data.AccountDay
	followers := float64(c.profile.Followers.N)
	midnight := time.Date(c.now.Year(), c.now.Month(), c.now.Day(), 0, 0, 0, 0, c.now.Location())
	for back := range 366 {
		from := midnight.AddDate(0, 0, -back)
		to := from.AddDate(0, 0, 1)
		row := data.AccountDay{
			Account: c.account, Day: from.Format(data.DayLayout), Read: to.Add(-150 * time.Minute),
			Following: c.profile.Following, Posts: c.publishedBy(to), Engagement: c.engagement(from, to),
		}
		if back == 0 {
			row.Read, row.Posts = c.now.Add(-20*time.Minute), c.profile.Posts
		}
		if c.profile.Followers.Known {
			row.Followers = data.Known(int64(math.Round(followers)))
		}
		if !unread(row.Day) {
			rows = append(rows, row)
		}
		followers = max(0, followers-c.came(from))
	}
	return rows
}

// came is how many followers a day brought; some days more left than came.
func (c *course) came(day time.Time) float64 {
	n := c.growth * (0.85 + 0.9*c.dice.NormFloat64())
	if closed(day) {
		n *= 0.3
	}
	if c.engagement(day, day.AddDate(0, 0, 1)).N > 20 {
		n += c.growth
	}
	return n
}

func (c *course) publishedBy(t time.Time) data.Count {
	count := c.profile.Posts
	for _, p := range c.posts {
		if count.Known && !p.Posted.Before(t) {
			count.N--
		}
	}
	return count
}

// engagement is what own posts gained in [from, to): a gap when the network
// does not tell. 63 % of it come in the first 18 hours, as on the simulated
// networks.
func (c *course) engagement(from, to time.Time) data.Count {
	if to.After(c.now) {
		to = c.now
	}
	var sum data.Count
	for _, p := range c.posts {
		if e := p.Engagement(); e.Known {
			total := float64(e.N) / come(c.now.Sub(p.Posted))
			sum = sum.Plus(data.Known(int64(math.Floor(total*come(to.Sub(p.Posted))) - math.Floor(total*come(from.Sub(p.Posted))))))
		}
	}
	return sum
}

// come is the share of a post's engagement that is there at an age.
func come(age time.Duration) float64 {
	const settles = 18 * time.Hour
	if age <= 0 {
		return 0
	}
	return 1 - math.Exp(-float64(age)/float64(settles))
}
