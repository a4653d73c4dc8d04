package today

import (
	"slices"
	"strconv"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// remedy is something that mends a delivery which stands still; its words are
// "today.remedy.<remedy>".
type remedy string

const (
	retry     remedy = "retry"
	sendNow   remedy = "now"
	look      remedy = "look"
	isOnline  remedy = "online"
	isAbsent  remedy = "absent" // it is sent again
	reconnect remedy = "reconnect"
	correct   remedy = "correct" // opens the post to change it
	read      remedy = "read"    // opens the post to decide about it
	hand      remedy = "hand"    // the person publishes it
	host      remedy = "host"    // connects what shows its files to the network
	budget    remedy = "budget"  // leads to the limit of the month
	anyway    remedy = "anyway"  // sends it beyond that limit
)

// remedies of an entry, the one that mends it most likely first. What was
// changed since it was scheduled is only opened: sending it from here would
// publish words that nobody confirmed.
func remedies(e data.Entry) []remedy {
	switch {
	case e.State == data.Refused && data.ByHand(e.State, e.Reason):
		return []remedy{hand, correct}
	case data.ByHand(e.State, e.Reason):
		return []remedy{hand, read}
	case e.State == data.Unknown:
		return []remedy{look, isOnline, isAbsent, read}
	case e.State == data.Blocked && e.Reason == data.BlockSignIn:
		return []remedy{reconnect, read}
	case e.Stale:
		return []remedy{read}
	case e.State == data.Refused, e.State == data.Blocked && e.Reason == data.BlockMedia:
		return []remedy{correct, retry}
	case e.State == data.Blocked && e.Reason == data.BlockHost:
		return []remedy{host, retry, read}
	case e.State == data.Blocked && e.Reason == data.BlockBudget:
		return []remedy{budget, anyway, read}
	case e.State == data.Blocked:
		return []remedy{retry, read}
	case e.State == data.Missed:
		return []remedy{sendNow, read}
	case e.State == data.Held && e.Reason == data.HoldRestore:
		return []remedy{look, read}
	}
	return []remedy{read}
}

// step is how many of the entries that need somebody are shown at first, and
// how many more each time more are asked for.
const step = 6

// model is what the day shows and what its buttons mean. It never draws, never
// waits and never reads the store: the screen asks and brings the answers back.
type model struct {
	clock data.Clock
	brand data.Brand
	zone  *time.Location // the brand's

	known    bool // the answers below have come
	day      string
	needs    []data.Entry
	expiring []data.Expiring
	waiting  []data.Entry
	today    []data.Entry // that go out or went out today, by time
	accounts []data.Account
	status   data.Status
	grace    time.Duration
	horizon  horizon
	photos   data.PhotoNews

	figures []data.Indicator
	limit   int                      // of needs
	busy    map[data.DeliveryID]bool // an act on it is under way
}

// newModel is about a brand. A zone that this computer does not know is an
// error; the model then shows UTC.
func newModel(clock data.Clock, brand data.Brand) (*model, error) {
	m := &model{clock: clock, brand: brand, zone: time.UTC, grace: data.DefaultGrace, limit: step, busy: map[data.DeliveryID]bool{}}
	zone, err := time.LoadLocation(brand.Zone)
	if err == nil {
		m.zone = zone
	}
	m.day = m.now().Format(data.DayLayout)
	return m, err
}

// now is the time on the brand's wall.
func (m *model) now() time.Time { return m.clock.Now().In(m.zone) }

// turn tells whether another day has begun, which is then the one that is
// shown.
func (m *model) turn() bool {
	now := m.now().Format(data.DayLayout)
	if now == m.day {
		return false
	}
	m.day = now
	return true
}

// mostToday is more than anybody publishes in a day; what is beyond shows in
// the calendar.
const mostToday = 200

// outToday asks for what goes out on the day.
func (m *model) outToday() (data.ListQuery, error) {
	bounds, err := calendar.Days(m.day, 1, m.zone.String())
	if err != nil {
		return data.ListQuery{}, err
	}
	return data.ListQuery{
		Brand: m.brand.ID, From: bounds[0], To: bounds[1], Limit: mostToday,
		States: []data.State{data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Handed, data.Sent},
	}, nil
}

// leaving are those of the day that are still to go out.
func (m *model) leaving() []data.Entry {
	return slices.DeleteFunc(slices.Clone(m.today), func(e data.Entry) bool { return e.State == data.Sent })
}

// gone counts those of the day that are online.
func (m *model) gone() int { return len(m.today) - len(m.leaving()) }

// setGrace takes the setting as it is kept; what cannot be read is as if it
// had never been set.
func (m *model) setGrace(text string) {
	m.grace = data.DefaultGrace
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		m.grace = time.Duration(n) * time.Minute
	}
}

// needsComputer tells whether one of those that are still to go out needs this
// computer at its hour.
func (m *model) needsComputer() bool {
	return slices.ContainsFunc(m.leaving(), func(e data.Entry) bool { return e.State != data.Handed })
}

// mostAfter is how many of the posts that fall after the end of a connection are
// named.
const mostAfter = 5

// warning is how near the end of a connection is.
type warning int

const (
	early warning = iota // two weeks
	near                 // one week
	last                 // a day, or it is over
)

// warningOf counts down by [data.ExpiryWarnings].
func warningOf(left time.Duration) warning {
	steps := data.ExpiryWarnings()
	switch {
	case left <= steps[2]:
		return last
	case left <= steps[1]:
		return near
	}
	return early
}

// shown are the entries that need somebody, as many as are asked for.
func (m *model) shown() []data.Entry { return m.needs[:min(m.limit, len(m.needs))] }

func (m *model) account(id data.AccountID) (data.Account, bool) {
	i := slices.IndexFunc(m.accounts, func(a data.Account) bool { return a.ID == id })
	if i < 0 {
		return data.Account{}, false
	}
	return m.accounts[i], true
}

// begin marks an act as under way; false when one is already.
func (m *model) begin(id data.DeliveryID) bool {
	if m.busy[id] {
		return false
	}
	m.busy[id] = true
	return true
}

func (m *model) end(id data.DeliveryID) { delete(m.busy, id) }

// weekFigures are those of the week's card, in its order. Figures come in the
// order of report.Indicators, whose second is named after what it is
// divided by.
func (m *model) weekFigures() []data.Indicator {
	var week []data.Indicator
	for _, i := range []int{1, 3, 0} { // engagement, posts, followers
		if i < len(m.figures) {
			week = append(week, m.figures[i])
		}
	}
	return week
}
