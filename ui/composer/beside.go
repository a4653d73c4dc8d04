package composer

import (
	"context"
	"errors"
	"slices"

	"parvis/data"
)

// beside is the post's twin in the other language, written next to it. Only its
// common text is shown: whoever wants more opens it.
type beside struct {
	on     bool      // a person wants to see it; it stays so from post to post
	keeper *keeper   // nil while nothing is shown
	post   data.Post // as it is under the pen
	fixed  bool      // it is scheduled or public: it is changed where that can be confirmed
	edits  int
	stored int // the newest edit in the store
	timed  bool
	saving bool

	waiting []func(error)
}

func (b *beside) unsaved() bool { return b.keeper != nil && b.edits > b.stored }

// toggleBeside shows the post in the other language, or puts it away.
func (m *model) toggleBeside() {
	m.settleBeside(func(err error) {
		if err != nil {
			m.Shell.Fail("composer: save", err)
			return
		}
		on := !m.beside.on
		m.beside = beside{on: on}
		m.readBeside()
		m.structure()
	})
}

// readBeside brings in what the store has of the twin, unless something of it is
// still to be stored.
func (m *model) readBeside() {
	id, keeper := m.post.Twin, m.keeper
	if !m.beside.on || id == 0 || m.beside.unsaved() || m.beside.saving {
		return
	}
	m.Runner.Go("composer.beside", func(ctx context.Context) (func(), error) {
		post, err := m.Ports.Post(ctx, id)
		if errors.Is(err, data.ErrNoSuch) {
			return func() { m.putAwayBeside(keeper) }, nil
		}
		if err != nil {
			return nil, err
		}
		deliveries, err := m.Ports.Deliveries(ctx, id)
		return func() {
			if keeper == m.keeper && m.beside.on && !m.beside.unsaved() && !m.beside.saving {
				m.showBeside(post, deliveries)
			}
		}, err
	})
}

func (m *model) showBeside(post data.Post, deliveries []data.Delivery) {
	fixed := slices.ContainsFunc(deliveries, func(d data.Delivery) bool { return d.Account != 0 && (fixed(d) || armed(d)) })
	if k := m.beside.keeper; k != nil && fixed == m.beside.fixed && slices.Equal(post.Parts, m.beside.post.Parts) && k.stored().ID == post.ID {
		k.rebase(post)
		m.beside.post = clone(post)
		return // nothing to be drawn anew under somebody's caret
	}
	m.beside = beside{on: true, keeper: &keeper{ports: m.Ports, base: clone(post)}, post: clone(post), fixed: fixed}
	m.structure()
}

// putAwayBeside is for a twin that was deleted meanwhile.
func (m *model) putAwayBeside(keeper *keeper) {
	if keeper == m.keeper && !m.beside.unsaved() {
		m.beside = beside{on: m.beside.on}
		m.structure()
	}
}

// besideParts is the text of the twin, nil while none is shown.
func (m *model) besideParts() []string {
	if m.beside.keeper == nil || m.post.Twin == 0 {
		return nil
	}
	return m.beside.post.PartsFor(common)
}

// typedBeside is called with each key in the twin's text.
func (m *model) typedBeside(part int, text string) {
	b := &m.beside
	parts := slices.Clone(m.besideParts())
	if part >= len(parts) || parts[part] == text || b.fixed {
		return
	}
	parts[part] = text
	b.post.Parts = parts
	b.edits++
	if b.timed {
		return
	}
	b.timed = true
	keeper := b.keeper
	m.Runner.After(saveDelay, "composer.beside.save", func() {
		if m.beside.keeper == keeper {
			m.beside.timed = false
			m.saveBeside()
		}
	})
}

// saveBeside stores the twin in the background; the end of a save that is under
// way sees to what was typed meanwhile.
func (m *model) saveBeside() {
	b := &m.beside
	if b.saving || !b.unsaved() {
		return
	}
	b.saving = true
	keeper, mine, edit := b.keeper, clone(b.post), b.edits
	m.Runner.Go("composer.beside.store", func(ctx context.Context) (func(), error) {
		out, err := keeper.keep(ctx, mine, edit)
		return func() {
			switch {
			case m.beside.keeper == keeper:
				m.savedBeside(out, err)
			case err != nil:
				m.Shell.Fail("composer: save", err)
			}
		}, nil
	})
}

func (m *model) savedBeside(out kept, err error) {
	b := &m.beside
	b.saving, m.trouble = false, err
	if err == nil {
		b.stored = max(b.stored, out.edit)
		if !sameContent(out.mine, out.stored) && !b.unsaved() {
			b.post = clone(out.stored)
			m.structure()
		}
		m.reproof()
	} else {
		m.figures()
	}
	if err == nil && b.unsaved() && len(b.waiting) > 0 {
		m.saveBeside()
		return
	}
	waiting := b.waiting
	b.waiting = nil
	for _, then := range waiting {
		then(err)
	}
}

// settleBeside calls then once the twin is stored, or with what went wrong.
func (m *model) settleBeside(then func(error)) {
	if !m.beside.unsaved() {
		then(nil)
		return
	}
	m.beside.waiting = append(m.beside.waiting, then)
	m.saveBeside()
}

// dropBeside puts the twin away; what was typed is stored all the same.
func (m *model) dropBeside() {
	m.saveBeside()
	m.beside = beside{on: m.beside.on}
}

// flushBeside stores the twin before it returns.
func (m *model) flushBeside(ctx context.Context) error {
	b := &m.beside
	if !b.unsaved() {
		return nil
	}
	_, err := b.keeper.keep(ctx, clone(b.post), b.edits)
	if err == nil {
		b.stored = b.edits
	}
	return err
}
