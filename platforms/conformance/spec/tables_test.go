package spec_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parvis/platforms/conformance/spec"
)

// names are the tables there are.
func names() []string {
	return []string{
		"gbp-account", "gbp-information", "gbp-notifications", "gbp-performance", "pinterest",
		"telegram", "threads", "x", "youtube", "youtube-analytics",
	}
}

func load(t *testing.T, name string) *spec.Table {
	t.Helper()
	table, err := spec.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTablesAreWhole(t *testing.T) {
	sources, err := os.ReadFile("tables/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names() {
		table := load(t, name)
		s := table.Source
		if s.Name != name || len(s.SHA256) != 64 || s.Version == "" || len(s.Date) != 10 || len(s.Bases) == 0 || len(table.Operations) == 0 {
			t.Errorf("%s: source %+v, %d operations", name, s, len(table.Operations))
		}
		if !strings.Contains(string(sources), s.SHA256) || !strings.Contains(string(sources), s.File) {
			t.Errorf("%s: SOURCES.md does not have it", name)
		}
		table.EachSchema(func(s *spec.Schema) {
			for _, pattern := range []string{s.Pattern, s.Not} {
				if _, err := regexp.Compile(pattern); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
		// What the command would write, and nobody has changed since.
		text, err := os.ReadFile(filepath.Join("tables", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := table.Encode(); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%s: written again it is another file, %v", name, err)
		}
		if len(text) > 400_000 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
	}
	if _, err := spec.Load("viadeo"); err == nil {
		t.Error("a table that is not there was loaded")
	}
}

func TestEveryTableIsNamedHere(t *testing.T) {
	files, err := filepath.Glob("tables/*.json")
	if err != nil || len(files) != len(names()) {
		t.Errorf("%d tables, %d names, %v", len(files), len(names()), err)
	}
}

func TestTableWithoutItsSchemas(t *testing.T) {
	for _, text := range []string{
		``, `{}{`, `{"more":1}`,
		`{"schemas":{"A":{"ref":"B"}}}`,
		`{"schemas":{"A":{"kind":"k","kinds":{"x":"B"}}}}`,
		`{"operations":[{"id":"a","method":"GET","path":"/","parameters":[{"name":"p","in":"query","schema":{"ref":"B"}}],"answers":{}}]}`,
	} {
		if table, err := spec.Decode([]byte(text)); err == nil {
			t.Errorf("%s: %+v", text, table)
		}
	}
}

// The official tables at work: requests as ../shared/platforms.md has them.
func TestOfficialX(t *testing.T) {
	post := func(body string) spec.Exchange { return asked("POST", "/2/tweets", asJSON, body) }
	judge(t, load(t, "x"), []worked{
		{post(`{"text":"Brioche","reply":{"in_reply_to_tweet_id":"1"},"media":{"media_ids":["12"]},"made_with_ai":false}`), nil},
		{post(`{"text":"Brioche","reply":{"in_reply_to_tweet_id":1}}`), []string{`POST /2/tweets: body.reply.in_reply_to_tweet_id: want string, got integer`}},
		{post(`{"text":"Brioche","reply_settings":"nobody","alt":"x"}`), []string{
			`POST /2/tweets: body.reply_settings: "nobody" is none of following, mentionedUsers, subscribers, verified`,
			`POST /2/tweets: body.alt: the file has no such field`,
		}},
		{parts(t, "POST", "/2/media/upload", part{name: "media", file: "a.png", text: "\x89PNG"}, part{name: "media_category", text: "tweet_image"}), nil},
		{parts(t, "POST", "/2/media/upload/12/append", part{name: "media", file: "a", text: "x"}), []string{`POST /2/media/upload/{id}/append: body.segment_index: missing`}},
		{asked("POST", "/2/dm_conversations/with/12/messages", asJSON, `{"text":"Merci !"}`), nil},
		{asked("GET", "/2/users/me?user.fields=public_metrics,verified", "", ""), nil},
		{asked("GET", "/2/users/12/tweets?max_results=4", "", ""), []string{`GET /2/users/{id}/tweets: query.max_results: 4 is less than 5`}},
		{asked("PUT", "/2/tweets/12/hidden", asJSON, `{"hidden":"yes"}`), []string{`PUT /2/tweets/{tweet_id}/hidden: body.hidden: want boolean, got string`}},
		{answered("POST", "/2/tweets", 201, asJSON, `{"data":{"id":"1","text":"Brioche"}}`), nil},
		{answered("POST", "/2/tweets", 201, asJSON, `{"data":{"id":1,"text":"Brioche"}}`), []string{`POST /2/tweets: answer 201: body.data.id: want string, got integer`}},
	})
}

func TestOfficialPinterest(t *testing.T) {
	pin := func(source string) spec.Exchange {
		return asked("POST", "/v5/pins", asJSON, `{"board_id":"12","title":"Brioche","alt_text":"Dorée","media_source":`+source+`}`)
	}
	judge(t, load(t, "pinterest"), []worked{
		{pin(`{"source_type":"image_base64","content_type":"image/jpeg","data":"AAAA"}`), nil},
		{pin(`{"source_type":"image_base64","content_type":"image/gif","data":"AA"}`), []string{
			`POST /v5/pins: body.media_source.content_type: "image/gif" is none of image/jpeg, image/png`,
		}},
		{pin(`{"source_type":"image_url"}`), []string{`POST /v5/pins: body.media_source.url: missing`}},
		{asked("POST", "/v5/user_account/following/12", asJSON, `{}`), []string{`POST /v5/user_account/following/{username}: path.username: "12" matches ^\d+$`}},
		{asked("GET", "/v5/boards?page_size=251", "", ""), []string{`GET /v5/boards: query.page_size: 251 is more than 250`}},
		{asked("GET", "/v5/pins/12/analytics?start_date=2026-11-01&end_date=2026-11-21&metric_types=IMPRESSION,SAVE", "", ""), nil},
		{asked("POST", "/v5/oauth/token", asForm, "grant_type=authorization_code&code=a&redirect_uri=http://localhost:1/"), nil},
		{asked("POST", "/v5/oauth/token", asForm, "grant_type=refresh_token"), []string{`POST /v5/oauth/token: body.refresh_token: missing`}},
		{answered("GET", "/v5/boards", 200, asJSON, `{"items":[{"id":"12","name":"Pains"}],"bookmark":null}`), nil},
		{answered("GET", "/v5/boards", 200, asJSON, `{"items":[{"id":12,"name":"Pains"}]}`), []string{`GET /v5/boards: answer 200: body.items[0].id: want string, got integer`}},
	})
}

func TestOfficialGoogle(t *testing.T) {
	judge(t, load(t, "youtube"), []worked{
		{asked("POST", "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status", asJSON, `{"snippet":{"title":"Le four"},"status":{"privacyStatus":"private","publishAt":"2026-12-01T09:00:00Z"}}`), nil},
		{asked("PUT", "/youtube/v3/videos?part=status", asJSON, `{"status":{"privacyStatus":"secret"}}`), []string{
			`PUT /youtube/v3/videos: body.id: missing`, `PUT /youtube/v3/videos: body.status.privacyStatus: "secret" is none of public, unlisted, private`,
		}},
		{asked("POST", "/youtube/v3/comments/setModerationStatus?id=a&moderationStatus=rejected&banAuthor=true", "", ""), nil},
		{answered("GET", "/youtube/v3/videos?part=statistics", 200, asJSON, `{"items":[{"id":"a","statistics":{"viewCount":12}}]}`), []string{
			`GET /youtube/v3/videos: answer 200: body.items[0].statistics.viewCount: want string, got integer`,
		}},
	})
	judge(t, load(t, "gbp-performance"), []worked{
		{asked("GET", "/v1/locations/2:fetchMultiDailyMetricsTimeSeries?dailyMetrics=CALL_CLICKS&dailyMetrics=WEBSITE_CLICKS&dailyRange.startDate.year=2026", "", ""), nil},
		{asked("GET", "/v1/locations/2:fetchMultiDailyMetricsTimeSeries?dailyMetrics=CALLS", "", ""), []string{
			`GET /v1/locations/{locationsId}:fetchMultiDailyMetricsTimeSeries: query.dailyMetrics: "CALLS" is none of ` + dailyMetrics(t),
		}},
	})
}

func dailyMetrics(t *testing.T) string {
	t.Helper()
	for _, op := range load(t, "gbp-performance").Operations {
		for _, p := range op.Parameters {
			if p.Name == "dailyMetrics" {
				return strings.Join(p.Schema.Items.Enum, ", ")
			}
		}
	}
	t.Fatal("no dailyMetrics")
	return ""
}

func TestOfficialMessengers(t *testing.T) {
	judge(t, load(t, "telegram"), []worked{
		{asked("POST", "/bot1:a/sendMessage", asJSON, `{"chat_id":"@lenoir","text":"`+strings.Repeat("a", 4097)+`"}`), []string{
			`POST /bot{token}/sendMessage: body.text: 4097 long, want at most 4096`,
		}},
		{parts(t, "POST", "/bot1:a/sendMediaGroup", part{name: "chat_id", text: "-100"}, part{name: "f1", file: "a.png", text: "x"},
			part{name: "media", text: `[{"type":"photo","media":"attach://f1","caption":"Le four"},{"type":"photo","media":"id"}]`}), nil},
		{answered("POST", "/bot1:a/deleteMessage", 200, asJSON, `{"ok":true,"result":true}`), nil},
		{answered("POST", "/bot1:a/deleteMessage", 200, asJSON, `{"ok":true,"result":1}`), []string{`POST /bot{token}/deleteMessage: answer 200: body.result: want boolean, got integer`}},
	})
	judge(t, load(t, "threads"), []worked{
		{asked("POST", "/v1.0/me/threads", asForm, "media_type=TEXT&text=Brioche&reply_control=everyone"), nil},
		{asked("POST", "/me/threads_publish?creation_id=12", "", ""), nil},
		{asked("GET", "/v1.0/12/insights?metric=views,saves", "", ""), []string{`GET /v1.0/{id}/insights: query.metric: "saves" is none of views, likes, replies, reposts, quotes, shares`}},
		{answered("GET", "/v1.0/12", 200, asJSON, `{"id":"12","status":"FINISHED"}`), nil},
	})
}
