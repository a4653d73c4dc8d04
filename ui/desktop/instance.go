package desktop

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// ErrSecond says that another Parvis has this data folder open; it was asked to
// show its window.
var ErrSecond = errors.New("desktop: already open")

// patience is how long one instance waits for the other.
const patience = time.Second

// Instance is the claim of this process on a data folder: a lock that dies with
// the process, and an address where a later start asks for the window (R32).
type Instance struct {
	lock   *flock.Flock
	listen net.Listener
	path   string
	token  string
}

// Claim takes the data folder, or shows the window of the process that has it
// and returns ErrSecond alone. Any other error wraps what failed.
func Claim(dir string) (*Instance, error) {
	i := &Instance{lock: flock.New(filepath.Join(dir, "lock")), path: filepath.Join(dir, "show")}
	got, err := i.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("desktop: lock data folder: %w", err)
	}
	if !got {
		if err := i.handOver(); err != nil {
			return nil, fmt.Errorf("%w, and its window could not be shown: %w", ErrSecond, err)
		}
		return nil, ErrSecond
	}
	if i.listen, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, errors.Join(fmt.Errorf("desktop: single instance: %w", err), i.lock.Unlock())
	}
	i.token = rand.Text()
	if err := i.announce(); err != nil {
		return nil, errors.Join(fmt.Errorf("desktop: single instance: %w", err), i.listen.Close(), i.lock.Unlock())
	}
	return i, nil
}

// announce writes where later starts find this one, whole or not at all.
func (i *Instance) announce() error {
	text := i.listen.Addr().String() + "\n" + i.token + "\n"
	if err := os.WriteFile(i.path+".new", []byte(text), 0o600); err != nil {
		return err
	}
	return os.Rename(i.path+".new", i.path)
}

// handOver asks the first instance for its window. One that has taken the lock
// and not yet said where it listens is given a moment.
func (i *Instance) handOver() error {
	var last error
	for wait := 20 * time.Millisecond; wait < patience; wait *= 2 {
		if last = i.knock(); last == nil {
			return nil
		}
		time.Sleep(wait)
	}
	return last
}

func (i *Instance) knock() error {
	raw, err := os.ReadFile(i.path)
	if err != nil {
		return err
	}
	address, token, _ := strings.Cut(string(raw), "\n")
	c, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c, strings.TrimSpace(token))
	return errors.Join(err, c.Close())
}

// Serve calls show for each later start, until Release.
func (i *Instance) Serve(show func()) {
	for {
		c, err := i.listen.Accept()
		if err != nil {
			return
		}
		late := time.AfterFunc(patience, func() { _ = c.Close() })
		line := make([]byte, len(i.token))
		if _, err := io.ReadFull(c, line); err == nil && subtle.ConstantTimeCompare(line, []byte(i.token)) == 1 {
			show()
		}
		late.Stop()
		_ = c.Close()
	}
}

// Release gives the data folder up. Twice is no error.
func (i *Instance) Release() {
	_ = i.listen.Close()
	_ = os.Remove(i.path)
	_ = i.lock.Unlock()
}
