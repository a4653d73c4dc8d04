package rehearsal

import (
	"slices"
	"time"

	"parvis/data"
)

// Log is what the network did, as it saw it: the truth that a harness compares
// with what Parvis believes.
type Log struct {
	Published []Published
	Lost      int // answers that never arrived, came late or said 5xx after the fact
	Refused   int // refusals by Faults.Refuse
	Acted     []Acted
}

// Acted is something that was done with a message.
type Acted struct {
	Message string // the network's id
	Act     data.Act
}

// Published is one post that became public. Something sent twice under a key
// that the network recognises is one.
type Published struct {
	Account string // handle
	ID      string // the network's id
	Key     string // record key, idempotency key or slug as it arrived
	Text    string
	Images  int
	Videos  int
	File    string // SHA-256 of the bytes of what came without a text, in hex
	Parent  string // id of what it answers
	At      time.Time
	Deleted bool
	Private bool // an answer that only its reader sees
}

// Log returns a copy of the log.
func (s *Server) Log() Log {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release()
	log := s.log
	log.Published, log.Acted = slices.Clone(log.Published), slices.Clone(log.Acted)
	return log
}

// published notes a new post, of this moment unless it says when; deleted marks
// one as taken back. Both are called by dialects, with the lock held.
func (s *Server) published(p Published) {
	if p.At.IsZero() {
		p.At = s.clock.Now().UTC()
	}
	s.log.Published = append(s.log.Published, p)
}

// acted notes what was done with a message. It is called by dialects, with the
// lock held.
func (s *Server) acted(message string, act data.Act) {
	s.log.Acted = append(s.log.Acted, Acted{Message: message, Act: act})
}

func (s *Server) deleted(id string) {
	for i := range s.log.Published {
		if s.log.Published[i].ID == id {
			s.log.Published[i].Deleted = true
		}
	}
}
