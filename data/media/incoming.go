package media

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// Seen is a file as one look into a watched folder finds it.
type Seen struct {
	Name    string // without its folder
	Size    int64
	Changed time.Time
}

// Wanted tells by its name whether a file of a watched folder may be a picture
// or a video for a draft. Hidden files and those that a program keeps while it
// works (~$…, ~…) are not, nor is what is still being copied: it bears another
// ending until it is whole (.part, .crdownload, .tmp). HEIC is wanted: [Look]
// says what there is to do about it.
func Wanted(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") {
		return false
	}
	switch ending(name) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif":
		return true
	}
	return isFilmName(name)
}

func ending(name string) string { return strings.ToLower(path.Ext(name)) }

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

func isFilmName(name string) bool {
	return slices.Contains([]string{".mp4", ".m4v", ".mov", ".webm", ".mkv"}, ending(name))
}

// Arrived are the files of a look that are wanted and whole: they had the same
// size and the same time at the look before, so that nobody writes to them any
// more. The film that an iPhone keeps beside a picture, by the same name, is none.
// They are in the order of their names.
func Arrived(before, now []Seen) []Seen {
	then, pictures := map[string]Seen{}, map[string]bool{}
	for _, s := range before {
		then[s.Name] = s
	}
	for _, s := range now {
		if Wanted(s.Name) && !isFilmName(s.Name) {
			pictures[stem(s.Name)] = true
		}
	}
	var arrived []Seen
	for _, s := range now {
		old, ok := then[s.Name]
		whole := ok && old.Size == s.Size && old.Changed.Equal(s.Changed) && s.Size > 0
		live := ending(s.Name) == ".mov" && pictures[stem(s.Name)]
		if whole && Wanted(s.Name) && !live {
			arrived = append(arrived, s)
		}
	}
	slices.SortFunc(arrived, func(a, b Seen) int { return strings.Compare(a.Name, b.Name) })
	return arrived
}

// Shot is a file that arrived, once it was looked at.
type Shot struct {
	Seen
	Facts data.MediaFacts
}

// At is when it was taken, by the camera's clock, which keeps the time of zone
// unless it says another; of a file that does not tell, when it was changed.
func (s Shot) At(zone *time.Location) time.Time {
	if s.Facts.Taken.At.IsZero() {
		return s.Changed
	}
	return s.Facts.Taken.In(zone)
}

// DatedName is what people read of a picture that has only the name its camera
// counted: when it was taken, in zone, then that name. "2026-05-14 09.30.05
// IMG_0412.jpg" can be a file's name everywhere and sorts by time.
func (s Shot) DatedName(zone *time.Location) string {
	return s.At(zone).In(zone).Format("2006-01-02 15.04.05 ") + s.Name
}

// Roll is what becomes one draft.
type Roll struct {
	At     time.Time // of the first shot
	Chosen []Shot    // in order of time; never none
	// Others were left out, and can be taken in their place: of several takes of
	// one motif the sharpest is chosen.
	Others []Shot
}

// burst is how soon after another a telephone takes the next picture while one
// finger rests on it.
const burst = 2 * time.Second

// Rolls puts pictures into drafts, those that were taken within so long of the
// first in one. Each video is a draft of its own. They are in order of time;
// every shot is in one of them, once.
func Rolls(shots []Shot, within time.Duration, zone *time.Location) []Roll {
	var rolls []Roll
	var pictures [][]Shot
	for _, s := range inTime(shots, zone) {
		switch last := len(pictures) - 1; {
		case s.Facts.Video():
			rolls = append(rolls, Roll{At: s.At(zone), Chosen: []Shot{s}})
		case last >= 0 && s.At(zone).Sub(pictures[last][0].At(zone)) <= within:
			pictures[last] = append(pictures[last], s)
		default:
			pictures = append(pictures, []Shot{s})
		}
	}
	for _, all := range pictures {
		rolls = append(rolls, develop(all, zone))
	}
	slices.SortStableFunc(rolls, func(a, b Roll) int { return a.At.Compare(b.At) })
	return rolls
}

// inTime are shots in order of time, then of their names.
func inTime(shots []Shot, zone *time.Location) []Shot {
	return slices.SortedStableFunc(slices.Values(shots), func(a, b Shot) int {
		return cmp.Or(a.At(zone).Compare(b.At(zone)), strings.Compare(a.Name, b.Name))
	})
}

// develop chooses the best take of each motif.
func develop(shots []Shot, zone *time.Location) Roll {
	r := Roll{At: shots[0].At(zone)}
	var motifs [][]Shot
	for _, s := range shots {
		same := func(t Shot) bool { return t.Facts.Print.Alike(s.Facts.Print) || t.soonBefore(s, zone) }
		if i := slices.IndexFunc(motifs, func(takes []Shot) bool { return slices.ContainsFunc(takes, same) }); i >= 0 {
			motifs[i] = append(motifs[i], s)
		} else {
			motifs = append(motifs, []Shot{s})
		}
	}
	for _, takes := range motifs {
		chosen := bestOf(takes)
		r.Chosen = append(r.Chosen, takes[chosen])
		r.Others = append(r.Others, slices.Delete(takes, chosen, chosen+1)...)
	}
	r.Chosen, r.Others = inTime(r.Chosen, zone), inTime(r.Others, zone)
	return r
}

// soonBefore tells whether one finger took both. Of files that do not tell when
// they were taken nothing is known: they were copied together.
func (s Shot) soonBefore(next Shot, zone *time.Location) bool {
	told := !s.Facts.Taken.At.IsZero() && !next.Facts.Taken.At.IsZero()
	return told && next.At(zone).Sub(s.At(zone)) <= burst
}

// bestOf is which take is the sharpest, of those that are neither too dark nor too
// bright if there are any.
func bestOf(takes []Shot) int {
	at := 0
	for i, s := range takes {
		lit, before := wellLit(s), wellLit(takes[at])
		if lit && !before || lit == before && s.Facts.Sharpness > takes[at].Facts.Sharpness {
			at = i
		}
	}
	return at
}

func wellLit(s Shot) bool { return !s.Facts.TooDark() && !s.Facts.TooBright() }
