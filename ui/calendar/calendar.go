// Package calendar is the screen on which posts are planned: by day, week, month
// and year and as a list, with the figures of the accounts above. It decides nothing
// about publishing: it asks its ports and shows what they answer.
package calendar

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the calendar asks of the desk. All of it is called beside the
// UI thread and ends with its ctx.
type Ports interface {
	Agenda(ctx context.Context, q data.AgendaQuery) ([]data.Day, error)
	List(ctx context.Context, q data.ListQuery) ([]data.Entry, error)
	// Indicators takes nil for every account of the brand.
	Indicators(ctx context.Context, brand data.BrandID, accounts []data.AccountID) ([]data.Indicator, error)
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	// Move gives a post another time, on all accounts that it has not reached
	// yet, and stores it; undo puts the former time back. On an error nothing
	// has changed.
	Move(ctx context.Context, post data.PostID, when data.Schedule) (undo func(context.Context) error, err error)
	// Copy makes a draft with the content of a post at another time; undo takes
	// the copy away.
	Copy(ctx context.Context, post data.PostID, when data.Schedule) (undo func(context.Context) error, err error)
	// Delete takes a post out of the calendar; undo brings it back.
	Delete(ctx context.Context, post data.PostID) (undo func(context.Context) error, err error)
	// SetCampaign puts a post into a campaign, 0 for none; undo puts it back into
	// the former one.
	SetCampaign(ctx context.Context, post data.PostID, campaign data.CampaignID) (undo func(context.Context) error, err error)
	Campaigns(ctx context.Context, brand data.BrandID) ([]data.Campaign, error)
	Line(ctx context.Context, brand data.BrandID) (data.Line, error)
	// Openings lists when the brand's slots come between two instants, and which of
	// them are taken.
	Openings(ctx context.Context, brand data.BrandID, from, to time.Time) ([]calendar.Opening, error)
	// KeyDates lists the key dates of the brand's place and trade that touch the
	// days from one to another, both included.
	KeyDates(ctx context.Context, brand data.BrandID, from, to string) ([]calendar.KeyDate, error)
	// BestHours takes nil for every account of the brand.
	BestHours(ctx context.Context, brand data.BrandID, accounts []data.AccountID) (calendar.Best, error)
	// Post reads a post, for what is said of it below the pointer.
	Post(ctx context.Context, id data.PostID) (data.Post, error)
	// Ideas are those of the board, each column from top to bottom.
	Ideas(ctx context.Context, brand data.BrandID) ([]data.Idea, error)
	// PlanIdea makes a draft of an idea, which leaves the board, at a time and in a
	// campaign, 0 for none; undo takes the draft away and puts the idea back.
	PlanIdea(ctx context.Context, i data.Idea, when data.Schedule, campaign data.CampaignID) (id data.PostID, undo func(context.Context) error, err error)
	// Setting returns "" for what was never saved.
	Setting(ctx context.Context, key string) (string, error)
	SaveSetting(ctx context.Context, key, value string) error
}

// Shell is what the calendar asks of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	OpenPost(post data.PostID)
	// NewPost begins a post for a day, "2026-11-26", or for a time of that day,
	// "2026-11-26T18:30".
	NewPost(day string)
	// NewPostFor is NewPost at a time for one account and one pillar, 0 for any.
	NewPostFor(day string, account data.AccountID, pillar data.PillarID)
	// HandOver shows what a person needs to publish a delivery by hand.
	HandOver(id data.DeliveryID)
	// Connect opens what connects an account.
	Connect()
	// ImportPosts shows what takes posts from a table.
	ImportPosts()
	// Fail says in words that op went wrong.
	Fail(op string, err error)
}

// Action is something that the palette and the main menu can do here; its
// words are "calendar.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Params is what the calendar is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand // the brand of the moment
	Local  *time.Location    // the computer's zone; nil: none is shown beside the brand's
	Corner fyne.CanvasObject // put at the right of the header; may be nil
}
