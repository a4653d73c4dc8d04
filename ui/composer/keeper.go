package composer

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"parvis/data"
)

// keeper writes one post, one version after the other, whoever asks: the
// autosave in the background or a flush on the way out. It alone knows the
// identity and revision that the store gave.
type keeper struct {
	ports Ports

	mu   sync.Mutex
	base data.Post // as the store has it
	edit int       // the newest edit of the draft that is in the store
}

// kept is how a save ended.
type kept struct {
	edit   int
	mine   data.Post  // what was to be saved
	stored data.Post  // what is in the store now
	theirs *data.Post // set when somebody else's version lost against mine
	anew   bool       // the post had been deleted and was written as a new one
}

// attempts at saving over somebody else's saves before giving up for now.
const saveAttempts = 3

// keep stores the given version of the draft unless a newer one is stored
// already. When the post was changed elsewhere meanwhile, both are merged;
// what clashes stays mine, and theirs is handed back. A post deleted elsewhere
// is stored as a new one. Nothing that was typed is ever dropped.
func (k *keeper) keep(ctx context.Context, mine data.Post, edit int) (out kept, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	defer caught("composer: save", &err)
	out = kept{edit: edit, mine: mine, stored: k.base}
	if edit <= k.edit {
		return out, nil
	}
	for range saveAttempts {
		next := clone(mine)
		next.ID, next.Revision, next.Created, next.Updated = k.base.ID, k.base.Revision, k.base.Created, k.base.Updated
		err := k.ports.SavePost(context.WithoutCancel(ctx), &next)
		switch {
		case err == nil:
			k.base, k.edit = clone(next), edit
			out.stored = next
			return out, nil
		case errors.Is(err, data.ErrNoSuch):
			k.base, out.anew = data.Post{}, true
		case errors.Is(err, data.ErrStale):
			if err := k.catchUp(ctx, &mine, &out); err != nil {
				return out, err
			}
		default:
			return out, fmt.Errorf("composer: save: %w", err)
		}
	}
	return out, fmt.Errorf("composer: save: %w", data.ErrStale)
}

// catchUp merges mine with what somebody else stored.
func (k *keeper) catchUp(ctx context.Context, mine *data.Post, out *kept) error {
	theirs, err := k.ports.Post(ctx, k.base.ID)
	if errors.Is(err, data.ErrNoSuch) {
		k.base, out.anew = data.Post{}, true
		return nil
	}
	if err != nil {
		return fmt.Errorf("composer: read what was saved elsewhere: %w", err)
	}
	merged, conflict := merge(k.base, *mine, theirs)
	if conflict {
		lost := clone(theirs)
		out.theirs = &lost
	}
	*mine, k.base = merged, theirs
	return nil
}

// stored is the post as the store has it, as far as is known here.
func (k *keeper) stored() data.Post {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.base
}

// rebase takes note of what somebody else stored.
func (k *keeper) rebase(theirs data.Post) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.base = clone(theirs)
}

// caught makes an error of a panic below a port, so that the pane is not left
// waiting for an answer (R48).
func caught(op string, err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("%s: panic: %v", op, v)
	}
}
