package x

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Codes of this network besides the common ones.
const (
	CodeTooLong    = "too_long"
	CodeTooMany    = "too_many_images"
	CodeMediaType  = "media_type"
	CodeEmpty      = "empty"        // neither text nor picture
	CodeProcessing = "processing"   // the network is still at work on a file, or has forgotten it
	CodePermission = "permission"   // the application or the token lacks a permission
	CodeCredits    = "credits"      // what the owner paid for is used up
	CodePoll       = "poll"         // 2 to 4 answers of 1 to 25 characters, and nothing attached
	CodeCashtags   = "cashtags"     // more than one $NAME
	CodeVideo      = "video_length" // shorter than the network takes, or longer than the account may
)

// problem is an error as the network words it (RFC 7807), also inside a good
// answer.
type problem struct {
	Type    string
	Title   string
	Detail  string
	Message string
	Errors  []struct{ Message string }
}

// sentence is a piece of an error's text and what it means.
type sentence struct {
	piece string
	kind  data.Kind
	code  string
}

// sentences are how the network words its errors: its types tell too little.
// data.CodeReplyPolicy is Unsupported, for the person answers on the page of the message
// ([data.Message.URL]) instead.
//
// Used-up credits are RateLimited and not a refusal: nothing is wrong with the
// posts, and all of them go out once the owner has paid, which can be at any
// moment. What fails costs nothing, so it is tried again every hour.
func sentences() []sentence {
	return []sentence{
		{"duplicate content", data.Invalid, data.CodeDuplicate},
		{"have not been mentioned or otherwise engaged", data.Unsupported, data.CodeReplyPolicy},
		{"creditsdepleted", data.RateLimited, CodeCredits}, // remembered, not documented
		{"does not have any credits", data.RateLimited, CodeCredits},
		{"usage-capped", data.RateLimited, CodeCredits},
		{"usagecapexceeded", data.RateLimited, CodeCredits},
		{"text is too long", data.Invalid, CodeTooLong},
		{"video longer than", data.Invalid, CodeVideo},
		{"cashtag", data.Invalid, CodeCashtags},
		{"media ids are invalid", data.Transient, CodeProcessing},
		{"media type unrecognized", data.Invalid, CodeMediaType},
		{"file size exceeds", data.Invalid, data.CodeTooLarge},
		{"deleted or not visible", data.NotFound, ""},
		{"resource-not-found", data.NotFound, ""},
		{"appropriate oauth", data.Auth, CodePermission},
		{"client-forbidden", data.Auth, CodePermission},
		{"oauth1-permissions", data.Auth, CodePermission},
		{"not-authorized-for-resource", data.Unsupported, ""},
	}
}

// creditsAgain is how long after used-up credits the next try comes.
const creditsAgain = time.Hour

// refusal says what the error of an answer of this moment means, nil for a good
// one. A 403 is no matter of the token here.
func refusal(op string, resp *httpx.Response, now time.Time) *data.Failure {
	knownHeaders(resp.Header)
	f := resp.Refusal(op)
	if f == nil || resp.Status >= 500 || f.Code == data.CodeCaptive {
		return f
	}
	switch resp.Status {
	case http.StatusForbidden:
		f.Kind = data.Unsupported
	case http.StatusPaymentRequired:
		f.Kind, f.Code = data.RateLimited, CodeCredits
	}
	var p problem
	if json.Unmarshal(resp.Body, &p) == nil {
		p.explain(f)
	}
	if f.Code == CodeCredits {
		f.Until = now.Add(creditsAgain)
	}
	return f
}

// explain gives a failure the meaning of the first sentence that the problem
// has.
func (p problem) explain(f *data.Failure) (known bool) {
	said := p.Type + " " + p.Title + " " + p.Detail + " " + p.Message
	for _, e := range p.Errors {
		said += " " + e.Message
	}
	said = strings.ToLower(said)
	for _, s := range sentences() {
		if strings.Contains(said, s.piece) {
			f.Kind, f.Code = s.kind, s.code
			return true
		}
	}
	return false
}

// told is the failure of the first error in a good answer, nil where there is
// none that means something.
func told(op string, resp *httpx.Response, errors []json.RawMessage, now time.Time) *data.Failure {
	for _, raw := range errors {
		var p problem
		if json.Unmarshal(raw, &p) != nil {
			continue
		}
		f := &data.Failure{Op: op, Raw: resp.Raw(), Err: fmt.Errorf("%q in a good answer", p.Title)}
		if p.explain(f) {
			if f.Kind == data.RateLimited {
				f.Until = now.Add(creditsAgain)
			}
			return f
		}
	}
	return nil
}

// knownHeaders copies what the network says of its limits to the name under
// which httpx looks for it. Of several windows that are used up the last one to
// end counts.
func knownHeaders(h http.Header) {
	reset := ""
	for _, window := range []string{"X-Rate-Limit-", "X-User-Limit-24hour-", "X-App-Limit-24hour-"} {
		until, left := h.Get(window+"Reset"), h.Get(window+"Remaining")
		if (left == "0" || left == "") && newer(until, reset) {
			reset = until
		}
	}
	if reset != "" {
		h.Set("X-RateLimit-Reset", reset)
	}
}
