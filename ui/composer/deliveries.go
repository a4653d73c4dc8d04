package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// deliveries says of a post that is no draft any more where it stands on each
// account, why, and what mends it.
// It stands above the text when something has happened, and below the hour
// while all simply waits.
type deliveries struct {
	c     *Composer
	above *fyne.Container
	below *fyne.Container
	raw   map[data.DeliveryID]bool // whose raw answer is unfolded
	move  func()                   // opens day and hour
}

func newDeliveries(c *Composer) *deliveries {
	return &deliveries{c: c, above: widgets.NewColumn(0), below: widgets.NewColumn(0), raw: map[data.DeliveryID]bool{}}
}

func (d *deliveries) figures() {}

func (d *deliveries) structure() {
	m := d.c.m
	d.above.Objects, d.below.Objects = nil, nil
	list := widgets.NewColumn(10, widgets.NewLabel(m.Words().T("composer.deliveries"), theme.Label, theme.SemiBold, theme.Ink))
	to := d.below
	for _, one := range m.live() {
		if one.State == data.Draft {
			continue
		}
		list.Add(d.entry(one))
		if one.State == data.Sent || one.State.NeedsPerson() || data.ByHand(one.State, one.Reason) {
			to = d.above
		}
	}
	if len(list.Objects) > 1 {
		to.Add(widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 12, list))
	}
	for _, place := range []*fyne.Container{d.above, d.below} {
		if len(place.Objects) > 0 {
			place.Show()
		} else {
			place.Hide()
		}
	}
}

func (d *deliveries) entry(one data.Delivery) fyne.CanvasObject {
	m, b := d.c.m, d.c.m.Words()
	a, _ := m.account(one.Account)
	stale := armed(one) && one.Revision != m.post.Revision
	entry := data.Entry{State: one.State, Reason: one.Reason, Stale: stale || former(one)}
	look := widgets.LookOf(entry)
	words := b.State(one.State, one.Reason)
	if !one.State.NeedsPerson() {
		words = b.Standing(entry)
	}
	name := widgets.NewLabel(m.accountName(one.Account), theme.Strip, theme.Medium, theme.Ink).Shrinking()
	column := widgets.NewColumn(4, widgets.NewRow(theme.Gap, widgets.NewDot(a.Network), name, layout.NewSpacer(),
		widgets.NewPill(words, look.Tone).WithIcon(look.Icon)))
	if one.Late > 0 && one.State == data.Sent {
		column.Add(widgets.NewNote(b.T("state.late", "By", b.Span(one.Late))))
	}
	network := b.T("network." + string(a.Network))
	reason := one.Reason
	if data.HoldsFormer(entry) && reason == "" {
		reason = data.HoldEdited
	}
	if what, why, do := b.Trouble(one.State, reason, network); what != "" {
		column.Add(widgets.NewLabel(what+" "+why+" "+do, theme.Label, theme.Regular, theme.Ink).Wrapping())
	}
	if links := d.links(one); len(links) > 0 {
		column.Add(widgets.NewFlow(14, 2, links...))
	}
	if d.raw[one.ID] {
		column.Add(widgets.NewNote(one.Detail))
	}
	return column
}

// former tells that the network has still to give a delivery back.
func former(d data.Delivery) bool {
	return d.State == data.Handed && d.Reason != "" && d.Reason != data.BackTap
}

func (d *deliveries) links(one data.Delivery) []fyne.CanvasObject {
	b := d.c.m.Words()
	var out []fyne.CanvasObject
	for _, r := range remedies(one) {
		out = append(out, widgets.NewLink(b.T("composer.remedy."+string(r)), func() {
			if r == remedyMove {
				d.move()
				return
			}
			d.c.m.mendDelivery(one, r)
		}))
	}
	if one.Detail != "" && one.State.NeedsPerson() {
		key := "common.details"
		if d.raw[one.ID] {
			key = "common.hide_details"
		}
		out = append(out, widgets.NewLink(b.T(key), func() {
			d.raw[one.ID] = !d.raw[one.ID]
			d.c.structure()
		}).Coloured(theme.Muted))
	}
	return out
}
