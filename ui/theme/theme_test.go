package theme

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"parvis/assets"
)

// written lists every text colour with the grounds that it is written on.
func written() map[Colour][]Colour {
	return map[Colour][]Colour{
		Ink:         {Ground, Card, Shade, TodayShade, Neutral, Hover, AccentSoft, GoodSoft, CautionSoft, WarmSoft},
		Muted:       {Ground, Card, Shade, TodayShade, Neutral, Hover, AccentSoft, GoodSoft, CautionSoft, WarmSoft},
		Accent:      {Ground, Card, Shade, TodayShade, Hover, AccentSoft},
		Good:        {Ground, Card, Hover, GoodSoft},
		Caution:     {Ground, Card, Hover, CautionSoft},
		Warm:        {Ground, Card, Shade, TodayShade, Hover, WarmSoft},
		RailInk:     {Rail, RailBox, RailPill},
		RailMuted:   {Rail, RailBox, RailPill},
		RailNote:    {Rail, RailBox},
		OnFilled:    {Filled, FilledHover},
		OnDanger:    {Danger, DangerHover},
		OnBadge:     {Badge},
		OnTodayPill: {TodayPill},
		OnBrand:     {Brand},
		OnToast:     {Toast},
		ToastAction: {Toast},
		OnPlate:     {Plate, Danger},
	}
}

func TestTextIsReadable(t *testing.T) {
	for name, p := range map[string]Palette{"light": light(), "dark": dark()} {
		for text, grounds := range written() {
			for _, ground := range grounds {
				if c := ratio(p[text], p[ground]); c < readable {
					t.Errorf("%s: colour %d on %d: contrast %.2f, want 4.5", name, text, ground, c)
				}
			}
		}
	}
}

func TestEveryColourIsGiven(t *testing.T) {
	for name, p := range map[string]Palette{"light": light(), "dark": dark()} {
		for c := range colours {
			if c != Clear && p[c].A == 0 {
				t.Errorf("%s: colour %d is missing", name, c)
			}
		}
	}
}

func TestSizesAreWhole(t *testing.T) {
	th := apply(t, Light)
	for _, n := range []fyne.ThemeSizeName{
		fynetheme.SizeNameText, fynetheme.SizeNameCaptionText, fynetheme.SizeNameSubHeadingText, fynetheme.SizeNameHeadingText,
		fynetheme.SizeNamePadding, fynetheme.SizeNameLineSpacing, fynetheme.SizeNameInnerPadding, fynetheme.SizeNameInlineIcon,
		fynetheme.SizeNameInputBorder, fynetheme.SizeNameInputRadius, fynetheme.SizeNameSelectionRadius,
		fynetheme.SizeNameButtonRadius, fynetheme.SizeNameCardRadius, fynetheme.SizeNameDialogRadius,
		fynetheme.SizeNamePopupRadius, fynetheme.SizeNameMenuRadius, fynetheme.SizeNameSplitThickness,
		fynetheme.SizeNameScrollBar, fynetheme.SizeNameScrollBarSmall, fynetheme.SizeNameScrollBarRadius,
	} {
		if s := float64(th.Size(n)); s != math.Trunc(s) {
			t.Errorf("size %s is %v", n, s)
		}
	}
}

func TestWeightsAreDifferentFaces(t *testing.T) {
	th := apply(t, Light)
	seen := map[string]Weight{}
	for w := Regular; w <= Writing; w++ {
		name := th.Font(w.Style()).Name()
		if other, twice := seen[name]; twice {
			t.Errorf("weights %d and %d are both %s", w, other, name)
		}
		seen[name] = w
	}
	regular, semi := Measure("Publication", Body, Regular), Measure("Publication", Body, SemiBold)
	if semi.Width <= regular.Width {
		t.Errorf("semi-bold is %v wide, regular %v", semi.Width, regular.Width)
	}
}

func TestWritingRowsAreTwentyHigh(t *testing.T) {
	apply(t, Light)
	if h := Measure("Gâteau", Body, Writing).Height; h != RowHeight {
		t.Errorf("a row is %v high, want %v", h, RowHeight)
	}
	if a, b := Measure("Gâteau", Body, Writing).Width, Measure("Gâteau", Body, Regular).Width; a != b {
		t.Errorf("the composer's font is %v wide, Inter %v", a, b)
	}
}

func TestDescentOfDamagedFonts(t *testing.T) {
	whole, err := assets.Fonts.ReadFile("fonts/Inter-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 11, 40, 4000} {
		if _, err := withDescent(whole[:n], 1); err == nil {
			t.Errorf("no error for the first %d bytes", n)
		}
	}
}

func TestIconsAreNamedAndColoured(t *testing.T) {
	th := apply(t, Light)
	if len(Icons()) == 0 {
		t.Fatal("no icons")
	}
	for _, n := range Icons() {
		a, b := Icon(n, Ink), Icon(n, Warm)
		if a == nil || a.Name() == b.Name() || strings.Contains(string(a.Content()), "currentColor") {
			t.Errorf("icon %s is not coloured", n)
		}
	}
	fyne.CurrentApp().Settings().SetTheme(th.With(Dark))
	if got, want := Ink.Now(), dark()[Ink]; got != want {
		t.Errorf("after the switch ink is %v, want %v", got, want)
	}
	if Icon("no such drawing", Ink) != nil {
		t.Error("an unknown icon has a drawing")
	}
}

func TestSystemVariantFollows(t *testing.T) {
	th := apply(t, System)
	if th.palette(fynetheme.VariantDark) != &th.dark || th.palette(fynetheme.VariantLight) != &th.light {
		t.Error("the system's variant is not followed")
	}
	if l := th.With(Light); l.palette(fynetheme.VariantDark) != &l.light {
		t.Error("light follows the system")
	}
}

func apply(t *testing.T, v Variant) *Theme {
	t.Helper()
	th, err := New(v)
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	return th
}
