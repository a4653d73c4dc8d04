// Package oauth looks after the credentials of accounts: it keeps one refresh
// at a time per account over all processes, signs in through the person's own
// browser (RFC 8252: loopback, PKCE), and refreshes tokens. It never shows or
// logs a token; that goes from here to the keychain and to the network alone.
package oauth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/singleflight"

	"parvis/data"
)

// lockPause is how often a lock that another process holds is tried again.
const lockPause = 20 * time.Millisecond

// Keeper changes the secrets of accounts in the keychain, one change at a time
// per secret, over all goroutines and processes that share its folder. It is
// safe for use by several goroutines.
type Keeper struct {
	keychain data.Keychain
	locks    string // folder
	renewals singleflight.Group
}

// NewKeeper returns the keeper of the secrets in keychain. Its lock files are
// in dir/locks, dir being the data folder; they hold nothing.
func NewKeeper(keychain data.Keychain, dir string) *Keeper {
	return &Keeper{keychain: keychain, locks: filepath.Join(dir, "locks")}
}

// Keys returns the secret of one account, by [data.Account.SecretName].
//
// Its errors are *[data.Failure]: Auth without a code when there is no secret,
// Auth with [data.CodeKeychain] when the keychain did not give or take it, and
// what the network said to a renewal, in which Ambiguous has become Transient:
// a lost renewal leaves no doubt about a post.
func (k *Keeper) Keys(name string) data.Keys { return keys{keeper: k, name: name} }

// Put stores the secret of an account that was connected or reconnected. It
// waits for a renewal under way, which would otherwise overwrite it.
func (k *Keeper) Put(ctx context.Context, name string, s data.Secret) error {
	return k.alone(ctx, name, func() error {
		return failure("oauth: store", k.keychain.Set(ctx, name, s))
	})
}

// Forget removes the secret of an account; one that is not there is no error.
func (k *Keeper) Forget(ctx context.Context, name string) error {
	return k.alone(ctx, name, func() error {
		return failure("oauth: forget", k.keychain.Delete(ctx, name))
	})
}

type keys struct {
	keeper *Keeper
	name   string
}

func (k keys) Get(ctx context.Context) (data.Secret, error) {
	s, err := k.keeper.keychain.Get(ctx, k.name)
	return s, failure("oauth: read secret", err)
}

// renewal asks a network for the secret that follows.
type renewal = func(context.Context, data.Secret) (data.Secret, error)

// Renew implements [data.Keys]. Callers that know the same stale secret share
// one renewal, also when it fails. It goes on when its callers give up: the
// network may have used up the old secret already.
func (k keys) Renew(ctx context.Context, stale data.Secret, renew renewal) (data.Secret, error) {
	shared := k.keeper.renewals.DoChan(k.name+"\x00"+stale.Reveal(), func() (any, error) {
		ctx := context.WithoutCancel(ctx)
		var next data.Secret
		err := k.keeper.alone(ctx, k.name, func() (err error) {
			next, err = k.renew(ctx, stale, renew)
			return err
		})
		return next, err
	})
	select {
	case r := <-shared:
		if r.Err != nil {
			return data.Secret{}, r.Err
		}
		return r.Val.(data.Secret), nil
	case <-ctx.Done():
		return data.Secret{}, &data.Failure{Kind: data.Transient, Op: "oauth: renew", Err: ctx.Err()}
	}
}

// renew runs alone. What the keychain holds decides: another process may have
// renewed the secret since the caller read it.
func (k keys) renew(ctx context.Context, stale data.Secret, renew renewal) (data.Secret, error) {
	current, err := k.Get(ctx)
	if err != nil || current != stale {
		return current, err
	}
	next, err := ask(ctx, current, renew)
	if data.KindOf(err) == data.Auth {
		// Perhaps because something that does not know our lock renewed it.
		if now, readErr := k.Get(ctx); readErr == nil && now != current {
			return now, nil
		}
	}
	if err != nil {
		return data.Secret{}, err
	}
	if err := k.keeper.keychain.Set(ctx, k.name, next); err != nil {
		return data.Secret{}, &data.Failure{Kind: data.Auth, Op: "oauth: store renewed secret", Code: data.CodeKeychain, Err: err}
	}
	return next, nil
}

// ask makes a failure of whatever goes wrong in the adapter.
func ask(ctx context.Context, current data.Secret, renew renewal) (next data.Secret, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &data.Failure{Kind: data.Transient, Op: "oauth: renew", Code: data.CodePanic, Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	next, err = renew(ctx, current)
	if err != nil {
		return data.Secret{}, unambiguous("oauth: renew", err)
	}
	if next.Empty() {
		return data.Secret{}, &data.Failure{Kind: data.Transient, Op: "oauth: renew", Code: data.CodeAnswer, Err: errors.New("empty secret")}
	}
	return next, nil
}

// unambiguous returns err as a failure that says nothing about a post: asking
// for credentials publishes nothing.
func unambiguous(op string, err error) *data.Failure {
	f := *data.AsFailure(op, err)
	if f.Kind == data.Ambiguous {
		f.Kind = data.Transient
	}
	return &f
}

// failure says what an error of the keychain means to an account.
func failure(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, data.ErrNoSecret):
		return &data.Failure{Kind: data.Auth, Op: op, Err: err}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &data.Failure{Kind: data.Transient, Op: op, Err: err}
	}
	return &data.Failure{Kind: data.Auth, Op: op, Code: data.CodeKeychain, Err: err}
}

// alone runs change while nobody else, here or in another process, changes the
// secret of that name. Lock files are never removed: somebody may be waiting
// for one. Their names do not tell whose they are.
func (k *Keeper) alone(ctx context.Context, name string, change func() error) error {
	if err := privateFolder(k.locks); err != nil {
		return lockFailure(err)
	}
	digest := sha256.Sum256([]byte(name))
	lock := flock.New(filepath.Join(k.locks, hex.EncodeToString(digest[:])+".lock"), flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockPause); err != nil {
		return lockFailure(err)
	}
	// Closing the file gives the lock back; that it failed would change nothing
	// about the secret.
	defer lock.Close()
	return change()
}

func lockFailure(err error) error {
	return &data.Failure{Kind: data.Transient, Op: "oauth: lock", Err: err}
}

// privateFolder makes a folder that only its owner may enter, whatever the
// umask (R41).
func privateFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return os.Chmod(path, 0o700)
}
