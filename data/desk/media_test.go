package desk_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func mp4Box(kind string, content ...[]byte) []byte {
	body := slices.Concat(content...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), []byte(kind), body)
}

func words32(all ...uint32) (b []byte) {
	for _, n := range all {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

const where = "+47.2184-001.5536/"

// reel is a film of 42 seconds, taken upright with a telephone that wrote where.
func reel() []byte {
	const one = 1 << 16
	tkhd := mp4Box("tkhd", words32(0, 0, 0, 1, 0, 0), make([]byte, 16),
		words32(0, one, 0, 0xffff0000, 0, 0, 0, 0, 1<<30, 1920<<16, 1080<<16))
	stsd := mp4Box("stsd", words32(0, 1), mp4Box("avc1", make([]byte, 78)))
	trak := mp4Box("trak", tkhd, mp4Box("mdia", mp4Box("hdlr", words32(0, 0), []byte("vide"), make([]byte, 12)), mp4Box("minf", mp4Box("stbl", stsd))))
	moov := mp4Box("moov", mp4Box("mvhd", words32(0, 0, 0, 1000, 42_000), make([]byte, 80)), trak, mp4Box("udta", mp4Box("\xa9xyz", []byte(where))))
	return slices.Concat(mp4Box("ftyp", []byte("isom"), words32(512)), mp4Box("mdat", []byte(strings.Repeat("pain", 50_000))), moov)
}

// attached are the files in the media folder, those half-way included.
func (o *office) attached() (n int) {
	o.t.Helper()
	err := filepath.WalkDir(filepath.Join(o.dir, "media"), func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			n++
		}
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		o.must(err)
	}
	return n
}

// A video is kept as it came, leaves without its place, and is refused at once
// for an account that takes none.
func TestAVideoFromTheDiskAndOut(t *testing.T) {
	o := open(t)
	film := reel()
	m, err := o.Attach(t.Context(), "four.mp4", bytes.NewReader(film), int64(len(film)))
	o.must(err)
	want := data.Media{Hash: m.Hash, Name: "four.mp4", MIME: "video/mp4", Bytes: int64(len(film)), Width: 1080, Height: 1920, Length: 42 * time.Second}
	if m != want || len(m.Hash) != 64 {
		t.Fatalf("attached as %+v", m)
	}
	kept, err := os.ReadFile(filepath.Join(o.dir, "media", string(m.Hash[:2]), string(m.Hash)))
	o.must(err)
	if !bytes.Equal(kept, film) {
		t.Error("it is kept otherwise than it came")
	}
	if _, err := o.Thumbnail(t.Context(), m.Hash); !errors.Is(err, data.ErrNoPicture) {
		t.Errorf("a picture of it: %v", err)
	}

	place, err := o.Connect(t.Context(), o.brand.ID, "byhand", data.Connecting{
		Way: "place", Answers: map[string]string{"name": "Forum", "page": "https://forum.example/nouveau"},
	}, nil)
	o.must(err)
	p := o.write("Le four", o.clock.Now(), place[0])
	p.Media = []data.Attachment{{Media: m}}
	o.must(o.SavePost(t.Context(), &p))
	o.must(o.PublishNow(t.Context(), p.ID))
	o.until("it waits for a hand", func() bool { return o.state(p) == data.Held })
	deliveries, err := o.Deliveries(t.Context(), p.ID)
	o.must(err)
	files, err := o.SaveMedia(t.Context(), deliveries[0].ID, t.TempDir())
	o.must(err)
	given, err := os.ReadFile(files[0])
	o.must(err)
	if len(given) != len(film) || bytes.Contains(given, []byte(where)) || !bytes.Equal(given[:200_000], film[:200_000]) {
		t.Errorf("given %d of %d bytes, with its place: %t", len(given), len(film), bytes.Contains(given, []byte(where)))
	}

	refusing := o.write("Le four", o.clock.Now().Add(1000*time.Hour), o.connect())
	refusing.Media = p.Media
	o.must(o.SavePost(t.Context(), &refusing))
	if f := data.AsFailure("", o.Schedule(t.Context(), refusing.ID)); f == nil || f.Kind != data.Invalid || f.Code != "media_type" {
		t.Errorf("scheduled where no video is taken: %v", f)
	}
}

// What is no video, and what is not wanted any more, leaves nothing in the folder.
func TestAttachingInVainLeavesNothing(t *testing.T) {
	o := open(t)
	film := reel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.Attach(ctx, "four.mp4", bytes.NewReader(film), int64(len(film))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for code, b := range map[string][]byte{"broken": film[:len(film)-1], "format": []byte("#!/bin/sh")} {
		if _, err := o.Attach(t.Context(), "four.mp4", bytes.NewReader(b), int64(len(b))); data.AsFailure("", err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if n := o.attached(); n != 0 {
		t.Errorf("%d files are left", n)
	}
}
