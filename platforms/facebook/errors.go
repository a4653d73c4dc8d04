package facebook

import (
	"context"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// meanings are the network's errors with those of [graph.Common], from the Graph
// API's reference; the first that fits counts. Those marked are remembered by
// people who work with it, not documented.
func meanings() []graph.Meaning {
	code := func(n, subcode int, kind data.Kind, name string) graph.Meaning {
		return graph.Meaning{From: n, To: n, Subcode: subcode, Kind: kind, Code: name}
	}
	own := []graph.Meaning{
		code(10, 2018278, data.Invalid, CodeWindow),
		code(551, 0, data.Invalid, CodeWindow),
		code(10900, 0, data.Invalid, CodeAnswered), // remembered
		code(100, 33, data.NotFound, ""),
		code(803, 0, data.NotFound, ""),
		code(2500, 0, data.Auth, ""), // no token at all; remembered
		{From: 1, To: 2, Kind: data.Ambiguous},
		code(506, 0, data.Invalid, data.CodeDuplicate),
		code(368, 0, data.Invalid, CodePolicy),
	}
	all := slices.Concat(own, graph.Common(usualRest))
	for _, long := range []graph.Meaning{
		{Subcode: 1609005, Kind: data.Invalid, Code: CodeLink},
		{Subcode: 1366046, Kind: data.Invalid, Code: data.CodeTooLarge},
		// The pictures may stand in the very post whose answer was lost.
		{Subcode: 1366051, Kind: data.Ambiguous},
	} {
		// The long numbers come as code or as subcode.
		all = append(all, long, code(long.Subcode, 0, long.Kind, long.Code))
	}
	return all
}

// usualRest is how long a Page rests when the network asks for it without
// saying how long: its windows are an hour.
const usualRest = 15 * time.Minute

// refusal says what an answer's error means, nil for a good one.
func refusal(op string, resp *httpx.Response, publishes bool, now time.Time) *data.Failure {
	f := resp.Refusal(op)
	if f == nil {
		return nil
	}
	fault, ok := graph.ReadFault(op, resp)
	if !ok || fault.Code == 0 {
		return f
	}
	means, ok := fault.Means(meanings())
	if !ok {
		means = graph.Meaning{Kind: data.Invalid}
	}
	if fault.Transient && means.Kind == data.Invalid {
		means = graph.Meaning{Kind: data.Ambiguous}
	}
	// The network has no code of its own for it; the sentence is remembered.
	if fault.Code == 100 && strings.Contains(strings.ToLower(fault.Message), "scheduled publish time") {
		means.Code = CodeTooSoon
	}
	means.Tell(f, resp, publishes, now)
	return f
}

const (
	tooMuch     = 80 // percent
	longestWait = time.Minute
)

// slowDown waits after a reading when the allowance is nearly used up, so that
// it lasts for what is published: three seconds for each percent above 80.
func (w wire) slowDown(ctx context.Context, resp *httpx.Response) {
	if percent, _ := graph.Usage(resp); percent >= tooMuch {
		wait := min((percent-tooMuch+1)*3, longestWait.Seconds())
		// Who gives up has the answer all the same.
		_ = w.http.Clock().Wait(ctx, time.Duration(wait*float64(time.Second)))
	}
}
