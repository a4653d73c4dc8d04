package outbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"parvis/data"
)

// Journal is publish.jsonl: one line for each request that was about to leave
// and one for how it ended, each on disk before anything follows. It lies
// outside the databases, so that a restored backup cannot forget what went out
// (reliability finding 15, R26, R50).
type Journal struct {
	mu   sync.Mutex
	file *os.File
	last map[string]Event // by key
}

// Event is what a line of the journal says happened.
type Event string

const (
	EventBegin   Event = "begin"   // the request is about to leave
	EventSent    Event = "sent"    // it is public
	EventHanded  Event = "handed"  // the network holds it
	EventLost    Event = "lost"    // no answer
	EventNothing Event = "nothing" // it certainly did not become public
)

// Line is one line of the journal.
type Line struct {
	At       time.Time       `json:"at"`
	Event    Event           `json:"event"`
	Delivery data.DeliveryID `json:"delivery"`
	Post     data.PostID     `json:"post"`
	Account  data.AccountID  `json:"account"`
	Part     int             `json:"part"`
	Key      string          `json:"key"`
	Hash     string          `json:"hash,omitempty"`
	ID       string          `json:"id,omitempty"`
	URL      string          `json:"url,omitempty"`
	Code     string          `json:"code,omitempty"`
}

// OpenJournal opens or makes the journal at path, readable by its owner only.
// A torn last line, left by a power cut, is passed over and ended.
func OpenJournal(path string) (*Journal, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("outbox: journal: %w", err)
	}
	j := &Journal{file: f, last: map[string]Event{}}
	if err := j.read(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

func (j *Journal) read() error {
	r := bufio.NewReader(j.file)
	for {
		raw, err := r.ReadBytes('\n')
		var line Line
		if json.Unmarshal(raw, &line) == nil && line.Key != "" {
			j.last[line.Key] = line.Event
		}
		if errors.Is(err, io.EOF) {
			if len(raw) > 0 {
				_, err = j.file.Write([]byte{'\n'})
				return err
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("outbox: journal: %w", err)
		}
	}
}

// Write appends a line and returns when it is on disk.
func (j *Journal) Write(l Line) error {
	raw, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("outbox: journal: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("outbox: journal: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("outbox: journal: %w", err)
	}
	j.last[l.Key] = l.Event
	return nil
}

// Knows tells whether the journal saw a part of the delivery leave that the
// delivery itself knows nothing about.
func (j *Journal) Knows(d data.Delivery) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, p := range d.Parts {
		if p.Begun || !p.Remote.Zero() {
			continue
		}
		if e, ok := j.last[p.Key]; ok && e != EventNothing {
			return true
		}
	}
	return false
}

// Close closes the file.
func (j *Journal) Close() error {
	err := j.file.Close()
	if errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}
