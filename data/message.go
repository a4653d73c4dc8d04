package data

import "time"

// MessageKind says how a message reached the brand.
type MessageKind string

const (
	Reply   MessageKind = "reply"
	Mention MessageKind = "mention"
	Comment MessageKind = "comment"
	Review  MessageKind = "review"
	Direct  MessageKind = "direct" // private
)

// Standing is how the network shows a message to others.
type Standing string

const (
	Shown   Standing = "" // to everybody who may see the post
	Hidden  Standing = "hidden"
	Pending Standing = "pending" // waits for approval
	Spam    Standing = "spam"
	Trashed Standing = "trash"
)

// Message is something that a person wrote to or about the brand. Text is plain:
// adapters strip markup with a bounded tokenizer (R44).
type Message struct {
	ID       MessageID
	Account  AccountID
	Remote   string // the network's id
	Ref      string // what a reply needs besides the id
	Kind     MessageKind
	InReply  string // the network's id of what it answers
	On       string // the network's id of the own post that it stands under
	Stars    int    // of a review, 1 to 5; 0: none given
	Standing Standing
	Author   string // handle
	Name     string
	Text     string
	URL      string
	At       time.Time
	Read     bool
	Answered bool
}
