package assets

import "embed"

// Dictionaries holds the words that spelling is checked with, under
// "dictionaries/": "dictionaries/fr.lexicon", made by data/spell/compile, and the
// licence of what they were made from where that must travel along.
//
//go:embed dictionaries/*.lexicon dictionaries/*.txt
var Dictionaries embed.FS
