package youtube

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/rehearsal"
)

func TestTheVideoIsAsItWasWanted(t *testing.T) {
	b := connected(t)
	o := b.post("Dès 7 h.")
	o.Title = "  Le four  "
	o.Options = map[string]string{
		optionPrivacy: "unlisted", optionCategory: "26", optionTags: "pain, #levain au froid ,,", optionKids: "1", optionMadeByAI: "1",
	}
	r := b.published(t, o)
	yes := true
	sent := read(t, b.seen.Of(http.MethodPut, "/youtube/v3/videos")[0].Body)
	want := video{
		ID:      r.ID,
		Snippet: &snippet{Title: "Le four", Description: "Dès 7 h.", Tags: []string{"pain", "levain au froid"}, Category: "26", Language: "fr"},
		Status:  &status{Privacy: unlisted, Kids: &yes, Synthetic: &yes, Embeddable: &yes, License: "youtube", Stats: &yes},
	}
	if d := cmp.Diff(want, sent); d != "" {
		t.Error(d)
	}
	if r.URL != "https://www.youtube.com/watch?v="+r.ID {
		t.Errorf("URL %q", r.URL)
	}
	// Until then nobody could see it, whatever was wanted.
	announced := b.seen.Of(http.MethodPost, "/upload/youtube/v3/videos")[0]
	if v := read(t, announced.Body); v.Status.Privacy != private || v.Status.PublishAt != "" || !cmp.Equal(v.Snippet.Tags, []string{o.Key}) {
		t.Errorf("announced %s", announced.Body)
	}
	if chunks := b.seen.Of(http.MethodPut, "/upload/youtube/v3/videos"); len(chunks) != 2 || len(chunks[0].Body) != 256<<10 {
		t.Errorf("%d chunks", len(chunks))
	}
}

// Preparing again, after whatever became of the first time, finds what was
// uploaded: no second video, and the same request.
func TestAnUploadIsMadeOnce(t *testing.T) {
	b := connected(t)
	o := b.post("Une fois")
	first := b.prepared(t, o)
	b.prepared(t, b.post("Autre chose"))
	second := b.prepared(t, o)
	if string(first) != string(second) {
		t.Errorf("%s\n%s", first, second)
	}
	if n := len(b.seen.Of(http.MethodPost, "/upload/youtube/v3/videos")); n != 2 {
		t.Errorf("%d uploads of 2 videos", n)
	}
	if _, err := b.Commit(t.Context(), o.Key, second); err != nil {
		t.Fatal(err)
	}
	// The mark is gone with the publishing.
	v, err := b.video(t.Context(), "test", sentIn(t, second).Video.ID)
	if err != nil || len(v.Snippet.Tags) != 0 {
		t.Errorf("tags %v, %v", v.Snippet.Tags, err)
	}
}

func sentIn(t *testing.T, sent []byte) payload {
	t.Helper()
	p, err := readPayload("test", sent)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatIsRefusedBeforeAnUpload(t *testing.T) {
	b := connected(t)
	for code, change := range map[string]func(*data.Outgoing){
		CodeTitle + " none":       func(o *data.Outgoing) { o.Title = " " },
		CodeTitle + " long":       func(o *data.Outgoing) { o.Title = strings.Repeat("é", 101) },
		CodeTitle + " sign":       func(o *data.Outgoing) { o.Title = "2 < 3" },
		CodeSigns:                 func(o *data.Outgoing) { o.Text = "<b>pain</b>" },
		CodeTooLong:               func(o *data.Outgoing) { o.Text = strings.Repeat("é", 2501) },
		CodeTags:                  func(o *data.Outgoing) { o.Options[optionTags] = strings.Repeat("a,", 200) + strings.Repeat("b", 102) },
		CodeVideo + " none":       func(o *data.Outgoing) { o.Media = nil },
		CodeVideo + " two":        func(o *data.Outgoing) { o.Media = append(o.Media, film(9)) },
		CodeVideo + " kind":       func(o *data.Outgoing) { o.Media[0].MIME = "image/gif" },
		CodeFile:                  func(o *data.Outgoing) { o.Media[0].Bytes = 0 },
		data.CodeTooLarge:         func(o *data.Outgoing) { o.Media[0].Bytes = data.MaxVideoBytes + 1 },
		CodeTooSoon:               func(o *data.Outgoing) { o.HoldTill = b.clock.Now().Add(leastAhead - time.Second) },
		CodeFile + " not a video": func(o *data.Outgoing) { o.Media[0].Open = data.InMemory(make([]byte, 300_000)) },
	} {
		t.Run(code, func(t *testing.T) {
			o := b.post("Bonjour")
			change(&o)
			_, err := b.Prepare(t.Context(), o)
			want, _, _ := strings.Cut(code, " ")
			failsWith(t, err, data.Invalid, want)
		})
	}
	o := b.post(strings.Repeat("é", 2500))
	o.Title, o.Options[optionTags] = strings.Repeat("é", 100), strings.Repeat("a,", 200)+strings.Repeat("b", 100)
	b.published(t, o)
	if n := len(b.server.Log().Published); n != 1 {
		t.Errorf("%d videos are public", n)
	}
}

// What a project uploads that the network has not audited stays private: that is
// never taken for published.
func TestAProjectThatIsNotAudited(t *testing.T) {
	b := connected(t, rehearsal.GoogleAudit)
	o := b.post("Personne ne le verra")
	sent := b.prepared(t, o)
	_, err := b.Commit(t.Context(), o.Key, sent)
	failsWith(t, err, data.Unsupported, data.CodeAudit)
	found, err := b.Find(t.Context(), o.Key, sent)
	if err != nil || found.Verdict != data.Absent {
		t.Errorf("found %+v, %v", found, err)
	}
	o = b.post("Ni demain")
	o.HoldTill = b.clock.Now().Add(time.Hour)
	_, err = b.Commit(t.Context(), o.Key, b.prepared(t, o))
	failsWith(t, err, data.Unsupported, data.CodeAudit)
}

func TestTheUnitsOfTheDayAreUsedUp(t *testing.T) {
	b := connected(t)
	o := b.post("Demain, alors")
	sent := b.prepared(t, o)
	b.server.AddAccount(lenoir(rehearsal.GoogleQuota))
	_, err := b.Commit(t.Context(), o.Key, sent)
	f := failsWith(t, err, data.RateLimited, "")
	if want := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC); !f.Until.Equal(want) {
		t.Errorf("until %v, want %v", f.Until, want)
	}
}

// The upload that the request names is gone: it is made anew, not refused.
func TestAnUploadThatWasDeleted(t *testing.T) {
	b := connected(t)
	o := b.post("Bonjour")
	sent := b.prepared(t, o)
	if err := b.Delete(t.Context(), data.Receipt{ID: sentIn(t, sent).Video.ID}); err != nil {
		t.Fatal(err)
	}
	_, err := b.Commit(t.Context(), o.Key, sent)
	failsWith(t, err, data.Transient, "")
	b.published(t, o)
}

// front puts a handler between the session and its server.
func (b *bench) front(t *testing.T, wrap func(server http.Handler) http.Handler) {
	t.Helper()
	target, err := url.Parse(b.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	between := httptest.NewServer(wrap(httputil.NewSingleHostReverseProxy(target)))
	t.Cleanup(between.Close)
	a := b.account
	a.Server = between.URL
	b.session = b.network.open(a, conformance.NewKeys(b.secret))
}

// A chunk whose answer is lost, one that never arrives and a stumbling network:
// the upload goes on where it broke off.
func TestAnUploadGoesOn(t *testing.T) {
	for name, spoil := range map[string]func(server http.Handler, w http.ResponseWriter, r *http.Request){
		"answer lost": func(server http.Handler, _ http.ResponseWriter, r *http.Request) {
			server.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		},
		"never arrived": func(http.Handler, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"stumbles": func(_ http.Handler, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
		},
	} {
		for _, which := range []string{"bytes 0-", "bytes 262144-", "bytes 524288-", "bytes */"} {
			t.Run(name+" "+which, func(t *testing.T) {
				b := connected(t)
				// A request that was cut may still be at its end when the next one comes.
				var times atomic.Int32
				b.front(t, func(server http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						part := r.Header.Get("Content-Range")
						if strings.HasPrefix(part, which) && times.Add(1) <= 2 {
							spoil(server, w, r)
							return
						}
						if which == "bytes */" && strings.HasPrefix(part, "bytes 262144-") && times.CompareAndSwap(0, 1) {
							w.WriteHeader(http.StatusBadGateway)
							return
						}
						server.ServeHTTP(w, r)
					})
				})
				o := b.post("Par morceaux")
				o.Media[0] = film(600_000)
				b.published(t, o)
				if seen := b.server.Log().Published; len(seen) != 1 || times.Load() == 0 {
					t.Errorf("the network saw %+v after %d faults", seen, times.Load())
				}
			})
		}
	}
}

func TestAnUploadGivesUp(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter)
		kind   data.Kind
		code   string
	}{
		"it never moves":   {func(w http.ResponseWriter) { w.WriteHeader(http.StatusPermanentRedirect) }, data.Transient, data.CodeAnswer},
		"always stumbles":  {func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) }, data.Transient, ""},
		"the session died": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) }, data.Transient, data.CodeAnswer},
		"a portal": {func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://hotel.example/")
			w.WriteHeader(http.StatusPermanentRedirect)
		}, data.Transient, data.CodeCaptive},
		"no id": {func(w http.ResponseWriter) { w.Write([]byte(`{}`)) }, data.Transient, data.CodeAnswer},
		"refused": {func(w http.ResponseWriter) {
			w.Write([]byte(`{"id":"a","status":{"uploadStatus":"rejected","rejectionReason":"length"}}`))
		}, data.Invalid, CodeFile},
		"too many": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) }, data.RateLimited, ""},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			s := answering(t, func(w http.ResponseWriter, r *http.Request) {
				if asked++; r.Method == http.MethodPost {
					w.Header().Set("Location", "http://"+r.Host+"/session")
					return
				}
				c.answer(w)
			})
			_, err := s.upload(t.Context(), film(1000), video{})
			failsWith(t, err, c.kind, c.code)
			if asked > 20 {
				t.Errorf("%d requests", asked)
			}
		})
	}
}

// The token is sent to the network's own hosts alone.
func TestTheSessionOfAnUploadIsTheNetworks(t *testing.T) {
	own := &upload{session: &session{hosts: hostsOf("")}}
	here := &upload{session: &session{hosts: hostsOf("http://127.0.0.1:7")}}
	for address, want := range map[string][2]bool{
		"https://www.googleapis.com/upload/youtube/v3/videos?upload_id=a": {true, false},
		"https://youtube.googleapis.com/upload":                           {true, false},
		"http://www.googleapis.com/upload":                                {false, false},
		"https://googleapis.com.example/upload":                           {false, false},
		"https://evil.example/.googleapis.com":                            {false, false},
		"http://127.0.0.1:7/upload":                                       {false, true},
		"http://127.0.0.1:70/upload":                                      {false, false},
		"":                                                                {false, false},
		"://":                                                             {false, false},
	} {
		if got := [2]bool{own.isOurs(address), here.isOurs(address)}; got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestFindSaysOnlyWhatItSaw(t *testing.T) {
	sent := []byte(`{"video":{"id":"abc","snippet":{"title":"t"},"status":{"privacyStatus":"public"}}}`)
	for answer, want := range map[string]data.Verdict{
		`{"items":[]}`: data.Absent,
		`{"items":[{"id":"abc","status":{"privacyStatus":"public"}}]}`:                                     data.Online,
		`{"items":[{"id":"abc","status":{"privacyStatus":"unlisted"}}]}`:                                   data.Online,
		`{"items":[{"id":"abc","status":{"privacyStatus":"private"}}]}`:                                    data.Absent,
		`{"items":[{"id":"abc","status":{"privacyStatus":"private","publishAt":"2026-12-01T09:00:00Z"}}]}`: data.Unclear,
		`{"items":[{"id":"another","status":{"privacyStatus":"public"}}]}`:                                 "",
		`{"items":[{"id":"abc"}]}`: "",
		`{"items":null}`:           "",
		`{}`:                       "",
	} {
		s := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(answer)) })
		found, err := s.Find(t.Context(), "", sent)
		if (err != nil) != (want == "") || found.Verdict != want {
			t.Errorf("%s: %+v, %v, want %q", answer, found, err, want)
		}
	}
	_, err := answering(t, nil).Find(t.Context(), "", []byte(`{"video":{"id":"../x"}}`))
	failsWith(t, err, data.Invalid, "")
}

// Within a minute of its hour a video is left alone: it may be public already.
func TestAVideoJustBeforeItsHour(t *testing.T) {
	b := connected(t)
	o := b.post("Bientôt")
	o.HoldTill = b.clock.Now().Add(time.Hour).Truncate(time.Second)
	r := b.published(t, o)
	_ = b.clock.Wait(t.Context(), o.HoldTill.Sub(b.clock.Now())-30*time.Second)
	failsWith(t, b.Cancel(t.Context(), r.ID), data.Transient, "")
	failsWith(t, b.Move(t.Context(), r.ID, b.clock.Now().Add(time.Hour)), data.Transient, "")
	failsWith(t, b.Move(t.Context(), r.ID, b.clock.Now().Add(time.Minute)), data.Invalid, CodeTooSoon)
	_ = b.clock.Wait(t.Context(), time.Minute)
	if seen := b.server.Log().Published; len(seen) != 1 || seen[0].Deleted || !seen[0].At.Equal(o.HoldTill) {
		t.Errorf("the network saw %+v", seen)
	}
}

// Moving sends back all that the status holds: what is left out is forgotten.
func TestMovingKeepsTheRest(t *testing.T) {
	b := connected(t)
	o := b.post("Plus tard")
	o.Options[optionKids], o.HoldTill = "1", b.clock.Now().Add(time.Hour).Truncate(time.Second)
	r := b.published(t, o)
	later := o.HoldTill.Add(time.Hour)
	if err := b.Move(t.Context(), r.ID, later); err != nil {
		t.Fatal(err)
	}
	v, err := b.video(t.Context(), "test", r.ID)
	if at, waits := v.dueAt(); err != nil || !waits || !at.Equal(later) || !*v.Status.Kids || v.Snippet.Title != o.Title {
		t.Errorf("%+v %+v, %v", v.Snippet, v.Status, err)
	}
}
