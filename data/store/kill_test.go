package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"parvis/data"
)

// childFolder names the data folder to the process that is to be killed.
const childFolder = "PARVIS_STORE_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := writeForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeForEver saves, arms and sends posts and tells each thing that was
// acknowledged, until it is killed.
func writeForEver(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, params(dir))
	if err != nil {
		return err
	}
	for {
		p := data.Post{Brand: 1, Parts: []string{"pain"}, Variants: []data.Variant{{Account: 1}}}
		if err := s.SavePost(ctx, &p); err != nil {
			return err
		}
		fmt.Println("saved", p.ID, p.Revision)
		p.Title = "edited"
		if err := s.SavePost(ctx, &p); err != nil {
			return err
		}
		fmt.Println("saved", p.ID, p.Revision)
		armed := []data.Armed{{Account: 1, Due: noon, Parts: []data.DeliveryPart{{Key: "k"}}}}
		if err := s.Arm(ctx, p.ID, p.Revision, armed); err != nil {
			return err
		}
		deliveries, err := s.Deliveries(ctx, p.ID)
		if err != nil {
			return err
		}
		if _, err := s.Claim(ctx, deliveries[0].ID, data.Scheduled, data.Preparing); err != nil {
			return err
		}
		attempt, err := s.Begin(ctx, deliveries[0].ID, 0, []byte("r"), "h", noon)
		if err != nil {
			return err
		}
		fmt.Println("began", deliveries[0].ID, attempt)
	}
}

// TestKilledWhileWriting is R22: nothing that was acknowledged is lost, and no
// file is broken, whenever the process is killed.
func TestKilledWhileWriting(t *testing.T) {
	p := params(t.TempDir())
	d := &desk{Store: reopen(t, p), t: t}
	d.brand = d.addBrand("Maison")
	d.first = d.addAccount(d.brand, "bluesky", "1")
	must(t, d.Close())
	random := rand.New(rand.NewPCG(9, 10))
	const kills = 25
	acknowledged := 0
	for range kills {
		lines := killed(t, p.Dir, 1+random.IntN(200))
		s := reopen(t, p)
		for _, line := range lines {
			wantAcknowledged(t, s, line)
		}
		acknowledged += len(lines)
		var verdict string
		must(t, s.core.read.QueryRow(`PRAGMA integrity_check`).Scan(&verdict))
		same(t, verdict, "ok")
		must(t, s.cache.db.read.QueryRow(`PRAGMA integrity_check`).Scan(&verdict))
		same(t, verdict, "ok")
		must(t, s.Close())
	}
	t.Logf("%d kills, %d acknowledged changes, none lost", kills, acknowledged)
}

// killed runs a writing process, kills it a moment after so many lines, and
// returns the whole lines that it told.
func killed(t *testing.T, dir string, after int) []string {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	var lines []string
	told := bufio.NewScanner(out)
	for told.Scan() {
		lines = append(lines, told.Text())
		if len(lines) == after {
			time.AfterFunc(time.Duration(after)*17%3000*time.Microsecond, func() { _ = child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil || len(lines) < after {
		t.Fatalf("the writer ended by itself after %d lines: %v", len(lines), err)
	}
	return lines
}

func wantAcknowledged(t *testing.T, s *Store, line string) {
	t.Helper()
	var what string
	var id, number int64
	if _, err := fmt.Sscan(line, &what, &id, &number); err != nil {
		return // cut by the kill: not acknowledged
	}
	switch what {
	case "saved":
		post, err := s.Post(t.Context(), data.PostID(id))
		must(t, err)
		if post.Revision < number {
			t.Fatalf("%s: stored revision is %d", line, post.Revision)
		}
	case "began":
		attempts, err := s.Attempts(t.Context(), data.DeliveryID(id))
		must(t, err)
		if len(attempts) != 1 || attempts[0].ID != number {
			t.Fatalf("%s: stored %+v", line, attempts)
		}
	}
}
