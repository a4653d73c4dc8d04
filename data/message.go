package data

import "time"

// MessageKind says how a message reached the brand.
type MessageKind string

const (
	Reply   MessageKind = "reply"
	Mention MessageKind = "mention"
	Comment MessageKind = "comment"
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
	Author   string // handle
	Name     string
	Text     string
	URL      string
	At       time.Time
	Read     bool
	Answered bool
}
