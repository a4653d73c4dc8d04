// Package plan is the screen of what is decided before anything is written: the
// campaigns, the hours of the week that are kept for posts, and the editorial
// line.
package plan

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the plan asks of the desk. All of it is called beside the UI
// thread and ends with its ctx.
type Ports interface {
	AgainPorts
	SeriesPorts
	DatesPorts
	BalancePorts

	// Campaigns lists a brand's campaigns, those that go on first.
	Campaigns(ctx context.Context, brand data.BrandID) ([]data.Campaign, error)
	// SaveCampaign inserts a campaign, setting its ID, or changes it.
	SaveCampaign(ctx context.Context, c *data.Campaign) error
	// DeleteCampaign takes a campaign away, from its posts too; undo brings it back
	// to them.
	DeleteCampaign(ctx context.Context, id data.CampaignID) (undo func(context.Context) error, err error)

	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	Slots(ctx context.Context, brand data.BrandID) ([]data.Slot, error)
	// SaveSlots makes slots all those of a brand; saving the former ones again
	// brings them back.
	SaveSlots(ctx context.Context, brand data.BrandID, slots []data.Slot) error
	// Openings lists when the brand's slots come between two instants, and which of
	// them are taken.
	Openings(ctx context.Context, brand data.BrandID, from, to time.Time) ([]calendar.Opening, error)
	// BestHours takes nil for every account of the brand.
	BestHours(ctx context.Context, brand data.BrandID, accounts []data.AccountID) (calendar.Best, error)

	Line(ctx context.Context, brand data.BrandID) (data.Line, error)
	// SaveLine stores an editorial line, whose Revision must be the stored one:
	// data.ErrStale otherwise.
	SaveLine(ctx context.Context, l *data.Line) error
	// Balance counts the posts of each pillar that are due in [from, to).
	Balance(ctx context.Context, brand data.BrandID, from, to time.Time) ([]data.Balance, error)
}

// Shell is what the plan asks of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// ShowCampaign shows the posts of a campaign in the calendar.
	ShowCampaign(id data.CampaignID)
	// NewPostFor begins a post at a time, "2026-11-26T18:30", for one account and
	// one pillar, 0 for any.
	NewPostFor(wall string, account data.AccountID, pillar data.PillarID)
	OpenPost(id data.PostID)
}

// Action is something that the palette and the main menu can do here; its words
// are "plan.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Params is what the plan is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand  // the brand of the moment
	Canvas func() fyne.Canvas // of the window, for what is shown over it
	Corner fyne.CanvasObject  // put in the header before the button; may be nil
}
