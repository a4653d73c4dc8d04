package demo

import (
	"bytes"
	"testing"

	"parvis/data"
	"parvis/data/media"
)

// The library shows what it can tell of a file: each is in the demonstration.
func TestKeepsakesAreWhatTheyAreMeantToBe(t *testing.T) {
	var plain, copied data.MediaFacts
	for _, one := range keepsakes() {
		b, err := one.paint(Start())
		if err != nil {
			t.Fatal(err)
		}
		facts, err := media.Look(one.file, bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if facts.Blurred() != one.blurred || facts.Place != one.tells || facts.Taken.At.IsZero() == one.tells {
			t.Errorf("%s: sharpness %.3f, place %t, taken %v", one.file, facts.Sharpness, facts.Place, facts.Taken.At)
		}
		switch one.file {
		case "campagne-au-levain.jpg":
			plain = facts
		case "IMG_0412.jpg":
			copied = facts
		}
	}
	if !plain.Print.Alike(copied.Print) || plain.Hash == copied.Hash {
		t.Error("no picture is there twice")
	}
}
