package main

import (
	"fyne.io/fyne/v2"
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
	}
}
