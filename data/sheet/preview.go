package sheet

import (
	"context"
	"time"

	"parvis/data"
)

// Fate is what becomes of a row; its words are "sheet.fate.<fate>".
type Fate string

const (
	FateDraft     Fate = "draft"     // a new post that is not sent yet
	FateScheduled Fate = "scheduled" // a new post that goes out at its time
	FateThere     Fate = "there"     // a post that is there already: the row is passed over
	FateNew       Fate = "new"       // a new product
	FateChanged   Fate = "changed"   // a product that is there and gets what the row says
	FateSame      Fate = "same"      // a product that is there just so
	FateBad       Fate = "bad"       // not taken
)

// Line is a row as it will be.
type Line struct {
	Line     int // as a spreadsheet counts them
	Fate     Fate
	When     data.Schedule    // of a post
	Accounts []data.AccountID // of a post
	Text     string           // how the post begins, or what the product is called
	Product  *data.Product    // as it will be; nil: the row is a post
	Notes    []Note
	Wrong    *RowError // why it is not taken; nil unless bad
}

// MaxLines is how many lines a preview keeps; the rows after them are counted
// and no more.
const MaxLines = 100_000

// Preview is a table as it will be, before anything of it is stored.
type Preview struct {
	Survey
	Lines []Line
	Count map[Fate]int
	Noted int // rows that are taken and have notes
	// Names are what rows call accounts that no account, or more than one, is
	// called, in the order in which they come.
	Names []Name
	First time.Time // when the first new post goes out; zero: none does
}

// Name is what rows call an account that is not known by it.
type Name struct {
	Name    string
	Rows    int
	Several bool // more than one account is called so
}

// Taken counts the rows that will change something.
func (p *Preview) Taken() int {
	return p.Count[FateDraft] + p.Count[FateScheduled] + p.Count[FateNew] + p.Count[FateChanged]
}

// Bad lists why rows are not taken, in their order.
func (p *Preview) Bad() (bad []RowError) {
	for i := range p.Lines {
		if w := p.Lines[i].Wrong; w != nil {
			bad = append(bad, *w)
		}
	}
	return bad
}

// Add counts a line and keeps it.
func (p *Preview) Add(l Line) {
	if p.Count == nil {
		p.Count = map[Fate]int{}
	}
	p.Count[l.Fate]++
	if len(l.Notes) > 0 {
		p.Noted++
	}
	p.hear(l.Notes)
	sending := l.Fate == FateDraft || l.Fate == FateScheduled
	if at := l.When.Instant; sending && !at.IsZero() && (p.First.IsZero() || at.Before(p.First)) {
		p.First = at
	}
	if len(p.Lines) < MaxLines {
		p.Lines = append(p.Lines, l)
	}
}

// AddBad counts a row that is not taken.
func (p *Preview) AddBad(e RowError) {
	p.Add(Line{Line: e.Line, Fate: FateBad, Wrong: &e})
}

// hear keeps the names of accounts that are not known.
func (p *Preview) hear(notes []Note) {
	for _, n := range notes {
		if n.Code != CodeAccount && n.Code != CodeAccounts {
			continue
		}
		i := 0
		for i < len(p.Names) && p.Names[i].Name != n.Value {
			i++
		}
		if i == maxNames {
			continue
		}
		if i == len(p.Names) {
			p.Names = append(p.Names, Name{Name: n.Value, Several: n.Code == CodeAccounts})
		}
		p.Names[i].Rows++
	}
}

// maxNames is how many unknown names are told: more are no names of accounts but
// a column that was taken for one.
const maxNames = 100

// Begin is how a row's post begins, in one line that a list has room for.
func (p *PlannedRow) Begin() string { return shown(oneLine(p.Post.Headline())) }

// Result is what became of a table.
type Result struct {
	Summary
	Count map[Fate]int
	Bad   []RowError
	Notes []Note
	First time.Time // when the first new post goes out; zero: none does
	// Undo takes back what nobody has changed since, and says how much that was.
	// It is nil when nothing came in.
	Undo func(context.Context) (undone int, err error)
}
