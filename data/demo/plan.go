package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"parvis/data"
)

// planned is a campaign or a pillar of the sample brand with the beginnings of
// the titles of its posts.
type planned struct {
	name, colour, from, to string
	aim                    data.Aim
	share                  int
	titles                 []string
}

func campaigns() []planned {
	return []planned{
		{name: "Noël à la boulangerie", aim: data.AimWin, colour: "#B0442B", from: "2026-11-16", to: "2026-12-24", titles: []string{"Bûche", "Pain d’épices", "Commandes de Noël", "Saint-Nicolas"}},
		{name: "Galette des rois", aim: data.AimWin, colour: "#8A5A12", from: "2026-11-26", to: "2027-01-10", titles: []string{"Galette"}},
		{name: "Le samedi au marché", aim: data.AimKnown, colour: "#5B3F8C", titles: []string{"Live marché", "Retour au marché", "Planche du samedi"}},
	}
}

func pillars() []planned {
	return []planned{
		{name: "La fournée", colour: "#1F5C57", share: 40, titles: []string{"Fournée", "Bûche", "Galette"}},
		{name: "Coulisses", colour: "#5B3F8C", share: 30, titles: []string{"Atelier", "Pain d’épices", "Idée"}},
		{name: "Le quartier", colour: "#8A5A12", share: 30, titles: []string{"Live marché", "Retour au marché", "Avis clients", "Saint-Nicolas"}},
	}
}

// plan writes down how the bakery plans: its line, its campaigns, and the hours
// of the week that it keeps for posts.
func (b *builder) plan(ctx context.Context, brand data.BrandID) error {
	line := data.Line{
		Brand: brand, Tone: "Chaleureux et précis : on dit ce qui sort du four, à quelle heure et qui l’a fait.",
		Address: data.AddressVous, Country: "FR", Region: "44", Trade: "bakery",
		Required: []data.Required{{When: "allerg*", Text: "Le classeur des allergènes est à la caisse", Why: "La liste change chaque matin."}},
		Dates: data.Dates{
			Own:    []data.OwnDate{{ID: "own-1", Name: "Anniversaire de la boutique", Day: "12-12", Angle: "Douze ans rue de Strasbourg : une photo du premier jour."}},
			Hidden: []string{"april_fools"},
			Lead:   map[string]int{"own-1": 30},
		},
	}
	for _, p := range pillars() {
		line.Pillars = append(line.Pillars, data.Pillar{Name: p.name, Colour: p.colour, Share: p.share})
	}
	if err := b.store.SaveLine(ctx, &line); err != nil {
		return fmt.Errorf("line: %w", err)
	}
	var ids []data.CampaignID
	for _, one := range campaigns() {
		c := data.Campaign{Brand: brand, Name: one.name, Aim: one.aim, Colour: one.colour, From: one.from, To: one.to}
		if err := b.store.SaveCampaign(ctx, &c); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
		ids = append(ids, c.ID)
	}
	if err := b.store.SaveSlots(ctx, brand, b.slots(line.Pillars)); err != nil {
		return fmt.Errorf("slots: %w", err)
	}
	return b.mark(ctx, brand, ids, line.Pillars)
}

func (b *builder) slots(p []data.Pillar) []data.Slot {
	return []data.Slot{
		{Account: b.accounts["bluesky"].ID, Pillar: p[0].ID, Weekday: time.Monday, Wall: "09:00"},
		{Pillar: p[1].ID, Weekday: time.Wednesday, Wall: "17:30"},
		{Account: b.accounts["mastodon"].ID, Weekday: time.Thursday, Wall: "12:30"},
		{Account: b.accounts["bluesky"].ID, Pillar: p[2].ID, Weekday: time.Sunday, Wall: "10:00"},
	}
}

// mark puts the posts of the last weeks and of those to come into campaigns and
// pillars, by their titles.
func (b *builder) mark(ctx context.Context, brand data.BrandID, ids []data.CampaignID, p []data.Pillar) error {
	entries, err := b.store.List(ctx, data.ListQuery{Brand: brand, From: b.Clock.Now().AddDate(0, 0, -14)})
	if err != nil {
		return err
	}
	done := map[data.PostID]bool{}
	for _, e := range entries {
		campaign, pillar := find(campaigns(), e.Headline), find(pillars(), e.Headline)
		if done[e.Post] || campaign < 0 && pillar < 0 {
			continue
		}
		done[e.Post] = true
		post, err := b.store.Post(ctx, e.Post)
		if err != nil {
			return err
		}
		if campaign >= 0 {
			post.Campaign = ids[campaign]
		}
		if pillar >= 0 {
			post.Pillar = p[pillar].ID
		}
		if err := b.store.SavePost(ctx, &post); err != nil {
			return err
		}
	}
	return nil
}

// find is the place of what a title belongs to, -1 for nothing.
func find(all []planned, title string) int {
	for i, one := range all {
		for _, begin := range one.titles {
			if strings.HasPrefix(title, begin) {
				return i
			}
		}
	}
	return -1
}
