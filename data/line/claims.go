package line

import (
	"regexp"
	"slices"
	"strings"

	"parvis/data/text"
)

// claim is something that may be said only by who can prove it.
type claim struct {
	rule   string
	level  Level
	says   trigger
	unless []phrase // in the same sentence
	linked bool     // a link in the post is all that it takes
}

var frenchClaims = []claim{
	{rule: "superlative", level: Info, says: trigger{
		french: phrases(
			"numéro 1 de", "numéro 1 des", "numéro 1 du", "numéro 1 en", "numéro un de", "numéro un des", "numéro un du", "numéro un en", "n° 1 de", "n° 1 des", "n° 1 du", "n° 1 en",
			"leader du marché", "leader de", "leader en", "leader français", "le moins cher", "la moins chère", "les moins chers", "les moins chères", "prix imbattable*",
			"imbattable*", "moins cher que", "moins chère que", "moins chers que", "prix les plus bas", "prix le plus bas",
		),
		english: phrases(
			"number one in", "no 1 in", "market leader", "the cheapest", "cheaper than", "unbeatable", "best in town", "best in france", "best in the world",
			"lowest prices", "lowest price",
		),
	}, unless: phrases("30 derniers jours", "trente derniers jours", "last 30 days", "team leader", "the best in you")},
	{rule: "origin", level: Info, says: trigger{
		french: phrases("fabriqué en france", "fabriquée en france", "fabriqués en france", "fabriquées en france", "fabrication française", "100 % français", "100 % française"),
		both:   phrases("made in france", "madeinfrance"),
	}},
	{rule: "green", level: Warn, says: trigger{
		french:  phrases("biodégradable*", "respectueux de l’environnement", "respectueuse de l’environnement", "respectueuses de l’environnement"),
		english: phrases("biodegradable", "environmentally friendly", "environment friendly"),
	}},
	{rule: "green_vague", level: Info, says: trigger{
		french: phrases(
			"écologique*", "éco responsable*", "écoresponsable*", "éco friendly", "ecofriendly", "bon pour la planète", "bonne pour la planète", "bons pour la planète",
			"bon pour l’environnement", "ami de la nature", "respectueux de la planète", "respectueuse de la planète", "respectueux de la nature", "respectueuse de la nature",
		),
		english: phrases("eco friendly", "ecofriendly", "good for the planet", "planet friendly", "kind to the planet", "eco responsible"),
	}, unless: phrases("transition écologique", "crise écologique", "urgence écologique", "catastrophe écologique", "ministère", "corridor écologique")},
	{rule: "carbon", level: Warn, says: trigger{
		french: phrases(
			"neutre en carbone", "neutres en carbone", "zéro carbone", "climatiquement neutre", "climatiquement neutres", "empreinte carbone nulle", "100 % compensé", "100 % compensée",
		),
		english: phrases("carbon neutral", "climate neutral", "zero carbon", "net zero"),
	}, linked: true},
}

// claims finds what may be said only with proof.
func claims(d *draft) []Finding {
	if !d.french() {
		return nil
	}
	var out []Finding
	linked := slices.ContainsFunc(d.parts, func(p part) bool { return len(text.Links(p.text)) > 0 })
	for _, c := range frenchClaims {
		if c.linked && linked {
			continue
		}
		for _, p := range d.parts {
			for _, m := range p.find(d.said(c.says)) {
				if p.negated(m.From) || len(c.unless) > 0 && p.within(p.words[m.From].sentence, c.unless) {
					continue
				}
				out = append(out, found(c.rule, c.level, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]}))
			}
		}
	}
	return append(out, bestOf(d)...)
}

var (
	best      = trigger{french: phrases("le meilleur", "la meilleure", "les meilleurs", "les meilleures")}
	bestAmong = []string{"france", "monde", "ville", "region", "quartier", "marche", "departement", "pays", "europe", "paris", "lyon", "marseille", "lille", "bordeaux"}
)

// bestOf finds "la meilleure baguette de Paris", not the title of a craftsman.
func bestOf(d *draft) []Finding {
	var out []Finding
	for _, p := range d.parts {
		for _, m := range p.find(d.said(best)) {
			craftsman := strings.HasPrefix(p.plainAt(m.To, p.words[m.From].sentence), "ouvrier")
			if m.To < len(p.words) && !craftsman && !p.negated(m.From) && p.among(m.To, []string{"de", "du", "d"}) && p.sayAmong(m.To, bestAmong) {
				out = append(out, found("superlative", Info, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]}))
			}
		}
	}
	return out
}

// sayAmong is among within the sentence of the word before.
func (p part) sayAmong(i int, list []string) bool {
	for j := i; j < i+5; j++ {
		if slices.Contains(list, p.plainAt(j, p.words[i-1].sentence)) {
			return true
		}
	}
	return false
}

var (
	percentOff = regexp.MustCompile(`(?i)(?:^|[\s(])[-−–][ \x{a0}\x{202f}]?\d{1,2}[ \x{a0}\x{202f}]?%|\d{1,2}[ \x{a0}\x{202f}]?%[\s\x{a0}\x{202f}]*(?:de réduction|de remise|de rabais|de moins|off\b|discount)`)
	struck     = regexp.MustCompile(`~~[^~\n]*\d[^~\n]*~~|\d\x{336}`)
	thirtyDays = phrases("30 derniers jours", "trente derniers jours", "last 30 days", "last thirty days")
)

// reductions reminds of the price that a reduction is reckoned from.
func reductions(d *draft) []Finding {
	if !d.french() || d.has(thirtyDays) {
		return nil
	}
	for _, p := range d.parts {
		at := noSpan
		for _, one := range p.prices {
			if one.kind == before {
				at = one.Span
			}
		}
		for _, pattern := range []*regexp.Regexp{percentOff, struck} {
			if m := pattern.FindStringIndex(p.text); m != nil && at == noSpan {
				at = text.Span{Start: m[0] + len(p.text[m[0]:m[1]]) - len(strings.TrimLeft(p.text[m[0]:m[1]], " \n(")), End: m[1]}
			}
		}
		if at != noSpan {
			return []Finding{found("reduction", Info, p.index, at, nil)}
		}
	}
	return nil
}

var (
	salesWords = phrases("soldes", "en solde", "soldé", "soldée", "soldés", "soldées")
	notSales   = phrases("hors soldes", "avant les soldes", "après les soldes", "pas de soldes", "fin des soldes", "soldes de tout compte")
)

// sales finds the word that the law keeps for its periods, on another day. An
// announcement that names a day within a period is none of that.
func sales(d *draft) []Finding {
	country := d.on.Line.Country
	if country != "FR" && country != "BE" || d.on.Sales == nil || d.on.Day == "" {
		return nil
	}
	if in, known := d.on.Sales(d.on.Day); in || !known {
		return nil
	}
	for _, p := range d.parts {
		for _, m := range p.find(salesWords) {
			balance := p.words[m.From].lower == "solde" // of an account, where it stands alone
			if balance || p.within(p.words[m.From].sentence, notSales) || p.negated(m.From) || d.namesSales() {
				continue
			}
			rule := "sales"
			if country == "BE" {
				rule = "sales_be"
			}
			return []Finding{found(rule, Warn, p.index, m.Span, Values{"Word": p.text[m.Start:m.End], "Day": Day(d.on.Day)})}
		}
	}
	return nil
}

// namesSales tells whether the post names a day of a period of sales.
func (d *draft) namesSales() bool {
	return slices.ContainsFunc(d.parts, func(p part) bool {
		return slices.ContainsFunc(p.dates, func(at date) bool {
			in, known := d.on.Sales(at.From)
			return in && known
		})
	})
}
