package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/text"
)

// Item is one past post. Texts are plain; links that the network showed beside
// the text stand in a paragraph of their own at its end.
type Item struct {
	Entry string // the file of the export that it stands in
	Index int    // which one it is there, from 0

	Remote string // the network's id; made of the content where the network gives none
	At     time.Time
	Title  string // of an article
	Texts  []string
	URL    string // http or https, or ""
	Lang   string // BCP 47, "" where it is not told
	Media  []MediaRef

	// ReplyTo is the Remote of what it answers: of an own post when it goes on
	// with a thread. Answer: it answers somebody else.
	ReplyTo string
	Answer  bool

	// What the network counted when the export was made; gaps where it does not
	// tell.
	Likes, Replies, Shares, Views data.Count
}

// MediaRef is a picture or video of a post, to be read by [Archive.Media].
type MediaRef struct {
	Entry   string // its name in the export
	Alt     string // text for those who cannot see it
	Caption string // what stood under it
}

// BadItem is a post, or a whole file when Index is -1, that could not be read.
// Err is an Invalid *data.Failure.
type BadItem struct {
	Entry string
	Index int
	Err   error
}

func (b BadItem) Error() string { return fmt.Sprintf("%s: %d: %v", b.Entry, b.Index, b.Err) }
func (b BadItem) Unwrap() error { return b.Err }

// Post is the item as a post of a brand, without accounts, date and pictures:
// what a draft made from it begins with.
func (i Item) Post(brand data.BrandID) data.Post {
	return data.Post{Brand: brand, Title: i.Title, Parts: i.Texts, Lang: i.Lang}
}

// Counts are the item's numbers on an account, as read at the given time, which
// is best [Archive.Made].
func (i Item) Counts(account data.AccountID, read time.Time) data.PostCounts {
	return data.PostCounts{
		Account: account, Remote: i.Remote, Posted: i.At, Read: read,
		Likes: i.Likes, Replies: i.Replies, Shares: i.Shares, Views: i.Views,
		Text: strings.Join(i.Texts, "\n\n"), URL: i.URL,
	}
}

// say sets the item's text.
func (i *Item) say(words string) { i.Texts = []string{strings.TrimLeft(text.Normalise(words), "\n")} }

// empty tells whether there is nothing to show.
func (i *Item) empty() bool {
	return i.Title == "" && len(i.Media) == 0 && strings.TrimSpace(strings.Join(i.Texts, "")) == ""
}

// maxLinks is how many links beside its text a post may have; networks show one.
const maxLinks = 10

// withLinks puts links that the words do not have in a paragraph after them.
func withLinks(words string, links ...string) string {
	for _, link := range links[:min(len(links), maxLinks)] {
		if link = webAddress(link); link == "" || strings.Contains(words, link) {
			continue
		}
		words = strings.TrimSpace(words + "\n\n" + link)
	}
	return words
}

// webAddress is an http or https address as it is, "" for anything else (R42).
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// madeID is an id for a post of a network that gives none: the same for the
// same post in every export, whatever the folder that its pictures lie in.
func madeID(at time.Time, words string, media []MediaRef) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d\n%s\n", at.Unix(), words)
	for _, m := range media {
		fmt.Fprintln(sum, base(m.Entry))
	}
	return fmt.Sprintf("%d-%s", at.Unix(), hex.EncodeToString(sum.Sum(nil)[:8]))
}

// moment is a date of a post, in UTC. A date that no network can have written
// is an error: it would stand in the calendar where nobody ever looks.
func moment(at time.Time) (time.Time, error) {
	if at = at.UTC(); at.Year() < 1990 || at.Year() > 2199 {
		return time.Time{}, itemf("a date in the year %d", at.Year())
	}
	return at, nil
}

// written is a date of a post in one of the layouts, in UTC where the date has
// no zone.
func written(date string, layouts ...string) (time.Time, error) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, strings.TrimSpace(date)); err == nil {
			return moment(at)
		}
	}
	return time.Time{}, itemf("the date %.40q", date)
}
