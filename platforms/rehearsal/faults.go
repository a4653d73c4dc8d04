package rehearsal

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Expiry says which credentials the network stops accepting.
type Expiry string

const (
	ExpireOnce   Expiry = "once"   // access tokens given out so far
	ExpireAlways Expiry = "always" // every access token, also fresh ones
	Revoke       Expiry = "revoke" // access tokens and what renews them
)

// Spoilt says how an answer is damaged.
type Spoilt string

const (
	SpoiltCut   Spoilt = "cut"   // JSON that ends in the middle
	SpoiltTypes Spoilt = "types" // numbers for texts, texts for lists
	SpoiltNull  Spoilt = "null"
	SpoiltHuge  Spoilt = "huge" // 9 MB
	SpoiltDeep  Spoilt = "deep" // 100,000 brackets
)

// Faults are the knobs of a server. Probabilities are between 0 and 1 and are
// drawn for each request anew, from the seed. The zero value is a network in
// good health.
type Faults struct {
	// On every request.
	Latency    time.Duration // in JSON: nanoseconds
	Captive    bool          // a page of a hotel answers with 200
	RateLimit  float64       // 429
	RetryAfter int           // seconds that a 429 asks for
	Expire     Expiry
	Spoil      Spoilt // damages the answers that would be good

	// On requests that publish. Of several that are drawn the first counts.
	FailBefore float64       // 503, nothing is done
	Refuse     float64       // refused for good, nothing is done
	LostAnswer float64       // carried out, then the connection is cut
	FailAfter  float64       // carried out, then 502
	LateAnswer float64       // carried out, answered after Late
	Late       time.Duration // in JSON: nanoseconds
}

// fault is what a dialect words in its own way.
type fault int

const (
	tooMany fault = iota
	unavailable
	badGateway
	refused
)

// course is what happens to an answer on its way back.
type course struct {
	latency time.Duration
	cut     bool
	faulty  bool // the answer is not what the network would have said
}

// SetFaults replaces the faults from the next request on.
func (s *Server) SetFaults(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
}

// Faults returns the faults as they are set.
func (s *Server) Faults() Faults {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults
}

// decide carries a request out, or not, and says what comes back.
func (s *Server) decide(r *http.Request, body []byte) (answer, course) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release()
	f := s.faults
	way := course{latency: f.Latency}
	instead := func(a answer) (answer, course) {
		way.faulty = true
		return a, way
	}
	if f.Captive {
		return instead(captivePage())
	}
	if s.draw(f.RateLimit) {
		return instead(s.dialect.refusal(tooMany))
	}
	s.expire(r)
	if !s.dialect.publishes(r) {
		return s.spoil(s.dialect.answer(r, body), way)
	}
	switch {
	case s.draw(f.FailBefore):
		return instead(s.dialect.refusal(unavailable))
	case s.draw(f.Refuse):
		s.log.Refused++
		return instead(s.dialect.refusal(refused))
	}
	a := s.dialect.answer(r, body)
	if !a.accepted {
		return s.spoil(a, way)
	}
	switch {
	case s.draw(f.LostAnswer):
		s.log.Lost++
		way.cut, way.faulty = true, true
	case s.draw(f.FailAfter):
		s.log.Lost++
		return instead(s.dialect.refusal(badGateway))
	case s.draw(f.LateAnswer):
		s.log.Lost++
		way.latency += f.Late
	}
	return s.spoil(a, way)
}

func (s *Server) draw(p float64) bool { return p > 0 && s.dice.Float64() < p }

func (s *Server) expire(r *http.Request) {
	switch {
	case s.faults.Expire == "" || (s.dialect.signsIn(r) && s.faults.Expire != Revoke):
		return
	case s.faults.Expire == ExpireOnce:
		s.faults.Expire = ""
	}
	s.dialect.expire(s.faults.Expire == Revoke)
}

func captivePage() answer {
	return answer{
		status: http.StatusOK,
		header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
		body:   []byte("<!doctype html><title>Bienvenue</title><p>Acceptez les conditions pour utiliser le Wi-Fi."),
	}
}

// spoil damages an answer that would be good, where Faults.Spoil says so.
func (s *Server) spoil(a answer, way course) (answer, course) {
	if s.faults.Spoil == "" || a.status >= 300 {
		return a, way
	}
	way.faulty = true
	switch s.faults.Spoil {
	case SpoiltCut:
		a.body = a.body[:len(a.body)/2]
	case SpoiltTypes:
		a.body = wrongTypes(a.body)
	case SpoiltNull:
		a.body = []byte("null")
	case SpoiltHuge:
		a.body = []byte(`"` + strings.Repeat("a", 9<<20) + `"`)
	case SpoiltDeep:
		a.body = []byte(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000))
	}
	return a, way
}

// wrongTypes gives every value of the outer object another type.
func wrongTypes(body []byte) []byte {
	var outer map[string]any
	if json.Unmarshal(body, &outer) != nil {
		return []byte(`"text"`)
	}
	for key, value := range outer {
		switch value := value.(type) {
		case string:
			outer[key] = 7.5
		case []any:
			outer[key] = append([]any{true, nil, "x", 3}, value...)
		default:
			outer[key] = "text"
		}
	}
	spoilt, err := json.Marshal(outer)
	if err != nil {
		return []byte(`"text"`)
	}
	return spoilt
}
