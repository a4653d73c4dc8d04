package googlebusiness

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

func isPosts(path string) bool { return strings.HasSuffix(path, "/localPosts") }

// picture is one that anybody can fetch.
func picture(t *testing.T) data.OutgoingMedia {
	t.Helper()
	shelf := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
	}))
	t.Cleanup(shelf.Close)
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "image/png", Bytes: 20_000, Width: 400, Height: 300}},
		URL:        shelf.URL + "/un.png",
	}
}

func TestThePostIsAsItWasWanted(t *testing.T) {
	b := connected(t)
	for name, c := range map[string]struct {
		options map[string]string
		want    string
	}{
		"plain": {nil, `{"languageCode":"fr","summary":"Samedi","topicType":"STANDARD"}`},
		"button": {
			map[string]string{optionButton: "learn_more", optionLink: " https://lenoir.example/four "},
			`{"languageCode":"fr","summary":"Samedi","topicType":"STANDARD","callToAction":{"actionType":"LEARN_MORE","url":"https://lenoir.example/four"}}`,
		},
		"call": {
			map[string]string{optionButton: "call", optionLink: "ignoré"},
			`{"languageCode":"fr","summary":"Samedi","topicType":"STANDARD","callToAction":{"actionType":"CALL"}}`,
		},
		"event": {
			map[string]string{optionTopic: "event", optionEvent: "Portes ouvertes", optionStartDay: "2026-12-05", optionStartTime: "09:30", optionEndTime: "18:00", optionButton: "book", optionLink: "https://lenoir.example"},
			`{"languageCode":"fr","summary":"Samedi","topicType":"EVENT","callToAction":{"actionType":"BOOK","url":"https://lenoir.example"},
			"event":{"title":"Portes ouvertes","schedule":{"startDate":{"year":2026,"month":12,"day":5},"startTime":{"hours":9,"minutes":30},"endDate":{"year":2026,"month":12,"day":5},"endTime":{"hours":18,"minutes":0}}}}`,
		},
		"offer": {
			map[string]string{optionTopic: "offer", optionEvent: "Galette", optionStartDay: "2027-01-02", optionEndDay: "2027-01-10", optionCoupon: "ROI", optionRedeem: "https://lenoir.example/roi", optionTerms: "Une par personne", optionButton: "book"},
			`{"languageCode":"fr","summary":"Samedi","topicType":"OFFER","event":{"title":"Galette","schedule":{"startDate":{"year":2027,"month":1,"day":2},"endDate":{"year":2027,"month":1,"day":10}}},
			"offer":{"couponCode":"ROI","redeemOnlineUrl":"https://lenoir.example/roi","termsConditions":"Une par personne"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := b.post("Samedi")
			o.Options = c.options
			_ = b.clock.Wait(t.Context(), time.Minute)
			b.published(t, o)
			all := b.sent(http.MethodPost, isPosts)
			var got, want any
			if err := json.Unmarshal([]byte(c.want), &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(all[len(all)-1].Body, &got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWhatIsRefusedBeforeItIsSent(t *testing.T) {
	b := connected(t)
	gone := picture(t)
	gone.URL = "http://127.0.0.1:1/partie.png"
	event := func(more ...string) map[string]string {
		o := map[string]string{optionTopic: "event", optionEvent: "Fête", optionStartDay: "2026-12-05"}
		for i := 0; i < len(more); i += 2 {
			o[more[i]] = more[i+1]
		}
		return o
	}
	for name, change := range map[string]func(*data.Outgoing){
		CodeEmpty:                 func(o *data.Outgoing) { o.Text = " \n" },
		CodeTooLong:               func(o *data.Outgoing) { o.Text = strings.Repeat("é", 1501) },
		CodeTooMany:               func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture(t), picture(t)} },
		CodeMediaType:             func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture(t)}; o.Media[0].MIME = "image/gif" },
		data.CodeTooLarge:         func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture(t)}; o.Media[0].Bytes = pictureMax + 1 },
		data.BlockHost:            func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture(t)}; o.Media[0].URL = "" },
		CodeTooSoon:               func(o *data.Outgoing) { o.HoldTill = b.clock.Now().Add(leastAhead - time.Second) },
		CodeEvent + " no title":   func(o *data.Outgoing) { o.Options = event(optionEvent, " ") },
		CodeEvent + " no day":     func(o *data.Outgoing) { o.Options = event(optionStartDay, "") },
		CodeEvent + " ends first": func(o *data.Outgoing) { o.Options = event(optionEndDay, "2026-12-04") },
		CodeEvent + " same day":   func(o *data.Outgoing) { o.Options = event(optionStartTime, "18:00", optionEndTime, "09:00") },
		CodeEvent + " hour":       func(o *data.Outgoing) { o.Options = event(optionStartTime, "25:00") },
		CodeLink + " none":        func(o *data.Outgoing) { o.Options[optionButton] = "book" },
		CodeLink + " other": func(o *data.Outgoing) {
			o.Options[optionButton], o.Options[optionLink] = "book", "javascript:alert(1)"
		},
		CodeLink + " redeem": func(o *data.Outgoing) {
			o.Options = event(optionTopic, "offer", optionRedeem, "ftp://x")
		},
		" the picture is gone": func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{gone} },
	} {
		t.Run(name, func(t *testing.T) {
			o := b.post("Bonjour")
			change(&o)
			sent, err := b.Prepare(t.Context(), o)
			if err == nil {
				_, err = b.Commit(t.Context(), o.Key, sent)
			}
			want, _, _ := strings.Cut(name, " ")
			failsWith(t, err, data.Invalid, want)
		})
	}
	if n := len(b.server.Log().Published); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

// The same words, posted before by another hand, are never taken for a post
// whose answer was lost; and what may be it is never sent twice.
func TestAnOlderPostIsNotTaken(t *testing.T) {
	b := connected(t)
	o := b.post("Ouvert dimanche")
	b.published(t, o)
	again := b.post("Ouvert  dimanche !")
	sent := b.prepared(t, again)
	if f := b.found(t, sent); f.Verdict != data.Unclear || !strings.Contains(f.Evidence, "Ouvert dimanche") {
		t.Errorf("of a moment ago: %+v", f)
	}
	_ = b.clock.Wait(t.Context(), time.Hour)
	again = b.post("Ouvert dimanche")
	sent = b.prepared(t, again)
	if f := b.found(t, sent); f.Verdict != data.Absent {
		t.Errorf("of an hour ago: %+v", f)
	}
	b.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err := b.Commit(t.Context(), again.Key, sent)
	failsWith(t, err, data.Ambiguous, "no_answer")
	b.server.SetFaults(rehearsal.Faults{})
	if f := b.found(t, sent); f.Verdict != data.Online || f.Receipt.ID != b.server.Log().Published[1].ID {
		t.Errorf("found %+v", f)
	}
}

func TestFindSaysOnlyWhatItSaw(t *testing.T) {
	sent := []byte(`{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","before":["` + here + `/localPosts/7"],
		"post":{"summary":"Ouvert dimanche","topicType":"STANDARD"}}`)
	post := func(id, state, more string) string {
		return `{"name":"` + here + `/localPosts/` + id + `","summary":"Ouvert dimanche","topicType":"STANDARD","state":"` + state + `","createTime":"2026-11-21T18:00:05Z"` + more + `}`
	}
	for answer, want := range map[string]data.Verdict{
		`{}`:                                                data.Absent,
		`{"localPosts":[]}`:                                 data.Absent,
		post("8", "LIVE", ""):                               data.Online,
		post("8", "PROCESSING", ""):                         data.Online,
		post("8", "SCHEDULED", ""):                          data.OnHold,
		post("8", "REJECTED", ""):                           data.Unclear,
		post("7", "LIVE", ""):                               data.Unclear, // was there before
		post("8", "LIVE", `,"media":[{}]`):                  data.Unclear,
		post("8", "LIVE", `,"event":{"title":"Fête"}`):      data.Unclear,
		post("7", "LIVE", "") + "," + post("8", "LIVE", ""): data.Online,
		post("8", "LIVE", "") + ",7":                        data.Unclear,
		strings.Replace(post("8", "LIVE", ""), "dimanche", "lundi", 1):      data.Absent,
		strings.Replace(post("8", "LIVE", ""), "18:00:05", "17:54:59", 1):   data.Absent,
		strings.Replace(post("8", "LIVE", ""), "locations/2", "loc/2", 1):   data.Unclear,
		strings.Replace(post("8", "LIVE", ""), "2026-11-21T", "le 21 à", 1): data.Unclear,
		`null`: "", `[]`: "", `{"localPosts":{}}`: "",
	} {
		if strings.HasPrefix(answer, `{"name"`) {
			answer = `{"localPosts":[` + answer + `]}`
		}
		found, err := says(t, answer).Find(t.Context(), "", sent)
		if (err != nil) != (want == "") || found.Verdict != want {
			t.Errorf("%s: %+v, %v, want %q", answer, found, err, want)
		}
	}
	// A list that goes on and on is no proof of absence.
	found, err := says(t, `{"nextPageToken":"more"}`).Find(t.Context(), "", sent)
	if err != nil || found.Verdict != data.Unclear {
		t.Errorf("%+v, %v", found, err)
	}
	_, err = says(t, `{}`).Find(t.Context(), "", []byte(`{}`))
	failsWith(t, err, data.Invalid, "")
}

// The network's rules refuse some posts, at once or after a while.
func TestRejectedPosts(t *testing.T) {
	b := connected(t)
	o := b.post("Appelez le 02 40 00 00 00")
	sent := b.prepared(t, o)
	if _, err := b.Commit(t.Context(), o.Key, sent); err != nil {
		t.Fatal(err)
	}
	_ = b.clock.Wait(t.Context(), time.Minute)
	if f := b.found(t, sent); f.Verdict != data.Unclear || !strings.Contains(f.Evidence, "REJECTED") {
		t.Errorf("found %+v", f)
	}
	o = b.post("Appelez le 02 40 00 00 01")
	o.HoldTill = b.clock.Now().Add(time.Hour).Truncate(time.Second)
	r := b.published(t, o)
	_ = b.clock.Wait(t.Context(), 2*time.Hour)
	_, err := b.Held(t.Context(), r.ID)
	failsWith(t, err, data.NotFound, CodeRejected)
	s := says(t, `{"name":"`+here+`/localPosts/8","state":"REJECTED"}`)
	_, err = s.Commit(t.Context(), "", []byte(`{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","post":{"summary":"a","topicType":"STANDARD"}}`))
	failsWith(t, err, data.Invalid, CodeRejected)
}

// Ten changes a minute is all that the network takes of a place.
func TestTenChangesAMinute(t *testing.T) {
	b := connected(t)
	for i := range 10 {
		b.published(t, b.post("Numéro "+string(rune('a'+i))))
	}
	o := b.post("De trop")
	_, err := b.Commit(t.Context(), o.Key, b.prepared(t, o))
	if f := failsWith(t, err, data.RateLimited, ""); !f.Until.Equal(b.clock.Now().Add(time.Minute)) {
		t.Errorf("until %v", f.Until)
	}
}

// Within a minute of its hour a post is left alone: it may be public already.
func TestAPostJustBeforeItsHour(t *testing.T) {
	b := connected(t)
	o := b.post("Bientôt")
	o.HoldTill = b.clock.Now().Add(time.Hour).Truncate(time.Second)
	r := b.published(t, o)
	failsWith(t, b.Move(t.Context(), r.ID, b.clock.Now().Add(time.Minute)), data.Invalid, CodeTooSoon)
	_ = b.clock.Wait(t.Context(), o.HoldTill.Sub(b.clock.Now())-30*time.Second)
	failsWith(t, b.Cancel(t.Context(), r.ID), data.Transient, "")
	failsWith(t, b.Move(t.Context(), r.ID, b.clock.Now().Add(time.Hour)), data.Transient, "")
	failsWith(t, b.Cancel(t.Context(), "accounts/9/locations/9/localPosts/1"), data.NotFound, "")
	_ = b.clock.Wait(t.Context(), time.Minute)
	if seen := b.server.Log().Published; len(seen) != 1 || seen[0].Deleted || !seen[0].At.Equal(o.HoldTill) {
		t.Errorf("the network saw %+v", seen)
	}
}
