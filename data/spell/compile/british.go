package main

import (
	"maps"
	"slices"
	"strings"

	"parvis/data/spell/lexicon"
)

// addBritish adds the British spelling of every American one that a rule derives,
// with the same flags and rank. The rules are rough on purpose: a twin that nobody writes
// does no harm.
func addBritish(f *forms) {
	found := map[string]lexicon.Word{}
	for word, w := range f.words {
		for _, twin := range twins(word) {
			found[twin] = w
		}
	}
	for _, twin := range slices.Sorted(maps.Keys(found)) {
		if _, known := f.words[twin]; !known {
			f.words[twin] = found[twin]
		}
	}
}

// twins are the British spellings of an American word.
func twins(word string) (all []string) {
	for _, stem := range britishStems {
		american, british, _ := strings.Cut(stem, " ")
		if rest, ok := strings.CutPrefix(word, american); ok {
			all = append(all, british+rest)
		}
	}
	for _, ending := range []string{"e", "es", "ed", "ing", "er", "ers", "able", "ation", "ations", "ational"} {
		stem, ok := strings.CutSuffix(word, "iz"+ending)
		if ok && len(stem) >= len("real") && !slices.Contains(sized, stem) {
			all = append(all, stem+"is"+ending)
		}
	}
	for _, ending := range []string{"ed", "ing", "ings", "er", "ers", "or", "ors", "ous", "ously", "ery"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && slices.Contains(doubled, stem) {
			all = append(all, stem+"l"+ending)
		}
	}
	return all
}

// sized are the words of "size", which keep their z.
var sized = []string{"caps", "downs", "mids", "outs", "overs", "supers", "unders", "ups"}

// doubled are words whose last l is doubled before an ending in Britain.
var doubled = strings.Fields(`bevel cancel carol channel chisel counsel dial duel enrol equal fuel fulfil funnel
	grovel initial jewel kernel label level libel marvel medal model panel parcel pedal pencil pummel quarrel
	revel rival shovel shrivel signal snorkel spiral stencil swivel total towel travel tunnel unravel yodel`)

// britishStems are the beginnings that are written in another way in Britain.
var britishStems = []string{
	"aging ageing", "aluminum aluminium", "analyz analys", "appetiz appetis", "arbor arbour", "ardor ardour",
	"armor armour", "artifact artefact",
	"behavior behaviour", "breathalyz breathalys", "caliber calibre", "candor candour", "catalog catalogue", "catalyz catalys",
	"center centre", "centered centred", "centering centring", "check cheque", "clamor clamour", "color colour", "cozi cosi",
	"cozy cosy", "defense defence", "demeanor demeanour", "dialog dialogue", "discolor discolour", "dishonor dishonour",
	"donut doughnut", "endeavor endeavour", "enroll enrol", "favor favour", "fervor fervour", "fiber fibre", "flavor flavour",
	"fulfill fulfil", "gray grey", "harbor harbour", "honor honour", "humor humour", "installment instalment",
	"jewelry jewellery", "judgment judgement", "labor labour", "license licence", "liter litre", "luster lustre", "meager meagre",
	"meter metre", "centimeter centimetre", "kilometer kilometre", "millimeter millimetre",
	"mold mould", "molt moult", "mom mum", "mustache moustache", "neighbor neighbour", "odor odour", "offense offence",
	"pajama pyjama", "paralyz paralys", "parlor parlour", "plow plough", "practice practise", "practicing practising",
	"practiced practised", "pretense pretence", "program programme", "rancor rancour", "rigor rigour", "rumor rumour",
	"savor savour", "savory savoury", "skeptic sceptic", "skillful skilful", "smolder smoulder", "somber sombre", "specter spectre",
	"splendor splendour", "succor succour", "theater theatre", "tire tyre", "tumor tumour", "valor valour", "vapor vapour",
	"vigor vigour", "whiskey whisky", "willful wilful", "woolen woollen", "yogurt yoghurt",
}
