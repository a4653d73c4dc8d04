package outbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/outbox"
	"parvis/data/store"
	"parvis/platforms/bluesky"
	"parvis/platforms/facebook"
	"parvis/platforms/googlebusiness"
	"parvis/platforms/httpx"
	"parvis/platforms/instagram"
	"parvis/platforms/linkedin"
	"parvis/platforms/mastodon"
	"parvis/platforms/oauth"
	"parvis/platforms/pinterest"
	"parvis/platforms/rehearsal"
	"parvis/platforms/telegram"
	"parvis/platforms/threads"
	"parvis/platforms/tiktok"
	"parvis/platforms/wordpress"
	"parvis/platforms/x"
	"parvis/platforms/youtube"
)

// faultNetwork is how the harness connects to one network.
type faultNetwork struct {
	name    data.NetworkName
	make    func(data.Clock) data.Network
	answers func(url string, a rehearsal.Account) map[string]string
	// browser stands for the person at a sign-in page; nil where there is none.
	browser func(*rehearsal.Server, rehearsal.Account) data.OpenLink
	// way is how the accounts are connected; "" is the network's usual way.
	way string
	// console is answers where a person brings what the network's console gave.
	console func(*rehearsal.Server, rehearsal.Account) map[string]string
	// text is the part's text as it was written, from what the network shows.
	text func(rehearsal.Published) string
	// unknown is how many posts may end as a question to a person, where nothing
	// can be read back; 0 is as few as anywhere.
	unknown int
	// perKill is set where no answer that is missing can ever be made good: one
	// question for each that was lost, and so many for each kill, which finds more
	// requests on their way the busier the computer is.
	perKill int
	// scale is how fast its world runs, and haste that of the naive retry, where
	// the network knows a repetition for some minutes and doubles it after: time
	// enough to settle what is lost, and little to wait for the doubles. 0: as
	// the others.
	scale, haste float64
}

func faultNetworks() []faultNetwork {
	return []faultNetwork{{
		name: bluesky.Name,
		make: func(c data.Clock) data.Network { return bluesky.New(client(c)) },
		answers: func(url string, a rehearsal.Account) map[string]string {
			return map[string]string{"server": url, "identifier": a.Handle, "password": a.Password}
		},
		browser: func(*rehearsal.Server, rehearsal.Account) data.OpenLink { return nil },
		text:    func(p rehearsal.Published) string { return p.Text },
	}, mastodonAs("mastodon"), mastodonAs("mastodon-like"), wordpressSite(), instagramAccount(), threadsAccount(), facebookPage(), ownX(), pinterestBoard(), telegramChannel(), tiktokInbox(), linkedInMember(), youtubeChannel(), googlePlace()}
}

// mastodonAs is Mastodon, or a server that is like it and ignores idempotency
// keys.
func mastodonAs(name data.NetworkName) faultNetwork {
	return faultNetwork{
		name: name,
		make: func(c data.Clock) data.Network {
			return mastodon.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(url string, _ rehearsal.Account) map[string]string { return map[string]string{"server": url} },
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// wordpressSite is one site with many authors.
func wordpressSite() faultNetwork {
	return faultNetwork{
		name: wordpress.Name,
		make: func(c data.Clock) data.Network { return wordpress.New(client(c)) },
		answers: func(url string, a rehearsal.Account) map[string]string {
			return map[string]string{"site": url, "login": a.Handle, "password": a.Password}
		},
		browser: func(*rehearsal.Server, rehearsal.Account) data.OpenLink { return nil },
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// instagramAccount is accounts with a token of the application's dashboard. The
// network fetches their pictures from the worker.
func instagramAccount() faultNetwork {
	return faultNetwork{
		name:    instagram.Name,
		make:    func(c data.Clock) data.Network { return instagram.New(client(c)) },
		console: pastedToken,
		browser: func(*rehearsal.Server, rehearsal.Account) data.OpenLink { return nil },
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// threadsAccount is accounts with a token of the application's generator.
func threadsAccount() faultNetwork {
	return faultNetwork{
		name:    threads.Name,
		make:    func(c data.Clock) data.Network { return threads.New(client(c)) },
		console: pastedToken,
		browser: func(*rehearsal.Server, rehearsal.Account) data.OpenLink { return nil },
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

func pastedToken(s *rehearsal.Server, a rehearsal.Account) map[string]string {
	return map[string]string{"token": s.Token(a.Handle)}
}

// facebookPage is Pages of people who use one application.
func facebookPage() faultNetwork {
	return faultNetwork{
		name: facebook.Name, way: "page",
		make: func(c data.Clock) data.Network {
			return facebook.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// ownX is X with an application of the owner's.
func ownX() faultNetwork {
	return faultNetwork{
		name: x.Name,
		make: func(c data.Clock) data.Network {
			return x.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string { return map[string]string{"app_id": rehearsal.AppID} },
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// telegramChannel is channels with a bot each. A bot cannot read back what it
// posted: every answer that is lost, about one in three here, is a question.
func telegramChannel() faultNetwork {
	return faultNetwork{
		name: telegram.Name,
		make: func(c data.Clock) data.Network { return telegram.New(client(c)) },
		console: func(s *rehearsal.Server, a rehearsal.Account) map[string]string {
			return map[string]string{"token": s.Token(a.Handle), "channel": "@" + a.Handle}
		},
		browser: func(*rehearsal.Server, rehearsal.Account) data.OpenLink { return nil },
		text:    func(p rehearsal.Published) string { return p.Text },
		perKill: 4,
	}
}

// pinterestBoard is accounts of one application.
func pinterestBoard() faultNetwork {
	return faultNetwork{
		name: pinterest.Name,
		make: func(c data.Clock) data.Network {
			return pinterest.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// tiktokInbox is accounts whose people publish each draft within a minute. A
// draft goes without its text: the video tells which one it is.
func tiktokInbox() faultNetwork {
	texts := map[string]string{}
	for i := range faultPosts {
		text := firstPart(i)
		texts[string(hashOf(reel(text)))] = text
	}
	return faultNetwork{
		name: tiktok.Name,
		make: func(c data.Clock) data.Network {
			return tiktok.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return texts[p.File] },
	}
}

// linkedInMember is members with an application of their own, whose posts cannot
// be read back: a request whose answer was lost is sent again, and the network
// refuses it as a duplicate for ten minutes.
func linkedInMember() faultNetwork {
	return faultNetwork{
		name: linkedin.Name, scale: faultScale / 3, haste: 100 * faultScale,
		// Every answer to the six times that it is sent again may be lost too, and
		// on a busy computer its ten minutes may be over before.
		unknown: 15,
		make: func(c data.Clock) data.Network {
			return linkedin.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// youtubeChannel is channels of one project; every post is a video.
func youtubeChannel() faultNetwork {
	return faultNetwork{
		name: youtube.Name,
		make: func(c data.Clock) data.Network {
			return youtube.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

// googlePlace is places of people with one project.
func googlePlace() faultNetwork {
	return faultNetwork{
		name: googlebusiness.Name,
		make: func(c data.Clock) data.Network {
			return googlebusiness.New(client(c), func() oauth.Page { return oauth.Page{Title: "Parvis"} })
		},
		answers: func(string, rehearsal.Account) map[string]string {
			return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
		},
		browser: rehearsal.Consent,
		text:    func(p rehearsal.Published) string { return p.Text },
	}
}

func client(c data.Clock) *httpx.Client {
	return httpx.New(httpx.Params{Clock: c, Loopback: true, PerSecond: 10_000, AtOnce: 64, Timeout: 2 * time.Second})
}

// orders are what a worker is told on its standard input.
type orders struct {
	Dir     string
	Network data.NetworkName
	Clock   scaled
	Naive   bool
}

func (o orders) network() data.Network {
	for _, n := range faultNetworks() {
		if n.name == o.Network {
			return n.make(o.Clock)
		}
	}
	panic("no network " + o.Network)
}

// outbox is the real one. Only the rules that keep posts back are loosened:
// here everything is due at once.
func (o orders) outbox(st *store.Store) (*outbox.Outbox, func()) {
	journal, err := outbox.OpenJournal(filepath.Join(o.Dir, "publish.jsonl"))
	if err != nil {
		panic(err)
	}
	network, shown := o.network(), shelf(st)
	rules := outbox.DefaultRules()
	rules.Pace, rules.Grace, rules.Burst, rules.Tick = 0, 1000*time.Hour, 1<<30, 5*time.Second
	box := outbox.New(outbox.Params{
		Ledger: st, Posts: st, Journal: journal, Clock: o.Clock, Log: slog.New(slog.DiscardHandler), Rules: func() outbox.Rules { return rules },
		Session: func(a data.Account) data.Session { return network.Open(a, fileKeys(o.Dir, a.ID)) },
		Media:   files(st),
		Host: func(_ context.Context, _ data.Account, m data.OutgoingMedia) (string, error) {
			return shown.URL + "/" + string(m.Hash), nil
		},
	})
	return box, func() {
		shown.Close()
		_ = journal.Close()
	}
}

// work publishes everything and returns when nothing is left to do.
func work(in io.Reader) error {
	var o orders
	if err := json.NewDecoder(in).Decode(&o); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	st, err := store.Open(ctx, store.Params{Dir: o.Dir, Clock: o.Clock})
	if err != nil {
		return err
	}
	if o.Naive {
		return o.naive(ctx, st)
	}
	box, closeBox := o.outbox(st)
	defer closeBox()
	go func() {
		for ctx.Err() == nil {
			left, err := st.Runnable(ctx, o.Clock.Now().Add(1000*time.Hour),
				data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Handed)
			if err == nil && len(left) == 0 {
				stop()
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	if err := box.Run(ctx); ctx.Err() == nil {
		return err
	}
	return st.Close()
}

// naive publishes as many tools do: it tries again on any error, under a key
// made for the try, and notes what is done when the answer has come.
func (o orders) naive(ctx context.Context, st *store.Store) error {
	path := filepath.Join(o.Dir, "done")
	raw, _ := os.ReadFile(path)
	done := string(raw)
	network, shown := o.network(), shelf(st)
	defer shown.Close()
	due, err := st.Runnable(ctx, o.Clock.Now().Add(1000*time.Hour), data.Scheduled)
	if err != nil {
		return err
	}
	for _, d := range due {
		mark := fmt.Sprintf("<%d>", d.ID)
		if strings.Contains(done, mark) {
			continue
		}
		p, err := st.Post(ctx, d.Post)
		if err != nil {
			return err
		}
		a, err := st.Account(ctx, d.Account)
		if err != nil {
			return err
		}
		publisher := network.Open(a, fileKeys(o.Dir, a.ID)).(data.Publisher)
		media, err := attached(st, shown.URL, p)
		if err != nil {
			return err
		}
		o.insist(ctx, publisher, p, media)
		done += mark
		if err := os.WriteFile(path, []byte(done), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (o orders) insist(ctx context.Context, publisher data.Publisher, p data.Post, media []data.OutgoingMedia) {
	for {
		now := o.Clock.Now()
		out := data.Outgoing{
			Title: p.Title, Text: p.Parts[0], Lang: p.Lang, Media: media, Options: p.Variants[0].Options,
			Key: publisher.NewKey(now), Stamp: now,
		}
		payload, err := publisher.Prepare(ctx, out)
		if err == nil {
			_, err = publisher.Commit(ctx, out.Key, payload)
		}
		if err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}
