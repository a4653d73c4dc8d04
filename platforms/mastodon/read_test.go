package mastodon

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func TestPlain(t *testing.T) {
	for content, want := range map[string]string{
		"": "", "<p></p>": "", "bonjour": "bonjour",
		"<p>Un</p><p>Deux<br>Trois<br/>Quatre</p>":                                          "Un\n\nDeux\nTrois\nQuatre",
		"<p>L&#39;été &amp; l&rsquo;hiver &lt;b&gt;</p>":                                    "L'été & l’hiver <b>",
		`<p><a href="https://a.example"><span class="x">https://</span>a.example</a> !</p>`: "https://a.example !",
		"<p>a<script>alert(1)</script>b<style>p{}</style>c</p>":                             "abc",
		"<ul><li>un</li><li>deux</li></ul>":                                                 "un\ndeux",
		"<p>a<img src=x onerror=alert(1)>b<!-- c --></p>":                                   "ab",
		"a < b > c": "a < b > c",
	} {
		if got := plain(content); got != want {
			t.Errorf("%q: got %q, want %q", content, got, want)
		}
	}
	if got := plain(strings.Repeat("<p>é</p>", 1<<20)); len(got) > maxHTML {
		t.Errorf("%d bytes of a page without end", len(got))
	}
}

func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"<p>a</p>", "<script>", "&#x0;", "<<>>", "\xff<p", "<title><p>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		text := plain(content)
		if text != strings.ToValidUTF8(text, "\uFFFD") || text != strings.TrimSpace(text) {
			t.Errorf("%q became %q", content, text)
		}
		shortMentions(text)
	})
}

func TestNewer(t *testing.T) {
	for _, c := range []struct {
		id, than string
		want     bool
	}{
		{"1", "", true},
		{"10", "9", true},
		{"9", "10", false},
		{"7", "7", false},
		{"115000000000000001", "115000000000000000", true},
		{"01M7ZM7Q80000000000000007Q", "01M7ZM7Q80000000000000007P", true},
	} {
		if newer(c.id, c.than) != c.want {
			t.Errorf("newer(%q, %q) is not %v", c.id, c.than, c.want)
		}
	}
}

func TestNextPage(t *testing.T) {
	for link, want := range map[string]string{
		`<https://a.example/x?limit=2&max_id=7>; rel="next", <https://a.example/x?min_id=9>; rel="prev"`: "7",
		`<https://a.example/x?min_id=9>; rel="prev"`:                                                     "",
		`<https://a.example/x?max_id=7>;rel=next`:                                                        "7",
		`<::>; rel="next"`: "",
	} {
		if got, told := nextPage(http.Header{"Link": {link}}); got != want || !told {
			t.Errorf("%s: %q", link, got)
		}
	}
	if _, told := nextPage(nil); told {
		t.Error("no header told something")
	}
}

func TestInstances(t *testing.T) {
	for _, c := range []struct {
		path, answer     string
		software, domain string
		proof            data.Proof
		most, perLink    int
	}{
		{"/api/v2/instance", `{"version":"4.6.0","domain":"a.example","configuration":{"statuses":{"max_characters":500}}}`, "Mastodon 4.6.0", "a.example", data.ProofIdempotent, 500, 23},
		{"/api/v1/instance", `{"version":"3.5.19","uri":"a.example"}`, "Mastodon 3.5.19", "a.example", data.ProofIdempotent, 500, 23},
		{"/api/v2/instance", `{"version":"4.3.0+glitch","domain":"a.example","configuration":{"statuses":{"max_characters":2500}}}`, "Mastodon 4.3.0+glitch", "a.example", data.ProofIdempotent, 2500, 23},
		{"/api/v1/instance", `{"version":"2.7.2 (compatible; Pleroma 2.6.0)","uri":"https://a.example/","max_toot_chars":5000}`, "Pleroma 2.6.0", "a.example", data.ProofLook, 5000, 23},
		{"/api/v2/instance", `{"version":"4.2.1 (compatible; Iceshrimp 2023.12)","domain":"a.example"}`, "Iceshrimp 2023.12", "a.example", data.ProofLook, 500, 23},
		{"/api/v2/instance", `{"version":"0.20.2","domain":"a.example","source_url":"https://codeberg.org/superseriousbusiness/gotosocial","configuration":{"statuses":{"max_characters":5000,"characters_reserved_per_url":25}}}`, "gotosocial 0.20.2", "a.example", data.ProofLook, 5000, 25},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != c.path {
				http.NotFound(w, r)
				return
			}
			w.Write([]byte(c.answer))
		}))
		about, err := wire{http: httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true}), server: server.URL}.instance(t.Context())
		server.Close()
		can := about.capabilities()
		if err != nil || about.software() != c.software || about.domain(server.URL) != c.domain || can.Proof.Proof != c.proof ||
			can.Text.Max != c.most || can.Text.URL != c.perLink || can.Media.Images != 4 || len(can.Media.MIME) != 4 {
			t.Errorf("%s: %q of %q, %+v, %v", c.answer, about.software(), about.domain(server.URL), can, err)
		}
	}
}

func TestServerAddress(t *testing.T) {
	for typed, want := range map[string]string{
		"mastodon.social": "https://mastodon.social", " https://a.example/ ": "https://a.example", "@lenoir@a.example": "https://a.example",
		"lenoir@a.example": "https://a.example", "http://127.0.0.1:8080/about": "http://127.0.0.1:8080",
		"": "", "@": "", "ftp://a.example": "", "pas une adresse": "",
	} {
		got, err := serverURL(typed)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}

func TestConnecting(t *testing.T) {
	clock := &conformance.Clock{}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.AddAccount(lenoir())
	network := New(httpx.New(httpx.Params{Clock: clock, Loopback: true}), thePage)
	connect := func(url string, open data.OpenLink) (data.Connection, error) {
		return network.signIn(t.Context(), data.Connecting{Answers: map[string]string{"server": url}, Open: open})
	}
	c, err := connect(server.URL(), rehearsal.Consent(server, lenoir()))
	if err != nil || c.Account.Handle != "@lenoir@reseau.example" || c.Account.Software != "Mastodon 4.6.0" || c.Account.Server != server.URL() {
		t.Errorf("account %+v, %v", c.Account, err)
	}
	_, err = connect(server.URL(), rehearsal.Refuse(server))
	failsWith(t, err, data.Auth, oauth.CodeDenied)
	stranger := lenoir()
	stranger.Password = "another"
	_, err = connect(server.URL(), rehearsal.Consent(server, stranger))
	failsWith(t, err, data.Transient, oauth.CodeOpen)

	for status, body := range map[int]string{404: "<h1>Not here</h1>", 400: `{"error":"x"}`, 200: `{"name":"a shop"}`} {
		shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			w.Write([]byte(body))
		}))
		_, err = connect(shop.URL, nil)
		failsWith(t, err, data.Invalid, CodeServer)
		shop.Close()
	}
}

func TestMessages(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	mine := published(t, s, part(s, "Qui passe samedi ?"))
	server.Say("lenoir", rehearsal.Remark{Author: "awa@ailleurs.example", Name: "Awa", Text: "Moi !\nEt <b>Jo</b>", On: 1, At: clock.Now()})
	server.Say("lenoir", rehearsal.Remark{Author: "jo", Text: "Bonjour @lenoir", At: clock.Now()})
	page, _, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(bad) > 0 || len(page) != 2 {
		t.Fatalf("%d messages, %v, %v", len(page), bad, err)
	}
	if m := page[1]; m.Kind != data.Reply || m.InReply != mine.ID || m.Author != "@awa@ailleurs.example" || m.Text != "Moi !\nEt <b>Jo</b>" || m.Name != "Awa" {
		t.Errorf("reply %+v", m)
	}
	if m := page[0]; m.Kind != data.Mention || m.InReply != "" || m.Author != "@jo@reseau.example" || m.Text != "Bonjour @lenoir" || m.Name != "jo" {
		t.Errorf("mention %+v", m)
	}
	page[1].Ref = `{"visibility":"private","spoiler":"Sucre"}`
	if _, err := s.Reply(t.Context(), s.NewKey(time.Time{}), page[1], "À samedi, @AWA@ailleurs.example"); err != nil {
		t.Fatal(err)
	}
	if seen := server.Log().Published; seen[1].Text != "À samedi, @AWA@ailleurs.example" {
		t.Errorf("a mention twice: %q", seen[1].Text)
	}
	_, err = s.Reply(t.Context(), "key", page[0], " ")
	failsWith(t, err, data.Invalid, CodeEmpty)
	_, err = s.Reply(t.Context(), "key", data.Message{Remote: "1"}, "x")
	failsWith(t, err, data.Invalid, "")
	_, _, _, err = s.Messages(t.Context(), "no cursor")
	failsWith(t, err, data.Invalid, "")
}

func TestOneBadNotificationDoesNotHideTheOthers(t *testing.T) {
	answer := `[
		{"id":"9","type":"mention","status":{"id":"90","created_at":"2026-11-21T18:00:03.000Z","content":"<p>un</p>","account":{"acct":"awa"}}},
		7, {"type":"mention"}, {"id":"8","type":"mention"}, {"id":"7","type":"favourite","status":{"id":"70"}},
		{"id":"6","type":"mention","status":{"id":"60","created_at":"2026-11-21T18:00:01.000Z","content":"<p>deux</p>","account":{"acct":"jo"}}}]`
	s, _, _ := signedInAt(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(answer)) })
	})
	page, next, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 2 || len(bad) != 3 || page[1].Text != "deux" {
		t.Fatalf("%+v, %d bad, %v", page, len(bad), err)
	}
	again, same, _, err := s.Messages(t.Context(), next)
	if err != nil || len(again) != 0 || same != next {
		t.Errorf("again: %d messages, cursor %q after %q, %v", len(again), same, next, err)
	}
}

func TestOwnPostsLeaveAnswersOut(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	first := published(t, s, part(s, "Un"))
	server.Say("lenoir", rehearsal.Remark{Author: "jo", Text: "Bravo", On: 1, At: clock.Now()})
	page, _, _, err := s.Messages(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	o := part(s, "Deux")
	o.Previous = []data.Receipt{first}
	second := published(t, s, o)
	if _, err := s.Reply(t.Context(), s.NewKey(time.Time{}), page[0], "Merci"); err != nil {
		t.Fatal(err)
	}
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 2 || posts[0].Remote != second.ID || posts[1].Text != "Un" || !posts[0].Quotes.Known || posts[0].Reach.Known {
		t.Errorf("%+v, %v", posts, err)
	}
}
