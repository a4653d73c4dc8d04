package composer

import (
	"context"
	"slices"
	"time"

	"parvis/data"
)

// around is what the desk knows of a post besides its text: what it costs, and
// what else goes out on its accounts.
type around struct {
	asked  *keeper // the post and the edit of it that were asked about last
	edit   int
	costs  []data.PostCost
	months map[data.AccountID]data.Spending // without this post
	beside map[data.AccountID]int           // posts in the 24 hours before its hour
}

// lookAround asks the desk again when the post is another than the one it was
// asked about. Only accounts with a price or a limit for the day are worth
// asking for.
func (m *model) lookAround() {
	if !m.open || m.around.asked == m.keeper && m.around.edit == m.edits {
		return
	}
	if m.around.asked != m.keeper {
		m.around = around{}
	}
	m.around.asked, m.around.edit = m.keeper, m.edits
	keeper, ports := m.keeper, m.Ports
	post, now := clone(m.pending()), m.Clock.Now()
	var concerned []data.Account
	for _, v := range post.Variants {
		if a, ok := m.account(v.Account); ok && (!a.Can.Price.Free() || a.Can.PerDay > 0) {
			concerned = append(concerned, a)
		}
	}
	if len(concerned) == 0 {
		m.around.costs, m.around.months, m.around.beside = nil, nil, nil
		return
	}
	m.Runner.Go("composer.around", func(ctx context.Context) (func(), error) {
		found, err := readAround(ctx, ports, post, concerned, now)
		return func() {
			if keeper != m.keeper {
				return
			}
			m.around.costs, m.around.months, m.around.beside = found.costs, found.months, found.beside
			m.figures()
		}, err
	})
}

func readAround(ctx context.Context, ports Ports, post data.Post, concerned []data.Account, now time.Time) (around, error) {
	found := around{months: map[data.AccountID]data.Spending{}, beside: map[data.AccountID]int{}}
	var err error
	if found.costs, err = ports.Cost(ctx, post); err != nil {
		return around{}, err
	}
	at := post.When.Instant
	if post.When.Zero() {
		at = now
	}
	for _, a := range concerned {
		if !a.Can.Price.Free() {
			if found.months[a.ID], err = ports.SpendingBeside(ctx, a.ID, post.ID); err != nil {
				return around{}, err
			}
		}
		if a.Can.PerDay > 0 {
			if found.beside[a.ID], err = ports.Beside(ctx, a.ID, post.ID, at); err != nil {
				return around{}, err
			}
		}
	}
	return found, nil
}

// examineAround says what the desk's answers mean for the post.
func (m *model) examineAround() []check {
	var out []check
	for _, v := range m.pending().Variants {
		a, ok := m.account(v.Account)
		if n := m.around.beside[v.Account]; ok && a.Can.PerDay > 0 && n >= a.Can.PerDay {
			out = append(out, check{tone: caution, key: "per_day", n: n, max: a.Can.PerDay, account: a.ID, mend: mendDate})
		}
	}
	for _, c := range m.around.costs {
		if over := m.overBudget(c); over > 0 {
			out = append(out, check{tone: caution, key: "over_budget", account: c.Account, money: over, mend: mendLimit})
		}
		for i := range c.Cheaper {
			saving := &c.Cheaper[i]
			out = append(out, check{tone: caution, key: "cheaper", account: c.Account, part: saving.Part, saving: saving, mend: mendOf(saving)})
		}
	}
	return out
}

// mendOf is what a button can do about a saving.
func mendOf(s *data.Saving) mend {
	switch s.What {
	case data.SaveNoLink:
		return mendUnlink
	case data.SaveNotALink:
		return mendSpace
	}
	return mendText
}

// overBudget is by how much the month passes its limit with this post; 0 when it
// does not, or when the post goes out in another month.
func (m *model) overBudget(c data.PostCost) data.Micros {
	month := m.around.months[c.Account]
	at := m.post.When.Instant.UTC()
	if !m.post.When.Zero() && at.Format("2006-01") != m.Clock.Now().UTC().Format("2006-01") {
		return 0
	}
	month.Planned += c.Cost
	return month.Over()
}

// price is what an account's network asks for.
func (m *model) price(id data.AccountID) data.Price {
	a, _ := m.account(id)
	return a.Can.Price
}

// costOf is what the post costs on an account.
func (m *model) costOf(id data.AccountID) (data.PostCost, bool) {
	i := slices.IndexFunc(m.around.costs, func(c data.PostCost) bool { return c.Account == id })
	if i < 0 {
		return data.PostCost{}, false
	}
	return m.around.costs[i], true
}
