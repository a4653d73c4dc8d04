package text

import "strings"

// englishClasses are the tests of the English patterns.
var englishClasses = map[string]func(*sentences, string) bool{
	"number": func(_ *sentences, word string) bool { return isDigit(word) },
}

// article finds "a apprentice" and "an banana": the article goes by the sound that
// follows. Where a spelling has two sounds, as "h" in "historic" and the letters of
// abbreviations, it is silent.
func (s *sentences) article(i int) {
	w := s.words[i]
	is, was := w.key, s.text[w.Start:w.End]
	if was == "A" && !w.begins { // a letter: "plan A"
		return
	}
	if is != "a" && is != "an" || i+1 == len(s.words) || !s.words[i+1].joined {
		return
	}
	next := s.words[i+1]
	written := s.text[next.Start:next.End]
	sound := soundOf(next.key, len(written) > 1 && strings.ToUpper(written) == written && !isDigit(next.key))
	switch {
	case sound == vowel && is == "a":
		s.found = append(s.found, Slip{w.Span, "en_article", likeCase(was, "an"), true})
	case sound == consonant && is == "an":
		s.found = append(s.found, Slip{w.Span, "en_article", was[:1], true})
	}
}

type sound uint8

const (
	unsure sound = iota
	vowel
	consonant
)

// soundOf is how an English word or number begins to the ear.
func soundOf(word string, capitals bool) sound {
	switch {
	case isDigit(word):
		return numberSound(word)
	case capitals || len(word) < 3 || letterNames[word] || !strings.ContainsAny(word, "aeiouyàâäéèêëîïôöùûü"):
		return unsure
	case startsWith(word, "hour", "honest", "honour", "honor", "heir"):
		return vowel
	case word[0] == 'h', startsWith(word, "ew"), afterLoneA[word]:
		return unsure
	case startsWith(word, "eu", "ewe", "unanim", "uni", "use", "usu", "usa", "ute", "uti", "ubi", "ufo", "uk", "one", "once", "oui"):
		return yooSound(word)
	case strings.IndexByte("aeio", word[0]) >= 0:
		return vowel
	case startsWith(word, "um", "un", "up", "ul", "ug", "us", "urb", "urg", "urn"):
		return vowel
	case strings.IndexByte("bcdfgjklmnpqrstvwz", word[0]) >= 0:
		return consonant
	}
	return unsure
}

// yooSound is about the vowels that begin as "you" and "one" do.
func yooSound(word string) sound {
	switch {
	case startsWith(word, "unin", "unim", "unid"):
		return unsure
	case startsWith(word, "one") && word != "one" && !startsWith(word, "one-"):
		return unsure
	}
	return consonant
}

// numberSound goes by how a number is read: eight, eleven, eighteen, eighty.
func numberSound(number string) sound {
	whole := number[:len(number)-len(strings.TrimLeft(number, "0123456789"))]
	switch {
	case whole[0] == '8', whole == "11", whole == "18":
		return vowel
	case len(whole) > 3, whole[0] == '0': // 1800 and 0-2 are read in two ways
		return unsure
	}
	return consonant
}

func startsWith(word string, leads ...string) bool {
	for _, lead := range leads {
		if strings.HasPrefix(word, lead) {
			return true
		}
	}
	return false
}

// letterNames are abbreviations that are read letter by letter, in lower case too.
var letterNames = set(`usb mba mri mp3 mp4 fbi nda sms rsvp html faq nft lcd led sos mvp mot ngo nhs nfl rpg lgbt lgbtq sme sql svg xml fyi hr hd`)

// afterLoneA are words before which "a" is a letter or French: "from a and b".
var afterLoneA = set(`and are`)
