package words

import (
	"time"

	"parvis/data"
)

// Haul says what came from a watched folder: what became of it, and what else is
// to be known of the files, "" where there is nothing.
func (b *Book) Haul(h data.Haul) (what, more string) {
	if h.Photos > 0 {
		of := ""
		if day, err := time.Parse(data.DayLayout, h.Day); err == nil {
			of = " " + b.T("photos.of_day", "Day", b.ShortDate(day))
		}
		what = b.N("photos.became", h.Photos, "Of", of, "Drafts", b.N("photos.drafts", h.Drafts))
	}
	add := func(key string, n int) {
		if n == 0 {
			return
		}
		if more != "" {
			more += " "
		}
		more += b.N(key, n)
	}
	add("photos.undated", h.Undated)
	add("photos.aside", h.Aside)
	add("photos.places", h.Places)
	add("photos.left", h.Left)
	if what == "" {
		return more, ""
	}
	return what, more
}
