package main

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// options are the settings of a post on an account of each network, as the
// composer shows them.
func options(h *house.House) []scene {
	all := []scene{{"", func(ctx context.Context, w *house.Window) error { return guests(ctx, w, h) }}}
	for _, n := range h.Desk.Networks() {
		if len(n.Ways) > 0 {
			all = append(all, scene{"options-" + string(n.Name), func(ctx context.Context, w *house.Window) error { return panel(ctx, w, h, n) }})
		}
	}
	return all
}

// guests connects an account of each network on which the demonstration has none.
func guests(ctx context.Context, w *house.Window, h *house.House) error {
	brands, err := h.Desk.Brands(ctx)
	if err != nil {
		return err
	}
	for _, n := range h.Desk.Networks() {
		if _, there, err := account(ctx, h, n.Name); err != nil || there || len(n.Ways) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		way := n.Ways[0]
		answers := map[string]string{"name": "Forum des gourmands"} // of a place
		for _, f := range way.Fields {
			if f.Given != "" {
				answers[f.Key] = f.Given
			}
		}
		first := func(context.Context, []data.Account) ([]int, error) { return []int{0}, nil }
		_, err := h.Desk.Connect(ctx, brands[0].ID, n.Name, data.Connecting{Way: way.Key, Answers: answers, Open: h.World.Agree}, first)
		if err != nil {
			return fmt.Errorf("%s: %w", n.Name, err)
		}
	}
	return w.Settle(ctx)
}

// account is the first of a network that the demonstration's brand has.
func account(ctx context.Context, h *house.House, n data.NetworkName) (found data.Account, there bool, err error) {
	brands, err := h.Desk.Brands(ctx)
	if err != nil {
		return found, false, err
	}
	all, err := h.Desk.Accounts(ctx, brands[0].ID)
	for _, a := range all {
		if a.Network == n {
			return a, true, err
		}
	}
	return found, false, err
}

// panel writes a post for the account alone and shows its tab.
func panel(ctx context.Context, w *house.Window, h *house.House, n data.NetworkRow) error {
	a, there, err := account(ctx, h, n.Name)
	if err != nil || !there {
		return fmt.Errorf("%s: no account, %w", n.Name, err)
	}
	p := data.Post{
		Brand: a.Brand, Lang: "fr", Title: "Pain de châtaigne", Variants: []data.Variant{{Account: a.ID}},
		Parts: []string{"Le pain de châtaigne est de retour, samedi dès 7 h 30 au fournil."},
	}
	if err := h.Desk.SavePost(ctx, &p); err != nil {
		return err
	}
	w.OpenPost(p.ID)
	if err := w.Settle(ctx); err != nil {
		return err
	}
	pills := shown[*widgets.TabPill](w)
	if len(pills) < 2 {
		return fmt.Errorf("%s: no tab of the account", n.Name)
	}
	test.Tap(pills[1])
	return w.Settle(ctx)
}
