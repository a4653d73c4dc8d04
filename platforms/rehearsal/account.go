package rehearsal

import (
	"hash/fnv"
	"math"
	"strconv"
	"time"
)

// Account is somebody who can sign in.
type Account struct {
	Handle   string // as the network writes it, without "@"
	Password string
	Name     string
	// Lacks are the permissions that this person does not give, as the network
	// names them; a page of consent leaves them out.
	Lacks []string
	// Taps is how long a draft lies in the network's application before this
	// person publishes it there; 0: for ever.
	Taps time.Duration
	// Also are the handles of further pages that the same person looks after,
	// where the network has such.
	Also []string
}

// Past is what happened on an account before the rehearsal began.
type Past struct {
	Posts []PastPost
	// Followers and Following are those of now; Growth is how many followers
	// come a day from now on.
	Followers int
	Following int
	Growth    float64
	Remarks   []Remark
}

// PastPost is a post of before.
type PastPost struct {
	Text string
	At   time.Time
	// Likes is how many it ends with; 0 leaves it to the seed.
	Likes int
}

// Remark is what somebody else says to or about the account.
type Remark struct {
	Author string // handle, without "@"
	Name   string
	Text   string
	At     time.Time
	// On is the number of the account's post that it answers, 1 for the oldest
	// one; 0 is a mention without a post.
	On int
	// Stars makes it a review, where the network has some.
	Stars int
	// Private makes it a private message, where the network has some.
	Private bool
}

// AddAccount makes an account that can sign in.
func (s *Server) AddAccount(a Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dialect.addAccount(a)
}

// Seed gives an account its past. It does not show in [Server.Log].
func (s *Server) Seed(handle string, p Past) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dialect.seed(handle, p)
}

// Say makes somebody answer or mention the account.
func (s *Server) Say(handle string, m Remark) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dialect.say(handle, m)
}

// popularity is how a post fares: its counters grow towards an end that the
// seed draws for each post, fast in the first hours, as on real networks.
type popularity struct{ seed uint64 }

// counts returns likes, reposts, replies and quotes of a post of some age.
// final is the likes it ends with, 0 for one of the seed's choice.
func (p popularity) counts(id string, age time.Duration, final int) (likes, reposts, replies, quotes int) {
	const settles = 18 * time.Hour // by then 63 % have come
	if age <= 0 {
		return 0, 0, 0, 0
	}
	end := float64(final)
	if final == 0 {
		end = math.Exp(2.5 + 0.8*p.normal(id))
	}
	now := end * (1 - math.Exp(-float64(age)/float64(settles)))
	return int(now), int(now * 0.2 * (0.5 + p.unit(id, "reposts"))), int(now * 0.1 * (0.5 + p.unit(id, "replies"))), int(now * 0.03)
}

// unit is a number in [0, 1) that depends on the seed and its arguments alone.
func (p popularity) unit(parts ...string) float64 {
	h := fnv.New64a()
	h.Write([]byte(strconv.FormatUint(p.seed, 16)))
	for _, part := range parts {
		h.Write([]byte{0})
		h.Write([]byte(part))
	}
	// FNV's high bits hardly depend on its last bytes: stir once more (the
	// finalizer of SplitMix64).
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / (1 << 53)
}

// normal is a standard normal number by the method of Box and Muller.
func (p popularity) normal(id string) float64 {
	u, v := 1-p.unit(id, "u"), p.unit(id, "v")
	return math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
}
