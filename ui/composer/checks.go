package composer

import (
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/text"
)

// tone says how much a check weighs.
type tone int

const (
	fine     tone = iota // all is well
	hint                 // good to know
	caution              // worth a look; does not stop anything
	blocking             // cannot be published like this
)

// mend names what the button beside a check does.
type mend string

const (
	mendNothing   mend = ""
	mendAccounts  mend = "accounts"  // choose where it goes
	mendText      mend = "text"      // go to the text in question
	mendSplit     mend = "split"     // cut the text into a thread
	mendJoin      mend = "join"      // make one text of a thread
	mendTitle     mend = "title"     // go to the title
	mendAlt       mend = "alt"       // describe the picture
	mendDate      mend = "date"      // choose day and hour
	mendReconnect mend = "reconnect" // sign in again
	mendOptions   mend = "options"   // go to the settings of the account
	mendMedia     mend = "media"     // attach something
	mendLimit     mend = "limit"     // see the limit of the month
	mendUnlink    mend = "unlink"    // take the links out of the text
	mendSpace     mend = "space"     // part what was taken for a link
	mendSee       mend = "see"       // go to the place in the text
	mendFix       mend = "fix"       // change the text as proposed
	mendSetting   mend = "setting"   // mend all of the typography
	mendPillar    mend = "pillar"    // choose a pillar
	mendPicture   mend = "picture"   // go to the picture or video in question
	mendFrame     mend = "frame"     // choose how the picture is framed
	mendCampaign  mend = "campaign"  // choose a campaign
	mendTwin      mend = "twin"      // go to the post in the other language
)

// check is one line of "before publishing". Its words are
// "composer.check.<key>", its button's "composer.mend.<mend>".
type check struct {
	tone    tone
	key     string
	n       int            // what the plural counts
	max     int            // the limit that was passed
	account data.AccountID // 0: the post as a whole
	part    int
	picture picture
	option  string        // the key of the option in question
	money   data.Micros   // by how much the month's limit is passed
	saving  *data.Saving  // how it would cost less
	file    string        // the video in question
	limit   time.Duration // of its length
	finding *finding      // of the editorial line, the law or the other language
	words   string        // those in question
	kind    remarkKind    // of what was read
	short   bool          // a tick among others
	mend    mend
	// forHour: matters for scheduling only, not for publishing at once.
	forHour bool
}

// examine goes through all that can be wrong with a draft before it is
// published to its accounts at its hour. The first thing that blocks comes
// first of its kind; accounts keep the draft's order.
func examine(d *draft, accounts []data.Account, now time.Time) []check {
	if len(d.post.Variants) == 0 {
		return append([]check{{tone: blocking, key: "no_account", mend: mendAccounts}}, examineHour(d, now)...)
	}
	var out []check
	empty := emptyCommon(d)
	if empty {
		out = append(out, check{tone: blocking, key: "empty", mend: mendText})
	}
	for _, v := range d.post.Variants {
		i := slices.IndexFunc(accounts, func(a data.Account) bool { return a.ID == v.Account })
		if i < 0 || !accounts[i].State.Publishes() {
			out = append(out, check{tone: blocking, key: "gone", account: v.Account, mend: mendAccounts})
			continue
		}
		out = append(out, examineAccount(d, &accounts[i], empty)...)
	}
	if !empty && !slices.ContainsFunc(out, func(c check) bool { return c.tone == blocking }) {
		out = append([]check{{tone: fine, key: "fits", n: len(d.post.Variants)}}, out...)
	}
	out = append(out, examineAlt(d)...)
	return append(out, examineHour(d, now)...)
}

// emptyCommon tells whether the common text says and shows nothing while an
// account follows it.
func emptyCommon(d *draft) bool {
	follows := slices.ContainsFunc(d.post.Variants, func(v data.Variant) bool { return len(v.Parts) == 0 })
	return follows && len(d.post.Media) == 0 && strings.TrimSpace(strings.Join(d.parts(common), "")) == ""
}

func examineAccount(d *draft, a *data.Account, empty bool) []check {
	var out []check
	add := func(c check) {
		c.account = a.ID
		out = append(out, c)
	}
	if a.State == data.AccountReconnect {
		add(check{tone: caution, key: "reconnect", mend: mendReconnect})
	}
	parts := d.parts(a.ID)
	if len(parts) > 1 && !a.Can.Thread {
		add(check{tone: blocking, key: "no_thread", mend: mendJoin})
	}
	for i := range parts {
		if c := measure(d, a, i); c.over > 0 {
			m := mendText
			if a.Can.Thread {
				m = mendSplit
			}
			key := "too_long"
			if len(parts) > 1 {
				key = "too_long_part"
			}
			add(check{tone: blocking, key: key, n: c.over, max: c.max, part: i, mend: m})
		}
		shown := d.post.MediaFor(a.ID, i)
		if strings.TrimSpace(parts[i]) == "" && len(shown) == 0 && (!empty || d.differs(a.ID)) {
			add(check{tone: blocking, key: "empty_part", part: i, mend: mendText})
		}
		for _, c := range examineMedia(a, shapeOf(&d.post, a.ID), shown, i) {
			add(c)
		}
		for _, p := range shown {
			if c, long := examineAltLength(a, p); long {
				add(c)
			}
		}
	}
	if a.Can.Title && strings.TrimSpace(d.post.Title) == "" {
		add(check{tone: caution, key: "no_title", mend: mendTitle})
	}
	for _, c := range slices.Concat(examineLimits(d, a), examineOptions(d, a)) {
		add(c)
	}
	return out
}

func examineAltLength(a *data.Account, p data.Attachment) (check, bool) {
	limit := a.Can.Media.AltMax
	if limit == 0 {
		return check{}, false
	}
	n := text.Count(data.TextRule{Unit: a.Can.Text.Unit}, p.Alt)
	return check{
		tone: blocking, key: "alt_too_long", n: n - limit, max: limit,
		picture: picture{p.Part, p.Hash}, mend: mendAlt,
	}, n > limit
}

// examineAlt counts the pictures that nobody described.
func examineAlt(d *draft) []check {
	c := check{tone: caution, key: "no_alt", mend: mendAlt}
	for _, a := range d.post.Media {
		if strings.TrimSpace(a.Alt) == "" && !a.Video() {
			if c.n == 0 {
				c.picture, c.part = picture{a.Part, a.Hash}, a.Part
			}
			c.n++
		}
	}
	if c.n == 0 {
		return nil
	}
	return []check{c}
}

func examineHour(d *draft, now time.Time) []check {
	switch {
	case d.post.When.Zero():
		return []check{{tone: blocking, key: "no_date", mend: mendDate, forHour: true}}
	case !d.post.When.Instant.After(now):
		return []check{{tone: blocking, key: "past", mend: mendDate, forHour: true}}
	}
	return nil
}

// blocker is the first check that stands in the way, of scheduling or of
// publishing at once.
func blocker(checks []check, atOnce bool) (check, bool) {
	i := slices.IndexFunc(checks, func(c check) bool {
		return c.tone == blocking && !(atOnce && c.forHour)
	})
	if i < 0 {
		return check{}, false
	}
	return checks[i], true
}

// counter is the length of one part on one account, by the account's rule.
type counter struct {
	account data.AccountID
	n       int
	max     int  // 0: no limit
	over    int  // by how much it is too long; 0: it fits
	bytes   bool // n and max are bytes of UTF-8, where only those are limited
}

// measure counts a part of an account's text as it is sent: with the marks of the
// campaign on its links, and with the options that count too.
func measure(d *draft, a *data.Account, part int) counter {
	rule := a.Can.Text.With(len(d.post.MediaFor(a.ID, part)))
	c := counter{account: a.ID, max: rule.Max}
	parts := d.parts(a.ID)
	if part >= len(parts) {
		return c
	}
	sent := text.Track(parts[part], d.post.Track, string(a.Network))
	extra := make([]string, 0, len(rule.Counts))
	for _, key := range rule.Counts {
		extra = append(extra, d.option(a.ID, key))
	}
	c.n = text.Count(rule, sent, extra...)
	c.over = text.Over(rule, sent, extra...)
	if rule.Max == 0 && rule.MaxBytes > 0 {
		c.n, c.max, c.bytes = len(sent), rule.MaxBytes, true
	}
	return c
}
