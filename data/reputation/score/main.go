// Command score judges texts, one a line, so that anybody can measure the models
// with a set of labelled texts and nlp/score.py:
//
//	go run ./data/reputation/score -task sentiment -channel review < texts > labels
//
// It prints "label<TAB>chance" for every line: for the task lang the code of the
// language that is likeliest, whatever the chance, and for sentiment negative,
// neutral or positive.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"parvis/assets"
	"parvis/data/reputation"
)

func main() {
	task := flag.String("task", "sentiment", "what to say of a text: `sentiment, lang, toxicity, urgency or intent`")
	channel := flag.String("channel", string(reputation.Comment), "where texts were written: `comment or review`")
	flag.Parse()
	if err := score(os.Stdin, os.Stdout, *task, reputation.Channel(*channel)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// longest is the longest line that is read, in bytes.
const longest = 16 << 20

func score(in io.Reader, out io.Writer, task string, channel reputation.Channel) error {
	if channel != reputation.Comment && channel != reputation.Review {
		return fmt.Errorf("score: there is no channel %q", channel)
	}
	models, err := reputation.Load(assets.Models)
	if err != nil {
		return err
	}
	answer := answers(models.NewReader(), channel)[task]
	if answer == nil {
		return fmt.Errorf("score: there is no task %q", task)
	}
	lines, w := bufio.NewScanner(in), bufio.NewWriter(out)
	lines.Buffer(nil, longest)
	for lines.Scan() {
		label, chance := answer(lines.Text())
		fmt.Fprintf(w, "%s\t%.4f\n", label, chance)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return w.Flush()
}

// known is a label that a rule gave, with otherwise for a text that was not read.
func known(label, otherwise string) (string, float32) {
	if label == "" {
		return otherwise, 1
	}
	return label, 1
}

// answers are the tasks.
func answers(r *reputation.Reader, channel reputation.Channel) map[string]func(string) (string, float32) {
	return map[string]func(string) (string, float32){
		"lang": r.Tongue,
		"sentiment": func(text string) (string, float32) {
			v := r.Read(text, channel, "")
			if v.Sentiment == reputation.Unread {
				return string(reputation.Neutral), 1. / 3
			}
			return string(v.Sentiment), v.Chance
		},
		"urgency": func(text string) (string, float32) { return known(string(r.Read(text, channel, "").Urgency), "low") },
		"intent":  func(text string) (string, float32) { return known(string(r.Read(text, channel, "").Intent), "other") },
		"toxicity": func(text string) (string, float32) {
			v := r.Read(text, channel, "")
			if v.Toxic() {
				return "toxic", max(v.Toxicity, 0.5)
			}
			return "ok", max(1-v.Toxicity, 0.5)
		},
	}
}
