package outbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/outbox"
	"parvis/data/store"
	"parvis/platforms/rehearsal"
)

// The fault harness of reliability R1 to R4, R17 and R22: a process of its own
// publishes through the real adapter to a simulated network that loses answers,
// and is killed again and again. What counts is what the network itself saw.

const (
	faultPosts    = 500
	faultAccounts = 20
	faultKills    = 50
	faultLost     = 150
	faultUnknown  = 5
	faultSeed     = 20261121
	// faultWorlds is how many networks are tormented side by side, whatever the
	// number of cores: most of it is waiting.
	faultWorlds = 4
	// faultScale is how much faster than real time the worlds of the harness
	// and of the network run.
	faultScale = 60
	// faultSpacing is between two posts, so that there is work to kill all along.
	faultSpacing = 3 * time.Second
)

func TestFaults(t *testing.T) {
	for _, n := range faultNetworks() {
		t.Run(string(n.name), func(t *testing.T) {
			t.Parallel() // most of it is waiting
			w := newWorld(t, n, faultPosts, false)
			w.torment(faultKills)
			r := w.judge()
			fmt.Println(r)
			lost, unknown, missing := faultLost, faultUnknown, n.unknown
			switch { // nothing is sent twice in these, so fewer answers can be lost
			case n.perKill > 0:
				lost, unknown, missing = faultLost/2, r.lostAnswers+n.perKill*r.kills, r.unknown
			case n.unknown > 0:
				lost, unknown = faultLost/2, n.unknown
			}
			if r.kills < faultKills || r.lostAnswers < lost || r.published < faultPosts-missing ||
				r.unknown > unknown || r.doubled != 0 || r.lost != 0 || r.wrong != 0 {
				t.Errorf("%s", r)
			}
		})
	}
}

// A retry that trusts errors doubles posts in this harness: it can see.
func TestFaultsSeeANaiveRetry(t *testing.T) {
	for _, n := range faultNetworks() {
		t.Run(string(n.name), func(t *testing.T) {
			w := newWorld(t, n, 100, true)
			w.torment(10)
			r := w.judge()
			fmt.Println("naive", r)
			if r.doubled == 0 {
				t.Error("the naive retry doubled nothing: the harness sees nothing")
			}
		})
	}
}

// TestMain makes this test binary the worker that is killed, when it is told so.
func TestMain(m *testing.M) {
	if os.Getenv("PARVIS_FAULTS_WORKER") != "" {
		if err := work(os.Stdin); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(faultWorlds)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// world is one network, one data folder and the posts that shall go out.
type world struct {
	t      *testing.T
	net    faultNetwork
	server *rehearsal.Server
	orders orders
	texts  []string
	kills  int
}

func newWorld(t *testing.T, n faultNetwork, posts int, naive bool) *world {
	t.Helper()
	clock := scaled{Epoch: time.Now().Round(0).UTC(), Scale: faultScale}
	switch {
	case naive && n.haste > 0:
		clock.Scale = n.haste
	case n.scale > 0:
		clock.Scale = n.scale
	}
	server, err := rehearsal.Start(n.name, rehearsal.Options{Clock: clock, Seed: faultSeed})
	check(t, err)
	t.Cleanup(func() { check(t, server.Close()) })
	w := &world{t: t, net: n, server: server}
	w.orders = orders{Dir: t.TempDir(), Network: n.name, Clock: clock, Naive: naive}
	w.write(posts)
	server.SetFaults(rehearsal.Faults{
		Latency: 10 * time.Millisecond, RateLimit: 0.01, RetryAfter: 5, FailBefore: 0.05,
		LostAnswer: 0.2, FailAfter: 0.15, LateAnswer: 0.05, Late: 50 * time.Millisecond,
	})
	return w
}

// write connects the accounts and schedules the posts, some of them threads.
func (w *world) write(posts int) {
	ctx := w.t.Context()
	st := w.open()
	defer func() { check(w.t, st.Close()) }()
	brand := data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	check(w.t, st.SaveBrand(ctx, &brand))
	var accounts []data.Account
	for i := range faultAccounts {
		accounts = append(accounts, w.connect(brand.ID, i, st))
	}
	box, closeBox := w.orders.outbox(st)
	defer closeBox()
	now := w.orders.Clock.Now()
	for i := range posts {
		due := now.Add(time.Duration(i) * faultSpacing)
		p := w.post(st, brand, accounts[i%len(accounts)], i, due)
		if i%10 == 0 && accounts[0].Can.Thread {
			p.Parts = append(p.Parts, fmt.Sprintf("Fournée %d, deuxième", i), fmt.Sprintf("Fournée %d, dernière", i))
		}
		w.schedule(st, box, p)
	}
}

// connect makes an account on the server and signs it in.
func (w *world) connect(brand data.BrandID, i int, st *store.Store) data.Account {
	ctx, network := w.t.Context(), w.net.make(w.orders.Clock)
	a := rehearsal.Account{Handle: fmt.Sprintf("atelier%d.example", i), Password: "abcd-efgh-ijkl-mnop", Name: "Atelier", Taps: time.Minute}
	w.server.AddAccount(a)
	way := w.net.way
	if way == "" {
		way = network.Ways()[0].Key
	}
	var answers map[string]string
	if w.net.console != nil {
		answers = w.net.console(w.server, a)
	} else {
		answers = w.net.answers(w.server.URL(), a)
	}
	all, err := network.Connect(ctx, data.Connecting{
		Way: way, Answers: answers, Open: w.net.browser(w.server, a), Server: w.server.URL(),
	})
	check(w.t, err)
	c := all[0]
	c.Account.Brand = brand
	check(w.t, st.SaveAccount(ctx, &c.Account))
	check(w.t, fileKeys(w.orders.Dir, c.Account.ID).keep(c.Secret))
	return c.Account
}

// post is a post that no other is like, dressed for its account.
func (w *world) post(st *store.Store, brand data.Brand, a data.Account, i int, due time.Time) data.Post {
	p := data.Post{
		Brand: brand.ID, Lang: "fr", Title: fmt.Sprintf("Fournée %d", i),
		Parts: []string{fmt.Sprintf("Fournée %d, première", i)}, Variants: []data.Variant{{Account: a.ID}},
		When: data.Schedule{Wall: due.Format(data.WallLayout), Zone: "UTC", Instant: due},
	}
	check(w.t, dress(w.t.Context(), st, &p, a.Can))
	return p
}

func (w *world) schedule(st *store.Store, box *outbox.Outbox, p data.Post) {
	check(w.t, st.SavePost(w.t.Context(), &p))
	check(w.t, box.Schedule(w.t.Context(), p.ID))
	w.texts = append(w.texts, p.Parts...)
}

func firstPart(i int) string { return fmt.Sprintf("Fournée %d, première", i) }

func (w *world) open() *store.Store {
	st, err := store.Open(w.t.Context(), store.Params{Dir: w.orders.Dir, Clock: w.orders.Clock})
	check(w.t, err)
	return st
}

// torment starts the worker over and over and kills it, until it was killed
// often enough; then it is left to come to an end by itself.
func (w *world) torment(kills int) {
	dice := rand.New(rand.NewPCG(faultSeed, 1))
	limit := time.Now().Add(8 * time.Minute)
	for {
		if time.Now().After(limit) {
			w.t.Fatalf("not done after %d kills", w.kills)
		}
		life := 8 * time.Minute
		if w.kills < kills+5 {
			life = time.Duration(60+dice.IntN(240)) * time.Millisecond
		}
		if w.live(life) {
			return
		}
	}
}

// live runs the worker and kills it after a while. It answers whether the
// worker had ended before, with nothing left to do.
func (w *world) live(life time.Duration) (ended bool) {
	input, err := json.Marshal(w.orders)
	check(w.t, err)
	worker := exec.Command(os.Args[0])
	worker.Env = append(os.Environ(), "PARVIS_FAULTS_WORKER=1")
	worker.Stdin = bytes.NewReader(input)
	var complaint bytes.Buffer
	worker.Stderr = &complaint
	check(w.t, worker.Start())
	done := make(chan error, 1)
	go func() { done <- worker.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			w.t.Fatalf("worker: %v\n%s", err, complaint.String())
		}
		return true
	case <-time.After(life):
	}
	if worker.Process.Kill() != nil { // it ended at this very moment
		return <-done == nil
	}
	<-done
	w.kills++
	return false
}

// record is the outcome, counted from the network's own log.
type record struct {
	network                                  data.NetworkName
	posts, kills, lostAnswers                int
	published, unknown, doubled, lost, wrong int
}

func (r record) String() string {
	return fmt.Sprintf("network=%s posts=%d kills=%d lost_answers=%d published=%d unknown=%d doubled=%d lost=%d false=%d seed=%d",
		r.network, r.posts, r.kills, r.lostAnswers, r.published, r.unknown, r.doubled, r.lost, r.wrong, faultSeed)
}

func (w *world) judge() record {
	log := w.server.Log()
	online := map[string]int{}
	for _, p := range log.Published {
		if !p.Deleted {
			online[w.net.text(p)]++
		}
	}
	r := record{network: w.net.name, kills: w.kills, lostAnswers: log.Lost}
	for _, text := range w.texts {
		if online[text] > 1 {
			r.doubled++
		}
		if w.orders.Naive && online[text] > 0 {
			r.published++
		}
	}
	if w.orders.Naive {
		r.posts = len(w.texts)
		return r
	}
	st := w.open()
	defer func() { check(w.t, st.Close()) }()
	for id := data.PostID(1); ; id++ {
		p, err := st.Post(w.t.Context(), id)
		if errors.Is(err, data.ErrNoSuch) {
			return r
		}
		check(w.t, err)
		d, err := st.Deliveries(w.t.Context(), id)
		check(w.t, err)
		w.count(&r, p, d[0], online)
	}
}

// count compares what Parvis says of one post with what is online.
func (w *world) count(r *record, p data.Post, d data.Delivery, online map[string]int) {
	r.posts++
	there := 0
	for _, text := range p.Parts {
		there += min(1, online[text])
	}
	whole := there == len(p.Parts)
	if whole {
		r.published++
	}
	switch {
	case d.State == data.Unknown:
		r.unknown++
	case d.State == data.Sent && !whole, d.State != data.Sent && whole:
		r.wrong++
	case d.State != data.Sent:
		r.lost++
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scaled is a clock that runs faster than the world's and agrees with itself in
// every process that was given the same epoch.
type scaled struct {
	Epoch time.Time
	Scale float64
}

func (c scaled) Now() time.Time      { return c.Epoch.Add(c.Mono()).Truncate(time.Millisecond) }
func (c scaled) Mono() time.Duration { return time.Duration(float64(time.Since(c.Epoch)) * c.Scale) }

func (c scaled) Wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(time.Duration(float64(d) / c.Scale)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keysInFile keeps an account's secret in the test's own folder, for processes
// that follow one another.
type keysInFile struct{ path string }

func fileKeys(dir string, id data.AccountID) keysInFile {
	return keysInFile{filepath.Join(dir, fmt.Sprintf("account-%d.secret", id))}
}

func (k keysInFile) keep(s data.Secret) error {
	if err := os.WriteFile(k.path+".new", []byte(s.Reveal()), 0o600); err != nil {
		return err
	}
	return os.Rename(k.path+".new", k.path)
}

func (k keysInFile) Get(context.Context) (data.Secret, error) {
	raw, err := os.ReadFile(k.path)
	return data.NewSecret(strings.TrimSpace(string(raw))), err
}

func (k keysInFile) Renew(ctx context.Context, stale data.Secret, renew func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	now, err := k.Get(ctx)
	if err != nil || now.Reveal() != stale.Reveal() {
		return now, err
	}
	next, err := renew(ctx, now)
	if err != nil {
		return next, err
	}
	return next, k.keep(next)
}

var _ outbox.Ledger = (*store.Store)(nil)
