package report

import (
	"cmp"
	"errors"
	"image/color"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/words"
)

// ErrMonth: a picture of a month was asked for without saying which.
var ErrMonth = errors.New("report: no month")

// Plan is posts that are planned, to be handed to somebody. What it writes goes
// to a writer; nothing is written before all of it is ready, but for CSV, ICS and
// Markdown, which go out as they are made.
type Plan struct {
	Title string // whose plan it is: "Maison Lenoir"
	// Month is any moment of the month that a calendar page shows, in the zone of
	// the plan; zero: there is no calendar page.
	Month time.Time
	Zone  string    // IANA name, said beside the times
	Made  time.Time // when the plan was drawn up, in the zone of the plan
	Posts []PlannedPost
}

// PlannedPost is a post of a plan, its names and states in the language of the
// person.
type PlannedPost struct {
	Post     data.Post
	At       time.Time // in the zone of the plan; zero: it has no date yet
	State    string    // "Programmé"
	Accounts []PlannedAccount
	Campaign string
	Pillar   string
	Colour   color.NRGBA // of its campaign or pillar; zero: the accent colour
}

// PlannedAccount is where a post goes.
type PlannedAccount struct {
	ID   data.AccountID
	Name string // as people know it: "Mastodon @maisonlenoir@reseau.example"
}

// inOrder lists the posts by time, those without a date last.
func (p *Plan) inOrder() []PlannedPost {
	posts := slices.Clone(p.Posts)
	slices.SortStableFunc(posts, func(a, b PlannedPost) int {
		switch {
		case a.At.IsZero() != b.At.IsZero():
			return cmp.Compare(undated(a), undated(b))
		default:
			return a.At.Compare(b.At)
		}
	})
	return posts
}

func undated(p PlannedPost) int {
	if p.At.IsZero() {
		return 1
	}
	return 0
}

// version is a text of a post with the accounts that it goes to.
type version struct {
	parts    []string
	accounts []PlannedAccount
}

// versions are the texts of a post that differ, the common one first. The common
// one is left out when every account has a text of its own.
func (p *PlannedPost) versions() []version {
	common := version{parts: p.Post.Parts}
	var own []version
	for _, a := range p.Accounts {
		v, _ := p.Post.Variant(a.ID)
		if len(v.Parts) == 0 {
			common.accounts = append(common.accounts, a)
			continue
		}
		if i := slices.IndexFunc(own, func(o version) bool { return slices.Equal(o.parts, v.Parts) }); i >= 0 {
			own[i].accounts = append(own[i].accounts, a)
		} else {
			own = append(own, version{v.Parts, []PlannedAccount{a}})
		}
	}
	if len(common.accounts) > 0 || len(own) == 0 {
		return append([]version{common}, own...)
	}
	return own
}

func (v version) names() string { return names(v.accounts) }

func names(accounts []PlannedAccount) string {
	var all []string
	for _, a := range accounts {
		all = append(all, a.Name)
	}
	return strings.Join(all, ", ")
}

// headline is what the post is called in a calendar.
func (p *PlannedPost) headline(b *words.Book) string {
	return cmp.Or(p.Post.Headline(), b.T("planned.untitled"))
}

// groups are what a post belongs to: "Noël · Coulisses".
func (p *PlannedPost) groups() string {
	return strings.Join(slices.DeleteFunc([]string{p.Campaign, p.Pillar}, func(s string) bool { return s == "" }), " · ")
}
