package archive

import (
	"cmp"
	"encoding/json"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Facebook's "download your information" as JSON, as it is remembered from 2018
// to 2025: posts/your_posts_1.json, since 2023 below your_facebook_activity or
// your_activity_across_facebook with a longer name; of a page
// profile_posts_1.json below this_profile's_activity_across_facebook. A file is
// a list of posts, or the post itself when there is only one, or an object with
// a list. Likes, comments and addresses of own posts are not in it.
var facebookLists = regexp.MustCompile(`(^|/)(your_posts(__check_ins__photos_and_videos)?|profile_posts)(_\d+)?\.(json|html)$`)

// facebookKnown are folders that only this export has.
var facebookKnown = regexp.MustCompile(`(^|/)(your_facebook_activity|your_activity_across_facebook|` +
	`this_profile's_activity_across_facebook|profile_information)/`)

func kindFacebook(name string) kind {
	switch {
	case facebookLists.MatchString(name) && path.Ext(name) == ".html":
		return pages
	case facebookLists.MatchString(name):
		return posts
	case facebookKnown.MatchString(name):
		return known
	}
	return foreign
}

// describeFacebook goes by profile_information.json.
func describeFacebook(a *Archive) {
	type profile struct {
		Name struct {
			Full mended `json:"full_name"`
		} `json:"name"`
		Username mended `json:"username"`
	}
	var information struct {
		Since2020 *profile `json:"profile_v2"`
		Before    *profile `json:"profile"`
	}
	if json.Unmarshal(a.first("profile_information/profile_information.json"), &information) != nil {
		return
	}
	if p := cmp.Or(information.Since2020, information.Before); p != nil {
		a.Owner = Owner{Handle: string(p.Username), Name: string(p.Name.Full)}
	}
}

// facebookPost is a post as Facebook writes it.
type facebookPost struct {
	Timestamp int64 `json:"timestamp"` // seconds
	Data      []*struct {
		Post mended `json:"post"`
	} `json:"data"`
	Attachments []*struct {
		Data []*struct {
			Media *struct {
				URI         mended `json:"uri"`
				Description mended `json:"description"`
			} `json:"media"`
			Link *struct {
				URL mended `json:"url"`
			} `json:"external_context"`
		} `json:"data"`
	} `json:"attachments"`
}

func readFacebook(_ string, _ Owner, in io.Reader, give give) error {
	return cut(in, facebookWrapper, func(raw []byte, err error) error {
		if err != nil {
			return give(Item{}, err)
		}
		return give(facebookItem(raw))
	})
}

// facebookWrapper tells a list of posts from a list that a post itself has.
func facebookWrapper(name string) bool {
	return !slices.Contains([]string{"attachments", "data", "media", "place", "tags"}, name)
}

func facebookItem(raw []byte) (Item, error) {
	var p facebookPost
	if err := json.Unmarshal(raw, &p); err != nil {
		return Item{}, failure(CodeItem, err)
	}
	if p.Timestamp == 0 {
		return Item{}, itemf("no timestamp")
	}
	at, err := moment(time.Unix(p.Timestamp, 0))
	if err != nil {
		return Item{}, err
	}
	item := Item{At: at, Media: p.media()}
	words := p.words()
	if words == "" && len(item.Media) > 0 {
		words = item.Media[0].Caption
	}
	item.say(withLinks(words, p.links()...))
	item.Remote = madeID(at, item.Texts[0], item.Media)
	return item, nil
}

func (p *facebookPost) words() string {
	var all []string
	for _, d := range p.Data {
		if d != nil && d.Post != "" {
			all = append(all, string(d.Post))
		}
	}
	return strings.Join(all, "\n\n")
}

func (p *facebookPost) media() (refs []MediaRef) {
	for _, a := range p.Attachments {
		if a == nil {
			continue
		}
		for _, d := range a.Data {
			if d != nil && d.Media != nil && d.Media.URI != "" {
				refs = append(refs, MediaRef{Entry: string(d.Media.URI), Caption: string(d.Media.Description)})
			}
		}
	}
	return refs
}

func (p *facebookPost) links() (all []string) {
	for _, a := range p.Attachments {
		if a == nil {
			continue
		}
		for _, d := range a.Data {
			if d != nil && d.Link != nil {
				all = append(all, string(d.Link.URL))
			}
		}
	}
	return all
}

// mended is a text of Facebook's exports, which write each byte of its UTF-8 as
// a character of its own ("\u00c3\u00a9" for "é"). A text that is no such thing
// stays as it is.
type mended string

func (m *mended) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*m = mended(mend(s))
	return nil
}

func mend(s string) string {
	small := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xFF {
			return s
		}
		small = append(small, byte(r))
	}
	if !utf8.Valid(small) {
		return s
	}
	return string(small)
}
