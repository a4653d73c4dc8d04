package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// texts are the checks of a text that has mistakes, what is offered for a word,
// and how the text of an account departs from the common one.
func texts(h *house.House) []scene {
	var id data.PostID
	return []scene{
		{"composer-checks", func(ctx context.Context, w *house.Window) error {
			galette, err := h.Post(ctx, "Galette des rois")
			if err != nil {
				return err
			}
			post, err := h.Desk.Post(ctx, galette)
			if err != nil {
				return err
			}
			post.ID, post.Revision, post.Title = 0, 0, "Promesses"
			post.Parts = []string{"Nos galetes sont les meilleures de Nantes!  Elles sont bonne pour la santé, et écologiques. Tu viens les gouter ?"}
			if err := h.Desk.SavePost(ctx, &post); err != nil {
				return err
			}
			id = post.ID
			w.OpenPost(id)
			return w.Settle(ctx)
		}},
		{"composer-word", func(ctx context.Context, w *house.Window) error {
			focus(w)
			if keys, ok := w.Frame.Canvas().Focused().(fyne.Shortcutable); ok {
				keys.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
			}
			return w.Settle(ctx)
		}},
		away(),
		tap("", "network.mastodon"),
		tap("composer-compare", "composer.compare"),
		away(),
		{"", func(ctx context.Context, w *house.Window) error {
			_, err := h.Desk.WriteTwin(ctx, id, "en")
			return errors.Join(err, w.Settle(ctx))
		}},
		tap("", "composer.tab.common"),
		tap("composer-beside", "composer.beside.show.en"),
		{"", func(ctx context.Context, w *house.Window) error {
			_, err := h.Desk.Delete(ctx, id)
			return err
		}},
	}
}

// away taps beside what is on top, which closes it.
func away() scene {
	return scene{"", func(ctx context.Context, w *house.Window) error { return w.TapAt(ctx, 5, 5) }}
}

// focus gives the keyboard to the first text on the screen.
func focus(w *house.Window) {
	house.Walk(w.Frame.Canvas().Content(), func(o fyne.CanvasObject) bool {
		area, found := o.(*widgets.TextArea)
		if found {
			area.GoTo(0)
		}
		return !found
	})
}
