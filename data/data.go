// Package data is the vocabulary of Parvis: every type that crosses from one
// room to another, and the rules that belong to the types themselves. It
// imports the standard library only, performs no input or output, and never
// reads the wall clock: time comes in through [Clock].
package data

// The rooms hand rows around by these identities. Zero means "not stored yet".
type (
	BrandID    int64
	AccountID  int64
	PostID     int64
	DeliveryID int64
	MessageID  int64
	CampaignID int64
	PillarID   int64
	ProductID  int64
	TemplateID int64
	IdeaID     int64
	SlotID     int64
	SeriesID   int64
	ApprovalID int64
)

// Brand is one business that is looked after: its accounts, posts and people
// never mix with those of another brand.
type Brand struct {
	ID     BrandID
	Name   string // "Maison Lenoir"
	Sector string // shown under the name: "Boulangerie"
	Colour string // "#RRGGBB", the cue against writing for the wrong brand
	Zone   string // IANA name, the zone its schedule is thought in
	Lang   string // BCP 47 language of what it publishes: "fr"
}

// MaxBrandName is the longest name that the rail shows without a cut, in runes.
const MaxBrandName = 60
