// Package conformance is the one suite that every network passes, against its
// rehearsal server. An adapter's own test is a call of [Run] with a [Subject].
package conformance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// Subject is the network under test.
type Subject struct {
	Name data.NetworkName
	// Server is the rehearsal that it speaks with, where its name is another.
	Server data.NetworkName
	New    func(*httpx.Client) data.Network
	// Account is who signs in.
	Account rehearsal.Account
	// Answers is what a person types to connect to the server at url.
	Answers func(url string, a rehearsal.Account) map[string]string
	// Console is Answers where a person types what the network's own console
	// gave them: rehearsal.Server.Token.
	Console func(*rehearsal.Server, rehearsal.Account) map[string]string
	// Page is what a person does on the page that Connect opens:
	// rehearsal.Consent; nil for networks without one.
	Page func(*rehearsal.Server, rehearsal.Account) data.OpenLink
	// Way is how they connect; "" is the network's usual way.
	Way string
	// Pick tells which of several accounts is tested; nil takes the first.
	Pick func(data.Account) bool
	// NoPassword: the network's Answers hold no password, so that a wrong one
	// cannot be typed.
	NoPassword bool
	// Blind: own posts cannot be read back, so that looking tells nothing.
	Blind bool
	// Draft: what is published lies as a draft in the network's own application,
	// and without its text where the network takes none, until the person of
	// Account publishes it there (rehearsal.Account.Taps).
	Draft bool
	// LongLived: credentials do not expire and are not renewed.
	LongLived bool
	// Secrets finds the secret texts in what the keychain holds.
	Secrets func(kept string) []string
	// Specs names the tables of the network's official files that every exchange
	// is held against, and Outside tells what those leave out; see package spec.
	Specs   []string
	Outside func(method, path string) bool

	watch func(rehearsal.Exchange)
}

// Run tests everything that a network promises.
func Run(t *testing.T, s Subject) {
	if len(s.Specs) > 0 {
		s.watch = Judged(t, s.Specs, s.Outside)
	}
	t.Run("connect", s.connect)
	t.Run("wrong password", s.wrongPassword)
	t.Run("profile", s.profile)
	t.Run("text", s.text)
	t.Run("thread", s.thread)
	t.Run("image", s.image)
	t.Run("video", s.video)
	t.Run("find", s.find)
	t.Run("commit twice", s.commitTwice)
	t.Run("delete", s.delete)
	t.Run("own posts", s.ownPosts)
	t.Run("messages", s.messages)
	t.Run("moderate", s.moderate)
	t.Run("private reply", s.privately)
	t.Run("probe and describe", s.describe)
	t.Run("days", s.days)
	t.Run("hosted media", s.hosts)
	t.Run("limits", s.limits)
	t.Run("holding", s.holding)
	t.Run("draft", s.draft)
	t.Run("publishing faults", s.publishingFaults)
	t.Run("lost answers", s.lostAnswers)
	t.Run("expired", s.expired)
	t.Run("revoked", s.revoked)
	t.Run("keychain locked", s.locked)
	t.Run("captive portal", s.captive)
	t.Run("spoilt answers", s.spoilt)
}

// bench is one server, one connected account and what was logged.
type bench struct {
	t       *testing.T
	subject Subject
	clock   *Clock
	server  *rehearsal.Server
	network data.Network
	log     *logged
	keys    *Keys
	account data.Account
	session data.Session
	errors  []error
	shelf   *shelf
}

// logged is a buffer that several goroutines may write to.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// start starts a server with the account on it.
func (s Subject) start(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, subject: s, clock: &Clock{}, log: &logged{}, shelf: newShelf(t)}
	at := s.Name
	if s.Server != "" {
		at = s.Server
	}
	server, err := rehearsal.Start(at, rehearsal.Options{Clock: b.clock, Seed: 7, Watch: s.watch})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(s.Account)
	b.server = server
	client := httpx.New(httpx.Params{
		Clock: b.clock, Loopback: true, PerSecond: 10_000,
		Log: slog.New(slog.NewTextHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	t.Cleanup(client.Close)
	b.network = s.New(client)
	return b
}

// connected is start and a connected account. At the end of the test no secret
// may have shown in the log or in an error.
func (s Subject) connected(t *testing.T) *bench {
	t.Helper()
	b := s.start(t)
	c, err := b.connect(s.Account)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	b.use(c)
	t.Cleanup(b.checkSecrets)
	return b
}

func (b *bench) use(c data.Connection) {
	b.account, b.keys = c.Account, NewKeys(c.Secret)
	b.account.ID = 7
	b.session = b.network.Open(b.account, b.keys)
}

func (b *bench) connect(a rehearsal.Account) (data.Connection, error) {
	open := func(string) error { return errors.New("this network opens no page") }
	if b.subject.Page != nil {
		open = b.subject.Page(b.server, a)
	}
	var answers map[string]string
	if b.subject.Console != nil {
		answers = b.subject.Console(b.server, a)
	} else {
		answers = b.subject.Answers(b.server.URL(), a)
	}
	all, err := b.network.Connect(b.t.Context(), b.connecting(answers, open))
	b.note(err)
	if err != nil {
		return data.Connection{}, err
	}
	i := slices.IndexFunc(all, func(c data.Connection) bool { return b.subject.Pick == nil || b.subject.Pick(c.Account) })
	if i < 0 {
		b.t.Fatalf("none of %d accounts is the one wanted", len(all))
	}
	return all[i], nil
}

// connecting is what a person brings, by the network's usual way or the
// subject's.
func (b *bench) connecting(answers map[string]string, open data.OpenLink) data.Connecting {
	way := b.subject.Way
	if way == "" {
		way = b.network.Ways()[0].Key
	}
	return data.Connecting{Way: way, Answers: answers, Open: open, Server: b.server.URL()}
}

func (b *bench) note(err error) {
	if err != nil {
		b.errors = append(b.errors, err)
	}
}

func (b *bench) checkSecrets() {
	secrets := []string{b.subject.Account.Password}
	for _, kept := range b.keys.Seen() {
		secrets = append(secrets, b.subject.Secrets(kept)...)
	}
	seen := b.log.String()
	for _, err := range b.errors {
		seen += fmt.Sprintf("%v %+v %#v\n", err, err, err)
		var f *data.Failure
		if errors.As(err, &f) {
			seen += fmt.Sprintf("%+v %s\n", *f, f.Raw)
		}
	}
	for _, secret := range secrets {
		if len(secret) < 6 {
			b.t.Errorf("a secret of %d bytes is too short to be looked for", len(secret))
		} else if strings.Contains(seen, secret) {
			b.t.Errorf("a secret shows in the log or in an error")
		}
	}
}

// fails checks that err is a Failure of one of the kinds.
func (b *bench) fails(err error, kinds ...data.Kind) *data.Failure {
	b.t.Helper()
	b.note(err)
	var f *data.Failure
	if !errors.As(err, &f) {
		b.t.Fatalf("error %v (%T), want a Failure of %v", err, err, kinds)
	}
	for _, kind := range kinds {
		if f.Kind == kind {
			return f
		}
	}
	b.t.Fatalf("failure %v, want %v", f, kinds)
	return nil
}

func (b *bench) publisher() data.Publisher { return b.session.(data.Publisher) }

// outgoing is a part that the network takes, with a key of its own.
func (b *bench) outgoing(text string) data.Outgoing {
	stamp := b.clock.Now().Add(time.Duration(len(text)) * time.Millisecond)
	o := data.Outgoing{Text: text, Lang: "fr", Key: b.publisher().NewKey(stamp), Stamp: stamp, Options: map[string]string{}}
	if b.account.Can.Title {
		o.Title = "Titre : " + text
		if most := b.account.Can.TitleMax; most > 0 && len([]rune(o.Title)) > most {
			o.Title = "Titre"
		}
	}
	for _, option := range b.account.Can.Options {
		if option.Required {
			o.Options[option.Key] = option.Choices[0]
		}
	}
	switch rule := b.account.Can.Media; {
	case rule.Required && rule.Images > 0:
		o.Media = []data.OutgoingMedia{b.picture("un.png", "Une brioche dorée")}
	case rule.Required:
		o.Media = []data.OutgoingMedia{b.film()}
	}
	return o
}

func (b *bench) prepare(o data.Outgoing) []byte {
	b.t.Helper()
	payload, err := b.publisher().Prepare(b.t.Context(), o)
	b.note(err)
	if err != nil {
		b.t.Fatalf("prepare: %v", err)
	}
	return payload
}

func (b *bench) publish(o data.Outgoing) data.Receipt {
	b.t.Helper()
	r, err := b.publisher().Commit(b.t.Context(), o.Key, b.prepare(o))
	b.note(err)
	if err != nil {
		b.t.Fatalf("commit: %v", err)
	}
	if r.Zero() {
		b.t.Fatal("published without a receipt")
	}
	return r
}

func (b *bench) look(o data.Outgoing, payload []byte) data.Finding {
	b.t.Helper()
	if settle := b.account.Can.Proof.Settle; settle > 0 {
		b.clock.Wait(context.Background(), settle)
	}
	found, err := b.publisher().Find(b.t.Context(), o.Key, payload)
	b.note(err)
	if err != nil {
		b.t.Fatalf("find: %v", err)
	}
	return found
}

// published lists what the network saw.
func (b *bench) published() []rehearsal.Published { return b.server.Log().Published }
