package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

// The X archive as it is remembered from 2019 to 2024: scripts in data/, each a
// list after "window.YTD.<name>.part0 = ", all numbers as strings; the posts in
// tweets.js, tweets-part1.js and so on, in tweet.js until 2022, those to
// communities in community-tweet.js.
var xLists = regexp.MustCompile(`(^|/)(tweets?|community-tweet)(-part\d+)?\.js$`)

// xKnown are files that only an X archive has.
var xKnown = regexp.MustCompile(`(^|/)(data/account|data/manifest|direct-messages|tweet-headers|note-tweet)\.js$`)

func kindX(name string) kind {
	switch {
	case xLists.MatchString(name):
		return posts
	case xKnown.MatchString(name):
		return known
	}
	return foreign
}

// describeX goes by manifest.js (since 2020) and account.js.
func describeX(a *Archive) {
	var manifest struct {
		UserInfo    struct{ AccountID, UserName, DisplayName string }
		ArchiveInfo struct{ GenerationDate time.Time }
	}
	if json.Unmarshal(afterEquals(a.first("data/manifest.js")), &manifest) == nil {
		u := manifest.UserInfo
		a.Owner = Owner{Remote: u.AccountID, Handle: u.UserName, Name: u.DisplayName}
		if at, err := moment(manifest.ArchiveInfo.GenerationDate); err == nil {
			a.Made = at
		}
	}
	var accounts []struct {
		Account struct{ AccountID, Username, AccountDisplayName string }
	}
	if json.Unmarshal(afterEquals(a.first("data/account.js")), &accounts) == nil && len(accounts) > 0 {
		u := accounts[0].Account
		a.Owner = Owner{Remote: u.AccountID, Handle: u.Username, Name: u.AccountDisplayName}
	}
}

// afterEquals is the value that a script gives to a name.
func afterEquals(script []byte) []byte {
	_, value, _ := bytes.Cut(script, []byte("="))
	return bytes.TrimRight(value, "; \r\n\t")
}

// xPost is a post as X writes it.
type xPost struct {
	ID          string    `json:"id_str"`
	Text        string    `json:"full_text"`
	Created     string    `json:"created_at"`
	Likes       xCount    `json:"favorite_count"`
	Shares      xCount    `json:"retweet_count"`
	InReply     string    `json:"in_reply_to_status_id_str"`
	InReplyUser string    `json:"in_reply_to_user_id_str"`
	Lang        string    `json:"lang"`
	Entities    xEntities `json:"entities"`
	Extended    xEntities `json:"extended_entities"`
}

type xEntities struct {
	URLs []struct {
		URL      string `json:"url"`
		Expanded string `json:"expanded_url"`
	} `json:"urls"`
	Media []xMedia `json:"media"`
}

type xMedia struct {
	URL     string `json:"url"` // the t.co link in the text
	Picture string `json:"media_url_https"`
	Alt     string `json:"ext_alt_text"`
	Video   struct {
		Variants []struct {
			Bitrate xCount `json:"bitrate"`
			URL     string `json:"url"`
		} `json:"variants"`
	} `json:"video_info"`
}

// xCount is a number in a string, or a plain one. Anything else is a gap: a
// post is not lost for a number.
type xCount struct{ data.Count }

func (c *xCount) UnmarshalJSON(b []byte) error {
	if n, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64); err == nil && n >= 0 {
		c.Count = data.Known(n)
	}
	return nil
}

func readX(_ string, who Owner, in io.Reader, give give) error {
	return cut(in, nil, func(raw []byte, err error) error {
		if err != nil {
			return give(Item{}, err)
		}
		return give(xItem(raw, who))
	})
}

// xItem reads one post; until 2019 it was not wrapped in "tweet".
func xItem(raw []byte, who Owner) (Item, error) {
	var wrapped struct{ Tweet *xPost }
	if err := json.Unmarshal(raw, &wrapped); err != nil {
		return Item{}, failure(CodeItem, err)
	}
	p := wrapped.Tweet
	if p == nil {
		p = new(xPost)
		if err := json.Unmarshal(raw, p); err != nil {
			return Item{}, failure(CodeItem, err)
		}
	}
	switch {
	case p.ID == "":
		return Item{}, itemf("no id_str")
	case len(p.Text) > maxXText:
		return Item{}, failure(CodeSize, errors.New("a text of more than 256 KB"))
	}
	at, err := written(p.Created, time.RubyDate)
	switch {
	case err != nil:
		return Item{}, err
	case strings.HasPrefix(p.Text, "RT @"):
		return Item{}, errShared
	}
	item := Item{
		Remote: p.ID, At: at, URL: xAddress(p.ID, who), Lang: xLang(p.Lang),
		ReplyTo: p.InReply, Answer: p.answers(who), Likes: p.Likes.Count, Shares: p.Shares.Count,
	}
	for _, m := range p.media() {
		item.Media = append(item.Media, MediaRef{Entry: m.entry(p.ID), Alt: m.Alt})
	}
	item.say(p.words())
	return item, nil
}

// xAddress is where a post is seen; X leads on to the account when it is not
// named.
func xAddress(id string, who Owner) string {
	handle := who.Handle
	if handle == "" {
		handle = "i"
	}
	return webAddress("https://x.com/" + handle + "/status/" + id)
}

// xLang leaves out X's own codes for texts without a language: "und", "zxx",
// "qme" and others, all of three letters.
func xLang(lang string) string {
	if len(lang) != 2 {
		return ""
	}
	return lang
}

// answers tells whether the post answers somebody else than its owner.
func (p *xPost) answers(who Owner) bool {
	switch {
	case p.InReply == "":
		return false
	case who.Remote == "" || p.InReplyUser == "":
		return strings.HasPrefix(p.Text, "@")
	}
	return p.InReplyUser != who.Remote
}

// media are the pictures: extended_entities has all of them, entities the
// first only.
func (p *xPost) media() []xMedia {
	if len(p.Extended.Media) > 0 {
		return p.Extended.Media
	}
	return p.Entities.Media
}

// Bounds of what a text grows to when its links are put in. The longest posts
// of X have 25,000 characters.
const (
	maxXText = 256 << 10
	maxXLink = 2 << 10
)

// xShort is a link as X writes it in place of every other.
var xShort = regexp.MustCompile(`^https?://t\.co/\w{8,}$`)

// words are the text with its links as they were written. Those to its own
// pictures are left out, and so is the escaping of & < >.
func (p *xPost) words() string {
	var pairs []string
	for _, u := range p.Entities.URLs {
		if to := webAddress(u.Expanded); to != "" && len(to) <= maxXLink && xShort.MatchString(u.URL) {
			pairs = append(pairs, u.URL, to)
		}
	}
	for _, m := range p.media() {
		if xShort.MatchString(m.URL) {
			pairs = append(pairs, m.URL, "")
		}
	}
	return strings.NewReplacer(pairs...).Replace(html.UnescapeString(p.Text))
}

// entry is the name of a picture's file: "<id of the post>-<name on the
// server>", in data/tweets_media, data/tweet_media until 2022. Of a video the
// one of the best quality is kept.
func (m xMedia) entry(id string) string {
	address, best := m.Picture, int64(-1)
	for _, v := range m.Video.Variants {
		if v.Bitrate.Known && v.Bitrate.N > best {
			address, best = v.URL, v.Bitrate.N
		}
	}
	address, _, _ = strings.Cut(address, "?")
	return "data/tweets_media/" + id + "-" + path.Base(address)
}
