package telegram

import (
	"context"
	"strconv"

	"parvis/data"
	"parvis/platforms/httpx"
)

// chat is a channel or a group as the network shows it.
type chat struct {
	ID       int64
	Type     string
	Title    string
	Username string
	Linked   int64 `json:"linked_chat_id"`
}

// handle is how people write it; a private channel has but its title.
func (c chat) handle() string {
	if c.Username != "" {
		return "@" + c.Username
	}
	return c.Title
}

// bot is who the token belongs to.
type bot struct {
	ID       int64
	ReadsAll bool `json:"can_read_all_group_messages"` // privacy mode is off
}

// member is what the bot is in a chat.
type member struct {
	Status   string
	Posts    bool `json:"can_post_messages"`
	Deletes  bool `json:"can_delete_messages"`
	Restrict bool `json:"can_restrict_members"`
}

func (m member) admin() bool { return m.Status == "administrator" || m.Status == "creator" }

// rights are what the bot may do: in the channel, and in its discussion group.
type rights struct {
	post  bool
	group bool // there is one
	reads bool // what is written in it
	// deletes and bans are of others' messages, and of others.
	deletes bool
	bans    bool
}

// capabilities is what a channel can do with such rights. Texts are counted in
// UTF-16 units, which is never less than the network's "characters".
func (r rights) capabilities() data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: maxText, Beside: maxCaption, Unit: data.UTF16, Optional: true},
		Media: data.MediaRule{
			Images: maxAlbum, MaxBytes: maxImageBytes, MIME: []string{"image/jpeg", "image/png"},
			MinRatio: 1.0 / maxRatio, MaxRatio: maxRatio, MaxWidth: maxSides / 2,
			Videos: 1, VideoBytes: maxVideoBytes, VideoMIME: []string{"video/mp4"}, Mixed: true,
		},
		Proof: data.ProofRule{Proof: data.ProofNone},
		Options: []data.Option{
			{Key: optionSilent, Kind: data.OptionFlag}, {Key: optionNoPreview, Kind: data.OptionFlag},
		},
		Delete: r.post, Messages: r.reads, Reply: r.reads,
	}
	if r.reads && r.deletes {
		can.Acts = append(can.Acts, data.ActDelete)
	}
	if r.reads && r.bans {
		can.Acts = append(can.Acts, data.ActBlock, data.ActUnblock)
	}
	return can
}

// chat reads a channel or a group by its name or number.
func (s *session) chat(ctx context.Context, op string, id any) (chat, error) {
	var c chat
	if err := s.ask(ctx, op, "getChat", map[string]any{"chat_id": id}, &c); err != nil {
		return c, err
	}
	if c.ID == 0 || c.Title == "" {
		return c, httpx.Unexpected(op, "a chat without id or title")
	}
	return c, nil
}

// channel is the number of the account's own.
func (s *session) channel() int64 {
	id, _ := strconv.ParseInt(s.account.Remote, 10, 64) // written by describe
	return id
}

// rights asks what the bot may do in the channel and in its discussion group.
func (s *session) rights(ctx context.Context, op string, channel chat) (rights, error) {
	var me bot
	if err := s.ask(ctx, op, "getMe", nil, &me); err != nil {
		return rights{}, err
	}
	if me.ID == 0 {
		return rights{}, httpx.Unexpected(op, "a bot without id")
	}
	here, err := s.member(ctx, op, channel.ID, me.ID)
	if err != nil {
		return rights{}, err
	}
	r := rights{post: here.Status == "creator" || here.Status == "administrator" && here.Posts, group: channel.Linked != 0}
	if !r.group {
		return r, nil
	}
	there, err := s.member(ctx, op, channel.Linked, me.ID)
	if data.KindOf(err) == data.Invalid || data.KindOf(err) == data.NotFound {
		return r, nil // the bot is not in the group
	}
	if err != nil {
		return rights{}, err
	}
	r.reads = there.admin() || there.Status == "member" && me.ReadsAll
	r.deletes, r.bans = there.Deletes, there.Restrict
	return r, nil
}

func (s *session) member(ctx context.Context, op string, chat, user int64) (member, error) {
	var m member
	err := s.ask(ctx, op, "getChatMember", map[string]any{"chat_id": chat, "user_id": user}, &m)
	if err == nil && m.Status == "" {
		err = httpx.Unexpected(op, "a member without status")
	}
	return m, err
}

// Profile reads the channel. Its subscribers are the only number that the
// network tells of an audience.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "telegram: read channel"
	c, err := s.chat(ctx, op, s.channel())
	if err != nil {
		return data.Profile{}, err
	}
	if c.ID != s.channel() {
		return data.Profile{}, httpx.Unexpected(op, "another channel")
	}
	var subscribers int64
	if err := s.ask(ctx, op, "getChatMemberCount", map[string]any{"chat_id": c.ID}, &subscribers); err != nil {
		return data.Profile{}, err
	}
	p := data.Profile{Remote: s.account.Remote, Handle: c.handle(), Name: c.Title}
	if c.Username != "" {
		p.URL = s.web + "/" + c.Username
	}
	if subscribers >= 0 {
		p.Followers = data.Known(subscribers)
	}
	return p, nil
}

// Describe reads the channel and the bot's rights anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	return s.describe(ctx, s.channel())
}

// describe refuses a bot that may not post: an account that can do nothing is
// not what a person wants to connect.
func (s *session) describe(ctx context.Context, channel any) (data.Account, error) {
	const op = "telegram: describe channel"
	c, err := s.chat(ctx, op, channel)
	if err != nil {
		return data.Account{}, err
	}
	if c.Type != "channel" {
		return data.Account{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeChannel, Raw: "type: " + c.Type}
	}
	r, err := s.rights(ctx, op, c)
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	if a.Remote == "" && !r.post {
		return data.Account{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeRights}
	}
	a.Remote, a.Handle, a.Name, a.Can = strconv.FormatInt(c.ID, 10), c.handle(), c.Title, r.capabilities()
	return a, nil
}

// Probe tells what the bot may do, by the rights that the channel and its group
// give it.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "telegram: probe"
	c, err := s.chat(ctx, op, s.channel())
	if err != nil {
		return nil, err
	}
	r, err := s.rights(ctx, op, c)
	if err != nil {
		return nil, err
	}
	line := func(key string, ok bool, needs string) data.Ability {
		if ok {
			needs = ""
		}
		return data.Ability{Key: key, OK: ok, Needs: needs}
	}
	group := "discussion group"
	if r.group {
		group = "administrator of the discussion group"
	}
	return []data.Ability{
		line(data.AbilityPublish, r.post, "can_post_messages"),
		line(data.AbilityMedia, r.post, "can_post_messages"),
		line(data.AbilityDelete, r.post, "can_post_messages"),
		line(data.AbilityNumbers, true, ""),
		line(data.AbilityMessages, r.reads, group),
		line(data.AbilityReply, r.reads, group),
		line(data.AbilityModerate, r.reads && r.deletes && r.bans, "can_delete_messages, can_restrict_members"),
		line(data.AbilityLastsLong, true, ""),
	}, nil
}
