package media

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/draw"

	"parvis/data"
)

func printOf(m image.RGBA64Image) data.Fingerprint { return fingerprint(greyOf(m, sharpSide)) }

func resized(m *image.RGBA, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

func saved(t *testing.T, m image.Image, quality int) image.RGBA64Image {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}))
	picture, err := decode(JPEG, b.Bytes())
	must(t, err)
	return picture
}

// trimmedBy takes away so much of a hundred of each side, in all.
func trimmedBy(m *image.RGBA, hundredths int) *image.RGBA {
	dx, dy := m.Rect.Dx()*hundredths/200, m.Rect.Dy()*hundredths/200
	return m.SubImage(image.Rect(dx, dy, m.Rect.Dx()-dx, m.Rect.Dy()-dy)).(*image.RGBA)
}

// changes are what happens to a picture on its way through other programs, with
// the least that must be found again, of a hundred.
func changes(t *testing.T) map[string]struct {
	least  int
	change func(m *image.RGBA) image.RGBA64Image
} {
	return map[string]struct {
		least  int
		change func(m *image.RGBA) image.RGBA64Image
	}{
		"half as large":         {100, func(m *image.RGBA) image.RGBA64Image { return resized(m, 160, 120) }},
		"an eighth as large":    {100, func(m *image.RGBA) image.RGBA64Image { return resized(m, 40, 32) }},
		"twice as large":        {100, func(m *image.RGBA) image.RGBA64Image { return resized(m, 640, 480) }},
		"JPEG of quality 40":    {100, func(m *image.RGBA) image.RGBA64Image { return saved(t, m, 40) }},
		"JPEG of quality 10":    {100, func(m *image.RGBA) image.RGBA64Image { return saved(t, m, 10) }},
		"half a stop more":      {100, func(m *image.RGBA) image.RGBA64Image { return exposed(m, 0.5) }},
		"trimmed by 2 %":        {100, func(m *image.RGBA) image.RGBA64Image { return trimmedBy(m, 2) }},
		"trimmed by 4 %":        {95, func(m *image.RGBA) image.RGBA64Image { return trimmedBy(m, 4) }},
		"trimmed by 6 %":        {80, func(m *image.RGBA) image.RGBA64Image { return trimmedBy(m, 6) }},
		"small, trimmed, saved": {95, func(m *image.RGBA) image.RGBA64Image { return saved(t, resized(trimmedBy(m, 3), 160, 120), 50) }},
	}
}

// TestAlike measures how many pictures are found again after each change.
func TestAlike(t *testing.T) {
	const scenes = 60
	kinds := changes(t)
	found := map[string]int{}
	for seed := range uint64(scenes) {
		m := scene(seed, 320, 240)
		for name, kind := range kinds {
			if printOf(m).Alike(printOf(kind.change(m))) {
				found[name]++
			}
		}
	}
	for name, kind := range kinds {
		t.Logf("%s: %d of %d found", name, found[name], scenes)
		if found[name]*100 < kind.least*scenes {
			t.Errorf("%s: less than %d %%", name, kind.least)
		}
	}
}

// TestOthersAreNotAlike measures how many pairs of different pictures are taken
// for the same one, of drawings, and of posters from one template that say other
// things.
func TestOthersAreNotAlike(t *testing.T) {
	var scenes []data.Fingerprint
	for seed := range uint64(700) {
		scenes = append(scenes, printOf(scene(seed, 96, 72)))
	}
	wrong, pairs := alarms(scenes)
	t.Logf("drawings: %d of %d pairs", wrong, pairs)
	if wrong*20_000 > pairs {
		t.Error("more than one of 20,000")
	}
	wrong, pairs = 0, 0
	for template := range uint64(12) {
		var cards []data.Fingerprint
		for words := range uint64(6) {
			cards = append(cards, printOf(card(template, words, 270, 270)))
		}
		w, p := alarms(cards)
		wrong, pairs = wrong+w, pairs+p
	}
	t.Logf("posters from one template: %d of %d pairs", wrong, pairs)
	if wrong*50 > pairs {
		t.Error("more than one of 50")
	}
}

func alarms(prints []data.Fingerprint) (wrong, pairs int) {
	for i := range prints {
		for j := range i {
			pairs++
			if prints[i].Alike(prints[j]) {
				wrong++
			}
		}
	}
	return wrong, pairs
}

func TestNothingIsAlikeToNothing(t *testing.T) {
	if data.Fingerprint(0).Alike(0) || data.Fingerprint(0).Alike(1) || !data.Fingerprint(5).Alike(5) {
		t.Error("a print of nothing is alike, or a print is not alike to itself")
	}
	if print := printOf(target(31, 300)); print != 0 {
		t.Errorf("of a tiny picture: %x", print)
	}
}

// fuzzy is a print of which so many bits are others.
func fuzzy(print data.Fingerprint, bits int, random *rand.Rand) data.Fingerprint {
	for _, bit := range random.Perm(64)[:bits] {
		print ^= 1 << bit
	}
	return print
}

// TestIndex compares with what a person would do: look at every one.
func TestIndex(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	var index Index
	wanted := data.Fingerprint(random.Uint64())
	var want [11][]data.MediaHash
	for i := range 3000 {
		print := data.Fingerprint(random.Uint64())
		if i%100 == 0 {
			print = fuzzy(wanted, i/100%15, random)
		}
		hash := data.MediaHash(fmt.Sprint(i))
		index.Add(hash, print)
		if d := bits.OnesCount64(uint64(print ^ wanted)); d <= 10 {
			want[d] = append(want[d], hash)
		}
	}
	index.Add("plain", 0)
	if got := index.Alike(wanted); !slices.Equal(got, slices.Concat(want[:]...)) || len(got) < 20 {
		t.Errorf("%v, want %v", got, want)
	}
	if got := (&Index{}).Alike(wanted); len(got) != 0 {
		t.Errorf("in an empty index: %v", got)
	}
	if got := index.Alike(0); len(got) != 0 {
		t.Errorf("alike to nothing: %v", got)
	}
}

// branch is a tree of distances (Burkhard and Keller, Some approaches to best-
// match file searching, 1973): what is at a distance of its picture from a print
// is below the branch of that distance.
type branch struct {
	print  data.Fingerprint
	hash   data.MediaHash
	deeper [65]*branch
}

func (b *branch) add(hash data.MediaHash, print data.Fingerprint) {
	for {
		next := &b.deeper[bits.OnesCount64(uint64(b.print^print))]
		if *next == nil {
			*next = &branch{print: print, hash: hash}
			return
		}
		b = *next
	}
}

func (b *branch) alike(print data.Fingerprint, found []data.MediaHash) []data.MediaHash {
	const within = 10
	d := bits.OnesCount64(uint64(b.print ^ print))
	if d <= within {
		found = append(found, b.hash)
	}
	for _, next := range b.deeper[max(0, d-within) : min(64, d+within)+1] {
		if next != nil {
			found = next.alike(print, found)
		}
	}
	return found
}

// BenchmarkAlike looks for a picture among 10,000: with the index, with a tree of
// distances, and beside it what it takes to look at the picture itself.
func BenchmarkAlike(b *testing.B) {
	random := rand.New(rand.NewPCG(19, 20))
	var index Index
	tree := &branch{print: data.Fingerprint(random.Uint64())}
	for i := range 10_000 {
		print := data.Fingerprint(random.Uint64())
		index.Add(data.MediaHash(fmt.Sprint(i)), print)
		tree.add(data.MediaHash(fmt.Sprint(i)), print)
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			index.Alike(data.Fingerprint(random.Uint64()))
		}
	})
	b.Run("tree", func(b *testing.B) {
		for b.Loop() {
			tree.alike(data.Fingerprint(random.Uint64()), nil)
		}
	})
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, scene(1, 2048, 1536), nil); err != nil {
		b.Fatal(err)
	}
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(photo.Bytes())); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("look", func(b *testing.B) {
		for b.Loop() {
			if _, err := Look("", bytes.NewReader(photo.Bytes()), int64(photo.Len())); err != nil {
				b.Fatal(err)
			}
		}
	})
}
