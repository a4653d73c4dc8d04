//go:build real

package outbox_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/bluesky"
	"parvis/platforms/wordpress"
)

// place is an account on a real server.
type place struct {
	network    data.NetworkName
	server     string
	connection data.Connection
	// shows is how often the server shows exactly this text to the world.
	shows func(t *testing.T, text string) int
}

func setting(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set: run .ci/real", name)
	}
	return value
}

// asks sends a request of its own, without anything of ours.
func asks(t *testing.T, method, url string, body any, out any, login ...string) {
	t.Helper()
	var text []byte
	if body != nil {
		var err error
		text, err = json.Marshal(body)
		check(t, err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(text))
	check(t, err)
	req.Header.Set("Content-Type", "application/json")
	if len(login) == 2 {
		req.SetBasicAuth(login[0], login[1])
	}
	client := &http.Client{Timeout: 30 * time.Second}
	resp, err := client.Do(req)
	check(t, err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", url, resp.Status)
	}
	check(t, json.NewDecoder(resp.Body).Decode(out))
}

func connected(t *testing.T, network data.NetworkName, answers map[string]string) data.Connection {
	t.Helper()
	o := orders{Network: network, Clock: scaled{Epoch: time.Now().Round(0).UTC(), Scale: 1}}
	all, err := o.network().Connect(t.Context(), data.Connecting{Way: o.network().Ways()[0].Key, Answers: answers})
	check(t, err)
	return all[0]
}

func onBluesky(t *testing.T) place {
	p := place{network: bluesky.Name, server: setting(t, "PARVIS_PDS")}
	handle := "o" + word() + ".test"
	var made struct{ DID string }
	asks(t, http.MethodPost, p.server+"/xrpc/com.atproto.server.createAccount",
		map[string]string{"handle": handle, "email": handle + "@example.com", "password": "abcd-efgh-ijkl"}, &made)
	p.connection = connected(t, p.network, map[string]string{"server": p.server, "identifier": handle, "password": "abcd-efgh-ijkl"})
	p.shows = func(t *testing.T, text string) (n int) {
		var list struct {
			Records []struct{ Value struct{ Text string } }
		}
		asks(t, http.MethodGet, p.server+"/xrpc/com.atproto.repo.listRecords?limit=100&collection=app.bsky.feed.post&repo="+made.DID, nil, &list)
		for _, r := range list.Records {
			if r.Value.Text == text {
				n++
			}
		}
		return n
	}
	return p
}

// article is one as the site shows it to its administrator.
type article struct {
	Status  string
	Date    string `json:"date_gmt"`
	Content struct{ Rendered string }
}

func onWordPress(t *testing.T) place {
	p := place{network: wordpress.Name, server: setting(t, "PARVIS_WP")}
	p.connection = connected(t, p.network, map[string]string{
		"site": p.server, "login": setting(t, "PARVIS_WP_LOGIN"), "password": setting(t, "PARVIS_WP_PASSWORD"),
	})
	p.shows = func(t *testing.T, text string) (n int) {
		for _, a := range articles(t, text) {
			if a.Status == "publish" {
				n++
			}
		}
		return n
	}
	return p
}

// articles lists those that say a text, in whatever state, but for the trash.
func articles(t *testing.T, text string) (found []article) {
	t.Helper()
	var list []article
	asks(t, http.MethodGet, setting(t, "PARVIS_WP")+"/wp-json/wp/v2/posts?status=any&per_page=100&search="+url.QueryEscape(text), nil, &list,
		setting(t, "PARVIS_WP_LOGIN"), setting(t, "PARVIS_WP_PASSWORD"))
	for _, a := range list {
		if strings.Contains(a.Content.Rendered, "<p>"+text+"</p>") {
			found = append(found, a)
		}
	}
	return found
}

// word is one that nothing else says.
func word() string { return strings.ToLower(rand.Text()[:10]) }

// fate is what becomes of a request to publish at the door.
type fate int

const (
	pass       fate = iota
	cutAfter        // carried out, and the answer is lost
	cutBefore       // lost on the way there
	hangAfter       // carried out, and the answer never comes
	hangBefore      // never arrives, and neither does an answer
)

// door is what stands between the outbox and a real server.
type door struct {
	url     string
	hanging chan struct{} // a request hangs

	mu    sync.Mutex
	fates []fate
	seen  int
}

func newDoor(t *testing.T, server string) *door {
	t.Helper()
	to, err := url.Parse(server)
	check(t, err)
	d := &door{hanging: make(chan struct{}, 1)}
	onward := httputil.NewSingleHostReverseProxy(to)
	over := make(chan struct{})
	between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := d.fate(r)
		if f == pass {
			onward.ServeHTTP(w, r)
			return
		}
		if f == cutAfter || f == hangAfter {
			answer := httptest.NewRecorder()
			onward.ServeHTTP(answer, r.WithContext(context.WithoutCancel(r.Context())))
			if answer.Code >= 300 {
				t.Errorf("the server answered %d: %s", answer.Code, answer.Body)
			}
		}
		if f == hangAfter || f == hangBefore {
			d.hanging <- struct{}{}
			select {
			case <-r.Context().Done():
			case <-over:
			}
		}
		panic(http.ErrAbortHandler) // the connection is cut
	}))
	t.Cleanup(func() { close(over); between.Close() })
	d.url = between.URL
	return d
}

// next sets what becomes of the requests to publish that come next.
func (d *door) next(fates ...fate) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fates = fates
}

func (d *door) fate(r *http.Request) fate {
	publishes := strings.HasSuffix(r.URL.Path, ".putRecord") || strings.HasSuffix(r.URL.Path, "/wp/v2/posts")
	if r.Method != http.MethodPost || !publishes {
		return pass
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen++
	if len(d.fates) == 0 {
		return pass
	}
	f := d.fates[0]
	d.fates = d.fates[1:]
	return f
}

// publishes is how many requests to publish came to the door.
func (d *door) publishes() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seen
}
