package main

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/ui/handover"
	"parvis/ui/uitest/house"
)

// byHand are the sheets on which a person publishes what a network does not take
// from a program, with the words of a post of the demonstration.
func byHand(h *house.House, headline string) []scene {
	sheet := func(name string, form handover.Form, state string) scene {
		return scene{name, func(ctx context.Context, w *house.Window) error {
			id, err := h.Post(ctx, headline)
			if err != nil {
				return err
			}
			post, err := h.Desk.Post(ctx, id)
			if err != nil {
				return err
			}
			b, network := w.Book, w.Book.T("network.tiktok")
			t := handover.Task{
				Title: b.T("handover.title", "Account", "Forum des gourmands"), About: b.T("handover.about."+state, "Network", network),
				Heading: post.Title, Parts: post.PartsFor(0), Media: post.Media, Page: "https://forum.example/nouveau",
				Form: form, Forms: []handover.Form{handover.Text, handover.Markdown, handover.HTML},
				Save: func(context.Context, string) (int, error) { return len(post.Media), nil },
				Done: func(context.Context, string) error { return nil },
			}
			if state == "handed" {
				t.Title, t.Caption, t.Heading, t.Forms, t.Page, t.Save = b.T("handover.title.there", "Network", network), true, "", nil, "", nil
			}
			w.ByHand(t)
			return w.Settle(ctx)
		}}
	}
	away := press("", fyne.KeyEscape)
	return []scene{
		sheet("byhand", handover.Text, "held"), away,
		sheet("byhand-html", handover.HTML, "held"), away,
		sheet("byhand-there", handover.Text, "handed"), away,
	}
}
