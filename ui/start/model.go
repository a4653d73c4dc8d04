package start

import "parvis/data"

// appearances are the values of [data.SettingAppearance] in the order of the
// menu; their words are "start.appearance.<word>".
func appearances() []string { return []string{"", "light", "dark"} }

// appearanceWord names a value for the catalogues; what this version does not
// know is as the system.
func appearanceWord(value string) string {
	if value == "light" || value == "dark" {
		return value
	}
	return "system"
}

// listed joins names as a sentence does: "A", "A et B", "A, B et C". and joins
// the last two.
func listed(names []string, and func(first, last string) string) string {
	if len(names) == 0 {
		return ""
	}
	joined := names[0]
	for i, name := range names[1:] {
		if i == len(names)-2 {
			return and(joined, name)
		}
		joined += ", " + name
	}
	return joined
}

// parted tells the networks that a minute is enough for from those that want
// something set up first. What a person publishes by hand and what is no more is
// in neither.
func parted(networks []data.NetworkRow) (easy, others []data.NetworkRow) {
	for _, n := range networks {
		switch {
		case len(n.Ways) == 0 || n.Card.Can.Tap == data.TapHere:
		case n.Card.Setup == data.SetupNone:
			easy = append(easy, n)
		default:
			others = append(others, n)
		}
	}
	return easy, others
}
