package assets

import _ "embed"

// Notices says of every file that travels inside the program where it comes
// from and under which licence, in Markdown.
//
//go:embed NOTICES.md
var Notices string
