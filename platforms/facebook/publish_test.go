package facebook

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/graph"
	"parvis/platforms/likeness"
	"parvis/platforms/rehearsal"
)

func TestRequests(t *testing.T) {
	s := at(t, nil)
	var sent payload
	form := func(o data.Outgoing) url.Values {
		sent = payload{}
		if err := json.Unmarshal(s.prepared(o), &sent); err != nil {
			t.Fatal(err)
		}
		return sent.feed()
	}
	o := s.part("Lisez « https://maison-lenoir.example/noel ». Et https://a.example")
	if got := form(o); got.Get("link") != "https://maison-lenoir.example/noel" || got.Get("message") != o.Text || len(got) != 2 {
		t.Errorf("a link in the text: %v", got)
	}
	o.Options[optionLink] = "https://b.example"
	if got := form(o); got.Get("link") != "https://b.example" {
		t.Errorf("a link of its own: %v", got)
	}
	o.Media = []data.OutgoingMedia{picture("un"), picture("deux")}
	o.HoldTill = s.clock.Now().Add(time.Hour)
	got := form(o)
	if got.Has("link") || got.Get("published") != "false" || got.Get("scheduled_publish_time") != "1795287600" ||
		got.Get("attached_media[1]") != `{"media_fbid":"`+sent.Photos[1]+`"}` || len(sent.Photos) != 2 {
		t.Errorf("pictures, held: %v", got)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	for name, c := range map[string]struct {
		code   string
		change func(*data.Outgoing)
	}{
		"empty":          {CodeEmpty, func(o *data.Outgoing) { o.Text = " \n" }},
		"a thread":       {"", func(o *data.Outgoing) { o.Previous = []data.Receipt{{ID: "1"}} }},
		"no link":        {CodeLink, func(o *data.Outgoing) { o.Options[optionLink] = "maison-lenoir" }},
		"too soon":       {CodeTooSoon, func(o *data.Outgoing) { o.HoldTill = o.Stamp.Add(9 * time.Minute) }},
		"too late":       {"", func(o *data.Outgoing) { o.HoldTill = o.Stamp.Add(31 * 24 * time.Hour) }},
		"a web picture":  {graph.CodeMediaType, func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{file("image/webp", "x")} }},
		"both":           {CodeMixed, func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture("x"), film()} }},
		"two videos":     {CodeMixed, func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{film(), film()} }},
		"a reel of text": {CodeReel, func(o *data.Outgoing) { o.Options[optionFormat] = formatReel }},
		"a long reel": {CodeReel, func(o *data.Outgoing) {
			o.Options[optionFormat], o.Media = formatReel, []data.OutgoingMedia{film()}
			o.Media[0].Length = 91 * time.Second
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := at(t, saying(http.StatusTeapot, ""))
			o := s.part("bonjour")
			c.change(&o)
			_, err := s.Prepare(t.Context(), o)
			failsWith(t, err, data.Invalid, c.code)
		})
	}
}

// The codes are those of the network's reference of errors.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status int
		error  string
		kind   data.Kind
		code   string
	}{
		{400, `"code":190,"error_subcode":463`, data.Auth, ""},
		{401, `"code":190,"error_subcode":460`, data.Auth, ""},
		{400, `"code":102`, data.Auth, ""},
		{403, `"code":200`, data.Unsupported, graph.CodePermission},
		{403, `"code":10`, data.Unsupported, graph.CodePermission},
		{400, `"code":10,"error_subcode":2018278`, data.Invalid, CodeWindow},
		{400, `"code":551`, data.Invalid, CodeWindow},
		{400, `"code":100,"error_subcode":33`, data.NotFound, ""},
		{400, `"code":100`, data.Invalid, ""},
		{400, `"code":100,"message":"(#100) The specified scheduled publish time is invalid."`, data.Invalid, CodeTooSoon},
		{400, `"code":100,"error_subcode":1366046`, data.Invalid, data.CodeTooLarge},
		{400, `"code":1366046`, data.Invalid, data.CodeTooLarge},
		{400, `"code":1609005`, data.Invalid, CodeLink},
		{400, `"code":368`, data.Invalid, CodePolicy},
		{400, `"code":100,"error_subcode":1366051`, data.Ambiguous, ""},
		{400, `"code":1`, data.Ambiguous, ""},
		{500, `"code":2`, data.Ambiguous, ""},
		{400, `"code":6000,"is_transient":true`, data.Ambiguous, ""},
		{400, `"code":6000`, data.Invalid, ""},
		{400, `"code":80001`, data.RateLimited, ""},
		{403, `"code":4`, data.RateLimited, ""},
		{400, `"code":613`, data.RateLimited, ""},
		{503, ``, data.Ambiguous, ""},
	} {
		s := at(t, saying(c.status, `{"error":{`+c.error+`}}`))
		sent, err := json.Marshal(payload{Kind: kindPost, Stamp: conformance.Start(), Prepared: conformance.Start(), Message: "x"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Commit(t.Context(), "", sent)
		f := data.AsFailure("", err)
		if f.Kind != c.kind || f.Code != c.code || f.Until.IsZero() == (f.Kind == data.RateLimited) {
			t.Errorf("%d %s: %v until %v", c.status, c.error, f, f.Until)
		}
		// What is read may always be read again.
		_, err = s.Profile(t.Context())
		if kind := data.KindOf(err); c.kind == data.Ambiguous && kind != data.Transient {
			t.Errorf("%d %s: reading is %s", c.status, c.error, kind)
		}
	}
}

func limited(header http.Header) func(http.Handler) http.Handler {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for name, values := range header {
				w.Header()[name] = values
			}
			w.WriteHeader(http.StatusBadRequest)
			w.Write([]byte(`{"error":{"code":80001}}`))
		})
	}
}

// The network tells in minutes when it will listen again.
func TestUntil(t *testing.T) {
	minutes := func(text string) http.Header {
		return http.Header{"X-Business-Use-Case-Usage": {`{"1":[{"type":"pages","estimated_time_to_regain_access":` + text + `}]}`}}
	}
	for _, c := range []struct {
		header http.Header
		want   time.Duration
	}{
		{minutes("19"), 19 * time.Minute},
		{minutes("1e300"), 24 * time.Hour},
		{minutes(`"soon"`), usualRest},
		{http.Header{"X-App-Usage": {`{"call_count":100}`}}, usualRest},
		{nil, usualRest},
	} {
		s := at(t, limited(c.header))
		_, err := s.Profile(t.Context())
		if f := data.AsFailure("", err); !f.Until.Equal(s.clock.Now().Add(c.want)) {
			t.Errorf("%v: %v, want %v from now", c.header, f.Until, c.want)
		}
	}
}

// An application that has nearly used its allowance up reads slowly, and
// publishes as ever.
func TestNearlyUsedUp(t *testing.T) {
	busy := func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			server.ServeHTTP(usedWriter{w}, r)
		})
	}
	s := at(t, busy)
	before := s.clock.Mono()
	sent := s.prepared(s.part("Bonjour"))
	if _, err := s.Commit(t.Context(), "", sent); err != nil {
		t.Fatal(err)
	}
	if found := s.found(sent); found.Verdict != data.Online || s.clock.Mono() != before {
		t.Errorf("publishing and looking took %v, found %+v", s.clock.Mono()-before, found)
	}
	if _, err := s.OwnPosts(t.Context(), time.Time{}, 10); err != nil || s.clock.Mono()-before != 33*time.Second {
		t.Errorf("reading took %v, %v", s.clock.Mono()-before, err)
	}
}

type usedWriter struct{ http.ResponseWriter }

func (w usedWriter) WriteHeader(status int) {
	w.Header().Set("X-App-Usage", `{"call_count":90,"total_time":25,"total_cputime":25}`)
	w.ResponseWriter.WriteHeader(status)
}

// The network refuses the same text twice. When the other one may be ours, only
// looking tells.
func TestDuplicates(t *testing.T) {
	s := at(t, nil)
	o := s.part("Fermé lundi")
	sent := s.prepared(o)
	s.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err := s.Commit(t.Context(), o.Key, sent)
	failsWith(t, err, data.Ambiguous, "no_answer")
	s.server.SetFaults(rehearsal.Faults{})
	_, err = s.Commit(t.Context(), o.Key, sent)
	failsWith(t, err, data.Ambiguous, "")
	if found := s.found(sent); found.Verdict != data.Online || found.Receipt.ID != s.server.Log().Published[0].ID {
		t.Errorf("found %+v", found)
	}
	// Prepared after the other one was there: a person says whether it is it.
	second := s.prepared(s.part("Fermé lundi"))
	_, err = s.Commit(t.Context(), "", second)
	failsWith(t, err, data.Ambiguous, "")
	if found := s.found(second); found.Verdict != data.Unclear || !strings.HasPrefix(found.Evidence, "Fermé lundi") {
		t.Errorf("found %+v", found)
	}
	if n := len(s.server.Log().Published); n != 1 {
		t.Errorf("%d posts", n)
	}
	// A duplicate of something that nobody can see any more, or of long ago.
	refusing := at(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				saying(http.StatusBadRequest, `{"error":{"code":506}}`)(nil).ServeHTTP(w, r)
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	_, err = refusing.Commit(t.Context(), "", refusing.prepared(refusing.part("Hier")))
	failsWith(t, err, data.Invalid, data.CodeDuplicate)
}

// A look never takes an older post for the one that was sent.
func TestOlderPostsAreNotTaken(t *testing.T) {
	s := at(t, nil)
	s.server.Seed(lenoir().Handle, rehearsal.Past{Posts: []rehearsal.PastPost{
		{Text: "Bonne nuit !", At: s.clock.Now().Add(-24 * time.Hour)},
		{Text: "Ouvert", At: s.clock.Now().Add(-2 * time.Minute)},
	}})
	for text, want := range map[string]data.Verdict{"Bonne nuit !": data.Absent, "Ouvert": data.Unclear, "Autre": data.Absent} {
		if found := s.found(s.prepared(s.part(text))); found.Verdict != want {
			t.Errorf("%s: %+v", text, found)
		}
	}
	// With pictures nothing has to be guessed.
	s.published(s.part("Avec photo"))
	o := s.part("Avec photo")
	o.Media = []data.OutgoingMedia{picture("un")}
	sent := s.prepared(o)
	if found := s.found(sent); found.Verdict != data.Unclear && found.Verdict != data.Absent {
		t.Errorf("before: %+v", found)
	}
	r, err := s.Commit(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	if found := s.found(sent); found.Verdict != data.Online || found.Receipt != r {
		t.Errorf("after: %+v", found)
	}
}

func TestCompare(t *testing.T) {
	link := func(address string) []attachment { return []attachment{{Type: "link", URL: address}} }
	shown := func(id, message string, attached []attachment) post {
		p := post{ID: id, Message: message}
		p.Attachments.Data = attached
		return p
	}
	photo := attachment{Type: "photo"}
	photo.Target.ID = "7"
	album := attachment{Type: "album"}
	album.Subs.Data = []attachment{photo}
	long := strings.Repeat("pain ", 20)
	const same, similar, other = likeness.Same, likeness.Similar, likeness.Other
	for name, c := range map[string]struct {
		sent payload
		post post
		want likeness.Degree
	}{
		"same text":           {payload{Message: "Un, deux"}, shown("1", " un deux ", nil), same},
		"older":               {payload{Message: "Un", Older: []string{"1"}}, shown("1", "Un", nil), similar},
		"beginning":           {payload{Message: long + "a"}, shown("1", long+"b", nil), similar},
		"another":             {payload{Message: "Un"}, shown("1", "Deux", nil), other},
		"emoji":               {payload{Message: "🥐"}, shown("1", "🥖", nil), other},
		"its picture":         {payload{Photos: []string{"7"}}, shown("1", "", []attachment{album}), same},
		"another picture":     {payload{Message: "Un", Photos: []string{"8"}}, shown("1", "Un", []attachment{photo}), other},
		"pictures not named":  {payload{Message: "Un", Photos: []string{"8"}}, shown("1", "Un", nil), similar},
		"text, with picture":  {payload{Message: "Un"}, shown("1", "Un", []attachment{photo}), other},
		"its link alone":      {payload{Link: "https://a.example/x"}, shown("1", "", link("https://www.a.example/x/?fbclid=1")), same},
		"another link alone":  {payload{Link: "https://a.example/x"}, shown("1", "", link("https://a.example/y")), other},
		"text, another link":  {payload{Message: "Un", Link: "https://a.example"}, shown("1", "Un", link("https://b.example")), similar},
		"text, link not told": {payload{Message: "Un", Link: "https://a.example"}, shown("1", "Un", nil), same},
	} {
		if got := c.sent.compare(c.post); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// One post that cannot be read leaves the look unclear, never absent.
func TestUnreadablePosts(t *testing.T) {
	for list, want := range map[string]data.Verdict{
		`[]`:                           data.Absent,
		`[{"id":"1_2","message":"x"}]`: data.Unclear,
		`[7,{"id":"1_2","message":"x","created_time":"2026-11-20T18:00:00+0000"}]`: data.Unclear,
		`[{"id":"1_2","message":"x","created_time":"2026-11-20T18:00:00+0000"},7]`: data.Absent,
		`[7]`: data.Unclear,
		`[{"id":"1_2","message":"Un","created_time":"2026-11-21T18:00:00+0000"},7]`: data.Online,
	} {
		s := at(t, saying(http.StatusOK, `{"data":`+list+`}`))
		sent, err := json.Marshal(payload{Kind: kindPost, Stamp: conformance.Start(), Prepared: conformance.Start(), Message: "Un"})
		if err != nil {
			t.Fatal(err)
		}
		if found := s.found(sent); found.Verdict != want {
			t.Errorf("%s: %+v", list, found)
		}
	}
}

// The address of the next page carries the token: it is never followed, and its
// cursor is asked for on the host that the account belongs to.
func TestNextPages(t *testing.T) {
	asked := 0
	s := at(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			if r.URL.Query().Get("after") != "" {
				w.Write([]byte(`{"data":[]}`))
				return
			}
			w.Write([]byte(`{"data":[],"paging":{"cursors":{"after":"QQ"},"next":"https://elsewhere.example/v26.0/1?access_token=EAA"}}`))
		})
	})
	if _, err := s.OwnPosts(t.Context(), time.Time{}, 10); err != nil || asked != 2 {
		t.Errorf("%d requests, %v", asked, err)
	}
}
