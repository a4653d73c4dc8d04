package rehearsal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

// teleNewsLife is how long the network keeps what nobody asked for (Bot API
// 10.1).
const teleNewsLife = 24 * time.Hour

// telegram simulates the Bot API 10.1; the descriptions of errors are those that
// its server is known to give. Every account is a channel with a bot as its
// administrator and a discussion group. What an account can lack are rights of
// the bot, as the network names them, and "group" (there is none),
// "group_member" (the bot is not in it), "getUpdates" (another program reads).
type telegram struct {
	server     *Server
	popularity popularity

	channels map[string]*teleChannel // by name in lower case
	minted   int64
}

type teleChannel struct {
	account   Account
	id, group int64
	bot       int64
	token     string
	posts     []*teleMessage // oldest first
	comments  []*teleMessage // of the group, with the posts as it shows them
	users     map[string]int64
	banned    map[int64]bool
	news      []teleNews
	followers int
	growth    float64
	since     time.Time
}

type teleMessage struct {
	id     int64
	chat   int64
	at     time.Time
	text   string
	media  []string     // "photo", "video"
	author *Remark      // nil: the channel, or its bot in the group
	of     *teleMessage // the post that the group shows
	parent *teleMessage
}

type teleNews struct {
	id int64
	at time.Time
	m  *teleMessage
}

func newTelegram(s *Server, seed uint64) *telegram {
	return &telegram{server: s, popularity: popularity{seed}, channels: map[string]*teleChannel{}}
}

// token is that of the channel's bot, as BotFather tells it to its owner.
func (t *telegram) token(handle string, _ []string) string {
	if c := t.channels[strings.ToLower(handle)]; c != nil {
		return c.token
	}
	return ""
}

func (t *telegram) mint() int64 {
	t.minted++
	return t.minted
}

func (t *telegram) newToken(bot int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "telegram token %d", t.mint()))
	return strconv.FormatInt(bot, 10) + ":AAE" + hex.EncodeToString(sum[:16])
}

func (t *telegram) publishes(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/bot") && strings.Contains(r.URL.Path, "/send")
}

func (t *telegram) signsIn(*http.Request) bool { return false }

// expire has BotFather give every bot a new token, with all: tokens do not
// expire.
func (t *telegram) expire(all bool) {
	if !all {
		return
	}
	for _, c := range t.channels {
		c.token = t.newToken(c.bot)
	}
}

// teleCall is a call that was let in.
type teleCall struct {
	channel *teleChannel
	in      teleInput
}

func teleMethods() map[string]func(*telegram, teleCall) answer {
	return map[string]func(*telegram, teleCall) answer{
		"getMe":              (*telegram).me,
		"getChat":            (*telegram).getChat,
		"getChatMember":      (*telegram).getMember,
		"getChatMemberCount": (*telegram).countMembers,
		"sendMessage":        (*telegram).sendMessage,
		"sendPhoto":          (*telegram).sendPhoto,
		"sendVideo":          (*telegram).sendVideo,
		"sendMediaGroup":     (*telegram).sendAlbum,
		"deleteMessage":      (*telegram).remove,
		"getUpdates":         (*telegram).updates,
		"banChatMember":      (*telegram).ban,
		"unbanChatMember":    (*telegram).unban,
	}
}

func (t *telegram) answer(r *http.Request, body []byte) answer {
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, name, found := strings.Cut(rest, "/")
	if !ok || !found {
		return teleError(http.StatusNotFound, "Not Found")
	}
	for _, c := range t.channels {
		if c.token != token {
			continue
		}
		method := teleMethods()[name]
		if method == nil {
			return teleError(http.StatusNotFound, "Not Found: method not found")
		}
		in, err := readTele(r, body)
		if err != nil {
			return teleError(http.StatusBadRequest, "Bad Request: can't parse the request")
		}
		return method(t, teleCall{channel: c, in: in})
	}
	return teleError(http.StatusUnauthorized, "Unauthorized")
}

func teleOK(result any) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"ok": true, "result": result})
}

func teleError(status int, description string) answer {
	return jsonAnswer(status, map[string]any{"ok": false, "error_code": status, "description": description})
}

func (t *telegram) refusal(f fault) answer {
	switch f {
	case tooMany:
		wait := t.server.faults.RetryAfter
		return jsonAnswer(http.StatusTooManyRequests, map[string]any{
			"ok": false, "error_code": 429, "description": fmt.Sprintf("Too Many Requests: retry after %d", wait),
			"parameters": map[string]int{"retry_after": wait},
		})
	case unavailable:
		return teleError(http.StatusInternalServerError, "Internal Server Error")
	case badGateway:
		return teleError(http.StatusBadGateway, "Bad Gateway")
	}
	return teleError(http.StatusBadRequest, "Bad Request: refused by the rehearsal")
}

func (t *telegram) addAccount(a Account) {
	n := t.mint()
	c := &teleChannel{
		account: a, id: -1_001_000_000_000 - n, group: -1_002_000_000_000 - n, bot: 7_000_000_000 + n,
		users: map[string]int64{}, banned: map[int64]bool{}, since: t.server.clock.Now(),
	}
	c.token = t.newToken(c.bot)
	t.channels[strings.ToLower(a.Handle)] = c
}

func (c *teleChannel) lacks(right string) bool { return slices.Contains(c.account.Lacks, right) }

func (t *telegram) seed(handle string, p Past) {
	c := t.channels[strings.ToLower(handle)]
	if c == nil {
		return
	}
	c.followers, c.growth, c.since = p.Followers, p.Growth, t.server.clock.Now()
	for _, post := range p.Posts {
		c.posts = append(c.posts, &teleMessage{id: t.mint(), chat: c.id, at: post.At, text: post.Text})
	}
	slices.SortStableFunc(c.posts, func(a, b *teleMessage) int { return a.at.Compare(b.at) })
	for _, post := range c.posts {
		t.show(c, post)
	}
	for _, remark := range p.Remarks {
		t.say(handle, remark)
	}
}

// show puts a post into the discussion group, as the network does by itself.
func (t *telegram) show(c *teleChannel, post *teleMessage) {
	if c.lacks("group") {
		return
	}
	shown := &teleMessage{id: t.mint(), chat: c.group, at: post.at, text: post.text, media: post.media, of: post}
	c.comments = append(c.comments, shown)
	t.tell(c, shown)
}

// tell makes news of a message for the bot, if it is there to hear.
func (t *telegram) tell(c *teleChannel, m *teleMessage) {
	if !c.lacks("group") && !c.lacks("group_member") {
		c.news = append(c.news, teleNews{id: 500_000 + t.mint(), at: t.server.clock.Now(), m: m})
	}
}

func (t *telegram) say(handle string, r Remark) {
	c := t.channels[strings.ToLower(handle)]
	if c == nil || c.lacks("group") {
		return
	}
	if r.At.IsZero() {
		r.At = t.server.clock.Now()
	}
	m := &teleMessage{id: t.mint(), chat: c.group, at: r.At, text: r.Text, author: &r}
	if r.On > 0 && r.On <= len(c.posts) {
		post := c.posts[r.On-1]
		if i := slices.IndexFunc(c.comments, func(one *teleMessage) bool { return one.of == post }); i >= 0 {
			m.parent = c.comments[i]
		}
	}
	if c.users[r.Author] == 0 {
		c.users[r.Author] = 900_000 + t.mint()
	}
	c.comments = append(c.comments, m)
	t.tell(c, m)
}

// updates gives the news from an offset on and forgets those before.
func (t *telegram) updates(call teleCall) answer {
	c := call.channel
	if c.lacks("getUpdates") {
		return teleError(http.StatusConflict, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
	}
	offset, now := call.in.number("offset"), t.server.clock.Now()
	c.news = slices.DeleteFunc(c.news, func(n teleNews) bool { return n.id < offset || now.Sub(n.at) > teleNewsLife })
	limit := call.in.number("limit")
	if limit < 1 || limit > 100 {
		limit = 100
	}
	list := []any{}
	for _, n := range c.news[:min(int(limit), len(c.news))] {
		list = append(list, map[string]any{"update_id": n.id, "message": t.view(c, n.m, true)})
	}
	return teleOK(list)
}

func (t *telegram) ban(call teleCall) answer   { return t.outcast(call, data.ActBlock) }
func (t *telegram) unban(call teleCall) answer { return t.outcast(call, data.ActUnblock) }

func (t *telegram) outcast(call teleCall, act data.Act) answer {
	c, user := call.channel, call.in.number("user_id")
	if c.lacks("can_restrict_members") {
		return teleError(http.StatusBadRequest, "Bad Request: not enough rights to restrict/unrestrict chat member")
	}
	for _, m := range slices.Backward(c.comments) {
		if m.author != nil && c.users[m.author.Author] == user && call.in.number("chat_id") == c.group {
			c.banned[user] = act == data.ActBlock
			t.server.acted(strconv.FormatInt(m.id, 10), act)
			return teleOK(true)
		}
	}
	return teleError(http.StatusBadRequest, "Bad Request: PARTICIPANT_ID_INVALID")
}
