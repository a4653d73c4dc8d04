package reputation

import (
	"fmt"
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
	Leak                     // data of others came out
	Press                    // a journalist asks
	Law                      // a lawyer, a court, an authority
	Stuck                    // money, a parcel or an answer is missing
	Insult                   // somebody is insulted
	Selling                  // words of spam
	Ask                      // a question
	address                  // what comes before a foul word that is meant for somebody: "you", "bande de"
	foul                     // a word that insults who is addressed with it
	telling                  // what comes before words that somebody else said: "called me"
)

// internal are signs that tell nothing by themselves.
const internal = address | foul | telling

// within is how many words there may be between an address and a foul word.
const within = 2

// signNames are the kinds of the files of phrases.
func signNames() map[string]Sign {
	return map[string]Sign{
		"harm": Harm, "danger": Danger, "assault": Assault, "threat": Threat, "leak": Leak, "press": Press,
		"law": Law, "stuck": Stuck, "insult": Insult, "spam": Selling, "ask": Ask,
		"address": address, "foul": foul, "telling": telling,
	}
}

// longestPhrase is how many words a phrase has at most.
const longestPhrase = 5

// phrases are what signs are known by: the hash of the words, in their order.
type phrases map[uint64]Sign

// readPhrases reads "kind: phrase | phrase" lines. Lines that begin with # say what
// the file is.
func readPhrases(file []byte) (*phrases, error) {
	all, names := phrases{}, signNames()
	var f linear.Features
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, list, ok := strings.Cut(line, ":")
		if !ok || names[kind] == 0 {
			return nil, fmt.Errorf("there is no kind %q", kind)
		}
		for phrase := range strings.SplitSeq(list, "|") {
			f.Read(phrase)
			if len(f.List) == 0 || len(f.List) > longestPhrase {
				return nil, fmt.Errorf("%q has %d words, 1 to %d are possible", phrase, len(f.List), longestPhrase)
			}
			hash := phraseHash(&f, 0, len(f.List))
			all[hash] |= names[kind]
			if names[kind]&(Insult|foul) != 0 {
				all.disguise(phrase, names[kind])
			}
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there are no phrases")
	}
	return &all, nil
}

// phraseHash is the hash of so many pieces.
func phraseHash(f *linear.Features, at, n int) (hash uint64) {
	for i := at; i < at+n; i++ {
		hash = chain(hash, f, i)
	}
	return hash
}

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

// find gives the signs of a text, and the pieces from and to which the phrase
// stands that told the first of them in the order of their declaration, which is
// that of their weight. An insult that is denied, quoted or told of is none.
func (p phrases) find(f *linear.Features, s string) (all Sign, from, to int) {
	weightiest, addressed, told := Sign(0), -2-within, -1-reported
	for i, piece := range f.List {
		if piece.Kind != text.PieceWord && piece.Kind != text.PieceTag {
			continue
		}
		first, hash := i, uint64(0)
		for n := 0; n < longestPhrase && i+n < len(f.List); n++ {
			if hash = chain(hash, f, i+n); hash == 0 {
				break
			}
			sign := p[hash]
			if sign&foul != 0 && addressed < i && i-addressed <= within+1 {
				sign |= Insult
				first = addressed
			}
			if sign&address != 0 {
				addressed = i + n
			}
			if sign&telling != 0 {
				told = i + n
			}
			if sign&Insult != 0 && (i-told <= reported || denied(f, i) || quoted(s, piece.Start, f.List[i+n].End)) {
				sign &^= Insult
			}
			sign &^= internal
			all |= sign
			if heavy := sign & -sign; heavy != 0 && (weightiest == 0 || heavy < weightiest) {
				weightiest, from, to = heavy, first, i+n
			}
		}
	}
	return all, from, to
}
