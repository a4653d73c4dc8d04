package googlebusiness

import (
	"encoding/json"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

// State of a post, as the network calls it. One that is processed is accepted
// and seen within moments.
const (
	stateScheduled = "SCHEDULED"
	stateRejected  = "REJECTED"
)

// localPost is a post as the network writes and takes it (LocalPost of API
// v4.9).
type localPost struct {
	Name        string  `json:"name,omitempty"`
	Language    string  `json:"languageCode,omitempty"`
	Summary     string  `json:"summary"`
	Topic       string  `json:"topicType"`
	Button      *button `json:"callToAction,omitempty"`
	Event       *event  `json:"event,omitempty"`
	Offer       *offer  `json:"offer,omitempty"`
	Media       []media `json:"media,omitempty"`
	ScheduledAt string  `json:"scheduledTime,omitempty"`

	State   string `json:"state,omitempty"` // read only, as what follows
	URL     string `json:"searchUrl,omitempty"`
	Created string `json:"createTime,omitempty"`
}

type button struct {
	Action string `json:"actionType"`
	URL    string `json:"url,omitempty"`
}

type event struct {
	Title    string   `json:"title"`
	Schedule schedule `json:"schedule"`
}

type schedule struct {
	StartDate day    `json:"startDate"`
	StartTime *clock `json:"startTime,omitempty"`
	EndDate   day    `json:"endDate"`
	EndTime   *clock `json:"endTime,omitempty"`
}

type day struct {
	Year  int `json:"year"`
	Month int `json:"month"`
	Day   int `json:"day"`
}

type clock struct {
	Hours   int `json:"hours"`
	Minutes int `json:"minutes"`
}

type offer struct {
	Coupon string `json:"couponCode,omitempty"`
	Redeem string `json:"redeemOnlineUrl,omitempty"`
	Terms  string `json:"termsConditions,omitempty"`
}

// media is a picture. SourceURL is all that the network takes; when read, it
// tells an address of its own.
type media struct {
	Format    string `json:"mediaFormat"`
	SourceURL string `json:"sourceUrl,omitempty"`
}

func (p localPost) receipt() data.Receipt {
	return data.Receipt{ID: p.Name, URL: httpx.WebAddress(p.URL)}
}

// dueAt is when the network will show a post that it holds.
func (p localPost) dueAt() (at time.Time, waits bool) {
	if p.State != stateScheduled {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, p.ScheduledAt)
	return at.UTC(), err == nil
}

// readPost reads a post of this place out of an answer.
func (s *session) readPost(raw []byte) (localPost, bool) {
	var p localPost
	err := json.Unmarshal(raw, &p)
	return p, err == nil && isName(p.Name, s.account.Remote, "localPosts") && p.State != ""
}

// wanted is the post that was written, and the code of what is wrong with it.
func wanted(o data.Outgoing) (p localPost, code string) {
	p = localPost{
		Summary: strings.ToValidUTF8(o.Text, "\uFFFD"), Language: o.Lang, Topic: strings.ToUpper(o.Options[optionTopic]),
	}
	if p.Topic == "" {
		p.Topic = "STANDARD"
	}
	if p.Topic == "EVENT" || p.Topic == "OFFER" {
		if p.Event = newEvent(o.Options); p.Event == nil {
			return p, CodeEvent
		}
	}
	if p.Topic == "OFFER" { // whose button the network makes itself
		p.Offer = &offer{Coupon: o.Options[optionCoupon], Redeem: o.Options[optionRedeem], Terms: o.Options[optionTerms]}
		if p.Offer.Redeem != "" && httpx.WebAddress(p.Offer.Redeem) == "" {
			return p, CodeLink
		}
	} else if action := strings.ToUpper(o.Options[optionButton]); action != "" && action != "NONE" {
		p.Button = &button{Action: action}
		if action != "CALL" { // it dials the number of the place
			if p.Button.URL = httpx.WebAddress(strings.TrimSpace(o.Options[optionLink])); p.Button.URL == "" {
				return p, CodeLink
			}
		}
	}
	for _, m := range o.Media {
		p.Media = append(p.Media, media{Format: "PHOTO", SourceURL: m.URL})
	}
	if !o.HoldTill.IsZero() {
		p.ScheduledAt = o.HoldTill.UTC().Format(time.RFC3339)
	}
	return p, ""
}

// newEvent is the title and the days of an event or an offer; nil when they are
// missing or end before they begin. Hours are those of the place.
func newEvent(options map[string]string) *event {
	start, end := options[optionStartDay], options[optionEndDay]
	if end == "" {
		end = start
	}
	from, err := time.Parse(time.DateOnly, start)
	to, endErr := time.Parse(time.DateOnly, end)
	e := &event{Title: strings.TrimSpace(options[optionEvent])}
	if err != nil || endErr != nil || to.Before(from) || e.Title == "" {
		return nil
	}
	e.Schedule = schedule{StartDate: newDay(from), EndDate: newDay(to)}
	opens, openErr := newClock(options[optionStartTime])
	closes, closeErr := newClock(options[optionEndTime])
	sameDay := from.Equal(to) && opens != nil && closes != nil
	if openErr != nil || closeErr != nil || sameDay && closes.before(*opens) {
		return nil
	}
	e.Schedule.StartTime, e.Schedule.EndTime = opens, closes
	return e
}

func newDay(t time.Time) day { return day{Year: t.Year(), Month: int(t.Month()), Day: t.Day()} }

// newClock reads "18:30"; nil for an hour that is not given.
func newClock(s string) (*clock, error) {
	if s == "" {
		return nil, nil
	}
	t, err := time.Parse("15:04", s)
	return &clock{Hours: t.Hour(), Minutes: t.Minute()}, err
}

func (c clock) before(d clock) bool {
	return c.Hours*60+c.Minutes < d.Hours*60+d.Minutes
}

// compare tells how sure it is that a post is the one that was sent.
func (p localPost) compare(q localPost) likeness.Degree {
	switch {
	case likeness.Texts(p.Summary, q.Summary) != likeness.Same:
		return likeness.Other
	case p.Topic != q.Topic || len(p.Media) != len(q.Media) || likeness.Texts(p.title(), q.title()) != likeness.Same:
		return likeness.Similar
	}
	return likeness.Same
}

func (p localPost) title() string {
	if p.Event == nil {
		return ""
	}
	return p.Event.Title
}
