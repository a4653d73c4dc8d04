package library

import (
	"slices"
	"testing"
)

// An empty page offers the first step, and a table for who has one already.
func TestAnEmptyPageOffersATable(t *testing.T) {
	tr := tryOut(t)
	tr.Activate()
	tr.Until("the board is read", func() bool { return tr.tabs[0].(*ideas).known })
	tr.Says("Vos idées, avant qu’elles ne s’échappent")
	tr.Press("Importer un planning…")
	tr.show("products")
	tr.Until("the catalogue is read", func() bool { return tr.products.known })
	tr.Says("Ce que vous vendez")
	tr.Press("Importer…")
	if want := []string{"posts", "products"}; !slices.Equal(tr.shell.tables, want) {
		t.Errorf("asked for %q, want %q", tr.shell.tables, want)
	}
}
