package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// assistants are the pages of connecting an account, network by network and way
// by way, whatever the network's row says that there is to do; or else only the
// first ones of the usual way.
func assistants(h *house.House, every bool) []scene {
	var all []scene
	for _, n := range h.Desk.Networks() {
		for i := range n.Ways {
			switch {
			case every:
				all = append(all, assistant(n, i)...)
			case i == 0:
				all = append(all, beginning(n)...)
			}
		}
	}
	return all
}

// beginning is what comes first on the usual way of a network: the choice of a
// way, the first step and the fields.
func beginning(n data.NetworkRow) []scene {
	still := func(context.Context, *house.Window) error { return nil }
	name := "connect-" + string(n.Name)
	all := []scene{do("", "settings.connect"), {"", func(ctx context.Context, w *house.Window) error { return w.Tap(ctx, w.Title(n)+", ") }}}
	if len(n.Ways) > 1 {
		if n.Card.Setup != data.SetupNone {
			all[1].name = name + "-ways"
			all = append(all, card(0))
		}
		name += "-" + n.Ways[0].Key
	}
	if steps := len(n.Ways[0].Steps); steps > 0 {
		all = append(all, scene{name + "-step1", still})
		if steps > 1 {
			all = append(all, tap("", "connect.step.skip"))
		} else {
			all = append(all, tap("", "common.next"))
		}
	}
	return append(all, scene{name, still})
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

// fill types something into every empty field below the header that is not
// optional.
func fill() scene {
	return scene{"", func(ctx context.Context, w *house.Window) error {
		_, optional, _ := strings.Cut(w.Book.T("connect.optional", "Label", "|"), "|")
		for _, f := range shown[*widgets.Field](w) {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f)
			if f.Text() == "" && at.Y > theme.HeaderHeight && !strings.HasSuffix(f.AccessibilityLabel(), optional) {
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
