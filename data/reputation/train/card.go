package main

import (
	"fmt"
	"slices"
	"strings"

	"parvis/data/reputation/linear"
)

// card says of a head of sentiment where it comes from, how good it is and what it
// is bad at.
func (r recipe) card(head *linear.Head, lines []string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: a linear head over hashed words, pairs of words and letters, and the sums of marks.\n\n", r.what)
	s.WriteString("| layer | learnt from | each row counts | class | licence | origin |\n|---|---|---|---|---|---|\n")
	for i, l := range r.layers {
		for _, p := range l.parts {
			from, _ := sourceOf(p.set)
			fmt.Fprintf(&s, "| %d | %s | %g | %s | %s | %s |\n", i+1, p.set, p.share, from.class, from.licence, from.origin)
		}
	}
	for i, l := range r.layers {
		if l.together() {
			fmt.Fprintf(&s, "\nLayer %d gives every word a place in a space that all its questions share; where that lies in the direction of the head's own question is what the word weighs, on the mean of %d such spaces. Names of people and places weigh nothing in it. It adds nothing to the work of reading.\n", i+1, casts)
		}
	}
	if slices.ContainsFunc(r.layers, func(l layer) bool { return l.nameless }) {
		s.WriteString("\nThe brands that the trainer knows were struck out of what was learnt from, and what their letters say was taken back, so that none is good or bad; another name may still change a verdict.\n")
	}
	for i, l := range r.layers {
		if len(l.mild) > 0 {
			fmt.Fprintf(&s, "\nOf %s only what is ok teaches layer %d.\n", strings.Join(l.mild, " and "), i+1)
		}
	}
	fmt.Fprintf(&s, "\nScores on dev/. %s\n\n%s\nA verdict is called certain from a chance of %.4g, from which %s.\n\nBad at: %s.\n", seen(r), listed(lines), head.Certain(), r.sure(), r.weak)
	return s.String()
}

// seen says how far dev/ is still a stranger to a recipe.
func seen(r recipe) string {
	if r.labels == toxic() {
		return "The weights come from train/, and so does the chance from which the model calls a text toxic. But phrases were written, and those struck out that were too often wrong, while what each calls toxic on dev/ was counted some fifty times, without a look at its texts: there fewer than one in a hundred of what is ok is called toxic; on other texts expect more."
	}
	if len(r.wanted) > 0 {
		return "Layers and numbers were chosen by these very scores (`-choose " + r.name + " -judge dev`), after some hundred layers and thousands of their mixes had been scored so, which flatters them, small sets most: on other texts expect less." + r.sought
	}
	return "Layers and numbers were chosen in train/, but changed three times after dev/ had been scored: on other texts expect a little less."
}

// sure says what a chance from which a verdict is certain promises.
func (r recipe) sure() string {
	if r.labels == toxic() {
		return fmt.Sprintf("it called no more than %g in a thousand harmless texts of each set toxic in cross-validation, besides those that phrases do", 1000*wronged)
	}
	return fmt.Sprintf("%.0f in a hundred were right in cross-validation, its sets together", 100*r.precise)
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
