package uitest_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// A draft is given the next free hour, comes back three times, is looked at as an
// account shows it, and is put back to a former version.
func TestTourOfPlanningAPost(t *testing.T) {
	v := newVisit(t)
	id, err := v.house.Post(v.ctx, "Galette des rois")
	v.ok(err)
	stored := func() data.Post {
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return p
	}
	first := stored()
	v.OpenPost(id)
	v.ok(v.Settle(v.ctx))

	v.tapWord("composer.plan.free")
	v.until("another hour", glance, func() bool { return v.says("Prévue ") })
	v.ok(v.Do(v.ctx, "composer.action.save"))
	v.until("the hour in the store", glance, func() bool { return stored().When != first.When })

	v.tapWord("composer.repeat")
	v.until("the sheet", glance, func() bool { return v.says(v.Book.T("composer.repeat.title")) })
	v.tapWord("composer.repeat.set")
	v.until("the series", glance, func() bool { return stored().Series != 0 })
	all, err := v.house.Desk.Series(v.ctx, v.brand)
	v.ok(err)
	if len(all) == 0 || all[len(all)-1].Model.When.Wall != stored().When.Wall {
		t.Fatalf("the series are %+v", all)
	}

	v.tapWord("composer.preview")
	v.until("the preview", glance, func() bool { return v.says("Les premières galettes") })
	v.tapWord("common.close")

	v.ok(v.Do(v.ctx, "composer.action.history"))
	v.until("the versions", glance, func() bool { return v.says(v.Book.T("composer.history.title")) })
	rows := shown[*widgets.PressRow](v)
	for _, r := range rows {
		if r.Text().Value == v.Book.T("composer.history.first") {
			test.Tap(r)
		}
	}
	v.tapWord("composer.history.restore")
	v.until("the former hour", glance, func() bool { return stored().When == first.When })
}
