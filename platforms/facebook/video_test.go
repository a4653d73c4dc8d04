package facebook

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

func (s *scene) withFilm(format string) data.Outgoing {
	o := s.part("Le four en marche")
	o.Options[optionFormat] = format
	o.Media = []data.OutgoingMedia{film()}
	return o
}

func TestVideosAndReels(t *testing.T) {
	for _, format := range []string{formatVideo, formatReel} {
		t.Run(format, func(t *testing.T) {
			s := at(t, nil)
			sent := s.prepared(s.withFilm(format))
			if found := s.found(sent); found.Verdict != data.Absent {
				t.Errorf("before: %+v", found)
			}
			s.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
			_, err := s.Commit(t.Context(), "", sent)
			failsWith(t, err, data.Ambiguous, "no_answer")
			s.server.SetFaults(rehearsal.Faults{})
			if found := s.found(sent); found.Verdict == data.Absent {
				t.Errorf("at work: %+v", found)
			}
			s.clock.Wait(context.Background(), settle)
			found := s.found(sent)
			seen := s.server.Log().Published
			if found.Verdict != data.Online || len(seen) != 1 || found.Receipt.ID != seen[0].ID || seen[0].Text != "Le four en marche" || seen[0].Videos != 1 {
				t.Errorf("after: %+v, the network saw %+v", found, seen)
			}
			// Its numbers are found under the same name.
			posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
			if err != nil || len(posts) != 1 || posts[0].Remote != found.Receipt.ID {
				t.Errorf("own posts %+v, %v", posts, err)
			}
			if err := s.Delete(t.Context(), found.Receipt); err != nil || !s.server.Log().Published[0].Deleted {
				t.Errorf("deleted: %v", err)
			}
		})
	}
}

func TestHeldVideos(t *testing.T) {
	for _, format := range []string{formatVideo, formatReel} {
		t.Run(format, func(t *testing.T) {
			s := at(t, nil)
			hold := func() (string, time.Time) {
				o := s.withFilm(format)
				o.HoldTill = s.clock.Now().Add(time.Hour)
				sent := s.prepared(o)
				r, err := s.Commit(t.Context(), "", sent)
				if err != nil {
					t.Fatal(err)
				}
				s.clock.Wait(context.Background(), settle)
				if found := s.found(sent); found.Verdict != data.OnHold || found.Receipt != r {
					t.Errorf("found %+v", found)
				}
				return r.ID, o.HoldTill
			}
			id, _ := hold()
			if err := s.Cancel(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			_, err := s.Held(t.Context(), id)
			failsWith(t, err, data.NotFound, "")
			id, due := hold()
			later := due.Add(2 * time.Hour)
			if err := s.Move(t.Context(), id, later); err != nil {
				t.Fatal(err)
			}
			if held, err := s.Held(t.Context(), id); err != nil || !held.Waiting || !held.At.Equal(later) {
				t.Errorf("held %+v, %v", held, err)
			}
			s.clock.Wait(context.Background(), 4*time.Hour)
			if held, err := s.Held(t.Context(), id); err != nil || held.Waiting || held.Receipt.ID != id || len(s.server.Log().Published) != 1 {
				t.Errorf("then %+v, %v", held, err)
			}
			failsWith(t, s.Move(t.Context(), id, later.Add(24*time.Hour)), data.NotFound, "")
			failsWith(t, s.Cancel(t.Context(), id), data.NotFound, "")
			failsWith(t, s.Move(t.Context(), id, s.clock.Now().Add(time.Minute)), data.Invalid, CodeTooSoon)
		})
	}
}

// A video that the network takes and then cannot read is no success.
func TestBrokenVideos(t *testing.T) {
	for _, format := range []string{formatVideo, formatReel} {
		s := at(t, nil)
		o := s.withFilm(format)
		o.Media[0] = file("video/mp4", strings.Repeat("no film", 100))
		o.Media[0].Length = 10 * time.Second
		sent := s.prepared(o)
		_, err := s.Commit(t.Context(), "", sent)
		failsWith(t, err, data.Invalid, CodeVideo)
		if found := s.found(sent); found.Verdict != data.Absent || len(s.server.Log().Published) != 0 {
			t.Errorf("%s: found %+v", format, found)
		}
	}
}

// A part whose way was cut is sent again, not the whole video.
func TestPartsAreSentAgain(t *testing.T) {
	var parts, begins atomic.Int32
	s := at(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Query().Get("upload_phase") {
			case "start":
				begins.Add(1)
			case "transfer":
				if parts.Add(1) == 2 {
					panic(http.ErrAbortHandler)
				}
			}
			server.ServeHTTP(w, r)
		})
	})
	s.prepared(s.withFilm(formatVideo))
	if begins.Load() != 1 || parts.Load() != 4 {
		t.Errorf("%d uploads of %d parts", begins.Load(), parts.Load())
	}
}

// Whatever the network asks for next, an upload ends.
func TestOffsets(t *testing.T) {
	for name, answer := range map[string]string{
		"the same again":   `{"start_offset":"0","end_offset":"9"}`,
		"more than is":     `{"start_offset":"5","end_offset":"999999999"}`,
		"no more":          `{"start_offset":"5","end_offset":"5"}`,
		"back":             `{"start_offset":-7,"end_offset":4}`,
		"no numbers":       `{"start_offset":"x","end_offset":true}`,
		"nothing":          `null`,
		"too large a text": `{"start_offset":"99999999999999999999"}`,
	} {
		s := at(t, func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("upload_phase") == "start" {
					w.Write([]byte(`{"upload_session_id":"1","video_id":"2","start_offset":"0","end_offset":"9"}`))
					return
				}
				w.Write([]byte(answer))
			})
		})
		_, err := s.Prepare(t.Context(), s.withFilm(formatVideo))
		if f := data.AsFailure("", err); err == nil || f.Kind != data.Transient || f.Code != data.CodeAnswer {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A reel, and the token with it, goes to no host but the network's own.
func TestReelsGoToTheNetworkAlone(t *testing.T) {
	s := at(t, saying(http.StatusOK, `{"video_id":"7","upload_url":"https://rupload.facebook.com.example/7"}`))
	_, err := s.Prepare(t.Context(), s.withFilm(formatReel))
	failsWith(t, err, data.Transient, data.CodeAnswer)
}

// What an upload is worth that was never finished is remembered, not
// documented: none of these may be taken for public.
func TestVideoStates(t *testing.T) {
	for text, want := range map[string]data.Verdict{
		`{"id":"7","published":true,"status":{"video_status":"uploading"}}`:                                                   data.Absent,
		`{"id":"7","published":true,"status":{"video_status":"upload_complete","publishing_phase":{"status":"not_started"}}}`: data.Absent,
		`{"id":"7","published":true,"status":{"video_status":"expired"}}`:                                                     data.Absent,
		`{"id":"7","published":true,"status":{"video_status":"processing"}}`:                                                  data.Unclear,
		`{"id":"7","status":{"video_status":"ready"}}`:                                                                        data.Unclear,
		`{"id":"7","status":{"video_status":"upload_complete","publishing_phase":{"status":"in_progress"}}}`:                  data.Unclear,
		`{"id":"7","status":{"video_status":"error"}}`:                                                                        data.Absent,
		`{"id":"7","scheduled_publish_time":1795287600,"status":{"video_status":"ready"}}`:                                    data.OnHold,
		`{"id":"7","published":true,"status":{"video_status":"ready"}}`:                                                       data.Online,
	} {
		s := at(t, saying(http.StatusOK, text))
		found, err := s.findVideo(t.Context(), "", payload{Video: "7"})
		if err != nil || found.Verdict != want {
			t.Errorf("%s: %+v, %v", text, found, err)
		}
	}
}
