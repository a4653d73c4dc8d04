package assets

import _ "embed"

// Spikes holds how unlikely counts must be to be a spike; models/spikes.md says how
// that was chosen.
//
//go:embed models/spikes.json
var Spikes []byte
