package widgets

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
)

type placedWord struct {
	word   string
	weight theme.Weight
	x      float32
	row    int
}

func placed(p *Passage, width float32) []placedWord {
	var all []placedWord
	p.flow(width, func(word string, w theme.Weight, x float32, row int) {
		all = append(all, placedWord{word, w, x, row})
	})
	return all
}

func TestPassageKeepsSignsAtBoldWords(t *testing.T) {
	defer test.NewApp().Quit()
	words := placed(NewPassage("open **App passwords**, Add."), 1000)
	if len(words) != 5 {
		t.Fatalf("%+v: want 5 words", words)
	}
	bold, comma := words[2], words[3]
	if bold.weight != theme.Bold || bold.word != "passwords" || comma.word != "," || comma.weight != theme.Regular {
		t.Fatalf("%+v: want bold words and a plain comma", words)
	}
	if end := bold.x + theme.Measure(bold.word, theme.Body, theme.Bold).Width; comma.x != end {
		t.Errorf("the comma begins at %v, the word ends at %v", comma.x, end)
	}
	if words[4].x <= comma.x+theme.Measure(",", theme.Body, theme.Regular).Width {
		t.Error("no space behind the comma")
	}
}

func TestPassageWraps(t *testing.T) {
	defer test.NewApp().Quit()
	p := NewPassage("one **two** three four")
	const width = 60
	for _, w := range placed(p, width) {
		if w.x+theme.Measure(w.word, theme.Body, w.weight).Width > width {
			t.Errorf("%q at %v runs over %v", w.word, w.x, width)
		}
	}
	rows := placed(p, width)[3].row + 1
	if rows < 2 || p.HeightFor(width) != float32(rows)*theme.RowHeight {
		t.Errorf("%d rows, height %v", rows, p.HeightFor(width))
	}
	if got := p.AccessibilityLabel(); got != "one two three four" {
		t.Errorf("is read as %q", got)
	}
}
