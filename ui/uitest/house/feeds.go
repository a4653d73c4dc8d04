package house

import (
	"context"
	"strings"
	"time"

	"parvis/data"
)

// Feeds are the desk's. Staged, in the demonstration, three are followed of which one is over.
func (s *shown) Feeds(ctx context.Context, brand data.BrandID) ([]data.Feed, error) {
	if !s.staged || s.world == nil {
		return s.Desk.Feeds(ctx, brand)
	}
	read := s.clock.Now().Add(-20 * time.Minute)
	return []data.Feed{
		{ID: 1, URL: "https://fournil.example/rss.xml", Title: "Le Fournil d’Awa", Site: "https://fournil.example", Read: read},
		{ID: 2, URL: "https://presse.example/nantes/atom.xml", Title: "Presse de Nantes", Site: "https://presse.example", Folder: []string{"Ville"}, Read: read},
		{ID: 3, URL: "https://marche.example/feed", Title: "Marché de Talensac", Folder: []string{"Ville"}, Code: data.CodeFeedGone},
	}, nil
}

// FeedEntries are the desk's; staged, those of the staged feeds.
func (s *shown) FeedEntries(ctx context.Context, brand data.BrandID, limit int) ([]data.FeedEntry, error) {
	if !s.staged || s.world == nil {
		return s.Desk.FeedEntries(ctx, brand, limit)
	}
	at := s.clock.Now()
	return []data.FeedEntry{
		{Feed: 1, ID: "1", URL: "https://fournil.example/levain", Title: "Pourquoi le levain aime le froid", At: at.Add(-2 * time.Hour)},
		{Feed: 2, ID: "1", URL: "https://presse.example/galettes", Title: "Les galettes arrivent en vitrine", At: at.Add(-5 * time.Hour)},
		{Feed: 2, ID: "2", URL: "https://presse.example/marche", Title: "Le marché ouvre plus tôt en décembre", At: at.Add(-26 * time.Hour)},
	}, nil
}

// FindFeeds is the desk's; staged, a site offers two, and one with "rien" in its
// name none.
func (s *shown) FindFeeds(ctx context.Context, address string) ([]data.FoundFeed, error) {
	switch {
	case !s.staged:
		return s.Desk.FindFeeds(ctx, address)
	case strings.Contains(address, "rien"):
		return nil, &data.Failure{Kind: data.NotFound, Op: "feed: discover", Code: "feed_none"}
	}
	return []data.FoundFeed{
		{URL: "https://blog.example/rss.xml", Title: "Blog de la boulangère"},
		{URL: "https://blog.example/comments.xml", Title: "Blog de la boulangère, commentaires"},
	}, nil
}
