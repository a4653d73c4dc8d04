package uitest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// TestWideTour enlarges the pane, writes beside the preview, looks at it light and
// dark and as another account shows it, frames a picture, and goes back with
// nothing lost.
func TestWideTour(t *testing.T) {
	v := newVisit(t)
	id, err := v.house.Post(v.ctx, "Galette des rois")
	v.ok(err)
	v.OpenPost(id)
	v.until("post", glance, func() bool { return len(v.areas()) > 0 && v.areas()[0].Text() != "" })
	v.tapWord("composer.wide")
	v.until("preview", glance, func() bool { return v.shows("Les premières galettes") })
	if v.says(v.Book.T("calendar.month")) || !v.says(v.Book.T("shell.screen.calendar")) {
		t.Error("the calendar is not behind")
	}

	v.remembers("1")
	v.areas()[0].GoTo(0)
	v.write("Samedi : ")
	v.until("what was typed", glance, func() bool { return v.shows("Samedi : Les premières galettes") })

	night := v.post().Night
	v.tone(!night)
	v.until("the other ground", glance, func() bool { return v.post().Night == !night })

	stored, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	var to data.Account
	for _, a := range v.accounts() {
		if _, goes := stored.Variant(a.ID); goes && a.Network == "mastodon" {
			to = a
		}
	}
	v.line(v.nameOf(to))
	v.until("the other account", glance, func() bool { return v.post().Handle == to.Handle })
	if !v.shows("maison-lenoir.example/galettes") || v.shows("https://") {
		t.Errorf("its link is not as there: %+v", v.post().Parts)
	}

	v.frame()
	v.until("framed", glance, func() bool {
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return p.Media[0].Focus.X == 1 && strings.HasPrefix(p.Parts[0], "Samedi : Les premières")
	})

	v.tap(v.Book.T("shell.screen.calendar"))
	v.until("calendar", glance, func() bool { return v.says(v.Book.T("composer.wide")) })
	if v.says(v.Book.T("composer.preview.light")) || !v.says(v.nameOf(to)) {
		t.Error("the preview stays, or the post went")
	}
	v.remembers("")
	v.tapWord("common.undo")
	v.until("the frame is taken back", glance, func() bool {
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return p.Media[0].Focus == data.Focus{}
	})
}

// TestAPictureKeepsItsBands shows a picture whole in a square on an account, between
// bands of a picked colour, and takes it back.
func TestAPictureKeepsItsBands(t *testing.T) {
	v := newVisit(t)
	id, err := v.house.Post(v.ctx, "Galette des rois")
	v.ok(err)
	v.OpenPost(id)
	v.until("post", glance, func() bool { return len(v.areas()) > 0 && v.areas()[0].Text() != "" })
	v.ok(v.Do(v.ctx, "composer.action.wide"))
	v.ok(v.Do(v.ctx, "composer.action.crop"))
	v.tapWord("composer.crop.whole")
	v.pick("1:1")
	v.tapWord("composer.crop.cut")
	v.pick(v.Book.T("composer.crop.bands.black"))
	v.until("bands", glance, func() bool { return v.says(v.Book.T("composer.crop.bands.black")) })
	v.tapWord("common.done")
	first := func() data.Variant {
		p, err := v.house.Desk.Post(v.ctx, id)
		v.ok(err)
		return p.Variants[0]
	}
	v.until("stored bands", glance, func() bool { return first().Ratio == 1 && first().Bands == data.BandsBlack })
	v.tapWord("common.undo")
	v.until("the bands are taken back", glance, func() bool { return first().Ratio == 0 && first().Bands == data.BandsNone })
}

// TestEscapeLeavesTheEnlargedPaneFromEverywhere gives the keyboard to everything in
// the window that can have it, one after the other, and presses Escape; what lies
// over the window is left first.
func TestEscapeLeavesTheEnlargedPaneFromEverywhere(t *testing.T) {
	v := newVisit(t)
	id, err := v.house.Post(v.ctx, "Galette des rois")
	v.ok(err)
	v.OpenPost(id)
	v.until("post", glance, func() bool { return len(v.areas()) > 0 && v.areas()[0].Text() != "" })
	large := func() bool { return v.says(v.Book.T("composer.preview.light")) }
	kinds := map[string]int{}
	for i := 0; ; i++ {
		v.ok(v.Do(v.ctx, "composer.action.wide"))
		v.until("enlarged pane", glance, large)
		all := focusables(v)
		if i == len(all) {
			break
		}
		v.Frame.Canvas().Focus(all[i])
		v.ok(v.Press(v.ctx, fyne.KeyEscape))
		if kinds[fmt.Sprintf("%T", all[i])]++; large() {
			t.Errorf("the pane stays large for a %T that says %q", all[i], labelOf(all[i]))
			v.ok(v.Do(v.ctx, "composer.action.narrow"))
		}
	}
	if len(kinds) < 8 {
		t.Errorf("the keyboard was in %v only", kinds)
	}
	for _, open := range []string{"composer.action.insert", "composer.action.template", "composer.action.crop", "composer.action.keep"} {
		v.ok(v.Do(v.ctx, open))
		v.until(open, glance, func() bool { return v.Frame.Canvas().Overlays().Top() != nil })
		for _, one := range focusables(v) {
			if over := v.Frame.Canvas().Overlays().Top(); over != nil && within(over, one) {
				v.Frame.Canvas().Focus(one)
			}
		}
		v.ok(v.Press(v.ctx, fyne.KeyEscape))
		if v.Frame.Canvas().Overlays().Top() != nil || !large() {
			t.Errorf("%s: Escape leaves it open, or leaves the pane with it", open)
		}
	}
}

// focusable is what can have the keyboard.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focusables are all those on the screen.
func focusables(v *visit) []focusable {
	return slices.DeleteFunc(shown[focusable](v), func(o focusable) bool {
		one, ok := o.(fyne.Disableable)
		return ok && one.Disabled()
	})
}

// within tells whether one widget is drawn in another.
func within(over fyne.CanvasObject, one fyne.CanvasObject) (found bool) {
	house.Walk(over, func(o fyne.CanvasObject) bool {
		found = found || o == one
		return true
	})
	return found
}

// labelOf is what a widget is called.
func labelOf(one any) string {
	if w, ok := one.(interface{ AccessibilityLabel() string }); ok {
		return w.AccessibilityLabel()
	}
	return ""
}

// remembers waits until it is kept whether posts open enlarged.
func (v *visit) remembers(wide string) {
	v.t.Helper()
	v.until("choice of the size", glance, func() bool {
		kept, err := v.house.Desk.Setting(v.ctx, data.SettingWide)
		v.ok(err)
		return kept == wide
	})
}

// post is what the preview shows.
func (v *visit) post() (p widgets.PostView) {
	for _, c := range shown[*widgets.PostCard](v) {
		p = c.View()
	}
	return p
}

// shows tells whether the preview says something in its text.
func (v *visit) shows(words string) bool {
	var said strings.Builder
	for _, part := range v.post().Parts {
		for _, r := range part.Runs {
			said.WriteString(r.Text)
		}
	}
	return strings.Contains(said.String(), words)
}

// tone taps "Clair" or "Sombre" above the preview.
func (v *visit) tone(night bool) {
	v.t.Helper()
	for _, s := range shown[*widgets.Segmented](v) {
		if label := s.AccessibilityLabel(); label == v.Book.T("composer.preview.light") || label == v.Book.T("composer.preview.dark") {
			x := float32(4)
			if night {
				x = s.Size().Width - 4
			}
			s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 10)})
			v.ok(v.Settle(v.ctx))
			return
		}
	}
	v.t.Fatal("no choice of light and dark")
}

// line taps an account below the preview.
func (v *visit) line(name string) {
	v.t.Helper()
	for _, c := range shown[*widgets.AccountCard](v) {
		if c.Line().Title == name {
			test.Tap(c)
			v.ok(v.Settle(v.ctx))
			return
		}
	}
	v.t.Fatalf("no line of %s", name)
}

// frame taps the first picture of the preview, then its right edge on the sheet.
func (v *visit) frame() {
	v.t.Helper()
	cards := shown[*widgets.PostCard](v)
	if len(cards) != 1 {
		v.t.Fatalf("%d posts are shown", len(cards))
	}
	for y := cards[0].Size().Height - 4; y > 0 && len(shown[*widgets.FocusPicture](v)) == 0; y -= 20 {
		cards[0].Tapped(&fyne.PointEvent{Position: fyne.NewPos(40, y)})
		v.ok(v.Settle(v.ctx))
		if v.says(v.Book.T("composer.crop.turn")) {
			break
		}
	}
	v.until("picture", glance, func() bool { return len(shown[*widgets.FocusPicture](v)) == 1 })
	focus := shown[*widgets.FocusPicture](v)[0]
	focus.Tapped(&fyne.PointEvent{Position: fyne.NewPos(focus.Size().Width-1, focus.Size().Height/2)})
	v.tapWord("common.done")
}
