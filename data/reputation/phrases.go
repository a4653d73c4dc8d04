package reputation

import (
	"fmt"
	"math/bits"
	"strings"

	"parvis/data/reputation/linear"
	"parvis/data/text"
)

// Sign is what words and phrases of a text tell besides its sentiment.
type Sign uint16

const (
	Harm    Sign = 1 << iota // the writer may hurt himself
	Danger                   // somebody was or may be hurt
	Assault                  // somebody was attacked or insulted
	Threat                   // the writer threatens
	Hate                     // people are despised for what they were born as or believe
	Leak                     // data of others came out
	Press                    // a journalist asks
	Law                      // a lawyer, a court, an authority
	Stuck                    // money, a parcel or an answer is missing
	Insult                   // somebody is insulted
	Selling                  // words of spam
	Ask                      // a question
	Vulgar                   // coarse words, meant for nobody
)

// signNames are the kinds of the files of phrases that are signs.
func signNames() map[string]Sign {
	return map[string]Sign{
		"harm": Harm, "danger": Danger, "assault": Assault, "threat": Threat, "hate": Hate, "leak": Leak, "press": Press,
		"law": Law, "stuck": Stuck, "insult": Insult, "spam": Selling, "ask": Ask, "vulgar": Vulgar,
	}
}

// longestPhrase is how many words a phrase has at most.
const longestPhrase = 5

// phrases are what signs and roles are known by: the hash of the words, in their
// order.
type phrases struct {
	known    map[uint64]phrase
	patterns [roles][]pattern // by their last role
}

// phrase is what words tell, and whether others that begin with them tell more.
type phrase struct {
	sign   Sign
	role   role
	longer bool
}

// readPhrases reads "kind: phrase | phrase" lines. Lines that begin with # say what
// the file is.
func readPhrases(file []byte) (*phrases, error) {
	p := &phrases{known: make(map[uint64]phrase, len(file)/2)} // a guess with room for disguises
	var f linear.Features
	for _, one := range patterns() {
		last := bits.TrailingZeros32(uint32(one.last))
		p.patterns[last] = append(p.patterns[last], one)
	}
	signs, roles := signNames(), roleNames()
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, list, ok := strings.Cut(line, ":")
		tells := phrase{sign: signs[kind], role: roles[kind]}
		if !ok || tells == (phrase{}) {
			return nil, fmt.Errorf("there is no kind %q", kind)
		}
		for words := range strings.SplitSeq(list, "|") {
			if err := p.add(&f, words, tells); err != nil {
				return nil, err
			}
		}
	}
	if len(p.known) == 0 {
		return nil, fmt.Errorf("there are no phrases")
	}
	return p, nil
}

// add adds a phrase, and foul words also as people hide them.
func (p *phrases) add(f *linear.Features, words string, tells phrase) error {
	f.Read(words)
	if len(f.List) == 0 || len(f.List) > longestPhrase {
		return fmt.Errorf("%q has %d words, 1 to %d are possible", words, len(f.List), longestPhrase)
	}
	p.keep(f, tells)
	if tells.sign&(Insult|Hate) != 0 || tells.role&(foul|slur) != 0 {
		p.disguise(f, words, tells)
	}
	return nil
}

// keep notes what the words of a text tell, and at its beginnings that there is more.
func (p *phrases) keep(f *linear.Features, tells phrase) {
	hash := uint64(0)
	for i := range f.List {
		hash = chain(hash, f, i)
		known := p.known[hash]
		if i < len(f.List)-1 {
			known.longer = true
		} else {
			known.sign |= tells.sign
			known.role |= tells.role
		}
		p.known[hash] = known
	}
}

// chain is the hash of a phrase with one more piece, 0 behind one without words.
func chain(hash uint64, f *linear.Features, i int) uint64 {
	first := 0
	if i > 0 {
		first = f.Ends[i-1].Word
	}
	if first == f.Ends[i].Word { // a link or a mention
		return 0
	}
	return (hash ^ uint64(f.Words[first])) * 0x9E3779B97F4A7C15
}

// signs are what the phrases of a text tell, and where the weightiest of them stands.
type signs struct {
	all, weightiest Sign
	at              place
	twofold         bool // words that insult in one text and not in another stand in it
}

// tell adds signs that stand at a place. Of those that weigh alike, in the order of
// their declaration, the first is kept.
func (s *signs) tell(sign Sign, at place) {
	s.all |= sign
	if heavy := sign & -sign; heavy != 0 && (s.weightiest == 0 || heavy < s.weightiest) {
		s.weightiest, s.at = heavy, at
	}
}

// find gives the signs of a text.
func (p *phrases) find(f *linear.Features, written string) signs {
	r := reading{features: f, text: written}
	for i, piece := range f.List {
		if r.ends(i) {
			r.close()
		}
		switch piece.Kind {
		case text.PieceMention:
			r.play(mention, place{i, i})
		case text.PieceWord, text.PieceTag, text.PieceEmoji, text.PieceFace:
			hash := uint64(0)
			for to := i; to < len(f.List); to++ {
				if hash = chain(hash, f, to); hash == 0 {
					break
				}
				known, ok := p.known[hash]
				if !ok {
					break
				}
				r.meet(p, known, place{i, to})
				if !known.longer {
					break
				}
			}
		}
	}
	return r.end()
}
