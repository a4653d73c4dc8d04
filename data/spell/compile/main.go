// Command compile makes the dictionaries that Parvis spells with, from the
// dictionaries in Hunspell's form that are published on npm:
//
//	npm pack dictionary-fr@3.0.0 dictionary-en@4.0.0
//	for d in dictionary-*.tgz; do mkdir ${d%.tgz}; tar xf $d -C ${d%.tgz}; done
//	go run ./data/spell/compile -in . -texts ../shared/nlp/parallel/en_fr_22k.tsv.gz -out assets/dictionaries
//
// The texts, pairs of an English and a French sentence, say how common words are,
// by which suggestions are ordered. The same files give the same bytes. It prints
// the sums of what it read and wrote.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parvis/data/spell/hunspell"
	"parvis/data/spell/lexicon"
)

func main() {
	in := flag.String("in", ".", "the `folder` with the unpacked dictionaries")
	texts := flag.String("texts", "", "the `file` of English and French sentences that words are counted in")
	out := flag.String("out", "", "the `folder` that the lexicons are written to")
	flag.Parse()
	if err := compile(os.Stdout, *in, *texts, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// dictionary is one of those that are compiled.
type dictionary struct {
	language, name, version string
	column                  int          // of its language in the texts
	keys                    []string     // of its keyboard, when the dictionary says none
	output                  [][2]string  // what suggestions are written with, likewise
	also                    func(*forms) // adds what the dictionary does not have
}

func dictionaries() []dictionary {
	return []dictionary{
		{language: "fr", name: "dictionary-fr", version: "3.0.0", column: 1},
		{language: "en", name: "dictionary-en", version: "4.0.0", column: 0, keys: qwerty, output: [][2]string{{"'", "’"}}, also: addBritish},
	}
}

// qwerty is the keyboard of Britain and America: rows, then keys that touch
// across rows.
var qwerty = []string{
	"qwertyuiop", "asdfghjkl", "zxcvbnm",
	"qaw", "wse", "edr", "rft", "tgy", "yhu", "uji", "iko", "olp", "azs", "sxd", "dcf", "fvg", "gbh", "hnj", "jmk",
}

func compile(log io.Writer, in, texts, out string) error {
	for _, d := range dictionaries() {
		file, err := d.compile(log, in, texts)
		if err != nil {
			return fmt.Errorf("compile: %s: %w", d.name, err)
		}
		path := filepath.Join(out, d.language+".lexicon")
		if err := os.WriteFile(path, file, 0o644); err != nil {
			return err
		}
		say(log, "wrote", path, file)
	}
	return nil
}

// say prints what was read or written with its sum.
func say(log io.Writer, what, path string, file []byte) {
	fmt.Fprintf(log, "%s %s, %d bytes, SHA-256 %x\n", what, filepath.Base(path), len(file), sha256.Sum256(file))
}

func (d dictionary) compile(log io.Writer, in, texts string) ([]byte, error) {
	folder := filepath.Join(in, d.name+"-"+d.version, "package")
	rules, err := d.read(log, filepath.Join(folder, "index.aff"))
	if err != nil {
		return nil, err
	}
	stems, err := d.read(log, filepath.Join(folder, "index.dic"))
	if err != nil {
		return nil, err
	}
	sentences, err := d.read(log, texts)
	if err != nil {
		return nil, err
	}
	counts, err := count(sentences, d.column)
	if err != nil {
		return nil, err
	}
	return d.make(rules, stems, counts)
}

func (d dictionary) read(log io.Writer, path string) ([]byte, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	say(log, "read", path, file)
	return file, nil
}

// make is a lexicon of the forms that the rules make of the stems and of our own
// words, each with its rank.
func (d dictionary) make(rules, stems []byte, counts map[string]int) ([]byte, error) {
	affixes, err := hunspell.ReadAffixes(bytes.NewReader(rules))
	if err != nil {
		return nil, err
	}
	compounds, err := affixes.Compounds(bytes.NewReader(stems))
	if err != nil {
		return nil, err
	}
	all := &forms{words: map[string]lexicon.Word{}}
	if err := affixes.Forms(bytes.NewReader(stems), all.add); err != nil {
		return nil, err
	}
	for word := range strings.FieldsSeq(ourWords(d.language)) {
		all.addOwn(word)
	}
	all.rank(counts)
	if d.also != nil {
		d.also(all)
	}
	tables := lexicon.Tables{
		Language: d.language, Source: d.name + " " + d.version, Particles: all.particles, Compounds: compounds,
		Replacements: slices.Concat(affixes.Replacements, sounds(d.language)), Alike: affixes.Alike, Keys: affixes.Keys,
		Input: affixes.Input, Output: affixes.Output,
	}
	if tables.Keys == nil {
		tables.Keys, tables.Output = d.keys, d.output
	}
	var file bytes.Buffer
	err = lexicon.Write(&file, tables, all.words)
	return file.Bytes(), err
}
