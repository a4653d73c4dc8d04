package store

import (
	"encoding/json"

	"parvis/data"
)

// goods is a product as core.db keeps it: the names in the tags are a file
// format. Equal products give equal JSON.
type goods struct {
	Ref   string         `json:"ref,omitempty"`
	Name  string         `json:"name"`
	Price *amount        `json:"price,omitempty"`
	Unit  string         `json:"unit,omitempty"`
	First string         `json:"first,omitempty"` // of the season: "12-01"
	Last  string         `json:"last,omitempty"`
	Link  string         `json:"link,omitempty"`
	Photo data.MediaHash `json:"photo,omitempty"`
	About string         `json:"about,omitempty"`
	Promo *promo         `json:"promo,omitempty"`
	Ended bool           `json:"ended,omitempty"`
}

type amount struct {
	Micros   data.Micros `json:"micros"`
	Currency string      `json:"currency"`
}

type promo struct {
	Price *amount `json:"price,omitempty"`
	From  string  `json:"from,omitempty"` // "2026-11-26"
	To    string  `json:"to,omitempty"`
}

func encodeProduct(p *data.Product) (string, error) {
	g := goods{
		Ref: p.Ref, Name: p.Name, Price: price(p.Price), Unit: p.Unit, First: p.Season.From, Last: p.Season.To,
		Link: p.Link, Photo: p.Photo, About: p.About, Ended: p.Ended,
	}
	if p.Promo != (data.Promo{}) {
		g.Promo = &promo{Price: price(p.Promo.Price), From: p.Promo.From, To: p.Promo.To}
	}
	b, err := json.Marshal(g)
	return string(b), err
}

func decodeProduct(body string, p *data.Product) error {
	var g goods
	if err := json.Unmarshal([]byte(body), &g); err != nil {
		return err
	}
	p.Ref, p.Name, p.Price, p.Unit = g.Ref, g.Name, priced(g.Price), g.Unit
	p.Season = data.Season{From: g.First, To: g.Last}
	p.Link, p.Photo, p.About, p.Ended = g.Link, g.Photo, g.About, g.Ended
	if g.Promo != nil {
		p.Promo = data.Promo{Price: priced(g.Promo.Price), From: g.Promo.From, To: g.Promo.To}
	}
	return nil
}

func price(a data.Amount) *amount {
	if a == (data.Amount{}) {
		return nil
	}
	return new(amount(a))
}

func priced(a *amount) data.Amount {
	if a == nil {
		return data.Amount{}
	}
	return data.Amount(*a)
}

// findable is what a search for a product looks in: its name first, by which
// products stand in order.
func findable(p *data.Product) string {
	return fold(p.Name + "\n" + p.Ref + "\n" + p.Unit + "\n" + p.About)
}
