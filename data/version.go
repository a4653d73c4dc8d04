package data

import "time"

// Version is a post as it was, in the time machine.
type Version struct {
	Post  Post      // Revision tells which
	Until time.Time // when the next version replaced it; zero for the present one
}

// Gone is a deleted post that can be brought back.
type Gone struct {
	Post     PostID
	Headline string
	At       time.Time // when it was deleted
}
