package composer

import (
	"context"
	"time"
)

// unsaved tells whether the draft holds something that the store does not. A
// new post with nothing in it is nothing.
func (m *model) unsaved() bool {
	if !m.open || m.edits <= m.stored {
		return false
	}
	return m.post.ID != 0 || !blank(&m.post)
}

// saveSoon saves after a delay; a save that is due already is not put off.
func (m *model) saveSoon(d time.Duration) {
	if m.timed {
		return
	}
	m.timed = true
	keeper := m.keeper
	m.Runner.After(d, "composer.save", func() {
		if keeper != m.keeper {
			return
		}
		m.timed = false
		m.save()
	})
}

// save stores the draft in the background. While a save is under way nothing
// is begun: its end sees to the rest.
func (m *model) save() {
	if m.storing || !m.unsaved() {
		return
	}
	m.storing = true
	keeper, mine, edit := m.keeper, clone(m.post), m.edits
	m.Runner.Go("composer.store", func(ctx context.Context) (func(), error) {
		out, err := keeper.keep(ctx, mine, edit)
		return func() {
			if keeper == m.keeper {
				m.saved(out, err)
			}
		}, nil
	})
}

// saved takes note of how a save ended.
func (m *model) saved(out kept, err error) {
	m.storing = false
	m.trouble = err
	if err != nil {
		m.saveSoon(retryDelay)
		m.release(err)
		m.figures()
		return
	}
	m.took(out)
	switch {
	case m.unsaved() && len(m.waiting) > 0:
		m.save()
	case m.unsaved():
		m.saveSoon(saveDelay)
	default:
		m.release(nil)
	}
	if m.rereads && !m.storing {
		m.rereads = false
		m.reread()
	}
	m.figures()
}

// took brings a stored version into the draft: the identity that the store
// gave, and what somebody else had changed.
func (m *model) took(out kept) {
	m.stored = max(m.stored, out.edit)
	m.savedAt = m.Clock.Now()
	if !sameContent(out.mine, out.stored) {
		m.post, _ = merge(out.mine, m.post, out.stored)
		m.settleTab()
		m.structure()
	}
	base := m.keeper.stored() // a later save may have ended before this one is heard of
	m.post.ID, m.post.Revision, m.post.Created, m.post.Updated = base.ID, base.Revision, base.Created, base.Updated
	if out.theirs != nil {
		m.offerTheirs(*out.theirs)
	}
	if out.anew {
		m.deliveries = nil
		m.Shell.Toast(m.Words().T("composer.kept_anew"), nil)
	}
}

// release tells those who wait that all is stored, or why it is not.
func (m *model) release(err error) {
	waiting := m.waiting
	m.waiting = nil
	for _, f := range waiting {
		f(err)
	}
}

// settled calls then once everything is stored, or with what went wrong.
func (m *model) settled(then func(error)) {
	if m.beside.unsaved() {
		m.settleBeside(func(err error) {
			if err != nil {
				then(err)
				return
			}
			m.settled(then)
		})
		return
	}
	if !m.unsaved() && !m.storing {
		then(nil)
		return
	}
	m.waiting = append(m.waiting, then)
	m.save()
}

// flush stores the draft before it returns. It may be called on the UI thread
// on the way out: it waits for the disk and for nothing else.
func (m *model) flush(ctx context.Context) error {
	other := m.flushBeside(ctx)
	if !m.unsaved() {
		return other
	}
	out, err := m.keeper.keep(ctx, clone(m.post), m.edits)
	m.trouble = err
	if err != nil {
		m.figures()
		return err
	}
	m.took(out)
	m.figures()
	return other
}

// leave stores the draft, confirms the change of a post that was scheduled and
// calls then. When it cannot be stored the pane stays, with the text.
func (m *model) leave(then func()) {
	if !m.open {
		then()
		return
	}
	m.settled(func(err error) {
		if err != nil {
			m.Shell.Fail("composer: save", err)
			return
		}
		m.confirmOnLeave()
		then()
	})
}

// confirmOnLeave arms a changed post anew, or says why that cannot be.
func (m *model) confirmOnLeave() {
	if !m.stale() {
		return
	}
	b := m.Words()
	if c, stopped := blocker(m.checks(), false); stopped {
		m.Shell.Toast(b.T("composer.left_unconfirmed", "Why", m.checkText(c)), nil)
		return
	}
	id := m.post.ID
	m.act("composer: schedule", func(ctx context.Context) error { return m.Ports.Schedule(ctx, id) }, func() {
		m.Shell.Toast(b.T("composer.confirmed"), nil)
	})
}

// stamp is when the draft was last stored, in the brand's zone.
func (m *model) stamp() (time.Time, bool) {
	return m.savedAt.In(m.zone()), !m.savedAt.IsZero()
}

// zone is where the brand's schedule is thought; UTC when the name is unknown.
func (m *model) zone() *time.Location {
	if zone, err := time.LoadLocation(m.Brand().Zone); err == nil {
		return zone
	}
	return time.UTC
}
