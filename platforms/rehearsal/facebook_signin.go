package rehearsal

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// fbScopes are the permissions of a token that the network's console gives.
func fbScopes() []string {
	return []string{
		"pages_show_list", "pages_read_engagement", "pages_manage_posts", "pages_manage_engagement",
		"pages_read_user_content", "read_insights", "pages_messaging",
	}
}

// exchange answers the token endpoint, which takes everything in the query.
func (f *facebook) exchange(r *http.Request) answer {
	q := r.URL.Query()
	if !f.grants.application(r, q) {
		return fbError(http.StatusBadRequest, 1, 0, "Error validating client secret.")
	}
	switch q.Get("grant_type") {
	case "client_credentials":
		return jsonAnswer(http.StatusOK, map[string]any{"access_token": AppID + "|" + AppSecret, "token_type": "bearer"})
	case "fb_exchange_token":
		as, refused := f.find(q.Get("fb_exchange_token"))
		if refused != nil {
			return *refused
		}
		as.expires = f.server.clock.Now().Add(fbLong)
		return jsonAnswer(http.StatusOK, map[string]any{
			"access_token": f.keep("EAAlong", as), "token_type": "bearer", "expires_in": int(fbLong / time.Second),
		})
	}
	given, fault := f.grants.exchange(r, q)
	if fault != "" {
		return fbError(http.StatusBadRequest, 100, 36009, "This authorization code has been used.")
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": given.access, "token_type": "bearer", "expires_in": int(fbShort / time.Second),
	})
}

func (f *facebook) keep(kind string, t fbToken) string {
	text := f.grants.mint(kind)
	f.tokens[text] = t
	return text
}

// find is what a token stands for, or the network's refusal.
func (f *facebook) find(text string) (fbToken, *answer) {
	now := f.server.clock.Now()
	if given := f.grants.bearer(text); given != nil {
		return fbToken{person: given.account, scopes: given.scopes, expires: given.expires}, nil
	}
	t, known := f.tokens[text]
	var a answer
	switch {
	case text == "":
		a = fbError(http.StatusBadRequest, 2500, 0, "An active access token must be used to query information about the current user.")
	case known && (t.expires.IsZero() || now.Before(t.expires)):
		return t, nil
	case known, f.grants.tokens[text] != nil:
		a = fbError(http.StatusBadRequest, 190, 463, "Error validating access token: Session has expired.")
	default:
		a = fbError(http.StatusBadRequest, 190, 460, "Error validating access token: The session has been invalidated because the user changed their password.")
	}
	return fbToken{}, &a
}

func (f *facebook) bearer(r *http.Request) (fbToken, *answer) {
	return f.find(strings.TrimSpace(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer")))
}

func (f *facebook) expire(all bool) {
	f.grants.expire(all)
	clear(f.tokens)
}

// debug says what a token is, to the application itself alone.
func (f *facebook) debug(r *http.Request) answer {
	if r.Header.Get("Authorization") != "Bearer "+AppID+"|"+AppSecret {
		return fbError(http.StatusBadRequest, 100, 0, "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app")
	}
	t, refused := f.find(r.URL.Query().Get("input_token"))
	about := map[string]any{"app_id": AppID, "type": "USER", "is_valid": refused == nil, "scopes": t.scopes, "expires_at": 0}
	if t.page != nil {
		about["type"], about["profile_id"] = "PAGE", t.page.id
	}
	if !t.expires.IsZero() {
		about["expires_at"] = t.expires.Unix()
	}
	if t.person != nil {
		about["data_access_expires_at"] = f.server.clock.Now().Add(fbSight).Unix()
	}
	if t.scopes == nil {
		about["scopes"] = []string{}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": about})
}

// me answers for whom the token belongs to.
func (f *facebook) me(c fbCall) answer {
	switch {
	case c.edge == "" && c.as.page != nil && c.r.Method == http.MethodGet:
		return f.viewPage(c, c.as.page)
	case c.edge == "accounts" && c.as.page == nil:
		return f.accounts(c)
	case c.edge == "accounts":
		return fbError(http.StatusBadRequest, 100, 0, "(#100) Tried accessing nonexisting field (accounts) on node type (Page)")
	}
	return fbGone(c)
}

// accounts lists the Pages of a person. Their tokens last as long as the
// person's, and for ever from a lengthened one. On a Page whose name ends in
// ".visite" the person may only look at numbers.
func (f *facebook) accounts(c fbCall) answer {
	if !slices.Contains(c.as.scopes, "pages_show_list") {
		return f.paged(c, nil)
	}
	var list []fbItem
	for _, handle := range append([]string{c.as.person.Handle}, c.as.person.Also...) {
		page := f.page(handle)
		t := c.as
		t.page = page
		if t.expires.Sub(f.server.clock.Now()) > fbShort {
			t.expires = time.Time{}
		}
		tasks := []string{"ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"}
		if strings.HasSuffix(handle, ".visite") {
			tasks = []string{"ANALYZE"}
		}
		shown := f.pageView(page)
		shown["access_token"], shown["tasks"] = f.keep("EAApage", t), tasks
		list = append(list, fbItem{id: page.id, view: shown})
	}
	return f.paged(c, list)
}

// token is what the Graph API Explorer gives the owner of the application: a
// short token of the person.
func (f *facebook) token(handle string, scopes []string) string {
	person := f.people[handle]
	if person == nil {
		return ""
	}
	if len(scopes) == 0 {
		scopes = slices.DeleteFunc(fbScopes(), func(scope string) bool { return slices.Contains(person.Lacks, scope) })
	}
	return f.grants.give(person, scopes).access
}
