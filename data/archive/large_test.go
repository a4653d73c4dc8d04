package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const (
	rounds      = 128
	perRound    = 100
	largeStated = 2 << 30
)

// large is an export of X in a zip whose posts unpack to 2 GB: in each round a
// post far too long, one just short enough, and a hundred others. Only one
// round is ever in memory.
func large(t *testing.T) string {
	t.Helper()
	var round strings.Builder
	fmt.Fprintf(&round, `{"tweet":{"id_str":"9","padding":"%s"}},`, strings.Repeat("a", largeStated/rounds))
	for i := range perRound + 1 {
		padding := 1000
		if i == 0 {
			padding = maxItem - 1000
		}
		fmt.Fprintf(&round, "\n{\"tweet\":{\"id_str\":\"%d\",\"full_text\":\"Bonjour\",\"created_at\":\"Wed Oct 10 20:19:24 +0000 2018\",\"padding\":\"%s\"}},",
			i+1, strings.Repeat("b", padding))
	}
	path := filepath.Join(t.TempDir(), "large.zip")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	err = errors.Join(repeated(w, "data/tweets.js", "x = [", round.String(), "null]"), w.Close(), out.Close())
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// repeated writes a file of first, many rounds and last. A round is packed
// once: packed data that was flushed may be repeated as it is.
func repeated(w *zip.Writer, name, first, round, last string) error {
	parts := [3][]byte{}
	for i, part := range []string{first, round, last} {
		var packed bytes.Buffer
		f, err := flate.NewWriter(&packed, flate.BestSpeed)
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, part)
		if err = errors.Join(err, f.Flush()); err != nil {
			return err
		}
		parts[i] = packed.Bytes()
	}
	parts[2] = append(parts[2], 3, 0) // the empty block that ends it all
	content, plain := parts[0], [][]byte{[]byte(first)}
	for range rounds {
		content = append(content, parts[1]...)
		plain = append(plain, []byte(round))
	}
	content, plain = append(content, parts[2]...), append(plain, []byte(last))
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(content))}
	for _, p := range plain {
		header.CRC32 = crc32.Update(header.CRC32, crc32.IEEETable, p)
		header.UncompressedSize64 += uint64(len(p))
	}
	e, err := w.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = e.Write(content)
	return err
}

func TestTwoGigabytesStream(t *testing.T) {
	a := open(t, large(t))
	runtime.GC()
	posts, tooLong, told := 0, 0, 0
	var peak uint64
	sum, err := a.Read(t.Context(), func(i Item) error {
		posts++
		return nil
	}, func(b BadItem) {
		if codeOf(t, b.Err) == CodeSize {
			tooLong++
		}
	}, func(done, total int64) {
		if told++; told%16 == 0 {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
	})
	if err != nil || posts != rounds*(perRound+1) || tooLong != rounds || sum.Bad != rounds+1 {
		t.Errorf("%d posts, %d too long, %+v: %v", posts, tooLong, sum, err)
	}
	if told < largeStated/progressStep/2 {
		t.Errorf("progress was told %d times", told)
	}
	if peak == 0 || peak > 64<<20 {
		t.Errorf("%d MB at the most in memory", peak>>20)
	}
	t.Logf("%d MB at the most in memory", peak>>20)
}

// TestCancelWithinOnePost ends the reading while the first post, which is far
// too long, is passed by.
func TestCancelWithinOnePost(t *testing.T) {
	a := open(t, large(t))
	ctx, cancel := context.WithCancel(t.Context())
	var at int64
	sum, err := a.Read(ctx, func(Item) error { return nil }, nil, func(done, total int64) {
		at = done
		cancel()
	})
	if !errors.Is(err, context.Canceled) || sum != (Summary{}) || at > 2*progressStep {
		t.Errorf("%v at %d after %+v", err, at, sum)
	}
}

// TestNoMoreThanAnEntryMayHold: what unpacks without end is cut off, and what
// came before it is given.
func TestNoMoreThanAnEntryMayHold(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(`[{"id_str":"1","full_text":"un","created_at":"Wed Oct 10 20:19:24 +0000 2018"},`), spaces{})
	metered := &meter{in: endless, check: t.Context().Err, left: 64 << 20, told: func(int64) {}}
	given := 0
	err := readX("", Owner{}, metered, func(Item, error) error {
		given++
		return nil
	})
	if given != 1 || !errors.Is(err, errSize) || codeOf(t, unreadable(CodeBroken, err)) != CodeSize {
		t.Errorf("%d given, %v", given, err)
	}
}

// spaces is blank without end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
