// Package exchange has the sheets by which a plan leaves Parvis and comes back: a
// month written as a file, posts given to somebody to approve, and what that
// person answers.
package exchange

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/work"
)

// Ports is what the sheets ask of the desk. All of it is called beside the UI
// thread and ends with its ctx.
type Ports interface {
	ImportPorts

	List(ctx context.Context, q data.ListQuery) ([]data.Entry, error)
	// ExportPlan writes the month in which a day lies; guarded counts the texts of
	// a table that were kept from being taken for formulas.
	ExportPlan(ctx context.Context, brand data.BrandID, day string, form report.PlanForm, book *words.Book, path string) (guarded int, err error)
	// AskApproval holds posts and writes the file in which they are read.
	AskApproval(ctx context.Context, a *data.Approval, book *words.Book, mail, path string) error
	// ReadAnswer says what came back in a file and what it means; nothing is taken over yet.
	ReadAnswer(ctx context.Context, path string) (approval.Answer, []approval.Outcome, error)
	// TakeAnswer takes an answer over; fresh is false for one that was taken before.
	TakeAnswer(ctx context.Context, answer approval.Answer, apply []approval.Outcome) (fresh bool, err error)
}

// Shell is what the sheets ask of the window, on the UI thread.
type Shell interface {
	// Toast says something for a moment; undo, unless nil, is offered with it.
	Toast(text string, undo func())
	// Fail says in words that op went wrong.
	Fail(op string, err error)
	// SaveFile asks for a name and a folder and calls save with the path, beside
	// the UI thread.
	SaveFile(name string, save func(path string) error)
	// ChooseFile lets the person choose a file with one of the endings.
	ChooseFile(endings []string, chosen func(path string))
	// ShowDay shows a day of the calendar, "2026-11-26".
	ShowDay(day string)
	// ShowProducts shows the catalogue.
	ShowProducts()
	// OpenPost opens a post in the pane.
	OpenPost(id data.PostID)
}

// Params is what the sheets are made of.
type Params struct {
	Ports  Ports
	Shell  Shell
	Words  func() *words.Book // the language of the moment
	Runner *work.Runner
	Clock  data.Clock
	Brand  func() data.Brand
	Canvas func() fyne.Canvas // of the window that the sheets lie over
	Local  *time.Location     // of the computer
}

// Action is something that the palette and the main menu can do here; its words
// are "exchange.action.<Key>".
type Action struct {
	Key string
	Run func()
}

// Sheets opens the sheets. It belongs to the UI thread.
type Sheets struct {
	p     Params
	table *importing // that is in sight or being taken; nil: none
}

// New returns what opens the sheets.
func New(p Params) *Sheets { return &Sheets{p: p} }

// Actions are what the palette and the main menu can do here.
func (s *Sheets) Actions() []Action {
	return []Action{
		{"import", s.ImportPosts},
		{"import_products", s.ImportProducts},
		{"export", s.Export},
		{"ask", s.Ask},
		{"answer", s.Answer},
	}
}

// thisMonth is the first day of the month that it is in the brand's zone.
func (s *Sheets) thisMonth() time.Time {
	zone, err := time.LoadLocation(s.p.Brand().Zone)
	if err != nil {
		zone = time.UTC
	}
	now := s.p.Clock.Now().In(zone)
	return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, zone)
}
