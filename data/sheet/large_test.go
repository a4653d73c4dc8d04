package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parvis/data"
)

const planned = 10_000

// plannedRows writes 10,000 rows, every hundredth of them bad in one of four
// ways, each good one saying its number.
func plannedRows(write func(cells ...string)) {
	write("Date", "Heure", "Texte", "Comptes")
	for n := 1; n <= planned; n++ {
		date, hour, text := fmt.Sprintf("%02d/%02d/2027", n%28+1, n%12+1), fmt.Sprintf("%02dh%02d", n%24, n%60), fmt.Sprintf("Publication %d\nà tous", n)
		if n%100 == 0 {
			switch n / 100 % 4 {
			case 0:
				date = "30/02/2027"
			case 1:
				hour = "bientôt"
			case 2:
				hour = ""
			case 3:
				text = " "
			}
		}
		write(date, hour, text, "Facebook")
	}
}

func largeCSV() []byte {
	var out bytes.Buffer
	plannedRows(func(cells ...string) {
		for i, c := range cells {
			if i > 0 {
				out.WriteByte(';')
			}
			fmt.Fprintf(&out, `"%s"`, strings.ReplaceAll(c, `"`, `""`))
		}
		out.WriteString("\r\n")
	})
	return out.Bytes()
}

func largeWorkbook(t testing.TB) []byte {
	return book(t, func(f *excelize.File, sheet string) {
		w, err := f.NewStreamWriter(sheet)
		if err != nil {
			t.Fatal(err)
		}
		line := 0
		plannedRows(func(cells ...string) {
			line++
			row := make([]any, len(cells))
			for i, c := range cells {
				row[i] = c
			}
			at, _ := excelize.CoordinatesToCellName(1, line)
			if err := w.SetRow(at, row); err != nil {
				t.Fatal(err)
			}
		})
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestTenThousandRowsOneInAHundredBad: the bad ones come by line and reason, the
// good ones in.
func TestTenThousandRowsOneInAHundredBad(t *testing.T) {
	for name, content := range map[string][]byte{"CSV": largeCSV(), "XLSX": largeWorkbook(t)} {
		table, err := Open(name, bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		o := options()
		o.Progress = func(done, of int) {
			if told++; of != planned || done > of {
				t.Errorf("%s: %d of %d", name, done, of)
			}
		}
		var bad []RowError
		n := 0
		sum, err := table.Posts(t.Context(), table.GuessPosts(), o, func(p PlannedRow) error {
			if n++; n%100 == 0 {
				n++
			}
			if want := fmt.Sprintf("Publication %d\nà tous", n); p.Line != n+1 || p.Post.Parts[0] != want || len(p.Post.Variants) != 1 {
				return fmt.Errorf("line %d: %q, want %q", p.Line, p.Post.Parts, want)
			}
			return nil
		}, func(e RowError) { bad = append(bad, e) })
		if err != nil || sum != (Summary{Rows: planned, Good: planned - planned/100, Bad: planned / 100}) {
			t.Errorf("%s: %+v: %v", name, sum, err)
		}
		reasons := []string{CodeDate, CodeTime, CodeHour, CodeNothing}
		for i, e := range bad {
			if k := i + 1; e.Line != k*100+1 || e.Code != reasons[k%4] {
				t.Errorf("%s: %+v", name, e)
			}
		}
		if told < planned/progressStep {
			t.Errorf("%s: progress was told %d times", name, told)
		}
		if err := table.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestCancelAtAnyRow: nothing is given after the context ended, wherever it
// does.
func TestCancelAtAnyRow(t *testing.T) {
	table := open(t, string(largeCSV()))
	m := table.GuessPosts()
	for _, at := range []int{1, 2, 99, 100, 101, 5000, planned - planned/100} {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		sum, err := table.Posts(ctx, m, options(), func(PlannedRow) error {
			if n++; n == at {
				cancel()
			}
			return nil
		}, nil)
		if !errors.Is(err, context.Canceled) || n != at || sum.Good != at {
			t.Errorf("%d of %d given, %+v: %v", n, at, sum, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if sum, err := table.Posts(ended, m, options(), nil, nil); !errors.Is(err, context.Canceled) || sum != (Summary{}) {
		t.Errorf("before it began: %+v, %v", sum, err)
	}
}

// repeating is a table of one row again and again, that is never in memory.
type repeating struct {
	head, row string
	rows      int64
}

func (r repeating) size() int64 { return int64(len(r.head)) + r.rows*int64(len(r.row)) }

func (r repeating) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	for n < len(p) && at < r.size() {
		from, i := r.head, at
		if i >= int64(len(r.head)) {
			from, i = r.row, (i-int64(len(r.head)))%int64(len(r.row))
		}
		k := copy(p[n:], from[i:])
		n, at = n+k, at+int64(k)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// TestMemoryIsBounded reads 40 MB of products.
func TestMemoryIsBounded(t *testing.T) {
	in := repeating{head: "Nom;Prix;Description\n", row: "Bûche;24,50 €;" + strings.Repeat("très bonne ", 90) + "\n"}
	in.rows = 40 << 20 / int64(len(in.row))
	table, err := Open("products.csv", in, in.size())
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak uint64
	n := int64(0)
	o := ProductOptions{Currency: "EUR", Brand: data.BrandID(1)}
	_, err = table.Products(t.Context(), table.GuessProducts(), o, func(ProductRow) error {
		if n++; n%5000 == 0 {
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
		}
		return nil
	}, func(e RowError) { t.Error(e) })
	if err != nil || n != in.rows {
		t.Fatalf("%d of %d: %v", n, in.rows, err)
	}
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("%d MB more in memory", grown>>20)
	}
}
