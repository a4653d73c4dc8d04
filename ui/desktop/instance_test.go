package desktop

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestMain makes this binary another start of Parvis, when it is told so.
func TestMain(m *testing.M) {
	dir := os.Getenv("PARVIS_START")
	if dir == "" {
		os.Exit(m.Run())
	}
	i, err := Claim(dir)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("first")
	i.Serve(func() { fmt.Println("shown") })
}

func start(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "PARVIS_START="+dir)
	return c
}

// R32: of twenty starts at once one opens and the others show its window.
func TestTwentyStartsAtOnce(t *testing.T) {
	dir := t.TempDir()
	first, err := Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Release()
	var shown atomic.Int32
	go first.Serve(func() { shown.Add(1) })
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if out, _ := start(t, dir).Output(); strings.TrimSpace(string(out)) != ErrSecond.Error() {
				t.Errorf("a later start says %q", out)
			}
		})
	}
	all.Wait()
	for end := time.Now().Add(5 * time.Second); shown.Load() < 20 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if shown.Load() != 20 {
		t.Errorf("shown %d times", shown.Load())
	}
}

// R32: one that was killed never blocks the next.
func TestKilledInstanceBlocksNobody(t *testing.T) {
	dir := t.TempDir()
	c := start(t, dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 6)
	if _, err := out.Read(said); err != nil || string(said[:5]) != "first" {
		t.Fatalf("%q, %v", said, err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	i, err := Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	i.Release()
	i.Release()
}

// Only who can read the data folder may ask for the window.
func TestStrangersAreNotHeard(t *testing.T) {
	i, err := Claim(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer i.Release()
	shown := make(chan bool, 2)
	go i.Serve(func() { shown <- true })
	c, err := net.Dial("tcp", i.listen.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(c, strings.Repeat("x", len(i.token)))
	_ = c.Close()
	if err := i.knock(); err != nil {
		t.Fatal(err)
	}
	<-shown // the knock, which came after the stranger
	if len(shown) > 0 {
		t.Error("the window was shown to a stranger")
	}
	if info, err := os.Stat(i.path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestClaimWithoutAFolder(t *testing.T) {
	if _, err := Claim(t.TempDir() + "/missing"); err == nil || errors.Is(err, ErrSecond) {
		t.Errorf("error %v", err)
	}
}
