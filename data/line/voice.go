package line

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"parvis/data"
	"parvis/data/text"
)

// address finds where a French post speaks to its readers otherwise than the line
// has it. Quoted words are somebody else's. One finding a part: who changes one
// word changes them all.
func address(d *draft) []Finding {
	var other func(part, int) bool
	rule := ""
	switch {
	case d.english:
		return nil
	case d.on.Line.Address == data.AddressVous:
		other, rule = saysTu, "address_tu"
	case d.on.Line.Address == data.AddressTu:
		other, rule = saysVous, "address_vous"
	default:
		return nil
	}
	var out []Finding
	for _, p := range d.parts {
		n := 0
		var first text.Span
		for i, w := range p.words {
			if w.quoted || w.hidden || w.tag || !other(p, i) {
				continue
			}
			if n++; n == 1 {
				first = w.Span
			}
		}
		if n > 0 {
			out = append(out, found(rule, Warn, p.index, first, Values{"N": n, "Word": p.text[first.Start:first.End]}))
		}
	}
	return out
}

// saysTu tells whether a word says "tu" to somebody.
func saysTu(p part, i int) bool {
	w := p.words[i]
	before, next := p.plainAt(i-1, w.sentence), p.plainAt(i+1, w.sentence)
	switch w.lower {
	case "tu": // "il s’est tu"
		return !(before == "est" || before == "etait" || before == "suis") || strings.Contains(p.words[i-1].after, "-")
	case "toi", "ta", "tes", "tienne", "tiennes":
		return true
	case "te":
		return next != "deum"
	case "t": // "t’attend"; in "a-t-il" it means nothing
		return strings.HasPrefix(w.after, "’") || strings.HasPrefix(w.after, "'")
	case "ton": // "le ton", "ton sur ton"
		return next != "sur" && before != "sur" && !slices.Contains([]string{"le", "un", "du", "au", "ce", "de", "bon", "meme", "mon", "son"}, before)
	}
	return p.commands(i, singularCommands)
}

// singularCommands begin a sentence that tells one person to do something. Left
// out are those that are also nouns ("commande", "réserve", "partage", "offre").
var singularCommands = phrases(
	"découvre", "profite", "viens", "clique", "rejoins", "choisis", "essaie", "goûte", "regarde", "retrouve", "craque", "inscris",
	"envoie", "écris", "dis", "fais", "prends", "appelle", "imagine", "savoure", "déguste", "participe", "tente", "ajoute",
	"télécharge", "pense", "rappelle", "reviens", "n’hésite pas", "n’oublie pas", "n’attends plus", "n’attends pas",
)

func (p part) commands(i int, wanted []phrase) bool {
	if i > 0 && p.words[i-1].sentence == p.words[i].sentence || p.words[i].plain == "viens" && p.plainAt(i+1, p.words[i].sentence) == "de" {
		return false
	}
	return slices.ContainsFunc(wanted, func(w phrase) bool { return p.says(i, w) })
}

// several are words by which "vous" means more than one reader, whom a brand
// that says "tu" addresses like that too.
var several = phrases("tous", "toutes", "nombreux", "nombreuses", "deux", "trois", "ensemble", "chers", "chères", "les amis")

// saysVous tells whether a word says "vous" to one reader.
func saysVous(p part, i int) bool {
	w := p.words[i]
	before, next := p.plainAt(i-1, w.sentence), p.plainAt(i+1, w.sentence)
	switch {
	case p.within(w.sentence, several):
		return false
	case w.lower == "vous": // "s’il vous plaît", "rendez-vous", "garde-à-vous"
		return !(before == "il" && next == "plait") && before != "rendez" && !(before == "a" && p.plainAt(i-2, w.sentence) == "garde")
	case w.lower == "votre", w.lower == "vos", w.lower == "vôtre", w.lower == "vôtres":
		return true
	}
	return commandsMany(p, i) && !(w.plain == "rendez" && next == "vous")
}

// notVerbs end in "ez" and are no verbs; names in capitals are dealt with apart.
var notVerbs = []string{"chez", "assez", "merguez", "rez", "nez"}

// commandsMany tells whether a word is a verb of the second person plural by its
// ending. A capital within a sentence makes it a name.
func commandsMany(p part, i int) bool {
	w := p.words[i]
	begins := i == 0 || p.words[i-1].sentence != w.sentence
	capital := w.lower != p.text[w.Start:w.End]
	return len(w.lower) > 4 && strings.HasSuffix(w.lower, "ez") && !slices.Contains(notVerbs, w.lower) &&
		(!capital || begins) && !slices.Contains(names, w.plain)
}

// names are surnames and places in "ez" that may begin a sentence.
var names = []string{
	"alvarez", "diaz", "dominguez", "fernandez", "gimenez", "gomez", "gonzalez", "hernandez", "jimenez", "lopez", "marquez",
	"martinez", "mendez", "nunez", "perez", "ramirez", "rodriguez", "sanchez", "suarez", "suez", "vasquez", "velasquez",
}

// shouting finds words in a row in capitals: three at least, two of them long.
func shouting(d *draft) []Finding {
	var out []Finding
	for _, p := range d.parts {
		for from := 0; from < len(p.words); {
			to, long, letters := from, 0, 0
			for to < len(p.words) && p.capitals(to) && p.words[to].sentence == p.words[from].sentence {
				n := len([]rune(p.words[to].lower))
				if letters += n; n >= 4 {
					long++
				}
				to++
			}
			if to-from >= 3 && long >= 2 && letters >= 12 {
				out = append(out, found("shouting", Info, p.index, text.Span{Start: p.words[from].Start, End: p.words[to-1].End}, nil))
			}
			from = max(to, from+1)
		}
	}
	return out
}

// capitals tells whether a word is written in capitals only.
func (p part) capitals(i int) bool {
	w := p.words[i]
	lower := func(r rune) bool { return !unicode.IsUpper(r) }
	return !w.hidden && !w.tag && strings.IndexFunc(p.text[w.Start:w.End], lower) < 0
}

var markRun = regexp.MustCompile(`[!?](?:[\s\x{a0}\x{202f}]*[!?]){2,}`)

// exclamations finds three marks or more in a row.
func exclamations(d *draft) []Finding {
	var out []Finding
	for _, p := range d.parts {
		for _, m := range markRun.FindAllStringIndex(p.text, -1) {
			run := p.text[m[0]:m[1]]
			if strings.Contains(run, "\n") {
				continue
			}
			one := run[:1]
			if strings.Contains(run, "?") && strings.Contains(run, "!") {
				one = "?!"
			}
			f := found("exclamations", Info, p.index, text.Span{Start: m[0], End: m[1]}, Values{"Marks": run})
			f.Mend = []Edit{{p.index, f.Span, one}}
			out = append(out, f)
		}
	}
	return out
}
