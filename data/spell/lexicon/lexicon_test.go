package lexicon_test

import (
	"bytes"
	"testing"

	"parvis/data/spell/lexicon"
)

func written(t *testing.T, words map[string]lexicon.Word) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := lexicon.Write(&file, lexicon.Tables{Language: "fr", Particles: []string{"l'"}}, words); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestRoundTrip(t *testing.T) {
	words := map[string]lexicon.Word{
		"arbre": {Particles: 1, Rank: 3}, "arbres": {}, "km": {KeepCase: true}, "alot": {Forbidden: true}, "Noël": {NoSuggest: true}, "a": {Rank: 9},
	}
	file := written(t, words)
	if !bytes.Equal(file, written(t, words)) {
		t.Error("the same words give other bytes")
	}
	l, err := lexicon.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if l.Len() != len(words) || l.Language != "fr" || len(l.Particles) != 1 {
		t.Errorf("%d words, %+v", l.Len(), l.Tables)
	}
	for word, want := range words {
		if got, ok := l.Look(word); !ok || got != want {
			t.Errorf("%s: %+v, %v", word, got, ok)
		}
	}
	for _, word := range []string{"", "arb", "arbress", "noël", "\xff"} {
		if _, ok := l.Look(word); ok {
			t.Errorf("%q was found", word)
		}
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	file := written(t, map[string]lexicon.Word{"pain": {}, "levain": {}})
	for n := range file {
		if _, err := lexicon.Read(file[:n]); err == nil {
			t.Fatalf("%d bytes of %d were taken", n, len(file))
		}
	}
	file[len(file)-5] ^= 1
	if _, err := lexicon.Read(file); err == nil {
		t.Error("a changed byte was not noticed")
	}
}
