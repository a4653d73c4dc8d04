package line

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data"
	"parvis/data/text"
)

// forbidden finds the words that the line forbids.
func forbidden(d *draft) []Finding {
	var out []Finding
	for _, f := range d.on.Line.Forbidden {
		wanted := phrases(f.Words)
		for _, p := range d.parts {
			for _, m := range p.find(wanted) {
				written := p.text[m.Start:m.End]
				finding := found("forbidden", Stop, p.index, m.Span, Values{"Word": written})
				finding.Said = f.Why
				if f.Use != "" {
					finding.Mend = []Edit{{p.index, m.Span, likeCase(f.Use, written)}}
				}
				out = append(out, finding)
			}
		}
	}
	return out
}

// likeCase raises the first letter where the replaced text had it raised.
func likeCase(s, model string) string {
	first, _ := utf8.DecodeRuneInString(model)
	r, size := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// required finds what the line wants said and the post does not say.
func required(d *draft) []Finding {
	var out []Finding
	for _, r := range d.on.Line.Required {
		if len(d.parts) == 0 || d.contains(r.Text) {
			continue
		}
		finding := found("required", Warn, 0, noSpan, Values{"Text": r.Text})
		if r.When != "" {
			p, m, asked := d.first(phrases(r.When))
			if !asked {
				continue
			}
			finding = found("required_when", Warn, p.index, m.Span, Values{"Text": r.Text, "Word": p.text[m.Start:m.End]})
		}
		finding.Said = r.Why
		finding.Mend = d.atEnd(r.Text)
		out = append(out, finding)
	}
	return out
}

// contains tells whether some part has the words of a text, whatever stands
// between them.
func (d *draft) contains(wanted string) bool {
	all := func(s string) string { return " " + strings.Join(wordPattern.FindAllString(plain(s), -1), " ") + " " }
	return slices.ContainsFunc(d.parts, func(p part) bool {
		return strings.Contains(p.text, wanted) || all(wanted) != "  " && strings.Contains(all(p.text), all(wanted))
	})
}

// noSpan is the stretch of a finding about the whole post.
var noSpan = text.Span{}

// emoji counts the emoji of all parts together against the line.
func emoji(d *draft) []Finding {
	most := d.on.Line.Emoji
	if !most.Known {
		return nil
	}
	seen, over := 0, 0
	var finding Finding
	for _, p := range d.parts {
		for _, s := range text.Emoji(p.text) {
			if seen++; int64(seen) <= most.N {
				continue
			}
			if over++; over == 1 {
				finding = found("emoji", Warn, p.index, s, nil)
			}
			finding.Mend = append(finding.Mend, Edit{Part: p.index, Span: withBlank(p.text, s)})
		}
	}
	if over == 0 {
		return nil
	}
	finding.Values = Values{"N": over, "Max": int(most.N)}
	return []Finding{finding}
}

// withBlank takes the blank before into a stretch that is to go, where another
// blank or the end follows.
func withBlank(s string, at text.Span) text.Span {
	before := strings.HasSuffix(s[:at.Start], " ")
	after := at.End == len(s) || s[at.End] == ' ' || s[at.End] == '\n'
	if before && after {
		at.Start--
	}
	return at
}

// hashtags counts the hashtags of all parts together against the line.
func hashtags(d *draft) []Finding {
	most := d.on.Line.Hashtags
	if !most.Known {
		return nil
	}
	seen := 0
	var finding Finding
	for _, p := range d.parts {
		for _, tag := range text.Hashtags(p.text) {
			if seen++; int64(seen) == most.N+1 {
				finding = found("hashtags", Warn, p.index, tag.Span, nil)
			}
		}
	}
	over := seen - int(most.N)
	if over <= 0 {
		return nil
	}
	finding.Values = Values{"N": over, "Max": int(most.N)}
	return []Finding{finding}
}

// always finds the hashtags that every post of the brand bears and this does not.
func always(d *draft) []Finding {
	if len(d.parts) == 0 {
		return nil
	}
	have := map[string]bool{}
	for _, p := range d.parts {
		for _, tag := range text.Hashtags(p.text) {
			have[plain(tag.Tag)] = true
		}
	}
	var missing []string
	for _, tag := range d.on.Line.Always {
		if tag = strings.TrimLeft(strings.TrimSpace(tag), "#＃"); tag != "" && !have[plain(tag)] {
			missing = append(missing, "#"+tag)
			have[plain(tag)] = true
		}
	}
	if len(missing) == 0 {
		return nil
	}
	tags := strings.Join(missing, " ")
	finding := found("always", Warn, len(d.parts)-1, noSpan, Values{"N": len(missing), "Tags": tags})
	finding.Mend = d.atEnd(tags)
	if last := d.parts[len(d.parts)-1]; endsInTag(last) { // the hashtags stand together
		finding.Mend[0].With = " " + tags
	}
	return []Finding{finding}
}

func endsInTag(p part) bool {
	tags := text.Hashtags(p.text)
	return len(tags) > 0 && strings.TrimSpace(p.text[tags[len(tags)-1].End:]) == ""
}

// pillar finds a post of no pillar, where the line has some, and one of a pillar
// that had more than its share already.
func pillar(d *draft) []Finding {
	if len(d.on.Line.Pillars) == 0 {
		return nil
	}
	if d.post.Pillar == 0 {
		return []Finding{found("pillar_none", Info, 0, noSpan, nil)}
	}
	for _, s := range Shares(d.on.Line.Pillars, d.on.Balance) {
		if s.Pillar == d.post.Pillar && s.Drift > 0 {
			return []Finding{found("pillar_often", Info, 0, noSpan, Values{
				"Pillar": d.pillarName(s.Pillar), "Posts": s.Posts, "Of": s.Of, "Target": s.Target,
			})}
		}
	}
	return nil
}

func (d *draft) pillarName(id data.PillarID) string {
	i := slices.IndexFunc(d.on.Line.Pillars, func(p data.Pillar) bool { return p.ID == id })
	return d.on.Line.Pillars[i].Name
}
