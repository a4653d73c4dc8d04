package archive

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parvis/data"
)

// Google+ Takeout as it is remembered from its last months, 2018 to April 2019:
// below a folder with the network's name, in the owner's language ("Google+
// Stream", "Flux Google+"), a folder of posts with one file each, as JSON or, by
// default, as a page to look at.
func kindGooglePlus(name string) kind {
	parts := strings.Split(name, "/")
	top := slices.IndexFunc(parts[:len(parts)-1], func(p string) bool { return strings.Contains(p, "google+") })
	if top < 0 {
		return foreign
	}
	folders := []string{"posts", "publications", "beiträge", "publicaciones", "post"}
	ext := path.Ext(name)
	if (ext == ".json" || ext == ".html") && slices.Contains(folders, parts[len(parts)-2]) {
		return posts
	}
	return known
}

// describeGooglePlus goes by the author of the first post as JSON: there is no
// other place.
func describeGooglePlus(a *Archive) {
	for _, e := range a.lists {
		if path.Ext(strings.ToLower(e.name)) != ".json" {
			continue
		}
		var p plusPost
		if b, err := e.read(maxPage); err == nil && json.Unmarshal(b, &p) == nil && p.Author.Name != "" {
			a.Owner = Owner{Remote: path.Base(p.Author.Page), Name: p.Author.Name}
		}
		return
	}
}

// Layouts of dates: of JSON, and of pages.
const (
	plusDate     = "2006-01-02 15:04:05-0700"
	plusPageDate = "2006-01-02T15:04:05-0700"
)

// plusPost is a post as Takeout writes it.
type plusPost struct {
	URL     string `json:"url"`
	Created string `json:"creationTime"`
	Author  struct {
		Name string `json:"displayName"`
		Page string `json:"profilePageUrl"`
	} `json:"author"`
	Content string `json:"content"` // HTML
	Link    struct {
		URL string `json:"url"`
	} `json:"link"`
	Media plusMedia `json:"media"`
	Album struct {
		Media []plusMedia `json:"media"`
	} `json:"album"`
	Reshared *struct {
		URL string `json:"url"`
	} `json:"resharedPost"`
	Likes   plusList `json:"plusOnes"`
	Replies plusList `json:"comments"`
	Shares  plusList `json:"reshares"`
}

type plusMedia struct {
	File        string `json:"localFilePath"`
	Description string `json:"description"`
}

// plusList is a list of which the length is wanted; a gap where there is none.
type plusList struct{ data.Count }

func (l *plusList) UnmarshalJSON(b []byte) error {
	var elements []struct{}
	if bytes.HasPrefix(b, []byte("[")) && json.Unmarshal(b, &elements) == nil {
		l.Count = data.Known(int64(len(elements)))
	}
	return nil
}

func readGooglePlus(name string, _ Owner, in io.Reader, give give) error {
	if strings.EqualFold(path.Ext(name), ".html") {
		page, err := whole(in)
		if err != nil {
			return err
		}
		return give(plusPage(page))
	}
	return cut(in, nil, func(raw []byte, err error) error {
		if err != nil {
			return give(Item{}, err)
		}
		return give(plusItem(raw))
	})
}

func plusItem(raw []byte) (Item, error) {
	var p plusPost
	if err := json.Unmarshal(raw, &p); err != nil {
		return Item{}, failure(CodeItem, err)
	}
	at, err := written(p.Created, plusDate)
	if err != nil {
		return Item{}, err
	}
	words := plain(p.Content)
	links := []string{p.Link.URL}
	if p.Reshared != nil {
		if words == "" {
			return Item{}, errShared
		}
		links = append(links, p.Reshared.URL)
	}
	item := Item{
		At: at, URL: webAddress(p.URL), Likes: p.Likes.Count, Replies: p.Replies.Count, Shares: p.Shares.Count,
	}
	for _, m := range append([]plusMedia{p.Media}, p.Album.Media...) {
		if m.File != "" {
			item.Media = append(item.Media, MediaRef{Entry: m.File, Caption: m.Description})
		}
	}
	item.say(withLinks(words, links...))
	item.Remote = plusRemote(item)
	return item, nil
}

// plusRemote is a post's address, which both forms have.
func plusRemote(item Item) string {
	if item.URL != "" {
		return item.URL
	}
	return madeID(item.At, item.Texts[0], item.Media)
}

// plusPage reads a post from the page that shows it, by the classes of its
// elements: the first link that is a date leads to the post, "main-content" is
// its text, "media" its pictures, "link-embed" a link, and each "plus-oner" and
// "comment" one person's.
func plusPage(page []byte) (Item, error) {
	var item Item
	var links []string
	words := ""
	z := tokens(bytes.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		switch t := z.Token(); {
		case hasClass(t, "main-content") && words == "":
			words = rendered(z, t.DataAtom)
		case hasClass(t, "link-embed"):
			links = append(links, attrOf(t, "href"))
		case hasClass(t, "media") && t.DataAtom == atom.Img:
			item.Media = append(item.Media, MediaRef{Entry: unescaped(attrOf(t, "src")), Alt: attrOf(t, "alt")})
		case hasClass(t, "plus-oner"):
			item.Likes = item.Likes.Plus(data.Known(1))
		case hasClass(t, "comment"):
			item.Replies = item.Replies.Plus(data.Known(1))
		case t.DataAtom == atom.A && item.At.IsZero():
			if at, err := written(rendered(z, atom.A), plusPageDate, plusDate); err == nil {
				item.At, item.URL = at, webAddress(attrOf(t, "href"))
			}
		}
	}
	if item.At.IsZero() {
		return Item{}, itemf("a page without the date of a post")
	}
	item.say(withLinks(words, links...))
	item.Remote = plusRemote(item)
	return item, nil
}

// unescaped is the name of the file that a page refers to.
func unescaped(src string) string {
	if name, err := url.PathUnescape(src); err == nil {
		return name
	}
	return src
}
