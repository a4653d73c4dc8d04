package composer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// planning is what helps to choose the hour, and what the post belongs to.
type planning struct {
	c        *Composer
	block    *fyne.Container
	acts     *fyne.Container
	repeat   *widgets.Button
	best     *fyne.Container
	chips    *fyne.Container
	note     *widgets.Label
	date     *widgets.Label
	campaign *widgets.PressBox
	track    *widgets.Label
	pillar   *widgets.PressBox
	again    *widgets.PressBox
	said     string // by the chips
}

func newPlanning(c *Composer) *planning {
	b := c.m.Words()
	p := &planning{
		c: c, chips: widgets.NewFlow(6, 6), note: widgets.NewNote(""), track: widgets.NewNote(""),
		date: widgets.NewLabel("", theme.Label, theme.Regular, theme.Warm).Wrapping(),
	}
	p.repeat = widgets.NewButton(b.T("composer.repeat"), p.openRepeat).WithIcon(theme.IconRefresh)
	free := widgets.NewButton(b.T("composer.plan.free"), c.m.nextFree).WithIcon(theme.IconCalendarPlus)
	p.acts = widgets.NewFlow(theme.Gap, theme.Gap, free, p.repeat)
	p.best = widgets.NewColumn(6, widgets.NewLabel(b.T("composer.plan.best"), theme.Label, theme.SemiBold, theme.Ink), p.chips, p.note)
	p.campaign = widgets.NewPressBox(b.T("composer.plan.campaign"), p.chooseCampaign)
	p.pillar = widgets.NewPressBox(b.T("composer.plan.pillar"), p.choosePillar)
	p.again = widgets.NewPressBox(b.T("composer.plan.again"), p.chooseAgain)
	p.block = widgets.NewColumn(10, p.date, p.acts, p.best, p.campaign, p.track, p.pillar, p.again)
	return p
}

func (p *planning) object() fyne.CanvasObject { return p.block }

func (p *planning) structure() { p.figures() }

func (p *planning) figures() {
	m, b := p.c.m, p.c.m.Words()
	m.plan()
	show(p.acts, m.open && !m.finished())
	p.drawBest()
	p.date.SetText(m.dayNote())
	show(p.date, p.date.Text() != "")
	repeat := b.T("composer.repeat")
	if m.planned.series.ID != 0 {
		repeat = m.seriesText()
	}
	p.repeat.SetText(repeat)
	name := m.campaign().Name
	if name == "" {
		name = b.T("composer.plan.none")
	}
	p.campaign.Set(b.T("composer.plan.campaign"), name, "", false)
	show(p.campaign, m.open && len(m.campaigns()) > 0)
	p.track.SetText(m.trackNote())
	show(p.track, p.track.Text() != "")
	name = m.pillar()
	if name == "" {
		name = b.T("composer.plan.no_pillar")
	}
	p.pillar.Set(b.T("composer.plan.pillar"), name, "", false)
	show(p.pillar, m.open && len(m.proofs.guide.Line.Pillars) > 0)
	p.again.Set(b.T("composer.plan.again"), m.againText(), "", false)
	show(p.again, m.open)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// drawBest makes the chips anew only when they say something else.
func (p *planning) drawBest() {
	m, b := p.c.m, p.c.m.Words()
	best := m.planned.best
	hours := best.Hours[:min(bestShown, len(best.Hours))]
	var texts []string
	for _, h := range hours {
		texts = append(texts, m.hourText(h))
	}
	show(p.best, m.open && !m.finished() && len(hours) > 0)
	if best.Own {
		p.note.SetText(b.N("composer.plan.own", best.Posts))
	} else {
		p.note.SetText(b.N("composer.plan.general", best.Posts))
	}
	if said := strings.Join(texts, "\n"); said != p.said {
		p.said, p.chips.Objects = said, nil
		for i, h := range hours {
			chip := widgets.NewPillButton(texts[i], func() {
				if at := m.nextAt(h.Weekday, h.Hour); !at.Zero() {
					m.moveTo(at)
				}
			}).WithTrailing(theme.IconNone)
			if h.Own {
				chip.Set(texts[i], widgets.ToneAccent)
			}
			p.chips.Add(chip)
		}
	}
}

// hourText is an hour of the week, with the posts that it rests on.
func (m *model) hourText(h calendar.BestHour) string {
	b := m.Words()
	text := b.T("composer.plan.hour", "Day", b.Weekdays()[(int(h.Weekday)+6)%7], "Hour", clockText(h.Hour, 0))
	if h.Own {
		return b.T("composer.plan.hour_own", "Hour", text, "Lift", b.SignedPercent(h.Lift, 0), "N", h.N)
	}
	return text
}

// dayNote names what the post's day is known for, "" for nothing.
func (m *model) dayNote() string {
	if m.post.When.Zero() || m.finished() || len(m.planned.dates) == 0 {
		return ""
	}
	var names []string
	for _, d := range m.planned.dates {
		names = append(names, d.Title(m.Words().T))
	}
	return m.Words().T("composer.plan.day", "Names", strings.Join(names, ", "))
}

// trackNote says what is added to which links, "" when nothing is.
func (m *model) trackNote() string {
	t := m.post.Track
	if t.Zero() {
		return ""
	}
	return m.Words().T("composer.plan.track", "Campaign", t.Campaign, "Hosts", strings.Join(t.Hosts, ", "))
}

func (p *planning) chooseCampaign() {
	m, b := p.c.m, p.c.m.Words()
	items := []widgets.MenuItem{{
		Text: b.T("composer.plan.none"), Checked: m.post.Campaign == 0,
		Run: func() { m.chooseCampaign(data.Campaign{}) },
	}}
	for _, c := range m.campaigns() {
		items = append(items, widgets.MenuItem{
			Text: c.Name, Checked: c.ID == m.post.Campaign, Run: func() { m.chooseCampaign(c) },
		})
	}
	widgets.ShowMenu(p.campaign, items)
}

func (p *planning) choosePillar() {
	m, b := p.c.m, p.c.m.Words()
	items := []widgets.MenuItem{{
		Text: b.T("composer.plan.no_pillar"), Checked: m.post.Pillar == 0, Run: func() { m.choosePillar(0) },
	}}
	for _, pillar := range slices.Clone(m.proofs.guide.Line.Pillars) {
		items = append(items, widgets.MenuItem{
			Text: pillar.Name, Checked: pillar.ID == m.post.Pillar, Run: func() { m.choosePillar(pillar.ID) },
		})
	}
	widgets.ShowMenu(p.pillar, items)
}

func (p *planning) chooseAgain() {
	m, b := p.c.m, p.c.m.Words()
	items := []widgets.MenuItem{{
		Text: b.T("composer.plan.once"), Checked: m.post.Again.Days == 0, Run: func() { m.comeBack(0) },
	}}
	days := restOf()
	if now := m.post.Again.Days; now > 0 && !slices.Contains(days, now) {
		days = append(days, now)
		slices.Sort(days)
	}
	for _, n := range days {
		items = append(items, widgets.MenuItem{
			Text: b.N("composer.plan.again_after", n), Checked: n == m.post.Again.Days, Run: func() { m.comeBack(n) },
		})
	}
	widgets.ShowMenu(p.again, items)
}
