package conformance

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"parvis/platforms/rehearsal"
)

// bystander is a test that keeps what is said to it.
type bystander struct {
	testing.TB
	said []string
	end  func()
}

func (b *bystander) Helper()                   {}
func (b *bystander) Cleanup(f func())          { b.end = f }
func (b *bystander) Error(args ...any)         { b.said = append(b.said, "failed: "+fmt.Sprint(args...)) }
func (b *bystander) Logf(f string, a ...any)   { b.said = append(b.said, fmt.Sprintf(f, a...)) }
func (b *bystander) Errorf(f string, a ...any) { b.Error(fmt.Sprintf(f, a...)) }

func TestJudged(t *testing.T) {
	const file = "threads-api.postman_collection-2026-01-02.json"
	for name, c := range map[string]struct {
		asked []string
		want  []string
	}{
		"good":    {[]string{"/me?fields=id", "/v1.0/me?fields=username", "/oauth/authorize"}, []string{"2 requests checked against " + file}},
		"nothing": {[]string{"/oauth/authorize"}, []string{"0 requests checked against " + file, "failed: nothing was checked against " + file}},
		"wrong": {[]string{"/me?fields=id,age", "/me?fields=age", "/me/friends/all"}, []string{
			`failed: GET /{id}: query.fields: "age" is none of `, "failed: GET /me/friends/all: no file has such a path", "2 requests checked against " + file,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &bystander{TB: t}
			watch := Judged(b, []string{"threads"}, func(_, path string) bool { return path == "/oauth/authorize" })
			for _, address := range c.asked {
				at, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				watch(rehearsal.Exchange{Method: "GET", URL: at})
			}
			b.end()
			if len(b.said) != len(c.want) {
				t.Fatalf("said %q, want %q", b.said, c.want)
			}
			for i, want := range c.want {
				if !strings.HasPrefix(b.said[i], want) {
					t.Errorf("said %q, want %q", b.said[i], want)
				}
			}
		})
	}
}
