package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"parvis/data"
	"parvis/platforms/httpx"
)

const updatesPage = 100 // the most that the network gives at once

// comment is a message as the bot hears of it.
type comment struct {
	ID        int64 `json:"message_id"`
	Date      int64
	Chat      chat
	From      *author
	Sender    *chat `json:"sender_chat"` // who writes in the name of a channel or group
	Text      string
	Caption   string
	Sticker   *struct{ Emoji string }
	Photo     json.RawMessage
	Video     json.RawMessage
	Voice     json.RawMessage
	Document  json.RawMessage
	Animation json.RawMessage
	Forwarded bool `json:"is_automatic_forward"` // a post of the channel, as the group shows it
	Origin    *struct {
		Chat chat
		ID   int64 `json:"message_id"`
	} `json:"forward_origin"`
	To *comment `json:"reply_to_message"`
}

type author struct {
	ID       int64
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Username string
}

// says is the words of a message. ok is false for what nobody wrote: that
// somebody joined, a title changed.
func (c comment) says() (text string, ok bool) {
	switch {
	case c.Text != "":
		return c.Text, true
	case c.Caption != "":
		return c.Caption, true
	case c.Sticker != nil:
		return c.Sticker.Emoji, true
	}
	return "", c.Photo != nil || c.Video != nil || c.Voice != nil || c.Document != nil || c.Animation != nil
}

// messageRef is what [data.Message.Ref] holds: where it stands and who wrote it.
type messageRef struct {
	Chat   int64 `json:"chat"`
	User   int64 `json:"user,omitempty"`
	Sender int64 `json:"sender,omitempty"` // a channel or group, in the place of User
}

// Messages reads what was written in the channel's discussion group since the
// cursor, oldest first. The cursor is the number of the first news that was not
// read yet; asking for it tells the network to forget those before. The network
// forgets what nobody asked for within a day. Invalid with CodeNoGroup: there is
// no discussion group.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "telegram: read comments"
	arguments := map[string]any{"limit": updatesPage, "allowed_updates": []string{"message"}}
	offset := int64(0)
	if cursor != "" {
		if offset, err = strconv.ParseInt(cursor, 10, 64); err != nil || offset <= 0 {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
		arguments["offset"] = offset
	}
	channel, err := s.chat(ctx, op, s.channel())
	if err != nil {
		return nil, cursor, nil, err
	}
	if channel.Linked == 0 {
		return nil, cursor, nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeNoGroup}
	}
	var updates []json.RawMessage
	if err := s.ask(ctx, op, "getUpdates", arguments, &updates); err != nil {
		return nil, cursor, nil, err
	}
	for _, raw := range updates {
		var update struct {
			ID      int64 `json:"update_id"`
			Message json.RawMessage
		}
		if err := json.Unmarshal(raw, &update); err != nil || update.ID <= 0 {
			bad = append(bad, httpx.Unexpected(op, "news of another shape"))
			continue
		}
		offset = max(offset, update.ID+1)
		m, ok, err := s.message(update.Message, channel)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
		} else if ok {
			page = append(page, m)
		}
	}
	if offset == 0 {
		return page, cursor, bad, nil
	}
	return page, strconv.FormatInt(offset, 10), bad, nil
}

// message reads one piece of news. ok is false for what is no message of
// somebody else's in the discussion group.
func (s *session) message(raw json.RawMessage, channel chat) (m data.Message, ok bool, err error) {
	if len(raw) == 0 {
		return m, false, nil
	}
	var c comment
	if err := json.Unmarshal(raw, &c); err != nil {
		return m, false, errors.New("a message of another shape")
	}
	if c.ID <= 0 || c.Date <= 0 || c.Chat.ID == 0 {
		return m, false, errors.New("a message without id, time or chat")
	}
	text, written := c.says()
	own := c.Forwarded || c.Sender != nil && (c.Sender.ID == channel.ID || c.Sender.ID == channel.Linked)
	if c.Chat.ID != channel.Linked || own || !written {
		return m, false, nil
	}
	ref := messageRef{Chat: c.Chat.ID}
	m = data.Message{
		Account: s.account.ID, Remote: strconv.FormatInt(c.ID, 10), Kind: data.Mention,
		Text: text, URL: s.link(c.Chat, c.ID), At: time.Unix(c.Date, 0).UTC(),
	}
	switch {
	case c.Sender != nil:
		m.Author, m.Name, ref.Sender = c.Sender.handle(), c.Sender.Title, c.Sender.ID
	case c.From != nil && c.From.ID != 0:
		m.Author, m.Name, ref.User = c.From.handle(), c.From.name(), c.From.ID
	default:
		return m, false, errors.New("a message without author")
	}
	if to := c.To; to != nil && to.ID > 0 {
		m.InReply, m.Kind = strconv.FormatInt(to.ID, 10), data.Reply
		if to.Forwarded && to.Origin != nil && to.Origin.Chat.ID == channel.ID {
			m.On, m.Kind = strconv.FormatInt(to.Origin.ID, 10), data.Comment
		}
	}
	where, err := json.Marshal(ref)
	m.Ref = string(where)
	return m, true, err
}

func (a author) name() string { return strings.TrimSpace(a.First + " " + a.Last) }

// handle is a person's name on the network, or the one they go by where they
// have none.
func (a author) handle() string {
	if a.Username != "" {
		return "@" + a.Username
	}
	return a.name()
}

// place reads where a message stands.
func place(op string, m data.Message) (ref messageRef, id int64, err error) {
	id, err = strconv.ParseInt(m.Remote, 10, 64)
	if json.Unmarshal([]byte(m.Ref), &ref) != nil || err != nil || id <= 0 || ref.Chat == 0 {
		return ref, 0, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its reference")}
	}
	return ref, id, nil
}

// Reply answers a message in the discussion group. Nothing can be read back and
// the network knows no keys: the same answer given twice is there twice, so that
// a lost one (Ambiguous) is a person's to look for.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "telegram: reply"
	ref, id, err := place(op, m)
	if err != nil {
		return data.Receipt{}, err
	}
	code := ""
	switch {
	case strings.TrimSpace(text) == "":
		code = CodeEmpty
	case len(utf16.Encode([]rune(text))) > maxText:
		code = CodeTooLong
	}
	if code != "" {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	body, err := json.Marshal(message{Chat: ref.Chat, Text: escaped(text), Mode: modeHTML, To: &answered{ID: id}})
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	var one sent
	resp, err := s.do(ctx, call{op: op, method: methodText, body: body, publishes: true}, &one)
	if err != nil {
		return data.Receipt{}, err
	}
	r, ok := s.receipt([]sent{one})
	if !ok {
		return r, resp.Malformed(op, errors.New("a message without id"))
	}
	return r, nil
}

// Moderate deletes a message of the discussion group, or keeps its author out
// of it and lets them in again.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "telegram: moderate"
	ref, id, err := place(op, m)
	if err != nil {
		return err
	}
	who, value, suffix := "user_id", ref.User, "ChatMember"
	if ref.Sender != 0 {
		who, value, suffix = "sender_chat_id", ref.Sender, "ChatSenderChat"
	}
	arguments := map[string]any{"chat_id": ref.Chat, who: value}
	var done bool
	switch a {
	case data.ActDelete:
		return s.remove(ctx, op, ref.Chat, id)
	case data.ActBlock:
		return s.ask(ctx, op, "ban"+suffix, arguments, &done)
	case data.ActUnblock:
		if ref.Sender == 0 {
			arguments["only_if_banned"] = true // it would throw out who is in
		}
		return s.ask(ctx, op, "unban"+suffix, arguments, &done)
	}
	return &data.Failure{Kind: data.Unsupported, Op: op}
}
