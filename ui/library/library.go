// Package library is the screen of what posts are made of: ideas, products,
// templates and media. Each can be begun a post from.
package library

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the library asks of the desk. All of it is called beside the UI
// thread and ends with its ctx. What has an undo can be taken back with it.
type Ports interface {
	IdeaPorts
	ProductPorts
	MediaPorts
	TemplatePorts

	// Pillars lists the subjects of a brand's editorial line.
	Pillars(ctx context.Context, brand data.BrandID) ([]data.Pillar, error)
	// WriteDraft stores a new post without an hour for every account of its brand.
	WriteDraft(ctx context.Context, p data.Post) (id data.PostID, undo func(context.Context) error, err error)
	// PresentProduct writes the draft of a post about a product; undo takes it away.
	PresentProduct(ctx context.Context, p data.Product, book *words.Book) (id data.PostID, undo func(context.Context) error, err error)
}

// Shell is what the library asks of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// Offer says something for a moment and offers one thing to do about it.
	Offer(text, action string, do func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// OpenPost opens a post in the pane of the composer.
	OpenPost(id data.PostID)
	// Attach puts a file into the post that is open in the composer; ok is false
	// where none takes it, undo nil where it shows the file already.
	Attach(a data.Attachment) (undo func(), ok bool)
	// ChooseMedia lets the person choose pictures and videos; chosen is not called
	// when they change their mind.
	ChooseMedia(chosen func([]File))
	// ChooseMediaFolder lets the person choose a folder and gives the pictures and
	// videos that lie in it; chosen is not called where there are none.
	ChooseMediaFolder(chosen func([]File))
	// ImportProducts and ImportPosts show what takes products and a plan from a
	// table.
	ImportProducts()
	ImportPosts()
}

// Action is something that the palette and the main menu can do here; its words
// are "library.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Params is what the library is made of.
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
