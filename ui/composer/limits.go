package composer

import (
	"strings"
	"unicode/utf8"

	"parvis/data"
	"parvis/data/text"
)

// examineLimits compares a draft with what an account allows besides length and
// files: how many hashtags, mentions and links, how long a title, and whether
// something must be attached.
func examineLimits(d *draft, a *data.Account) []check {
	var out []check
	for i, part := range d.parts(a.ID) {
		for _, c := range []struct {
			key   string
			max   int
			count func(string, data.TextRule) int // costs more than all else here
		}{
			{"too_many_hashtags", a.Can.Text.Hashtags, hashtags},
			{"too_many_mentions", a.Can.Text.Mentions, mentions},
			{"too_many_links", a.Can.Text.Links, links},
		} {
			if c.max == 0 {
				continue
			}
			if n := c.count(part, a.Can.Text); n > c.max {
				out = append(out, check{tone: blocking, key: c.key, n: n - c.max, max: c.max, part: i, mend: mendText})
			}
		}
		if a.Can.Media.Required && len(d.post.MediaFor(a.ID, i)) == 0 {
			out = append(out, check{tone: blocking, key: requiredKey(a.Can.Media), part: i, mend: mendMedia})
		}
	}
	limit := a.Can.TitleMax
	if n := text.Count(data.TextRule{Unit: a.Can.Text.Unit}, d.post.Title); a.Can.Title && limit > 0 && n > limit {
		out = append(out, check{tone: blocking, key: "title_too_long", n: n - limit, max: limit, mend: mendTitle})
	}
	return out
}

// requiredKey says what must be attached, of what the account takes at all.
func requiredKey(rule data.MediaRule) string {
	switch {
	case rule.Images == 0:
		return "video_required"
	case rule.Videos == 0:
		return "image_required"
	}
	return "media_required"
}

func hashtags(part string, _ data.TextRule) int { return len(text.Hashtags(part)) }
func mentions(part string, _ data.TextRule) int { return len(text.Mentions(part)) }
func links(part string, rule data.TextRule) int { return len(text.LinksBy(rule, part)) }

// examineOptions looks at the settings of an account: what is required and not
// chosen, lines too many, a time that is none.
func examineOptions(d *draft, a *data.Account) []check {
	var out []check
	for _, opt := range a.Can.Options {
		if !opt.Asked(func(key string) string { return d.option(a.ID, key) }) {
			continue
		}
		value := strings.TrimSpace(d.option(a.ID, opt.Key))
		c := check{tone: blocking, option: opt.Key, mend: mendOptions}
		switch n := len(lines(value)); {
		case value == "" && opt.Required:
			c.key = "option_required"
		case opt.Kind == data.OptionLines && opt.Max > 0 && n > opt.Max:
			c.key, c.n, c.max = "option_lines", n-opt.Max, opt.Max
		case opt.Kind == data.OptionTime && value != "" && !isTime(value):
			c.key = "option_time"
		default:
			continue
		}
		out = append(out, c)
	}
	return out
}

// lines are the entries of an option that has one a line; empty ones do not
// count.
func lines(value string) []string {
	var out []string
	for line := range strings.Lines(value) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// isTime tells whether an option's value is a time as it is kept: "18:30".
func isTime(value string) bool {
	h, m, err := parseHour(value)
	return err == nil && utf8.RuneCountInString(value) == 5 && value == clockText(h, m)
}
