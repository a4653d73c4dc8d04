package media

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// counted counts what is read of a file.
type counted struct {
	r     io.ReaderAt
	bytes int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	c.bytes += len(p)
	return c.r.ReadAt(p, at)
}

func inspect(b []byte) (data.Media, error) {
	return InspectFile("four", bytes.NewReader(b), int64(len(b)))
}

func TestVideosAreDescribed(t *testing.T) {
	change := func(f func(*clip)) []byte {
		c := sample()
		f(&c)
		return c.bytes()
	}
	for name, c := range map[string]struct {
		b      []byte
		mime   string
		w, h   int
		length time.Duration
	}{
		"as it is":          {sample().bytes(), MP4, 1920, 1080, 42 * time.Second},
		"QuickTime":         {change(func(c *clip) { c.brand = "qt  " }), QuickTime, 1920, 1080, 42 * time.Second},
		"header at the end": {change(func(c *clip) { c.moovLast = true }), MP4, 1920, 1080, 42 * time.Second},
		"no name":           {change(func(c *clip) { c.moovLast = true })[24:], QuickTime, 1920, 1080, 42 * time.Second},
		"with a place":      {change(func(c *clip) { c.secrets = true }), MP4, 1920, 1080, 42 * time.Second},
		"version 1":         {change(func(c *clip) { c.wide = true }), MP4, 1920, 1080, 42 * time.Second},
		"sideways":          {change(func(c *clip) { c.turn = [4]uint32{0, one, minusOne, 0} }), MP4, 1080, 1920, 42 * time.Second},
		"the other way":     {change(func(c *clip) { c.turn = [4]uint32{0, minusOne, one, 0} }), MP4, 1080, 1920, 42 * time.Second},
		"half a turn":       {change(func(c *clip) { c.turn = [4]uint32{minusOne, 0, 0, minusOne} }), MP4, 1920, 1080, 42 * time.Second},
		"in pieces":         {change(func(c *clip) { c.length, c.pieces = 0, 300 }), MP4, 1920, 1080, 500 * time.Millisecond},
		"of unknown length": {change(func(c *clip) { c.length = 0xffffffff }), MP4, 1920, 1080, 0},
		"a third":           {change(func(c *clip) { c.scale, c.length = 3, 1 }), MP4, 1920, 1080, 333 * time.Millisecond},
		"WebM":              {web("webm", 1234.5678), WebM, 640, 360, 1235 * time.Millisecond},
		"Matroska":          {web("matroska", 2000), Matroska, 640, 360, 2 * time.Second},
		"of a browser":      {web("webm", 0), WebM, 640, 360, 0},
	} {
		t.Run(name, func(t *testing.T) {
			read := &counted{r: bytes.NewReader(c.b)}
			m, err := InspectFile("four", read, int64(len(c.b)))
			must(t, err)
			want := data.Media{Name: "four", MIME: c.mime, Bytes: int64(len(c.b)), Width: c.w, Height: c.h, Length: c.length}
			if m != want || !m.Video() {
				t.Errorf("%+v, want %+v", m, want)
			}
			if read.bytes > 2000 {
				t.Errorf("%d bytes were read", read.bytes)
			}
		})
	}
}

// TestASizeThatIsNotShown: where a track does not say how large it is shown, its
// pictures do.
func TestASizeThatIsNotShown(t *testing.T) {
	b := sample().bytes()
	shown := numbers(1920<<16, 1080<<16)
	b = bytes.ReplaceAll(b, shown, make([]byte, len(shown)))
	m, err := inspect(b)
	must(t, err)
	if m.Width != 1920 || m.Height != 1080 {
		t.Errorf("%+v", m)
	}
}

func TestPicturesAreDescribedAsBefore(t *testing.T) {
	b := asPNG(t, flag(4, 3))
	want, err := Inspect("four", b)
	must(t, err)
	got, err := inspect(b)
	must(t, err)
	if got != want || got.Hash == "" {
		t.Errorf("%+v, want %+v", got, want)
	}
	_, err = Picture(bytes.NewReader(sample().bytes()), 1000)
	if !errors.Is(err, data.ErrNoPicture) {
		t.Errorf("a video is a picture: %v", err)
	}
}

// zeros is a file that never ends.
type zeros struct{ head []byte }

func (z zeros) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	if at < int64(len(z.head)) {
		copy(p, z.head[at:])
	}
	return len(p), nil
}

// TestHostileVideos is R43 for videos: every lie of a header is told, and costs
// little.
func TestHostileVideos(t *testing.T) {
	whole, head := sample().bytes(), aBox("ftyp", []byte("isom"), numbers(0))
	moov := func(parts ...[]byte) []byte { return slices.Concat(head, aBox("moov", parts...)) }
	change := func(f func(*clip)) []byte {
		c := sample()
		f(&c)
		return c.bytes()
	}
	deep := []byte{}
	for range 5000 {
		deep = aBox("moov", deep)
	}
	for name, c := range map[string]struct {
		b    []byte
		code string
	}{
		"only a name":           {head, CodeBroken},
		"not finished":          {slices.Concat(head, aBox("mdat", []byte("pictures"))), CodeBroken},
		"a photograph":          {slices.Concat(aBox("ftyp", []byte("heic"), numbers(0)), aBox("meta")), CodeHEIC},
		"another photograph":    {slices.Concat(aBox("ftyp", []byte("mif1"), numbers(0)), aBox("meta")), CodeHEIC},
		"of a browser":          {slices.Concat(aBox("ftyp", []byte("avif"), numbers(0)), aBox("meta")), CodeFormat},
		"only sound":            {change(func(c *clip) { c.handler = "soun" }), CodeFormat},
		"locked":                {change(func(c *clip) { c.codec = "encv" }), CodeFormat},
		"cut off":               {whole[:len(whole)-1], CodeBroken},
		"larger than the file":  {slices.Concat(head, numbers(1<<31), []byte("moov")), CodeBroken},
		"smaller than its head": {slices.Concat(head, numbers(7), []byte("moov")), CodeBroken},
		"larger than the world": {slices.Concat(head, numbers(1), []byte("moov"), numbers(0x7fffffff, 0xffffffff)), CodeBroken},
		"negative":              {slices.Concat(head, numbers(1), []byte("moov"), numbers(0xffffffff, 0xfffffff0)), CodeBroken},
		"long, and nothing":     {slices.Concat(head, numbers(1), []byte("moov")), CodeBroken},
		"larger than its box":   {moov(numbers(100), []byte("trak")), CodeBroken},
		"to the end, empty":     {slices.Concat(head, numbers(0), []byte("moov")), CodeBroken},
		"deep":                  {slices.Concat(head, deep), CodeBroken},
		"no clock":              {change(func(c *clip) { c.scale = 0 }), CodeBroken},
		"an age":                {moov(aBox("mvhd", numbers(1<<24, 0, 0, 0, 0, 1, 0x7fffffff, 0))), CodeBroken},
		"a short track":         {moov(aBox("mvhd", numbers(0, 0, 0, 1, 1)), aBox("trak", aBox("tkhd", numbers(0)), aBox("mdia", aBox("hdlr", numbers(0, 0), []byte("vide"))))), CodeBroken},
		"half an EBML head":     {[]byte("\x1a\x45\xdf\xa3"), CodeBroken},
		"no segment":            {anElement(idHead, 1), CodeBroken},
		"a bad size":            {append(anElement(idHead, 1), 0x18, 0x53, 0x80, 0x67, 0x00), CodeBroken},
		"a bad name":            {append(anElement(idHead, 1), 0x00), CodeBroken},
		"a large number":        {slices.Concat(anElement(idHead, 1), anElement(idSegment, 8, anElement(idInfo, 1, anElement(idScale, 1, make([]byte, 9))))), CodeBroken},
		"no tracks":             {slices.Concat(anElement(idHead, 1), anElement(idSegment, 8, anElement(idCluster, 1))), CodeFormat},
		"not a number":          {web("webm", 1e300), CodeBroken},
	} {
		t.Run(name, func(t *testing.T) {
			read := &counted{r: bytes.NewReader(c.b)}
			_, err := InspectFile("x", read, int64(len(c.b)))
			wantCode(t, err, c.code)
			if read.bytes > 2000 {
				t.Errorf("%d bytes were read", read.bytes)
			}
		})
	}
	read := &counted{r: zeros{head: slices.Concat(head, bytes.Repeat(aBox("free"), mostSteps))}}
	_, err := InspectFile("x", read, data.MaxVideoBytes)
	wantCode(t, err, CodeBroken)
	if read.bytes > 9*mostSteps {
		t.Errorf("%d bytes were read of a file of empty boxes", read.bytes)
	}
	_, err = InspectFile("x", zeros{head: head}, data.MaxVideoBytes+1)
	wantCode(t, err, data.CodeTooLarge)
	_, err = InspectFile("x", zeros{}, 100)
	wantCode(t, err, CodeFormat)
	_, err = InspectFile("x", bytes.NewReader(head), 0)
	wantCode(t, err, CodeFormat)
}

// failing is a disk that does not answer.
type failing struct{ data.MediaFile }

var errDisk = errors.New("the disk does not answer")

func (f failing) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > 20 {
		return 0, errDisk
	}
	return f.MediaFile.ReadAt(p, at)
}

func TestADiskThatDoesNotAnswerIsNoFaultOfTheFile(t *testing.T) {
	for _, b := range [][]byte{sample().bytes(), web("webm", 3), asPNG(t, flag(40, 30))} {
		file, _ := data.InMemory(b)()
		if _, err := InspectFile("x", failing{file}, int64(len(b))); !errors.Is(err, errDisk) || data.KindOf(err) == data.Invalid {
			t.Errorf("got %v", err)
		}
	}
	_, err := InspectFile("x", bytes.NewReader(asPNG(t, flag(40, 30))), 1000)
	wantCode(t, err, CodeBroken)
}

func broad() data.MediaRule {
	return data.MediaRule{
		Videos: 1, VideoBytes: 1 << 20, VideoMIME: []string{MP4, QuickTime}, VideoMin: 3 * time.Second, VideoMax: time.Minute,
	}
}

// TestAVideoLeavesWithoutItsPlace: what says where a film was made is gone on
// the way out, whatever the stretches in which it is read, and the file itself is
// as it was.
func TestAVideoLeavesWithoutItsPlace(t *testing.T) {
	for _, last := range []bool{false, true} {
		c := sample()
		c.secrets, c.moovLast = true, last
		b := append(c.bytes(), aBox("uuid", []byte("\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac<exif:GPSLatitude>47.2184"))...)
		kept := slices.Clone(b)
		m, err := inspect(b)
		must(t, err)
		open, same, err := FitFor(broad(), m, data.InMemory(b))
		must(t, err)
		if same != m {
			t.Errorf("%+v became %+v", m, same)
		}
		file, err := open()
		must(t, err)
		whole := make([]byte, len(b))
		_, err = file.ReadAt(whole, 0)
		must(t, err)
		for _, private := range []string{"47.2184", "Jeanne", "location", "GPS"} {
			if !bytes.Contains(b, []byte(private)) || bytes.Contains(whole, []byte(private)) {
				t.Errorf("%q was not there, or still is", private)
			}
		}
		again, err := inspect(whole)
		must(t, err)
		if again != m {
			t.Errorf("it became %+v", again)
		}
		wantOnlyFreed(t, b, whole)
		for _, step := range []int{1, 3, 7, 64} {
			var slow []byte
			for at := 0; at < len(b); at += step {
				p := make([]byte, min(step, len(b)-at))
				_, err := file.ReadAt(p, int64(at))
				must(t, err)
				slow = append(slow, p...)
			}
			if !bytes.Equal(slow, whole) {
				t.Errorf("read by %d it is another file", step)
			}
		}
		must(t, file.Close())
		if !bytes.Equal(b, kept) {
			t.Error("the file itself was changed")
		}
	}
}

// wantOnlyFreed: what differs is the name of a box that became free room, or
// zero.
func wantOnlyFreed(t *testing.T, before, after []byte) {
	t.Helper()
	for i := range before {
		if before[i] != after[i] && after[i] != 0 && !strings.ContainsRune("free", rune(after[i])) {
			t.Fatalf("byte %d became %x", i, after[i])
		}
	}
}

func TestAVideoIsTakenOrRefused(t *testing.T) {
	film := data.Media{Hash: "h", Name: "four.mp4", MIME: MP4, Bytes: int64(len(sample().bytes())), Width: 1920, Height: 1080, Length: 42 * time.Second}
	for name, c := range map[string]struct {
		change func(*data.MediaRule, *data.Media)
		code   string
	}{
		"taken":          {func(*data.MediaRule, *data.Media) {}, ""},
		"without limits": {func(r *data.MediaRule, _ *data.Media) { *r = data.MediaRule{Videos: 1} }, ""},
		"no length":      {func(_ *data.MediaRule, m *data.Media) { m.Length = 0 }, ""},
		"no videos":      {func(r *data.MediaRule, _ *data.Media) { r.Videos = 0 }, CodeMediaType},
		"another kind":   {func(_ *data.MediaRule, m *data.Media) { m.MIME = WebM }, CodeMediaType},
		"too heavy":      {func(_ *data.MediaRule, m *data.Media) { m.Bytes = 1<<20 + 1 }, data.CodeTooLarge},
		"too long":       {func(_ *data.MediaRule, m *data.Media) { m.Length = time.Minute + 1 }, CodeVideoLong},
		"too short":      {func(_ *data.MediaRule, m *data.Media) { m.Length = time.Second }, CodeVideoShort},
	} {
		t.Run(name, func(t *testing.T) {
			rule, m := broad(), film
			c.change(&rule, &m)
			_, got, err := FitFor(rule, m, data.InMemory(sample().bytes()))
			if c.code != "" {
				wantCode(t, err, c.code)
				return
			}
			must(t, err)
			if got != m {
				t.Errorf("%+v became %+v", m, got)
			}
		})
	}
	_, _, err := FitFor(broad(), film, func() (data.MediaFile, error) { return nil, os.ErrNotExist })
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is gone: %v", err)
	}
}

// TestAVideoIsOpenedWhenItIsRead: a film is not held in memory.
func TestAVideoIsOpenedWhenItIsRead(t *testing.T) {
	b, opened, closed := sample().bytes(), 0, 0
	m, err := inspect(b)
	must(t, err)
	open, _, err := FitFor(broad(), m, func() (data.MediaFile, error) {
		opened++
		file, err := data.InMemory(b)()
		return closing{file, &closed}, err
	})
	must(t, err)
	for range 2 {
		file, err := open()
		must(t, err)
		must(t, file.Close())
	}
	if opened != 3 || closed != 3 {
		t.Errorf("opened %d times, closed %d times", opened, closed)
	}
}

type closing struct {
	data.MediaFile
	times *int
}

func (c closing) Close() error { *c.times++; return c.MediaFile.Close() }

func TestBrokenVideosAreErrorsOnly(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	secret := sample()
	secret.secrets = true
	for _, good := range [][]byte{secret.bytes()[:3000], web("webm", 5)[:300]} {
		for range 2000 {
			b := slices.Clone(good)
			for range 1 + random.IntN(4) {
				b[random.IntN(len(b))] = byte(random.Uint32())
			}
			checkVideo(t, b)
			checkVideo(t, b[:random.IntN(len(b))])
		}
	}
}

// checkVideo runs everything on bytes of any kind; errors are fine, but only
// ours, and what was taken stays what it is without its private parts.
func checkVideo(t *testing.T, b []byte) {
	t.Helper()
	m, err := inspect(b)
	var f *data.Failure
	if err != nil {
		if !errors.As(err, &f) || f.Kind != data.Invalid || f.Code == "" {
			t.Fatalf("%x: %v", b, err)
		}
		return
	}
	if !m.Video() {
		return
	}
	if m.Width <= 0 || m.Height <= 0 || m.Length < 0 || m.Length%time.Millisecond != 0 {
		t.Fatalf("%x: %+v", b, m)
	}
	open, _, err := FitFor(data.MediaRule{Videos: 1}, m, data.InMemory(b))
	must(t, err)
	file, err := open()
	must(t, err)
	whole := make([]byte, len(b))
	_, err = file.ReadAt(whole, 0)
	must(t, err)
	again, err := inspect(whole)
	if err != nil || again != m {
		t.Fatalf("%x: %+v became %+v, %v", b, m, again, err)
	}
}

// FuzzVideo reads the header of anything, and hides what is private in it.
func FuzzVideo(f *testing.F) {
	secret := sample()
	secret.secrets, secret.pieces = true, 7
	for _, b := range [][]byte{secret.bytes(), web("webm", 5), web("matroska", 0)} {
		f.Add(b[:min(len(b), 3000)])
	}
	f.Add(aBox("moov", aBox("mvhd", numbers(0, 0, 0, 1, 1))))
	f.Add([]byte("\x00\x00\x00\x00ftypqt  "))
	f.Fuzz(checkVideo)
}
