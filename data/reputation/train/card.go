package main

import (
	"fmt"
	"strings"

	"parvis/data/reputation/linear"
)

// card says of a head of sentiment where it comes from, how good it is and what it
// is bad at.
func (r recipe) card(head *linear.Head, lines []string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "Whether a %s in %s is negative, neutral or positive: a linear head over hashed words, pairs of words and letters, and the sums of marks.\n\n", r.channel, r.language)
	s.WriteString("| learnt from | each row counts | class | licence | origin |\n|---|---|---|---|---|\n")
	for _, p := range r.parts {
		from := sources()[p.set]
		fmt.Fprintf(&s, "| %s | %g | %s | %s | %s |\n", p.set, p.share, from.class, from.licence, from.origin)
	}
	fmt.Fprintf(&s, "\nScores on dev/, which heat and certainty were chosen on:\n\n%s\nA verdict is called certain from a chance of %.2f.\n\nBad at: %s.\n", listed(lines), head.Certain(), r.weak)
	return s.String()
}

func tonguesCard(lines []string) string {
	from := sources()["langid"]
	return fmt.Sprintf("Which of %d languages a text is in: %s. A linear head over one to four letters.\n\nLearnt from %s; %s, class %s.\n\nScores on dev/:\n\n%s\nBad at: single words, names, texts in two languages, and Italian outside tweets.\n",
		len(languages()), strings.Join(languages(), ", "), from.origin, from.licence, from.class, listed(lines))
}

func marksCard(language string) string {
	from := "the VADER lexicon (MIT)"
	if language == "fr" {
		from = "VADER_FR (MIT), Pattern's fr-sentiment.xml (PDDL) and marks carried over from an English model through aligned sentences of XED (CC BY 4.0) and M-ABSA (Apache-2.0)"
	} else {
		from += " and Pattern's en-sentiment.xml (PDDL)"
	}
	return fmt.Sprintf("How good or bad words are in themselves, by lists that people made: %s; pictures by VADER's descriptions of them. Words are kept as hashes.\n\nLists with a share-alike licence (AFINN, Emoji Sentiment Ranking) and those for research only (FEEL, Polarimots) are left out.\n\nBad at: words with two senses, and what is meant as irony.", from)
}

func listed(lines []string) string { return "- " + strings.Join(lines, "\n- ") + "\n" }
