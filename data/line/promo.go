package line

import (
	"slices"
	"time"

	"parvis/data"
	"parvis/data/text"
)

// offers are words by which a text announces a price that holds for a while.
var offers = trigger{
	french:  phrases("promo", "promos", "promotion", "promotions", "offre", "offres", "réduction", "remise", "rabais", "prix réduit", "prix doux", "au lieu de"),
	english: phrases("promo", "promotion", "offer", "offers", "deal", "deals", "discount", "sale", "off", "special price", "instead of"),
}

// promotions holds the days that an offer names against those of the catalogue. It
// speaks only where one promotion can be meant.
func promotions(d *draft) []Finding {
	s := d.onlyPromo()
	if s == nil || !d.announces(s) {
		return nil
	}
	var out []Finding
	for _, p := range d.parts {
		for _, at := range p.dates {
			if at.wrong != noSpan {
				continue
			}
			values := Values{"Product": s.Name}
			ends, begins := at.role == until || at.role == span, at.role == since || at.role == span
			switch {
			case ends && s.Promo.To != "" && at.To != s.Promo.To && !d.ends(s.Promo.To):
				values["Said"], values["Day"] = Day(at.To), Day(s.Promo.To)
				out = append(out, found("promo_until", Warn, p.index, at.Span, values))
			case begins && s.Promo.From != "" && at.From != s.Promo.From:
				values["Said"], values["Day"] = Day(at.From), Day(s.Promo.From)
				out = append(out, found("promo_since", Warn, p.index, at.Span, values))
			case at.role == on && outside(at, s.Promo) && p.within(p.sentenceAt(at.Start), d.said(offers)):
				values["Said"] = Day(at.From)
				values["From"], values["To"] = Day(s.Promo.From), Day(s.Promo.To)
				out = append(out, found("promo_day", Warn, p.index, at.Span, values))
			}
		}
	}
	return out
}

// ends tells whether the post names a day as the end of something: what else ends
// on another day is then no promotion, but its orders perhaps.
func (d *draft) ends(day string) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool {
		return slices.ContainsFunc(p.dates, func(at date) bool {
			return (at.role == until || at.role == span) && at.To == day
		})
	})
}

// outside tells whether no day of a date lies in a promotion.
func outside(at date, promo data.Promo) bool {
	return promo.To != "" && at.From > promo.To || promo.From != "" && at.To < promo.From
}

// onlyPromo is the one product of the post that has a promotion, nil when none or
// several have.
func (d *draft) onlyPromo() *shown {
	var only *shown
	for i := range d.shown {
		s := &d.shown[i]
		if !s.sure() || s.Promo.From == "" && s.Promo.To == "" {
			continue
		}
		if only != nil {
			return nil
		}
		only = s
	}
	return only
}

// announces tells whether the post speaks of the promotion: by a word, or by its
// price.
func (d *draft) announces(s *shown) bool {
	if d.has(d.said(offers)) {
		return true
	}
	for _, p := range d.parts {
		for _, at := range p.prices {
			if at.kind == asked && s.Promo.Price.Currency != "" && same(at.amount, s.Promo.Price) {
				return true
			}
		}
	}
	return false
}

// weekdays finds a day of the week that is not the date's.
func weekdays(d *draft) []Finding {
	var out []Finding
	for _, p := range d.parts {
		for _, at := range p.dates {
			if at.wrong == noSpan {
				continue
			}
			f := found("weekday", Warn, p.index, at.Span, Values{"Day": Day(at.From), "Said": p.text[at.wrong.Start:at.wrong.End]})
			f.Mend = []Edit{{p.index, at.wrong, at.right}}
			out = append(out, f)
		}
	}
	return out
}

// pastOffers finds an end that lies before the day of publishing.
func pastOffers(d *draft) []Finding {
	var out []Finding
	for _, p := range d.parts {
		for _, at := range p.dates {
			if (at.role == until || at.role == span) && d.on.Day != "" && at.To < d.on.Day && lately(at.To, d.on.Day) {
				out = append(out, found("past_until", Warn, p.index, at.Span, Values{"Day": Day(at.To)}))
			}
		}
	}
	return out
}

// lately leaves out days that are told as history: "du 3 au 9 mai 2019".
func lately(day, today string) bool {
	a, errA := time.Parse(time.DateOnly, day)
	b, errB := time.Parse(time.DateOnly, today)
	return errA == nil && errB == nil && b.Sub(a) <= 60*24*time.Hour
}

// campaignDay finds a post outside the days of its campaign, or in one that ended.
func campaignDay(d *draft) []Finding {
	c := d.on.Campaign
	if c.ID == 0 || d.on.Day == "" {
		return nil
	}
	values := Values{"Campaign": c.Name}
	switch {
	case c.From != "" && d.on.Day < c.From:
		values["Day"] = Day(c.From)
		return []Finding{found("campaign_before", Warn, 0, text.Span{}, values)}
	case c.To != "" && d.on.Day > c.To:
		values["Day"] = Day(c.To)
		return []Finding{found("campaign_after", Warn, 0, text.Span{}, values)}
	case c.Ended:
		return []Finding{found("campaign_ended", Warn, 0, text.Span{}, values)}
	}
	return nil
}
