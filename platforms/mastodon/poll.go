package mastodon

import (
	"slices"
	"strconv"
	"strings"

	"parvis/data"
)

// leastAnswers is how many answers make a poll.
const leastAnswers = 2

// poll is a question's answers within a post.
type poll struct {
	Options  []string `json:"options"`
	Expires  int      `json:"expires_in"` // seconds
	Multiple bool     `json:"multiple,omitempty"`
}

// newPoll is the poll that the options ask for, nil for none. It belongs to the
// first part of a thread.
func newPoll(o data.Outgoing) *poll {
	var lines []string
	for line := range strings.Lines(o.Options[optionPoll]) {
		if line = strings.TrimSpace(strings.ToValidUTF8(line, "\uFFFD")); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 || len(o.Previous) > 0 {
		return nil
	}
	hours, err := strconv.Atoi(o.Options[optionPollHours])
	if err != nil || hours <= 0 {
		hours = 24
	}
	return &poll{Options: lines, Expires: hours * 3600, Multiple: o.Options[optionPollMany] != ""}
}

// fits tells whether a server takes the poll that allows so many answers: all
// different, and without pictures beside them. How long one may be is left to
// the server, as is how long a poll may last.
func (p *poll) fits(most, pictures int) bool {
	different := slices.Compact(slices.Sorted(slices.Values(p.Options)))
	return pictures == 0 && len(different) == len(p.Options) && len(p.Options) >= leastAnswers && len(p.Options) <= most
}

// answers is how many the account's server allows.
func (s *session) answers() int {
	i := slices.IndexFunc(s.account.Can.Options, func(o data.Option) bool { return o.Key == optionPoll })
	if i < 0 {
		return usualAnswers // connected before there were polls
	}
	return s.account.Can.Options[i].Max
}
