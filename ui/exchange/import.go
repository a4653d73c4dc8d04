package exchange

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"parvis/data"
	"parvis/data/sheet"
)

// ImportPorts is what the sheet of tables asks of the desk.
type ImportPorts interface {
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
	// OpenTable opens a table; whoever has it closes it.
	OpenTable(ctx context.Context, path string, as sheet.Reading) (*sheet.Table, error)
	// PreviewPlan and PreviewProducts say what the imports would make of each row;
	// folder is where the table lies. They store nothing.
	PreviewPlan(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.PostOptions) (sheet.Preview, error)
	PreviewProducts(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.ProductOptions) (sheet.Preview, error)
	// ImportPlan and ImportProducts take a table; with an error, an ended ctx too,
	// nothing of it stays.
	ImportPlan(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.PostOptions) (sheet.Result, error)
	ImportProducts(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.ProductOptions) (sheet.Result, error)
	// SaveBadRows writes the rows that are not taken, each with its place and why.
	SaveBadRows(ctx context.Context, table *sheet.Table, bad []sheet.RowError, place, reason string, why func(sheet.RowError) string, path string) error
	// Setting returns "" for what was never saved.
	Setting(ctx context.Context, key string) (string, error)
	SaveSetting(ctx context.Context, key, value string) error
}

// kind is what a table holds. Its words are "exchange.import.<kind>.…".
type kind string

const (
	posts    kind = "posts"
	products kind = "products"
)

// fields are what a column can hold.
func (k kind) fields() []sheet.Field {
	if k == products {
		return sheet.ProductFields()
	}
	return sheet.PostFields()
}

// guess guesses what the columns hold.
func (k kind) guess(t *sheet.Table) sheet.Mapping {
	if k == products {
		return t.GuessProducts()
	}
	return t.GuessPosts()
}

// check tells whether a table can be read with a mapping.
func (k kind) check(m sheet.Mapping) error {
	if k == products {
		return m.CheckProducts()
	}
	return m.CheckPosts()
}

// opened is a table that was opened, with what a person decided about others of
// its layout.
type opened struct {
	*sheet.Table
	path     string
	memory   sheet.Memory
	recalled bool
	accounts []data.Account

	reading sync.RWMutex // held while it is read, so that nobody closes it
}

// folder is where the table lies.
func (o *opened) folder() string { return filepath.Dir(o.path) }

// ending is that of the file's name.
func (o *opened) ending() string { return filepath.Ext(o.path) }

// endings are those of the files that may be tables.
func endings() []string { return []string{".csv", ".xlsx", ".tsv", ".txt"} }

// Table tells whether a file is a table by its ending.
func Table(path string) bool {
	return slices.Contains([]string{".csv", ".xlsx", ".tsv"}, strings.ToLower(filepath.Ext(path)))
}

// ImportPosts shows the sheet that takes posts from a table.
func (s *Sheets) ImportPosts() { s.importOf(posts, "") }

// ImportProducts shows the sheet that takes products from a table.
func (s *Sheets) ImportProducts() { s.importOf(products, "") }

// OpenPosts is ImportPosts with a file.
func (s *Sheets) OpenPosts(path string) { s.importOf(posts, path) }

// OpenProducts is ImportProducts with a file.
func (s *Sheets) OpenProducts(path string) { s.importOf(products, path) }

// Dropped takes a file while the sheet of tables is in sight and waits for one,
// and tells whether it did.
func (s *Sheets) Dropped(path string) bool {
	i := s.table
	if i == nil || !i.shown || i.step == stepRunning {
		return false
	}
	i.open(path, sheet.Reading{}, headFound)
	return true
}

// importOf shows the sheet, or that of the table which is being taken.
func (s *Sheets) importOf(k kind, path string) {
	switch i := s.table; {
	case i != nil && i.shown:
		return
	case i != nil && i.step == stepRunning:
		i.show()
		return
	}
	s.table = newImporting(s, k)
	s.table.show()
	if path != "" {
		s.table.open(path, sheet.Reading{}, headFound)
	}
}

// headFound asks for the row with the names of the columns to be looked for.
const headFound = -1

// open opens a table, and reads what was decided about others like it. head is
// the row with the names, 0 for none.
func (i *importing) open(path string, as sheet.Reading, head int) {
	i.opening, i.trouble, i.step = true, nil, stepFile
	i.draw()
	brand, kind := i.brand.ID, i.kind
	i.p.Runner.Go("exchange.import.open", func(ctx context.Context) (func(), error) {
		o, err := i.read(ctx, path, as, head, brand, kind)
		return func() { i.wasOpened(path, o, err) }, nil
	})
}

// read does the work of open.
func (i *importing) read(ctx context.Context, path string, as sheet.Reading, head int, brand data.BrandID, k kind) (*opened, error) {
	accounts, err := i.p.Ports.Accounts(ctx, brand)
	if err != nil {
		return nil, err
	}
	table, err := i.p.Ports.OpenTable(ctx, path, as)
	if err != nil {
		return nil, err
	}
	o := &opened{Table: table, path: path, accounts: accounts}
	if head != headFound {
		table.SetHead(head)
	}
	stored, err := i.p.Ports.Setting(ctx, memoryKey(k, table))
	if err != nil || ctx.Err() != nil {
		_ = table.Close() // it was only read
		return nil, err
	}
	o.memory, o.recalled = sheet.Recall(stored, len(table.Heads), k.fields())
	return o, nil
}

// memoryKey is the setting in which the decisions about a layout are kept.
func memoryKey(k kind, t *sheet.Table) string { return "exchange.import." + string(k) + "." + t.Key() }

func (i *importing) wasOpened(path string, o *opened, err error) {
	i.opening, i.trouble = false, err
	switch {
	case !i.shown: // it was left meanwhile
		i.letGo(o)
		return
	case o != nil:
		i.letGo(i.table)
		i.table, i.seen, i.wrong = o, nil, nil
		i.begin()
	case i.table != nil && i.table.path != path:
		i.letGo(i.table)
		i.table = nil
	}
	i.draw()
	i.focus()
}

// letGo closes a table as soon as nothing reads it any more.
func (i *importing) letGo(o *opened) {
	if o == nil {
		return
	}
	i.p.Runner.Go("exchange.import.close."+o.path, func(context.Context) (func(), error) {
		o.reading.Lock()
		defer o.reading.Unlock()
		return nil, o.Close()
	})
}
