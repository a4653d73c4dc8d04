package reports

import (
	"encoding/json"
	"slices"

	"parvis/data"
	"parvis/data/report"
)

// kind names one of the charts.
type kind string

const (
	followersKind  kind = "followers"
	postsKind      kind = "posts"
	engagementKind kind = "engagement"
	reachKind      kind = "reach"
)

// kinds in the order of the screen.
func kinds() []kind { return []kind{followersKind, postsKind, engagementKind, reachKind} }

// periods that can be chosen, in days.
func periods() []int { return []int{7, 30, 90, 365} }

// bestPosts is how many posts the list of the best shows.
const bestPosts = 5

// model is what the reports show. It never draws, never waits and never reads
// the store: the screen asks its questions and brings the answers back.
type model struct {
	brand    data.BrandID
	days     int
	without  []data.AccountID // accounts left out, so that a new one shows
	accounts []data.Account
	known    bool // the accounts have been read
	report   *report.Report
}

func newModel(brand data.BrandID) *model { return &model{brand: brand, days: 30} }

// question is what a report answers.
type question struct {
	brand data.BrandID
	only  []data.AccountID // nil: all
	days  int
}

// question is the one whose answer is to be shown.
func (m *model) question() question { return question{m.brand, m.only(), m.days} }

// setReport takes an answer, unless another question is asked by now.
func (m *model) setReport(q question, r *report.Report) bool {
	now := m.question()
	if q.brand != now.brand || q.days != now.days || !slices.Equal(q.only, now.only) {
		return false
	}
	m.report = r
	return true
}

// setDays chooses a period. It tells whether that is another one.
func (m *model) setDays(days int) bool {
	if days == m.days || !slices.Contains(periods(), days) {
		return false
	}
	m.days = days
	return true
}

// setAccounts takes the accounts of the brand; those that were removed do not
// show.
func (m *model) setAccounts(all []data.Account) {
	m.accounts = slices.DeleteFunc(slices.Clone(all), func(a data.Account) bool { return a.State == data.AccountGone })
	m.known = true
}

func (m *model) shows(id data.AccountID) bool { return !slices.Contains(m.without, id) }

// shown are the accounts that the report is about.
func (m *model) shown() []data.Account {
	return slices.DeleteFunc(slices.Clone(m.accounts), func(a data.Account) bool { return !m.shows(a.ID) })
}

// only is the list for a question: nil while every account shows, and while
// none of those left does.
func (m *model) only() []data.AccountID {
	var ids []data.AccountID
	for _, a := range m.shown() {
		ids = append(ids, a.ID)
	}
	if len(ids) == len(m.accounts) {
		return nil
	}
	return ids
}

// toggle shows or hides an account. Hiding the last one shows them all again.
func (m *model) toggle(id data.AccountID) {
	if !m.shows(id) {
		m.without = slices.DeleteFunc(slices.Clone(m.without), func(a data.AccountID) bool { return a == id })
		return
	}
	m.without = append(slices.Clone(m.without), id)
	if len(m.shown()) == 0 {
		m.without = nil
	}
}

// silent names the networks of the accounts that tell no reach, each once.
func (m *model) silent() []data.NetworkName {
	var names []data.NetworkName
	for _, a := range m.shown() {
		if !a.Can.Reach && !slices.Contains(names, a.Network) {
			names = append(names, a.Network)
		}
	}
	return names
}

// remembered is what the reports keep of themselves from one start to the next.
type remembered struct {
	Days    int              `json:"days"`
	Without []data.AccountID `json:"without,omitempty"`
}

func (m *model) remember() string {
	text, err := json.Marshal(remembered{m.days, m.without})
	if err != nil {
		return ""
	}
	return string(text)
}

// recall takes what remember gave. What cannot be read, or was written by
// another version, is as if there were nothing.
func (m *model) recall(text string) {
	var r remembered
	if text == "" || json.Unmarshal([]byte(text), &r) != nil {
		return
	}
	m.setDays(r.Days)
	m.without = r.Without
	if m.known && len(m.shown()) == 0 {
		m.without = nil
	}
}
