package desk_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/sheet"
)

func (o *office) productOptions() sheet.ProductOptions {
	return sheet.ProductOptions{Brand: o.brand.ID, Currency: "EUR"}
}

func (o *office) catalogue() map[string]data.Product {
	o.t.Helper()
	all, err := o.Products(o.t.Context(), data.ProductQuery{Brand: o.brand.ID, Ended: true})
	o.must(err)
	byName := map[string]data.Product{}
	for _, p := range all {
		byName[p.Name] = p
	}
	return byName
}

func euros(cents int64) data.Amount {
	return data.Amount{Micros: data.Micros(cents * 10_000), Currency: "EUR"}
}

// New products come in, those of the same name or number get what the table says
// and keep the rest, and all of it can be taken back.
func TestProductsAreTakenFromATable(t *testing.T) {
	o := open(t)
	bread := data.Product{Brand: o.brand.ID, Name: "Pain de seigle", Price: euros(320), About: "Sur levain", Link: "https://lenoir.example/seigle"}
	tart := data.Product{Brand: o.brand.ID, Ref: "T1", Name: "Tarte", Price: euros(1800)}
	same := data.Product{Brand: o.brand.ID, Name: "Baguette", Price: euros(120)}
	for _, p := range []*data.Product{&bread, &tart, &same} {
		o.must(o.SaveProduct(t.Context(), p))
	}
	table, folder := o.table("Référence;Nom;Prix;Photo\n;PAIN DE SEIGLE;3,50 €;pain.png\nT1;Tarte aux pommes;;\n;Baguette;1,20;\n;Fougasse;2,80;absente.png\n" +
		";Mystère;bientôt;\n;Fougasse;3,00;\n")
	picture, err := os.Create(filepath.Join(folder, "pain.png"))
	o.must(err)
	o.must(errors.Join(png.Encode(picture, image.NewGray(image.Rect(0, 0, 8, 8))), picture.Close()))
	m := table.GuessProducts()

	before, err := o.PreviewProducts(t.Context(), table, folder, m, o.productOptions())
	o.must(err)
	told := fmt.Sprint(before.Count[sheet.FateNew], before.Count[sheet.FateChanged], before.Count[sheet.FateSame], before.Count[sheet.FateBad])
	if told != "1 3 1 1" || before.Lines[3].Notes[0].Code != sheet.CodeLeft || before.Lines[0].Product.About != "Sur levain" {
		t.Errorf("foreseen: %s, %+v", told, before.Lines)
	}
	if now := o.catalogue(); len(now) != 3 || now["Tarte"].ID != tart.ID {
		t.Fatalf("the preview stored something: %+v", now)
	}

	result, err := o.ImportProducts(t.Context(), table, folder, m, o.productOptions())
	o.must(err)
	now := o.catalogue()
	if got := now["PAIN DE SEIGLE"]; got.ID != bread.ID || got.Price != euros(350) || got.About != "Sur levain" || got.Link == "" || got.Photo != before.Lines[0].Product.Photo || got.Photo == "" {
		t.Errorf("%+v, foreseen %+v", got, before.Lines[0].Product)
	}
	if got := now["Tarte aux pommes"]; got.ID != tart.ID || got.Price != euros(1800) {
		t.Errorf("%+v", got)
	}
	if now["Fougasse"].Price != euros(300) || len(now) != 4 || len(result.Bad) != 1 || result.Bad[0].Line != 6 {
		t.Errorf("%+v, bad %+v", now, result.Bad)
	}
	if n, err := result.Undo(t.Context()); n != 3 || err != nil {
		t.Errorf("took back %d, %v", n, err)
	}
	now = o.catalogue()
	if now["Pain de seigle"] != bread || now["Tarte"] != tart || now["Baguette"] != same || len(now) != 3 {
		t.Errorf("after taking it back: %+v", now)
	}
}

func TestCancellingATableOfProductsLeavesNothing(t *testing.T) {
	o := open(t)
	var csv strings.Builder
	csv.WriteString("Nom;Prix\n")
	for i := range 1000 {
		fmt.Fprintf(&csv, "Pain numéro %d;%d,50\n", i, i+1)
	}
	table, folder := o.table(csv.String())
	ctx, cancel := context.WithCancel(t.Context())
	options := o.productOptions()
	options.Progress = func(done, _ int) {
		if done > 500 {
			cancel()
		}
	}
	if _, err := o.ImportProducts(ctx, table, folder, table.GuessProducts(), options); !errors.Is(err, context.Canceled) || len(o.catalogue()) != 0 {
		t.Errorf("%v, left %d products", err, len(o.catalogue()))
	}
	result, err := o.ImportProducts(t.Context(), table, folder, table.GuessProducts(), o.productOptions())
	o.must(err)
	again, err := o.ImportProducts(t.Context(), table, folder, table.GuessProducts(), o.productOptions())
	o.must(err)
	if result.Count[sheet.FateNew] != 1000 || again.Count[sheet.FateSame] != 1000 || again.Undo != nil || len(o.catalogue()) != 1000 {
		t.Errorf("%v, then %v", result.Count, again.Count)
	}
}
