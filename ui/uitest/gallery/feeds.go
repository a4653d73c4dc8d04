package main

import (
	"context"

	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// feeds are the section of feeds: those that are followed, a site that offers
// two, and one that offers none.
func feeds() []scene {
	address := func(text string) scene {
		return scene{"", func(ctx context.Context, w *house.Window) error {
			for _, f := range shown[*widgets.Field](w) {
				if f.AccessibilityLabel() == w.Book.T("feeds.address") {
					f.SetText(text)
				}
			}
			return w.Settle(ctx)
		}}
	}
	return []scene{
		do("settings-feeds", "settings.section.feeds"),
		address("blog.example"),
		tap("settings-feeds-choice", "feeds.find"),
		address("rien.example"),
		tap("settings-feeds-none", "feeds.find"),
	}
}
