package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"parvis/data"
)

// content is what a person decided about a post, as core.db keeps it: the names
// in the tags are a file format and never change their meaning. Equal contents
// give equal JSON, which is how a save knows whether anything changed.
type content struct {
	Title    string    `json:"title,omitempty"`
	Parts    []string  `json:"parts,omitempty"`
	Lang     string    `json:"lang,omitempty"`
	Media    []picture `json:"media,omitempty"`
	Variants []variant `json:"variants,omitempty"`
	Wall     string    `json:"wall,omitempty"`
	Zone     string    `json:"zone,omitempty"`
	Instant  int64     `json:"instant,omitempty"` // Unix seconds

	Campaign data.CampaignID  `json:"campaign,omitempty"`
	Pillar   data.PillarID    `json:"pillar,omitempty"`
	Products []data.ProductID `json:"products,omitempty"`
	Track    *tracking        `json:"track,omitempty"`
	Twin     data.PostID      `json:"twin,omitempty"`
	Series   data.SeriesID    `json:"series,omitempty"`
	Again    int              `json:"again,omitempty"` // days
	From     data.PostID      `json:"from,omitempty"`
}

type picture struct {
	Hash   data.MediaHash `json:"hash"`
	Name   string         `json:"name,omitempty"`
	MIME   string         `json:"mime"`
	Bytes  int64          `json:"bytes"`
	Width  int            `json:"width"`
	Height int            `json:"height"`
	Length int64          `json:"length,omitempty"` // milliseconds
	Part   int            `json:"part,omitempty"`
	Alt    string         `json:"alt,omitempty"`
	Focus  *focus         `json:"focus,omitempty"`
}

type focus struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

type tracking struct {
	Campaign string   `json:"campaign"`
	Medium   string   `json:"medium,omitempty"`
	Source   string   `json:"source,omitempty"`
	Content  string   `json:"content,omitempty"`
	Hosts    []string `json:"hosts"`
}

type variant struct {
	Account data.AccountID    `json:"account"`
	Parts   []string          `json:"parts,omitempty"`
	Options map[string]string `json:"options,omitempty"`
	Ratio   float64           `json:"ratio,omitempty"`
	Bands   data.Bands        `json:"bands,omitempty"`
}

func encode(p *data.Post) (string, error) {
	c := content{
		Title: p.Title, Parts: p.Parts, Lang: p.Lang, Wall: p.When.Wall, Zone: p.When.Zone,
		Campaign: p.Campaign, Pillar: p.Pillar, Products: p.Products,
		Twin: p.Twin, Series: p.Series, Again: p.Again.Days, From: p.Again.From,
	}
	if !p.Track.Zero() {
		c.Track = new(tracking(p.Track))
	}
	if !p.When.Zero() {
		c.Instant = p.When.Instant.Unix()
	}
	c.Media = pictures(p.Media)
	for _, v := range p.Variants {
		c.Variants = append(c.Variants, variant(v))
	}
	slices.SortFunc(c.Variants, func(a, b variant) int { return cmp.Compare(a.Account, b.Account) })
	b, err := json.Marshal(c)
	return string(b), err
}

func decode(text string, p *data.Post) error {
	var c content
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return err
	}
	p.Title, p.Parts, p.Lang = c.Title, c.Parts, c.Lang
	p.Campaign, p.Pillar, p.Products = c.Campaign, c.Pillar, c.Products
	p.Twin, p.Series, p.Again = c.Twin, c.Series, data.Again{Days: c.Again, From: c.From}
	p.Track = data.Tracking{}
	if c.Track != nil {
		p.Track = data.Tracking(*c.Track)
	}
	p.When = data.Schedule{Wall: c.Wall, Zone: c.Zone}
	if !p.When.Zero() {
		p.When.Instant = time.Unix(c.Instant, 0).UTC()
	}
	p.Media = attachments(c.Media)
	for _, v := range c.Variants {
		p.Variants = append(p.Variants, data.Variant(v))
	}
	return nil
}

func pictures(media []data.Attachment) (kept []picture) {
	for _, m := range media {
		one := picture{
			Hash: m.Hash, Name: m.Name, MIME: m.MIME, Bytes: m.Bytes, Width: m.Width, Height: m.Height,
			Length: m.Length.Milliseconds(), Part: m.Part, Alt: m.Alt,
		}
		if m.Focus != (data.Focus{}) {
			one.Focus = new(focus(m.Focus))
		}
		kept = append(kept, one)
	}
	return kept
}

func attachments(kept []picture) (media []data.Attachment) {
	for _, m := range kept {
		one := data.Attachment{
			Media: data.Media{
				Hash: m.Hash, Name: m.Name, MIME: m.MIME, Bytes: m.Bytes, Width: m.Width, Height: m.Height,
				Length: time.Duration(m.Length) * time.Millisecond,
			},
			Part: m.Part, Alt: m.Alt,
		}
		if m.Focus != nil {
			one.Focus = data.Focus(*m.Focus)
		}
		media = append(media, one)
	}
	return media
}
