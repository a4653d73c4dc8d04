package rehearsal

import (
	"net/http"
	"strings"
)

func (t *telegram) me(call teleCall) answer {
	bot := t.viewBot(call.channel)
	bot["can_join_groups"], bot["can_read_all_group_messages"], bot["supports_inline_queries"] = true, false, false
	return teleOK(bot)
}

func (t *telegram) viewBot(c *teleChannel) map[string]any {
	return map[string]any{"id": c.bot, "is_bot": true, "first_name": c.account.Name + " (bot)", "username": c.account.Handle + "_bot"}
}

// viewChat is the channel or its group in short.
func (t *telegram) viewChat(c *teleChannel, id int64) map[string]any {
	if id == c.group {
		return map[string]any{"id": c.group, "type": "supergroup", "title": c.account.Name + " : discussion", "username": c.account.Handle + "_chat"}
	}
	return map[string]any{"id": c.id, "type": "channel", "title": c.account.Name, "username": c.account.Handle}
}

func (t *telegram) getChat(call teleCall) answer {
	c, id := call.channel, t.chatID(call)
	if id != c.id && (id != c.group || c.lacks("group")) {
		return teleError(http.StatusBadRequest, "Bad Request: chat not found")
	}
	shown := t.viewChat(c, id)
	shown["accent_color_id"], shown["max_reaction_count"] = 4, 11
	shown["accepted_gift_types"] = map[string]bool{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false, "gifts_from_channels": false,
	}
	switch {
	case id == c.group:
		shown["linked_chat_id"] = c.id
	case !c.lacks("group"):
		shown["linked_chat_id"] = c.group
	}
	return teleOK(shown)
}

// getMember answers for the bot alone.
func (t *telegram) getMember(call teleCall) answer {
	c, id := call.channel, t.chatID(call)
	switch {
	case id != c.id && (id != c.group || c.lacks("group")):
		return teleError(http.StatusBadRequest, "Bad Request: chat not found")
	case id == c.group && c.lacks("group_member"):
		return teleError(http.StatusForbidden, "Forbidden: bot is not a member of the supergroup chat")
	case call.in.number("user_id") != c.bot:
		return teleError(http.StatusBadRequest, "Bad Request: user not found")
	}
	shown := map[string]any{
		"status": "administrator", "user": t.viewBot(c), "can_be_edited": false, "is_anonymous": false, "can_manage_chat": true,
		"can_manage_video_chats": false, "can_promote_members": false, "can_change_info": false, "can_invite_users": true,
		"can_post_stories": false, "can_edit_stories": false, "can_delete_stories": false,
		"can_delete_messages": !c.lacks("can_delete_messages"), "can_restrict_members": !c.lacks("can_restrict_members"),
	}
	if id == c.id {
		shown["can_post_messages"] = !c.lacks("can_post_messages")
	}
	return teleOK(shown)
}

func (t *telegram) countMembers(call teleCall) answer {
	c := call.channel
	if t.chatID(call) != c.id {
		return teleError(http.StatusBadRequest, "Bad Request: chat not found")
	}
	days := max(0, t.server.clock.Now().Sub(c.since).Hours()/24)
	return teleOK(c.followers + int(c.growth*days))
}

// view is a message as the network shows it; what it answers is shown without
// what that answers itself.
func (t *telegram) view(c *teleChannel, m *teleMessage, whole bool) map[string]any {
	shown := map[string]any{"message_id": m.id, "date": m.at.Unix(), "chat": t.viewChat(c, m.chat)}
	t.viewContent(m, shown)
	channel := t.viewChat(c, c.id)
	switch {
	case m.of != nil:
		// The network names a fake sender beside the real one.
		shown["from"] = map[string]any{"id": 777000, "is_bot": false, "first_name": "Telegram"}
		shown["sender_chat"], shown["is_automatic_forward"] = channel, true
		shown["forward_origin"] = map[string]any{"type": "channel", "chat": channel, "message_id": m.of.id, "date": m.of.at.Unix()}
	case m.author != nil:
		first, last, _ := strings.Cut(m.author.Name, " ")
		if first == "" {
			first = m.author.Author
		}
		from := map[string]any{"id": c.users[m.author.Author], "is_bot": false, "first_name": first, "username": m.author.Author}
		if last != "" {
			from["last_name"] = last
		}
		shown["from"] = from
	case m.chat == c.id:
		shown["sender_chat"] = channel
	default:
		shown["from"] = t.viewBot(c)
	}
	if m.parent != nil && whole {
		shown["reply_to_message"] = t.view(c, m.parent, false)
		shown["message_thread_id"] = m.parent.id
	}
	return shown
}

func (t *telegram) viewContent(m *teleMessage, shown map[string]any) {
	if len(m.media) == 0 {
		shown["text"] = m.text
		return
	}
	if m.text != "" {
		shown["caption"] = m.text
	}
	file := map[string]any{"file_id": "AgAD", "file_unique_id": "AQAD", "width": 800, "height": 600}
	if m.media[0] == "photo" {
		shown["photo"] = []any{file}
		return
	}
	file["duration"] = 10
	shown["video"] = file
}
