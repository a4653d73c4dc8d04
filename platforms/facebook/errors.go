package facebook

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// fault is how the network words an error.
type fault struct {
	Message   string
	Code      int
	Subcode   int  `json:"error_subcode"`
	Transient bool `json:"is_transient"`
}

// meaning is what errors with some codes mean. The first that fits counts; a
// subcode of 0 fits any.
type meaning struct {
	from, to int
	subcode  int
	kind     data.Kind
	code     string
}

// lostAnswer stands for what may or may not have been done: Ambiguous of a
// request that publishes, else Transient.
const lostAnswer data.Kind = "lost"

// meanings are from the Graph API's reference of errors. Those marked are
// remembered by people who work with it, not documented.
func meanings() []meaning {
	return []meaning{
		{10, 10, 2018278, data.Invalid, CodeWindow},
		{551, 551, 0, data.Invalid, CodeWindow},
		{10900, 10900, 0, data.Invalid, CodeAnswered}, // remembered
		{100, 100, 33, data.NotFound, ""},
		{803, 803, 0, data.NotFound, ""},
		{190, 190, 0, data.Auth, ""}, // expired, password changed, application removed, role lost
		{102, 102, 0, data.Auth, ""},
		{2500, 2500, 0, data.Auth, ""}, // no token at all; remembered
		{3, 3, 0, data.Unsupported, CodePermission},
		{10, 10, 0, data.Unsupported, CodePermission},
		{200, 299, 0, data.Unsupported, CodePermission},
		{4, 4, 0, data.RateLimited, ""},
		{17, 17, 0, data.RateLimited, ""},
		{32, 32, 0, data.RateLimited, ""},
		{341, 341, 0, data.RateLimited, ""},
		{613, 613, 0, data.RateLimited, ""},
		{80000, 80014, 0, data.RateLimited, ""},
		{1, 2, 0, lostAnswer, ""},
		{506, 506, 0, data.Invalid, data.CodeDuplicate},
		{368, 368, 0, data.Invalid, CodePolicy},
		{1609005, 1609005, 0, data.Invalid, CodeLink},
		{1366046, 1366046, 0, data.Invalid, data.CodeTooLarge},
		// The pictures may stand in the very post whose answer was lost.
		{1366051, 1366051, 0, data.Ambiguous, ""},
	}
}

func (m meaning) fits(f fault) bool {
	within := func(n int) bool { return m.from <= n && n <= m.to }
	// The long numbers come as code or as subcode.
	return within(f.Code) && (m.subcode == 0 || m.subcode == f.Subcode) || m.from > 1_000_000 && within(f.Subcode)
}

// refusal says what an answer's error means, nil for a good one.
func refusal(op string, resp *httpx.Response, publishes bool, now time.Time) *data.Failure {
	f := resp.Refusal(op)
	if f == nil {
		return nil
	}
	var said struct{ Error fault }
	if resp.JSON(op, &said) != nil || said.Error.Code == 0 {
		return f
	}
	known := meaning{kind: data.Invalid}
	for _, m := range meanings() {
		if m.fits(said.Error) {
			known = m
			break
		}
	}
	if said.Error.Transient && known.kind == data.Invalid {
		known = meaning{kind: lostAnswer}
	}
	// The network has no code of its own for it; the sentence is remembered.
	if said.Error.Code == 100 && strings.Contains(strings.ToLower(said.Error.Message), "scheduled publish time") {
		known.code = CodeTooSoon
	}
	f.Kind, f.Code, f.Until = known.kind, known.code, time.Time{}
	switch {
	case f.Kind == lostAnswer && publishes:
		f.Kind = data.Ambiguous
	case f.Kind == lostAnswer:
		f.Kind = data.Transient
	case f.Kind == data.RateLimited:
		f.Until = until(resp, now)
	}
	return f
}

// usualRest is how long a Page rests when the network asks for it without
// saying how long: its windows are an hour.
const usualRest = 15 * time.Minute

// until is when the network will listen again.
func until(resp *httpx.Response, now time.Time) time.Time {
	if resp.Header.Get("Retry-After") != "" {
		return resp.Until()
	}
	const day = 24 * 60
	if _, minutes := usage(resp); minutes > 0 {
		return now.Add(time.Duration(min(minutes, day) * float64(time.Minute)))
	}
	return now.Add(usualRest)
}

// load is how much of its allowance an application has used, in percent.
type load struct {
	Calls   float64 `json:"call_count"`
	Time    float64 `json:"total_time"`
	CPU     float64 `json:"total_cputime"`
	Minutes float64 `json:"estimated_time_to_regain_access"`
}

func (l load) most() float64 { return max(l.Calls, l.Time, l.CPU) }

// usage is the highest percentage that the headers of an answer tell, and the
// most minutes until it falls. What cannot be read counts for nothing.
func usage(resp *httpx.Response) (percent, minutes float64) {
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

const (
	tooMuch     = 80 // percent
	longestWait = time.Minute
)

// slowDown waits after a reading when the allowance is nearly used up, so that
// it lasts for what is published: three seconds for each percent above 80.
func (w wire) slowDown(ctx context.Context, resp *httpx.Response) {
	if percent, _ := usage(resp); percent >= tooMuch {
		wait := min((percent-tooMuch+1)*3, longestWait.Seconds())
		// Who gives up has the answer all the same.
		_ = w.http.Clock().Wait(ctx, time.Duration(wait*float64(time.Second)))
	}
}
