package settings

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

// errMinutes: what was typed is not a whole number of minutes within bounds.
var errMinutes = errors.New("not a number of minutes within bounds")

// bounds of a setting in minutes, both included.
type bounds struct{ low, high int }

// minutesOf gives the bounds and the default of a setting that is kept in minutes.
func minutesOf(setting string) (bounds, time.Duration) {
	if setting == data.SettingGrace {
		return bounds{0, 24 * 60}, data.DefaultGrace
	}
	return bounds{1, 120}, data.DefaultPace
}

// minutes is the value of a setting in minutes; its default where it was never
// set or holds what this version does not understand.
func (m *model) minutes(setting string) int {
	b, usual := minutesOf(setting)
	if n, err := parseMinutes(m.values[setting], b); err == nil {
		return n
	}
	return int(usual / time.Minute)
}

func parseMinutes(text string, b bounds) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < b.low || n > b.high {
		return 0, errMinutes
	}
	return n, nil
}

// appearances are the values of [data.SettingAppearance], as they are shown.
func appearances() []string { return []string{"", "light", "dark"} }

// index of a value in a list; the first when it is not there.
func index(list []string, value string) int {
	for i, v := range list {
		if v == value {
			return i
		}
	}
	return 0
}

// size says a number of bytes as people do: the key below "settings.size."
// and the figure with how many digits follow its mark. Steps are of 1,000, as
// systems show them today.
func size(bytes int64) (key string, v float64, digits int) {
	switch {
	case bytes < 1000:
		return "bytes", float64(bytes), 0
	case bytes < 1000*1000:
		return "kb", float64(bytes) / 1e3, 0
	case bytes < 1000*1000*1000:
		return "mb", float64(bytes) / 1e6, 1
	}
	return "gb", float64(bytes) / 1e9, 1
}
