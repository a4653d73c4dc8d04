package plan

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
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

func (t *slots) menu(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position) {
	b, one := t.s.Words(), t.all[id-1]
	widgets.ShowMenuAt(in, at, []widgets.MenuItem{
		{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(one) }},
		{},
		{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(one) }},
	})
}
