package spec_test

import (
	"strings"
	"testing"

	"parvis/platforms/conformance/spec"
	"parvis/platforms/conformance/spec/read"
)

func TestDiscovery(t *testing.T) {
	table := compiled(t, read.Discovery, "discovery.json", read.All)
	if s := table.Source; s.Date != "2026-10-19" || s.Whole != 6 || len(table.Operations) != 8 {
		t.Errorf("source %+v, %d operations", s, len(table.Operations))
	}
	put := func(body string) spec.Exchange { return asked("PUT", "/film/v3/films", asJSON, body) }
	list := func(body string) spec.Exchange {
		return answered("GET", "/film/v3/films?part=id", 200, asJSON, `{"items":[`+body+`]}`)
	}
	judge(t, table, []worked{
		{asked("GET", "/film/v3/films?part=id,names&part=cover&mine=true&maxResults=50&alt=json&fields=items", "", ""), nil},
		{asked("GET", "/film/v3/films?mine=yes&maxResults=51", "", ""), []string{
			`GET /film/v3/films: query.maxResults: 51 is more than 50`, `GET /film/v3/films: query.mine: want boolean, got string`,
			`GET /film/v3/films: query.part: missing`,
		}},
		{asked("GET", "/v1/places/2?readMask=name,metadata.uri", "", ""), nil},
		{asked("GET", "/v1/places/2?readMask=name+title", "", ""), []string{`GET /v1/places/{placesId}: query.readMask: "name title" is no google-fieldmask`}},
		{asked("GET", "/v1/places/2:fetch?metrics=CALLS&metrics=CLICKS", "", ""), nil},
		{asked("GET", "/v1/places/2:fetch?metrics=CALLS,CLICKS", "", ""), []string{`GET /v1/places/{placesId}:fetch: query.metrics: "CALLS,CLICKS" is none of CALLS, CLICKS`}},
		{asked("GET", "/v1/places/2:fetsh", "", ""), []string{`GET /v1/places/{placesId}: path.placesId: "2:fetsh" does not match ^[^/:]+$`}},
		{put(`{"id":"1","privacy":"public","publishAt":"2026-12-01T09:00:00Z","names":{"fr":"Le four"},"views":"12"}`), nil},
		{put(`{"privacy":"hidden"}`), []string{`PUT /film/v3/films: body.id: missing`, `PUT /film/v3/films: body.privacy: "hidden" is none of public, private`}},
		{answered("PUT", "/film/v3/films", 200, asJSON, `{"privacy":"public"}`), nil}, // "required" is of requests
		{put(`{"id":"1","title":"x"}`), []string{`PUT /film/v3/films: body.title: the file has no such field`}},
		{list(`{"id":"1","views":"18446744073709551615","rows":[1,"a",null]}`), nil},
		{list(`{"id":"1","views":12}`), []string{`GET /film/v3/films: answer 200: body.items[0].views: want string, got integer`}},
		{list(`{"id":"1","views":"-12"}`), []string{`GET /film/v3/films: answer 200: body.items[0].views: "-12" is no uint64`}},
		{list(`{"id":"1","title":"x"}`), []string{`GET /film/v3/films: answer 200: body.items[0].title: the file has no such field`}},
		{list(`{"cover":{"width":-1}}`), []string{`GET /film/v3/films: answer 200: body.items[0].cover.width: -1 does not fit uint32`}},
		{answered("DELETE", "/film/v3/films?id=1", 204, "", ""), nil},
		{answered("DELETE", "/film/v3/films?id=1", 404, asJSON, `{"error":{"code":404}}`), nil},
		{answered("DELETE", "/film/v3/films?id=1", 404, asJSON, `"gone"`), []string{`DELETE /film/v3/films: answer 404: body: want object, got string`}},
	})
}

func TestDiscoveryUploads(t *testing.T) {
	const at = "/upload/film/v3/films?part=id"
	announced := func(of, size, body string) spec.Exchange {
		e := asked("POST", at+"&uploadType=resumable", asJSON, body)
		e.Header.Set("X-Upload-Content-Type", of)
		e.Header.Set("X-Upload-Content-Length", size)
		return e
	}
	session := answered("POST", at+"&uploadType=resumable", 200, "", "")
	session.AnswerHeader.Set("Location", "http://127.0.0.1/session")
	related := func(body string) spec.Exchange {
		return asked("POST", at+"&uploadType=multipart", "multipart/related; boundary=b", strings.ReplaceAll(body, "\n", "\r\n"))
	}
	const meta, film = "--b\nContent-Type: application/json\n\n{\"id\":\"1\"}\n", "--b\nContent-Type: video/mp4\n\nbytes\n"
	judge(t, compiled(t, read.Discovery, "discovery.json", read.All), []worked{
		{announced("video/mp4", "2000", `{"privacy":"private"}`), nil},
		{announced("video/mp4", "2000", ``), nil},
		{announced("image/png", "2001", `{"privacy":1}`), []string{
			`POST /upload/film/v3/films: header.X-Upload-Content-Type: content type "image/png", want video/* or application/octet-stream`,
			`POST /upload/film/v3/films: header.X-Upload-Content-Type: 2001 bytes, want at most 2000`,
			`POST /upload/film/v3/films: body.privacy: want string, got integer`,
		}},
		{asked("POST", at, "video/mp4", "bytes"), nil},
		{asked("POST", at, "text/plain", "bytes"), []string{`POST /upload/film/v3/films: body: content type "text/plain", want video/* or application/octet-stream`}},
		{asked("POST", at+"&uploadType=slow", "video/mp4", "bytes"), []string{`POST /upload/film/v3/films: query.uploadType: "slow" is none of media, multipart, resumable`}},
		{related(meta + film + "--b--\n"), nil},
		{related(meta + "--b--\n"), []string{`POST /upload/film/v3/films: body: want a description and a file: EOF`}},
		{session, nil},
		{answered("POST", at+"&uploadType=resumable", 200, asJSON, `{}`), []string{
			`POST /upload/film/v3/films: answer 200: header.Location: missing`, `POST /upload/film/v3/films: answer 200: body: want none, got 2 bytes`,
		}},
		{answered("POST", at, 200, asJSON, `{"id":"1"}`), nil},
	})
}

func TestTelegram(t *testing.T) {
	const bot = "/bot123:abc_D-e/"
	send := func(body string) spec.Exchange { return asked("POST", bot+"sendMessage", asJSON, body) }
	album := func(media string, more ...part) spec.Exchange {
		return parts(t, "POST", bot+"sendMediaGroup", append(more, part{name: "chat_id", text: "@a"}, part{name: "media", text: media})...)
	}
	file := func(name string) part { return part{name: name, file: name + ".png", text: "\x89PNG"} }
	table := compiled(t, read.Telegram, "telegram.json", read.All)
	if s := table.Source; s.Date != "2026-06-11" || s.Version != "Bot API 0.1" || s.Whole != 5 {
		t.Errorf("source %+v", s)
	}
	judge(t, table, []worked{
		{asked("GET", bot+"getMe", "", ""), nil},
		{asked("GET", bot+"sendMessage?chat_id=12&text=a&disable_notification=true", "", ""), nil},
		{send(`{"chat_id":"@lenoir","text":"Brioche","entities":[{"type":"bold","offset":0}],"reply_markup":{"force_reply":true}}`), nil},
		{asked("POST", bot+"sendMessage", asForm, `chat_id=-100&text=a&entities=[{"type":"code","offset":0}]`), nil},
		{asked("POST", "/bot123/getMe", "", ""), []string{`POST /bot{token}/getMe: path.token: "123" does not match ^\d+:[A-Za-z0-9_-]+$`}},
		{asked("PUT", bot+"getMe", "", ""), []string{`PUT /bot123:abc_D-e/getMe: another method, the file has GET or POST`}},
		{asked("POST", bot+"getme", "", ""), []string{`POST /bot123:abc_D-e/getme: the file has no such path`}},
		{send(`{"chat_id":true,"text":"a","quiet":true}`), []string{
			`POST /bot{token}/sendMessage: body.chat_id: want integer or string, got boolean`,
			`POST /bot{token}/sendMessage: body.quiet: the file has no such parameter`,
		}},
		{send(`{"chat_id":1}`), []string{`POST /bot{token}/sendMessage: text: missing`}},
		{send(`["chat_id"]`), []string{`POST /bot{token}/sendMessage: body: want object, got array`, `POST /bot{token}/sendMessage: chat_id: missing`, `POST /bot{token}/sendMessage: text: missing`}},
		{send(`{"chat_id":1,"text":"` + strings.Repeat("é", 20) + `"}`), nil},
		{send(`{"chat_id":1,"text":"` + strings.Repeat("é", 21) + `"}`), []string{`POST /bot{token}/sendMessage: body.text: 21 long, want at most 20`}},
		{send(`{"chat_id":1,"parse_mode":"HTML","text":"<b>` + strings.Repeat("&lt;", 20) + `</b>"}`), nil},
		{send(`{"chat_id":1,"parse_mode":"HTML","text":"<b></b>"}`), []string{`POST /bot{token}/sendMessage: body.text: 0 long, want at least 1`}},
		{send(`{"chat_id":1,"parse_mode":"MarkdownV2","text":"` + strings.Repeat(`\\.`, 20) + `"}`), nil},
		{send(`{"chat_id":1,"text":"a","entities":[{"type":"loud","offset":"0"}]}`), []string{
			`POST /bot{token}/sendMessage: body.entities[0].offset: want integer, got string`,
			`POST /bot{token}/sendMessage: body.entities[0].type: "loud" is none of bold, code`,
		}},
		{send(`{"chat_id":1,"text":"a","reply_markup":{"remove_keyboard":1}}`), []string{`POST /bot{token}/sendMessage: body.reply_markup.remove_keyboard: want boolean, got integer`}},
		{asked("POST", bot+"getUpdates", asForm, "limit=101"), []string{`POST /bot{token}/getUpdates: body.limit: 101 is more than 100`}},
		{parts(t, "POST", bot+"sendPhoto", part{name: "chat_id", text: "1"}, file("photo")), nil},
		{asked("POST", bot+"sendPhoto", asJSON, `{"chat_id":1,"photo":"https://a.example/x.png","payload":"éé"}`), nil},
		{asked("POST", bot+"sendPhoto", asJSON, `{"chat_id":1,"photo":"id","payload":"ééé"}`), []string{`POST /bot{token}/sendPhoto: body.payload: 6 long, want at most 4`}},
		{parts(t, "POST", bot+"sendPhoto", file("chat_id"), file("photo"), file("stray")), []string{
			`POST /bot{token}/sendPhoto: body.chat_id: want text, got a file`, `POST /bot{token}/sendPhoto: body.stray: the file has no such parameter`,
		}},
		{album(`[{"type":"photo","media":"attach://a","caption":"<b>Le four</b>","parse_mode":"HTML"},{"type":"video","media":"attach://b","width":3}]`, file("a"), file("b")), []string{
			`POST /bot{token}/sendMediaGroup: body.media[0].caption: 7 long, want at most 5`,
		}},
		{album(`[{"type":"photo","media":"attach://a"}]`, file("b")), []string{
			`POST /bot{token}/sendMediaGroup: body.b: the file has no such parameter`, `POST /bot{token}/sendMediaGroup: body.media: 1 items, want at least 2`,
		}},
		{album(`[{"type":"photo","media":"a","size":1},{"type":"photo","media":"b"}]`), []string{
			`POST /bot{token}/sendMediaGroup: body.media[0].size: the file has no such field`,
		}},
		{album(`photo`), []string{`POST /bot{token}/sendMediaGroup: body.media: want array, got string`}},
	})
}

func TestTelegramAnswers(t *testing.T) {
	const at = "/bot123:abc/sendMessage"
	said := func(status int, body string) spec.Exchange { return answered("POST", at, status, asJSON, body) }
	const chat = `"chat":{"id":-100,"type":"channel"}`
	judge(t, compiled(t, read.Telegram, "telegram.json", read.All), []worked{
		{said(200, `{"ok":true,"result":{"message_id":1,`+chat+`,"sizes":[[1,2]]}}`), nil},
		{said(200, `{"ok":true,"result":{"message_id":"1",`+chat+`,"views":3}}`), []string{
			`POST /bot{token}/sendMessage: answer 200: body.result.message_id: want integer, got string`,
			`POST /bot{token}/sendMessage: answer 200: body.result.views: the file has no such field`,
		}},
		{said(200, `{"ok":true,"result":{"message_id":1,"chat":{"id":1,"type":"site"}}}`), []string{
			`POST /bot{token}/sendMessage: answer 200: body.result.chat.type: "site" is none of private, group, channel`,
		}},
		{said(200, `{"ok":false,"error_code":400,"description":"no"}`), []string{
			`POST /bot{token}/sendMessage: answer 200: body.result: missing`,
			`POST /bot{token}/sendMessage: answer 200: body.ok: "false" is none of true`,
			`POST /bot{token}/sendMessage: answer 200: body.error_code: the file has no such field`,
		}},
		{said(429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 14","parameters":{"retry_after":14}}`), nil},
		{said(429, `{"ok":false,"error_code":"429","parameters":{"wait":1}}`), []string{
			`POST /bot{token}/sendMessage: answer 429: body.description: missing`,
			`POST /bot{token}/sendMessage: answer 429: body.error_code: want integer, got string`,
			`POST /bot{token}/sendMessage: answer 429: body.parameters.wait: the file has no such field`,
		}},
	})
}

func TestPostman(t *testing.T) {
	table := compiled(t, read.Postman, "postman.json", read.All)
	if s := table.Source; s.Version != "0000-test" || s.Whole != 6 || len(table.Operations) != 6 {
		t.Errorf("source %+v, %d operations", s, len(table.Operations))
	}
	judge(t, table, []worked{
		{asked("POST", "/me/threads?media_type=TEXT&text=a&access_token=t", "", ""), nil},
		{asked("POST", "/1784/threads", asForm, `media_type=CAROUSEL&children=1,2&auto_publish_text=false&poll={"option_a":"x"}`), nil},
		{asked("POST", "/me/threads?media_type=SOUND", asForm, "children=1&auto_publish_text=yes&poll=x&alt=x"), []string{
			`POST /{id}/threads: query.media_type: "SOUND" is none of TEXT, IMAGE, CAROUSEL`,
			`POST /{id}/threads: body.alt: the file has no such parameter`,
			`POST /{id}/threads: body.auto_publish_text: want boolean, got string`,
			`POST /{id}/threads: body.children: 1 items, want at least 2`,
			`POST /{id}/threads: body.poll: "x" is no json`,
		}},
		{asked("POST", "/oauth/token?grant_type=code&code=a", "", ""), nil},
		{asked("POST", "/oauth/token?grant_type=wish&access_token=t", "", ""), []string{
			`POST /oauth/token: query.access_token: the file has no such parameter`, `POST /oauth/token: query.grant_type: "wish" is none of code`,
		}},
		{asked("POST", "/oauth/token", "", ""), []string{`POST /oauth/token: grant_type: missing`}},
		{asked("GET", "/me/threads?fields=id,poll{option_a,option_c},owner.limit(3)&limit=10&after=x", "", ""), nil},
		{asked("GET", "/me/threads?fields=id,likes&limit=ten", "", ""), []string{
			`GET /{id}/threads: query.fields: "likes" is none of id, text, poll, owner`, `GET /{id}/threads: query.limit: want integer, got string`,
		}},
		{asked("GET", "/99/replies?reverse=true&after=x&limit=3", "", ""), nil},
		{asked("GET", "/oembed?kind=RECENT", "", ""), nil},
		{asked("GET", "/oembed?kind=OLD", "", ""), []string{`GET /oembed: query.kind: "OLD" is none of TOP, RECENT`}},
		{answered("GET", "/me/threads", 200, asJSON, `{"data":[{"id":1,"text":"a","owner":{"id":"1"}}],"paging":{"cursors":{"after":"x"}}}`), nil},
		{answered("GET", "/me/threads", 200, asJSON, `{"data":[{"likes":1}],"pages":{}}`), []string{
			`GET /{id}/threads: answer 200: body.data[0].likes: the file has no such field`, `GET /{id}/threads: answer 200: body.pages: the file has no such field`,
		}},
		{answered("GET", "/99/replies", 200, asJSON, `{"data":[{"id":"1","text":"a"},{"made":""}]}`), []string{`GET /{id}/replies: answer 200: body.data[1].made: the file has no such field`}},
		{answered("GET", "/99", 200, asJSON, `{"id":"1","username":"a","poll":{}}`), nil},
		{answered("GET", "/oembed", 200, asJSON, `{"any":"thing"}`), nil},
		{answered("GET", "/oembed", 200, asJSON, `[]`), []string{`GET /oembed: answer 200: body: want object, got array`}},
		{answered("GET", "/99", 400, asJSON, `{"error":{"code":100}}`), nil},
	})
}
