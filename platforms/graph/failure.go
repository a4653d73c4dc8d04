package graph

import (
	"encoding/json"
	"slices"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Codes of failures that several of these networks have.
const (
	CodeTooLong    = "too_long"
	CodeTooMany    = "too_many_images"
	CodeMediaType  = "media_type"
	CodeProcessing = "processing"
	CodeNotFetched = "not_fetched" // the network could not fetch what is attached
	CodeRatio      = "ratio"       // too tall or too wide
	CodeQuota      = "quota"       // the day's posts are used up
	CodeRestricted = "restricted"  // the account may not post for the moment
	CodePermission = "permission"  // the token does not allow it
)

// Fault is how the Graph API words an error.
type Fault struct {
	Message   string
	Code      int
	Subcode   int  `json:"error_subcode"`
	Transient bool `json:"is_transient"`
}

// ReadFault reads the error in an answer; ok is false where there is none.
func ReadFault(op string, resp *httpx.Response) (f Fault, ok bool) {
	var said struct{ Error *Fault }
	if resp.JSON(op, &said) != nil || said.Error == nil {
		return Fault{}, false
	}
	return *said.Error, true
}

// Meaning is what an error means whose code lies between From and To and whose
// subcode is Subcode. Both From and To 0 fit any code, Subcode 0 any subcode.
type Meaning struct {
	From, To int
	Subcode  int
	Kind     data.Kind // Ambiguous: it may have been done, if there was something to publish
	Code     string
	// Rest is how long the network is left alone, with RateLimited and where it
	// does not say itself; 0 is httpx's usual pause.
	Rest time.Duration
}

func (m Meaning) fits(f Fault) bool {
	return (m.From == 0 && m.To == 0 || m.From <= f.Code && f.Code <= m.To) && (m.Subcode == 0 || m.Subcode == f.Subcode)
}

// Means is the first of the known meanings that fits an error.
func (f Fault) Means(known []Meaning) (m Meaning, ok bool) {
	if i := slices.IndexFunc(known, func(m Meaning) bool { return m.fits(f) }); i >= 0 {
		return known[i], true
	}
	return Meaning{}, false
}

// Common are the codes that mean the same all over the Graph API (its reference
// of errors). rest is that of the limits.
func Common(rest time.Duration) []Meaning {
	code := func(from, to int, kind data.Kind, name string) Meaning {
		return Meaning{From: from, To: to, Kind: kind, Code: name}
	}
	limit := func(from, to int) Meaning { return Meaning{From: from, To: to, Kind: data.RateLimited, Rest: rest} }
	return []Meaning{
		code(190, 190, data.Auth, ""), // expired, password changed, application removed, role lost
		code(102, 102, data.Auth, ""),
		code(3, 3, data.Unsupported, CodePermission),
		code(10, 10, data.Unsupported, CodePermission),
		code(200, 299, data.Unsupported, CodePermission),
		limit(4, 4), limit(17, 17), limit(32, 32), limit(341, 341), limit(613, 613), limit(80000, 80014),
	}
}

// Publishing are the subcodes of publishing by containers (Instagram Platform,
// error codes, as digests of September 2026 quote them; that Threads, whose
// machinery is the same, has them too is remembered, not verified), with what an
// unknown id and passing troubles are. They go before [Common].
func Publishing() []Meaning {
	sub := func(subcode int, kind data.Kind, name string) Meaning {
		return Meaning{Subcode: subcode, Kind: kind, Code: name}
	}
	return []Meaning{
		// Its 24 hours end one post at a time.
		{Subcode: 2207042, Kind: data.RateLimited, Code: CodeQuota, Rest: time.Hour},
		sub(2207050, data.Invalid, CodeRestricted),
		sub(2207051, data.Invalid, CodeRestricted),
		sub(2207052, data.Invalid, CodeNotFetched),
		sub(2207003, data.Transient, CodeNotFetched),
		sub(2207020, data.Transient, ""), // the container expired: another is made
		sub(2207006, data.NotFound, ""),
		sub(2207027, data.Transient, CodeProcessing),
		sub(2207008, data.Ambiguous, ""), // no such container, or not yet, or published
		sub(2207004, data.Invalid, data.CodeTooLarge),
		sub(2207005, data.Invalid, CodeMediaType),
		sub(2207026, data.Invalid, CodeMediaType),
		sub(2207009, data.Invalid, CodeRatio),
		sub(2207010, data.Invalid, CodeTooLong),
		sub(2207028, data.Invalid, CodeTooMany),
		sub(33, data.NotFound, ""),              // of code 100: no object of that id
		{From: -2, To: 2, Kind: data.Ambiguous}, // passing troubles; 0 is none
	}
}

// Tell makes a failure say what the error means. publishes: a fault on the
// network's side leaves it open whether something was published. now is when
// the answer came.
func (m Meaning) Tell(f *data.Failure, resp *httpx.Response, publishes bool, now time.Time) {
	f.Kind, f.Code, f.Until = m.Kind, m.Code, time.Time{}
	switch {
	case m.Kind == data.Ambiguous && !publishes:
		f.Kind = data.Transient
	case m.Kind == data.RateLimited:
		f.Until = until(resp, now, m.Rest)
	}
}

// Refusal says what an answer's error means, nil for a good one. What is not
// known means what its status means.
func Refusal(op string, resp *httpx.Response, known []Meaning, publishes bool, now time.Time) *data.Failure {
	f := resp.Refusal(op)
	if f == nil {
		return nil
	}
	if fault, ok := ReadFault(op, resp); ok {
		if m, ok := fault.Means(known); ok {
			m.Tell(f, resp, publishes, now)
		}
	}
	return f
}

// until is when the network listens again: by its own word, in Retry-After or
// in the minutes of its usage header.
func until(resp *httpx.Response, now time.Time, rest time.Duration) time.Time {
	const day = 24 * 60
	_, minutes := Usage(resp)
	switch {
	case resp.Header.Get("Retry-After") != "":
		return resp.Until()
	case minutes > 0:
		return now.Add(time.Duration(min(minutes, day) * float64(time.Minute)))
	case rest > 0:
		return now.Add(rest)
	}
	return resp.Until()
}

// load is how much of its allowance an application has used, in percent.
type load struct {
	Calls   float64 `json:"call_count"`
	Time    float64 `json:"total_time"`
	CPU     float64 `json:"total_cputime"`
	Minutes float64 `json:"estimated_time_to_regain_access"`
}

func (l load) most() float64 { return max(l.Calls, l.Time, l.CPU) }

// Usage is the highest percentage that the headers of an answer tell of the
// allowance, and the most minutes until it falls. What cannot be read counts for
// nothing.
func Usage(resp *httpx.Response) (percent, minutes float64) {
	var app load
	if json.Unmarshal([]byte(resp.Header.Get("X-App-Usage")), &app) == nil {
		percent = app.most()
	}
	var cases map[string][]load
	if json.Unmarshal([]byte(resp.Header.Get("X-Business-Use-Case-Usage")), &cases) == nil {
		for _, all := range cases {
			for _, one := range all {
				percent, minutes = max(percent, one.most()), max(minutes, one.Minutes)
			}
		}
	}
	return percent, minutes
}
