package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// jsonHead is what a JSON Feed says of itself (version 1.0 or 1.1).
type jsonHead struct {
	Version  string
	Title    string
	Site     string `json:"home_page_url"`
	Language string
	jsonAuthors
}

// jsonEntry is one of its items.
type jsonEntry struct {
	ID        jsonID
	URL       string
	External  string `json:"external_url"`
	Title     string
	HTML      string `json:"content_html"`
	Text      string `json:"content_text"`
	Summary   string
	Image     string
	Banner    string `json:"banner_image"`
	Published string `json:"date_published"`
	Modified  string `json:"date_modified"`
	Tags      []string
	jsonAuthors
}

// jsonAuthors: 1.1 has several, 1.0 one.
type jsonAuthors struct {
	Author  jsonAuthor
	Authors []jsonAuthor
}

type jsonAuthor struct{ Name string }

// jsonID is a text, or a number, which the standard says to take as text.
type jsonID string

// UnmarshalJSON takes a text or a number; anything else is no name.
func (id *jsonID) UnmarshalJSON(raw []byte) error {
	var number json.Number
	switch {
	case json.Unmarshal(raw, (*string)(id)) == nil:
	case json.Unmarshal(raw, &number) == nil:
		*id = jsonID(number)
	}
	return nil
}

// decodeJSON reads a JSON Feed. Of an entry with a field of another type the
// rest is kept, besides an error.
func decodeJSON(text string, address *url.URL) (Feed, error) {
	head, items, bad := splitJSON(text)
	if !strings.Contains(head.Version, "jsonfeed.org/version/") {
		return Feed{}, errUnreadable
	}
	f := Feed{
		Title: oneLine(head.Title), Site: absolute(address, head.Site),
		Lang: langOf(oneLine(head.Language), &node{}), Bad: bad,
	}
	author := head.names()
	for i, raw := range items {
		var item jsonEntry
		if err := json.Unmarshal(raw, &item); err != nil {
			f.Bad = append(f.Bad, fmt.Errorf("entry %d: %w", i+1, misfit(err)))
			if raw[0] != '{' {
				continue
			}
		}
		d := item.draft(address)
		if d.Author == "" {
			d.Author = author
		}
		f.add(i+1, d)
	}
	return f, nil
}

// splitJSON takes a feed apart as far as it can be read.
func splitJSON(text string) (head jsonHead, items []json.RawMessage, bad []error) {
	dec := json.NewDecoder(strings.NewReader(text))
	fields := map[string]json.RawMessage{}
	_, err := dec.Token() // the bracket that decode saw
	for err == nil && dec.More() {
		var key json.Token
		if key, err = dec.Token(); err != nil {
			break
		}
		if key == "items" {
			items, err = readItems(dec)
			continue
		}
		var value json.RawMessage
		if err = dec.Decode(&value); err == nil {
			fields[fmt.Sprint(key)] = value
		}
	}
	if err == nil {
		_, err = dec.Token() // a file that ends early has no bracket here
	}
	if err != nil {
		bad = append(bad, fmt.Errorf("after entry %d: %w", len(items), misfit(err)))
	}
	whole, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(whole, &head)
	}
	if err != nil {
		bad = append(bad, misfit(err))
	}
	return head, items, bad
}

func readItems(dec *json.Decoder) (items []json.RawMessage, err error) {
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return nil, errors.Join(errors.New("no list of entries"), err)
	}
	for dec.More() {
		if len(items) == maxEntries {
			return items, fmt.Errorf("nothing was read after %d entries", maxEntries)
		}
		var item json.RawMessage
		if err := dec.Decode(&item); err != nil {
			return items, err
		}
		items = append(items, item)
	}
	_, err = dec.Token()
	return items, err
}

// misfit is an error of the decoder without the value that it quotes.
func misfit(err error) error {
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mismatch) && mismatch.Field == "":
		return errors.New("it is no object")
	case errors.As(err, &mismatch):
		return fmt.Errorf("%q has another type", mismatch.Field)
	}
	return err
}

func (e *jsonEntry) draft(base *url.URL) draft {
	d := draft{Entry: Entry{
		ID: string(e.ID), Title: oneLine(e.Title), Author: e.names(), Tags: tags(e.Tags),
		URL: absolute(base, e.URL), Image: absolute(base, e.Image),
	}}
	d.dates = []string{e.Published, e.Modified}
	if d.URL == "" {
		d.URL = absolute(base, e.External)
	}
	if d.Image == "" {
		d.Image = absolute(base, e.Banner)
	}
	markup, image := plain(e.HTML)
	if d.Image == "" {
		d.Image = absolute(base, image)
	}
	for _, text := range []string{lines(e.Text), markup, lines(e.Summary)} {
		if d.Text == "" {
			d.Text = text
		}
	}
	return d
}

// names are the authors; the one of 1.0 is there beside them for old readers.
func (a *jsonAuthors) names() string {
	authors := a.Authors
	if len(authors) == 0 {
		authors = []jsonAuthor{a.Author}
	}
	var found []string
	for _, author := range authors {
		if author.Name != "" {
			found = append(found, author.Name)
		}
	}
	return oneLine(strings.Join(found, ", "))
}
