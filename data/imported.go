package data

import "time"

// ImportID names one reading of an archive, by which it can be undone.
type ImportID int64

// Imported is a past post of an archive on its way into the calendar. Post has
// one variant, on the account of the import, and the moment it was published;
// Remote.ID is the network's id, by which it is known when it comes again.
// Counts are what the network counted when the archive was made.
type Imported struct {
	Post   Post
	Remote Receipt
	Counts PostCounts
}

// ImportResult is what became of an archive.
type ImportResult struct {
	ID       ImportID // 0 when nothing was begun
	Account  AccountID
	Network  NetworkName
	Owner    string    // whose archive it is, as people write it; "" where it does not tell
	From, To time.Time // the first and the last post, UTC; zero without posts

	New      int // posts that came into the calendar
	Known    int // posts that were there already; their numbers are refreshed
	Bad      int // posts or files that could not be read
	Shared   int // left out: somebody else's words, passed on without own ones
	Answers  int // left out: answers to somebody else
	Empty    int // left out: nothing that can be shown
	Pictures int // kept
	Lost     int // pictures and videos that are not in the archive or cannot be kept

	// Faults are the first [MaxImportFaults] of what is bad or lost.
	Faults []ImportFault
	// Stopped: it was cancelled; what was read up to then is kept.
	Stopped bool
}

// MaxImportFaults is how many faults of an archive are told one by one.
const MaxImportFaults = 500

// ImportFault is a post that could not be read, or a picture of a post that
// could not be kept. Its words are those of a failure with the code.
type ImportFault struct {
	Entry string // the file of the archive
	Index int    // which post of it, from 0; -1: the file as a whole, or the picture
	Code  string // [Failure.Code]
}
