package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2/lang"

	"parvis/data/words"
)

// stockWords are the words of Fyne's own dialogs and menus, by the key under
// which our catalogues have them.
func stockWords() map[string]string {
	return map[string]string{
		"Cancel": "common.cancel", "Open": "common.open", "Save": "common.save", "Copy": "common.copy",
		"Undo": "common.undo", "Redo": "common.redo", "Yes": "common.yes", "No": "common.no", "OK": "common.ok",
		"File": "shell.stock.file", "Folder": "shell.stock.folder", "Create Folder": "shell.stock.create_folder",
		"New Folder": "shell.stock.new_folder", "Enter filename": "shell.stock.name", "Advanced": "shell.stock.advanced",
		"Confirm": "shell.stock.confirm", "Cut": "shell.stock.cut", "Paste": "shell.stock.paste",
		"Select all": "shell.stock.select_all", "Error": "shell.stock.error", "Favourites": "shell.stock.favourites",
		"Show Hidden Files": "shell.stock.hidden", "file.name": "shell.stock.column", "file.parent": "shell.stock.parent",
		"Quit": "shell.action.quit",
	}
}

// translateStock gives Fyne its words in the language of the window. Fyne knows
// only the computer's language, so that is the name they go under.
func translateStock(b *words.Book) error {
	texts := map[string]string{}
	for id, key := range stockWords() {
		texts[id] = b.T(key)
	}
	raw, err := json.Marshal(texts)
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(raw, lang.SystemLocale())
}
