package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"parvis/ui/uitest/house"
)

// planning is a table of posts as another program writes it, with an account that
// is not known by its name and rows that cannot be taken.
const planning = `Date;Heure;Texte;Réseaux;Images
03/12/2026;18h30;Les bûches sont à la carte : marron, poire, chocolat. À réserver avant le 15.;Bluesky;buches.jpg
04/12/2026;07h45;Ce matin, pain de seigle sorti du four.;Mastodon, Bluesky;
05/12/2026;;Marché de Talensac : on y est jusqu’à 13 h.;La page de Nantes;
31/02/2027;18h30;Les galettes arrivent.;Bluesky;
06/01/2027;bientôt;Qui aura la fève ?;Bluesky;
08/01/2027;18h30;;Bluesky;
10/01/2027;18h30;Atelier galette : il reste deux places.;La page de Nantes;
`

// doubtful has no date that says what comes first.
const doubtful = "Date,Texte\n03/04/2027,Les œufs de Pâques\n05/04/2027,Fermé lundi\n"

// goods is a table of products, one of them in the catalogue already.
const goods = `Nom;Prix;Unité;Saison;Promo;Fin promo
Brioche de Vendée;7,80 €;pièce;;;
Galette des rois;24,00 €;6 parts;janvier;19,90 €;2027-01-10
Pain de Noël;bientôt;pièce;décembre;;
`

// tables are the sheets that take posts and products from a table.
func tables(h *house.House) []scene {
	drop := func(name, file, content string) scene {
		return scene{name, func(ctx context.Context, w *house.Window) error {
			path := filepath.Join(h.World.Dir(), file)
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				return err
			}
			return w.Drop(ctx, fyne.NewPos(600, 300), path)
		}}
	}
	away := press("", fyne.KeyEscape)
	return []scene{
		do("import-empty", "shell.screen.calendar", "exchange.action.import"),
		drop("import-bad-file", "photo.csv", "\x00\x01\x02\x00\x00\x00"),
		drop("import-file", "planning-noel.csv", planning),
		tap("import-columns", "common.continue"),
		tap("import-preview", "common.continue"),
		press("import-preview-row", fyne.KeyDown, fyne.KeyDown, fyne.KeyDown),
		away,
		drop("", "paques.csv", doubtful),
		tap("import-date-asked", "common.continue"),
		away,
		drop("", house.EndlessTable, "Texte\nLes bûches sont là\n"),
		tap("", "common.continue"),
		tap("", "common.continue"),
		tap("import-running", "exchange.import.posts.take"),
		tap("", "exchange.import.stop"),
		shows("import-stopped", "exchange.import.stopped"),
		away,
		drop("", "trois.csv", "Texte;Date\nAtelier galette : il reste deux places.;2026-11-28 18:30\n"),
		tap("", "common.continue"),
		tap("", "common.continue"),
		tap("import-done", "exchange.import.posts.take"),
		tap("", "common.undo"),
		{"", func(ctx context.Context, w *house.Window) error { return w.Pass(ctx, time.Minute) }},
		do("library-products-import", "library.action.show.products", "exchange.action.import_products"),
		drop("", "catalogue.csv", goods),
		tap("import-products-columns", "common.continue"),
		tap("import-products-preview", "common.continue"),
		away,
		do("", "shell.screen.calendar", "calendar.action.month", "calendar.action.today"),
	}
}
