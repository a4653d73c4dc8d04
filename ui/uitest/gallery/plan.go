package main

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/ui/uitest/house"
)

// plan is what is decided before anything is written.
func plan() []scene {
	return []scene{
		do("plan-campaigns", "shell.screen.plan", "plan.action.show.campaigns"),
		do("plan-campaign-new", "plan.action.new.campaigns"),
		tap("", "common.cancel"),
		do("plan-slots", "plan.action.show.slots"),
		do("plan-again", "plan.action.show.again"),
		do("plan-again-fill", "plan.action.fill.again"),
		press("", fyne.KeyEscape),
		do("plan-again-add", "plan.action.new.again"),
		press("", fyne.KeyEscape),
		do("plan-series", "plan.action.show.series"),
		{"plan-series-edit", func(ctx context.Context, w *house.Window) error {
			return w.Tap(ctx, w.Book.T("plan.edit", "Name", "Le pain de la semaine"))
		}},
		tap("", "common.cancel"),
		do("plan-dates", "plan.action.show.dates"),
		do("plan-date-new", "plan.action.new.dates"),
		tap("", "common.cancel"),
		do("plan-balance", "plan.action.show.balance"),
		do("plan-line", "plan.action.show.line"),
		tap("plan-place", "plan.place.edit"),
		tap("", "common.cancel"),
	}
}
