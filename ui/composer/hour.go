package composer

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// errHour is returned for what no clock shows.
var errHour = errors.New("composer: not an hour")

// parseHour reads an hour as people type it: "18:30", "18h30", "18 h", "1830",
// "9", "6:30 pm".
func parseHour(typed string) (hour, minute int, err error) {
	s := strings.ToLower(strings.Join(strings.Fields(typed), ""))
	s, afternoon, twelve := halfDay(s)
	h, m, found := cutHour(s)
	if !found && len(h) > 2 {
		h, m = h[:len(h)-2], h[len(h)-2:]
	}
	hour, err = digits(h)
	if err != nil {
		return 0, 0, err
	}
	if m != "" {
		if minute, err = digits(m); err != nil || len(m) != 2 {
			return 0, 0, errHour
		}
	}
	if twelve {
		if hour < 1 || hour > 12 {
			return 0, 0, errHour
		}
		hour %= 12
		if afternoon {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 {
		return 0, 0, errHour
	}
	return hour, minute, nil
}

// clockText is an hour as it is kept: "09:05".
func clockText(hour, minute int) string { return fmt.Sprintf("%02d:%02d", hour, minute) }

// halfDay cuts "am" and "pm" off.
func halfDay(s string) (rest string, afternoon, found bool) {
	for _, mark := range []string{"am", "a.m.", "pm", "p.m."} {
		if rest, ok := strings.CutSuffix(s, mark); ok {
			return rest, mark[0] == 'p', true
		}
	}
	return s, false, false
}

// cutHour parts hours from minutes at the sign between them.
func cutHour(s string) (hour, minute string, found bool) {
	for _, sign := range []string{":", "h", "."} {
		if h, m, ok := strings.Cut(s, sign); ok {
			return h, m, true
		}
	}
	return s, "", false
}

func digits(s string) (int, error) {
	if s == "" || len(s) > 2 || strings.Trim(s, "0123456789") != "" {
		return 0, errHour
	}
	return strconv.Atoi(s)
}
