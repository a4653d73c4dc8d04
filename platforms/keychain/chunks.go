package keychain

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"parvis/data"
)

// store is a keychain as the operating system offers it: short entries by name.
// get and delete return data.ErrNoSecret for a name that is not there.
type store interface {
	set(entry, text string) error
	get(entry string) (string, error)
	delete(entry string) error
}

// chunks keeps secrets of any length in short entries.
//
// A secret is base64 text cut into pieces. The first piece is in the head entry
// behind a generation number and a checksum; the others are in the chunk
// entries of one of two slots, which take turns from generation to generation.
// Writing the head is what makes a new secret valid: before it the former head
// and its slot are untouched. The chunks in a slot are always numbered without
// a gap from 0, so that leftovers of a write that was cut short can be found
// without a list of entries, which go-keyring does not offer.
type chunks struct{ store store }

func (c chunks) get(ctx context.Context, name string) (string, error) {
	h, err := c.head(ctx, name)
	for err == nil {
		var text string
		if text, err = c.join(ctx, name, h); !errors.Is(err, ErrDamaged) {
			return text, err
		}
		// Another process may have replaced the secret in the meantime.
		former := h
		if h, err = c.head(ctx, name); h == former {
			return "", ErrDamaged
		}
	}
	return "", err
}

func (c chunks) set(ctx context.Context, name, text string) error {
	former, err := c.head(ctx, name)
	if err != nil && !errors.Is(err, data.ErrNoSecret) {
		return err
	}
	h, rest := split(text, former.generation+1)
	for i, piece := range rest {
		if err := c.keep(ctx, chunkEntry(name, h.generation, i), piece); err != nil {
			return err
		}
	}
	if err := c.keep(ctx, headEntry(name), h.String()); err != nil {
		return err
	}
	// The secret is stored. Leftovers that cannot be removed now are harmless
	// and go with the next Set or Delete.
	_ = c.sweep(ctx, name, h.generation, len(rest))
	_ = c.sweep(ctx, name, h.generation+1, 0)
	return nil
}

func (c chunks) delete(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.store.delete(headEntry(name)); err != nil && !errors.Is(err, data.ErrNoSecret) {
		return err
	}
	return errors.Join(c.sweep(ctx, name, 0, 0), c.sweep(ctx, name, 1, 0))
}

func (c chunks) head(ctx context.Context, name string) (head, error) {
	if err := ctx.Err(); err != nil {
		return head{}, err
	}
	text, err := c.store.get(headEntry(name))
	if err != nil {
		return head{}, err
	}
	return parseHead(text)
}

// join puts the pieces together again.
func (c chunks) join(ctx context.Context, name string, h head) (string, error) {
	encoded := h.first
	for i := range h.chunks {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		piece, err := c.store.get(chunkEntry(name, h.generation, i))
		if errors.Is(err, data.ErrNoSecret) {
			return "", ErrDamaged
		}
		if err != nil {
			return "", err
		}
		encoded += piece
	}
	text, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || sum(string(text)) != h.sum {
		return "", ErrDamaged
	}
	return string(text), nil
}

// keep writes an entry and reads it back: a Secret Service whose prompt was
// dismissed says yes and keeps nothing.
func (c chunks) keep(ctx context.Context, entry, text string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.store.set(entry, text); err != nil {
		return err
	}
	kept, err := c.store.get(entry)
	if errors.Is(err, data.ErrNoSecret) || err == nil && kept != text {
		return fmt.Errorf("%w: it did not keep what was written", data.ErrKeychainLocked)
	}
	return err
}

// sweep removes the chunks of a generation's slot from number first on, the
// last one first, so that no gap arises when it is cut short.
func (c chunks) sweep(ctx context.Context, name string, generation uint64, first int) error {
	end := first
	for ; ; end++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := c.store.get(chunkEntry(name, generation, end))
		if errors.Is(err, data.ErrNoSecret) {
			break
		}
		if err != nil {
			return err
		}
	}
	for i := end - 1; i >= first; i-- {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := c.store.delete(chunkEntry(name, generation, i))
		if err != nil && !errors.Is(err, data.ErrNoSecret) {
			return err
		}
	}
	return nil
}
