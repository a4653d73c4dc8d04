// Package handover is the sheet on which a person takes over what a network does
// not take from a program: the text is copied, the page opened, and "done" asked.
// It serves posts that are published or finished by hand, and whatever else a
// network leaves to people ([Task]).
package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the sheet asks of the desk. All of it is called beside the UI
// thread and ends with its ctx.
type Ports interface {
	// HandOver is what a person needs to publish a delivery by hand.
	HandOver(ctx context.Context, id data.DeliveryID) (data.HandOver, error)
	// SaveMedia copies the pictures and videos of a delivery into a folder and
	// returns their paths.
	SaveMedia(ctx context.Context, id data.DeliveryID, folder string) ([]string, error)
	// Done records that a person published a delivery by hand; url may be "".
	// data.ErrChanged when it has moved on meanwhile.
	Done(ctx context.Context, id data.DeliveryID, url string) error
}

// Shell is what the sheet asks of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// OpenLink shows a page in the browser.
	OpenLink(url string)
	// Copy puts a text where it can be pasted from.
	Copy(text string)
	// ChooseFolder lets the person choose a folder; chosen is not called when
	// they change their mind.
	ChooseFolder(chosen func(path string))
}

// Params is what the sheet is made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Canvas func() fyne.Canvas // of the window that the sheet lies over
}

// Task is one thing that a person does by hand on a network's page. Its texts are
// words of the moment's language.
type Task struct {
	Title string // of the sheet
	About string // what to do, in a sentence or two
	// Heading is the title of an article, "" for none; Parts is what is to be
	// published, in order, each copied by itself.
	Heading string
	Parts   []string
	Caption bool   // the text goes beside what lies there already
	Form    Form   // in which the text is copied first
	Forms   []Form // to choose from; none: there is no choice
	Media   []data.Attachment
	Page    string // to open; "" where the person knows where
	// Save copies the media into a folder and says how many files there are; nil
	// where there are none.
	Save func(ctx context.Context, folder string) (int, error)
	// Done records the person's word; url is where it can be seen, or "".
	Done   func(ctx context.Context, url string) error
	Marked string // said when that is done
}

// Sheets opens the sheet. It belongs to the UI thread.
type Sheets struct{ p Params }

// New returns what opens the sheet.
func New(p Params) *Sheets { return &Sheets{p} }

// Open shows the sheet of a delivery once what it needs is read. For one that is
// a person's no more it only says so.
func (s *Sheets) Open(id data.DeliveryID) {
	s.p.Runner.Go("handover.open", func(ctx context.Context) (func(), error) {
		h, err := s.p.Ports.HandOver(ctx, id)
		return func() {
			switch b := s.p.Words(); {
			case err != nil:
				s.p.Shell.Fail("handover: open", err)
			case !b.Has("handover.about." + string(h.State)):
				s.p.Shell.Toast(b.T("handover.moved_on"), nil)
			default:
				s.Show(s.task(h))
			}
		}, nil
	})
}

// Show shows the sheet of a task. Escape and "not now" close it and change
// nothing.
func (s *Sheets) Show(t Task) { newSheet(s.p, t).show() }

// task words a delivery.
func (s *Sheets) task(h data.HandOver) Task {
	b := s.p.Words()
	network := string(h.Account.Network)
	if key := "network." + network; b.Has(key) {
		network = b.T(key)
	}
	headline := h.Headline
	if headline == "" {
		headline = b.T("handover.untitled")
	}
	t := Task{
		Title:   b.T("handover.title", "Account", nameOf(h.Account, network)),
		About:   b.T("handover.about."+string(h.State), "Network", network),
		Parts:   h.Parts,
		Form:    formOf(h.Options),
		Forms:   formsOf(&h.Account.Can),
		Media:   h.Media,
		Page:    h.Page,
		Caption: h.State == data.Handed,
		Done:    func(ctx context.Context, url string) error { return s.p.Ports.Done(ctx, h.Delivery, url) },
		Marked:  b.T("handover.marked", "Title", headline),
	}
	if h.Account.Can.Title {
		t.Heading = h.Title
	}
	if t.Caption {
		t.Title = b.T("handover.title.there", "Network", network)
	}
	if len(h.Media) > 0 && !t.Caption {
		t.Save = func(ctx context.Context, folder string) (int, error) {
			files, err := s.p.Ports.SaveMedia(ctx, h.Delivery, folder)
			return len(files), err
		}
	}
	return t
}

// nameOf is what a person calls an account: its own name, or its network.
func nameOf(a data.Account, network string) string {
	if a.Name != "" {
		return a.Name
	}
	return network
}
