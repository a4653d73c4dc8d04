package calendar

import "parvis/assets"

// KnownKeyDates are the key dates that the program carries, of all places and
// trades. The error wraps ErrKeyDates.
func KnownKeyDates() (*KeyDates, error) { return LoadKeyDates(assets.KeyDates) }
