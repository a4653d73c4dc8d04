package data

// Aim is what a campaign is for; its label is "aim.<aim>" in the catalogues.
type Aim string

const (
	AimKnown Aim = "known" // be known: reach
	AimWin   Aim = "win"   // win customers: clicks
	AimKeep  Aim = "keep"  // keep them: engagement
)

// Aims lists them in the order in which they are shown.
func Aims() []Aim { return []Aim{AimKnown, AimWin, AimKeep} }

// Campaign is a group of posts with one aim.
type Campaign struct {
	ID     CampaignID
	Brand  BrandID
	Name   string
	Aim    Aim
	Colour string // "#RRGGBB"
	From   string // first day, "2026-11-26"; "": open
	To     string // last day; "": open
	Track  Tracking
	Ended  bool // no longer offered
	Posts  int  // how many posts are in it, deleted ones aside; read only
}

// Tracking is what is added to the links of a post so that the owner's site can
// tell where a visitor came from: the parameters of Google Analytics, "URL
// builders: collect campaign data with custom URLs", read 2026-11. The zero
// value adds nothing.
type Tracking struct {
	Campaign string // utm_campaign
	Medium   string // utm_medium; "" with a campaign: "social"
	Source   string // utm_source; "": the name of the network
	Content  string // utm_content; "": none
	// Hosts are those whose links are marked, with those below them:
	// "maison-lenoir.example". Links elsewhere are never touched.
	Hosts []string
}

// Zero tells whether nothing is added.
func (t Tracking) Zero() bool { return t.Campaign == "" || len(t.Hosts) == 0 }
