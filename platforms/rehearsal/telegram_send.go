package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"image"
	_ "image/jpeg" // the two kinds of picture that are taken
	_ "image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"parvis/data"
)

const (
	teleText       = 4096
	teleCaption    = 1024
	telePhotoBytes = 10 << 20
	teleVideoBytes = 50 << 20
)

// teleInput is what a call says: in its query, a form, multipart or JSON. JSON
// values stand here as their text.
type teleInput struct {
	url.Values
	files map[string][]byte
}

func (in teleInput) number(name string) int64 {
	n, _ := strconv.ParseInt(in.Get(name), 10, 64)
	return n
}

func readTele(r *http.Request, body []byte) (teleInput, error) {
	in := teleInput{r.URL.Query(), map[string][]byte{}}
	if len(body) == 0 {
		return in, nil
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return in, err
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		in.Values, err = url.ParseQuery(string(body))
		return in, err
	case "application/json":
		var object map[string]json.RawMessage
		if err := json.Unmarshal(body, &object); err != nil {
			return in, err
		}
		for name, raw := range object {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			in.Set(name, text)
		}
		return in, nil
	}
	for parts := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return in, nil
		}
		if err != nil {
			return in, err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return in, err
		}
		if part.FileName() != "" {
			in.files[part.FormName()] = content
		} else {
			in.Add(part.FormName(), string(content))
		}
	}
}

// file is what a field names as "attach://name", or holds itself.
func (in teleInput) file(field, value string) []byte {
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		return in.files[name]
	}
	return in.files[field]
}

var teleTag = regexp.MustCompile(`<|&(amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);|&`)

// parse takes the mark-up out of a text. No tag is known here: whoever wants
// one has not escaped the sign that begins it.
func teleParse(text, mode string) (plain, fault string) {
	if mode != "HTML" {
		return strings.TrimSpace(text), ""
	}
	if found := teleTag.FindString(text); found == "<" {
		return "", "Bad Request: can't parse entities: Unsupported start tag at byte offset " + strconv.Itoa(strings.Index(text, "<"))
	}
	return strings.TrimSpace(html.UnescapeString(text)), ""
}

func teleLength(text string) int { return len(utf16.Encode([]rune(text))) }

func (t *telegram) sendMessage(call teleCall) answer {
	text, fault := teleParse(call.in.Get("text"), call.in.Get("parse_mode"))
	switch {
	case fault != "":
	case text == "":
		fault = "Bad Request: message text is empty"
	case teleLength(text) > teleText:
		fault = "Bad Request: message is too long"
	}
	if fault != "" {
		return teleError(http.StatusBadRequest, fault)
	}
	m := &teleMessage{text: text}
	if refused := t.place(call, m); refused != nil {
		return *refused
	}
	return t.publish(call.channel, []*teleMessage{m}, false)
}

func (t *telegram) sendPhoto(call teleCall) answer { return t.sendFile(call, "photo") }
func (t *telegram) sendVideo(call teleCall) answer { return t.sendFile(call, "video") }

func (t *telegram) sendFile(call teleCall, kind string) answer {
	m := &teleMessage{media: []string{kind}}
	fault := teleFile(kind, call.in.file(kind, call.in.Get(kind)))
	if fault == "" {
		m.text, fault = teleShort(call.in.Get("caption"), call.in.Get("parse_mode"))
	}
	if fault != "" {
		return teleError(http.StatusBadRequest, fault)
	}
	if refused := t.place(call, m); refused != nil {
		return *refused
	}
	return t.publish(call.channel, []*teleMessage{m}, false)
}

func teleShort(caption, mode string) (text, fault string) {
	text, fault = teleParse(caption, mode)
	if fault == "" && teleLength(text) > teleCaption {
		fault = "Bad Request: message caption is too long"
	}
	return text, fault
}

func teleFile(kind string, content []byte) (fault string) {
	switch {
	case len(content) == 0:
		return "Bad Request: there is no " + kind + " in the request"
	case kind == "photo" && len(content) > telePhotoBytes, len(content) > teleVideoBytes:
		return "Bad Request: file is too big"
	case kind == "video":
		if len(content) < 12 || string(content[4:8]) != "ftyp" {
			return "Bad Request: wrong file identifier/HTTP URL specified"
		}
		return ""
	}
	about, _, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil:
		return "Bad Request: IMAGE_PROCESS_FAILED"
	case about.Width+about.Height > 10_000, about.Width > 20*about.Height, about.Height > 20*about.Width:
		return "Bad Request: PHOTO_INVALID_DIMENSIONS"
	}
	return ""
}

func (t *telegram) sendAlbum(call teleCall) answer {
	var list []struct {
		Type, Media, Caption string
		Mode                 string `json:"parse_mode"`
	}
	if err := json.Unmarshal([]byte(call.in.Get("media")), &list); err != nil || len(list) < 2 || len(list) > 10 {
		return teleError(http.StatusBadRequest, "Bad Request: group send failed: 2 to 10 media are required")
	}
	var all []*teleMessage
	for i, item := range list {
		if !slices.Contains([]string{"photo", "video"}, item.Type) {
			return teleError(http.StatusBadRequest, fmt.Sprintf("Bad Request: can't parse InputMedia: type of #%d", i+1))
		}
		m := &teleMessage{media: []string{item.Type}}
		fault := teleFile(item.Type, call.in.file("", item.Media))
		if fault == "" {
			m.text, fault = teleShort(item.Caption, item.Mode)
		}
		if fault != "" {
			return teleError(http.StatusBadRequest, fault)
		}
		if refused := t.place(call, m); refused != nil {
			return *refused
		}
		all = append(all, m)
	}
	return t.publish(call.channel, all, true)
}

// place finds where a message is to stand, and what it answers.
func (t *telegram) place(call teleCall, m *teleMessage) *answer {
	refuse := func(status int, description string) *answer {
		a := teleError(status, description)
		return &a
	}
	c := call.channel
	switch m.chat = t.chatID(call); m.chat {
	case c.id:
		if c.lacks("can_post_messages") {
			return refuse(http.StatusBadRequest, "Bad Request: need administrator rights in the channel chat")
		}
	case c.group:
		if c.lacks("group_member") {
			return refuse(http.StatusForbidden, "Forbidden: bot is not a member of the supergroup chat")
		}
	default:
		return refuse(http.StatusBadRequest, "Bad Request: chat not found")
	}
	if call.in.Get("reply_parameters") == "" {
		return nil
	}
	var to struct {
		ID int64 `json:"message_id"`
	}
	if json.Unmarshal([]byte(call.in.Get("reply_parameters")), &to) != nil {
		return refuse(http.StatusBadRequest, "Bad Request: can't parse reply parameters")
	}
	for _, one := range slices.Concat(c.posts, c.comments) {
		if one.id == to.ID && one.chat == m.chat {
			m.parent = one
			return nil
		}
	}
	return refuse(http.StatusBadRequest, "Bad Request: message to be replied not found")
}

// chatID reads chat_id: a number, or the name of the channel.
func (t *telegram) chatID(call teleCall) int64 {
	named, ok := strings.CutPrefix(call.in.Get("chat_id"), "@")
	if ok && strings.EqualFold(named, call.channel.account.Handle) {
		return call.channel.id
	}
	return call.in.number("chat_id")
}

// publish makes messages public: one, or those of an album. The log has an
// album as one.
func (t *telegram) publish(c *teleChannel, all []*teleMessage, album bool) answer {
	seen := Published{Account: c.account.Handle, Text: all[0].text}
	var shown []any
	for _, m := range all {
		m.id, m.at = t.mint(), t.server.clock.Now()
		if m.chat == c.id {
			c.posts = append(c.posts, m)
			t.show(c, m)
		} else {
			c.comments = append(c.comments, m)
		}
		for _, kind := range m.media {
			if kind == "video" {
				seen.Videos++
			} else {
				seen.Images++
			}
		}
		shown = append(shown, t.view(c, m, true))
	}
	seen.ID, seen.At = strconv.FormatInt(all[0].id, 10), all[0].at
	if all[0].parent != nil {
		seen.Parent = strconv.FormatInt(all[0].parent.id, 10)
	}
	t.server.published(seen)
	var result any = shown
	if !album {
		result = shown[0]
	}
	a := teleOK(result)
	a.accepted = true
	return a
}

func (t *telegram) remove(call teleCall) answer {
	c, chat, id := call.channel, t.chatID(call), call.in.number("message_id")
	list, needs := &c.posts, "can_post_messages"
	if chat == c.group {
		list, needs = &c.comments, "can_delete_messages"
	}
	i := slices.IndexFunc(*list, func(m *teleMessage) bool { return m.id == id && m.chat == chat })
	switch {
	case i < 0:
		return teleError(http.StatusBadRequest, "Bad Request: message to delete not found")
	case c.lacks(needs), t.server.clock.Now().Sub((*list)[i].at).Hours() > 48:
		return teleError(http.StatusBadRequest, "Bad Request: message can't be deleted")
	}
	*list = slices.Delete(*list, i, i+1)
	t.server.deleted(strconv.FormatInt(id, 10))
	if chat == c.group {
		t.server.acted(strconv.FormatInt(id, 10), data.ActDelete)
	}
	return teleOK(true)
}
