package composer

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

const (
	// saveDelay is from the first key after a save to the next one: with the
	// time that saving takes it stays below two seconds, however long somebody
	// types without a pause.
	saveDelay = 1200 * time.Millisecond
	// retryDelay is the pause after a save that failed.
	retryDelay = 10 * time.Second
	// countDelay keeps counting and colouring out of the way of the keys.
	countDelay = 80 * time.Millisecond
	// firstHour is the hour of a post that was begun by choosing a day.
	firstHour = "T09:00"
)

// model is what the pane shows and does, without drawing it. It lives on the
// UI thread. structure is called when there is something else to draw, figures
// when only counts, checks and states moved, begun when a new post is there to
// be written.
type model struct {
	Params
	structure func()
	figures   func()
	begun     func()

	draft
	open       bool
	opening    int // grows with every post that is opened
	accounts   []data.Account
	deliveries []data.Delivery
	tab        data.AccountID
	part       int // the part under the caret

	keeper   *keeper
	storing  bool // a save is under way
	timed    bool // a save is due
	stored   int  // the newest edit in the store
	savedAt  time.Time
	trouble  error // why the last save failed
	waiting  []func(error)
	rereads  bool // something changed while a save was under way
	acting   bool // scheduling or the like is under way
	attached int  // numbers the batches of files
	taking   []*taking
	around   around
	proofs   proofs
	planned  planned
	stock    stock
	beside   beside
	inserted []*inserted
	notices  []string // what could not be attached, in words, until dismissed
}

func newModel(p Params) *model {
	nothing := func() {}
	return &model{
		Params: p, structure: nothing, figures: nothing, begun: nothing, keeper: &keeper{ports: p.Ports},
		proofs: proofs{reader: newReader(p.Dictionaries)},
	}
}

// read is what the store knows of a post.
type read struct {
	post       data.Post
	accounts   []data.Account
	deliveries []data.Delivery
}

// fetch reads a post with all that belongs to it; id 0 only the accounts.
func fetch(ctx context.Context, ports Ports, brand data.BrandID, id data.PostID) (read, error) {
	var r read
	var err error
	if r.accounts, err = ports.Accounts(ctx, brand); err != nil || id == 0 {
		return r, err
	}
	if r.post, err = ports.Post(ctx, id); err != nil {
		return r, err
	}
	r.deliveries, err = ports.Deliveries(ctx, id)
	return r, err
}

// openPost shows a stored post once the present one is safe.
func (m *model) openPost(id data.PostID) {
	if m.open && m.post.ID == id && id != 0 {
		return
	}
	m.leave(func() {
		m.opening++
		m.load(id, func(r read) { m.show(r.post, r) })
	})
}

// openNew shows an empty post to every account that is ready. day is a date of
// the brand's zone, with or without an hour; "" chooses none yet.
func (m *model) openNew(day string) { m.openNewAs(day, func(*data.Post) {}, func() {}) }

// openNewAs is openNew for a post that shape changes before it is shown; then is
// called when it is.
func (m *model) openNewAs(day string, shape func(*data.Post), then func()) {
	m.leave(func() {
		m.opening++
		m.load(0, func(r read) {
			brand := m.Brand()
			p := data.Post{Brand: brand.ID, Lang: brand.Lang, Parts: []string{""}, When: m.dayOf(day)}
			p.Variants = allOf(r.accounts)
			shape(&p)
			m.show(p, r)
			m.begun()
			then()
		})
	})
}

func (m *model) load(id data.PostID, then func(read)) {
	brand, opening := m.Brand().ID, m.opening
	m.Runner.Go("composer.open", func(ctx context.Context) (func(), error) {
		r, err := fetch(ctx, m.Ports, brand, id)
		return func() {
			switch {
			case opening != m.opening:
			case err != nil:
				m.Shell.Fail("composer: open", err)
			default:
				then(r)
			}
		}, nil
	})
}

// show puts a post under the pen.
func (m *model) show(p data.Post, r read) {
	m.dropTaking()
	m.keeper = &keeper{ports: m.Ports, base: clone(p)}
	m.draft = draft{post: clone(p)}
	m.accounts, m.deliveries = r.accounts, r.deliveries
	m.open, m.tab, m.part, m.inserted = true, common, 0, nil
	m.stored, m.savedAt, m.trouble, m.notices = 0, p.Updated, nil, nil
	m.storing, m.timed, m.rereads, m.waiting = false, false, false, nil
	m.dropBeside()
	m.structure()
	m.readBeside()
}

// dayOf is the schedule for a day that was chosen in the calendar. A day
// without an hour gets nine o'clock, or today the hour after the next full one.
func (m *model) dayOf(day string) data.Schedule {
	if day == "" {
		return data.Schedule{}
	}
	wall := day
	if len(day) == len(data.DayLayout) {
		wall = day + firstHour
		now := m.Clock.Now().In(m.zone())
		if now.Format(data.DayLayout) == day && now.Format(data.WallLayout) >= wall {
			wall = now.Truncate(time.Hour).Add(2 * time.Hour).Format(data.WallLayout)
		}
	}
	s, _, err := calendar.Resolve(wall, m.Brand().Zone)
	if err != nil {
		m.Shell.Fail("composer: date", err)
		return data.Schedule{}
	}
	return s
}

// discard forgets the post on the screen without storing it.
func (m *model) discard() {
	m.dropTaking()
	m.opening++
	m.dropBeside()
	m.open, m.draft, m.inserted = false, draft{}, nil
	m.keeper = &keeper{ports: m.Ports}
	m.stored, m.storing, m.timed, m.waiting = 0, false, false, nil
	m.structure()
}

// account returns an account of the brand.
func (m *model) account(id data.AccountID) (data.Account, bool) {
	i := slices.IndexFunc(m.accounts, func(a data.Account) bool { return a.ID == id })
	if i < 0 {
		return data.Account{}, false
	}
	return m.accounts[i], true
}

// choose shows another tab; what was typed is stored at once.
func (m *model) choose(tab data.AccountID) {
	if tab != m.tab {
		m.inserted = nil // what was done in a text is not taken back once another was shown
	}
	m.tab = tab
	m.part = min(m.part, len(m.parts(tab))-1)
	m.save()
	m.structure()
}

// typed is called with each key in a text: it must cost next to nothing.
func (m *model) typed(tab data.AccountID, part int, text string) {
	m.part = part
	m.setText(tab, part, text)
	m.touched()
}

// touched starts the clocks after a change of the draft.
func (m *model) touched() {
	if !m.unsaved() {
		return
	}
	m.Runner.After(countDelay, "composer.count", func() { m.figures() })
	m.saveSoon(saveDelay)
}

// altered is touched for what also changes what is drawn.
func (m *model) altered() {
	m.touched()
	m.structure()
}

// heard reacts to what changed in the store, by whoever's hand.
func (m *model) heard(c data.Change) {
	if !m.open {
		return
	}
	switch c.Noun {
	case data.Posts:
		if c.IDs == nil || slices.Contains(c.IDs, int64(m.post.ID)) {
			m.reread()
		}
		if m.post.Twin != 0 && slices.Contains(c.IDs, int64(m.post.Twin)) {
			m.reproof()
			m.readBeside()
		}
	case data.Deliveries, data.Accounts:
		m.around.edit = -1
		m.reread()
		m.readBeside()
	case data.Settings:
		m.around.edit = -1
		m.figures()
	case data.SeriesRows:
		m.replan()
	case data.Templates:
		m.restock()
	case data.KnownWords, data.Lines, data.Products, data.Campaigns:
		m.reproof()
	}
}

// reread brings in what the store knows, unless a save or an act is under way:
// then afterwards.
func (m *model) reread() {
	if m.storing || m.acting {
		m.rereads = true
		return
	}
	keeper, brand, id := m.keeper, m.Brand().ID, m.keeper.stored().ID
	m.Runner.Go("composer.reread", func(ctx context.Context) (func(), error) {
		r, err := fetch(ctx, m.Ports, brand, id)
		return func() {
			if keeper == m.keeper {
				m.brought(r, id, err)
			}
		}, nil
	})
}

func (m *model) brought(r read, id data.PostID, err error) {
	switch {
	case m.storing || m.acting:
		m.rereads = true
		return
	case errors.Is(err, data.ErrNoSuch):
		m.deletedElsewhere()
		return
	case err != nil:
		m.Shell.Fail("composer: open", err)
		return
	}
	same := reflect.DeepEqual(m.accounts, r.accounts)
	m.accounts = r.accounts
	if base := m.keeper.stored(); id != 0 && base.ID == id {
		same = same && reflect.DeepEqual(m.deliveries, r.deliveries) && r.post.Revision <= base.Revision
		m.deliveries = r.deliveries
		if r.post.Revision > base.Revision {
			m.adopt(base, r.post)
		} else if r.post.Twin != base.Twin { // naming the twin is no new version
			m.keeper.rebase(r.post)
			m.post.Twin, same = r.post.Twin, false
		}
	}
	if !same { // what is only our own save coming back must not disturb who types
		m.structure()
	}
}

// adopt merges what somebody else stored into the draft.
func (m *model) adopt(base, theirs data.Post) {
	merged, conflict := merge(base, m.post, theirs)
	clean := !m.unsaved()
	m.keeper.rebase(theirs)
	m.post = merged
	m.settleTab()
	if clean {
		m.savedAt = theirs.Updated
		return
	}
	m.edits++
	m.touched()
	if conflict {
		m.offerTheirs(theirs)
	}
}

// settleTab goes back to the common text when the tab's account is gone.
func (m *model) settleTab() {
	if m.tab != common && m.variant(m.tab) < 0 {
		m.tab = common
	}
	m.part = min(m.part, len(m.parts(m.tab))-1)
}

// deletedElsewhere closes the pane, unless there is text that was not stored:
// the next save then keeps it as a new post.
func (m *model) deletedElsewhere() {
	if m.unsaved() {
		return
	}
	m.discard()
	m.Shell.Close()
	m.Shell.Toast(m.Words().T("composer.deleted_elsewhere"), nil)
}

// offerTheirs says that both sides changed the same thing and offers the other
// version.
func (m *model) offerTheirs(theirs data.Post) {
	b := m.Words()
	keeper := m.keeper
	m.Shell.Offer(b.T("composer.conflict"), b.T("composer.conflict.theirs"), func() {
		if keeper != m.keeper {
			return
		}
		mine := clone(m.post)
		m.replace(theirs)
		m.Shell.Toast(b.T("composer.conflict.taken"), func() {
			if keeper == m.keeper {
				m.replace(mine)
			}
		})
	})
}

// replace puts another content in the place of the draft's.
func (m *model) replace(by data.Post) {
	m.post = clone(by)
	m.edits++
	m.settleTab()
	m.altered()
}
