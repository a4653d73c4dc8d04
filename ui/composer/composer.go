// Package composer is the pane in which a post is written: one text and what
// differs from it per account, pictures, day and hour, and what to know before
// publishing. It never waits: everything that is typed is kept within two
// seconds, and at once on the way out.
package composer

import (
	"context"
	"image"
	"io"
	"io/fs"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the composer asks of the running desk. Every call may take a
// while and is made off the UI thread, save for [Composer.Flush].
type Ports interface {
	PlanningPorts
	HistoryPorts
	InsertPorts

	// Post reads a post: data.ErrNoSuch when it is not there any more.
	Post(ctx context.Context, id data.PostID) (data.Post, error)
	// SavePost stores a post and sets its ID and revision. It answers
	// data.ErrStale when the post has another revision than the given one, and
	// data.ErrNoSuch when it was deleted.
	SavePost(ctx context.Context, p *data.Post) error
	// Delete takes a post away; undo brings it back.
	Delete(ctx context.Context, id data.PostID) (undo func(context.Context) error, err error)
	// Accounts lists the accounts of a brand, removed ones too where a post
	// still names them.
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	// Deliveries says where a post stands on each account.
	Deliveries(ctx context.Context, id data.PostID) ([]data.Delivery, error)
	// Attach keeps a copy of a picture or a video of so many bytes. A file that
	// is neither, or too large, is an error and changes nothing; so is a copy
	// that ctx ends.
	Attach(ctx context.Context, name string, r io.ReaderAt, size int64) (data.Media, error)
	// Turn keeps a copy of a picture that is turned clockwise by so many quarters.
	Turn(ctx context.Context, of data.Media, quarters int) (data.Media, error)
	// Thumbnail gives a picture small enough for the pane; of a video there is
	// none, which is data.ErrNoPicture.
	Thumbnail(ctx context.Context, hash data.MediaHash) (image.Image, error)
	// Enlarged gives a picture as large as a panel can show it.
	Enlarged(ctx context.Context, hash data.MediaHash) (image.Image, error)

	Schedule(ctx context.Context, id data.PostID) error
	PublishNow(ctx context.Context, id data.PostID) error
	Unschedule(ctx context.Context, id data.PostID) error
	Retry(ctx context.Context, id data.DeliveryID) error
	LookAgain(ctx context.Context, id data.DeliveryID) error
	Decide(ctx context.Context, id data.DeliveryID, online bool) error

	// Cost is what publishing a post costs on each of its accounts that asks
	// money, stored or not.
	Cost(ctx context.Context, post data.Post) ([]data.PostCost, error)
	// SpendingBeside is what an account costs this month without one post.
	SpendingBeside(ctx context.Context, id data.AccountID, post data.PostID) (data.Spending, error)
	// Beside counts the posts of an account, other than one, within the 24 hours
	// that end at an instant.
	Beside(ctx context.Context, id data.AccountID, post data.PostID, at time.Time) (int, error)

	// Guide is what the texts of a brand are held against.
	Guide(ctx context.Context, brand data.BrandID) (data.Guide, error)
	// AddWord takes a word into the personal dictionary of a brand, and RemoveWord
	// out of it again.
	AddWord(ctx context.Context, brand data.BrandID, word string) error
	RemoveWord(ctx context.Context, brand data.BrandID, word string) error
	// WriteTwin makes the draft of a post in another language, or finds the one
	// that there is.
	WriteTwin(ctx context.Context, id data.PostID, lang string) (data.PostID, error)
}

// Shell is what the composer asks of the window around it.
type Shell interface {
	// Toast says that something was done; undo takes it back, nil where
	// nothing is to be undone.
	Toast(text string, undo func())
	// Offer says something and offers one thing to do about it.
	Offer(text, action string, do func())
	// Confirm asks before what cannot be undone.
	Confirm(title, text, action string, do func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// OpenFiles lets the person choose pictures and videos; chosen is called on
	// the UI thread and not at all when they change their mind.
	OpenFiles(chosen func([]File))
	// OpenLink shows a page in the browser.
	OpenLink(url string)
	// Reconnect leads to where an account is signed in again.
	Reconnect(id data.AccountID)
	// Connect opens what connects an account.
	Connect()
	// HandOver shows what a person needs to publish a delivery by hand.
	HandOver(id data.DeliveryID)
	// AskReview asks for what is needed to have somebody read a stored post; day is
	// the one that it is for, "" for none.
	AskReview(id data.PostID, day string)
	// OpenLine shows the editorial line.
	OpenLine()
	// Limits leads to what the accounts may cost in a month.
	Limits()
	// Copy puts a text where it can be pasted from.
	Copy(text string)
	// SaveFile asks for a name and a folder and calls save with the path, off the
	// UI thread. A file that is there is replaced only when that was asked for.
	SaveFile(name string, save func(path string) error)
	// Show brings the pane into sight.
	Show()
	// Close puts the pane away.
	Close()
	// Enlarge gives the pane the window beside the rail, or its place at the side
	// again, and remembers which.
	Enlarge(on bool)
	// Behind is the name of the screen beside the pane.
	Behind() string
}

// File is a file that somebody chose or dropped.
type File struct {
	Name string
	// Open gives the bytes and how many there are. It is called off the UI
	// thread.
	Open func() (file data.MediaFile, size int64, err error)
}

// Params is what a composer is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand
	// Corner stands at the top right of the enlarged pane; it may be nil.
	Corner fyne.CanvasObject
	// Local is the computer's zone: the brand's is named where it differs.
	Local *time.Location
	// Dictionaries is where [spell.Load] finds the words of a language; one that it
	// has no file of is not checked.
	Dictionaries fs.FS
}

// Action is something that the palette and the main menu can do here; its
// words are "composer.action.<Key>".
type Action struct {
	Key string
	Run func()
}
