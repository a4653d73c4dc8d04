package composer

import (
	"context"
	"slices"
	"time"

	"parvis/data"
)

// act does one thing to the post in the background and says so when it is
// done. One at a time: what is pressed meanwhile does nothing.
func (m *model) act(op string, do func(context.Context) error, done func()) {
	if m.acting {
		return
	}
	m.acting = true
	keeper := m.keeper
	m.figures()
	m.Runner.Go("composer.act", func(ctx context.Context) (func(), error) {
		err := safely(op, func() error { return do(context.WithoutCancel(ctx)) })
		return func() {
			m.acting = false
			if err != nil {
				m.Shell.Fail(op, err)
			} else {
				done()
			}
			if keeper == m.keeper && m.open {
				m.rereads = false
				m.reread()
			}
			m.figures()
		}, nil
	})
}

func safely(op string, do func() error) (err error) {
	defer caught(op, &err)
	return do()
}

// onceStored does something to the post once all of it is in the store.
func (m *model) onceStored(do func()) {
	m.settled(func(err error) {
		if err != nil {
			m.Shell.Fail("composer: save", err)
			return
		}
		do()
	})
}

// schedule arms the post for its hour, or anew when it was armed before.
func (m *model) schedule() {
	if _, stopped := blocker(m.checks(), false); stopped {
		return
	}
	again := m.isArmed()
	m.onceStored(func() {
		id, b := m.post.ID, m.Words()
		when := b.ShortDateTime(m.wallTime())
		m.act("composer: schedule", func(ctx context.Context) error { return m.Ports.Schedule(ctx, id) }, func() {
			if again {
				m.Shell.Toast(b.T("composer.updated"), nil)
				return
			}
			m.Shell.Toast(b.T("composer.scheduled", "When", when), func() { m.unscheduleID(id) })
		})
	})
}

// publishNow asks, and then publishes at once: that cannot be undone.
func (m *model) publishNow() {
	if _, stopped := blocker(m.checks(), true); stopped {
		return
	}
	b := m.Words()
	m.Shell.Confirm(b.T("composer.now.title"), b.N("composer.now.text", len(m.pending().Variants)), b.T("composer.now"), func() {
		m.onceStored(func() {
			id := m.post.ID
			m.act("composer: publish", func(ctx context.Context) error { return m.Ports.PublishNow(ctx, id) }, func() {
				m.Shell.Toast(b.T("composer.leaving"), nil)
			})
		})
	})
}

// unschedule makes a draft of the post again.
func (m *model) unschedule() {
	id, b := m.post.ID, m.Words()
	m.act("composer: unschedule", func(ctx context.Context) error { return m.Ports.Unschedule(ctx, id) }, func() {
		m.Shell.Toast(b.T("composer.unscheduled"), func() {
			m.act("composer: schedule", func(ctx context.Context) error { return m.Ports.Schedule(ctx, id) }, func() {})
		})
	})
}

func (m *model) unscheduleID(id data.PostID) {
	m.act("composer: unschedule", func(ctx context.Context) error { return m.Ports.Unschedule(ctx, id) }, func() {})
}

// duplicate puts a copy of the post under the pen, as a draft without an hour,
// for the accounts of the post that publish. Where there are none, as with a post
// of an archive, it is for all, like a new one.
func (m *model) duplicate() {
	m.leave(func() {
		m.opening++
		p := clone(m.post)
		p.ID, p.Revision, p.Created, p.Updated, p.When = 0, 0, time.Time{}, time.Time{}, data.Schedule{}
		p.Variants = slices.DeleteFunc(p.Variants, func(v data.Variant) bool {
			a, ok := m.account(v.Account)
			return !ok || !a.State.Publishes()
		})
		if len(p.Variants) == 0 {
			p.Variants = allOf(m.accounts)
		}
		m.show(p, read{accounts: m.accounts})
		m.edits++
		m.touched()
		m.Shell.Toast(m.Words().T("composer.duplicated"), nil)
	})
}

// allOf is every account that publishes, with the common text.
func allOf(accounts []data.Account) []data.Variant {
	var all []data.Variant
	for _, a := range accounts {
		if a.State.Publishes() {
			all = append(all, data.Variant{Account: a.ID})
		}
	}
	return all
}

// remove deletes the post; the toast brings it back.
func (m *model) remove() {
	b, mine, accounts := m.Words(), clone(m.post), m.accounts
	if m.post.ID == 0 && !m.storing {
		m.discard()
		m.Shell.Close()
		if !blank(&mine) {
			m.Shell.Toast(b.T("composer.deleted"), func() {
				m.Shell.Show()
				m.leave(func() {
					m.opening++
					m.show(mine, read{accounts: accounts})
					m.edits++
					m.altered()
				})
			})
		}
		return
	}
	m.onceStored(func() {
		id := m.post.ID
		var back func(context.Context) error
		m.act("composer: delete", func(ctx context.Context) (err error) {
			back, err = m.Ports.Delete(ctx, id)
			return err
		}, func() {
			m.discard()
			m.Shell.Close()
			m.Shell.Toast(b.T("composer.deleted"), func() {
				m.act("composer: restore", back, func() {
					m.Shell.Show()
					m.openPost(id)
				})
			})
		})
	})
}

// mendDelivery does what a remedy says.
func (m *model) mendDelivery(d data.Delivery, r remedy) {
	do := func(op string, f func(context.Context, data.DeliveryID) error) {
		m.onceStored(func() {
			m.act(op, func(ctx context.Context) error { return f(ctx, d.ID) }, func() {})
		})
	}
	switch r {
	case remedyHand:
		m.onceStored(func() { m.Shell.HandOver(d.ID) })
	case remedyHost:
		m.Shell.Connect()
	case remedyBudget:
		m.Shell.Limits()
	case remedyRetry, remedyNow, remedyAnyway:
		do("composer: publish", m.Ports.Retry)
	case remedyUpdate:
		m.schedule()
	case remedyDrop:
		m.unschedule()
	case remedyReconnect:
		m.Shell.Reconnect(d.Account)
	case remedyOnline:
		do("composer: decide", func(ctx context.Context, id data.DeliveryID) error { return m.Ports.Decide(ctx, id, true) })
	case remedyAbsent:
		do("composer: decide", func(ctx context.Context, id data.DeliveryID) error { return m.Ports.Decide(ctx, id, false) })
	case remedyLook:
		do("composer: look", m.Ports.LookAgain)
	case remedySee:
		m.Shell.OpenLink(d.Remote.URL)
	}
}

// wallTime is the post's hour on the brand's wall.
func (m *model) wallTime() time.Time { return m.post.When.Instant.In(m.zone()) }

// foreignZone is the name of the brand's zone where its clock differs from the
// computer's at the post's hour, "" where both show the same.
func (m *model) foreignZone() string {
	at := m.post.When.Instant
	if at.IsZero() {
		at = m.Clock.Now()
	}
	_, there := at.In(m.zone()).Zone()
	if _, here := at.In(m.Local).Zone(); here == there {
		return ""
	}
	return m.Brand().Zone
}
