package composer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// enlarge gives the pane a window of a size, as the window does when it is asked to.
func (p *pane) enlarge(width, height float32) {
	p.composer.Enlarge(true)
	p.window.Resize(fyne.NewSize(width, height))
}

func TestEnlargingKeepsWhatIsWrittenAndTheCaret(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	area := partOf[*editor](p).areas[0]
	area.GoTo(4)
	keys := p.window.Canvas().Focused()
	p.enlarge(1232, 900)
	if p.window.Canvas().Focused() != keys || area.Caret() != 4 {
		t.Fatal("the caret is elsewhere")
	}
	p.typeIn("bonnes ")
	p.composer.Enlarge(false)
	if p.window.Canvas().Focused() != keys || area.Caret() != 11 {
		t.Error("the caret is elsewhere on the way back")
	}
	p.settle()
	if got := p.desk.stored(1).Parts[0]; got != "Des bonnes galettes" {
		t.Errorf("stored %q", got)
	}
}

func TestTheEnlargedPaneIsLeftByItsButtonAndByEscape(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	p.enlarge(1232, 900)
	test.Tap(p.composer.big.back)
	partOf[*editor](p).focus(0)
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	partOf[*header](p).title.Focus()
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := p.window0().enlarged; len(got) != 3 || got[0] || got[1] || got[2] {
		t.Errorf("asked %v", got)
	}
	p.composer.Enlarge(false)
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := p.window0().enlarged; len(got) != 3 {
		t.Errorf("a narrow pane asks %v", got)
	}
}

func TestTheFoldedColumnIsShownByItsButton(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Des galettes"))
	p.enlarge(1232, 900)
	if !p.composer.big.left.Visible() || p.composer.big.folded {
		t.Fatal("it is folded where there is room")
	}
	p.enlarge(892, 700)
	if p.composer.big.left.Visible() || !p.composer.big.folded {
		t.Fatal("it stands where there is no room")
	}
	test.Tap(p.composer.big.unfold)
	top := p.window.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nothing is shown")
	}
	found := false
	walk(top, func(o fyne.CanvasObject) { found = found || o == p.composer.big.aside.scroll })
	if !found {
		t.Error("something else is shown")
	}
}

func TestNothingOfTheEnlargedPaneIsClipped(t *testing.T) {
	p := newPane(t)
	post := everywhere("Des galettes")
	post.Title, post.When = "Galette des rois, précommande jusqu’à dimanche", tomorrow()
	p.given(post)
	for _, size := range []fyne.Size{{Width: 892, Height: 700}, {Width: 1232, Height: 900}, {Width: 1712, Height: 1080}} {
		p.enlarge(size.Width, size.Height)
		for _, o := range p.composer.root.Objects {
			if from, to := o.Position(), o.Position().Add(o.Size()); from.X < 0 || from.Y < 0 || to.X > size.Width || to.Y > size.Height {
				t.Errorf("%v: %T from %v to %v", size, o, from, to)
			}
		}
		for _, o := range p.composer.big.bar.Objects {
			if least := o.MinSize().Width; o.Visible() && o.Size().Width < least || o.Position().X+o.Size().Width > p.composer.big.bar.Size().Width+1 {
				t.Errorf("%v: %T has %v of %v", size, o, o.Size().Width, least)
			}
		}
	}
}
