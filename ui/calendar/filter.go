package calendar

import (
	"encoding/json"
	"slices"

	"parvis/data"
	"parvis/data/calendar"
)

// group is a set of states that people think of as one.
type group string

const (
	drafts    group = "draft"
	planned   group = "planned"
	published group = "sent"
	troubled  group = "trouble"
	cancelled group = "cancelled"
)

// groups in the order of the menu.
func groups() []group { return []group{drafts, planned, published, troubled, cancelled} }

func (g group) states() []data.State {
	switch g {
	case drafts:
		return []data.State{data.Draft}
	case planned:
		return []data.State{data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Handed}
	case published:
		return []data.State{data.Sent}
	case troubled:
		return []data.State{data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed}
	}
	return []data.State{data.Cancelled}
}

// filter is what the calendar leaves out. Accounts are kept as the ones left
// out, so that an account connected later shows. The zero value leaves out
// only what is cancelled.
type filter struct {
	Without []data.AccountID `json:"without,omitempty"`
	// Groups that are shown; nil: all but cancelled.
	Groups []group `json:"groups,omitempty"`
	// Campaign is the only one that is shown; 0: whatever posts are in.
	Campaign data.CampaignID `json:"campaign,omitempty"`
	// Undated are the kinds of key dates that are left out.
	Undated []calendar.DateKind `json:"undated,omitempty"`
}

// accounts is the list for a query: nil while every account shows.
func (f filter) accounts(all []data.Account) []data.AccountID {
	var shown []data.AccountID
	for _, a := range all {
		if f.shows(a.ID) {
			shown = append(shown, a.ID)
		}
	}
	if len(shown) == len(all) || len(shown) == 0 {
		return nil
	}
	return shown
}

func (f filter) shows(a data.AccountID) bool { return !slices.Contains(f.Without, a) }

// states is the list for a query: nil for all but cancelled.
func (f filter) states() []data.State {
	if f.Groups == nil {
		return nil
	}
	var states []data.State
	for _, g := range f.Groups {
		states = append(states, g.states()...)
	}
	return states
}

func (f filter) showsGroup(g group) bool {
	if f.Groups == nil {
		return g != cancelled
	}
	return slices.Contains(f.Groups, g)
}

// toggleAccount shows or hides an account. Hiding the last one shows them all
// again: a calendar without any account says nothing.
func (f *filter) toggleAccount(id data.AccountID, all []data.Account) {
	if !f.shows(id) {
		f.Without = slices.DeleteFunc(slices.Clone(f.Without), func(a data.AccountID) bool { return a == id })
		return
	}
	f.Without = append(slices.Clone(f.Without), id)
	if !slices.ContainsFunc(all, func(a data.Account) bool { return f.shows(a.ID) }) {
		f.Without = nil
	}
}

// toggleGroup shows or hides a group of states; hiding the last one returns to
// the usual ones.
func (f *filter) toggleGroup(g group) {
	var shown []group
	for _, each := range groups() {
		if f.showsGroup(each) != (each == g) {
			shown = append(shown, each)
		}
	}
	if len(shown) == 0 || slices.Equal(shown, []group{drafts, planned, published, troubled}) {
		shown = nil
	}
	f.Groups = shown
}

// toggleDates shows or hides a kind of key dates.
func (f *filter) toggleDates(k calendar.DateKind) {
	if i := slices.Index(f.Undated, k); i >= 0 {
		f.Undated = slices.Delete(slices.Clone(f.Undated), i, i+1)
		return
	}
	f.Undated = append(slices.Clone(f.Undated), k)
}

// usual tells whether no post is filtered.
func (f filter) usual(all []data.Account) bool {
	return f.Groups == nil && f.accounts(all) == nil && f.Campaign == 0
}

// remembered is what the calendar keeps of itself from one start to the next.
type remembered struct {
	Mode   mode   `json:"mode"`
	Filter filter `json:"filter"`
}

func (m *model) remember() string {
	text, err := json.Marshal(remembered{Mode: m.mode, Filter: m.filter})
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
	m.filter = filter{Without: r.Filter.Without, Campaign: r.Filter.Campaign, Undated: r.Filter.Undated}
	for _, g := range groups() {
		if slices.Contains(r.Filter.Groups, g) {
			m.filter.Groups = append(m.filter.Groups, g)
		}
	}
	if slices.Contains(modes(), r.Mode) {
		m.setMode(r.Mode)
	}
	m.forget()
}
