package data

import "time"

// Approval is a set of posts that somebody outside reads before they go out, in
// one file that needs no account and no connection.
type Approval struct {
	ID      ApprovalID
	Brand   BrandID
	Reader  string // who approves, in the writer's words: "Mme Lenoir"
	Made    time.Time
	Until   time.Time // after this the file is refused; zero: never
	Posts   []Reviewed
	Note    string // said at the top of the file
	Answers int    // how often an answer came back
	Closed  bool   // taken back: what still comes is refused
}

// Reviewed is one post of an approval, as it stood when the file was made.
type Reviewed struct {
	Post     PostID
	Revision int64
	Decision Decision
	Comment  string
	Said     time.Time // by the reader's clock; zero: nothing yet
}

// Decision is what a reader decided.
type Decision string

const (
	DecisionNone    Decision = ""
	DecisionApprove Decision = "approve"
	DecisionChange  Decision = "change" // asks for changes, or made some
	DecisionRefuse  Decision = "refuse"
)
