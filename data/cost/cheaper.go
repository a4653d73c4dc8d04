package cost

import (
	"parvis/data"
	"parvis/data/text"
)

// What a suggestion proposes. Its words are "cost.<what>", with {{.Now}} and
// {{.Then}} as amounts and {{.Links}} as the addresses.
const (
	// NotALink: the network takes something for a link that was written without
	// "https://", perhaps by mistake, as where a space is missing after a full
	// stop. With a space, or another spelling, it costs less.
	NotALink = data.SaveNotALink
	// NoLink: the address could stand in the profile or on the picture. A reply
	// would be no way out: a link costs there what it costs here.
	NoLink = data.SaveNoLink
	// OnePart: the links of several parts could all stand in one.
	OnePart = data.SaveOnePart
)

// Suggestion is one way to say the same for less.
type Suggestion struct {
	What string // one of the constants above
	Now  data.Micros
	Then data.Micros
	// Part and Links are where it applies: the first part that has a link, and
	// its links. With OnePart, of the first part that is to lose its own.
	Part  int
	Links []text.Link
}

// Saved is what it saves.
func (s Suggestion) Saved() data.Micros { return s.Now - s.Then }

// Cheaper says how the parts of a text would cost less, the greatest saving
// first; nothing when they have no link or links are not priced. Now and Then
// are of all parts together, without pictures.
func Cheaper(parts []string, rule data.TextRule, price data.Price) []Suggestion {
	linked, bare := withLinks(parts, rule)
	if len(linked) == 0 || price.Link <= price.Post {
		return nil
	}
	first := linked[0]
	now := price.Link*data.Micros(len(linked)) + price.Post*data.Micros(len(parts)-len(linked))
	plain := Suggestion{
		What: NoLink, Now: now, Then: price.Post * data.Micros(len(parts)),
		Part: first, Links: text.LinksBy(rule, parts[first]),
	}
	if bare {
		plain.What = NotALink
	}
	all := []Suggestion{plain}
	if len(linked) > 1 {
		second := linked[1]
		all = append(all, Suggestion{
			What: OnePart, Now: now, Then: price.Link + price.Post*data.Micros(len(parts)-1),
			Part: second, Links: text.LinksBy(rule, parts[second]),
		})
	}
	return all
}

// withLinks lists the parts that have links, and tells whether none of these is
// written out.
func withLinks(parts []string, rule data.TextRule) (linked []int, bare bool) {
	bare = true
	for i, part := range parts {
		links := text.LinksBy(rule, part)
		if len(links) > 0 {
			linked = append(linked, i)
		}
		for _, l := range links {
			bare = bare && l.Bare
		}
	}
	return linked, bare
}
