package linear

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tongues tells languages by the letters of a text and their order: single
// letters, twos, threes and fours, words with a space around. It never changes
// and may be used by many goroutines.
type Tongues struct {
	codes []string // ISO 639-1, at most Lanes
	scale float32  // what one step of a weight is worth
	table []byte   // Lanes weights for each of 1<<tongueBits buckets, 128 standing for none
}

// Lanes is how many languages a table has room for.
const Lanes = 16

const (
	tongueBits  = 16
	tongueMagic = "parvis-tongues 1\n"
	// longestRead is how many letters are looked at: more do not make it surer.
	longestRead = 400
	// flush is how many weights fit into sixteen bits before they are added up.
	flush = 257
)

// Script is a text as Tongues reads it: one byte for each letter, so that "é"
// counts as one as "e" does. The zero value is ready; reading again reuses the
// memory.
type Script struct {
	Grams   []uint32
	Letters int // how many letters the text has, up to 400
	buffer  []byte
}

// Read finds the letters of a text. Signs, numbers, links and mentions
// say nothing of its language and are left out.
func (s *Script) Read(text string) {
	s.Letters = 0
	s.buffer = append(s.buffer[:0], ' ')
	for i := 0; i < len(text) && len(s.buffer) < longestRead; {
		c := text[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			if (c|0x20 == 'h' || c|0x20 == 'w') && s.atBoundary() && isAddress(text[i:]) {
				i += wordLength(text[i:])
				continue
			}
			s.buffer = append(s.buffer, c|0x20)
			s.Letters++
			i++
		case c == '@':
			i += wordLength(text[i:])
			s.space()
		case c < utf8.RuneSelf:
			if c != '\'' || s.atBoundary() {
				s.space()
			} else {
				s.buffer = append(s.buffer, '\'')
			}
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			s.foreign(r)
			i += size
		}
	}
	s.space()
	s.cut()
}

func (s *Script) atBoundary() bool { return s.buffer[len(s.buffer)-1] == ' ' }

func (s *Script) space() {
	if !s.atBoundary() {
		s.buffer = append(s.buffer, ' ')
	}
}

// foreign adds a character beyond ASCII: the letters of Western Europe each have
// a byte of their own, others share.
func (s *Script) foreign(r rune) {
	switch {
	case r == '’' && !s.atBoundary():
		s.buffer = append(s.buffer, '\'')
	case 0xC0 <= r && r <= 0xFF && r != '×' && r != '÷':
		s.buffer = append(s.buffer, byte(r)|0x20)
		s.Letters++
	case r > 0xFF && r != utf8.RuneError && unicode.IsLetter(r):
		low := unicode.ToLower(r)
		s.buffer = append(s.buffer, 0x80+byte(low^low>>6)%0x60)
		s.Letters++
	default:
		s.space()
	}
}

// wordLength is how far it is to the next space.
func wordLength(s string) int {
	if n := strings.IndexAny(s, " \t\r\n"); n >= 0 {
		return n
	}
	return len(s)
}

func isAddress(s string) bool {
	return len(s) >= 4 && (strings.EqualFold(s[:4], "http") || strings.EqualFold(s[:4], "www."))
}

// Factors that spread the bits of one to five letters.
const (
	ones   = 0x2545F4914F6CDD1D
	twos   = 0xD6E8FEB86659FD93
	triads = 0xA0761D6478BD642F
	tetras = 0xE7037ED1A0B428DB
)

// cut makes the grams of the letters in the buffer.
func (s *Script) cut() {
	s.Grams = s.Grams[:0]
	n := len(s.buffer)
	s.buffer = append(s.buffer, 0, 0, 0, 0, 0, 0, 0, 0)
	for i := range n {
		x := binary.LittleEndian.Uint64(s.buffer[i:])
		if s.buffer[i] != ' ' {
			s.Grams = append(s.Grams, top((x<<56)*ones))
		}
		if i+2 <= n {
			s.Grams = append(s.Grams, top((x<<48)*twos))
		}
		if i+3 <= n {
			s.Grams = append(s.Grams, top((x<<40)*triads))
		}
		if i+4 <= n {
			s.Grams = append(s.Grams, top((x<<32)*tetras))
		}
	}
	s.buffer = s.buffer[:n]
}

// NewTongues makes a table from weights as a trainer found them: for each of
// 1<<16 buckets one for each language.
func NewTongues(codes []string, weights [][Lanes]float32) *Tongues {
	limit := float32(1e-6)
	for _, w := range weights {
		for _, x := range w {
			limit = max(limit, x, -x)
		}
	}
	t := &Tongues{codes: codes, scale: limit / 127, table: make([]byte, 0, Lanes*len(weights))}
	for _, w := range weights {
		for _, x := range w {
			t.table = append(t.table, byte(128+math.RoundToEven(float64(x/t.scale))))
		}
	}
	return t
}

// Bytes is the table as a file.
func (t *Tongues) Bytes() []byte {
	out := append([]byte(tongueMagic), fmt.Sprintf("%-*s\n", 3*Lanes, strings.Join(t.codes, " "))...)
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(t.scale))
	return append(out, t.table...)
}

// ReadTongues takes a table from its file, whose bytes it keeps, and refuses another.
func ReadTongues(file []byte) (*Tongues, error) {
	const head = len(tongueMagic) + 3*Lanes + 1 + 4
	if len(file) != head+Lanes<<tongueBits || string(file[:len(tongueMagic)]) != tongueMagic {
		return nil, fmt.Errorf("linear: %d bytes are no tongues of format %q", len(file), tongueMagic[:len(tongueMagic)-1])
	}
	codes := strings.Fields(string(file[len(tongueMagic) : head-4]))
	if len(codes) < 2 || len(codes) > Lanes {
		return nil, fmt.Errorf("linear: tongues of %d languages", len(codes))
	}
	return &Tongues{codes: codes, scale: math.Float32frombits(binary.LittleEndian.Uint32(file[head-4:])), table: file[head:]}, nil
}

// Codes are the languages that are told apart, in the order of Tell.
func (t *Tongues) Codes() []string { return t.codes }

// lanes are sixteen sums in four words of four: those of the even bytes of a
// bucket's first half, of its odd bytes, and of its second half likewise.
type lanes [4]uint64

// Tell gives the chance of every language in the order of Codes, 0 in the other
// lanes.
func (t *Tongues) Tell(s *Script) (chances [Lanes]float32) {
	var sums [Lanes]int
	for grams := s.Grams; len(grams) > 0; {
		n := min(len(grams), flush)
		t.add(grams[:n]).spread(&sums, n)
		grams = grams[n:]
	}
	for i, x := range sums {
		chances[i] = float32(x)
	}
	return Softmax(chances, len(t.codes), t.scale*Share(len(s.Grams)))
}

// Softmax makes chances of the first n sums, each multiplied by share; the others
// have none.
func Softmax(sums [Lanes]float32, n int, share float32) (chances [Lanes]float32) {
	highest := sums[0]
	for _, x := range sums[:n] {
		highest = max(highest, x)
	}
	all := 0.0
	var powers [Lanes]float64
	for i, x := range sums[:n] {
		powers[i] = exp((x - highest) * share)
		all += powers[i]
	}
	for i := range n {
		chances[i] = float32(powers[i] / all)
	}
	return chances
}

// Best is the place of the highest chance, the first of equals.
func Best(chances *[Lanes]float32) (best int) {
	for i, c := range chances {
		if c > chances[best] {
			best = i
		}
	}
	return best
}

// add sums weights four at a time, as 16-bit parts of a word.
func (t *Tongues) add(grams []uint32) (l lanes) {
	const even = 0x00FF00FF00FF00FF
	for _, g := range grams {
		row := t.table[g>>(32-tongueBits)*Lanes:]
		a, b := binary.LittleEndian.Uint64(row[:8]), binary.LittleEndian.Uint64(row[8:16])
		l[0] += a & even
		l[1] += a >> 8 & even
		l[2] += b & even
		l[3] += b >> 8 & even
	}
	return l
}

// spread adds the parts to the sums of their languages, less what stands for none.
func (l lanes) spread(sums *[Lanes]int, n int) {
	for i := range sums {
		word := l[i/8*2+i%2]
		sums[i] += int(word>>(i%8/2*16)&0xFFFF) - 128*n
	}
}
