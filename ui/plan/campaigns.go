package plan

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// campaigns is the section of campaigns.
type campaigns struct {
	s      *Screen
	known  bool
	all    []data.Campaign
	scroll *widgets.Scroll
}

func newCampaigns(s *Screen) *campaigns { return &campaigns{s: s, scroll: page(widgets.NewColumn(0))} }

func (t *campaigns) key() string               { return "campaigns" }
func (t *campaigns) object() fyne.CanvasObject { return t.scroll }
func (t *campaigns) shows(n data.Noun) bool {
	return n == data.Campaigns || n == data.Posts || n == data.Deliveries
}
func (t *campaigns) forget()      { t.known, t.all = false, nil; t.show() }
func (t *campaigns) retranslate() { t.show() }

func (t *campaigns) begin() {
	t.edit(data.Campaign{Aim: data.AimKnown, Colour: colours()[len(t.all)%len(colours())]})
}

// colours are offered for campaigns and pillars: far apart, on light and dark;
// "plan.colour.<n>" names them, from 1 on.
func colours() []string {
	return []string{"#C2573A", "#D39B2A", "#5E8C3A", "#2B8A8A", "#3D6FB6", "#7A5BB5", "#B8508F", "#7A7F87"}
}

func colourNames(b *words.Book) []string {
	names := make([]string, len(colours()))
	for i := range names {
		names[i] = b.T("plan.colour." + b.Number(int64(i+1)))
	}
	return names
}

func (t *campaigns) read() {
	brand := t.s.Brand().ID
	t.s.Runner.Go("plan.campaigns", func(ctx context.Context) (func(), error) {
		all, err := t.s.Ports.Campaigns(ctx, brand)
		return func() {
			t.known, t.all = true, all
			t.show()
		}, err
	})
}

// show draws what is known.
func (t *campaigns) show() {
	b := t.s.Words()
	if t.known && len(t.all) == 0 {
		t.scroll.SetContent(emptyPage(theme.IconTarget,
			b.T("plan.campaign.empty.title"), b.T("plan.campaign.empty.text"), b.T("plan.new.campaigns"), t.begin))
		return
	}
	if len(t.all) == 0 {
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	}
	var rows []fyne.CanvasObject
	for _, c := range t.all {
		rows = append(rows, t.row(c))
	}
	t.scroll.SetContent(framed(
		block(b.T("plan.section.campaigns"), b.T("plan.campaign.why"), divided(rows))))
}

func (t *campaigns) row(c data.Campaign) fyne.CanvasObject {
	b := t.s.Words()
	about := b.T("common.pair", "A", b.T("aim."+string(c.Aim)), "B", b.N("plan.campaign.posts", c.Posts))
	if span := spanText(b, c.From, c.To); span != "" {
		about = b.T("common.pair", "A", span, "B", about)
	}
	row := widgets.NewRow(12, widgets.NewColourDot(c.Colour), widgets.Stretch(widgets.NewColumn(1,
		widgets.NewLabel(c.Name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewLabel(about, theme.Label, theme.Regular, theme.Muted).Shrinking())))
	if state, tone := t.state(c); state != "" {
		row.Add(widgets.NewPill(state, tone))
	}
	row.Add(widgets.NewLink(b.T("plan.campaign.show"), func() { t.s.Shell.ShowCampaign(c.ID) }))
	row.Add(changer(b.T("plan.edit", "Name", c.Name), func() { t.edit(c) }))
	row.Add(remover(b.T("plan.delete", "Name", c.Name), func() { t.remove(c) }))
	return row
}

// state says where a campaign stands in time; "" for one without days.
func (t *campaigns) state(c data.Campaign) (string, widgets.Tone) {
	b, today := t.s.Words(), t.s.Clock.Now().In(t.s.zone()).Format(data.DayLayout)
	switch {
	case c.Ended:
		return b.T("plan.campaign.ended"), widgets.ToneNeutral
	case c.To != "" && c.To < today:
		return b.T("plan.campaign.past"), widgets.ToneCaution
	case c.From > today:
		return b.T("plan.campaign.ahead"), widgets.ToneAccent
	case c.From != "" || c.To != "":
		return b.T("plan.campaign.running"), widgets.ToneGood
	}
	return "", widgets.ToneNeutral
}

// spanText words the days of a campaign, of which either may be open.
func spanText(b *words.Book, from, to string) string {
	first, errFirst := time.Parse(data.DayLayout, from)
	last, errLast := time.Parse(data.DayLayout, to)
	switch {
	case errFirst == nil && errLast == nil:
		return b.DateRange(first, last)
	case errFirst == nil:
		return b.T("plan.since", "Day", dayText(b, from))
	case errLast == nil:
		return b.T("plan.until", "Day", dayText(b, to))
	}
	return ""
}

func (t *campaigns) save(c data.Campaign) {
	t.s.Runner.Go("plan.campaign.save", func(ctx context.Context) (func(), error) {
		return t.read, t.s.Ports.SaveCampaign(ctx, &c)
	})
}

func (t *campaigns) remove(c data.Campaign) {
	t.s.Runner.Go("plan.campaign.remove", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.DeleteCampaign(ctx, c.ID)
		return func() {
			t.s.Shell.Toast(t.s.Words().T("plan.campaign.removed", "Campaign", c.Name), t.s.undoing(undo))
			t.read()
		}, err
	})
}

// edit shows a campaign in full; one without ID is new.
func (t *campaigns) edit(c data.Campaign) {
	b := t.s.Words()
	name, hosts, medium, code := widgets.NewField(b.T("plan.campaign.name")), widgets.NewField(b.T("plan.campaign.hosts")),
		widgets.NewField(b.T("plan.campaign.medium")), widgets.NewField(b.T("plan.campaign.code"))
	name.SetText(c.Name)
	name.SetPlaceholder(b.T("plan.campaign.name.hint"))
	hosts.SetText(strings.Join(c.Track.Hosts, ", "))
	hosts.SetPlaceholder(b.T("plan.campaign.hosts.hint"))
	medium.SetText(c.Track.Medium)
	medium.SetPlaceholder("social")
	code.SetText(c.Track.Campaign)
	code.SetPlaceholder(b.T("plan.campaign.code.hint"))
	why := widgets.NewNote(b.T("aim." + string(c.Aim) + ".why"))
	var f *widgets.Form
	aims, chosen := make([]string, len(data.Aims())), 0
	for i, aim := range data.Aims() {
		aims[i] = b.T("aim." + string(aim))
		if aim == c.Aim {
			chosen = i
		}
	}
	aim := widgets.NewSegmented(aims, chosen, func(i int) {
		c.Aim = data.Aims()[i]
		why.SetText(b.T("aim." + string(c.Aim) + ".why"))
		f.Relay()
	})
	fields := []fyne.CanvasObject{
		name,
		widgets.NewColumn(6, widgets.NewLabelled(b.T("plan.campaign.aim"), widgets.NewFlow(0, 0, aim)), why),
		widgets.NewLabelled(b.T("plan.campaign.colour"), widgets.NewFlow(0, 0, widgets.NewSwatches(colours(), colourNames(b), c.Colour, func(hex string) { c.Colour = hex }))),
		widgets.NewRow(10, widgets.Stretch(t.s.dayBox(b.T("plan.campaign.from"), &c.From)), widgets.Stretch(t.s.dayBox(b.T("plan.campaign.to"), &c.To))),
		hosts, code, medium, widgets.NewNote(b.T("plan.campaign.track.why")),
		widgets.NewTick(b.T("plan.campaign.ended"), b.T("plan.campaign.ended.why"), c.Ended, func(on bool) { c.Ended = on }),
	}
	title := b.T("plan.new.campaigns")
	if c.ID != 0 {
		title = b.T("plan.campaign.edit")
	}
	f = t.s.showForm(title, func() bool {
		c.Brand, c.Name = t.s.Brand().ID, strings.TrimSpace(name.Text())
		c.Track.Hosts, c.Track.Medium, c.Track.Campaign = hostsOf(hosts.Text()), strings.TrimSpace(medium.Text()), strings.TrimSpace(code.Text())
		name.SetError("")
		hosts.SetError("")
		switch {
		case c.Name == "":
			name.SetError(b.T("plan.campaign.name.fault"))
			return false
		case c.Track.Campaign != "" && len(c.Track.Hosts) == 0:
			hosts.SetError(b.T("plan.campaign.hosts.fault"))
			return false
		}
		if c.From != "" && c.To != "" && c.To < c.From {
			c.From, c.To = c.To, c.From
		}
		t.save(c)
		return true
	}, name, fields)
}

// hostsOf reads hosts as a person types or pastes them: with or without a
// scheme, a path or "www.", between commas or spaces.
func hostsOf(text string) (hosts []string) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		if _, rest, ok := strings.Cut(one, "://"); ok {
			one = rest
		}
		one, _, _ = strings.Cut(one, "/")
		if one = strings.TrimPrefix(strings.ToLower(one), "www."); one != "" {
			hosts = append(hosts, one)
		}
	}
	return hosts
}
