package data

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// Display is how a network shows a text to those who read it, as far as that is
// known. It matters for previews only: what is sent stays whole.
type Display struct {
	Fold  Fold
	Links LinkForm
}

// Fold is after about how many characters a network hides the rest of a text
// until somebody asks for it. No network documents its own: each number is what
// people measured and published, for a wide screen, and must be said with
// "about". The zero value hides nothing, or it is not known.
type Fold struct {
	After  int // user-perceived characters, of the text as it is shown
	Source string
	Seen   string // the day of the source, or else on which it was read: "2026-11-22"
	Sure   Trust
}

// Trust is how much a number that somebody else measured is worth.
type Trust string

const (
	TrustFair Trust = "fair" // independent sources agree within a few characters
	TrustLow  Trust = "low"  // sources differ by half or more; this is the commonest
)

// LinkForm is how a network writes the address of a link.
type LinkForm string

const (
	// LinkWhole: as it was typed.
	LinkWhole LinkForm = ""
	// LinkThirty: without "https://" and "www.", and of the rest thirty characters
	// (app/lib/text_formatter.rb of mastodon/mastodon, 039d5559).
	LinkThirty LinkForm = "thirty"
	// LinkHost: the host, and what follows it up to fifteen characters, or else
	// thirteen of them (toShortUrl in src/lib/strings/url-helpers.ts of
	// bluesky-social/social-app, read on 2026-11-22).
	LinkHost LinkForm = "host"
)

// DisplayOf is what is known of a network. Mastodon and Bluesky show all of a
// post, X all of a short one (toolsdeck.app, 2026-06-21); of those that are not
// named nothing is known that has a source.
//
// Facebook: 477 (posthell.com, boldlytype.com), 480 (bulkpublish.com), all for
// computers; telephones hide more. Instagram: 125, wherever it is measured.
// LinkedIn: 210, as most say; 140 to 500 are found too. YouTube: 157 of a
// description (toolsdeck.app, videodescriptions.com); 100 to 219 are found too.
// Pinterest: 50 to 60 of a description.
func DisplayOf(n NetworkName) Display {
	switch n {
	case "mastodon":
		return Display{Links: LinkThirty}
	case "bluesky":
		return Display{Links: LinkHost}
	case "facebook":
		return Display{Fold: Fold{477, "posthell.com/tools/facebook-character-counter", "2026-11-22", TrustFair}}
	case "instagram":
		return Display{Fold: Fold{125, "charactercounter.com/instagram", "2026-11-22", TrustFair}}
	case "linkedin":
		return Display{Fold: Fold{210, "toolsdeck.app/guide/social-media-character-limits", "2026-06-21", TrustLow}}
	case "youtube":
		return Display{Fold: Fold{157, "toolsdeck.app/guide/social-media-character-limits", "2026-06-21", TrustLow}}
	case "pinterest":
		return Display{Fold: Fold{60, "socialrails.com/blog/pinterest-character-limits-guide", "2026-11-22", TrustLow}}
	}
	return Display{}
}

// Of is how an address is written. What is no web address stays as it is.
func (f LinkForm) Of(address string) string {
	switch f {
	case LinkThirty:
		const shown = 30
		rest, ok := strings.CutPrefix(address, "https://")
		if !ok {
			rest, ok = strings.CutPrefix(address, "http://")
		}
		if !ok {
			return address
		}
		return beginning(strings.TrimPrefix(rest, "www."), shown, shown)
	case LinkHost:
		const most, shown = 15, 13
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			return address
		}
		_, rest, _ := strings.Cut(address, "://")
		return u.Host + beginning(strings.TrimSuffix(strings.TrimPrefix(rest, u.Host), "/"), most, shown)
	}
	return address
}

// beginning is a text of up to most characters, or else so many of them and "…".
func beginning(s string, most, shown int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:shown]) + "…"
}
