package calendar

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// Returning is a post that may come back, with what it says on each account that
// it can go out to: accounts that are gone are not among them.
type Returning struct {
	data.Evergreen
	Says map[data.AccountID]string
}

// Said is what an account shows, or will show, at an instant.
type Said struct {
	Account data.AccountID
	Due     time.Time
	Says    string
}

// Surroundings is what stands around the hours that are to be filled.
type Surroundings struct {
	Said    []Said        // on the days of the hours
	Posts   []Dated       // up to MixReach before the first hour and after the last
	Pillars []data.Pillar // with the share that each is meant to have
}

// Refill is a post that may come back at an hour that is free.
type Refill struct {
	Post     data.PostID
	Slot     data.SlotID
	When     data.Schedule
	Accounts []data.AccountID // that it goes to, in order
}

// Same tells whether two refills put the same post at the same hour.
func (r Refill) Same(o Refill) bool {
	return r.Post == o.Post && r.Slot == o.Slot && r.When.Wall == o.When.Wall && slices.Equal(r.Accounts, o.Accounts)
}

// Refills proposes which posts may come back in the openings that are free, in
// order of time. No post comes twice within its cool-down; none that was never out
// comes; and no account says the same words twice on one day of the zone, case and
// spaces aside, as networks refuse or punish that.
//
// Among the posts that fit the slot's account and pillar, those come first whose
// pillar is not that of the post before, nor of the one that follows before the
// next free opening; then those whose pillar lies furthest below its target share
// of the posts up to MixReach before and after; then the one that was longest not
// out. The same question has always the same answer. The error wraps ErrZone.
func Refills(openings []Opening, posts []Returning, around Surroundings, zone string) ([]Refill, error) {
	loc, err := load(zone)
	if err != nil {
		return nil, err
	}
	f := filling{zone: loc, spoken: map[spoken]bool{}, pillars: around.Pillars, dated: slices.Clone(around.Posts)}
	for _, s := range around.Said {
		f.spoken[f.on(s.Account, s.Due, s.Says)] = true
	}
	f.posts = slices.Clone(posts)
	for i := range f.posts {
		f.posts[i].Planned = slices.Clone(f.posts[i].Planned)
	}
	var all []Refill
	free := slices.DeleteFunc(slices.Clone(openings), func(o Opening) bool { return o.Taken })
	for i, o := range free {
		next := o.When.Instant.Add(MixReach)
		if i+1 < len(free) {
			next = free[i+1].When.Instant
		}
		if r, ok := f.fill(o, next); ok {
			all = append(all, r)
		}
	}
	return all, nil
}

// filling is the state of one run of Refills.
type filling struct {
	zone    *time.Location
	posts   []Returning
	spoken  map[spoken]bool
	pillars []data.Pillar
	dated   []Dated
}

// spoken is what an account says on a day.
type spoken struct {
	account data.AccountID
	day     string
	words   string
}

func (f *filling) on(a data.AccountID, at time.Time, says string) spoken {
	return spoken{a, at.In(f.zone).Format(data.DayLayout), strings.Join(strings.Fields(strings.ToLower(says)), " ")}
}

// fill finds the post for an opening, the next of which comes at next, and notes
// that it is taken for it.
func (f *filling) fill(o Opening, next time.Time) (Refill, bool) {
	at, best := o.When.Instant, -1
	m := mixAt(at, next, f.dated, f.pillars)
	var accounts []data.AccountID
	for i, p := range f.posts {
		if p.Times == 0 || p.Near(at) || o.Slot.Pillar != 0 && o.Slot.Pillar != p.Pillar {
			continue
		}
		free := f.free(p, o)
		if len(free) > 0 && (best < 0 || suitsBetter(m, p.Evergreen, f.posts[best].Evergreen)) {
			best, accounts = i, free
		}
	}
	if best < 0 {
		return Refill{}, false
	}
	p := &f.posts[best]
	for _, a := range accounts {
		f.spoken[f.on(a, at, p.Says[a])] = true
	}
	p.Planned = append(p.Planned, data.Entry{Post: p.Post, Due: at})
	f.dated = append(f.dated, Dated{Due: at, Pillar: p.Pillar})
	return Refill{Post: p.Post, Slot: o.Slot.ID, When: o.When, Accounts: accounts}, true
}

// free are the accounts that a post can go to in an opening.
func (f *filling) free(p Returning, o Opening) (accounts []data.AccountID) {
	for a, says := range p.Says {
		if (o.Slot.Account == 0 || o.Slot.Account == a) && !f.spoken[f.on(a, o.When.Instant, says)] {
			accounts = append(accounts, a)
		}
	}
	slices.Sort(accounts)
	return accounts
}

// suitsBetter tells whether a comes before b: by its pillar, or else because it was
// longer not out.
func suitsBetter(m mix, a, b data.Evergreen) bool {
	return cmp.Or(m.compare(a.Pillar, b.Pillar),
		a.Latest().Compare(b.Latest()), cmp.Compare(a.Times, b.Times), cmp.Compare(a.Post, b.Post)) < 0
}
