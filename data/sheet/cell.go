package sheet

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"parvis/data/text"
)

// guarded is how a cell begins that a spreadsheet would have taken for a
// formula, had it not been given an apostrophe.
var guarded = regexp.MustCompile(`^'+[=+\-@\t\r]`)

// unguarded takes off the apostrophe that a text was given to keep a spreadsheet
// from computing it.
func unguarded(s string) string {
	if guarded.MatchString(s) {
		return s[1:]
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(text.Normalise(s)), " ") }

// split cuts a list of names.
func split(cell string) []string {
	var names []string
	for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|\n\r", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// splitFiles cuts a list of file names and addresses. A comma may stand in
// either, so it cuts only where each piece is a file, or each an address.
func splitFiles(cell string) []string {
	var all []string
	for _, piece := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";|\n\r", r) }) {
		parts := strings.Split(piece, ",")
		addresses, files := 0, 0
		for _, p := range parts {
			if p = strings.TrimSpace(p); isAddress(p) {
				addresses++
			} else if isMediaName(p) {
				files++
			}
		}
		if addresses < len(parts) && files < len(parts) {
			parts = []string{piece}
		}
		for _, p := range parts {
			if p = strings.TrimSpace(p); p != "" {
				all = append(all, p)
			}
		}
	}
	return all
}

// fileOf is a file by its name or its address; false for anything else, an
// address of another scheme among it.
func fileOf(name string) (File, bool) {
	if address := webAddress(name); address != "" {
		return File{Name: address, Web: true}, true
	}
	return File{Name: name}, !strings.Contains(name, "://") && isMediaName(name)
}

var mediaEndings = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff", ".mp4", ".mov", ".m4v", ".webm", ".avi", ".mkv"}

// isMediaName tells whether a file is a picture or a video by its name.
func isMediaName(name string) bool {
	return slices.Contains(mediaEndings, strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))))
}

// isPicture tells whether a text is the address of a picture or a video, by its
// end.
func isPicture(s string) bool {
	u, err := url.Parse(webAddress(s))
	return err == nil && u.Host != "" && isMediaName(u.Path)
}

func isAddress(s string) bool { return webAddress(s) != "" }

// webAddress is an http or https address without spaces as it is, "" for
// anything else (R42).
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(s, " \n\t") {
		return ""
	}
	return s
}

// readYes reads a yes or a no; known is false for anything else. An empty cell
// is a no.
func readYes(s string) (yes, known bool) {
	switch folded(s) {
	case "true", "yes", "oui", "vrai", "1", "x", "y", "o", "✓", "✔":
		return true, true
	case "false", "no", "non", "faux", "0", "n", "":
		return false, true
	}
	return false, false
}

// langOf is a language as BCP 47, by its code or its name in French or English;
// "" for one that is not known.
func langOf(s string) string {
	switch code, _, _ := strings.Cut(strings.ReplaceAll(folded(s), "_", "-"), "-"); code {
	case "fr", "francais", "french":
		return "fr"
	case "en", "anglais", "english":
		return "en"
	case "nl", "neerlandais", "dutch", "nederlands":
		return "nl"
	case "de", "allemand", "german", "deutsch":
		return "de"
	case "es", "espagnol", "spanish", "espanol":
		return "es"
	case "it", "italien", "italian", "italiano":
		return "it"
	case "pt", "portugais", "portuguese", "portugues":
		return "pt"
	}
	return ""
}
