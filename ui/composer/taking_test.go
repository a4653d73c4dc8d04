package composer

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func number(n int) string { return strconv.Itoa(n) }

// reel is a large file on a slow stick: every read waits for a step.
type reel struct {
	size  int64
	steps chan struct{}
}

func (r reel) open() (data.MediaFile, int64, error) { return r, r.size, nil }

func (r reel) Close() error { return nil }

func (r reel) ReadAt(p []byte, at int64) (int, error) {
	if r.steps != nil {
		<-r.steps
	}
	n := int(min(int64(len(p)), r.size-at))
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func slow(name string) (File, reel) {
	r := reel{size: 2 * data.MaxMediaBytes, steps: make(chan struct{}, 4096)}
	return File{Name: name, Open: r.open}, r
}

// hurry lets a slow file be read from then on.
func (r reel) hurry() { close(r.steps) }

// halfWay lets a slow file be read until some of it is told.
func (b *bench) halfWay(r reel) {
	b.t.Helper()
	for range 100 {
		r.steps <- struct{}{}
	}
	b.until("some is copied", func() bool { return len(b.taking) == 1 && b.taking[0].percent > 0 })
}

// TestALargeVideoTellsHowFarItIs: while it is copied the post cannot leave
// without it.
func TestALargeVideoTellsHowFarItIs(t *testing.T) {
	p := newPane(t)
	post := everywhere("Le four")
	post.When = tomorrow()
	p.given(post)
	file, r := slow("four.mp4")
	p.take([]File{file}, 0)
	p.halfWay(r)
	stack := partOf[*notices](p).stack
	if !stack.Visible() || len(stack.Objects) != 1 {
		t.Errorf("%d notices", len(stack.Objects))
	}
	if c, stopped := blocker(p.checks(), true); !stopped || c.key != "copying" || c.file != "four.mp4" {
		t.Errorf("%+v may be published", c)
	}
	p.schedule()
	if len(p.desk.called()) != 0 {
		t.Error("scheduled without it")
	}
	r.hurry()
	p.until("it is attached", func() bool { return len(p.post.Media) == 1 })
	if len(p.taking) != 0 || stack.Visible() {
		t.Error("it is still being copied")
	}
}

func TestACopyIsCancelled(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Le four"))
	file, r := slow("four.mp4")
	p.take([]File{file}, 0)
	p.halfWay(r)
	link := find[*widgets.Link](partOf[*notices](p).stack)
	if link == nil {
		t.Fatal("it cannot be cancelled")
	}
	test.Tap(link)
	r.hurry()
	p.until("it ended", func() bool { return p.Runner.Running() == 0 })
	if len(p.taking) != 0 || len(p.post.Media) != 0 || len(p.notices) != 0 {
		t.Errorf("left: %v, %v, %q", p.taking, p.post.Media, p.notices)
	}
}

func find[W fyne.CanvasObject](in fyne.CanvasObject) (found W) {
	if w, ok := in.(W); ok {
		return w
	}
	if c, ok := in.(*fyne.Container); ok {
		for _, o := range c.Objects {
			if w := find[W](o); !isNil(w) {
				return w
			}
		}
	}
	return found
}

func isNil[W fyne.CanvasObject](w W) bool {
	var none W
	return fyne.CanvasObject(w) == fyne.CanvasObject(none)
}

// TestLeavingEndsACopy: what was not copied yet does not turn up in another post,
// and the person hears of it.
func TestLeavingEndsACopy(t *testing.T) {
	b := newBench(t)
	other := b.given(everywhere("l’autre"))
	b.begin("")
	b.typed(common, 0, "le premier")
	file, r := slow("four.mp4")
	b.take([]File{file}, 0)
	b.halfWay(r)
	b.reopen(other)
	r.hurry()
	b.settle()
	if len(b.taking) != 0 || len(b.post.Media) != 0 {
		t.Errorf("the other post got %v", b.post.Media)
	}
	if want := "«\u202ffour.mp4\u202f» n’était pas encore copié et n’est pas joint."; !slices.Contains(b.window.toasts, want) {
		t.Errorf("toasts %q", b.window.toasts)
	}
}

// TestCopyingTellsEachPercentOnce, of large files only, and ends with its
// context.
func TestCopyingTellsEachPercentOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var told []int
	for _, size := range []int64{data.MaxMediaBytes, data.MaxMediaBytes + 1} {
		c := &copying{MediaFile: reel{size: size}, ctx: ctx, size: size, told: func(p int) { told = append(told, p) }}
		if _, err := io.Copy(io.Discard, io.NewSectionReader(c, 0, size)); err != nil {
			t.Fatal(err)
		}
	}
	if len(told) != 100 || told[0] != 1 || told[99] != 100 || !slices.IsSorted(told) {
		t.Errorf("told %v", told)
	}
	cancel()
	c := &copying{MediaFile: reel{size: 1}, ctx: ctx, size: 1}
	if _, err := c.ReadAt(make([]byte, 1), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestAVideoIsAPlate: nothing asks for a picture of it, and it is called by its
// name and its length.
func TestAVideoIsAPlate(t *testing.T) {
	p := newPane(t)
	p.given(everywhere("Le four"))
	p.take([]File{file("four.mp4", []byte("film"))}, 0)
	p.until("it is attached", func() bool { return len(p.post.Media) == 1 })
	m := partOf[*media](p)
	got := m.tile(0, p.post.Media[0])
	if got.Icon != theme.IconFilm || got.Tag != "0:42" || got.Caption != "four.mp4" || got.Warn || got.Image != nil {
		t.Errorf("%+v", got)
	}
	if len(m.thumbnails) != 0 {
		t.Error("a picture of it was asked for")
	}
	m.choose(0)
	p.typeIn("Le four à bois")
	p.settle()
	if got := p.desk.stored(1).Media; got[0].Alt != "Le four à bois" {
		t.Errorf("stored %+v", got)
	}
}
