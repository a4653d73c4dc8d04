package main

import (
	"strings"
	"testing"

	"parvis/data/reputation/labelled"
	"parvis/data/reputation/linear"
	"parvis/data/text"
)

func nobody() map[string]*linear.Marks {
	return map[string]*linear.Marks{"en": linear.NewMarks(map[string]float32{"great": .5}), "fr": linear.NewMarks(nil)}
}

func TestNamesAreWhatHasACapitalInsideASentence(t *testing.T) {
	var texts []string
	for range often {
		texts = append(texts, "we flew with Zorblax on Monday and it was Great", "Then we ate at Quentin's near the Bank", "the bank was near", "BUY VALUE NOW", "the bank of Oslo")
	}
	n := findNames(texts, nobody())
	if got := strings.Join(n.all, " "); got != "oslo quentins zorblax" {
		t.Errorf("names: %q", got)
	}
}

func TestOtherNamesTakeThePlaceOfNames(t *testing.T) {
	n := &names{known: map[string]bool{"zorblax": true, "quentin": true}, all: []string{"quentin", "zorblax"}}
	const text = "Merci Zorblax, #QUENTIN et ZORBLAX : un délice"
	out, has := n.exchanged(text)
	again, _ := n.exchanged(text)
	plain := strings.NewReplacer("quentin", "*", "zorblax", "*").Replace(out)
	if !has || out != again || plain != "Merci *, #* et * : un délice" {
		t.Errorf("%q, then %q, has names: %v", out, again, has)
	}
	if out, has := n.struck(text); !has || out != "Merci @x, @x et @x : un délice" {
		t.Errorf("struck: %q, %v", out, has)
	}
	if out, has := n.exchanged("un délice"); has || out != "un délice" {
		t.Errorf("a text without names becomes %q", out)
	}
	rows := n.pairs([]labelled.Row{{Label: "a", Text: "un délice"}, {Label: "b", Text: "Zorblax !"}})
	if len(rows) != 2 || rows[0].Text != "Zorblax !" || rows[1].Label != "b" || !strings.HasSuffix(rows[1].Text, " !") {
		t.Errorf("pairs: %q", rows)
	}
}

// Each is one word as texts are read.
func TestBrandsAreSpelledAsTextsAreRead(t *testing.T) {
	var p text.Pieces
	for _, name := range brands() {
		p.Read(name)
		if len(p.List) != 1 || string(p.Spelling(p.List[0])) != name {
			t.Errorf("%q is spelled otherwise", name)
		}
	}
}
