package x

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/likeness"
	"parvis/platforms/rehearsal"
)

// sent is the body of the last post.
func (s *stage) sent() string {
	for _, e := range slices.Backward(s.seen.Since(0)) {
		if e.Method == http.MethodPost && e.URL.Path == "/2/tweets" {
			return string(e.Body)
		}
	}
	return ""
}

func TestOptions(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	o := s.outgoing("Votre préférée ?")
	o.Options = map[string]string{
		optionReplies: "following", optionPoll: "Nature\n\n  Au chocolat \nAux fruits\n", optionPollFor: "4320", optionAI: "1", optionPaid: "1",
	}
	first := s.publish(me, o)
	want := `{"text":"Votre préférée ?","poll":{"options":["Nature","Au chocolat","Aux fruits"],"duration_minutes":4320},` +
		`"reply_settings":"following","made_with_ai":true,"paid_partnership":true}`
	if got := s.sent(); got != want {
		t.Errorf("sent %s", got)
	}
	// The rest of the thread has neither poll nor rule of its own.
	o.Text, o.Previous = "La suite", []data.Receipt{first}
	s.publish(me, o)
	want = `{"text":"La suite","reply":{"in_reply_to_tweet_id":"` + first.ID + `"},"made_with_ai":true,"paid_partnership":true}`
	if got := s.sent(); got != want {
		t.Errorf("sent %s", got)
	}
	o = s.outgoing("À tous")
	o.Options = map[string]string{optionReplies: everybody, optionPoll: " \n"}
	s.publish(me, o)
	if got := s.sent(); got != `{"text":"À tous"}` {
		t.Errorf("sent %s", got)
	}
}

func TestWhatIsRefusedBeforeAnythingIsSent(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	picture := file("image/png", []byte("\x89PNG\r\n\x1a\n"), "", 0)
	animated := file(gif, []byte("GIF89a"), "", 0)
	film := file("video/mp4", []byte("film"), "", 10*time.Second)
	heavy, long, wordy := picture, film, picture
	heavy.Bytes, long.Length, wordy.Alt = imageBytes+1, videoMax+time.Second, strings.Repeat("é", altMax+1)
	poll := func(lines, minutes string, media ...data.OutgoingMedia) data.Outgoing {
		return data.Outgoing{Text: "?", Options: map[string]string{optionPoll: lines, optionPollFor: minutes}, Media: media}
	}
	with := func(media ...data.OutgoingMedia) data.Outgoing { return data.Outgoing{Text: "!", Media: media} }
	for name, c := range map[string]struct {
		o    data.Outgoing
		code string
	}{
		"nothing":               {data.Outgoing{Text: " \n"}, CodeEmpty},
		"one answer":            {poll("Oui", "60"), CodePoll},
		"five answers":          {poll("a\nb\nc\nd\ne", "60"), CodePoll},
		"a long answer":         {poll("a\n"+strings.Repeat("é", 26), "60"), CodePoll},
		"a poll of eight days":  {poll("a\nb", "11520"), CodePoll},
		"a poll with a picture": {poll("a\nb", "60", picture), CodePoll},
		"two cashtags":          {data.Outgoing{Text: "$ABC et $DEF"}, CodeCashtags},
		"five pictures":         {with(picture, picture, picture, picture, picture), CodeTooMany},
		"a GIF and a picture":   {with(animated, picture), CodeTooMany},
		"a film and a picture":  {with(film, picture), CodeTooMany},
		"a heavy picture":       {with(heavy), data.CodeTooLarge},
		"a TIFF":                {with(file("image/tiff", []byte("II"), "", 0)), CodeMediaType},
		"a long film":           {with(long), CodeVideo},
		"a long description":    {with(wordy), CodeTooLong},
		"an answer to no post":  {data.Outgoing{Text: "!", Previous: []data.Receipt{{ID: "seen:key"}}}, ""},
	} {
		before := s.seen.Len()
		c.o.Stamp = s.clock.Now()
		_, err := me.Prepare(t.Context(), c.o)
		if f := data.AsFailure("", err); f == nil || f.Kind != data.Invalid || f.Code != c.code {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
		if n := s.seen.Len() - before; n != 0 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
	_, err := me.Prepare(t.Context(), data.Outgoing{Text: "Demain", Stamp: s.clock.Now(), HoldTill: s.clock.Now().Add(time.Hour)})
	fails(t, err, data.Unsupported, "")
	for _, text := range []string{"à 5 $ et 6 $", "$5 ou $10", "US$ABC $ABC", "$ABC"} {
		if code := me.check(data.Outgoing{Text: text}, request{}); code != "" {
			t.Errorf("%q: %s", text, code)
		}
	}
}

func TestMedia(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	o := s.outgoing("Le four")
	o.Media = []data.OutgoingMedia{file("image/png", []byte("\x89PNG\r\n\x1a\n"), "Le four, à l’aube", 0)}
	from := s.seen.Len()
	s.publish(me, o)
	if got := s.requests("POST", from); !slices.Equal(got, []string{"/2/media/upload", "/2/media/metadata", "/2/tweets"}) {
		t.Errorf("a picture: %v", got)
	}

	o = s.outgoing("Il tourne")
	o.Media = []data.OutgoingMedia{file(gif, bytes.Repeat([]byte("GIF89a__"), (2*segment+16)/8), "", 0)}
	from = s.seen.Len()
	s.publish(me, o)
	upload := s.requests("POST", from)
	if len(upload) != 6 || upload[0] != "/2/media/upload/initialize" || !strings.HasSuffix(upload[3], "/append") || !strings.HasSuffix(upload[4], "/finalize") {
		t.Errorf("a GIF of three segments: %v", upload)
	}

	o = s.outgoing("Il chauffe")
	o.Media = []data.OutgoingMedia{file("video/mp4", []byte("film"), "Les flammes", 10*time.Second)}
	from, began := s.seen.Len(), s.clock.Now()
	s.publish(me, o)
	if waits := s.requests("GET", from); len(waits) < 2 || s.clock.Now().Sub(began) < 3*time.Second {
		t.Errorf("a video: asked %v within %v", waits, s.clock.Now().Sub(began))
	}
	if seen := s.server.Log().Published; len(seen) != 3 || seen[0].Images != 1 || seen[1].Images != 1 || seen[2].Videos != 1 {
		t.Errorf("the network saw %+v", seen)
	}
	cut := o.Media[0]
	cut.Bytes++
	o.Media = []data.OutgoingMedia{cut}
	_, err := me.Prepare(t.Context(), o)
	fails(t, err, data.Invalid, data.CodeMedia)
}

// A network that never comes to an end with a video is not waited for for ever
// (R13).
func TestProcessingHasAnEnd(t *testing.T) {
	for state, want := range map[string]struct {
		kind data.Kind
		code string
	}{"in_progress": {data.Transient, CodeProcessing}, "failed": {data.Invalid, CodeMediaType}} {
		asked := 0
		s := against(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			says(200, fmt.Sprintf(`{"data":{"id":"77","processing_info":{"state":%q,"check_after_secs":5}}}`, state))(w, r)
		})
		_, err := s.upload(t.Context(), file("video/mp4", []byte("film"), "", 10*time.Second))
		fails(t, err, want.kind, want.code)
		if asked > 60 {
			t.Errorf("%s: asked %d times", state, asked)
		}
	}
}

// The network refuses a text that it has. When ours went out before, unnoticed,
// that is found; when somebody else wrote it, it is a refusal.
func TestDuplicate(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	o := s.outgoing("Brioche du samedi")
	payload, err := me.Prepare(t.Context(), o)
	must(t, err)
	s.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err = me.Commit(t.Context(), "", payload)
	fails(t, err, data.Ambiguous, "no_answer")
	s.server.SetFaults(rehearsal.Faults{})
	_, err = me.Commit(t.Context(), "", payload)
	fails(t, err, data.Ambiguous, data.CodeDuplicate)
	if found, err := me.Find(t.Context(), "", payload); err != nil || found.Verdict != data.Online {
		t.Errorf("%+v, %v", found, err)
	}

	s.server.Seed("maisonlenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Pain au levain", At: s.clock.Now().Add(-time.Hour)}}})
	payload, err = me.Prepare(t.Context(), s.outgoing("Pain au levain"))
	must(t, err)
	_, err = me.Commit(t.Context(), "", payload)
	fails(t, err, data.Invalid, data.CodeDuplicate)
	if n := len(s.server.Log().Published); n != 1 {
		t.Errorf("%d posts are public", n)
	}
}

// The same text from before the attempt is never taken for it.
func TestAnOlderPostIsNotTakenForThisOne(t *testing.T) {
	s := newStage(t)
	me, _, _ := s.connect("maisonlenoir")
	s.server.Seed("maisonlenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Brioche du samedi", At: s.clock.Now().Add(-10 * time.Minute)}}})
	payload, err := me.Prepare(t.Context(), s.outgoing("Brioche du samedi"))
	must(t, err)
	from := s.seen.Len()
	found, err := me.Find(t.Context(), "", payload)
	if err != nil || found.Verdict != data.Absent {
		t.Errorf("%+v, %v", found, err)
	}
	if q := s.seen.Since(from)[0].URL.Query().Get("since_id"); !madeAt(q).Equal(s.clock.Now().Add(-likeness.ClocksApart)) {
		t.Errorf("looked since %v", madeAt(q))
	}
}

// What the network makes of a text, and what must be recognised in it.
func TestCompare(t *testing.T) {
	const same, similar, other = likeness.Same, likeness.Similar, likeness.Other
	const own = `{"url":"https://t.co/p1","expanded_url":"https://x.com/maisonlenoir/status/100/photo/1"}`
	long := strings.Repeat("Brioche du samedi, dorée. ", 4)
	for name, c := range map[string]struct {
		request, post string
		want          likeness.Degree
	}{
		"links": {
			`{"text":"Le menu : https://lenoir.example/menu?a=1&b=2 et maisonlenoir.fr"}`,
			`{"id":"100","text":"Le menu : https://t.co/a1 et https://t.co/b2","entities":{"urls":[{"url":"https://t.co/a1","expanded_url":"https://lenoir.example/menu?a=1&b=2"},{"url":"https://t.co/b2","expanded_url":"http://maisonlenoir.fr"}]}}`, same,
		},
		"another link": {
			`{"text":"Le menu : https://lenoir.example/menu"}`,
			`{"id":"100","text":"Le menu : https://t.co/a1","entities":{"urls":[{"url":"https://t.co/a1","expanded_url":"https://lenoir.example/carte"}]}}`, other,
		},
		"signs":         {`{"text":"Pain & beurre <3"}`, `{"id":"100","text":"Pain &amp; beurre &lt;3"}`, same},
		"emoji alone":   {`{"text":"🥐"}`, `{"id":"100","text":"🥐"}`, same},
		"other emoji":   {`{"text":"🥐"}`, `{"id":"100","text":"🍞"}`, other},
		"own picture":   {`{"text":"Four","media":{"media_ids":["7","8"]}}`, `{"id":"100","text":"Four https://t.co/p1","entities":{"urls":[` + own + `]},"attachments":{"media_keys":["3_7","3_8"]}}`, same},
		"other picture": {`{"text":"Four","media":{"media_ids":["7"]}}`, `{"id":"100","text":"Four https://t.co/p1","entities":{"urls":[` + own + `]},"attachments":{"media_keys":["3_9"]}}`, similar},
		"without its":   {`{"text":"Four","media":{"media_ids":["7"]}}`, `{"id":"100","text":"Four"}`, other},
		"a part":        {`{"text":"Deux","reply":{"in_reply_to_tweet_id":"90"}}`, `{"id":"100","text":"Deux","conversation_id":"80","referenced_posts":[{"type":"replied_to","id":"90"}]}`, same},
		"old names":     {`{"text":"Deux","reply":{"in_reply_to_tweet_id":"90"}}`, `{"id":"100","text":"Deux","referenced_tweets":[{"type":"replied_to","id":"90"}]}`, same},
		"another place": {`{"text":"Deux","reply":{"in_reply_to_tweet_id":"90"}}`, `{"id":"100","text":"Deux","referenced_posts":[{"type":"replied_to","id":"91"}]}`, other},
		"a quote":       {`{"text":"Deux","reply":{"in_reply_to_tweet_id":"90"}}`, `{"id":"100","text":"Deux","referenced_posts":[{"type":"quoted","id":"90"}]}`, other},
		"no answer":     {`{"text":"Deux"}`, `{"id":"100","text":"Deux","conversation_id":"80"}`, other},
		"an answer":     {`{"text":"Merci !","reply":{"in_reply_to_tweet_id":"90"}}`, `{"id":"100","text":"@awa @jo Merci !","referenced_posts":[{"type":"replied_to","id":"90"}]}`, same},
		"a long text":   {`{"text":"` + long + `"}`, `{"id":"100","text":"Brioche…","note_post":{"text":"` + long + `"}}`, same},
		"long, of old":  {`{"text":"` + long + `"}`, `{"id":"100","text":"Brioche…","note_tweet":{"text":"` + long + `"}}`, same},
		"its beginning": {`{"text":"` + long + `"}`, `{"id":"100","text":"` + long[:80] + `"}`, similar},
	} {
		var p payload
		must(t, json.Unmarshal([]byte(c.request), &p.Request))
		one, err := parse([]byte(c.post))
		must(t, err)
		if got := p.compare(one); got != c.want {
			t.Errorf("%s: %d, want %d; %q", name, got, c.want, one.plain())
		}
	}
}
