package spec_test

import (
	"testing"

	"parvis/platforms/conformance/spec"
	"parvis/platforms/conformance/spec/read"
)

func open(t *testing.T) *spec.Table {
	return compiled(t, read.OpenAPI, "openapi.json", read.Under("/posts", "/files", "/token"))
}

func TestOpenAPIIsPruned(t *testing.T) {
	table := open(t)
	if len(table.Operations) != 6 || table.Source.Whole != 7 || table.Schemas["Unused"] != nil || table.Schemas["Base"] == nil {
		t.Errorf("%d operations of %d, schemas %v", len(table.Operations), table.Source.Whole, table.Schemas)
	}
	if s := table.Source; s.Version != "1.2" || s.Licence != "Made for this test" || len(s.Bases) != 1 || s.Bases[0] != "/v1" {
		t.Errorf("source %+v", s)
	}
}

func TestOpenAPIParameters(t *testing.T) {
	lang := asked("GET", "/v1/posts?limit=5", "", "")
	lang.Header.Set("X-Lang", "de")
	judge(t, open(t), []worked{
		{asked("GET", "/v1/posts?limit=5&post.fields=id,likes&since=2026-11-21T18:00:00Z&tag=le&tag=pain", "", ""), nil},
		{asked("GET", "/v1/posts/mine", "", ""), nil},
		{asked("DELETE", "/v1/posts/12", "", ""), nil},
		{asked("DELETE", "/v1/posts/twelve", "", ""), []string{`DELETE /v1/posts/{id}: path.id: "twelve" does not match ^[0-9]+$`}},
		{asked("GET", "/v1/posts", "", ""), []string{`GET /v1/posts: query.limit: missing`}},
		{asked("GET", "/v1/posts?limit=4", "", ""), []string{`GET /v1/posts: query.limit: 4 is less than 5`}},
		{asked("GET", "/v1/posts?limit=101", "", ""), []string{`GET /v1/posts: query.limit: 101 is more than 100`}},
		{asked("GET", "/v1/posts?limit=ten", "", ""), []string{`GET /v1/posts: query.limit: want integer, got string`}},
		{asked("GET", "/v1/posts?limit=5&limit=6", "", ""), []string{`GET /v1/posts: query.limit: given 2 times`}},
		{asked("GET", "/v1/posts?limit=5&cursor=a", "", ""), []string{`GET /v1/posts: query.cursor: the file has no such parameter`}},
		{asked("GET", "/v1/posts?limit=5&post.fields=id,id", "", ""), []string{`GET /v1/posts: query.post.fields: "id" stands there twice`}},
		{asked("GET", "/v1/posts?limit=5&post.fields=id&post.fields=text", "", ""), []string{`GET /v1/posts: query.post.fields: given 2 times, want one list with commas`}},
		{asked("GET", "/v1/posts?limit=5&post.fields=author", "", ""), []string{`GET /v1/posts: query.post.fields: "author" is none of id, text, likes`}},
		{asked("GET", "/v1/posts?limit=5&since=yesterday", "", ""), []string{`GET /v1/posts: query.since: "yesterday" is no date-time`}},
		{asked("GET", "/v1/posts?limit=5&tag=a&tag=bb&tag=cc", "", ""), []string{
			`GET /v1/posts: query.tag: 3 items, want at most 2`, `GET /v1/posts: query.tag: 1 long, want at least 2`,
		}},
		{asked("GET", "/v1/posts?limit=5&tag=%zz", "", ""), []string{`GET /v1/posts: query: invalid URL escape "%zz"`}},
		{lang, []string{`GET /v1/posts: header.X-Lang: "de" is none of fr, en`}},
		{asked("PUT", "/v1/posts", "", ""), []string{`PUT /v1/posts: another method, the file has GET, POST`}},
		{asked("GET", "/posts?limit=5", "", ""), []string{`GET /posts: the file has no such path`}},
		{asked("GET", "/v1/unused", "", ""), []string{`GET /v1/unused: the file has no such path`}},
	})
}

func TestOpenAPIBodies(t *testing.T) {
	post := func(body string) spec.Exchange { return asked("POST", "/v1/posts", asJSON, body) }
	judge(t, open(t), []worked{
		{post(`{"text":"Brioche 🥐","audience":"all","link":null,"labels":{"any":"thing"},"poll":["a","b"],"reply":{"to":"1"}}`), nil},
		{post(`{"text":"a","media":{"kind":"picture","data":"x"}}`), nil},
		{post(``), []string{`POST /v1/posts: body: missing`}},
		{asked("POST", "/v1/posts", asForm, "text=a"), []string{`POST /v1/posts: body: content type "application/x-www-form-urlencoded", want application/json`}},
		{post(`{"text":`), []string{`POST /v1/posts: body: no JSON: unexpected EOF`}},
		{post(`{} {}`), []string{`POST /v1/posts: body: no JSON: more than one value`}},
		{post(`[]`), []string{`POST /v1/posts: body: want object, got array`}},
		{post(`{}`), []string{`POST /v1/posts: body.text: missing`}},
		{post(`{"text":""}`), []string{`POST /v1/posts: body.text: 0 long, want at least 1`}},
		{post(`{"text":"éééééééééé!"}`), []string{`POST /v1/posts: body.text: 11 long, want at most 10`}},
		{post(`{"text":null}`), []string{`POST /v1/posts: body.text: want string, got null`}},
		{post(`{"text":"a","txet":"b"}`), []string{`POST /v1/posts: body.txet: the file has no such field`}},
		{post(`{"text":"a","reply":{"to":12}}`), []string{`POST /v1/posts: body.reply.to: want string, got integer`}},
		{post(`{"text":"a","reply":{}}`), []string{`POST /v1/posts: body.reply.to: missing`}},
		{post(`{"text":"a","labels":{"n":1}}`), []string{`POST /v1/posts: body.labels.n: want string, got integer`}},
		{post(`{"text":"a","poll":["a"]}`), []string{`POST /v1/posts: body.poll: 1 items, want at least 2`}},
		{post(`{"text":"a","poll":["a",2]}`), []string{`POST /v1/posts: body.poll[1]: want string, got integer`}},
		{post(`{"text":"a","audience":"some"}`), []string{`POST /v1/posts: body.audience: "some" is none of all, friends`}},
		{post(`{"text":"a","media":{"kind":"film","data":"x"}}`), []string{
			`POST /v1/posts: body.media.id: missing`, `POST /v1/posts: body.media.data: the file has no such field`,
		}},
		{post(`{"text":"a","media":{"kind":"sound","id":"x"}}`), []string{`POST /v1/posts: body.media.kind: "sound" is none of film`}},
		{asked("DELETE", "/v1/posts/1", asJSON, `{}`), []string{`DELETE /v1/posts/{id}: body: the file has none, got 2 bytes`}},
	})
}

func TestOpenAPIForms(t *testing.T) {
	token := func(body string) spec.Exchange { return asked("POST", "/v1/token", asForm, body) }
	judge(t, open(t), []worked{
		{token("grant_type=code&code=abc"), nil},
		{token("grant_type=refresh&refresh_token=abc"), nil},
		{token("grant_type=code"), []string{`POST /v1/token: body.code: missing`}},
		{token("grant_type=refresh&code=abc"), []string{
			`POST /v1/token: body.code: the file has no such field`, `POST /v1/token: body.refresh_token: missing`,
		}},
		{token("grant_type=wish"), []string{`POST /v1/token: body.grant_type: "wish" is none of code, refresh`}},
		{token("grant_type=code&code=a;b"), []string{`POST /v1/token: body: invalid semicolon separator in query`}},
		{parts(t, "POST", "/v1/files", part{name: "file", file: "a.png", of: "image/png", text: "\x89PNG"}, part{name: "part", text: "3"}), nil},
		{parts(t, "POST", "/v1/files", part{name: "file", text: "!"}, part{name: "part", text: "10"}), []string{
			`POST /v1/files: body.file: want a file, got text`, `POST /v1/files: body.part: 10 is more than 9`,
		}},
		{parts(t, "POST", "/v1/files", part{name: "part", file: "a", text: "3"}, part{name: "name", text: "x"}), []string{
			`POST /v1/files: body.name: the file has no such field`, `POST /v1/files: body.part: want text, got a file`,
			`POST /v1/files: body.file: missing`,
		}},
	})
}

func TestOpenAPIAnswers(t *testing.T) {
	made := func(status int, of, body string) spec.Exchange {
		return answered("POST", "/v1/posts", status, of, body)
	}
	const problem = "application/problem+json"
	judge(t, open(t), []worked{
		{made(201, asJSON, `{"id":"1","likes":3,"score":"x","made":"2026-11-21T18:00:00.000Z","parent":{"id":"0"},"more":true}`), nil},
		{made(201, asJSON, `{"id":"1","score":null}`), nil},
		{made(201, asJSON, `{"likes":3}`), []string{`POST /v1/posts: answer 201: body.id: missing`}},
		{made(201, asJSON, `{"id":1,"likes":"3"}`), []string{
			`POST /v1/posts: answer 201: body.id: want string, got integer`, `POST /v1/posts: answer 201: body.likes: want integer, got string`,
		}},
		{made(201, asJSON, `{"id":"1","likes":4294967296}`), []string{`POST /v1/posts: answer 201: body.likes: 4294967296 does not fit int32`}},
		{made(201, asJSON, `{"id":"1","score":true}`), []string{`POST /v1/posts: answer 201: body.score: want integer or string, got boolean`}},
		{made(201, asJSON, `{"id":"1","parent":{"id":"0","parent":{}}}`), []string{`POST /v1/posts: answer 201: body.parent.parent.id: missing`}},
		{made(201, "text/html", `<p>`), []string{`POST /v1/posts: answer 201: body: content type "text/html", want application/json`}},
		{made(201, asJSON, ``), []string{`POST /v1/posts: answer 201: body: no JSON: EOF`}},
		{made(403, problem, `{"type":"https://api.example/full","title":"Full"}`), nil},
		{made(403, problem, `{"type":"about:blank","title":"Forbidden","status":403,"detail":"No"}`), nil},
		{made(403, problem, `{"type":"about:blank","title":"Forbidden"}`), []string{`POST /v1/posts: answer 403: body.status: missing`}},
		{made(403, problem, `{"type":"https://api.example/empty","title":"Empty"}`), []string{
			`POST /v1/posts: answer 403: body.type: "https://api.example/empty" is none of https://api.example/full`,
		}},
		{answered("GET", "/v1/posts", 200, asJSON, `{"items":[],"next":null,"prev":"a"}`), []string{`GET /v1/posts: answer 200: body.prev: the file has no such field`}},
		{answered("GET", "/v1/posts", 404, asJSON, `{}`), []string{`GET /v1/posts: answer 404: status: the file has only 200`}},
		{answered("DELETE", "/v1/posts/1", 204, "", ``), nil},
		{answered("DELETE", "/v1/posts/1", 204, asJSON, `{}`), []string{`DELETE /v1/posts/{id}: answer 204: body: want none, got 2 bytes`}},
	})
}

func TestFilesOfAnotherFormat(t *testing.T) {
	for name, format := range map[string]func([]byte, read.Keep) (*spec.Table, error){
		"OpenAPI": read.OpenAPI, "discovery": read.Discovery, "Postman": read.Postman, "Telegram": read.Telegram,
	} {
		for _, text := range []string{``, `{}`, `[]`, `null`, `{"openapi":"3.1.0"}`} {
			if table, err := format([]byte(text), read.All); err == nil {
				t.Errorf("%s took %q for its own: %+v", name, text, table)
			}
		}
	}
}
