package wordpress

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// standings are how the comments that a fresh reading gives stand, by id.
func standings(t *testing.T, s *session) map[string]data.Standing {
	t.Helper()
	page, _, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(bad) > 0 {
		t.Fatal(err, bad)
	}
	all := map[string]data.Standing{}
	for _, m := range page {
		all[m.Remote] = m.Standing
	}
	return all
}

func TestModeration(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	r, _ := publish(t, s, part(s, "Qui passe ?", ""))
	for range len(acts()) {
		server.Say(s.account.Handle[:strings.IndexByte(s.account.Handle, '@')], rehearsal.Remark{Author: "awa", Text: "Moi", On: 1, At: clock.Now()})
	}
	page, cursor, _, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 5 || page[0].On != r.ID || page[0].Standing != data.Shown {
		t.Fatalf("%+v, %v", page, err)
	}
	want := map[string]data.Standing{}
	for i, act := range []data.Act{data.ActHold, data.ActSpam, data.ActTrash, data.ActApprove, data.ActDelete} {
		if err := s.Moderate(t.Context(), page[i], act); err != nil {
			t.Fatalf("%s: %v", act, err)
		}
		want[page[i].Remote] = []data.Standing{data.Pending, data.Spam, data.Trashed, data.Shown, data.Shown}[i]
	}
	delete(want, page[4].Remote)
	got := standings(t, s)
	for id, standing := range want {
		if now, there := got[id]; !there || now != standing {
			t.Errorf("%s stands as %q, %v, want %q", id, now, there, standing)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d comments, want %d: %v", len(got), len(want), got)
	}
	// What is in spam or in the trash comes once, and then the reading rests.
	aside, next, _, err := s.Messages(t.Context(), cursor)
	if err != nil || len(aside) != 2 {
		t.Errorf("%d set aside, %v", len(aside), err)
	}
	if again, same, _, err := s.Messages(t.Context(), next); err != nil || len(again) != 0 || same != next {
		t.Errorf("again %d, %q after %q, %v", len(again), same, next, err)
	}
	failsWith(t, s.Moderate(t.Context(), page[4], data.ActApprove), data.NotFound, "")
	failsWith(t, s.Moderate(t.Context(), page[0], data.ActHide), data.Unsupported, "")
	failsWith(t, s.Moderate(t.Context(), data.Message{Remote: "7"}, data.ActSpam), data.Invalid, "")
}

// On MySQL a status that is there already is a failure.
func TestTheSameStatusAgain(t *testing.T) {
	s, server, clock := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.Contains(r.URL.Path, "/comments/") {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusInternalServerError)
				w.Write([]byte(`{"code":"rest_comment_failed_edit","message":"Updating comment status failed.","data":{"status":500}}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	publish(t, s, part(s, "Qui passe ?", ""))
	server.Say(s.account.Handle[:strings.IndexByte(s.account.Handle, '@')], rehearsal.Remark{Author: "awa", Text: "Moi", On: 1, At: clock.Now()})
	page, _, _, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	if err := s.Moderate(t.Context(), page[0], data.ActApprove); err != nil {
		t.Error(err)
	}
	if err := s.Moderate(t.Context(), page[0], data.ActSpam); data.KindOf(err) != data.Transient {
		t.Errorf("got %v", err)
	}
}

func video(content string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{
			Name: "Four.mp4", MIME: "video/mp4", Bytes: int64(len(content)), Hash: data.MediaHash(strings.Repeat("ab", 32)),
		}},
		Open: data.InMemory([]byte(content)),
	}
}

func TestAVideoIsShownOnce(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	const content = "\x00\x00\x00\x10ftypisom\x00\x00\x02\x00…"
	first, err := s.HostMedia(t.Context(), video(content))
	if err != nil || !strings.HasSuffix(first, "/video-abababababababab.mp4") {
		t.Fatal(first, err)
	}
	if again, err := s.HostMedia(t.Context(), video(content)); err != nil || again != first {
		t.Errorf("again %q, %v", again, err)
	}
	if shown := fetched(t, first); shown != content {
		t.Errorf("%d bytes are shown", len(shown))
	}
	other := video(content)
	other.MIME = "video/x-msvideo"
	_, err = s.HostMedia(t.Context(), other)
	failsWith(t, err, data.Invalid, CodeMediaType)
	other = video(content)
	other.Bytes = maxVideoBytes + 1
	_, err = s.HostMedia(t.Context(), other)
	failsWith(t, err, data.Invalid, data.CodeTooLarge)
	s.account.Can.Hosts = false
	_, err = s.HostMedia(t.Context(), video(content))
	failsWith(t, err, data.Unsupported, CodeRights)
}

func fetched(t *testing.T, url string) string {
	t.Helper()
	resp, err := (&http.Client{}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	shown, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status, err)
	}
	return string(shown)
}

// A role that may publish and nothing else offers nothing else.
func TestARoleIsSaid(t *testing.T) {
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/users/me") {
				w.Write([]byte(`{"id":1,"username":"camille","capabilities":{"publish_posts":true}}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	a, err := s.Describe(t.Context())
	if err != nil || a.Can.Hosts || len(a.Can.Acts) > 0 || a.Can.Media.Images > 0 {
		t.Errorf("%+v, %v", a.Can, err)
	}
	abilities, err := s.Probe(t.Context())
	missing := slices.DeleteFunc(slices.Clone(abilities), func(a data.Ability) bool { return a.OK })
	if err != nil || len(abilities) != 4 || len(missing) != 2 || missing[1].Needs != "moderate_comments" {
		t.Errorf("abilities %+v, %v", abilities, err)
	}
}
