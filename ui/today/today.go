// Package today is the screen of the day: what stands still until somebody
// acts, with the button that mends it, what goes out today, what waits for a
// connection, and how the week went. It decides nothing about publishing: it
// asks its ports and shows what they answer.
package today

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the day asks of the desk. All of it is called beside the UI
// thread and ends with its ctx.
type Ports interface {
	ReminderPorts
	PhotoPorts

	// NeedsPerson lists what stands still until somebody acts, most urgent first.
	NeedsPerson(ctx context.Context, brand data.BrandID) ([]data.Entry, error)
	// Waiting lists what waits for a connection, a limit or its turn.
	Waiting(ctx context.Context, brand data.BrandID) ([]data.Entry, error)
	List(ctx context.Context, q data.ListQuery) ([]data.Entry, error)
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	Status(ctx context.Context, brand data.BrandID) (data.Status, error)
	// Expiring lists the accounts whose credentials end soon or have ended, the
	// nearest first, with what is planned for later.
	Expiring(ctx context.Context, brand data.BrandID) ([]data.Expiring, error)
	// Report is about the last days, today included; only nil is every account.
	Report(ctx context.Context, brand data.BrandID, only []data.AccountID, days int) (*report.Report, error)
	// Setting returns "" for what was never saved.
	Setting(ctx context.Context, key string) (string, error)

	// Retry sends one delivery now.
	Retry(ctx context.Context, id data.DeliveryID) error
	// LookAgain looks once more whether a delivery is online.
	LookAgain(ctx context.Context, id data.DeliveryID) error
	// Decide settles by a person's word whether a delivery is online; one that
	// is not is sent again.
	Decide(ctx context.Context, id data.DeliveryID, online bool) error
}

// Shell is what the day asks of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	OpenPost(post data.PostID)
	// NewPost begins a post for a day, "2026-11-26".
	NewPost(day string)
	// NewPostFor begins a post at a time for one account and one pillar; 0 is any.
	NewPostFor(wall string, account data.AccountID, pillar data.PillarID)
	// FillSlots leads to what may come back in the free slots.
	FillSlots()
	// ShowBalance leads to what is shown often and what seldom.
	ShowBalance()
	// Reconnect leads to signing an account in again.
	Reconnect(id data.AccountID)
	// HandOver shows what a person needs to publish a delivery by hand.
	HandOver(id data.DeliveryID)
	// Connect opens what connects an account.
	Connect()
	// Limits leads to what the accounts may cost in a month.
	Limits()
	// PhotoSettings leads to the settings of the watched folder.
	PhotoSettings()
	// Calendar shows the calendar.
	Calendar()
}

// Action is something that the palette and the main menu can do here; its
// words are "today.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Params is what the day is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand // the brand of the moment
	Corner fyne.CanvasObject // put at the right of the header; may be nil
}
