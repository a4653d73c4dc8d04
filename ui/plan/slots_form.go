package plan

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// edit shows a slot; one without ID is new.
func (t *slots) edit(one data.Slot) {
	b := t.s.Words()
	hour := widgets.NewField(b.T("plan.slot.hour"))
	hour.SetText(one.Wall)
	hour.SetPlaceholder("18:30")
	start := int(b.WeekStart())
	fields := []fyne.CanvasObject{
		widgets.NewPickOne(b.T("plan.slot.day"), b.Weekdays(), (int(one.Weekday)-start+7)%7, func(i int) { one.Weekday = time.Weekday((start + i) % 7) }),
		hour,
		t.accountChoice(&one.Account),
	}
	if len(t.pillars) > 0 {
		fields = append(fields, t.pillarChoice(&one.Pillar))
	}
	title := b.T("plan.new.slots")
	var more []fyne.CanvasObject
	var f *widgets.Form
	if one.ID != 0 {
		title = b.T("plan.slot.edit")
		more = append(more, remover(b.T("common.delete"), func() {
			f.Close()
			t.remove(one)
		}))
	}
	f = t.s.showForm(title, func() bool {
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
	return widgets.NewPickOne(b.T("plan.slot.account"), options, at, func(i int) {
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
	return widgets.NewPickOne(b.T("plan.slot.pillar"), options, at, func(i int) {
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
