package rehearsal

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parvis/data"
)

const (
	xLongest   = 280
	xLinkIs    = 23
	xPollLines = 25
)

// xPost is a post of anybody.
type xPost struct {
	id     string
	author *xUser
	text   string // as the network shows it, before links are shortened
	parent *xPost
	media  []*xMedia
	poll   []string
	hidden bool
	gone   bool
	made   time.Time
	likes  int // what it ends with; 0: the seed's choice
}

// root is the post that a conversation began with.
func (p *xPost) root() *xPost {
	for p.parent != nil {
		p = p.parent
	}
	return p
}

// mentions tells whether a post names a user.
func (p *xPost) mentions(u *xUser) bool {
	for _, word := range strings.FieldsFunc(p.text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@_.", r)
	}) {
		if strings.EqualFold(strings.TrimRight(word, "."), "@"+u.account.Handle) {
			return true
		}
	}
	return false
}

// keep gives a post its place among all.
func (d *x) keep(p *xPost) {
	at, _ := slices.BinarySearchFunc(d.posts, xNumber(p.id), func(q *xPost, id uint64) int {
		if xNumber(q.id) > id {
			return 1
		}
		return -1
	})
	d.posts = slices.Insert(d.posts, at, p)
}

// by lists a user's posts, oldest first.
func (d *x) by(u *xUser) (own []*xPost) {
	for _, p := range d.posts {
		if p.author == u && !p.gone {
			own = append(own, p)
		}
	}
	return own
}

func (d *x) post(id string) *xPost {
	for _, p := range d.posts {
		if p.id == id && !p.gone {
			return p
		}
	}
	return nil
}

// xWish is the body of a post.
type xWish struct {
	Text  string `json:"text"`
	Media *struct {
		IDs    []string `json:"media_ids"`
		Tagged []string `json:"tagged_user_ids"`
	} `json:"media"`
	Reply *struct {
		To      string   `json:"in_reply_to_tweet_id"`
		Exclude []string `json:"exclude_reply_user_ids"`
		Auto    bool     `json:"auto_populate_reply_metadata"`
	} `json:"reply"`
	Poll *struct {
		Options []string `json:"options"`
		Minutes int      `json:"duration_minutes"`
	} `json:"poll"`
	ReplySettings   string `json:"reply_settings"`
	MadeWithAI      bool   `json:"made_with_ai"`
	PaidPartnership bool   `json:"paid_partnership"`
}

func (d *x) create(c xCall) answer {
	var wish xWish
	if err := decodeStrictly(c.body, &wish); err != nil {
		return xInvalid("body", err.Error())
	}
	p := &xPost{author: c.user, text: wish.Text}
	for _, check := range []func(*xPost, xWish) *answer{d.checkText, d.attach, d.checkPoll, d.answers, d.checkRepeat} {
		if refused := check(p, wish); refused != nil {
			return *refused
		}
	}
	p.made = d.server.clock.Now()
	p.id = d.mint(p.made)
	images, videos := 0, 0
	for _, m := range p.media {
		if m.category == "tweet_video" {
			videos++
		} else {
			images++
		}
	}
	d.keep(p)
	parent := ""
	if p.parent != nil {
		parent = p.parent.id
	}
	d.server.published(Published{
		Account: c.user.account.Handle, ID: p.id, Text: wish.Text, Images: images, Videos: videos, Parent: parent, At: p.made,
	})
	a := jsonAnswer(http.StatusCreated, map[string]any{"data": map[string]any{
		"id": p.id, "text": d.shown(p), d.named("edit_history_post_ids"): []string{p.id},
	}})
	a.accepted = true
	return a
}

func xRefused(a answer) *answer { return &a }

var (
	xLink    = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)]`)
	xCashtag = regexp.MustCompile(`(?:^|\s)\$[A-Za-z]{1,6}\b`)
)

func (d *x) checkText(p *xPost, wish xWish) *answer {
	switch {
	case strings.TrimSpace(wish.Text) == "" && wish.Media == nil:
		return xRefused(xInvalid("text", "Text or media is required"))
	case xWeight(wish.Text) > xLongest:
		return xRefused(xBlank(http.StatusForbidden, "Forbidden", "Your Tweet text is too long. For more information, visit https://developer.x.com/en/docs/counting-characters."))
	case len(xCashtag.FindAllString(wish.Text, -1)) > 1:
		return xRefused(xBlank(http.StatusForbidden, "Forbidden", "Posts may contain at most one cashtag."))
	case wish.ReplySettings != "" && !slices.Contains([]string{"following", "mentionedUsers", "subscribers", "verified"}, wish.ReplySettings):
		return xRefused(xInvalid("reply_settings", "$.reply_settings: does not have a value in the enumeration"))
	}
	return nil
}

// xWeight counts as twitter-text does, version 3 of its configuration. It knows
// links with a scheme only.
func xWeight(text string) int {
	n := 0
	text = xLink.ReplaceAllStringFunc(text, func(string) string { n += xLinkIs; return "" })
	for clusters := uniseg.NewGraphemes(text); clusters.Next(); {
		runes := clusters.Runes()
		if len(runes) > 1 && runes[0] >= 0x203C {
			n += 2
			continue
		}
		for _, r := range runes {
			switch {
			case r <= 0x10FF, r >= 0x2000 && r <= 0x200D, r >= 0x2010 && r <= 0x201F, r >= 0x2032 && r <= 0x2037:
				n++
			default:
				n += 2
			}
		}
	}
	return n
}

func (d *x) checkPoll(p *xPost, wish xWish) *answer {
	if wish.Poll == nil {
		return nil
	}
	n := len(wish.Poll.Options)
	tooLong := slices.ContainsFunc(wish.Poll.Options, func(line string) bool {
		return line == "" || utf8.RuneCountInString(line) > xPollLines
	})
	if n < 2 || n > 4 || tooLong || wish.Poll.Minutes < 5 || wish.Poll.Minutes > 10080 || len(p.media) > 0 {
		return xRefused(xInvalid("poll", "$.poll: is not a poll of this network"))
	}
	p.poll = wish.Poll.Options
	return nil
}

// answers finds what a post answers, and whether it may: only whoever named us,
// or ourselves (the network's rule for self-serve applications of 23 February
// 2026).
func (d *x) answers(p *xPost, wish xWish) *answer {
	if wish.Reply == nil {
		return nil
	}
	p.parent = d.post(wish.Reply.To)
	switch {
	case p.parent == nil:
		return xRefused(xBlank(http.StatusForbidden, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you."))
	case p.parent.author != p.author && !p.parent.mentions(p.author):
		return xRefused(xBlank(http.StatusForbidden, "Forbidden", xNotAsked))
	case p.parent.author != p.author && !p.mentions(p.parent.author) && !slices.Contains(wish.Reply.Exclude, p.parent.author.id):
		p.text = "@" + p.parent.author.account.Handle + " " + p.text
	}
	return nil
}

// checkRepeat refuses a text that is online already. How long the network
// remembers is not documented: every other repetition goes through here, so that
// nobody relies on it.
func (d *x) checkRepeat(p *xPost, wish xWish) *answer {
	for _, q := range d.by(p.author) {
		if q.text != p.text || q.parent != p.parent || len(p.media) > 0 || d.server.clock.Now().Sub(q.made) > 24*time.Hour {
			continue
		}
		key := p.author.id + " " + p.text
		if d.repeats[key]++; d.repeats[key]%2 == 1 {
			return xRefused(xBlank(http.StatusForbidden, "Forbidden", xDuplicate))
		}
		return nil
	}
	return nil
}

func (d *x) remove(c xCall) answer {
	p := d.post(c.id)
	switch {
	case p == nil:
		return xMissing(c.id)
	case p.author != c.user:
		return xBlank(http.StatusForbidden, "Forbidden", "You are not authorized to delete this Tweet.")
	}
	p.gone = true
	d.server.deleted(p.id)
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]bool{"deleted": true}})
}

func (d *x) hide(c xCall) answer {
	var wish struct {
		Hidden *bool `json:"hidden"`
	}
	if err := decodeStrictly(c.body, &wish); err != nil || wish.Hidden == nil {
		return xInvalid("hidden", "$.hidden: is missing but it is required")
	}
	p := d.post(c.id)
	switch {
	case p == nil:
		return xMissing(c.id)
	case p.parent == nil || p.root().author != c.user || p.author == c.user:
		return xBlank(http.StatusForbidden, "Forbidden", fmt.Sprintf("You are not permitted to hide the Tweet %s.", p.id))
	}
	p.hidden = *wish.Hidden
	act := data.ActUnhide
	if p.hidden {
		act = data.ActHide
	}
	d.server.acted(p.id, act)
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]bool{"hidden": p.hidden}})
}

// mute is noted for everything that the person said to the account.
func (d *x) mute(c xCall) answer {
	var wish struct {
		Target string `json:"target_user_id"`
	}
	if err := decodeStrictly(c.body, &wish); err != nil || c.id != c.user.id {
		return xInvalid("target_user_id", "$.target_user_id: is missing but it is required")
	}
	target := d.byID(wish.Target)
	if target == nil {
		return xMissing(wish.Target)
	}
	c.user.muted[target.id] = true
	for _, p := range d.by(target) {
		if p.mentions(c.user) {
			d.server.acted(p.id, data.ActMute)
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]bool{"muting": true}})
}
