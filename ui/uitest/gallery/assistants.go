package main

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// assistants are the pages of connecting an account, network by network and way
// by way, whatever the network's row says that there is to do.
func assistants(h *house.House) []scene {
	var all []scene
	for _, n := range h.Desk.Networks() {
		for i := range n.Ways {
			all = append(all, assistant(n, i)...)
		}
	}
	return all
}

// assistant is one way of connecting to one network, from its choice to what
// the accounts can do.
func assistant(n data.NetworkRow, i int) []scene {
	way, name := n.Ways[i], "connect-"+string(n.Name)
	all := []scene{do("", "settings.connect"), {"", func(ctx context.Context, w *house.Window) error { return w.Tap(ctx, w.Title(n)+", ") }}}
	several := len(n.Ways) > 1
	setUp := n.Card.Setup != data.SetupNone
	if several && !setUp && i > 0 {
		all = append(all, tap("", "connect.other_way"))
	}
	if several && (setUp || i > 0) {
		if setUp && i == 0 {
			all[1].name = name + "-ways"
		}
		all = append(all, card(i))
	}
	if several {
		name += "-" + way.Key
	}
	for j := range way.Steps {
		page := scene{fmt.Sprintf("%s-step%d", name, j+1), func(context.Context, *house.Window) error { return nil }}
		all = append(all, page, tap("", "common.next"))
	}
	all = append(all, scene{name, func(context.Context, *house.Window) error { return nil }}, fill())
	on := "connect.go"
	if way.Browser || way.Paste {
		on = "connect.go_browser"
	}
	if way.Paste {
		all = append(all, answered[*widgets.Field](name+"-paste", on), fill())
		on = "common.continue"
	}
	end := ""
	if i == 0 { // it looks the same whatever way led there
		end = name + "-done"
	}
	return append(all, answered[*widgets.Tick](name+"-accounts", on), answered[*widgets.Initial](end, "common.continue"))
}

// answered taps what says a word of the catalogues and waits for what comes of
// it beside the window: a widget of a type that was not there before.
func answered[W fyne.CanvasObject](name, key string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		before := len(shown[W](w))
		err := w.Tap(ctx, w.Book.T(key))
		for err == nil && len(shown[W](w)) <= before {
			time.Sleep(time.Millisecond)
			err = w.Settle(ctx)
		}
		return err
	}}
}

// card taps one of the ways.
func card(i int) scene {
	return scene{"", func(ctx context.Context, w *house.Window) error {
		cards := shown[*widgets.Choice](w)
		if i >= len(cards) {
			return fmt.Errorf("%d ways are offered, not %d", len(cards), i+1)
		}
		test.Tap(cards[i])
		return w.Settle(ctx)
	}}
}

// fill types something into every empty field below the header.
func fill() scene {
	return scene{"", func(ctx context.Context, w *house.Window) error {
		for _, f := range shown[*widgets.Field](w) {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f)
			if f.Text() == "" && at.Y > theme.HeaderHeight {
				f.SetText("maison-lenoir.example")
			}
		}
		return w.Settle(ctx)
	}}
}

// shown are the visible widgets of a type.
func shown[W fyne.CanvasObject](w *house.Window) (all []W) {
	house.Walk(w.Frame.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if one, ok := o.(W); ok {
			all = append(all, one)
		}
		return true
	})
	return all
}
