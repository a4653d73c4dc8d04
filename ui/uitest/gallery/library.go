package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/ui/uitest/house"
)

// library is what posts are made of.
func library() []scene {
	return []scene{
		do("library-ideas", "shell.screen.library", "library.action.show.ideas"),
		do("library-idea-new", "library.action.new.ideas"),
		press("", fyne.KeyEscape),
		do("library-products", "library.action.show.products"),
		do("library-product-new", "library.action.new.products"),
		press("", fyne.KeyEscape),
		do("", "library.action.new.products"),
		tap("", "library.product.photo.choose"),
		press("library-pick", fyne.KeyDown, fyne.KeyReturn),
		press("", fyne.KeyEscape),
		tap("", "common.cancel"),
		do("library-media", "library.action.show.media"),
		{"library-media-refused", refused},
		tap("", "common.close"),
		find("library-media-twice", "IMG_0412"),
		find("library-media-blurred", "IMG_0419"),
		find("library-media-told", "IMG_0415"),
		find("library-media-nothing", "croissant"),
		find("", ""),
		{"library-media-no-alt", func(ctx context.Context, w *house.Window) error {
			return w.Tap(ctx, w.Book.T("library.media.want.alt", "Count", 5))
		}},
	}
}

// refused drops a file on the media library that is no picture.
func refused(ctx context.Context, w *house.Window) (err error) {
	dir, err := os.MkdirTemp("", "parvis-gallery-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "liste-des-courses.jpg")
	if err := os.WriteFile(path, []byte("farine, beurre, amandes"), 0o600); err != nil {
		return err
	}
	return w.Drop(ctx, fyne.NewPos(400, 400), path)
}

// find types into the search of the screen, in the place of what stood there.
func find(name, text string) scene {
	return scene{name, func(ctx context.Context, w *house.Window) error {
		if err := w.Do(ctx, "shell.action.find_here"); err != nil {
			return err
		}
		focused := w.Frame.Canvas().Focused()
		if selects, ok := focused.(fyne.Shortcutable); ok {
			selects.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		test.Type(focused, text)
		return w.Settle(ctx)
	}}
}
