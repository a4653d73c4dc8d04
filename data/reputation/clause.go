package reputation

import (
	"math/bits"

	"parvis/data/reputation/linear"
	"parvis/data/text"
)

// role is what a word or phrase does in a sentence that insults, hates or threatens.
// By itself it tells nothing: "vermin" is no insult, "you are vermin" is.
type role uint32

const (
	address  role = 1 << iota // what comes before a foul word that is meant for somebody: "you are a", "bande de"
	mention                   // somebody's name behind an @
	victim                    // who is spoken to: "you", "te"
	self                      // the writer and his own: "i am", "nous", "my"
	foul                      // a word that insults who is addressed with it
	slur                      // a foul name for people of a kind
	group                     // people by what they were born as or believe
	scorn                     // what makes a name foul before it: "dirty", "sale"
	behind                    // what does so behind it: "de merde"
	being                     // "are", "sont"
	vile                      // what hatred says that people are: "vermin"
	hating                    // what comes before those who are hated: "i hate", "mort aux"
	must                      // "should", "devraient"
	fate                      // what hatred wishes: "die", "be deported"
	unwanted                  // what it says behind a group: "do not belong here"
	will                      // "i will", "je vais"
	strike                    // "kill", "frapper"
	telling                   // what comes before words of somebody else: "called me"
	hearsay                   // what tells that others speak: "people who", "comments"
	denial                    // "not", "jamais"
	turn                      // "but": what was said before it does not count for what follows
	condemn                   // what calls them wrong: "is unacceptable"
	accuse                    // what comes before a vile word that is meant for somebody: "you are"
	wish                      // "i hope"
	yours                     // "your", "votre"
	base                      // what hatred says that people are, though not whoever says it hates: "lazy"
	loathing                  // as hating, with a negation of its own: "i can't stand"
	pronoun                   // "they": the people who were spoken of before
	filler                    // a word that changes nothing where it stands: "all", "des"
	banter                    // laughter and kindness, by which foul words are meant for a friend
	idiom                     // a manner of speaking in which nobody dies: "to die for"
	twofold                   // a word that people also use without any insult, so that the model knows too little of it
	roles    = iota
)

// roleNames are the kinds of the files of phrases that are roles.
func roleNames() map[string]role {
	return map[string]role{
		"address": address, "victim": victim, "self": self, "foul": foul, "slur": slur, "group": group, "scorn": scorn, "behind": behind,
		"being": being, "vile": vile, "hating": hating, "must": must, "fate": fate, "wish": wish, "unwanted": unwanted,
		"will": will, "strike": strike, "accuse": accuse, "yours": yours, "base": base, "loathing": loathing, "telling": telling, "hearsay": hearsay,
		"denial": denial, "pronoun": pronoun, "turn": turn, "condemn": condemn, "filler": filler, "banter": banter, "idiom": idiom, "twofold": twofold,
	}
}

// ahead is a role in a pattern, and how many words may stand between it and the one
// that follows.
type ahead struct {
	role role
	gap  int
}

// pattern is a role and what must come before it in the same sentence, the nearest
// first, so that together they are a sign.
type pattern struct {
	sign   Sign
	last   role
	ahead  []ahead
	denies bool // its own words deny: "i can't stand"
}

// patterns are the sentences that insult, hate and threaten, in both languages.
func patterns() []pattern {
	return []pattern{
		{sign: Insult, last: foul, ahead: []ahead{{address, 2}}},
		{sign: Insult, last: foul, ahead: []ahead{{mention, 0}}},
		{sign: Insult, last: behind, ahead: []ahead{{yours, 2}}},
		{sign: Hate, last: slur, ahead: []ahead{{address, 2}}},
		{sign: Hate, last: slur, ahead: []ahead{{victim, 1}}},
		{sign: Hate, last: slur, ahead: []ahead{{mention, 0}}},
		{sign: Hate, last: slur, ahead: []ahead{{scorn, 0}}},
		{sign: Hate, last: slur, ahead: []ahead{{hating, 0}}},
		{sign: Hate, last: group, ahead: []ahead{{scorn, 0}}},
		{sign: Hate, last: group, ahead: []ahead{{hating, 0}}},
		{sign: Hate, last: group, ahead: []ahead{{loathing, 0}}, denies: true},
		{sign: Hate, last: group, ahead: []ahead{{fate, 0}, {must, 0}}},
		{sign: Hate, last: group, ahead: []ahead{{strike, 0}, {will, 0}}},
		{sign: Hate, last: group, ahead: []ahead{{strike, 0}, {must, 0}}},
		{sign: Hate, last: behind, ahead: []ahead{{group, 0}}},
		{sign: Hate, last: behind, ahead: []ahead{{slur, 0}}},
		{sign: Insult, last: vile, ahead: []ahead{{accuse, 0}}},
		{sign: Hate, last: vile, ahead: []ahead{{being, 0}, {group, 2}}},
		{sign: Hate, last: vile, ahead: []ahead{{being, 0}, {slur, 2}}},
		{sign: Hate, last: base, ahead: []ahead{{being, 0}, {group, 1}}},
		{sign: Hate, last: base, ahead: []ahead{{group, 1}, {being, 0}}},
		{sign: Hate, last: vile, ahead: []ahead{{group, 1}, {being, 0}}},
		{sign: Hate, last: fate, ahead: []ahead{{must, 0}, {group, 3}}},
		{sign: Hate, last: fate, ahead: []ahead{{must, 0}, {slur, 3}}},
		{sign: Hate, last: fate, ahead: []ahead{{group, 1}, {wish, 1}}},
		{sign: Hate, last: unwanted, ahead: []ahead{{group, 4}}},
		{sign: Hate, last: unwanted, ahead: []ahead{{slur, 4}}},
		{sign: Threat, last: victim, ahead: []ahead{{strike, 1}, {will, 3}}},
		{sign: Threat, last: strike, ahead: []ahead{{victim, 0}, {will, 1}}},
	}
}

// place is where a phrase stands: its first and its last piece.
type place struct{ from, to int }

// reading is what was met in a text so far. What insults is held back until its end,
// for laughter makes banter of it; what hates until the end of its sentence, which may
// condemn it.
type reading struct {
	features *linear.Features
	text     string
	ever     role         // all that was met in the text
	met      role         // all that was met in the sentence
	last     [roles]place // where each of them was met last
	hate     place        // that of the sentence
	hates    bool
	rough    signs // insults and slurs
	harm     signs // what the writer may do to himself
	all      signs
}

// ends tells whether a sentence ends before a piece: at a full stop, a line's end, a
// semicolon, or one of the signs that are pieces themselves.
func (r *reading) ends(i int) bool {
	if i == 0 {
		return false
	}
	before, here := &r.features.List[i-1], r.features.List[i].Start
	if before.Kind == text.PieceMark {
		return true
	}
	for _, c := range []byte(r.text[before.End:here]) {
		if c == '.' || c == ';' || c == '\n' {
			return true
		}
	}
	return false
}

func (r *reading) of(role role) place { return r.last[bits.TrailingZeros32(uint32(role))] }

// carried are the roles that a filler lengthens: "i hate all these".
const carried = address | accuse | victim | self | scorn | being | hating | loathing | must | fate | will | strike

// play notes the roles of a phrase.
func (r *reading) play(all role, at place) {
	if all&filler != 0 {
		for left := r.met & carried; left != 0; left &= left - 1 {
			if one := &r.last[bits.TrailingZeros32(uint32(left))]; one.to == at.from-1 {
				one.to = at.to
			}
		}
	}
	for left := all; left != 0; left &= left - 1 {
		one := &r.last[bits.TrailingZeros32(uint32(left))]
		if r.met&left&-left == 0 || one.to < at.to { // else it is part of a longer one
			*one = at
		}
	}
	r.met |= all
	r.ever |= all
}

// fits gives where a pattern begins that the phrase at a place ends, and whether
// there is one that nothing takes back: no part of it is denied, it is not said of
// the writer, and nobody else said it.
func (r *reading) fits(p *pattern, at place) (from int, fit bool) {
	from = at.from
	for _, ahead := range p.ahead {
		before := r.of(ahead.role)
		if r.met&ahead.role == 0 || before.from >= from || from-1-before.to > ahead.gap {
			return from, false
		}
		from = before.from
		if !p.denies && ahead.role&(mention|address|victim) == 0 && denied(r.features, from) {
			return from, false
		}
	}
	if !p.denies && denied(r.features, at.from) {
		return from, false
	}
	another := p.ahead[len(p.ahead)-1].role&(address|accuse|victim) != 0 // is spoken to, not the writer
	if own := r.of(self); !another && r.met&self != 0 && own.from < from && from-1-own.to <= ownReach {
		return from, false
	}
	if not := r.of(denial); p.sign == Hate && r.met&denial != 0 && not.from < from {
		return from, false
	}
	return from, !r.quotes(from, at.to, p.sign)
}

// ownReach is how many words may stand between the writer and what he calls himself.
const ownReach = 2

// quotes tells whether part of the text is what somebody else said or wrote. For
// insults that must have been said a few words before: customers tell much of what
// was said to them, and insult in the same sentence.
func (r *reading) quotes(from, to int, sign Sign) bool {
	told := r.met&telling != 0 && from-r.of(telling).to <= reported
	if sign&Hate != 0 {
		told = r.met&(telling|hearsay) != 0
	}
	return told || quoted(r.text, r.features.List[from].Start, r.features.List[to].End)
}

// reported is how many words at most stand between "he called me" and the insult
// that is told of.
const reported = 4

// meet adds what a phrase tells by itself and with what came before it.
func (r *reading) meet(p *phrases, known phrase, at place) {
	if sign := known.sign & (Insult | Hate); sign != 0 && !denied(r.features, at.from) && !r.quotes(at.from, at.to, sign) {
		r.hold(sign, at, sign == Insult)
	}
	if r.met&idiom == 0 || at.from > r.of(idiom).to {
		r.harm.tell(known.sign&Harm, at)
	}
	if known.role&idiom != 0 && at.from <= r.harm.at.to {
		r.harm = signs{}
	}
	r.all.tell(known.sign&^(Harm|Insult|Hate), at)
	if known.role&turn != 0 {
		r.close()
	}
	if known.role&pronoun != 0 && r.ever&group != 0 {
		known.role |= group
	}
	for left := known.role; left != 0; left &= left - 1 {
		fitting := p.patterns[bits.TrailingZeros32(uint32(left))]
		for i := range fitting {
			if from, fit := r.fits(&fitting[i], at); fit {
				r.hold(fitting[i].sign, place{from, at.to}, fitting[i].sign == Insult || fitting[i].last == slur)
			}
		}
	}
	r.play(known.role, at)
}

// hold keeps signs of abuse until it is known what they are worth.
func (r *reading) hold(sign Sign, at place, rough bool) {
	switch {
	case rough:
		r.rough.tell(sign, at)
	case sign == Hate && !r.hates:
		r.hates, r.hate = true, at
	case sign != Hate:
		r.all.tell(sign, at)
	}
}

// close ends a sentence.
func (r *reading) close() {
	if r.hates && r.met&condemn == 0 && r.all.all&Assault == 0 {
		r.all.tell(Hate, r.hate)
	}
	r.hates, r.met = false, 0
}

// end gives what the whole text tells.
func (r *reading) end() signs {
	r.close()
	r.all.tell(r.harm.all, r.harm.at)
	if r.rough.all != 0 && r.ever&banter == 0 {
		r.all.tell(r.rough.weightiest, r.rough.at)
		r.all.all |= r.rough.all
	}
	r.all.twofold = r.ever&(slur|group|twofold) != 0
	return r.all
}
