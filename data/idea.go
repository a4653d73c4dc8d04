package data

import (
	"slices"
	"time"
)

// Stage is a column of the ideas board; its label is "idea.stage.<stage>".
type Stage string

const (
	StageNew   Stage = "new"
	StageWork  Stage = "work"
	StageReady Stage = "ready"
)

// Stages lists the columns from left to right.
func Stages() []Stage { return []Stage{StageNew, StageWork, StageReady} }

// Idea is something that may become a post.
type Idea struct {
	ID      IdeaID
	Brand   BrandID
	Title   string
	Text    string
	Pillar  PillarID
	Stage   Stage
	Place   int // in its column, from 0
	Media   []Attachment
	Link    string
	Created time.Time
}

// TemplateKind says what a template is for.
type TemplateKind string

const (
	TemplatePost     TemplateKind = "post"
	TemplateHashtags TemplateKind = "hashtags" // a group: Text holds the hashtags, with "#"
)

// Template is a text to begin from. Variables stand between braces and bear
// names in the words of whoever wrote it: {produit}, {prix}; package line fills
// them.
type Template struct {
	ID    TemplateID
	Brand BrandID
	Kind  TemplateKind
	Name  string
	Title string // of the post
	Text  string
	Lang  string // BCP 47; "": any
	// Networks are those that it is written for; none: any.
	Networks []NetworkName
}

// Suits tells whether a template is meant for a language and for one of the
// networks of a post; a post that goes nowhere yet may go anywhere.
func (t Template) Suits(lang string, networks []NetworkName) bool {
	if t.Lang != "" && lang != "" && t.Lang != lang {
		return false
	}
	return len(t.Networks) == 0 || len(networks) == 0 ||
		slices.ContainsFunc(networks, func(n NetworkName) bool { return slices.Contains(t.Networks, n) })
}
