package reports

import (
	"encoding/csv"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data/report"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// TestPictures writes the screen as PNG into the folder named by
// PARVIS_PICTURES, to be looked at; without it the pictures are only drawn.
func TestPictures(t *testing.T) {
	out := os.Getenv("PARVIS_PICTURES")
	for name, d := range map[string]*desk{"full": bakery(true), "noreach": bakery(false), "empty": {settings: map[string]string{}}} {
		tr := tryOut(t, d, 1232, 900)
		if name != "empty" {
			tr.read()
		}
		for _, lang := range []string{"fr", "en"} {
			tr.book = book(t, lang)
			for variant, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
				uitest.SetVariant(v)
				for _, size := range []fyne.Size{fyne.NewSize(1232, 900), fyne.NewSize(892, 700)} {
					tr.window.Resize(size)
					tr.screen.Retranslate()
					if name == "full" {
						chart := tr.screen.body.cards[followersKind].chart
						test.MoveMouse(tr.window.Canvas(), place(chart).AddXY(chart.Size().Width*0.6, 90))
					}
					img := tr.window.Canvas().Capture()
					if out == "" {
						continue
					}
					path := filepath.Join(out, fmt.Sprintf("reports-%s-%s-%s-%.0f.png", name, lang, variant, size.Width))
					if err := uitest.Write(path, img); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// TestYearPicture is TestPictures of a year.
func TestYearPicture(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	tr.screen.setDays(365)
	tr.until("the year is read", func() bool { return len(tr.screen.m.report.Dates()) == 365 })
	if out := os.Getenv("PARVIS_PICTURES"); out != "" {
		if err := uitest.Write(filepath.Join(out, "reports-year.png"), tr.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

func place(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

func TestEachChartIsSavedAsPNG(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	for _, k := range kinds() {
		card := tr.screen.body.cards[k]
		for scale, link := range map[int]*widgets.Link{1: card.small, 2: card.large} {
			before := len(tr.shell.toasts)
			test.Tap(link)
			tr.until("it is said that the picture is saved", func() bool { return len(tr.shell.toasts) > before })
			name := tr.shell.names[len(tr.shell.names)-1]
			img := decode(t, filepath.Join(tr.shell.folder, name))
			if got, want := img.Bounds().Size(), (image.Point{X: report.Width * scale, Y: report.Height * scale}); got != want {
				t.Errorf("%s at %d: %v pixels, want %v", k, scale, got, want)
			}
			if !hasInk(img, image.Rect(28*scale, 26*scale, 300*scale, 50*scale)) {
				t.Errorf("%s at %d: the title is not there", k, scale)
			}
			if !hasInk(img, image.Rect(28*scale, 120*scale, 772*scale, 370*scale)) {
				t.Errorf("%s at %d: the chart is not there", k, scale)
			}
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(tr.shell.names)))) != 2*len(kinds()) {
		t.Errorf("two files of the same name: %q", tr.shell.names)
	}
}

func decode(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// hasInk tells whether anything but the white ground is in a part of a picture.
func hasInk(img image.Image, in image.Rectangle) bool {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA); c.R < 200 {
				return true
			}
		}
	}
	return false
}

func TestEverythingIsSavedIntoAFolder(t *testing.T) {
	tr := tryOut(t, bakery(false), 1232, 900).read()
	tr.screen.saveAll()
	tr.until("the folder is shown", func() bool { return len(tr.shell.shown) == 1 })
	files, err := filepath.Glob(filepath.Join(tr.shell.shown[0], "*.png"))
	if err != nil || len(files) != 3 {
		t.Fatalf("saved %q, want the three charts that have something to show (%v)", files, err)
	}
	for _, file := range files {
		if got := decode(t, file).Bounds().Dx(); got != report.Width*together {
			t.Errorf("%s is %d pixels wide", file, got)
		}
	}
}

func TestAFolderNeverReplacesAFile(t *testing.T) {
	dir := t.TempDir()
	kept, placeholder := filepath.Join(dir, "kept"), filepath.Join(dir, "placeholder")
	if err := os.WriteFile(kept, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(placeholder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if makeFolder(kept) == nil {
		t.Error("a file with content gave way to a folder")
	}
	if content, err := os.ReadFile(kept); err != nil || string(content) != "words" {
		t.Errorf("the file holds %q now (%v)", content, err)
	}
	if err := makeFolder(placeholder); err != nil {
		t.Error(err)
	}
	if err := makeFolder(placeholder); err != nil {
		t.Errorf("a folder that is there: %v", err)
	}
}

func TestNumbersAreSavedAsCSV(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	tr.screen.saveCSV(tr.screen.charts()[0])
	tr.until("it is said that the numbers are saved", func() bool { return len(tr.shell.toasts) == 1 })
	content, err := os.ReadFile(filepath.Join(tr.shell.folder, tr.shell.names[0]))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF")))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 31 || len(rows[0]) != 4 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	if rows[11][2] != "" || rows[10][2] == "" {
		t.Errorf("the days that were not read: %v, want an empty cell on the eleventh only", rows[10:12])
	}
}

func TestAFullDiskIsSaid(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	tr.shell.folder = filepath.Join(tr.shell.folder, "gone")
	tr.screen.savePNG(followersKind, 1)
	tr.until("the failure is heard", func() bool { return len(tr.shell.failed) == 1 })
	if len(tr.shell.toasts) != 0 {
		t.Errorf("said %q of a picture that was not saved", tr.shell.toasts)
	}
}

func TestAnotherPeriodIsReadAndRemembered(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	tr.screen.header.periods.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	tr.until("90 days are read", func() bool { return len(tr.screen.m.report.Dates()) == 90 })
	tr.until("the choice is kept", func() bool { return !tr.screen.Runner.Busy("reports.remember") })
	again := tryOut(t, tr.desk, 1232, 900).read()
	if got := len(again.screen.m.report.Dates()); got != 90 {
		t.Errorf("%d days at the next start", got)
	}
}

func TestPointingSaysDayAndValue(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	chart := tr.screen.body.cards[followersKind].chart.(*widgets.LineChart)
	test.MoveMouse(tr.window.Canvas(), place(chart).AddXY(chart.Size().Width-2, 90))
	said := chart.AccessibilityLabel()
	for _, want := range []string{"sam. 21 nov.", "Bluesky 4\u202f596", "Mastodon 2\u202f696", "WordPress 1\u202f996"} {
		if !strings.Contains(said, want) {
			t.Errorf("pointing at the last day says %q, without %q", said, want)
		}
	}
	chart.FocusGained()
	for range 19 {
		chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	if said := chart.AccessibilityLabel(); !strings.Contains(said, "Mastodon –") {
		t.Errorf("a day that was not read says %q", said)
	}
}

func TestBestPostsOpenWherePeopleSeeThem(t *testing.T) {
	tr := tryOut(t, bakery(true), 1232, 900).read()
	opened := 0
	for _, o := range tr.screen.body.best.rows.Objects {
		if row, ok := o.(*widgets.PressRow); ok && !row.Disabled() {
			test.Tap(row)
			opened++
		}
	}
	if opened == 0 || len(tr.shell.links) != opened || !strings.HasPrefix(tr.shell.links[0], "https://reseau.example/") {
		t.Errorf("%d rows opened %q", opened, tr.shell.links)
	}
}

func TestWithoutAccountsTheFirstStepIsOffered(t *testing.T) {
	tr := tryOut(t, &desk{settings: map[string]string{}, rows: func(int) report.Rows { return report.Rows{} }}, 1232, 900)
	if tr.screen.body.scroll.Visible() || !tr.screen.body.empty.Visible() {
		t.Error("charts are shown without an account")
	}
	if !tr.screen.header.all.Disabled() || !tr.screen.header.export.Disabled() {
		t.Error("nothing can be saved, yet the buttons ask for it")
	}
}

// BenchmarkRedraw draws every chart of a year of three networks anew.
func BenchmarkRedraw(b *testing.B) {
	tr := tryOut(b, bakery(true), 1232, 900).read()
	tr.screen.setDays(365)
	tr.until("the year is read", func() bool { return len(tr.screen.m.report.Dates()) == 365 })
	for b.Loop() {
		tr.screen.show()
	}
}
