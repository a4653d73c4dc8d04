package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rivo/uniseg"
)

// mastoStatus is a post, of a user or, with author, of somebody else.
type mastoStatus struct {
	id         string
	user       *mastoUser // nil: author wrote it
	author     Remark
	text       string
	spoiler    string
	visibility string
	language   string
	sensitive  bool
	media      []*mastoMedia
	parent     string // id of what it answers
	app        *mastoApp
	made       time.Time
	likes      int // what it ends with; 0: the seed's choice
	poll       *mastoPoll
}

type mastoHeld struct {
	id     string
	at     time.Time
	status *mastoStatus // as it will be, without id
}

type mastoMedia struct {
	id          string
	user        *mastoUser
	kind        string
	bytes       int
	description string
	ready       time.Time
	taken       bool // by a post or a scheduled one
}

// mastoKind are the numbers in which the two kinds of server differ.
type mastoKind struct {
	characters, url    int
	images, imageBytes int
	description        int
}

func (m *mastodon) kind() mastoKind {
	if m.like { // measured on GoToSocial 0.20
		return mastoKind{characters: 5000, url: 25, images: 6, imageBytes: 40 << 20, description: 1500}
	}
	return mastoKind{characters: 500, url: 23, images: 4, imageBytes: 16 << 20, description: 1500}
}

// mastoWish is the body of a post.
type mastoWish struct {
	Status      string
	MediaIDs    []string `json:"media_ids"`
	Parent      string   `json:"in_reply_to_id"`
	Sensitive   bool
	Spoiler     string `json:"spoiler_text"`
	Visibility  string
	Language    string
	ScheduledAt string `json:"scheduled_at"`
	Poll        *mastoPoll
}

func (m *mastodon) post(c mastoCall) answer {
	key := c.user.id + " " + c.r.Header.Get("Idempotency-Key")
	if a, done := m.repeated(c, key); done {
		return a
	}
	var wish mastoWish
	if json.Unmarshal(c.body, &wish) != nil {
		return mastoError(http.StatusBadRequest, "Error parsing request parameters")
	}
	s, refused := m.wished(c, wish)
	if refused != nil {
		return *refused
	}
	now := m.server.clock.Now()
	at, err := time.Parse(time.RFC3339, wish.ScheduledAt)
	if wish.ScheduledAt != "" && err != nil {
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: Scheduled at is invalid")
	}
	held := err == nil && at.After(now) // what is past is posted at once
	if held {
		if refused := m.checkHeld(c.user, at); refused != nil {
			return *refused
		}
	}
	for _, media := range s.media {
		media.taken = true
	}
	a, id := answer{}, m.mint(now)
	if held {
		h := &mastoHeld{id: id, at: at, status: s}
		c.user.held = append(c.user.held, h)
		a = jsonAnswer(http.StatusOK, m.viewHeld(h))
	} else {
		s.id, s.made = id, now
		m.publish(c.user, s, c.r.Header.Get("Idempotency-Key"))
		a = jsonAnswer(http.StatusOK, m.view(s))
	}
	m.keys[key] = mastoKey{id: id, held: held, at: now}
	a.accepted = true
	return a
}

// repeated answers a request that came before under the same key.
func (m *mastodon) repeated(c mastoCall, key string) (answer, bool) {
	before, known := m.keys[key]
	if m.like || !known || c.r.Header.Get("Idempotency-Key") == "" || m.server.clock.Now().Sub(before.at) >= mastoKeyLife {
		return answer{}, false
	}
	var a answer
	if i := m.heldBy(c.user, before.id); before.held && i >= 0 {
		a = jsonAnswer(http.StatusOK, m.viewHeld(c.user.held[i]))
	} else if s := m.statuses[before.id]; s != nil {
		a = jsonAnswer(http.StatusOK, m.view(s))
	} else {
		return mastoError(http.StatusNotFound, "Record not found"), true
	}
	a.accepted = true
	return a, true
}

func (m *mastodon) publish(user *mastoUser, s *mastoStatus, key string) {
	m.keep(user, s)
	m.server.published(Published{
		Account: user.account.Handle, ID: s.id, Key: key, Text: s.text, Images: len(s.media), Parent: s.parent, At: s.made,
	})
}

// wished checks a post and makes it, without id.
func (m *mastodon) wished(c mastoCall, wish mastoWish) (*mastoStatus, *answer) {
	refuse := func(status int, message string) (*mastoStatus, *answer) {
		a := mastoError(status, message)
		return nil, &a
	}
	if wish.Parent != "" && m.statuses[wish.Parent] == nil {
		return refuse(http.StatusNotFound, "The post you are trying to reply to does not appear to exist.")
	}
	s := &mastoStatus{
		user: c.user, text: wish.Status, spoiler: wish.Spoiler, visibility: wish.Visibility, language: wish.Language,
		sensitive: wish.Sensitive || wish.Spoiler != "", parent: wish.Parent, app: c.app,
	}
	if s.visibility == "" {
		s.visibility = map[bool]string{false: "public", true: "unlisted"}[m.like]
	}
	if !slices.Contains([]string{"public", "unlisted", "private", "direct"}, s.visibility) {
		return refuse(http.StatusUnprocessableEntity, "Validation failed: Visibility is not included in the list")
	}
	media, message := m.attachable(c.user, wish.MediaIDs)
	if message != "" {
		return refuse(http.StatusUnprocessableEntity, message)
	}
	s.media = media
	if strings.TrimSpace(s.text) == "" && len(media) == 0 {
		return refuse(http.StatusUnprocessableEntity, "Validation failed: Text can't be blank")
	}
	if s.poll = wish.Poll; s.poll != nil {
		if message := m.checkPoll(s); message != "" {
			return refuse(http.StatusUnprocessableEntity, message)
		}
	}
	kind := m.kind()
	if n := mastoLength(s.spoiler+s.text, kind.url); n > kind.characters {
		if m.like {
			return refuse(http.StatusBadRequest, fmt.Sprintf("Bad Request: status too long, %d characters provided (including spoiler/content warning) but limit is %d", n, kind.characters))
		}
		return refuse(http.StatusUnprocessableEntity, fmt.Sprintf("Validation failed: Text character limit of %d exceeded", kind.characters))
	}
	return s, nil
}

// attachable finds the pictures that a post names.
func (m *mastodon) attachable(user *mastoUser, ids []string) (media []*mastoMedia, message string) {
	if most := m.kind().images; len(ids) > most {
		return nil, fmt.Sprintf("Cannot attach more than %d files", most)
	}
	for _, id := range ids {
		one := m.media[id]
		switch {
		case one == nil || one.user != user || one.taken:
			return nil, "Media " + id + " not found or already attached to another post"
		case m.server.clock.Now().Before(one.ready):
			return nil, "Cannot attach files that have not finished processing. Try again in a moment!"
		}
		media = append(media, one)
	}
	return media, ""
}

// mastoLength counts as StatusLengthValidator does: graphemes, every link as
// long as a placeholder, a mention without its domain.
func mastoLength(text string, perLink int) int {
	text = regexp.MustCompile(`https?://[^\s<>"]+`).ReplaceAllString(text, strings.Repeat("x", perLink))
	text = regexp.MustCompile(`@(\w+(?:[.-]\w+)*)@[\w.:-]+`).ReplaceAllString(text, "@$1")
	return uniseg.GraphemeClusterCount(text)
}

func (m *mastodon) checkHeld(user *mastoUser, at time.Time) *answer {
	sameDay := 0
	for _, h := range user.held {
		if h.at.Truncate(24 * time.Hour).Equal(at.Truncate(24 * time.Hour)) {
			sameDay++
		}
	}
	message := ""
	switch {
	case at.Sub(m.server.clock.Now()) < mastoLeastAhead:
		message = "Scheduled at The scheduled date must be in the future"
	case len(user.held) >= mastoHeldTotal:
		message = fmt.Sprintf("You have exceeded the limit of %d scheduled posts", mastoHeldTotal)
	case sameDay >= mastoHeldADay:
		message = fmt.Sprintf("You have exceeded the limit of %d scheduled posts for today", mastoHeldADay)
	default:
		return nil
	}
	a := mastoError(http.StatusUnprocessableEntity, "Validation failed: "+message)
	return &a
}

// release makes public what was held until now.
func (m *mastodon) release() {
	now := m.server.clock.Now()
	for _, user := range m.users {
		due := slices.DeleteFunc(slices.Clone(user.held), func(h *mastoHeld) bool { return h.at.After(now) })
		user.held = slices.DeleteFunc(user.held, func(h *mastoHeld) bool { return !h.at.After(now) })
		slices.SortFunc(due, func(a, b *mastoHeld) int { return a.at.Compare(b.at) })
		for _, h := range due {
			h.status.id, h.status.made = m.mint(h.at), h.at
			m.publish(user, h.status, "")
		}
	}
}

func (m *mastodon) heldBy(user *mastoUser, id string) int {
	return slices.IndexFunc(user.held, func(h *mastoHeld) bool { return h.id == id })
}

func (m *mastodon) listHeld(c mastoCall) answer {
	newestFirst := slices.Clone(c.user.held)
	slices.Reverse(newestFirst)
	page, header := mastoPaged(m, c, newestFirst, func(h *mastoHeld) string { return h.id }, 20, 40)
	list := []map[string]any{}
	for _, h := range page {
		list = append(list, m.viewHeld(h))
	}
	return withHeader(jsonAnswer(http.StatusOK, list), header)
}

func (m *mastodon) showHeld(c mastoCall) answer {
	i := m.heldBy(c.user, c.id)
	if i < 0 {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	return jsonAnswer(http.StatusOK, m.viewHeld(c.user.held[i]))
}

func (m *mastodon) moveHeld(c mastoCall) answer {
	i := m.heldBy(c.user, c.id)
	if i < 0 {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	at, err := time.Parse(time.RFC3339, c.in.Get("scheduled_at"))
	if err != nil {
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: Scheduled at is invalid")
	}
	if refused := m.checkHeld(c.user, at); refused != nil {
		return *refused
	}
	c.user.held[i].at = at
	return jsonAnswer(http.StatusOK, m.viewHeld(c.user.held[i]))
}

func (m *mastodon) cancelHeld(c mastoCall) answer {
	i := m.heldBy(c.user, c.id)
	if i < 0 {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	for _, media := range c.user.held[i].status.media {
		media.taken = false
	}
	c.user.held = slices.Delete(c.user.held, i, i+1)
	return jsonAnswer(http.StatusOK, map[string]any{})
}

func (m *mastodon) remove(c mastoCall) answer {
	s := m.statuses[c.id]
	if s == nil || s.user != c.user {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	shown := m.view(s)
	delete(shown, "content")
	shown["text"] = s.text
	delete(m.statuses, s.id)
	c.user.posts = slices.DeleteFunc(c.user.posts, func(p *mastoStatus) bool { return p == s })
	m.server.deleted(s.id)
	return jsonAnswer(http.StatusOK, shown)
}

// upload takes a picture. Every other one is at work for two seconds, as films
// are, so that nobody relies on the quick answer.
func (m *mastodon) upload(c mastoCall) answer {
	_, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: File can't be blank")
	}
	form, err := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]).ReadForm(maxRequest)
	if err != nil || len(form.File["file"]) != 1 {
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: File can't be blank")
	}
	file, err := form.File["file"][0].Open()
	if err != nil {
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: File can't be blank")
	}
	content, err := io.ReadAll(file)
	kind := http.DetectContentType(content)
	switch {
	case err != nil, !slices.Contains(mastoPictures(), kind):
		return mastoError(http.StatusUnprocessableEntity, "Validation failed: File content type is invalid, File is invalid")
	case len(content) > m.kind().imageBytes:
		return mastoError(http.StatusUnprocessableEntity, fmt.Sprintf("Validation failed: File file size must be less than or equal to %d MB", m.kind().imageBytes>>20))
	}
	now := m.server.clock.Now()
	media := &mastoMedia{id: m.mint(now), user: c.user, kind: kind, bytes: len(content), ready: now}
	if said := form.Value["description"]; len(said) > 0 {
		media.description = said[0]
	}
	if uniseg.GraphemeClusterCount(media.description) > m.kind().description {
		return mastoError(http.StatusUnprocessableEntity, fmt.Sprintf("Validation failed: Description is too long (maximum is %d characters)", m.kind().description))
	}
	status := http.StatusOK
	if len(m.media)%2 == 1 {
		media.ready, status = now.Add(2*time.Second), http.StatusAccepted
	}
	m.media[media.id] = media
	return jsonAnswer(status, m.viewMedia(media))
}

func mastoPictures() []string { return []string{"image/jpeg", "image/png", "image/gif", "image/webp"} }

func (m *mastodon) showMedia(c mastoCall) answer {
	media := m.media[c.id]
	if media == nil || media.user != c.user || media.taken {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	status := http.StatusOK
	if m.server.clock.Now().Before(media.ready) {
		status = http.StatusPartialContent
	}
	return jsonAnswer(status, m.viewMedia(media))
}
