package rehearsal

import (
	"encoding/hex"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// mastoNotice is a mention of a user.
type mastoNotice struct {
	id     string
	status *mastoStatus
}

func withHeader(a answer, header map[string]string) answer {
	for name, value := range header {
		a.header[name] = value
	}
	return a
}

// say makes somebody mention the user; whoever answers begins with the user's
// name, as on the real network.
func (m *mastodon) say(handle string, r Remark) {
	user := m.user(handle)
	if user == nil {
		return
	}
	if r.At.IsZero() {
		r.At = m.server.clock.Now()
	}
	s := &mastoStatus{id: m.mint(r.At), author: r, text: r.Text, visibility: "public", language: "fr", made: r.At}
	if r.On > 0 && r.On <= len(user.posts) {
		s.parent = user.posts[r.On-1].id
	}
	if name := "@" + user.account.Handle; !strings.Contains(s.text, name) {
		s.text = name + " " + s.text
	}
	m.statuses[s.id] = s
	at, _ := slices.BinarySearchFunc(user.news, r.At, func(n mastoNotice, at time.Time) int {
		if n.status.made.After(at) {
			return 1
		}
		return -1
	})
	user.news = slices.Insert(user.news, at, mastoNotice{id: m.mint(r.At), status: s})
}

func (m *mastodon) notifications(c mastoCall) answer {
	newestFirst := slices.Clone(c.user.news)
	slices.Reverse(newestFirst)
	if types := c.in["types[]"]; len(types) > 0 && !slices.Contains(types, "mention") {
		newestFirst = nil
	}
	page, header := mastoPaged(m, c, newestFirst, func(n mastoNotice) string { return n.id }, 40, 80)
	list := []map[string]any{}
	for _, n := range page {
		shown := m.view(n.status)
		list = append(list, map[string]any{
			"id": n.id, "type": "mention", "created_at": shown["created_at"], "account": shown["account"], "status": shown,
		})
	}
	return withHeader(jsonAnswer(http.StatusOK, list), header)
}

func (m *mastodon) instanceV2(mastoCall) answer {
	about := map[string]any{
		"domain": mastoDomain, "title": "Réseau", "version": "4.6.0", "source_url": "https://github.com/mastodon/mastodon",
		"configuration": m.configuration(), "languages": []string{"fr"}, "api_versions": map[string]int{"mastodon": 9},
	}
	if m.like {
		about["version"], about["source_url"] = "0.20.2", "https://codeberg.org/superseriousbusiness/gotosocial"
		delete(about, "api_versions")
	}
	return jsonAnswer(http.StatusOK, about)
}

func (m *mastodon) instanceV1(mastoCall) answer {
	version := "4.6.0"
	if m.like {
		version = "0.20.2"
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"uri": mastoDomain, "title": "Réseau", "version": version, "configuration": m.configuration(), "languages": []string{"fr"},
	})
}

func (m *mastodon) configuration() map[string]any {
	kind := m.kind()
	return map[string]any{
		"statuses": map[string]int{
			"max_characters": kind.characters, "max_media_attachments": kind.images, "characters_reserved_per_url": kind.url,
		},
		"media_attachments": map[string]any{
			"supported_mime_types": append(mastoPictures(), "video/mp4"), "image_size_limit": kind.imageBytes,
			"image_matrix_limit": 33_177_600, "video_size_limit": 103_809_024, "description_limit": kind.description,
		},
		"polls": map[string]int{
			"max_options": mastoPollAnswers, "max_characters_per_option": mastoPollLetters,
			"min_expiration": mastoPollShortest, "max_expiration": mastoPollLongest,
		},
	}
}

func (m *mastodon) verify(c mastoCall) answer {
	shown := m.viewUser(c.user)
	shown["source"] = map[string]any{"privacy": "public", "sensitive": false, "language": "fr"}
	return jsonAnswer(http.StatusOK, shown)
}

func (m *mastodon) viewUser(user *mastoUser) map[string]any {
	days := m.server.clock.Now().Sub(user.since).Hours() / 24
	return map[string]any{
		"id": user.id, "username": user.account.Handle, "acct": user.account.Handle, "display_name": user.account.Name,
		"url":             "https://" + mastoDomain + "/@" + user.account.Handle,
		"followers_count": user.followers + int(user.growth*max(0, days)), "following_count": user.following,
		"statuses_count": len(user.posts),
	}
}

func mastoStranger(r Remark) map[string]any {
	name, domain, far := strings.Cut(r.Author, "@")
	if !far {
		domain = mastoDomain
	}
	return map[string]any{
		"id": "9" + hex.EncodeToString([]byte(r.Author)), "username": name, "acct": r.Author, "display_name": r.Name, "url": "https://" + domain + "/@" + name,
		"followers_count": 12, "following_count": 34, "statuses_count": 56,
	}
}

func (m *mastodon) userStatuses(c mastoCall) answer {
	var user *mastoUser
	for _, u := range m.users {
		if u.id == c.id {
			user = u
		}
	}
	if user == nil {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	newestFirst := slices.Clone(user.posts)
	slices.Reverse(newestFirst)
	if c.in.Get("exclude_replies") == "true" {
		newestFirst = slices.DeleteFunc(newestFirst, func(s *mastoStatus) bool {
			parent := m.statuses[s.parent]
			return parent != nil && parent.user != user
		})
	}
	page, header := mastoPaged(m, c, newestFirst, func(s *mastoStatus) string { return s.id }, 20, 40)
	list := []map[string]any{}
	for _, s := range page {
		list = append(list, m.view(s))
	}
	return withHeader(jsonAnswer(http.StatusOK, list), header)
}

func (m *mastodon) showStatus(c mastoCall) answer {
	s := m.statuses[c.id]
	if s == nil {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	return jsonAnswer(http.StatusOK, m.view(s))
}

func (m *mastodon) context(c mastoCall) answer {
	s := m.statuses[c.id]
	if s == nil {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	ancestors, descendants := []map[string]any{}, []map[string]any{}
	for up := m.statuses[s.parent]; up != nil; up = m.statuses[up.parent] {
		ancestors = slices.Insert(ancestors, 0, m.view(up))
	}
	var below []*mastoStatus
	for _, one := range m.statuses {
		for up := m.statuses[one.parent]; up != nil; up = m.statuses[up.parent] {
			if up == s {
				below = append(below, one)
			}
		}
	}
	slices.SortFunc(below, func(a, b *mastoStatus) int { return a.made.Compare(b.made) })
	for _, one := range below {
		descendants = append(descendants, m.view(one))
	}
	return jsonAnswer(http.StatusOK, map[string]any{"ancestors": ancestors, "descendants": descendants})
}

// view is a status as the network shows it.
func (m *mastodon) view(s *mastoStatus) map[string]any {
	likes, reblogs, replies, quotes := m.popularity.counts(s.id, m.server.clock.Now().Sub(s.made), s.likes)
	author := mastoStranger(s.author)
	if s.user != nil {
		author = m.viewUser(s.user)
	}
	shown := map[string]any{
		"id": s.id, "uri": m.server.URL() + "/statuses/" + s.id, "url": author["url"].(string) + "/" + s.id,
		"created_at": s.made.UTC().Format(mastoTime), "edited_at": nil, "content": mastoHTML(s.text),
		"spoiler_text": s.spoiler, "visibility": s.visibility, "language": s.language, "sensitive": s.sensitive,
		"favourites_count": likes, "reblogs_count": reblogs, "replies_count": replies, "quotes_count": quotes,
		"in_reply_to_id": nil, "in_reply_to_account_id": nil, "reblog": nil, "account": author,
		"media_attachments": m.viewAll(s.media), "mentions": []any{}, "tags": []any{},
	}
	if s.poll != nil {
		shown["poll"] = m.viewPoll(s)
	}
	if s.app != nil {
		shown["application"] = map[string]any{"name": s.app.name, "website": nil}
	}
	if s.parent != "" {
		shown["in_reply_to_id"] = s.parent
		if parent := m.statuses[s.parent]; parent != nil {
			shown["in_reply_to_account_id"] = mastoStranger(parent.author)["id"]
			if parent.user != nil {
				shown["in_reply_to_account_id"] = parent.user.id
			}
		}
	}
	return shown
}

func (m *mastodon) viewHeld(h *mastoHeld) map[string]any {
	var ids []string
	for _, media := range h.status.media {
		ids = append(ids, media.id)
	}
	var parent any
	if h.status.parent != "" {
		parent = h.status.parent
	}
	return map[string]any{
		"id": h.id, "scheduled_at": h.at.UTC().Format(mastoTime), "media_attachments": m.viewAll(h.status.media),
		"params": map[string]any{
			"text": h.status.text, "media_ids": ids, "in_reply_to_id": parent, "sensitive": h.status.sensitive,
			"spoiler_text": h.status.spoiler, "visibility": h.status.visibility, "language": h.status.language,
			"poll": nil, "idempotency": nil, "scheduled_at": nil, "with_rate_limit": false,
		},
	}
}

func (m *mastodon) viewAll(all []*mastoMedia) []map[string]any {
	list := []map[string]any{}
	for _, media := range all {
		list = append(list, m.viewMedia(media))
	}
	return list
}

func (m *mastodon) viewMedia(media *mastoMedia) map[string]any {
	shown := map[string]any{"id": media.id, "type": "image", "url": nil, "preview_url": nil, "description": nil}
	if !m.server.clock.Now().Before(media.ready) {
		shown["url"] = m.server.URL() + "/media/" + media.id
	}
	if media.description != "" {
		shown["description"] = media.description
	}
	return shown
}

var mastoEntity = regexp.MustCompile(`https?://[^\s<>"]+|@\w+(?:[.-]\w+)*(?:@[\w.:-]+\w)?|#[\pL\pN_]+|\n{2,}|\n`)

// mastoHTML makes the content of a status as Mastodon's TextFormatter does.
func mastoHTML(text string) string {
	var out strings.Builder
	at := 0
	for _, span := range mastoEntity.FindAllStringIndex(text, -1) {
		out.WriteString(html.EscapeString(text[at:span[0]]))
		out.WriteString(mastoMark(text[span[0]:span[1]]))
		at = span[1]
	}
	out.WriteString(html.EscapeString(text[at:]))
	return "<p>" + out.String() + "</p>"
}

func mastoMark(word string) string {
	switch {
	case strings.HasPrefix(word, "\n\n"):
		return "</p><p>"
	case word == "\n":
		return "<br />"
	case strings.HasPrefix(word, "#"):
		tag := html.EscapeString(word[1:])
		return `<a href="https://` + mastoDomain + `/tags/` + url.PathEscape(word[1:]) + `" class="mention hashtag" rel="tag">#<span>` + tag + `</span></a>`
	case strings.HasPrefix(word, "@"):
		name, domain, far := strings.Cut(word[1:], "@")
		if !far {
			domain = mastoDomain
		}
		return `<span class="h-card" translate="no"><a href="https://` + domain + `/@` + name + `" class="u-url mention">@<span>` + name + `</span></a></span>`
	}
	scheme, rest, _ := strings.Cut(word, "://")
	shown := rest
	if letters := []rune(rest); len(letters) > 30 {
		shown = string(letters[:30])
	}
	return `<a href="` + html.EscapeString(word) + `" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">` + scheme +
		`://</span><span class="ellipsis">` + html.EscapeString(shown) + `</span><span class="invisible">` + html.EscapeString(rest[len(shown):]) + `</span></a>`
}
