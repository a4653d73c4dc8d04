package store

import (
	"time"

	"parvis/data"
)

// keptMessage is a data.Message as core.db keeps it; the names in the tags are a
// file format. What people did is in columns of its own.
type keptMessage struct {
	ID       data.MessageID   `json:"-"`
	Account  data.AccountID   `json:"account"`
	Remote   string           `json:"remote"`
	Ref      string           `json:"ref,omitempty"`
	Kind     data.MessageKind `json:"kind"`
	InReply  string           `json:"in_reply,omitempty"`
	On       string           `json:"on,omitempty"`
	Stars    int              `json:"stars,omitempty"`
	Standing data.Standing    `json:"standing,omitempty"`
	Author   string           `json:"author"`
	Name     string           `json:"name,omitempty"`
	Text     string           `json:"text"`
	URL      string           `json:"url,omitempty"`
	At       time.Time        `json:"at"`
	Read     bool             `json:"-"`
	Answered bool             `json:"-"`
}
