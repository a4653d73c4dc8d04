package pinterest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestRequest(t *testing.T) {
	var sent map[string]any
	b := signedIn(t, lenoir(), func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				body, _ := io.ReadAll(r.Body)
				json.Unmarshal(body, &sent)
				r.Body = io.NopCloser(strings.NewReader(string(body)))
			}
			server.ServeHTTP(w, r)
		})
	})
	o := b.part("Dès 7 h")
	o.Title, o.Options[optionLink] = "Brioche", " https://maisonlenoir.example/brioche "
	o.Media = append(o.Media, pixels("Le four"))
	r := b.published(t, o)
	if sent["title"] != "Brioche" || sent["description"] != "Dès 7 h" || sent["alt_text"] != "Une brioche\nLe four" ||
		sent["link"] != "https://maisonlenoir.example/brioche" || sent["board_id"] != o.Options[optionBoard] {
		t.Errorf("sent %v", sent)
	}
	media := sent["media_source"].(map[string]any)
	if media["source_type"] != "multiple_image_base64" || len(media["items"].([]any)) != 2 {
		t.Errorf("media %v", media)
	}
	if want := b.web + "/pin/" + r.ID + "/"; r.URL != want {
		t.Errorf("URL %s, want %s", r.URL, want)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	for code, spoil := range map[string]func(*data.Outgoing){
		CodeBoard:         func(o *data.Outgoing) { o.Options[optionBoard] = "" },
		CodeNoMedia:       func(o *data.Outgoing) { o.Media = nil },
		CodeTooMany:       func(o *data.Outgoing) { o.Media = append(o.Media, film("ftyp")) },
		CodeTooLong:       func(o *data.Outgoing) { o.Text = strings.Repeat("é", 801) },
		CodeTitle:         func(o *data.Outgoing) { o.Title = strings.Repeat("é", 101) },
		CodeAlt:           func(o *data.Outgoing) { o.Media = append(o.Media, pixels(strings.Repeat("é", 495))) },
		CodeLink:          func(o *data.Outgoing) { o.Options[optionLink] = "javascript:alert(1)" },
		CodeMediaType:     func(o *data.Outgoing) { o.Media[0].MIME = "image/webp" },
		data.CodeTooLarge: func(o *data.Outgoing) { o.Media[0].Bytes = maxImageBytes + 1 },
		data.CodeMedia:    func(o *data.Outgoing) { o.Media[0].Bytes++ },
	} {
		t.Run(code, func(t *testing.T) {
			o := b.part("Brioche")
			spoil(&o)
			_, err := b.Prepare(t.Context(), o)
			failsWith(t, err, data.Invalid, code)
		})
	}
}

// What the application or the account may not do is never a reason to sign in
// again for ever.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, body string
		status     int
		kind       data.Kind
		code       string
	}{
		{"trial", `{"code":29,"message":"Apps with Trial access may not create Pins in production."}`, 403, data.Invalid, CodeTrial},
		{"scope", `{"code":7,"message":"You are not permitted to access that resource."}`, 403, data.Invalid, CodeRights},
		{"expired", `{"code":3,"message":"Authorization failed."}`, 403, data.Auth, ""},
		{"token", `{"code":2,"message":"Authentication failed."}`, 401, data.Auth, ""},
		{"rate", `{"code":8,"message":"You have exceeded your rate limit."}`, 400, data.RateLimited, ""},
		{"board", `{"code":40,"message":"Board not found."}`, 404, data.Invalid, CodeBoard},
		{"text", `{"code":1,"message":"Invalid request"}`, 400, data.Invalid, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := signedIn(t, lenoir(), nil)
			o := b.part("Brioche")
			sent := b.prepared(t, o)
			refusing := signedIn(t, lenoir(), answeringPosts("/v5/pins", c.status, c.body))
			_, err := refusing.Commit(t.Context(), o.Key, sent)
			failsWith(t, err, c.kind, c.code)
		})
	}
}

// answeringPosts leaves readings of the same path to the server.
func answeringPosts(path string, status int, body string) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		refuse := answering(path, status, body)(server)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				refuse.ServeHTTP(w, r)
				return
			}
			server.ServeHTTP(w, r)
		})
	}
}

func TestTrialIsSaid(t *testing.T) {
	b := signedIn(t, lenoir("standard"), nil)
	o := b.part("Brioche")
	_, err := b.Commit(t.Context(), o.Key, b.prepared(t, o))
	failsWith(t, err, data.Invalid, CodeTrial)
}

// A token that expired is met as 401 and, by what is remembered, as 403.
func TestExpiredTokenIsRenewedOnce(t *testing.T) {
	stale := ""
	b := signedIn(t, lenoir(), func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == stale {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusForbidden)
				w.Write([]byte(`{"code":3,"message":"Authorization failed."}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	stale = "Bearer " + b.held(t).Access
	b.published(t, b.part("Brioche"))
	if n := b.keys.Renewals(); n != 1 || len(b.server.Log().Published) != 1 {
		t.Errorf("%d renewals, log %+v", n, b.server.Log())
	}
}

func TestOlderPinIsNeverTakenForThisOne(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	b.published(t, b.part("Pain du jour"))
	b.clock.Wait(t.Context(), time.Hour)
	o := b.part("Pain du jour")
	sent := b.prepared(t, o)
	if f := b.found(t, sent); f.Verdict != data.Absent {
		t.Errorf("an hour later: %+v", f)
	}
	r, err := b.Commit(t.Context(), o.Key, sent)
	if err != nil {
		t.Fatal(err)
	}
	if f := b.found(t, sent); f.Verdict != data.Online || f.Receipt != r {
		t.Errorf("found %+v, want %+v", f, r)
	}
	// The same again at once: what was there before is not it.
	again := b.prepared(t, b.part("Pain du jour"))
	if f := b.found(t, again); f.Verdict != data.Unclear || !strings.HasPrefix(f.Evidence, "Pain du jour 2026-") {
		t.Errorf("the one before: %+v", f)
	}
}

func TestOtherPinsAreNotThisOne(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	sent := b.prepared(t, b.part("Brioche"))
	elsewhere := b.part("Brioche")
	elsewhere.Options[optionBoard] = b.account.Can.Options[0].Choices[1]
	linked := b.part("Brioche")
	linked.Options[optionLink] = "https://maisonlenoir.example/"
	several := b.part("Brioche")
	several.Media = append(several.Media, pixels("deux"))
	titled := b.part("Brioche")
	titled.Title = "Le samedi"
	for _, o := range []data.Outgoing{elsewhere, linked, several, titled} {
		b.published(t, o)
	}
	if f := b.found(t, sent); f.Verdict != data.Absent {
		t.Errorf("found %+v", f)
	}
}

func TestTextThatTheNetworkChanged(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	long := "Une très longue histoire de brioche dorée au beurre, pétrie la veille"
	sent := b.prepared(t, b.part(long))
	b.published(t, b.part(long+" et cuite au four"))
	if f := b.found(t, sent); f.Verdict != data.Unclear {
		t.Errorf("found %+v", f)
	}
}

func TestVideoGoesToTheStorageWithoutToken(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	o := b.part("Le four")
	o.Media = []data.OutgoingMedia{film("\x00\x00\x00\x0cftypisom and a bit more")}
	r := b.published(t, o)
	if seen := b.server.Log().Published; len(seen) != 1 || seen[0].Videos != 1 || seen[0].ID != r.ID {
		t.Errorf("the network saw %+v", seen)
	}
	o.Media = []data.OutgoingMedia{film("not the boxes of a video at all")}
	_, err := b.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodeMediaType)
}

func TestVideoThatIsNeverReady(t *testing.T) {
	b := signedIn(t, lenoir(), func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/v5/media/") {
				w.Header().Set("Content-Type", "application/json")
				w.Write([]byte(`{"media_id":"1","media_type":"video","status":"processing"}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	before := b.clock.Now()
	o := b.part("Le four")
	o.Media = []data.OutgoingMedia{film("\x00\x00\x00\x0cftypisom and a bit more")}
	_, err := b.Prepare(t.Context(), o)
	failsWith(t, err, data.Transient, CodeProcessing)
	if waited := b.clock.Now().Sub(before); waited < 9*time.Minute || waited > 15*time.Minute {
		t.Errorf("waited %v", waited)
	}
}
