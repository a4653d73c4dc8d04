package house

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
)

// Walk visits everything that is visible under o, until visit says false.
func Walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) bool {
	if o == nil || !o.Visible() {
		return true
	}
	if !visit(o) {
		return false
	}
	for _, child := range below(o) {
		if !Walk(child, visit) {
			return false
		}
	}
	return true
}

// below is what an object is made of.
func below(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// Forgettable is what the real window would show empty after it was hidden for a
// minute: Fyne forgets its layout then, and lays out again only what holds
// something that asks for room (2.8.0, internal/driver/common, EnsureMinSize).
func (w *Window) Forgettable() (all []string) {
	canvas := w.Frame.Canvas()
	for _, root := range append([]fyne.CanvasObject{canvas.Content()}, canvas.Overlays().List()...) {
		Walk(root, func(o fyne.CanvasObject) bool {
			asks := func(child fyne.CanvasObject) bool { return child.Visible() && !child.MinSize().IsZero() }
			if inside := below(o); !slices.ContainsFunc(inside, asks) && slices.ContainsFunc(inside, draws) && !ofFyne(o) {
				all = append(all, fmt.Sprintf("%T at %v, %v", o, o.Position(), o.Size()))
			}
			return true
		})
	}
	return all
}

// draws tells whether there is something to be seen in an object.
func draws(o fyne.CanvasObject) bool {
	switch o.(type) {
	case *layout.Spacer:
		return false
	case *fyne.Container, fyne.Widget:
		return o.Visible() && slices.ContainsFunc(below(o), draws)
	}
	return o.Visible()
}

// ofFyne knows the parts of Fyne's own widgets.
func ofFyne(o fyne.CanvasObject) bool {
	return strings.HasPrefix(reflect.TypeOf(o).Elem().PkgPath(), "fyne.io/fyne/v2/internal/")
}
