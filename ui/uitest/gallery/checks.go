package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// checks are the lines of "before publishing", kind by kind: what the language,
// the editorial line and the law say, what an account does not take, and where
// the two languages differ. The brand's line is a strict one meanwhile.
func checks(h *house.House) []scene {
	var usual data.Line
	strict := func(ctx context.Context, w *house.Window) error {
		galette, err := sample(ctx, h)
		if err != nil {
			return err
		}
		if usual, err = h.Desk.Line(ctx, galette.Brand); err != nil {
			return err
		}
		l := usual
		l.Forbidden = []data.Forbidden{{Words: "pas cher*", Use: "à petit prix"}}
		l.Required = []data.Required{{When: "allerg*", Text: "La liste des allergènes est en boutique."}}
		l.Emoji, l.Hashtags = data.Known(1), data.Known(2)
		return errors.Join(h.Desk.SaveLine(ctx, &l), w.Settle(ctx))
	}
	return []scene{
		{"", strict},
		checked("composer-checks-words", h, "Nos galetes sont a emporter!  Elles sont bonne, venez les gouter...", nil),
		checked("composer-checks-line", h, "Tu as des allergies ? Ce pain pas cher est fait pour toi 🥐🥖 #pain #Nantes #bio", nil),
		checked("composer-checks-shop", h, "La galette des rois à 99 €, jusqu’au lundi 6 janvier 2027 !!!", nil),
		checked("composer-checks-law", h, "Grands soldes et jeu concours : gagnez un pain bon pour la santé avec mon code LENOIR10", nil),
		checked("composer-checks-form", h, strings.Repeat("Une longue histoire de pain et de levain. ", 14), func(p *data.Post) {
			for i := range p.Media {
				p.Media[i].Alt = ""
			}
		}),
		{"", func(ctx context.Context, w *house.Window) error {
			usual.Revision++ // of the strict one
			return errors.Join(h.Desk.SaveLine(ctx, &usual), w.Settle(ctx))
		}},
		different("composer-checks-parity", h),
	}
}

// sample is the post of the demonstration that others are made of.
func sample(ctx context.Context, h *house.House) (data.Post, error) {
	id, err := h.Post(ctx, "Galette des rois")
	if err != nil {
		return data.Post{}, err
	}
	return h.Desk.Post(ctx, id)
}

// checked shows what is said before a text is published.
func checked(name string, h *house.House, text string, change func(*data.Post)) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		p, err := sample(ctx, h)
		if err != nil {
			return err
		}
		p.ID, p.Revision, p.Title, p.Parts, p.Media = 0, 0, "Essai", []string{text}, slices.Clone(p.Media)
		for i := range p.Variants {
			p.Variants[i].Parts = nil
		}
		if change != nil {
			change(&p)
		}
		if err := h.Desk.SavePost(ctx, &p); err != nil {
			return err
		}
		w.OpenPost(p.ID)
		if err := w.Settle(ctx); err != nil {
			return err
		}
		if err := scrollTo(ctx, w, w.Book.T("composer.before")); err != nil {
			return err
		}
		_, err = h.Desk.Delete(ctx, p.ID)
		return err
	}}
}

// different shows a post whose other language says something else.
func different(name string, h *house.House) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		p, err := sample(ctx, h)
		if err != nil {
			return err
		}
		p.ID, p.Revision, p.Title, p.Parts = 0, 0, "Essai", []string{"La galette à 18 € dès samedi à 7 h 30. https://maison-lenoir.example #Galette"}
		if err := h.Desk.SavePost(ctx, &p); err != nil {
			return err
		}
		twin, err := h.Desk.WriteTwin(ctx, p.ID, "en")
		if err != nil {
			return err
		}
		other, err := h.Desk.Post(ctx, twin)
		if err != nil {
			return err
		}
		other.Parts, other.Media = []string{"The galette for €16 from Sunday at 8 am."}, nil
		if err := h.Desk.SavePost(ctx, &other); err != nil {
			return err
		}
		w.OpenPost(p.ID)
		if err := w.Settle(ctx); err != nil {
			return err
		}
		err = scrollTo(ctx, w, w.Book.T("composer.before"))
		_, err1 := h.Desk.Delete(ctx, p.ID)
		_, err2 := h.Desk.Delete(ctx, other.ID)
		return errors.Join(err, err1, err2)
	}}
}

// scrollTo scrolls what holds a label until the label stands at the top.
func scrollTo(ctx context.Context, w *house.Window, label string) error {
	done := false
	for _, s := range shown[*container.Scroll](w) {
		house.Walk(s.Content, func(o fyne.CanvasObject) bool {
			l, is := o.(*widgets.Label)
			if is && l.Text() == label {
				place := fyne.CurrentApp().Driver()
				y := place.AbsolutePositionForObject(l).Y - place.AbsolutePositionForObject(s.Content).Y
				s.ScrollToOffset(fyne.NewPos(0, max(0, y-16)))
				done = true
			}
			return !done
		})
	}
	if !done {
		return errors.New("nothing says " + label)
	}
	return w.Settle(ctx)
}
