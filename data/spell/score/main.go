// Command score measures spelling on texts that were written for it, with the
// errors that people make marked in them:
//
//	go run ./data/spell/score [-show]
//
// It prints for each language, and for each half of its texts: how many of the
// errors are found, how many false alarms there are in 1,000 right words, and how
// often what was meant is the first suggestion or among the first five. The rules
// were tuned on the odd lines only; the even ones say what they are worth. With
// -show it tells what went wrong in the odd lines.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"parvis/assets"
	"parvis/data/spell"
)

func main() {
	folder := flag.String("texts", "data/spell/testdata", "the `folder` with fr.tsv and en.tsv")
	show := flag.Bool("show", false, "tell what went wrong in the half that was tuned on")
	flag.Parse()
	if err := score(os.Stdout, *folder, *show); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func score(out io.Writer, folder string, show bool) error {
	french, err := spell.Load(assets.Dictionaries, "fr")
	if err != nil {
		return err
	}
	english, err := spell.Load(assets.Dictionaries, "en")
	if err != nil {
		return err
	}
	for _, s := range []*spell.Speller{french.Beside(english), english.Beside(french)} {
		file, err := os.Open(filepath.Join(folder, s.Language()+".tsv"))
		if err != nil {
			return err
		}
		halves, err := measure(file, s)
		file.Close()
		if err != nil {
			return err
		}
		for i, name := range []string{"tuned on", "held out"} {
			fmt.Fprintf(out, "%s, %s: %s\n", s.Language(), name, halves[i])
			for _, line := range halves[i].wrong {
				if show && i == 0 {
					fmt.Fprintln(out, "   ", line)
				}
			}
		}
	}
	return nil
}

// measure judges the texts of a file, the odd lines and the even ones apart.
func measure(file io.Reader, s *spell.Speller) (halves [2]tally, err error) {
	lines := bufio.NewScanner(file)
	for n := 0; lines.Scan(); n++ {
		l, err := parse(lines.Text())
		if err != nil {
			return halves, fmt.Errorf("score: %s: line %d: %w", s.Language(), n+1, err)
		}
		halves[n%2].judge(l, s)
	}
	return halves, lines.Err()
}
