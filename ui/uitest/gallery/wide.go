package main

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// wide are the pictures of the enlarged pane and of what shows a post as it will
// look. The accounts of all networks are connected by then.
func wide(h *house.House) []scene {
	thread := []string{
		"Pourquoi nos galettes attendent une nuit ? Suivez le fil.",
		"Le feuilletage se repose douze heures au frais : le beurre se fige, les couches restent nettes.",
		"Le matin, la crème, la fève et le four : https://maison-lenoir.example/galettes #GaletteDesRois",
	}
	long := "Samedi, le fournil ouvre à sept heures et demie.\n\n" +
		strings.Repeat("Frangipane, pomme-caramel ou chocolat : réservez la vôtre avant jeudi et gagnez une fève en porcelaine de Limoges. ", 6) +
		"#GaletteDesRois"
	return []scene{
		composer("", h, "Galette des rois"),
		do("composer-preview", "composer.action.preview"),
		away(),
		do("composer-wide", "composer.action.wide"),
		{"composer-wide-other", func(ctx context.Context, w *house.Window) error { return otherTone(ctx, w) }},
		{"", func(ctx context.Context, w *house.Window) error { return otherTone(ctx, w) }},
		tap("composer-wide-blog", "network.wordpress"),
		written("composer-wide-thread", h, thread, portrait, "mastodon", "bluesky"),
		written("composer-wide-fold", h, []string{long}, portrait, "facebook", "instagram", "linkedin"),
		written("composer-wide-bands", h, []string{thread[0]}, banded, "instagram", "facebook", "mastodon"),
		do("composer-crop-bands", "composer.action.crop"),
		away(),
		composer("", h, "Galette des rois"),
		do("composer-crop", "composer.action.crop"),
		away(),
		do("", "composer.action.narrow"),
	}
}

// portrait crops the pictures on the second network.
func portrait(all []data.Variant) { all[1].Ratio = 4.0 / 5 }

// banded keeps the pictures whole in other forms, each network in its way.
func banded(all []data.Variant) {
	all[0].Ratio, all[0].Bands = 4.0/5, data.BandsEdge
	all[1].Ratio, all[1].Bands = 1, data.BandsWhite
	all[2].Ratio, all[2].Bands = 16.0/9, data.BandsBlack
}

// written shows the galette's post with other words for other networks, of which
// the first is looked at, and its pictures framed.
func written(name string, h *house.House, parts []string, frame func([]data.Variant), networks ...data.NetworkName) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		id, err := h.Post(ctx, "Galette des rois")
		if err != nil {
			return err
		}
		p, err := h.Desk.Post(ctx, id)
		if err != nil {
			return err
		}
		p.ID, p.Revision, p.Title, p.Parts, p.Variants = 0, 0, parts[0], parts, nil
		for _, n := range networks {
			a, there, err := account(ctx, h, n)
			if err != nil || !there {
				return errors.Join(err, errors.New("no account of "+string(n)))
			}
			p.Variants = append(p.Variants, data.Variant{Account: a.ID})
		}
		frame(p.Variants)
		if err := h.Desk.SavePost(ctx, &p); err != nil {
			return err
		}
		w.OpenPost(p.ID)
		if err := w.Settle(ctx); err != nil {
			return err
		}
		err = w.Tap(ctx, w.Book.T("network."+string(networks[0])))
		if err != nil {
			return err
		}
		_, err = h.Desk.Delete(ctx, p.ID)
		return err
	}}
}

// otherTone turns the preview from light to dark, or back.
func otherTone(ctx context.Context, w *house.Window) error {
	for _, s := range shown[*widgets.Segmented](w) {
		key := fyne.KeyRight
		switch s.AccessibilityLabel() {
		case w.Book.T("composer.preview.dark"):
			key = fyne.KeyLeft
			fallthrough
		case w.Book.T("composer.preview.light"):
			s.TypedKey(&fyne.KeyEvent{Name: key})
			return w.Settle(ctx)
		}
	}
	return errors.New("no choice of light and dark")
}
