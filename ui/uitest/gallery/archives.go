package main

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/ui/uitest/house"
)

// archives are the section that reads them: empty, with the steps of a network,
// under way, stopped, and with what could not be read.
func archives() []scene {
	drop := func(name, file string) scene {
		return scene{name, func(ctx context.Context, w *house.Window) error { return w.Drop(ctx, fyne.NewPos(600, 300), file) }}
	}
	return []scene{
		do("settings-import", "settings.section.import"),
		tap("settings-import-guide", "import.how"),
		tap("", "import.how.hide"),
		drop("settings-import-running", house.Endless),
		tap("", "import.stop"),
		shows("settings-import-stopped", "import.result"),
		tap("", "common.close"),
		drop("settings-import-result", "twitter.zip"),
		tap("settings-import-undone", "import.undo"),
		{"", func(ctx context.Context, w *house.Window) error { return w.Pass(ctx, time.Minute) }},
	}
}

// shows waits until a word of the catalogues is in sight: what was stopped needs
// a moment to notice.
func shows(name, key string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		seen := false
		for !seen && ctx.Err() == nil {
			if err := w.Settle(ctx); err != nil {
				return err
			}
			canvas := w.Frame.Canvas()
			for _, root := range append([]fyne.CanvasObject{canvas.Content()}, canvas.Overlays().List()...) {
				house.Walk(root, func(o fyne.CanvasObject) bool {
					l, ok := o.(interface{ AccessibilityLabel() string })
					seen = seen || ok && l.AccessibilityLabel() == w.Book.T(key)
					return !seen
				})
			}
			time.Sleep(time.Millisecond)
		}
		return ctx.Err()
	}}
}
