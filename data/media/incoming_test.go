package media

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestWanted(t *testing.T) {
	for name, want := range map[string]bool{
		"IMG_0412.JPG": true, "photo.jpeg": true, "a.png": true, "a.webp": true, "a.gif": true, "IMG_1.HEIC": true, "b.heif": true,
		"film.mp4": true, "film.MOV": true, "film.m4v": true, "film.webm": true, "film.mkv": true, "Été à Nantes (2).jpg": true,
		".IMG_0412.jpg": false, "._IMG_0412.JPG": false, ".IMG_0412.jpg.icloud": false, "~$affiche.jpg": false, "~syncthing~a.jpg": false,
		"IMG_0412.jpg.part": false, "IMG_0412.jpg.crdownload": false, "a.jpg.tmp": false, "a.jpg.download": false,
		"IMG_0412.AAE": false, "Thumbs.db": false, "desktop.ini": false, "jpg": false, "a.jpg ": false, "": false, "photo.svg": false,
	} {
		if got := Wanted(name); got != want {
			t.Errorf("%q: %t", name, got)
		}
	}
}

func at(minute, second int) time.Time { return time.Date(2026, 5, 14, 9, minute, second, 0, time.UTC) }

func TestArrived(t *testing.T) {
	file := func(name string, size int64, minute int) Seen { return Seen{name, size, at(minute, 0)} }
	for name, c := range map[string]struct {
		before, now []Seen
		want        string
	}{
		"nothing":            {nil, nil, ""},
		"just come":          {nil, []Seen{file("a.jpg", 5, 1)}, ""},
		"whole":              {[]Seen{file("a.jpg", 5, 1)}, []Seen{file("a.jpg", 5, 1)}, "a.jpg"},
		"growing":            {[]Seen{file("a.jpg", 4, 1)}, []Seen{file("a.jpg", 5, 1)}, ""},
		"written to":         {[]Seen{file("a.jpg", 5, 1)}, []Seen{file("a.jpg", 5, 2)}, ""},
		"made, not filled":   {[]Seen{file("a.jpg", 0, 1)}, []Seen{file("a.jpg", 0, 1)}, ""},
		"gone":               {[]Seen{file("a.jpg", 5, 1)}, nil, ""},
		"named when whole":   {[]Seen{file("a.jpg.part", 5, 1)}, []Seen{file("a.jpg", 5, 1)}, ""},
		"not a picture":      {[]Seen{file("a.txt", 5, 1)}, []Seen{file("a.txt", 5, 1)}, ""},
		"by name":            {[]Seen{file("b.jpg", 5, 1), file("a.jpg", 5, 1)}, []Seen{file("b.jpg", 5, 1), file("a.jpg", 5, 1)}, "a.jpg b.jpg"},
		"a Live Photo":       {[]Seen{file("a.HEIC", 5, 1), file("a.MOV", 9, 1)}, []Seen{file("a.MOV", 9, 1), file("a.HEIC", 5, 1)}, "a.HEIC"},
		"its picture later":  {[]Seen{file("a.MOV", 9, 1)}, []Seen{file("a.MOV", 9, 1), file("a.jpg", 5, 1)}, ""},
		"a film of its own":  {[]Seen{file("a.MOV", 9, 1)}, []Seen{file("a.MOV", 9, 1), file("b.jpg", 5, 1)}, "a.MOV"},
		"a film beside MP4s": {[]Seen{file("a.MOV", 9, 1)}, []Seen{file("a.MOV", 9, 1), file("a.mp4", 5, 1)}, "a.MOV"},
	} {
		var got []string
		for _, s := range Arrived(c.before, c.now) {
			got = append(got, s.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func paris(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	must(t, err)
	return zone
}

func TestDatedName(t *testing.T) {
	zone := paris(t)
	s := Shot{Seen: Seen{Name: "IMG_0412.jpg", Changed: at(30, 5)}}
	if got := s.DatedName(zone); got != "2026-05-14 11.30.05 IMG_0412.jpg" {
		t.Errorf("by the file: %q", got)
	}
	s.Facts.Taken = data.Taken{At: at(31, 6)}
	if got := s.DatedName(zone); got != "2026-05-14 09.31.06 IMG_0412.jpg" {
		t.Errorf("by a camera without a zone: %q", got)
	}
	s.Facts.Taken.Zoned = true
	if got := s.DatedName(zone); got != "2026-05-14 11.31.06 IMG_0412.jpg" {
		t.Errorf("by a camera with one: %q", got)
	}
}

// shot is a well-lit picture of a motif, which two share when their prints do.
func shot(name string, taken time.Time, motif data.Fingerprint, sharp float64) Shot {
	return Shot{
		Seen:  Seen{Name: name, Size: 1, Changed: at(0, 0)},
		Facts: data.MediaFacts{Media: data.Media{MIME: JPEG}, Origin: data.Origin{Taken: data.Taken{At: taken}}, Sharpness: sharp, High: 1, Print: motif},
	}
}

const (
	bread  data.Fingerprint = 0x00000000ffffffff
	flower data.Fingerprint = 0xffff0000ffff0000
	street data.Fingerprint = 0xf0f0f0f0f0f0f0f0
)

func TestRolls(t *testing.T) {
	film := shot("film.mp4", at(1, 0), 0, 0)
	film.Facts.MIME = MP4
	dark := shot("dark", at(0, 1), bread, 9)
	dark.Facts.High = 0.2
	copied := func(name string, motif data.Fingerprint) Shot { return shot(name, time.Time{}, motif, 1) }
	for name, c := range map[string]struct {
		shots []Shot
		want  string // drafts, what was left out behind a stroke
	}{
		"none":             {nil, ""},
		"one":              {[]Shot{shot("a", at(0, 0), bread, 1)}, "a"},
		"together":         {[]Shot{shot("b", at(4, 0), flower, 1), shot("a", at(0, 0), bread, 1)}, "a b"},
		"just together":    {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(10, 0), flower, 1)}, "a b"},
		"apart":            {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(10, 1), flower, 1)}, "a; b"},
		"no chain":         {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(8, 0), flower, 1), shot("c", at(16, 0), street, 1)}, "a b; c"},
		"takes of one":     {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(1, 0), bread^7, 3), shot("c", at(2, 0), bread, 2)}, "b | a c"},
		"a burst":          {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(0, 1), flower, 3), shot("c", at(0, 3), street, 2)}, "b | a c"},
		"two motifs":       {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(1, 0), flower, 1), shot("c", at(2, 0), bread, 2), shot("d", at(3, 0), flower, 0.5)}, "b c | a d"},
		"alike, but later": {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(30, 0), bread, 2)}, "a; b"},
		"as sharp":         {[]Shot{shot("a", at(0, 0), bread, 1), shot("b", at(0, 9), bread, 1)}, "a | b"},
		"sharp but dark":   {[]Shot{shot("a", at(0, 0), bread, 1), dark}, "a | dark"},
		"all dark":         {[]Shot{dark}, "dark"},
		"a film between":   {[]Shot{shot("a", at(0, 0), bread, 1), film, shot("b", at(2, 0), flower, 1)}, "a b; film.mp4"},
		"copied together":  {[]Shot{copied("b", flower), copied("a", bread), copied("c", bread)}, "a b | c"},
		"without prints":   {[]Shot{shot("a", at(0, 0), 0, 1), shot("b", at(1, 0), 0, 1)}, "a b"},
	} {
		var drafts []string
		for _, r := range Rolls(c.shots, 10*time.Minute, time.UTC) {
			draft := names(r.Chosen)
			if len(r.Others) > 0 {
				draft += " | " + names(r.Others)
			}
			if drafts = append(drafts, draft); !r.At.Equal(r.Chosen[0].At(time.UTC)) && len(r.Others) == 0 {
				t.Errorf("%s: at %v", name, r.At)
			}
		}
		if got := strings.Join(drafts, "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func names(shots []Shot) string {
	var all []string
	for _, s := range shots {
		all = append(all, s.Name)
	}
	return strings.Join(all, " ")
}

// TestRollsLoseNothing: whatever arrives, every shot is in one draft, once, what
// was given is as it was, and the order in which it came makes no difference.
func TestRollsLoseNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for range 300 {
		var shots []Shot
		for i := range random.IntN(40) {
			s := shot(string(rune('A'+i)), at(random.IntN(60), random.IntN(60)), []data.Fingerprint{0, bread, flower, street}[random.IntN(4)], random.Float64())
			if random.IntN(5) == 0 {
				s.Facts.Taken = data.Taken{}
			}
			if random.IntN(8) == 0 {
				s.Facts.MIME = MP4
			}
			shots = append(shots, s)
		}
		given := names(shots)
		rolls := Rolls(shots, 10*time.Minute, time.UTC)
		var all []Shot
		for i, r := range rolls {
			all = append(append(all, r.Chosen...), r.Others...)
			if len(r.Chosen) == 0 || i > 0 && r.At.Before(rolls[i-1].At) {
				t.Fatalf("draft %d: %+v", i, r)
			}
		}
		if slices.SortFunc(all, func(a, b Shot) int { return strings.Compare(a.Name, b.Name) }); names(all) != given || names(shots) != given {
			t.Fatalf("%s became %s", given, names(all))
		}
		random.Shuffle(len(shots), func(i, j int) { shots[i], shots[j] = shots[j], shots[i] })
		again := Rolls(shots, 10*time.Minute, time.UTC)
		if !slices.EqualFunc(rolls, again, func(a, b Roll) bool { return names(a.Chosen) == names(b.Chosen) && names(a.Others) == names(b.Others) }) {
			t.Fatal("another order gives other drafts")
		}
	}
}
