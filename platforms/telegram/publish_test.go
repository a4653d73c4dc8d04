package telegram

import (
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestRequest(t *testing.T) {
	var sent map[string]any
	b := signedIn(t, lenoir(), func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if path.Base(r.URL.Path) == "sendMessage" {
				body, _ := io.ReadAll(r.Body)
				sent = nil
				json.Unmarshal(body, &sent)
				r.Body = io.NopCloser(strings.NewReader(string(body)))
			}
			server.ServeHTTP(w, r)
		})
	})
	const text = `Pain & <b>brioche</b> à 2 > 1 "euros" l'un &amp; l'autre`
	o := b.part(text)
	o.Options[optionSilent], o.Options[optionNoPreview] = "1", "1"
	r := b.published(t, o)
	if sent["text"] != `Pain &amp; &lt;b&gt;brioche&lt;/b&gt; à 2 &gt; 1 "euros" l'un &amp;amp; l'autre` || sent["parse_mode"] != "HTML" {
		t.Errorf("sent %v", sent)
	}
	if sent["disable_notification"] != true || sent["link_preview_options"].(map[string]any)["is_disabled"] != true {
		t.Errorf("options %v", sent)
	}
	if seen := b.server.Log().Published; len(seen) != 1 || seen[0].Text != text || r.URL != b.web+"/lenoir/"+r.ID {
		t.Errorf("the network saw %+v, receipt %+v", seen, r)
	}
	b.published(t, b.part("Sans rien"))
	if _, ok := sent["link_preview_options"]; ok || sent["disable_notification"] != nil {
		t.Errorf("without options: %v", sent)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	wide := picture(t, 2100, 100)
	damaged := picture(t, 40, 40)
	damaged.Bytes++
	webp := picture(t, 40, 40)
	webp.MIME = "image/webp"
	heavy := film()
	heavy.Bytes = maxVideoBytes + 1
	many := make([]data.OutgoingMedia, maxAlbum+1)
	for i := range many {
		many[i] = picture(t, 40, 40)
	}
	for _, c := range []struct {
		name  string
		text  string
		media []data.OutgoingMedia
		code  string
	}{
		{"empty", " \n", nil, CodeEmpty},
		{"long", strings.Repeat("é", 4097), nil, CodeTooLong},
		{"long in emoji", strings.Repeat("🥐", 2049), nil, CodeTooLong},
		{"long beside a picture", strings.Repeat("é", 1025), []data.OutgoingMedia{picture(t, 40, 40)}, CodeCaption},
		{"many", "", many, CodeTooMany},
		{"two videos", "", []data.OutgoingMedia{film(), film()}, CodeTooMany},
		{"wide", "", []data.OutgoingMedia{wide}, CodeMediaType},
		{"webp", "", []data.OutgoingMedia{webp}, CodeMediaType},
		{"heavy", "", []data.OutgoingMedia{heavy}, data.CodeTooLarge},
		{"damaged", "", []data.OutgoingMedia{damaged}, data.CodeMedia},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := b.Prepare(t.Context(), b.part(c.text, c.media...))
			failsWith(t, err, data.Invalid, c.code)
		})
	}
	b.published(t, b.part(strings.Repeat("é", 1024), picture(t, 40, 40)))
}

// An album is several messages and one post: it is taken back whole, and what
// is gone already does not matter.
func TestAlbum(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	r := b.published(t, b.part("Trois vues <du four>", picture(t, 40, 40), film(), picture(t, 50, 50)))
	if seen := b.server.Log().Published; len(seen) != 1 || seen[0].Images != 2 || seen[0].Videos != 1 || seen[0].Text != "Trois vues <du four>" {
		t.Fatalf("the network saw %+v", seen)
	}
	ids := strings.Split(r.Ref, ",")
	if len(ids) != 3 || ids[0] != r.ID {
		t.Fatalf("receipt %+v", r)
	}
	if err := b.Delete(t.Context(), data.Receipt{ID: ids[1]}); err != nil {
		t.Fatal(err)
	}
	if err := b.Delete(t.Context(), r); err != nil {
		t.Error(err)
	}
	failsWith(t, b.Delete(t.Context(), r), data.NotFound, "")
}

func TestDeletedTooLate(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	r := b.published(t, b.part("Pain du jour"))
	b.clock.Wait(t.Context(), 49*time.Hour)
	failsWith(t, b.Delete(t.Context(), r), data.Invalid, CodeDelete)
	failsWith(t, b.Delete(t.Context(), data.Receipt{ID: "0"}), data.Invalid, CodeDelete)
}

// A video that the network will show later has no number yet, and is published
// all the same.
func TestMessageThatHasNoNumberYet(t *testing.T) {
	b := signedIn(t, lenoir(), answering("sendVideo", 200, `{"ok":true,"result":{"message_id":0,"date":1795287600,"chat":{"id":-1001,"type":"channel"}}}`))
	r := b.published(t, b.part("Le four", film()))
	if r.ID != "0" || r.URL != "" || r.Zero() {
		t.Errorf("receipt %+v", r)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		{429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 14","parameters":{"retry_after":14}}`, data.RateLimited, ""},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: not enough rights to send text messages to the chat"}`, data.Invalid, CodeRights},
		{403, `{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the channel chat"}`, data.Invalid, CodeRights},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`, data.Invalid, CodeChannel},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}`, data.Invalid, CodeTooLong},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: message caption is too long"}`, data.Invalid, CodeCaption},
		{400, `{"ok":false,"error_code":400,"description":"Bad Request: PHOTO_INVALID_DIMENSIONS"}`, data.Invalid, CodeMediaType},
		{413, `{"ok":false,"error_code":413,"description":"Request Entity Too Large"}`, data.Invalid, data.CodeTooLarge},
		{401, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, data.Auth, ""},
		{404, `{"ok":false,"error_code":404,"description":"Not Found"}`, data.Auth, ""},
		{500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, data.Ambiguous, ""},
		{200, `{"ok":false}`, data.Ambiguous, data.CodeAnswer},
		{200, `{"ok":true,"result":{"message_id":"7"}}`, data.Ambiguous, data.CodeAnswer},
		{200, `{"ok":true,"result":{}}`, data.Ambiguous, data.CodeAnswer},
	} {
		t.Run(c.body, func(t *testing.T) {
			b := signedIn(t, lenoir(), answering("sendMessage", c.status, c.body))
			sent, err := b.Prepare(t.Context(), b.part("Pain du jour"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = b.Commit(t.Context(), "", sent)
			failsWith(t, err, c.kind, c.code)
			if f := data.AsFailure("", err); c.status == 429 && f.Until.Sub(b.clock.Now()) != 14*time.Second {
				t.Errorf("until %v", f.Until)
			}
		})
	}
}
