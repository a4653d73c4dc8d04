package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// fillCalendar saves posts at random places of a month and puts their
// deliveries into random states.
func (d *desk) fillCalendar(random *rand.Rand, posts int) {
	d.t.Helper()
	_, err := d.core.write.Exec(`PRAGMA synchronous = OFF`)
	must(d.t, err)
	states := []data.State{data.Draft, data.Scheduled, data.Sent, data.Cancelled, data.Missed, data.Held}
	choices := [][]data.AccountID{nil, {d.first}, {d.second}, {d.first, d.second}}
	for i := range posts {
		var due time.Time
		if random.IntN(8) > 0 { // many share an hour, so that equal times are common
			due = noon.Add(time.Duration(random.IntN(30*24)) * time.Hour)
		}
		p := d.addPost(fmt.Sprintf("post %d", i), due, choices[random.IntN(len(choices))]...)
		if due.IsZero() || len(p.Variants) == 0 {
			continue
		}
		d.arm(p)
		for _, v := range p.Variants {
			d.force(d.delivery(p, v.Account).ID, states[random.IntN(len(states))])
		}
		if random.IntN(5) == 0 {
			p.Title = fmt.Sprintf("edited %d", i)
			must(d.t, d.SavePost(d.t.Context(), p))
		}
	}
}

// entries works out every entry of the brand from posts and deliveries, without
// the calendar's own queries.
func (d *desk) entries(posts int) []data.Entry {
	d.t.Helper()
	networks := map[data.AccountID]data.NetworkName{d.first: "bluesky", d.second: "mastodon"}
	var all []data.Entry
	for id := data.PostID(1); id <= data.PostID(posts); id++ {
		p, err := d.Post(d.t.Context(), id)
		must(d.t, err)
		deliveries, err := d.Deliveries(d.t.Context(), id)
		must(d.t, err)
		for _, x := range deliveries {
			armed := slices.Contains([]data.State{data.Scheduled, data.Held, data.Missed, data.Blocked}, x.State)
			all = append(all, data.Entry{
				Delivery: x.ID, Post: id, Account: x.Account, Network: networks[x.Account], State: x.State,
				Reason: x.Reason, Due: x.Due, Late: x.Late, Headline: p.Headline(), Stale: armed && x.Revision != p.Revision,
			})
		}
	}
	slices.SortFunc(all, func(a, b data.Entry) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Delivery, b.Delivery))
	})
	return all
}

func wanted(e data.Entry, accounts []data.AccountID, states []data.State) bool {
	return (accounts == nil || slices.Contains(accounts, e.Account)) &&
		(states == nil && e.State != data.Cancelled || slices.Contains(states, e.State))
}

func TestAgendaSaysWhatThePostsSay(t *testing.T) {
	const posts = 200
	d := openDesk(t)
	other := d.addBrand("Autre")
	random := rand.New(rand.NewPCG(1, 2))
	d.fillCalendar(random, posts)
	all := d.entries(posts)
	bounds := []time.Time{noon.Add(-time.Hour)}
	for range 31 { // days of 23, 24 and 25 hours
		bounds = append(bounds, bounds[len(bounds)-1].Add(time.Duration(23+random.IntN(3))*time.Hour))
	}
	for _, perDay := range []int{0, 1, 3} {
		for _, accounts := range [][]data.AccountID{nil, {d.first}, {d.first, d.second}} {
			for _, states := range [][]data.State{nil, {data.Sent}, {data.Cancelled, data.Draft}} {
				got, err := d.Agenda(t.Context(), data.AgendaQuery{
					Brand: d.brand, Bounds: bounds, PerDay: perDay,
					Accounts: accounts, States: states,
				})
				must(t, err)
				var want []data.Day
				for i := 1; i < len(bounds); i++ {
					day := data.Day{From: bounds[i-1], To: bounds[i]}
					for _, e := range all {
						if e.Due.Before(day.From) || !e.Due.Before(day.To) || !wanted(e, accounts, states) {
							continue
						}
						day.Total++
						if perDay == 0 || day.Total <= perDay {
							day.Entries = append(day.Entries, e)
						}
					}
					want = append(want, day)
				}
				same(t, got, want)
			}
		}
	}
	empty, err := d.Agenda(t.Context(), data.AgendaQuery{Brand: other, Bounds: bounds})
	must(t, err)
	if slices.ContainsFunc(empty, func(x data.Day) bool { return x.Total > 0 }) {
		t.Fatal("a brand shows another brand's posts")
	}
}

func TestPagesOfTheListAreStable(t *testing.T) {
	const posts = 120
	for _, undated := range []bool{false, true} {
		d := openDesk(t)
		d.fillCalendar(rand.New(rand.NewPCG(3, 4)), posts)
		all := d.entries(posts)
		var want []data.Entry
		for _, e := range all {
			if e.Due.IsZero() == undated && wanted(e, nil, nil) && (!undated || e.State == data.Draft) {
				want = append(want, e)
			}
		}
		if undated {
			slices.SortFunc(want, func(a, b data.Entry) int { return cmp.Compare(b.Delivery, a.Delivery) })
		}
		var got []data.Entry
		query := data.ListQuery{Brand: d.brand, Limit: 7, Undated: undated}
		for {
			page, err := d.List(t.Context(), query)
			must(t, err)
			got = append(got, page...)
			if len(page) < query.Limit {
				break
			}
			query.After = &page[len(page)-1]
			// What comes before the page or is undated and newer must not move it.
			d.addPost("new", noon.Add(-time.Hour), d.first)
			d.addPost("new", time.Time{}, d.first)
		}
		same(t, got, want)
	}
}

func TestListBetween(t *testing.T) {
	d := openDesk(t)
	for i := range 5 {
		d.addPost(fmt.Sprint(i), noon.Add(time.Duration(i)*time.Hour), d.first)
	}
	page, err := d.List(t.Context(), data.ListQuery{Brand: d.brand, From: noon.Add(time.Hour), To: noon.Add(3 * time.Hour)})
	must(t, err)
	var got []string
	for _, e := range page {
		got = append(got, e.Headline)
	}
	same(t, got, []string{"1", "2"})
}

func TestNeedsPerson(t *testing.T) {
	d := openDesk(t)
	want := map[data.PostID]bool{}
	for _, state := range []data.State{
		data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed, data.Sent, data.Scheduled,
		data.Draft, data.Cancelled, data.Verifying,
	} {
		p := d.addPost(string(state), noon, d.first)
		d.force(d.delivery(p, d.first).ID, state)
		if state.NeedsPerson() {
			want[p.ID] = true
		}
	}
	for _, brand := range []data.BrandID{d.brand, 0} {
		page, err := d.NeedsPerson(t.Context(), brand)
		must(t, err)
		got := map[data.PostID]bool{}
		for _, e := range page {
			got[e.Post] = true
		}
		same(t, got, want)
	}
	page, err := d.NeedsPerson(t.Context(), d.addBrand("Autre"))
	must(t, err)
	same(t, page, []data.Entry(nil))
}

// TestCalendarReadsNoTable holds the covering index: a page of the calendar
// must not touch the rows themselves.
func TestCalendarReadsNoTable(t *testing.T) {
	d := openDesk(t)
	f := agendaFilter(d.brand, []data.AccountID{d.first}, nil, 7)
	f.add(`due >= ? AND due < ?`, 0, 1)
	for _, query := range []string{
		`SELECT ` + entryColumns + ` FROM deliveries WHERE ` + f.where + ` ORDER BY due, id LIMIT 3`,
		`SELECT count(*) FROM deliveries WHERE ` + f.where,
	} {
		rows, err := d.core.read.Query(`EXPLAIN QUERY PLAN `+query, f.args...)
		plan, err := gather(rows, err, func(row scanner) (string, error) {
			var id, parent, unused int
			var detail string
			err := row.Scan(&id, &parent, &unused, &detail)
			return detail, err
		})
		must(t, err)
		if len(plan) != 1 || !strings.Contains(plan[0], "COVERING INDEX deliveries_agenda") {
			t.Errorf("%s\n%q", query, plan)
		}
	}
}
