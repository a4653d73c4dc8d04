package main

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/ui/uitest/house"
)

// templates are what posts are begun from.
func templates() []scene {
	return []scene{
		do("library-templates", "library.action.show.templates"),
		{"library-template", func(ctx context.Context, w *house.Window) error { return w.TapAt(ctx, 600, 290) }},
		press("", fyne.KeyEscape),
		do("library-template-new", "library.action.new.templates"),
		press("", fyne.KeyEscape),
		tap("library-group-new", "library.template.new_group"),
		press("", fyne.KeyEscape),
	}
}

// inserting are what can be put into a post, and the forms of a template that is
// used and of one that is kept. The post stays as it was.
func inserting(h *house.House) []scene {
	return []scene{
		composer("", h, "Galette des rois"),
		tap("composer-insert", "composer.insert"),
		press("composer-insert-product", fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn),
		press("", fyne.KeyReturn),
		do("composer-template-keep", "composer.action.keep"),
		press("", fyne.KeyEscape),
		tap("", "common.undo"),
		do("composer-insert-template", "composer.action.template"),
		press("composer-insert-variables", fyne.KeyDown, fyne.KeyReturn),
		press("", fyne.KeyEscape),
		do("", "composer.action.ask"),
		{"composer-ask", func(ctx context.Context, w *house.Window) error { return w.Settle(ctx) }},
		press("", fyne.KeyEscape),
	}
}
