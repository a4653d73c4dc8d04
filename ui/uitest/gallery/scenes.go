package main

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/ui/uitest/house"
)

// scene is a state of the window that is worth a picture. Scenes follow one
// another in one window: set goes on from the one before. One without a name is
// a step on the way, of which no picture is kept.
type scene struct {
	name string
	set  func(ctx context.Context, w *house.Window) error
}

// do shows what the palette offers under keys, one after the other.
func do(name string, keys ...string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		for _, key := range keys {
			if err := w.Do(ctx, key); err != nil {
				return err
			}
		}
		return nil
	}}
}

// tap taps what says a word of the catalogues.
func tap(name, key string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error { return w.Tap(ctx, w.Book.T(key)) }}
}

func press(name string, keys ...fyne.KeyName) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error { return w.Press(ctx, keys...) }}
}

// parts are the pictures of screens that have more than one; a screen that is
// not in here has one, by its own name.
func parts(screen string) []scene {
	switch screen {
	case "calendar":
		return []scene{
			do("calendar-month", "shell.screen.calendar", "calendar.action.month"),
			do("calendar-week", "calendar.action.week"),
			do("calendar-list", "calendar.action.list"),
			do("calendar-day", "calendar.action.today", "calendar.action.day"),
			do("calendar-year", "calendar.action.year"),
			do("", "calendar.action.week", "calendar.action.later"),
			{"calendar-week-ahead", func(ctx context.Context, w *house.Window) error { return w.Settle(ctx) }},
			do("", "calendar.action.month", "calendar.action.today"),
			keyDate("calendar-dates"),
			press("", fyne.KeyEscape),
			do("calendar-chosen", "calendar.action.choose"),
			do("", "calendar.action.today"),
			pointAt("calendar-tip"),
			pointAway(),
			do("", "calendar.action.list"),
			chooseThree("calendar-list-chosen"),
			do("", "calendar.action.month"),
			do("calendar-ideas", "calendar.action.ideas"),
			do("calendar-ideas-week", "calendar.action.week"),
			do("calendar-ideas-pane", "calendar.action.month", "shell.action.write"),
			tap("", "composer.close"),
			do("", "calendar.action.ideas"),
		}
	case "library":
		return append(library(), templates()...)
	case "plan":
		return plan()
	case "settings":
		return append([]scene{
			do("settings-accounts", "shell.screen.settings", "settings.section.accounts"),
			do("settings-networks", "settings.section.networks"),
			do("settings-publish", "settings.section.publish"),
			do("settings-photos", "settings.section.photos"),
			do("settings-look", "settings.section.look"),
			do("settings-storage", "settings.section.storage"),
			do("settings-about", "settings.section.about"),
		}, append(archives(), feeds()...)...)
	}
	return []scene{do(screen, "shell.screen."+screen)}
}

// sampleScenes are those of the demonstration, with every page of connecting an
// account or only the first ones.
func sampleScenes(w *house.Window, h *house.House, every bool) []scene {
	var all []scene
	for _, screen := range w.Screens() {
		all = append(all, parts(screen)...)
	}
	all = append(all, do("connect", "settings.section.accounts", "settings.connect"))
	all = append(all, assistants(h, every)...)
	all = append(all, do("", "settings.connect"), tap("", "common.cancel"), do("", "shell.screen.calendar", "calendar.action.month"))
	all = append(all, texts(h)...)
	all = append(all, checks(h)...)
	for _, one := range [][2]string{
		{"draft", "Galette des rois"},
		{"scheduled", "Black Friday"},
		{"sent", "Live marché"},
		{"refused", "Photo vitrine"},
		{"unknown", "Complet pour"},
		{"missed", "Dernières places"},
		{"handed", "Planche du samedi"},
	} {
		all = append(all, composer("composer-"+one[0], h, one[1]))
	}
	all = append(all, do("composer-export", "composer.action.export"), press("", fyne.KeyEscape))
	all = append(all, byHand(h, "Galette des rois")...)
	all = append(all, exchange()...)
	all = append(all, do("composer-new", "shell.action.write"))
	all = append(all, options(h)...)
	all = append(all, wide(h)...)
	all = append(all, inserting(h)...)
	all = append(all, tap("", "composer.close"))
	all = append(all, tables(h)...)
	return append(all,
		tap("palette", "shell.search"),
		press("", fyne.KeyEscape),
		scene{"brands", func(ctx context.Context, w *house.Window) error { return w.TapAt(ctx, 60, 40) }},
		press("brand-edit", fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn),
	)
}

// composer opens the newest post whose headline begins so.
func composer(name string, h *house.House, headline string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		id, err := h.Post(ctx, headline)
		if err != nil {
			return err
		}
		w.OpenPost(id)
		return w.Settle(ctx)
	}}
}

// emptyScenes are those of the first start and of a brand without accounts.
func emptyScenes() []scene {
	return []scene{
		{"start", func(context.Context, *house.Window) error { return nil }},
		tap("empty-connect", "start.connect.go"),
		do("empty-calendar", "shell.screen.calendar"),
		do("empty-today", "shell.screen.today"),
		do("empty-feeds", "shell.screen.settings", "settings.section.feeds"),
		do("empty-photos", "settings.section.photos"),
		do("empty-library-ideas", "shell.screen.library"),
		do("empty-library-products", "library.action.show.products"),
		do("empty-library-media", "library.action.show.media"),
		do("empty-library-templates", "library.action.show.templates"),
		do("empty-plan-again", "shell.screen.plan", "plan.action.show.again"),
		do("empty-plan-series", "plan.action.show.series"),
		do("empty-plan-balance", "plan.action.show.balance"),
		do("empty-reports", "shell.screen.reports"),
		do("empty-composer", "shell.screen.calendar", "shell.action.write"),
	}
}
