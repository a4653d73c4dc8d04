package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// noted are the tags of a directory: texts, short numbers, or further directories.
type noted map[uint16]any

// exif writes what a camera would.
func (n noted) exif(order binary.AppendByteOrder, name string) []byte {
	b := order.AppendUint32(order.AppendUint16([]byte(name), 42), 8)
	return n.directory(b, order)
}

// directory writes one behind b, and behind it what does not fit into it.
func (n noted) directory(b []byte, order binary.AppendByteOrder) []byte {
	tags := slices.Sorted(maps.Keys(n))
	b = order.AppendUint16(b, uint16(len(tags)))
	at := len(b)
	b = append(b, make([]byte, 12*len(tags)+4)...)
	put := func(at int, tag, kind uint16, count uint32, value []byte) {
		e := order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, tag), kind), count)
		copy(b[at:], append(e, value...))
	}
	for _, tag := range tags {
		behind := order.AppendUint32(nil, uint32(len(b)))
		switch v := n[tag].(type) {
		case string:
			text := append([]byte(v), 0)
			if len(text) <= 4 {
				put(at, tag, 2, uint32(len(text)), text)
			} else {
				put(at, tag, 2, uint32(len(text)), behind)
				b = append(b, text...)
			}
		case int:
			put(at, tag, 3, 1, order.AppendUint16(nil, uint16(v)))
		case []uint32: // fractions
			put(at, tag, 5, uint32(len(v)/2), behind)
			for _, n := range v {
				b = order.AppendUint32(b, n)
			}
		case noted:
			put(at, tag, 4, 1, behind)
			b = v.directory(b, order)
		}
		at += 12
	}
	return b
}

// nantes is where the made-up pictures were taken.
func nantes() noted {
	return noted{1: "N", 2: []uint32{47, 1, 13, 1, 6, 1}, 3: "W", 4: []uint32{1, 1, 33, 1, 12, 1}}
}

// withSegment puts an APP1 segment into a JPEG.
func withSegment(b []byte, kind byte, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, kind}, uint16(len(body)+2))
	return slices.Concat(b[:2], segment, body, b[2:])
}

func photograph(t *testing.T, n noted) []byte {
	t.Helper()
	return withSegment(asJPEG(t, flag(40, 30)), 0xe1, []byte("Exif\x00\x00"), n.exif(binary.BigEndian, "MM"))
}

func asWebP(b []byte, name string, content []byte) []byte {
	b = append(slices.Clone(b), name...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(content)))
	b = append(append(b, content...), make([]byte, len(content)%2)...)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
	return b
}

func webpOf(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/gradient.webp")
	must(t, err)
	return b
}

func packed(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func originOf(b []byte) (data.Origin, error) { return Origin(bytes.NewReader(b), int64(len(b))) }

func TestTaken(t *testing.T) {
	wall := func(zone *time.Location) time.Time { return time.Date(2026, 5, 14, 9, 30, 5, 0, zone) }
	plus2 := time.FixedZone("", 2*60*60)
	for name, c := range map[string]struct {
		n     noted
		want  time.Time
		zoned bool
	}{
		"with its zone":       {noted{tagDetails: noted{tagTaken: "2026:05:14 09:30:05", tagTakenOffset: "+02:00"}}, wall(plus2), true},
		"without a zone":      {noted{tagDetails: noted{tagTaken: "2026:05:14 09:30:05"}}, wall(time.UTC), false},
		"an empty zone":       {noted{tagDetails: noted{tagTaken: "2026:05:14 09:30:05", tagTakenOffset: "   :  "}}, wall(time.UTC), false},
		"a scan":              {noted{tagDetails: noted{tagDigitised: "2026:05:14 09:30:05", tagDigitisedOffset: "+02:00"}}, wall(plus2), true},
		"only when changed":   {noted{tagChanged: "2026:05:14 09:30:05", tagDetails: noted{tagChangedOffset: "+02:00"}}, wall(plus2), true},
		"taken before change": {noted{tagChanged: "2027:01:01 00:00:00", tagDetails: noted{tagTaken: "2026:05:14 09:30:05"}}, wall(time.UTC), false},
		"a clock never set":   {noted{tagDetails: noted{tagTaken: "0000:00:00 00:00:00"}}, time.Time{}, false},
		"blanks":              {noted{tagDetails: noted{tagTaken: "    :  :     :  :  "}}, time.Time{}, false},
		"no such day":         {noted{tagDetails: noted{tagTaken: "2026:02:30 09:30:05"}}, time.Time{}, false},
		"another way":         {noted{tagDetails: noted{tagTaken: "2026-05-14T09:30:05"}}, time.Time{}, false},
		"a number":            {noted{tagDetails: noted{tagTaken: 7}}, time.Time{}, false},
		"nothing":             {noted{tagOrientation: 1}, time.Time{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			for tag, order := range map[string]binary.AppendByteOrder{"MM": binary.BigEndian, "II": binary.LittleEndian} {
				got := readEXIF(c.n.exif(order, tag)).origin.Taken
				if !got.At.Equal(c.want) || got.Zoned != c.zoned {
					t.Errorf("%s: %+v", tag, got)
				}
			}
		})
	}
	paris, err := time.LoadLocation("Europe/Paris")
	must(t, err)
	if got := (data.Taken{At: wall(time.UTC)}).In(paris); !got.Equal(wall(plus2)) {
		t.Errorf("by a camera in Paris: %v", got)
	}
	if got := (data.Taken{At: wall(time.UTC), Zoned: true}).In(paris); !got.Equal(wall(time.UTC)) {
		t.Errorf("by a camera on UTC: %v", got)
	}
	if got := (data.Taken{}).In(paris); !got.IsZero() {
		t.Errorf("of unknown time: %v", got)
	}
}

const packetOfPlace = `<x:xmpmeta><rdf:Description exif:GPSLatitude="47,13.1N"/></x:xmpmeta>`

// TestPlace: wherever a place is written it is found, and what [Fit] makes has
// none.
func TestPlace(t *testing.T) {
	webp := webpOf(t)
	jpeg, png := asJPEG(t, flag(40, 30)), asPNG(t, flag(40, 30))
	exif, empty := noted{tagPlace: nantes()}, noted{tagPlace: noted{29: "2026:05:14"}}
	xmp := []byte("http://ns.adobe.com/xap/1.0/\x00" + packetOfPlace)
	for name, c := range map[string]struct {
		b    []byte
		want bool
	}{
		"plain":               {jpeg, false},
		"EXIF":                {photograph(t, exif), true},
		"EXIF, other order":   {withSegment(jpeg, 0xe1, []byte("Exif\x00\x00"), exif.exif(binary.LittleEndian, "II")), true},
		"a date only":         {photograph(t, empty), false},
		"of what it looks at": {photograph(t, noted{tagPlace: noted{20: []uint32{47, 1}}}), true},
		"no such directory":   {photograph(t, noted{tagPlace: 9000}), false},
		"XMP":                 {withSegment(jpeg, 0xe1, xmp), true},
		"XMP that says other": {withSegment(jpeg, 0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<xmp:Rating>3")), false},
		"a town in words":     {withSegment(jpeg, 0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<photoshop:City>Nantes")), true},
		"PNG, EXIF":           {withChunk(png, "eXIf", string(exif.exif(binary.BigEndian, "MM"))), true},
		"PNG, XMP":            {withChunk(png, "iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+packetOfPlace), true},
		"PNG, packed XMP":     {withChunk(png, "iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00\x00"+string(packed([]byte(packetOfPlace)))), true},
		"PNG, another text":   {withChunk(png, "iTXt", "Comment\x00\x00\x00\x00\x00"+packetOfPlace), false},
		"WebP, EXIF":          {asWebP(webp, "EXIF", exif.exif(binary.BigEndian, "MM")), true},
		"WebP, XMP":           {asWebP(asWebP(webp, "odd ", []byte("x")), "XMP ", []byte(packetOfPlace)), true},
		"WebP, plain":         {webp, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := originOf(c.b)
			must(t, err)
			if got.Place != c.want {
				t.Errorf("place: %t", got.Place)
			}
			facts, err := Look("x", bytes.NewReader(c.b), int64(len(c.b)))
			must(t, err)
			if facts.Origin != got {
				t.Errorf("a look tells %+v", facts.Origin)
			}
			for _, change := range []func() ([]byte, data.Media, error){
				func() ([]byte, data.Media, error) { return Fit(c.b, data.MediaRule{}) },
				func() ([]byte, data.Media, error) { return Crop(c.b, data.Crop{Ratio: 1}, data.MediaRule{}) },
				func() ([]byte, data.Media, error) { return Resize(c.b, 20, 20) },
				func() ([]byte, data.Media, error) { return Resize(c.b, 90, 90) },
				func() ([]byte, data.Media, error) { return Turn(c.b, 0) },
				func() ([]byte, data.Media, error) { return Turn(c.b, 1) },
			} {
				clean, _, err := change()
				must(t, err)
				if left, err := originOf(clean); err != nil || left != (data.Origin{}) || bytes.Contains(clean, []byte("Nantes")) {
					t.Errorf("left: %+v, %v", left, err)
				}
			}
		})
	}
}

func TestPlaceOfAVideo(t *testing.T) {
	in := func(parts ...[]byte) []byte { // in the moov box of a film
		b := sample().moov()
		b = slices.Concat(b, slices.Concat(parts...))
		binary.BigEndian.PutUint32(b, uint32(len(b)))
		return slices.Concat(aBox("ftyp", []byte("isom"), numbers(512)), b)
	}
	secret := sample()
	secret.secrets = true
	xmp := []byte("\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac")
	for name, c := range map[string]struct {
		b    []byte
		want bool
	}{
		"plain":           {sample().bytes(), false},
		"everywhere":      {secret.bytes(), true},
		"QuickTime":       {in(aBox("udta", aBox("\xa9xyz", []byte("\x00\x12\x15\xc7+47.2184-001.5536/")), numbers(0))), true},
		"3GPP":            {in(aBox("udta", aBox("loci", numbers(0)))), true},
		"Apple":           {in(aBox("meta", aBox("keys", []byte("com.apple.quicktime.location.ISO6709")))), true},
		"Apple, in udta":  {in(aBox("udta", aBox("meta", []byte("com.apple.quicktime.location.ISO6709")))), true},
		"XMP":             {slices.Concat(sample().bytes(), aBox("uuid", xmp, []byte(packetOfPlace))), true},
		"a track":         {in(sample().trak("meta", aBox("camm", make([]byte, 28)))), true},
		"another track":   {in(sample().trak("meta", aBox("mebx", make([]byte, 28)))), false},
		"a telephone":     {in(aBox("udta", aBox("\xa9mak", []byte("\x00\x05\x15\xc7Apple")))), false},
		"a broken box":    {in(aBox("udta", numbers(900), []byte("\xa9xyz"))), false},
		"Matroska":        {web("matroska", 5), false},
		"letters in data": {in(aBox("udta", aBox("thmb", []byte("loci \xa9xyz")))), false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := originOf(c.b)
			must(t, err)
			if got.Place != c.want {
				t.Errorf("place: %t", got.Place)
			}
			m, err := inspect(c.b)
			must(t, err)
			open, _, err := FitFor(data.MediaRule{Videos: 1}, m, data.InMemory(c.b))
			must(t, err)
			hidden, err := open()
			must(t, err)
			if left, err := Origin(hidden, m.Bytes); err != nil || left.Place {
				t.Errorf("left: %+v, %v", left, err)
			}
		})
	}
	file, _ := data.InMemory(secret.bytes())()
	if _, err := Origin(failing{file}, int64(len(secret.bytes()))); !errors.Is(err, errDisk) {
		t.Errorf("a disk that does not answer: %v", err)
	}
}

func TestAVideoTellsWhenItWasMade(t *testing.T) {
	made := time.Date(2026, 5, 14, 7, 30, 5, 0, time.UTC)
	seconds := uint32(made.Sub(time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)) / time.Second)
	for _, wide := range []bool{false, true} {
		c := sample()
		c.wide = wide
		b := c.bytes()
		at := bytes.Index(b, []byte("mvhd")) + 8
		if wide {
			at += 4
		}
		binary.BigEndian.PutUint32(b[at:], seconds)
		facts, err := Look("film.mov", bytes.NewReader(b), int64(len(b)))
		must(t, err)
		if !facts.Taken.At.Equal(made) || !facts.Taken.Zoned || facts.Width != 1920 || facts.Blurred() || facts.TooDark() || facts.TooBright() {
			t.Errorf("%+v", facts)
		}
	}
	if got, err := originOf(sample().bytes()); err != nil || !got.Taken.At.IsZero() {
		t.Errorf("of a film that does not tell: %+v, %v", got, err)
	}
}

// TestOrientationOfOtherFormats: PNG and WebP say in EXIF too how they are held.
func TestOrientationOfOtherFormats(t *testing.T) {
	exif := noted{tagOrientation: 6}.exif(binary.BigEndian, "MM")
	for name, b := range map[string][]byte{
		"PNG":  withChunk(asPNG(t, flag(64, 32)), "eXIf", string(exif)),
		"WebP": asWebP(webpOf(t), "EXIF", exif),
	} {
		m, err := Inspect(name, b)
		must(t, err)
		if m.Width >= m.Height {
			t.Errorf("%s: %d by %d", name, m.Width, m.Height)
		}
		_, fitted, err := Fit(b, data.MediaRule{})
		must(t, err)
		if fitted.Width != m.Width || fitted.Height != m.Height {
			t.Errorf("%s: fitted %d by %d", name, fitted.Width, fitted.Height)
		}
	}
	picture, err := Thumbnail(withChunk(asPNG(t, flag(64, 32)), "eXIf", string(exif)), 100, 100)
	must(t, err)
	if got := corners(picture); got != "brwg" {
		t.Errorf("it stands as %s", got)
	}
}

// TestABombOfText: of a text that unpacks to gigabytes only so much is unpacked.
func TestABombOfText(t *testing.T) {
	text := packed(bytes.Repeat([]byte{' '}, 5<<20))
	if n := len(packet([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00" + string(text)))); n != 1<<20 {
		t.Errorf("%d bytes were unpacked", n)
	}
	bomb := withChunk(asPNG(t, flag(4, 4)), "iCCP", "bomb\x00\x00"+string(text))
	if profile := colours(PNG, bomb); profile != nil {
		t.Errorf("a profile of %d bytes", len(profile))
	}
}

// FuzzOrigin reads what is written about a picture or a film, whatever it is.
func FuzzOrigin(f *testing.F) {
	secret := sample()
	secret.secrets = true
	f.Add(secret.bytes()[:3000])
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x02eXIfMM\x00\x00\x00\x00"))
	f.Add([]byte("RIFF\x20\x00\x00\x00WEBPEXIF\x08\x00\x00\x00MM\x00\x2a\x00\x00\x00\x08"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var failure *data.Failure
		if _, err := originOf(b); err != nil && (!errors.As(err, &failure) || failure.Kind != data.Invalid) {
			t.Fatalf("%x: %v", b, err)
		}
	})
}

// FuzzEXIF reads what a camera wrote, whatever it is, in bounds.
func FuzzEXIF(f *testing.F) {
	all := noted{tagOrientation: 6, tagChanged: "2026:05:14 09:30:05", tagPlace: nantes(), tagDetails: noted{tagTaken: "2026:05:14 09:30:05", tagTakenOffset: "+02:00"}}
	f.Add(all.exif(binary.BigEndian, "MM"))
	f.Add(all.exif(binary.LittleEndian, "II"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := readEXIF(b)
		if c.turn < 1 || c.turn > 8 || c.origin.Taken.At.IsZero() && c.origin.Taken.Zoned {
			t.Fatalf("%x: %+v", b, c)
		}
	})
}

// TestBrokenNotesAreSkipped changes bytes of what a camera wrote: what is left
// is read, and nothing goes out of bounds.
func TestBrokenNotesAreSkipped(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	good := noted{tagOrientation: 6, tagPlace: nantes(), tagDetails: noted{tagTaken: "2026:05:14 09:30:05"}}.exif(binary.BigEndian, "MM")
	if c := readEXIF(good); c.turn != 6 || !c.origin.Place || c.origin.Taken.At.IsZero() {
		t.Fatalf("unbroken: %+v", c)
	}
	for range 20_000 {
		b := slices.Clone(good)
		for range 1 + random.IntN(4) {
			b[random.IntN(len(b))] = byte(random.Uint32())
		}
		if c := readEXIF(b[:random.IntN(len(b)+1)]); c.turn < 1 || c.turn > 8 {
			t.Fatalf("%x: %+v", b, c)
		}
	}
}
