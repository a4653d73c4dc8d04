package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/platforms/rehearsal"
)

// voices is what people say, from content/remarks.json.
type voices struct {
	People []struct {
		Author string `json:"author"`
		Name   string `json:"name"`
	} `json:"people"`
	Pool   []string `json:"pool"` // said at some time of the year
	Recent []recent `json:"recent"`
}

// recent is a remark of the last days.
type recent struct {
	To     string `json:"to"`
	Author string `json:"author"`
	Text   string `json:"text"`
	At     string `json:"at"` // wall time of the brand
	On     string `json:"on"` // day of the post that it answers, "" for none
}

// remarks are what people said on each account, by its key, oldest first.
func (s *script) remarks(members []member, past []piece) (map[string][]rehearsal.Remark, error) {
	text, err := content.ReadFile("content/remarks.json")
	if err != nil {
		return nil, err
	}
	var v voices
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, err
	}
	all := map[string][]rehearsal.Remark{}
	for number, m := range members {
		own := slices.DeleteFunc(slices.Clone(past), func(p piece) bool { return !p.goesTo(m.key) })
		said := v.overTheYear(m, own, number, s.until)
		for _, r := range v.Recent {
			if r.To != m.key {
				continue
			}
			one, err := v.lately(m, r, own, s.zone.String())
			if err != nil {
				return nil, err
			}
			said = append(said, one)
		}
		slices.SortStableFunc(said, func(a, b rehearsal.Remark) int { return a.At.Compare(b.At) })
		all[m.key] = said
	}
	return all, nil
}

// overTheYear deals the pool out: a few hours after one post in so many.
func (v *voices) overTheYear(m member, own []piece, number int, until time.Time) []rehearsal.Remark {
	dice := rand.New(rand.NewPCG(seed, 100+uint64(number)))
	var said []rehearsal.Remark
	for i := range m.remarks {
		on := (2*i + 1) * len(own) / (2 * m.remarks)
		at := own[on].at.Add(time.Duration(20+dice.IntN(9*60)) * time.Minute)
		if until.Sub(at) < 2*24*time.Hour {
			continue // those of the last days are written by hand
		}
		who := v.People[dice.IntN(len(v.People))]
		r := rehearsal.Remark{Author: author(m.network(), who.Author), Name: who.Name, At: at, On: on + 1}
		r.Text = v.Pool[(i+7*number)%len(v.Pool)]
		if i%5 == 4 {
			r.On = 0
		}
		said = append(said, r)
	}
	return said
}

func (v *voices) lately(m member, r recent, own []piece, zone string) (rehearsal.Remark, error) {
	when, _, err := calendar.Resolve(r.At, zone)
	if err != nil {
		return rehearsal.Remark{}, err
	}
	one := rehearsal.Remark{Author: author(m.network(), r.Author), Name: r.Author, Text: r.Text, At: when.Instant}
	for _, p := range v.People {
		if p.Author == r.Author {
			one.Name = p.Name
		}
	}
	if r.On == "" {
		return one, nil
	}
	one.On = 1 + slices.IndexFunc(own, func(p piece) bool { return p.Day == r.On })
	if one.On == 0 {
		return one, fmt.Errorf("no post of %s on %s", m.key, r.On)
	}
	return one, nil
}

// messages leaves unread what people said in the last hours; what is older was
// read, and two in three were answered.
func (b *builder) messages(ctx context.Context, brand data.BrandID) error {
	all, err := b.store.Messages(ctx, brand, nil, mostPosts)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, c data.Message) int {
		return cmp.Or(a.At.Compare(c.At), cmp.Compare(a.Remote, c.Remote))
	})
	var read []data.MessageID
	for i, m := range all {
		if b.Clock.Now().Sub(m.At) < 12*time.Hour {
			continue
		}
		read = append(read, m.ID)
		if i%3 != 0 {
			if err := b.store.MarkAnswered(ctx, m.ID); err != nil {
				return err
			}
		}
	}
	return b.store.MarkRead(ctx, read, true)
}
