package plan

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/line"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// ninety is over how long the balance of what went out and of what is planned is
// taken.
const ninety = 90 * 24 * time.Hour

// voice is the section of the editorial line: how the brand speaks, what it does
// not say, and what it speaks about.
type voice struct {
	s      *Screen
	known  bool
	line   data.Line
	places *calendar.KeyDates // the places and trades that are known
	past   []data.Balance
	ahead  []data.Balance
	sample *widgets.TextArea
	found  *fyne.Container // what is to be said about the sample
	scroll *widgets.Scroll
}

func newVoice(s *Screen) *voice {
	t := &voice{s: s, sample: widgets.NewTextArea(3), found: widgets.NewColumn(8), scroll: page(widgets.NewColumn(0))}
	t.sample.Changed = func(string) { t.try() }
	return t
}

func (t *voice) key() string               { return "line" }
func (t *voice) object() fyne.CanvasObject { return t.scroll }
func (t *voice) shows(n data.Noun) bool {
	return n == data.Lines || n == data.Posts || n == data.Deliveries
}

func (t *voice) begin() {
	t.editPillar(data.Pillar{Colour: colours()[len(t.line.Pillars)%len(colours())]})
}
func (t *voice) retranslate() { t.show() }
func (t *voice) forget() {
	t.known, t.line, t.past, t.ahead = false, data.Line{}, nil, nil
	t.show()
}

func (t *voice) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now()
	t.s.Runner.Go("plan.line", func(ctx context.Context) (func(), error) {
		l, err := t.s.Ports.Line(ctx, brand)
		if err != nil {
			return nil, err
		}
		places, err := calendar.KnownKeyDates()
		if err != nil {
			return nil, err
		}
		past, err := t.s.Ports.Balance(ctx, brand, now.Add(-ninety), now)
		if err != nil {
			return nil, err
		}
		ahead, err := t.s.Ports.Balance(ctx, brand, now, now.Add(ninety))
		return func() {
			t.known, t.line, t.places, t.past, t.ahead = true, l, places, past, ahead
			t.show()
		}, err
	})
}

// keep stores the line as it is changed.
func (t *voice) keep(change func(*data.Line), said string) {
	t.s.keepLine("plan.line.keep", change, said, t.read)
}

// lineTries is how often a change is made anew to a line that somebody else changes
// at the same moment.
const lineTries = 3

// keepLine makes a change to the line that the store has at the moment, whatever
// was read for the screen, says so and offers to take it back.
func (s *Screen) keepLine(key string, change func(*data.Line), said string, read func()) {
	brand := s.Brand().ID
	s.Runner.Go(key, func(ctx context.Context) (func(), error) {
		var former, changed data.Line
		err := error(data.ErrStale)
		for try := 0; try < lineTries && errors.Is(err, data.ErrStale); try++ {
			if former, err = s.Ports.Line(ctx, brand); err != nil {
				return nil, err
			}
			former.Brand = brand
			changed = altered(former, change)
			err = s.Ports.SaveLine(ctx, &changed)
		}
		if errors.Is(err, data.ErrStale) {
			return func() {
				s.Shell.Toast(s.Words().T("plan.line.stale"), nil)
				read()
			}, nil
		}
		return func() {
			s.Shell.Toast(said, s.undoing(func(ctx context.Context) error {
				back := former
				back.Revision = changed.Revision
				return s.Ports.SaveLine(ctx, &back)
			}))
			read()
		}, err
	})
}

// altered is a copy of a line with a change.
func altered(l data.Line, change func(*data.Line)) data.Line {
	l.Pillars, l.Forbidden, l.Required = slices.Clone(l.Pillars), slices.Clone(l.Forbidden), slices.Clone(l.Required)
	l.Dates = copied(l.Dates)
	change(&l)
	return l
}

// replaced puts a row in the place of what it was, or behind the last one when it
// was nothing or is gone.
func replaced[T comparable](rows []T, was, now T) []T {
	var none T
	if i := slices.Index(rows, was); i >= 0 && was != none {
		rows[i] = now
		return rows
	}
	return append(rows, now)
}

// without is the rows without one.
func without[T comparable](rows []T, gone T) []T {
	if i := slices.Index(rows, gone); i >= 0 {
		return slices.Delete(rows, i, i+1)
	}
	return rows
}

// show draws what is known.
func (t *voice) show() {
	if !t.known {
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	}
	column := widgets.NewColumn(12, t.voiceBlock(), t.placeBlock(), t.pillarsBlock(), t.forbiddenBlock(), t.requiredBlock(), t.sampleBlock(), t.lawBlock())
	t.scroll.SetContent(framed(column))
	t.try()
}

// fact is one line of what is decided: its name, and what it is.
func fact(name, value string) fyne.CanvasObject {
	return widgets.NewRow(12, widgets.NewFixed(180, widgets.NewLabel(name, theme.Label, theme.Regular, theme.Muted).Shrinking()),
		widgets.NewLabel(value, theme.Strip, theme.Regular, theme.Ink).Wrapping())
}

func (t *voice) voiceBlock() fyne.CanvasObject {
	b, l := t.s.Words(), t.line
	orNone := func(text string) string {
		if text == "" {
			return b.T("common.unknown_number")
		}
		return text
	}
	most := func(c data.Count) string {
		if !c.Known {
			return b.T("plan.line.any")
		}
		return b.N("plan.line.most", int(c.N))
	}
	return block(b.T("plan.line.voice"), b.T("plan.line.voice.why"),
		fact(b.T("plan.line.tone"), orNone(l.Tone)),
		fact(b.T("plan.line.address"), b.T("plan.line.address."+string(l.Address))),
		fact(b.T("plan.line.emoji"), most(l.Emoji)),
		fact(b.T("plan.line.hashtags"), most(l.Hashtags)),
		fact(b.T("plan.line.always"), orNone(strings.Join(l.Always, ", "))),
		widgets.NewRow(8, widgets.NewButton(b.T("plan.line.edit"), t.editVoice).WithIcon(theme.IconPencil), layout.NewSpacer()))
}

// editVoice asks for how the brand speaks.
func (t *voice) editVoice() {
	b, l := t.s.Words(), t.line
	tone := widgets.NewTextArea(3)
	tone.SetText(l.Tone)
	addresses := []data.Address{data.AddressFree, data.AddressVous, data.AddressTu}
	names := make([]string, len(addresses))
	for i, a := range addresses {
		names[i] = b.T("plan.line.address." + string(a))
	}
	address := widgets.NewSegmented(names, max(0, slices.Index(addresses, l.Address)), func(i int) { l.Address = addresses[i] })
	emoji, hashtags, always := widgets.NewField(b.T("plan.line.emoji.most")), widgets.NewField(b.T("plan.line.hashtags.most")), widgets.NewField(b.T("plan.line.always"))
	emoji.SetText(countText(l.Emoji))
	hashtags.SetText(countText(l.Hashtags))
	always.SetText(strings.Join(l.Always, ", "))
	t.s.showForm(b.T("plan.line.voice"), func() bool {
		var ok [2]bool
		l.Emoji, ok[0] = readCount(emoji.Text())
		l.Hashtags, ok[1] = readCount(hashtags.Text())
		for i, f := range []*widgets.Field{emoji, hashtags} {
			f.SetError("")
			if !ok[i] {
				f.SetError(b.T("plan.line.count.fault"))
			}
		}
		if !ok[0] || !ok[1] {
			return false
		}
		l.Tone, l.Always = strings.TrimSpace(tone.Text()), tagsOf(always.Text())
		t.keep(func(to *data.Line) {
			to.Tone, to.Address, to.Emoji, to.Hashtags, to.Always = l.Tone, l.Address, l.Emoji, l.Hashtags, l.Always
		}, b.T("plan.line.kept"))
		return true
	}, emoji, []fyne.CanvasObject{
		widgets.NewLabelled(b.T("plan.line.tone"), tone), widgets.NewLabelled(b.T("plan.line.address"), widgets.NewFlow(0, 0, address)), emoji, hashtags, always,
	})
}

func countText(c data.Count) string {
	if !c.Known {
		return ""
	}
	return strconv.FormatInt(c.N, 10)
}

// readCount reads the most of something; nothing is no limit.
func readCount(text string) (data.Count, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return data.Count{}, true
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return data.Known(int64(n)), err == nil
}

// tagsOf reads hashtags as people type them, with or without their sign.
func tagsOf(text string) (tags []string) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		if one = strings.TrimPrefix(one, "#"); one != "" {
			tags = append(tags, one)
		}
	}
	return tags
}

func (t *voice) sampleBlock() fyne.CanvasObject {
	b := t.s.Words()
	t.sample.SetPlaceholder(b.T("plan.line.sample.hint"))
	return block(b.T("plan.line.sample"), b.T("plan.line.sample.why"), t.sample, t.found)
}

// try holds the sample against the line.
func (t *voice) try() {
	text := t.sample.Text()
	if strings.TrimSpace(text) == "" {
		t.s.Runner.Cancel("plan.line.try")
		t.showFound(nil, false)
		return
	}
	on := line.Context{Line: t.line, Lang: t.s.Brand().Lang, Day: t.s.Clock.Now().In(t.s.zone()).Format(data.DayLayout)}
	t.s.Runner.Go("plan.line.try", func(context.Context) (func(), error) {
		all := line.Check(data.Post{Brand: on.Line.Brand}, []string{text}, on)
		return func() { t.showFound(all, true) }, nil
	})
}

// showFound says what was found about the sample; read tells that there is one.
func (t *voice) showFound(all []line.Finding, read bool) {
	b := t.s.Words()
	t.found.Objects = nil
	for _, f := range all {
		what, why := f.Words(b)
		icon, tone := theme.IconWarning, widgets.ToneCaution
		if f.Level == line.Info {
			icon, tone = theme.IconLetterI, widgets.ToneNeutral
		}
		t.found.Add(widgets.NewRow(10, widgets.NewSign(icon, tone), widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(what, theme.Strip, theme.Medium, theme.Ink).Wrapping(),
			widgets.NewNote(strings.TrimSpace(why+" "+f.Source))))))
	}
	if read && len(all) == 0 {
		t.found.Add(widgets.NewRow(10, widgets.NewSign(theme.IconCheck, widgets.ToneGood),
			widgets.NewLabel(b.T("plan.line.sample.good"), theme.Strip, theme.Regular, theme.Ink).Wrapping()))
	}
	t.found.Refresh()
	t.scroll.Refresh()
}

// lawBlock lists the rules that have a source, with it.
func (t *voice) lawBlock() fyne.CanvasObject {
	b := t.s.Words()
	column := widgets.NewColumn(6)
	said := ""
	for _, r := range line.Rules() {
		if r.Source == "" || r.Source == said || r.Country != "" && r.Country != t.line.Country {
			continue
		}
		said = r.Source
		column.Add(widgets.NewLabel(r.Source, theme.Label, theme.Regular, theme.Muted).Wrapping())
	}
	return block(b.T("line.group.law"), b.T("plan.line.law.why"), column)
}
