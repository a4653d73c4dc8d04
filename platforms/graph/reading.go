package graph

import "time"

// overlap is how long before the newest message of a reading others may still
// turn up.
const overlap = 2 * time.Minute

// Reading is the cursor of Messages on a network that has no list of all
// messages: its posts are surveyed, and then one list after the other is read
// below those where something may be new.
type Reading struct {
	// Of the last whole reading: its newest message, and the messages shortly
	// before that with their times (Unix).
	Since int64            `json:"since,omitempty"`
	Edge  map[string]int64 `json:"edge,omitempty"`
	// Of a reading under way: its newest message, the lists still to be read, and
	// where in the first one.
	Top   int64    `json:"top,omitempty"`
	Todo  []string `json:"todo,omitempty"`
	Page  string   `json:"page,omitempty"`
	Pages int      `json:"pages,omitempty"`
}

// IsNew tells whether the message of that name and time was not read before, and
// notes it.
func (r *Reading) IsNew(name string, at time.Time) bool {
	when := at.Unix()
	if _, seen := r.Edge[name]; seen || r.Since != 0 && when < r.Since-int64(overlap.Seconds()) {
		return false
	}
	r.Top = max(r.Top, when)
	if when >= r.Top-int64(overlap.Seconds()) {
		if r.Edge == nil {
			r.Edge = map[string]int64{}
		}
		r.Edge[name] = when
	}
	return true
}

// Turn goes on to the next page of the first list or, at its end or after most
// pages, to the next list.
func (r *Reading) Turn(next string, most int) {
	if r.Pages++; next == "" || next == r.Page || r.Pages >= most {
		r.Todo, r.Page, r.Pages = r.Todo[1:], "", 0
		return
	}
	r.Page = next
}

// Finish makes of a reading under way the last whole one.
func (r *Reading) Finish() {
	since := max(r.Since, r.Top)
	for name, when := range r.Edge {
		if when < since-int64(overlap.Seconds()) {
			delete(r.Edge, name)
		}
	}
	*r = Reading{Since: since, Edge: r.Edge}
}
