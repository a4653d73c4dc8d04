package telegram

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// news is what the network gives for getUpdates in the tests below: the channel
// is -1001000000001, its group -1002000000001.
func news(updates string) func(http.Handler) http.Handler {
	return answering("getUpdates", 200, `{"ok":true,"result":[`+updates+`]}`)
}

const group = `"chat":{"id":-1002000000001,"type":"supergroup","title":"Discussion"}`

func TestCommentsAreTold(t *testing.T) {
	forwarded := `{"message_id":40,"date":1795284000,` + group + `,"is_automatic_forward":true,"text":"Pain du jour",
		"forward_origin":{"type":"channel","chat":{"id":-1001000000001,"type":"channel"},"message_id":12,"date":1795284000}}`
	b := signedIn(t, lenoir(), news(`
		{"update_id":7,"message":`+forwarded+`},
		{"update_id":8,"message":{"message_id":41,"date":1795284060,`+group+`,"from":{"id":5,"is_bot":false,"first_name":"Awa","last_name":"Diop","username":"awa"},"text":"Il en reste <b>?","reply_to_message":`+forwarded+`}},
		{"update_id":9,"message":{"message_id":42,"date":1795284120,`+group+`,"from":{"id":6,"first_name":"Jo"},"caption":"Le mien","photo":[{}],"reply_to_message":{"message_id":41,"date":1,`+group+`}}},
		{"update_id":10,"message":{"message_id":43,"date":1795284180,`+group+`,"sender_chat":{"id":-100777,"type":"channel","title":"Le quartier","username":"quartier"},"from":{"id":136817688,"first_name":"Channel"},"sticker":{"emoji":"👍"}}},
		{"update_id":11,"message":{"message_id":44,"date":1795284180,`+group+`,"sender_chat":{"id":-1002000000001,"type":"supergroup"},"text":"De la maison"}},
		{"update_id":12,"message":{"message_id":45,"date":1795284180,`+group+`,"from":{"id":6,"first_name":"Jo"},"new_chat_members":[]}},
		{"update_id":13,"message":{"message_id":46,"date":1795284180,"chat":{"id":-9,"type":"group"},"from":{"id":6,"first_name":"Jo"},"text":"Ailleurs"}},
		{"update_id":14,"edited_message":{}}`))
	got, next, bad, err := b.Messages(t.Context(), "")
	if err != nil || len(bad) != 0 || next != "15" {
		t.Fatalf("next %q, bad %v, %v", next, bad, err)
	}
	at := func(minutes int) time.Time {
		return time.Unix(1795284000, 0).UTC().Add(time.Duration(minutes) * time.Minute)
	}
	want := []data.Message{
		{Remote: "41", Kind: data.Comment, InReply: "40", On: "12", Author: "@awa", Name: "Awa Diop", Text: "Il en reste <b>?", At: at(1), Ref: `{"chat":-1002000000001,"user":5}`},
		{Remote: "42", Kind: data.Reply, InReply: "41", Author: "Jo", Name: "Jo", Text: "Le mien", At: at(2), Ref: `{"chat":-1002000000001,"user":6}`},
		{Remote: "43", Kind: data.Mention, Author: "@quartier", Name: "Le quartier", Text: "👍", At: at(3), Ref: `{"chat":-1002000000001,"sender":-100777}`},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(data.Message{}, "URL")); diff != "" {
		t.Error(diff)
	}
	if got[0].URL != b.web+"/c/2000000001/41" {
		t.Errorf("URL %q", got[0].URL)
	}
}

// An item that cannot be read is told of and does not stop the others (R46).
func TestNewsThatCannotBeRead(t *testing.T) {
	b := signedIn(t, lenoir(), news(`
		true, {"update_id":"x"}, {"update_id":20,"message":{"message_id":"z"}}, {"update_id":21,"message":{"message_id":3}},
		{"update_id":22,"message":{"message_id":47,"date":1795284180,`+group+`,"text":"De personne"}},
		{"update_id":23,"message":{"message_id":48,"date":1795284180,`+group+`,"from":{"id":6,"first_name":"Jo"},"text":"Bonjour"}}`))
	got, next, bad, err := b.Messages(t.Context(), "")
	if err != nil || len(got) != 1 || len(bad) != 5 || next != "24" {
		t.Errorf("%d messages, %d bad, next %q, %v", len(got), len(bad), next, err)
	}
}

// What was read is forgotten by the network only when the next is asked for.
func TestReadingAgainFromTheSameCursor(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	b.published(t, b.part("Pain du jour"))
	b.server.Say("lenoir", rehearsal.Remark{Author: "awa", Name: "Awa", Text: "Merci", On: 1})
	for range 2 {
		got, _, _, err := b.Messages(t.Context(), "")
		if err != nil || len(got) != 1 || got[0].On != b.server.Log().Published[0].ID {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	_, cursor, _, _ := b.Messages(t.Context(), "")
	if got, next, _, err := b.Messages(t.Context(), cursor); err != nil || len(got) != 0 || next != cursor {
		t.Errorf("%+v, %q, %v", got, next, err)
	}
	if got, _, _, _ := b.Messages(t.Context(), ""); len(got) != 0 {
		t.Errorf("not forgotten: %+v", got)
	}
}

func TestReadingRefused(t *testing.T) {
	b := signedIn(t, lenoir("getUpdates"), nil)
	_, next, _, err := b.Messages(t.Context(), "12")
	failsWith(t, err, data.Transient, CodeBusy)
	if next != "12" {
		t.Errorf("the cursor moved to %q", next)
	}
	_, _, _, err = b.Messages(t.Context(), "demain")
	failsWith(t, err, data.Invalid, "")
	b = signedIn(t, lenoir("group"), nil)
	_, _, _, err = b.Messages(t.Context(), "")
	failsWith(t, err, data.Unsupported, CodeNoGroup)
}

func TestReplyThatCannotBeGiven(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	m := data.Message{Remote: "99999", Ref: `{"chat":-1002000000001,"user":5}`}
	_, err := b.Reply(t.Context(), "", m, "Bonjour")
	failsWith(t, err, data.NotFound, "")
	_, err = b.Reply(t.Context(), "", m, " ")
	failsWith(t, err, data.Invalid, CodeEmpty)
	_, err = b.Reply(t.Context(), "", m, strings.Repeat("🥐", 2049))
	failsWith(t, err, data.Invalid, CodeTooLong)
	m.Ref = ""
	_, err = b.Reply(t.Context(), "", m, "Bonjour")
	failsWith(t, err, data.Invalid, "")
}

func TestModerationByRights(t *testing.T) {
	b := signedIn(t, lenoir("can_delete_messages", "can_restrict_members"), nil)
	b.server.Say("lenoir", rehearsal.Remark{Author: "awa", Name: "Awa", Text: "Bof"})
	got, _, _, err := b.Messages(t.Context(), "")
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	failsWith(t, b.Moderate(t.Context(), got[0], data.ActBlock), data.Invalid, CodeRights)
	failsWith(t, b.Moderate(t.Context(), got[0], data.ActDelete), data.Invalid, CodeDelete)
	failsWith(t, b.Moderate(t.Context(), got[0], data.ActSpam), data.Unsupported, "")
}

// Who writes in the name of a channel is kept out by another method.
func TestAChannelIsKeptOut(t *testing.T) {
	var asked, body string
	b := signedIn(t, lenoir(), func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			text, _ := io.ReadAll(r.Body)
			asked, body = path.Base(r.URL.Path), string(text)
			w.Write([]byte(`{"ok":true,"result":true}`))
		})
	})
	m := data.Message{Remote: "43", Ref: `{"chat":-1002000000001,"sender":-100777}`}
	for act, want := range map[data.Act]string{data.ActBlock: "banChatSenderChat", data.ActUnblock: "unbanChatSenderChat"} {
		err := b.Moderate(t.Context(), m, act)
		if err != nil || asked != want || body != `{"chat_id":-1002000000001,"sender_chat_id":-100777}` {
			t.Errorf("%s: asked %s %s, %v", act, asked, body, err)
		}
	}
}

// FuzzReadings: whatever the network answers, every call ends, without harm,
// and shows no token.
func FuzzReadings(f *testing.F) {
	for _, seed := range []string{
		`{"ok":true,"result":[{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1002},"from":{"id":5,"first_name":"A"},"text":"x"}}]}`,
		`{"ok":true,"result":{"id":-1001,"type":"channel","title":"T","linked_chat_id":-1002,"status":"administrator","message_id":3}}`,
		`{"ok":true,"result":12}`, `{"ok":false,"error_code":429,"parameters":{"retry_after":99999999999}}`,
		`{"ok":true,"result":null}`, `{"ok":true}`, `[]`, `null`, `<html>`, ``, "\xff",
	} {
		for _, status := range []int{200, 400, 409, 429} {
			f.Add(status, seed)
		}
	}
	var status int
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	f.Cleanup(server.Close)
	s := sessionAt(f, server.URL)
	f.Fuzz(func(t *testing.T, code int, text string) {
		if code < 200 || code > 599 || len(text) > 16<<10 {
			return
		}
		status, body = code, text
		s.Profile(t.Context())
		s.Describe(t.Context())
		s.Probe(t.Context())
		if page, _, bad, _ := s.Messages(t.Context(), ""); len(page)+len(bad) > len(text) {
			t.Errorf("%d messages, %d bad", len(page), len(bad))
		}
		for _, raw := range []string{text, `{"message_id":1,"date":1,"chat":{"id":-1002},"reply_to_message":` + text + `}`} {
			s.message([]byte(raw), chat{ID: -1001, Linked: -1002})
		}
		sent := "{\"method\":\"sendMessage\",\"kind\":\"application/json\"}\n{}"
		if r, err := s.Commit(t.Context(), "", []byte(sent)); err == nil && r.ID == "" {
			t.Errorf("receipt %+v", r)
		}
	})
}
