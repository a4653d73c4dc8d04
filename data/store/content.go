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
}

type variant struct {
	Account data.AccountID    `json:"account"`
	Parts   []string          `json:"parts,omitempty"`
	Options map[string]string `json:"options,omitempty"`
}

func encode(p *data.Post) (string, error) {
	c := content{Title: p.Title, Parts: p.Parts, Lang: p.Lang, Wall: p.When.Wall, Zone: p.When.Zone}
	if !p.When.Zero() {
		c.Instant = p.When.Instant.Unix()
	}
	for _, m := range p.Media {
		c.Media = append(c.Media, picture{
			Hash: m.Hash, Name: m.Name, MIME: m.MIME, Bytes: m.Bytes, Width: m.Width, Height: m.Height,
			Length: m.Length.Milliseconds(), Part: m.Part, Alt: m.Alt,
		})
	}
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
	p.When = data.Schedule{Wall: c.Wall, Zone: c.Zone}
	if !p.When.Zero() {
		p.When.Instant = time.Unix(c.Instant, 0).UTC()
	}
	for _, m := range c.Media {
		p.Media = append(p.Media, data.Attachment{
			Media: data.Media{
				Hash: m.Hash, Name: m.Name, MIME: m.MIME, Bytes: m.Bytes, Width: m.Width, Height: m.Height,
				Length: time.Duration(m.Length) * time.Millisecond,
			},
			Part: m.Part, Alt: m.Alt,
		})
	}
	for _, v := range c.Variants {
		p.Variants = append(p.Variants, data.Variant(v))
	}
	return nil
}
