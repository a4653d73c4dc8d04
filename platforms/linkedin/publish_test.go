package linkedin

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/rehearsal"
)

// The answer to a success is empty: only a header names the post.
func TestOnlyTheHeaderNamesThePost(t *testing.T) {
	const urn = "urn:li:share:7529966862336000003"
	payload := sent(t, "Bonjour", conformance.Start())
	s := answering(t, "urn:li:person:a", 201, map[string]string{"x-restli-id": urn}, nil).(data.Publisher)
	r, err := s.Commit(t.Context(), "", payload)
	if err != nil || r.ID != urn || !strings.HasSuffix(r.URL, "/feed/update/"+urn+"/") {
		t.Errorf("receipt %+v, %v", r, err)
	}
	for _, header := range []string{"", "urn:li:person:1", urn + "x", "<script>"} {
		s := answering(t, "urn:li:person:a", 201, map[string]string{"x-restli-id": header}, nil).(data.Publisher)
		_, err := s.Commit(t.Context(), "", payload)
		failsWith(t, err, data.Ambiguous, data.CodeAnswer)
	}
	_, err = s.Commit(t.Context(), "", []byte(`{"stamp":7}`))
	failsWith(t, err, data.Invalid, "")
}

func shareAt(at time.Time) string {
	return "urn:li:share:" + strconv.FormatInt(at.UnixMilli()<<22|7, 10)
}

// What a refusal as a duplicate proves depends on when the post was made that it
// names.
func TestADuplicateIsJudgedByItsTime(t *testing.T) {
	start := conformance.Start()
	for _, c := range []struct {
		what  string
		made  time.Time
		stamp time.Time
		kind  data.Kind // "": it is ours
	}{
		{"after it was prepared", start.Add(20 * time.Second), start, ""},
		{"in the same second, by a clock a little behind", start.Add(-time.Second), start, ""},
		{"before its hour", start.Add(-2 * time.Minute), start, data.Invalid},
		{"after its hour and before it was prepared", start.Add(-2 * time.Minute), start.Add(-5 * time.Minute), data.Ambiguous},
		{"longer ago than duplicates are refused", start.Add(-2 * time.Hour), start, data.Ambiguous},
		{"in the time to come", start.Add(time.Hour), start, data.Ambiguous},
	} {
		for _, status := range []int{422, 409} {
			body := []byte(`{"status":` + strconv.Itoa(status) + `,"code":"DUPLICATE_POST","message":"Content is a duplicate of ` + shareAt(c.made) + `"}`)
			s := answering(t, "urn:li:person:a", status, map[string]string{"Date": start.Format(http.TimeFormat)}, body).(data.Publisher)
			r, err := s.Commit(t.Context(), "", sent(t, "Bonjour", c.stamp))
			if c.kind == "" {
				if err != nil || r.ID != shareAt(c.made) {
					t.Errorf("%s: %+v, %v", c.what, r, err)
				}
				continue
			}
			t.Log(c.what)
			failsWith(t, err, c.kind, data.CodeDuplicate)
		}
	}
	for _, message := range []string{"Content is a duplicate", "duplicate of urn:li:share:999999999999999999999", "duplicate of urn:li:person:a"} {
		s := answering(t, "urn:li:person:a", 422, nil, []byte(`{"code":"DUPLICATE_POST","message":"`+message+`"}`)).(data.Publisher)
		_, err := s.Commit(t.Context(), "", sent(t, "Bonjour", start))
		failsWith(t, err, data.Ambiguous, data.CodeDuplicate)
	}
}

// The same words twice within ten minutes are another post, and the second one
// is not taken for the first.
func TestAnOlderPostOfTheSameWordsIsNotOurs(t *testing.T) {
	b, m, p := opened(t)
	for _, s := range []data.Publisher{m, p} {
		first := published(t, s, part(b, "Complet ce soir"))
		b.clock.Wait(t.Context(), 3*time.Minute)
		o := part(b, "Complet ce soir")
		payload := prepared(t, s, o)
		_, err := s.Commit(t.Context(), o.Key, payload)
		failsWith(t, err, data.Invalid, data.CodeDuplicate)
		b.clock.Wait(t.Context(), 8*time.Minute)
		r, err := s.Commit(t.Context(), o.Key, payload)
		if err != nil || r.ID == first.ID {
			t.Errorf("after ten minutes: %+v, %v", r, err)
		}
	}
}

// Of an attempt whose payload is lost only the hour is known: it is looked for
// from there, and a person decides.
func TestAnAttemptWithoutPayload(t *testing.T) {
	b, m, p := opened(t)
	for _, s := range []data.Publisher{m, p} {
		o := part(b, "Une fois")
		published(t, s, o)
		b.clock.Wait(t.Context(), time.Minute)
		again := prepared(t, s, o)
		_, err := s.Commit(t.Context(), o.Key, again)
		failsWith(t, err, data.Ambiguous, data.CodeDuplicate)
		if found, err := s.Find(t.Context(), o.Key, again); err != nil || found.Verdict != data.Unclear || found.Evidence == "" {
			t.Errorf("found %+v, %v", found, err)
		}
	}
}

// A page is looked at: neither an older post of the same words nor one with
// other content is taken for it.
func TestFindOnAPage(t *testing.T) {
	b, _, p := opened(t)
	b.server.Seed("maison-lenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: "Bonjour (7 h) #pain", At: b.clock.Now().Add(-time.Hour)}}})
	o := part(b, "Bonjour (7 h) #pain")
	payload := prepared(t, p, o)
	if found, err := p.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("before: %+v, %v", found, err)
	}
	article := part(b, "Bonjour (7 h) #pain")
	article.Options[optionArticle] = "https://a.example/pain"
	published(t, p, article)
	if found, err := p.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("with another: %+v, %v", found, err)
	}
	r, err := p.Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := p.Find(t.Context(), o.Key, payload); err != nil || found.Receipt != r {
		t.Errorf("after: %+v, %v", found, err)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		{426, `{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20200101 is not active"}`, data.Invalid, CodeVersion},
		{400, `{"status":400,"code":"VERSION_MISSING","message":"A version must be present."}`, data.Invalid, CodeVersion},
		{401, `{"status":401,"serviceErrorCode":65601,"code":"REVOKED_ACCESS_TOKEN","message":"…"}`, data.Auth, ""},
		{401, `{"status":401,"serviceErrorCode":65602,"code":"EXPIRED_ACCESS_TOKEN","message":"…"}`, data.Auth, ""},
		{403, `{"status":403,"serviceErrorCode":100,"code":"ACCESS_DENIED","message":"Not enough permissions"}`, data.Unsupported, CodePermission},
		{400, `{"status":400,"code":"MEDIA_ASSET_PROCESSING_FAILED","message":"…"}`, data.Invalid, CodeFile},
		{400, `{"status":400,"code":"MEDIA_ASSET_WAITING_UPLOAD","message":"…"}`, data.Transient, CodeProcessing},
		{400, `{"status":400,"code":"MEDIA_ASSET_PROCESSING","message":"…"}`, data.Transient, CodeProcessing},
		{422, `{"status":422,"code":"UNPROCESSABLE_ENTITY","message":"commentary exceeds the maximum length"}`, data.Invalid, CodeTooLong},
		{422, `not JSON`, data.Invalid, ""},
		{500, `{"status":500}`, data.Ambiguous, ""},
	} {
		s := answering(t, "urn:li:person:a", c.status, nil, []byte(c.body)).(data.Publisher)
		_, err := s.Commit(t.Context(), "", sent(t, "Bonjour", conformance.Start()))
		failsWith(t, err, c.kind, c.code)
	}
}

// The day's requests begin anew at midnight, and no header says so.
func TestTheDaysRequests(t *testing.T) {
	b := newBench(t, lenoir())
	all, err := b.connect(pagesNo)
	if err != nil {
		t.Fatal(err)
	}
	m := b.network.Open(all[0].Account, conformance.NewKeys(all[0].Secret)).(*member)
	payload := prepared(t, m, part(b, "Bonjour"))
	for range perDay {
		if _, err := m.Commit(t.Context(), "", payload); err != nil {
			t.Fatal(err)
		}
	}
	_, err = m.Commit(t.Context(), "", payload)
	f := failsWith(t, err, data.RateLimited, "")
	if want := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC); !f.Until.Equal(want) {
		t.Errorf("until %v, want %v", f.Until, want)
	}
}

func TestWhatIsTaken(t *testing.T) {
	b, m, p := opened(t)
	picture := photo(t, "image/jpeg", 40, 30)
	film := video(9 << 20)
	for _, c := range []struct {
		what   string
		change func(*data.Outgoing)
		code   string
	}{
		{"nothing", func(o *data.Outgoing) { o.Text = " " }, CodeEmpty},
		{"too long in UTF-16", func(o *data.Outgoing) { o.Text = strings.Repeat("🥐", 1501) }, CodeTooLong},
		{"a link that is none", func(o *data.Outgoing) { o.Options[optionArticle] = "pain.example" }, CodeLink},
		{"a picture with a video", func(o *data.Outgoing) { o.Media = []data.OutgoingMedia{picture, film} }, CodeMixed},
		{"a link with a video", func(o *data.Outgoing) {
			o.Media, o.Options[optionArticle] = []data.OutgoingMedia{film}, "https://a.example"
		}, CodeMixed},
		{"a document without pages", func(o *data.Outgoing) { o.Options[optionDocument] = "1" }, CodeMixed},
		{"another kind of picture", func(o *data.Outgoing) {
			o.Media = []data.OutgoingMedia{picture}
			o.Media[0].MIME = "image/webp"
		}, CodeMediaType},
		{"too many pixels", func(o *data.Outgoing) {
			o.Media = []data.OutgoingMedia{picture}
			o.Media[0].Width, o.Media[0].Height = 6100, 6100
		}, data.CodeTooLarge},
		{"too long a description", func(o *data.Outgoing) {
			o.Media = []data.OutgoingMedia{picture}
			o.Media[0].Alt = strings.Repeat("a", maxAlt+1)
		}, CodeTooLong},
		{"too short a video", func(o *data.Outgoing) {
			o.Media = []data.OutgoingMedia{film}
			o.Media[0].Length = time.Second
		}, CodeFile},
	} {
		for _, s := range []data.Publisher{m, p} {
			o := part(b, "Bonjour")
			c.change(&o)
			t.Log(c.what)
			_, err := s.Prepare(t.Context(), o)
			failsWith(t, err, data.Invalid, c.code)
		}
	}
	if n := len(b.seen.Of("POST", "/rest/posts")); n != 0 {
		t.Errorf("%d requests left", n)
	}
}

func TestContent(t *testing.T) {
	b, m, p := opened(t)
	for i, s := range []data.Publisher{m, p} {
		o := part(b, "Une photo")
		o.Options[optionVisibility] = connections
		o.Media = []data.OutgoingMedia{photo(t, "image/png", 40, 30)}
		o.Media[0].Alt = "Une brioche"
		published(t, s, o)

		o = part(b, "Vingt photos")
		for range maxImages {
			o.Media = append(o.Media, photo(t, "image/gif", 40, 30))
		}
		published(t, s, o)

		o = part(b, "")
		o.Options[optionArticle], o.Options[optionArticleText] = " https://pain.example/recette ", "Farine & eau"
		o.Media = []data.OutgoingMedia{photo(t, "image/jpeg", 40, 30)}
		published(t, s, o)

		seen := b.server.Log().Published[3*i:]
		if seen[0].Images != 1 || seen[1].Images != maxImages || seen[2].Images != 1 || seen[2].Text != "" {
			t.Errorf("the network saw %+v", seen)
		}
		var sent []post
		for _, e := range b.seen.Of("POST", "/rest/posts")[3*i:] {
			var one post
			if err := json.Unmarshal(e.Body, &one); err != nil {
				t.Fatal(err)
			}
			sent = append(sent, one)
		}
		if a := sent[2].Content.Article; a.Source != "https://pain.example/recette" || a.Title != "pain.example" || a.Description != "Farine & eau" || a.Thumbnail == "" {
			t.Errorf("article %+v", a)
		}
		if want := []string{"CONNECTIONS", "PUBLIC"}[i]; sent[0].Visibility != want || sent[0].Content.Media.Alt != "Une brioche" {
			t.Errorf("visibility %s, %+v", sent[0].Visibility, sent[0].Content.Media)
		}
	}
}

// A video goes in parts, in order and without the token.
func TestVideoInParts(t *testing.T) {
	b, m, p := opened(t)
	for i, s := range []data.Publisher{m, p} {
		o := part(b, "Le four")
		o.Media = []data.OutgoingMedia{video(9 << 20)}
		r := published(t, s, o)
		if seen := b.server.Log().Published[i]; seen.Videos != 1 || !strings.HasPrefix(r.ID, "urn:li:ugcPost:") {
			t.Errorf("the network saw %+v", seen)
		}
	}
}

func TestPartsAreTheWholeVideo(t *testing.T) {
	for parts, want := range map[string]bool{
		`[{"firstByte":0,"lastByte":3},{"firstByte":4,"lastByte":9}]`:  true,
		`[{"firstByte":0,"lastByte":9}]`:                               true,
		`[{"firstByte":0,"lastByte":8}]`:                               false,
		`[{"firstByte":1,"lastByte":9}]`:                               false,
		`[{"firstByte":0,"lastByte":5},{"firstByte":5,"lastByte":9}]`:  false,
		`[{"firstByte":0,"lastByte":-1},{"firstByte":0,"lastByte":9}]`: false,
		`[]`: false,
	} {
		var s slot
		if err := json.Unmarshal([]byte(`{"uploadInstructions":`+parts+`}`), &s); err != nil || s.covers(10) != want {
			t.Errorf("%s: not %v, %v", parts, want, err)
		}
	}
}

// A file goes to the network's own hosts alone, whatever an answer says.
func TestAFileGoesToTheNetworkAlone(t *testing.T) {
	w := wire{server: apiHost}
	for address, want := range map[string]bool{
		"https://www.linkedin.com/dms-uploads/x?y=z": true, "https://api.linkedin.com/x": true, "https://linkedin.com/x": true,
		"http://www.linkedin.com/x": false, "https://linkedin.com.evil.example/x": false, "https://evillinkedin.com/x": false,
		"https://www.linkedin.com@evil.example/x": false, "https://www.linkedin.com:444/x": false, "": false, "::": false,
	} {
		if w.owns(address) != want {
			t.Errorf("%q: not %v", address, want)
		}
	}
	body := `{"value":{"image":"urn:li:image:a","uploadUrl":"https://evil.example/x"}}`
	s := answering(t, "urn:li:person:a", 200, nil, []byte(body)).(data.Publisher)
	_, err := s.Prepare(t.Context(), data.Outgoing{Text: "x", Media: []data.OutgoingMedia{photo(t, "image/png", 4, 4)}, Options: map[string]string{}})
	failsWith(t, err, data.Transient, data.CodeAnswer)
}

func TestDocument(t *testing.T) {
	b, m, _ := opened(t)
	o := part(b, "À feuilleter")
	o.Options[optionDocument], o.Options[optionDocumentTitle] = "1", "Nos pains — 2026"
	o.Media = []data.OutgoingMedia{photo(t, "image/jpeg", 80, 100), photo(t, "image/png", 100, 80), photo(t, "image/gif", 50, 50)}
	published(t, m, o)
	if seen := b.server.Log().Published; seen[0].Images != 3 {
		t.Errorf("the network saw %+v", seen)
	}
	var request post
	if err := json.Unmarshal(b.seen.Of("POST", "/rest/posts")[0].Body, &request); err != nil || request.Content.Media.Title != "Nos pains — 2026" {
		t.Errorf("%+v, %v", request.Content, err)
	}
	var pictures [][]byte
	for _, m := range o.Media {
		content, err := m.Content()
		if err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, content)
	}
	first, err := makePDF("Titre", pictures)
	again, err2 := makePDF("Titre", pictures)
	if err != nil || err2 != nil || !bytes.Equal(first, again) || !bytes.Contains(first, pictures[0]) {
		t.Errorf("%d and %d bytes, %v, %v", len(first), len(again), err, err2)
	}
	if bytes.Count(first, []byte("D:19700101")) != 2 {
		t.Error("the document tells when it was made")
	}
	o.Media[1].Open = data.InMemory(make([]byte, o.Media[1].Bytes))
	_, err = m.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodeFile)
}

func photo(t *testing.T, mime string, width, height int) data.OutgoingMedia {
	t.Helper()
	canvas := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Transparent, color.RGBA{160, 90, 30, 255}})
	canvas.SetColorIndex(1, 1, 1)
	var out bytes.Buffer
	var err error
	switch mime {
	case "image/png":
		err = png.Encode(&out, canvas)
	case "image/gif":
		err = gif.Encode(&out, canvas, nil)
	default:
		err = jpeg.Encode(&out, canvas, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: mime, Bytes: int64(out.Len()), Width: width, Height: height}},
		Open:       data.InMemory(out.Bytes()),
	}
}

// video is as much of an MP4 file as anybody looks at here.
func video(size int) data.OutgoingMedia {
	content := make([]byte, size)
	copy(content, "\x00\x00\x00\x10ftypisom")
	for i := 16; i < size; i += 1000 {
		content[i] = byte(i / 1000)
	}
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "video/mp4", Bytes: int64(size), Width: 720, Height: 1280, Length: 10 * time.Second}},
		Open:       data.InMemory(content),
	}
}
