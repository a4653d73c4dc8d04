package data

import (
	"fmt"
	"time"
)

// WatchFolder is a folder of this computer whose new photos become drafts of a
// brand.
type WatchFolder struct {
	Brand    BrandID
	On       bool
	Path     string      // absolute; "": none is chosen
	Accounts []AccountID // that the drafts are for; none: every one that publishes
	There    int         // photos that lay in it when it was switched on: they are left alone
	Looked   time.Time   // the last look that went well; zero: none yet
	Trouble  WatchTrouble
	Last     Haul // what came last
	// New are the hauls that nobody has looked at yet, oldest first.
	New []Haul
	// Told: the person has been told of Trouble or Last, whichever came later.
	Told bool
}

// WatchTrouble is why a watched folder could not be looked into; its words are
// "photos.trouble.<trouble>". "" is none.
type WatchTrouble string

const (
	WatchGone   WatchTrouble = "gone"   // the folder is not there
	WatchDenied WatchTrouble = "denied" // it may not be read
	WatchFull   WatchTrouble = "full"   // the disk has no room for copies
	WatchFailed WatchTrouble = "failed" // anything else; the log says what
)

// Haul is what one look into a watched folder brought.
type Haul struct {
	At      time.Time
	Day     string   // on which the photos were taken, in the brand's zone; "": on several
	Photos  int      // files that came in, videos too
	Aside   int      // of them takes of the same motif, which are in the library only
	Drafts  int      // that were made of them
	Undated int      // of them those for which no hour was free
	Places  int      // files that say where they were taken
	Left    int      // files that cannot be used
	Plan    ImportID // takes the drafts away again; 0: they were
}

// And is what two hauls brought together: it came with the later one, and Plan
// takes away the drafts of neither.
func (h Haul) And(o Haul) Haul {
	if h == (Haul{}) {
		return o
	}
	sum := Haul{
		At: h.At, Photos: h.Photos + o.Photos, Aside: h.Aside + o.Aside, Drafts: h.Drafts + o.Drafts,
		Undated: h.Undated + o.Undated, Places: h.Places + o.Places, Left: h.Left + o.Left,
	}
	if o.At.After(h.At) {
		sum.At = o.At
	}
	if h.Day == o.Day {
		sum.Day = h.Day
	}
	return sum
}

// PhotoNews is what is to be known of a watched folder.
type PhotoNews struct {
	Path    string
	Trouble WatchTrouble // why it cannot be read; "": it can, or is not watched
	// Came is what came since somebody looked and has drafts that nobody touched,
	// which are Drafts: one entry a post, by time and those without one last.
	Came   Haul
	Drafts []Entry
}

// WatchedFile is a file of a watched folder that was dealt with.
type WatchedFile struct {
	Name    string // without its folder
	Size    int64
	Changed time.Time // to the millisecond
	Hash    MediaHash // in the library; "" for what was left alone
	Drafted bool      // nothing more is to be made of it
}

// Same tells whether a file of that name, size and time is this one.
func (f WatchedFile) Same(size int64, changed time.Time) bool {
	return f.Size == size && f.Changed.UnixMilli() == changed.UnixMilli()
}

// WatchError is why a folder cannot be watched.
type WatchError struct {
	Trouble WatchTrouble
	Err     error
}

// Error names the trouble and what the system said.
func (e *WatchError) Error() string { return fmt.Sprintf("watched folder: %s: %v", e.Trouble, e.Err) }

// Unwrap is what the system said.
func (e *WatchError) Unwrap() error { return e.Err }
