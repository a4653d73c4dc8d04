package plan

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	// ahead is how far the openings are counted.
	ahead = 14 * 24 * time.Hour
	// nextShown is how many openings are offered to be filled.
	nextShown = 5
)

// slots is the section of the hours that are kept for posts.
type slots struct {
	s        *Screen
	known    bool
	all      []data.Slot
	accounts []data.Account
	pillars  []data.Pillar
	openings []calendar.Opening
	weekday  time.Weekday // that the arrow keys start from
	minute   int
	head     *fyne.Container
	foot     *fyne.Container
	week     *widgets.Week
	body     *fyne.Container
}

func newSlots(s *Screen) *slots {
	t := &slots{s: s, weekday: time.Monday, minute: 9 * 60, head: widgets.NewColumn(0), foot: widgets.NewFlow(8, 8)}
	t.week = widgets.NewWeek(widgets.WeekEvents{
		Choose: t.addAt, Write: t.addAt,
		Open:  func(id data.DeliveryID) { t.edit(t.all[id-1]) },
		Menu:  t.menu,
		Drop:  func(id data.DeliveryID, day string, minute int) { t.move(t.all[id-1], weekdayOf(day), minute) },
		Shift: t.shift, Step: t.step,
	})
	t.body = widgets.NewInset(16, theme.Margin, 16, theme.Margin, widgets.NewFrame(12, t.head, t.week, t.foot))
	return t
}

func (t *slots) key() string               { return "slots" }
func (t *slots) object() fyne.CanvasObject { return t.body }
func (t *slots) shows(n data.Noun) bool {
	return n == data.Slots || n == data.Lines || n == data.Accounts || n == data.Posts || n == data.Deliveries
}
func (t *slots) begin()       { t.edit(data.Slot{Weekday: t.weekday, Wall: wallOf(t.minute)}) }
func (t *slots) retranslate() { t.show() }
func (t *slots) forget() {
	t.known, t.all, t.accounts, t.pillars, t.openings = false, nil, nil, nil, nil
	t.show()
}

func (t *slots) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now()
	t.s.Runner.Go("plan.slots", func(ctx context.Context) (func(), error) {
		all, err := t.s.Ports.Slots(ctx, brand)
		if err != nil {
			return nil, err
		}
		accounts, err := t.s.Ports.Accounts(ctx, brand)
		if err != nil {
			return nil, err
		}
		line, err := t.s.Ports.Line(ctx, brand)
		if err != nil {
			return nil, err
		}
		openings, err := t.s.Ports.Openings(ctx, brand, now, now.Add(ahead))
		return func() {
			accounts = slices.DeleteFunc(accounts, func(a data.Account) bool { return !a.State.Publishes() })
			t.known, t.all, t.accounts, t.pillars, t.openings = true, all, accounts, line.Pillars, openings
			t.show()
		}, err
	})
}

// show draws what is known.
func (t *slots) show() {
	b := t.s.Words()
	d := widgets.WeekData{Selected: dayKey(t.weekday), Minute: t.minute, Now: -1}
	for i := range d.Hours {
		d.Hours[i] = b.T("calendar.hour", "Hour", i)
	}
	for i, name := range b.Weekdays() {
		weekday := (b.WeekStart() + time.Weekday(i)) % 7
		d.Days = append(d.Days, widgets.WeekDay{Day: dayKey(weekday), Name: name, Label: name, Chips: t.chips(weekday)})
	}
	t.week.Set(d)
	t.showHead()
	t.showFoot()
	t.body.Refresh()
}

// dayKey names a day of the week for the grid; weekdayOf reads it.
func dayKey(d time.Weekday) string { return strconv.Itoa(int(d)) }

func weekdayOf(key string) time.Weekday {
	n, err := strconv.Atoi(key)
	if err != nil {
		return time.Monday
	}
	return time.Weekday(n)
}

// chips are the slots of a day; a chip's ID is the place of its slot, from 1 on.
func (t *slots) chips(weekday time.Weekday) (chips []widgets.WeekChip) {
	for i, one := range t.all {
		if one.Weekday != weekday {
			continue
		}
		c := widgets.WeekChip{Minute: minuteOf(one.Wall)}
		c.ID, c.Time, c.Title = data.DeliveryID(i+1), one.Wall, t.s.Words().T("plan.slot.any_pillar")
		c.Look.Tone = widgets.ToneAccent
		if p, ok := t.pillar(one.Pillar); ok {
			c.Title, c.Bar = p.Name, p.Colour
		}
		if at := slices.IndexFunc(t.accounts, func(a data.Account) bool { return a.ID == one.Account }); at >= 0 {
			c.Networks = []data.NetworkName{t.accounts[at].Network}
		}
		chips = append(chips, c)
	}
	return chips
}

func (t *slots) pillar(id data.PillarID) (data.Pillar, bool) {
	at := slices.IndexFunc(t.pillars, func(p data.Pillar) bool { return p.ID == id })
	if at < 0 {
		return data.Pillar{}, false
	}
	return t.pillars[at], true
}

func (t *slots) showHead() {
	b := t.s.Words()
	text := b.T("plan.slot.why")
	if t.known && len(t.all) > 0 {
		text = b.N("plan.slot.free", t.free(), "Of", len(t.openings))
	}
	t.head.Objects = []fyne.CanvasObject{widgets.NewRow(12,
		widgets.NewLabel(text, theme.Strip, theme.Regular, theme.Muted).Wrapping(),
		widgets.NewButton(b.T("plan.slot.best"), t.fillBest).WithIcon(theme.IconStar))}
	t.head.Refresh()
}

// free is how many openings nobody has written for yet.
func (t *slots) free() (n int) {
	for _, o := range t.openings {
		if !o.Taken {
			n++
		}
	}
	return n
}

// showFoot offers the next openings to be filled.
func (t *slots) showFoot() {
	b := t.s.Words()
	t.foot.Objects = nil
	for _, o := range t.openings {
		if o.Taken || len(t.foot.Objects) > nextShown {
			continue
		}
		if len(t.foot.Objects) == 0 {
			t.foot.Add(widgets.NewLabel(b.T("plan.slot.next"), theme.Strip, theme.Regular, theme.Muted))
		}
		t.foot.Add(widgets.NewButton(b.ShortDateTime(o.When.Instant.In(t.s.zone())), func() {
			t.s.Shell.NewPostFor(o.When.Wall, o.Slot.Account, o.Slot.Pillar)
		}).WithIcon(theme.IconPlus))
	}
	t.foot.Refresh()
}

// minuteOf reads a time on the wall, "18:30", as minutes after midnight.
func minuteOf(wall string) int {
	at, err := time.Parse("15:04", wall)
	if err != nil {
		return 0
	}
	return at.Hour()*60 + at.Minute()
}

func wallOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func (t *slots) addAt(day string, minute int) {
	t.weekday, t.minute = weekdayOf(day), minute
	t.show()
	t.begin()
}

func (t *slots) step(days, minutes int) {
	t.weekday = (t.weekday + time.Weekday(days) + 7) % 7
	t.minute = min(max(t.minute+minutes, 0), 23*60)
	t.show()
	t.week.ScrollTo(t.minute)
}

func (t *slots) shift(id data.DeliveryID, days, minutes int) {
	one := t.all[id-1]
	minute := minuteOf(one.Wall) + minutes
	if minute >= 0 && minute < 24*60 {
		t.move(one, (one.Weekday+time.Weekday(days)+7)%7, minute)
	}
}

func (t *slots) move(one data.Slot, weekday time.Weekday, minute int) {
	one.Weekday, one.Wall = weekday, wallOf(minute)
	t.put(one)
}

// put stores a slot that is new or was changed.
func (t *slots) put(one data.Slot) {
	t.keep(func(all []data.Slot) []data.Slot {
		if at := slices.IndexFunc(all, func(o data.Slot) bool { return o.ID == one.ID && one.ID != 0 }); at >= 0 {
			all[at] = one
			return all
		}
		return append(all, one)
	}, t.s.Words().T("plan.slot.kept", "When", slotText(t.s.Words(), one)))
}

func (t *slots) remove(one data.Slot) {
	t.keep(func(all []data.Slot) []data.Slot {
		return slices.DeleteFunc(all, func(o data.Slot) bool { return o.ID == one.ID })
	}, t.s.Words().T("plan.slot.removed", "When", slotText(t.s.Words(), one)))
}

// keep changes the slots that the store has at the moment, whatever was read for the
// screen, says so and offers the former ones.
func (t *slots) keep(change func(all []data.Slot) []data.Slot, said string) {
	brand := t.s.Brand().ID
	t.s.Runner.Go("plan.slots.keep", func(ctx context.Context) (func(), error) {
		former, err := t.s.Ports.Slots(ctx, brand)
		if err != nil {
			return nil, err
		}
		all := change(slices.Clone(former))
		err = t.s.Ports.SaveSlots(ctx, brand, all)
		return func() {
			t.s.Shell.Toast(said, t.s.undoing(func(ctx context.Context) error {
				now, err := t.s.Ports.Slots(ctx, brand)
				if err != nil {
					return err
				}
				return t.s.Ports.SaveSlots(ctx, brand, withoutChange(now, former, all))
			}))
			t.read()
		}, err
	})
}

// withoutChange are the slots of now without what was changed between two states
// of before: what was changed since then stays.
func withoutChange(now, former, changed []data.Slot) (back []data.Slot) {
	in := func(all []data.Slot, id data.SlotID) int {
		return slices.IndexFunc(all, func(o data.Slot) bool { return o.ID == id })
	}
	for _, one := range now {
		was, became := in(former, one.ID), in(changed, one.ID)
		switch {
		case was < 0 && became >= 0: // it was new
		case was >= 0 && became >= 0 && former[was] != changed[became]:
			back = append(back, former[was])
		default:
			back = append(back, one)
		}
	}
	for _, one := range former {
		if in(changed, one.ID) < 0 && in(now, one.ID) < 0 {
			back = append(back, one)
		}
	}
	return back
}

// slotText words the hour of a slot: "lun. 09:00".
func slotText(b *words.Book, one data.Slot) string {
	return b.Weekdays()[(int(one.Weekday)-int(b.WeekStart())+7)%7] + " " + one.Wall
}

// fillBest keeps the best hours of the week that have no slot yet.
func (t *slots) fillBest() {
	brand, all := t.s.Brand().ID, slices.Clone(t.all)
	var fresh []data.Slot
	t.s.Runner.Go("plan.slots.best", func(ctx context.Context) (func(), error) {
		best, err := t.s.Ports.BestHours(ctx, brand, nil)
		return func() {
			b, n := t.s.Words(), 0
			for _, h := range best.Hours {
				near := func(o data.Slot) bool { return o.Weekday == h.Weekday && minuteOf(o.Wall)/60 == h.Hour }
				if !slices.ContainsFunc(all, near) {
					one := data.Slot{Weekday: h.Weekday, Wall: wallOf(h.Hour * 60)}
					all, fresh, n = append(all, one), append(fresh, one), n+1
				}
			}
			add := func(all []data.Slot) []data.Slot { return append(all, fresh...) }
			switch {
			case n == 0:
				t.s.Shell.Toast(b.T("plan.slot.best.none"), nil)
			case best.Own:
				t.keep(add, b.N("plan.slot.best.own", n, "Posts", best.Posts))
			default:
				t.keep(add, b.N("plan.slot.best.general", n))
			}
		}, err
	})
}

func (t *slots) menu(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position) {
	b, one := t.s.Words(), t.all[id-1]
	widgets.ShowMenuAt(in, at, []widgets.MenuItem{
		{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(one) }},
		{},
		{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(one) }},
	})
}

// edit shows a slot; one without ID is new.
func (t *slots) edit(one data.Slot) {
	b := t.s.Words()
	hour := widgets.NewField(b.T("plan.slot.hour"))
	hour.SetText(one.Wall)
	hour.SetPlaceholder("18:30")
	start := int(b.WeekStart())
	fields := []fyne.CanvasObject{
		choice(b.T("plan.slot.day"), b.Weekdays(), (int(one.Weekday)-start+7)%7, func(i int) { one.Weekday = time.Weekday((start + i) % 7) }),
		hour,
		t.accountChoice(&one.Account),
	}
	if len(t.pillars) > 0 {
		fields = append(fields, t.pillarChoice(&one.Pillar))
	}
	title := b.T("plan.new.slots")
	var more []fyne.CanvasObject
	var f *form
	if one.ID != 0 {
		title = b.T("plan.slot.edit")
		more = append(more, widgets.NewIconButton(theme.IconTrash, b.T("common.delete"), func() {
			f.close()
			t.remove(one)
		}).As(widgets.Quiet))
	}
	f = t.s.newForm(title, func() bool {
		at, err := time.Parse("15:04", hour.Text())
		if err != nil {
			hour.SetError(b.T("plan.slot.hour.fault"))
			return false
		}
		one.Wall = at.Format("15:04")
		t.put(one)
		return true
	}, hour, fields, more...)
}

func (t *slots) accountChoice(chosen *data.AccountID) fyne.CanvasObject {
	b := t.s.Words()
	options, at := []string{b.T("plan.slot.any_account")}, 0
	for i, a := range t.accounts {
		options = append(options, b.T("common.pair", "A", cmp.Or(a.Name, a.Handle), "B", networkName(b, a.Network)))
		if a.ID == *chosen {
			at = i + 1
		}
	}
	return choice(b.T("plan.slot.account"), options, at, func(i int) {
		*chosen = 0
		if i > 0 {
			*chosen = t.accounts[i-1].ID
		}
	})
}

func (t *slots) pillarChoice(chosen *data.PillarID) fyne.CanvasObject {
	b := t.s.Words()
	options, at := []string{b.T("plan.slot.any_pillar")}, 0
	for i, p := range t.pillars {
		options = append(options, p.Name)
		if p.ID == *chosen {
			at = i + 1
		}
	}
	return choice(b.T("plan.slot.pillar"), options, at, func(i int) {
		*chosen = 0
		if i > 0 {
			*chosen = t.pillars[i-1].ID
		}
	})
}

// networkName is the name of a network in words; one that the catalogues do not
// know goes by its own.
func networkName(b *words.Book, n data.NetworkName) string {
	if key := "network." + string(n); b.Has(key) {
		return b.T(key)
	}
	return string(n)
}
