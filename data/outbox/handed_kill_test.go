package outbox_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// The promise of "the network publishes it": the application is killed once it
// has handed its posts over, the network publishes them at their hour, and the
// next start finds them there, each once. Every network that holds posts is put
// to it.
func TestTheNetworkPublishesWhileTheApplicationIsDead(t *testing.T) {
	for _, n := range faultNetworks() {
		t.Run(string(n.name), func(t *testing.T) {
			t.Parallel()
			w := newHandedWorld(t, n)
			if w == nil {
				return // the network holds nothing, and no badge says so
			}
			worker := w.begin()
			w.until("everything is handed over", func() bool { return w.all(data.Handed) })
			w.badges(data.BadgeNetwork)
			check(t, worker.Process.Kill())
			_ = worker.Wait()
			w.until("the network published", func() bool { return len(w.server.Log().Published) == handedPosts })
			if !w.all(data.Handed) {
				t.Fatal("somebody wrote while the application was dead")
			}
			if !w.live(time.Minute) {
				t.Fatal("the second start does not come to an end")
			}
			if r := w.judge(); r.published != handedPosts || r.doubled != 0 || r.lost != 0 || r.wrong != 0 || r.unknown != 0 {
				t.Error(r)
			}
		})
	}
}

const (
	handedPosts = 5
	// handedScale makes the twenty minutes and more until the posts' hour a few
	// seconds.
	handedScale = 400
)

// newHandedWorld schedules posts that lie far enough ahead to be held; nil when
// the network holds none.
func newHandedWorld(t *testing.T, n faultNetwork) *world {
	t.Helper()
	ctx := t.Context()
	w := &world{t: t, net: n}
	w.orders = orders{Dir: t.TempDir(), Network: n.name, Clock: scaled{Epoch: time.Now().Round(0).UTC(), Scale: handedScale}}
	server, err := rehearsal.Start(n.name, rehearsal.Options{Clock: w.orders.Clock, Seed: faultSeed})
	check(t, err)
	t.Cleanup(func() { check(t, server.Close()) })
	w.server = server
	st := w.open()
	defer func() { check(t, st.Close()) }()
	brand := data.Brand{Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
	check(t, st.SaveBrand(ctx, &brand))
	account := w.connect(brand.ID, 0, st)
	if !account.Can.Hold.Native {
		return nil
	}
	box, closeBox := w.orders.outbox(st)
	defer closeBox()
	for i := range handedPosts {
		due := w.orders.Clock.Now().Add(account.Can.Hold.Min + 20*time.Minute + time.Duration(i)*time.Minute).Truncate(time.Second)
		w.schedule(st, box, w.post(st, brand, account, i, due))
	}
	return w
}

// begin starts the worker and leaves it running.
func (w *world) begin() *exec.Cmd {
	input, err := json.Marshal(w.orders)
	check(w.t, err)
	worker := exec.Command(os.Args[0])
	worker.Env = append(os.Environ(), "PARVIS_FAULTS_WORKER=1")
	worker.Stdin = bytes.NewReader(input)
	check(w.t, worker.Start())
	return worker
}

func (w *world) until(what string, done func() bool) {
	w.t.Helper()
	for limit := time.Now().Add(2 * time.Minute); time.Now().Before(limit); time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
	}
	w.t.Fatalf("not in two minutes: %s", what)
}

func (w *world) all(state data.State) bool {
	st := w.open()
	defer func() { check(w.t, st.Close()) }()
	for i := range handedPosts {
		d, err := st.Deliveries(w.t.Context(), data.PostID(i+1))
		check(w.t, err)
		if d[0].State != state {
			return false
		}
	}
	return true
}

func (w *world) badges(want data.Badge) {
	w.t.Helper()
	st := w.open()
	defer func() { check(w.t, st.Close()) }()
	for i := range handedPosts {
		d, err := st.Deliveries(w.t.Context(), data.PostID(i+1))
		check(w.t, err)
		a, err := st.Account(w.t.Context(), d[0].Account)
		check(w.t, err)
		if got := d[0].Badge(&a.Can); got != want {
			w.t.Errorf("post %d wears %s", i+1, got)
		}
	}
	if n := len(w.server.Log().Published); n != 0 {
		w.t.Errorf("%d posts are public before their hour", n)
	}
}
