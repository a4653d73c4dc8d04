package ui

import (
	"context"
	"time"

	"parvis/data"
	"parvis/ui/widgets"
)

// How long something said in passing stays: longer when it can be undone.
const (
	toastTime = 5 * time.Second
	undoTime  = 10 * time.Second
)

// Toast says something for a moment; undo, unless nil, is offered with it.
func (ui *Window) Toast(text string, undo func()) {
	action := ""
	if undo != nil {
		action = ui.book.T("common.undo")
	}
	ui.Offer(text, action, undo)
}

// Offer says something for a moment and offers one thing to do about it.
func (ui *Window) Offer(text, action string, do func()) {
	number := ui.toasts.Add(widgets.Toast{Text: text, Action: action, Run: do, Close: ui.book.T("common.close")})
	stay := toastTime
	if do != nil {
		stay = undoTime
	}
	ui.Runner.After(stay, "ui.toast."+ui.book.Number(int64(number)), func() { ui.toasts.Dismiss(number) })
}

// Confirm asks before what cannot be undone.
func (ui *Window) Confirm(title, text, action string, do func()) {
	widgets.Ask(ui.window.Canvas(), widgets.Question{
		Title: title, Text: text, Do: action, Cancel: ui.book.T("common.cancel"), Danger: true, Run: do,
	})
}

// Fail says in words that op went wrong. The error itself goes to the log.
func (ui *Window) Fail(op string, err error) {
	ui.Log.Error("ui: "+op, "err", err)
	what, _, todo := ui.book.Error(err, "")
	ui.Offer(what+" "+todo, "", nil)
}

// OpenPost opens a post in the pane.
func (ui *Window) OpenPost(id data.PostID) {
	ui.pane.show(true)
	ui.composer.Open(id)
	ui.calendar.Opened(id)
}

// NewPost begins a post for a day or a time of it; "" chooses neither.
func (ui *Window) NewPost(day string) {
	ui.showStart(false)
	ui.pane.show(true) // first: what is not in sight takes no keyboard
	ui.composer.OpenNew(day)
}

// NewPostFor begins a post at a time, "2026-11-26T18:30", for one account and one
// pillar; 0 is any.
func (ui *Window) NewPostFor(day string, account data.AccountID, pillar data.PillarID) {
	ui.showStart(false)
	ui.pane.show(true)
	ui.composer.OpenFor(day, account, pillar)
}

// ShowCampaign shows the posts of a campaign in the calendar, and only those.
func (ui *Window) ShowCampaign(id data.CampaignID) {
	ui.goTo(ui.index("calendar"))
	ui.calendar.ShowCampaign(id)
}

// Show brings the pane into sight.
func (ui *Window) Show() { ui.pane.show(true) }

// Close puts the pane away.
func (ui *Window) Close() { ui.pane.show(false) }

// Connect leads to connecting an account.
func (ui *Window) Connect() {
	ui.goTo(ui.index("settings"))
	ui.settings.Connect()
}

// OpenLine shows the editorial line.
func (ui *Window) OpenLine() {
	ui.pane.enlarge(false)
	ui.goTo(ui.index("plan"))
	for _, a := range ui.plan.Actions() {
		if a.Key == "show.line" {
			a.Run()
		}
	}
}

// Calendar shows the calendar.
func (ui *Window) Calendar() { ui.goTo(ui.index("calendar")) }

// Reconnect leads to signing an account in again.
func (ui *Window) Reconnect(id data.AccountID) {
	ui.goTo(ui.index("settings"))
	ui.settings.Reconnect(id)
}

// OpenLink shows a page in the browser.
func (ui *Window) OpenLink(url string) {
	if err := ui.System.OpenLink(url); err != nil {
		ui.Fail("open link", err)
	}
}

// OpenFolder shows a folder of this computer.
func (ui *Window) OpenFolder(path string) {
	if err := ui.System.OpenFolder(path); err != nil {
		ui.Fail("open folder", err)
	}
}

// Demo opens the demonstration.
func (ui *Window) Demo() {
	if err := ui.System.Demo(); err != nil {
		ui.Fail("open the demonstration", err)
	}
}

// SetSetting keeps a value, which holds as soon as it is stored.
func (ui *Window) SetSetting(name, value string) {
	ui.Runner.Go("ui.set."+name, func(ctx context.Context) (func(), error) {
		return nil, ui.Desk.SaveSetting(ctx, name, value)
	})
}

func (ui *Window) restoreFrom(path string) {
	ui.Runner.Go("ui.restore", func(ctx context.Context) (func(), error) {
		return nil, ui.Desk.Restore(ctx, path)
	})
}
