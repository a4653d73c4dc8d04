package settings

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func followed() *desk {
	d := sample()
	d.feeds = []data.Feed{
		{ID: 1, URL: "https://fournil.example/rss", Title: "Le Fournil d’Awa", Site: "https://fournil.example", Read: time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)},
		{ID: 2, URL: "https://presse.example/atom", Title: "Presse locale", Folder: []string{"Nantes"}, Code: "feed_gone"},
		{ID: 3, URL: "https://sel.example/feed", Title: "Le Sel"},
	}
	d.entries = []data.FeedEntry{
		{Feed: 1, ID: "a", URL: "https://fournil.example/a", Title: "Du pain\nchaud", At: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)},
		{Feed: 1, ID: "b", Text: "Sans titre ni lien <b>ici</b>", At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)},
	}
	return d
}

func newFeedScene(t *testing.T, d *desk) *scene {
	t.Helper()
	s := newScene(t, d)
	s.screen.show(feedsSection)
	s.until(func() bool { return s.screen.following.known })
	return s
}

func TestFeedsSayHowTheirLastReadingWent(t *testing.T) {
	s := newFeedScene(t, followed())
	said := s.Said()
	for _, want := range []string{
		"Le Fournil d’Awa\n", "Relevé ", "10:30", "Ce flux n’existe plus.", "Nantes · https://presse.example/atom", "Pas encore relevé",
		"Du pain chaud\n", "Sans titre ni lien <b>ici</b>\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in:\n%s", want, said)
		}
	}
	s.Press("Lire")
	s.Press("Ouvrir le site")
	if !slices.Equal(s.shell.links, []string{"https://fournil.example/a", "https://fournil.example"}) {
		t.Errorf("opened %q", s.shell.links)
	}
}

func TestASingleFeedIsFollowedAtOnce(t *testing.T) {
	d := sample()
	d.find = func(_ context.Context, address string) ([]data.FoundFeed, error) {
		return []data.FoundFeed{{URL: "https://" + address + "/rss", Title: "Le Fournil"}}, nil
	}
	s := newFeedScene(t, d)
	if !strings.Contains(s.Said(), "Aucun flux pour l’instant") {
		t.Errorf("an empty section says:\n%s", s.Said())
	}
	s.Fill("Adresse du site", " fournil.example ")
	s.Press("Chercher le flux")
	s.until(func() bool { return len(s.screen.following.feeds) == 1 })
	if d.feeds[0].URL != "https://fournil.example/rss" || !strings.Contains(s.shell.toasts[0], "Le Fournil") || s.screen.following.address.Text() != "" {
		t.Errorf("%+v, said %q", d.feeds, s.shell.toasts)
	}
}

func TestOfSeveralFeedsThePersonChooses(t *testing.T) {
	d := sample()
	d.find = func(context.Context, string) ([]data.FoundFeed, error) {
		return []data.FoundFeed{{URL: "https://a.example/rss", Title: "Articles"}, {URL: "https://a.example/comments"}}, nil
	}
	s := newFeedScene(t, d)
	s.Fill("Adresse du site", "a.example")
	s.Press("Chercher le flux")
	s.until(func() bool { return len(s.screen.following.found) == 2 })
	if len(d.feeds) != 0 {
		t.Error("a feed was followed without a choice")
	}
	s.Press("https://a.example/comments")
	s.until(func() bool { return len(s.screen.following.feeds) == 1 })
	if d.feeds[0].URL != "https://a.example/comments" || len(s.screen.following.found) != 0 {
		t.Errorf("%+v", d.feeds)
	}
}

func TestWhyNoFeedWasFoundIsSaid(t *testing.T) {
	d := sample()
	d.find = func(context.Context, string) ([]data.FoundFeed, error) {
		return nil, &data.Failure{Kind: data.NotFound, Op: "feed: discover", Code: "feed_none"}
	}
	s := newFeedScene(t, d)
	s.Press("Chercher le flux") // nothing was typed: nothing is asked
	s.Fill("Adresse du site", "a.example")
	s.Press("Chercher le flux")
	s.until(func() bool { return s.screen.following.err != nil })
	if what, _, _ := s.screen.words().Error(s.screen.following.err, "a.example"); !strings.Contains(s.Said(), what) || len(d.feeds) != 0 {
		t.Errorf("the screen says:\n%s", s.Said())
	}
	if s.screen.following.address.Text() != "a.example" {
		t.Error("what was typed is gone")
	}
}

func TestTheSearchForAFeedIsStopped(t *testing.T) {
	d := sample()
	d.find = func(ctx context.Context, _ string) ([]data.FoundFeed, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s := newFeedScene(t, d)
	s.Fill("Adresse du site", "a.example")
	s.Press("Chercher le flux")
	s.Press("Arrêter")
	if s.screen.following.finding || s.screen.following.err != nil {
		t.Errorf("%+v", s.screen.following)
	}
}

func TestAFeedIsLeftAndTakenBack(t *testing.T) {
	s := newFeedScene(t, followed())
	s.Press("Ne plus suivre Le Sel")
	s.until(func() bool { return len(s.screen.following.feeds) == 2 })
	s.shell.undo()
	s.until(func() bool { return len(s.screen.following.feeds) == 3 })
}

func TestListsOfFeedsComeAndGo(t *testing.T) {
	d := followed()
	s := newFeedScene(t, d)
	s.shell.chosen = "lecteur.opml"
	s.Press("Reprendre une liste")
	s.until(func() bool { return len(s.shell.toasts) == 1 })
	if got := s.shell.toasts[0]; got != "12 flux ajoutés. 3 étaient déjà suivis. 1 ligne illisible." {
		t.Errorf("said %q", got)
	}
	if !s.screen.Dropped([]string{"autre.opml"}) {
		t.Error("the section takes no list")
	}
	s.until(func() bool { return len(s.shell.toasts) == 2 })
	s.Press("Enregistrer la liste")
	if want := []string{"read lecteur.opml", "read autre.opml", "wrote Flux Parvis.opml"}; !slices.Equal(d.listed, want) {
		t.Errorf("%q, want %q", d.listed, want)
	}
}
