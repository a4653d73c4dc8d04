package rehearsal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// consent is the page of consent. Scopes are given all or none: where the
// application lacks one, as [Account.Lacks] says, nobody is even asked.
func (l *linkedin) consent(r *http.Request, body []byte) answer {
	q := r.URL.Query()
	form, err := url.ParseQuery(string(body))
	p := l.people[form.Get("username")]
	if err != nil || p == nil || l.grants.asked(q) != "" || p.account.Password != form.Get("password") {
		return l.grants.page(r, body)
	}
	for scope := range strings.FieldsSeq(q.Get("scope")) {
		if slices.Contains(p.account.Lacks, scope) {
			return l.grants.sendBack(q.Get("redirect_uri"), url.Values{
				"state": {q.Get("state")}, "error": {"unauthorized_scope_error"},
				"error_description": {`Scope "` + scope + `" is not authorized for your application`},
			})
		}
	}
	return l.grants.page(r, body)
}

// exchange gives a token for a code. Scopes are parted by commas in the answer,
// which is remembered and not verified.
func (l *linkedin) exchange(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("grant_type") != "authorization_code" {
		return liOAuthError(http.StatusBadRequest, "invalid_request", "A required parameter \"grant_type\" is missing or unknown")
	}
	given, fault := l.grants.exchange(r, form)
	switch fault {
	case "":
	case "invalid_client":
		return liOAuthError(http.StatusUnauthorized, "invalid_client", "Client authentication failed")
	default:
		return liOAuthError(http.StatusBadRequest, "invalid_request", "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code")
	}
	l.endOthers(given.account, given.scopes)
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": given.access, "expires_in": int(liTokenLife.Seconds()), "scope": strings.Join(given.scopes, ","),
	})
}

func liOAuthError(status int, name, message string) answer {
	return jsonAnswer(status, map[string]string{"error": name, "error_description": message})
}

// introspect tells about a token of the application.
func (l *linkedin) introspect(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || !l.grants.application(r, form) {
		return liOAuthError(http.StatusUnauthorized, "invalid_client", "Client authentication failed")
	}
	given := l.grants.bearer(form.Get("token"))
	if given == nil {
		return jsonAnswer(http.StatusOK, map[string]any{"active": false})
	}
	made := given.expires.Add(-liTokenLife).Unix()
	return jsonAnswer(http.StatusOK, map[string]any{
		"active": true, "client_id": AppID, "authorized_at": made, "created_at": made, "status": "active",
		"expires_at": given.expires.Unix(), "scope": strings.Join(given.scopes, ","), "auth_type": "3L",
	})
}

// userinfo tells who signed in: OpenID Connect knows no public name of a member.
func (l *linkedin) userinfo(c liCall) answer {
	if c.r.Method != http.MethodGet {
		return liError(http.StatusMethodNotAllowed, 0, "METHOD_NOT_ALLOWED", "Method not allowed")
	}
	if refused := c.lacks("userinfo.GET.NO_VERSION", "profile"); refused != nil {
		return *refused
	}
	first, last, _ := strings.Cut(c.person.member.name, " ")
	return jsonAnswer(http.StatusOK, map[string]any{
		"sub": strings.TrimPrefix(c.person.member.urn, "urn:li:person:"), "name": c.person.member.name,
		"given_name": first, "family_name": last, "locale": map[string]string{"country": "FR", "language": "fr"},
	})
}

// roles lists the pages that the member administers: one.
func (l *linkedin) roles(c liCall) answer {
	if refused := c.lacks("organizationAcls.FINDER-roleAssignee", "rw_organization_admin"); refused != nil {
		return *refused
	}
	if c.query.Get("q") != "roleAssignee" {
		return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "No finder")
	}
	all := []map[string]string{{
		"role": "ADMINISTRATOR", "state": "APPROVED", "organization": c.person.page.urn, "roleAssignee": c.person.member.urn,
	}}
	return liElements(c, all, 100)
}

// liElements is one page of a list, with the object that tells where it stands.
func liElements[T any](c liCall, all []T, most int) answer {
	page := liPaged(c, all, most)
	if page == nil {
		page = []T{}
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"elements": page, "paging": map[string]any{"count": len(page), "links": []any{}, "total": len(all)},
	})
}

func (l *linkedin) organizations(c liCall) answer {
	if refused := c.lacks("organizations.BATCH_GET", "rw_organization_admin"); refused != nil {
		return *refused
	}
	ids, refused := c.list("ids")
	if refused != nil {
		return *refused
	}
	results, errors := map[string]any{}, map[string]any{}
	for _, id := range ids {
		page := l.authors["urn:li:organization:"+id]
		if page == nil {
			errors[id] = map[string]any{"status": http.StatusNotFound}
			continue
		}
		results[id] = map[string]any{
			"id": id, "localizedName": page.name, "vanityName": strings.ReplaceAll(strings.ToLower(page.handle), " ", "-"),
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"results": results, "errors": errors, "statuses": map[string]any{}})
}

func (l *linkedin) followers(c liCall) answer {
	if refused := c.lacks("networkSizes.GET", "rw_organization_admin", "r_organization_social"); refused != nil {
		return *refused
	}
	page := l.authors[c.path[1]]
	if page == nil || c.query.Get("edgeType") != "CompanyFollowedByMember" {
		return liError(http.StatusNotFound, 0, "RESOURCE_NOT_FOUND", "Could not find entity")
	}
	days := l.server.clock.Now().Sub(page.since).Hours() / 24
	return jsonAnswer(http.StatusOK, map[string]any{"firstDegreeSize": page.followers + int(page.growth*days)})
}
