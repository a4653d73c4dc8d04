package archive

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readArticle reads an article of LinkedIn from its page: the first link leads
// to it and has its title, "published" says since when ("Published on
// 2019-03-04 10:40"), and the text follows in a "div". One that was never
// published is left out.
func readArticle(in io.Reader, give give) error {
	page, err := whole(in)
	if err != nil {
		return err
	}
	return give(article(page))
}

func article(page []byte) (Item, error) {
	var item Item
	created := false
	z := tokens(bytes.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken {
			continue
		}
		switch t := z.Token(); {
		case t.DataAtom == atom.A && item.Title == "":
			item.URL, item.Title = webAddress(attrOf(t, "href")), rendered(z, atom.A)
		case hasClass(t, "created"):
			created = true
		case hasClass(t, "published"):
			_, date, _ := strings.Cut(rendered(z, t.DataAtom), " on ")
			var err error
			if item.At, err = written(date, "2006-01-02 15:04"); err != nil {
				return Item{}, err
			}
		case t.DataAtom == atom.Div && item.Title != "" && item.Texts == nil:
			item.say(rendered(z, atom.Div))
		}
	}
	switch {
	case item.Title == "":
		return Item{}, itemf("a page without the title of an article")
	case item.At.IsZero() && created:
		return Item{}, errEmpty
	case item.At.IsZero():
		return Item{}, itemf("an article without the date of its publication")
	}
	if item.Remote = item.URL; item.Remote == "" {
		item.Remote = madeID(item.At, item.Title, nil)
	}
	return item, nil
}
