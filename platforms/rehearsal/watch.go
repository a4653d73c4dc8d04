package rehearsal

import (
	"net/http"
	"net/url"
	"slices"
	"sync"
)

// Exchange is one request as a server took it in, and its answer.
type Exchange struct {
	Method       string
	URL          *url.URL // as the client sent it: a path and a query
	Header       http.Header
	Body         []byte
	Status       int // 0: a fault replaced, damaged or cut the answer
	AnswerHeader http.Header
	Answer       []byte
}

// show gives an exchange to who watches. It does so before the answer leaves, so
// that whoever has the answer can count on having been watched.
func (s *Server) show(r *http.Request, body []byte, a answer, way course) {
	if s.watch == nil {
		return
	}
	e := Exchange{Method: r.Method, URL: r.URL, Header: r.Header, Body: body}
	if !way.faulty {
		e.Status, e.Answer, e.AnswerHeader = a.status, a.body, http.Header{}
		for name, value := range a.header {
			e.AnswerHeader.Set(name, value)
		}
	}
	s.watch(e)
}

// Record keeps exchanges in the order in which they were shown: its Hear is what
// Options.Watch takes. A server answers several connections at once, and still
// works on a request whose answer is lost while its client goes on: every method
// may be called at any time.
type Record struct {
	mu    sync.Mutex
	heard []Exchange
}

// Hear adds an exchange.
func (r *Record) Hear(e Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, e)
}

// Len is how many exchanges there were so far.
func (r *Record) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.heard)
}

// Since lists the exchanges without the first from.
func (r *Record) Since(from int) []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.heard[from:])
}

// Of lists the requests that were made by a method to a path.
func (r *Record) Of(method, path string) (all []Exchange) {
	for _, e := range r.Since(0) {
		if e.Method == method && e.URL.Path == path {
			all = append(all, e)
		}
	}
	return all
}
