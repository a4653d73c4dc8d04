package rehearsal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// What an account may lack on Google's networks besides permissions, in
// Account.Lacks.
const (
	// GoogleLive: its project's page of consent is still "Testing", so that an
	// agreement ends after a week.
	GoogleLive = "published app"
	// GoogleQuota: YouTube: the project's units of the day are used up. Business
	// Profile: the project was given none yet.
	GoogleQuota = "quota"
	// GoogleAPI: the API is not switched on in the project.
	GoogleAPI = "api"
	// GoogleAudit: YouTube has not audited the project: what it uploads stays
	// private.
	GoogleAudit = "audit"
	// GoogleChannel: the Google account has no YouTube channel.
	GoogleChannel = "channel"
)

const googleTesting = 7 * 24 * time.Hour

// newGoogle is Google's sign-in for the client "Desktop app" of a project.
func newGoogle(s *Server, account func(string) *Account) *grants {
	return newGrants(s, account, grantRules{
		redirect: func(to string) bool {
			u, err := url.Parse(to)
			return err == nil && u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "::1") && u.Port() != ""
		},
		pkce: "S256", secret: true, access: 3599 * time.Second, refresh: 180 * 24 * time.Hour,
	})
}

func googleSignsIn(path string) bool { return path == "/o/oauth2/v2/auth" || path == "/token" }

// googleSignIn answers the pages of the sign-in.
func googleSignIn(g *grants, r *http.Request, body []byte) answer {
	if r.URL.Path == "/o/oauth2/v2/auth" {
		return g.page(r, body)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || r.Method != http.MethodPost {
		return jsonAnswer(http.StatusBadRequest, map[string]string{"error": "invalid_request"})
	}
	given, fault := (*grant)(nil), "unsupported_grant_type"
	switch form.Get("grant_type") {
	case "authorization_code":
		given, fault = g.exchange(r, form)
	case "refresh_token":
		given, fault = g.renew(r, form)
	}
	if fault != "" {
		status := http.StatusBadRequest
		if fault == "invalid_client" {
			status = http.StatusUnauthorized
		}
		return jsonAnswer(status, map[string]string{"error": fault, "error_description": "Bad Request"})
	}
	told := map[string]any{
		"access_token": given.access, "expires_in": 3599, "scope": strings.Join(given.scopes, " "), "token_type": "Bearer",
	}
	if form.Get("grant_type") == "authorization_code" {
		told["refresh_token"] = given.refresh
		if slices.Contains(given.account.Lacks, GoogleLive) {
			given.ends = g.server.clock.Now().Add(googleTesting)
			told["refresh_token_expires_in"] = int(googleTesting.Seconds())
		}
	}
	return jsonAnswer(http.StatusOK, told)
}

// googleError is how Google's APIs say no. reason may be "".
func googleError(status int, reason, word, message string) answer {
	said := map[string]any{"code": status, "message": message, "status": word}
	if reason != "" {
		said["errors"] = []map[string]string{{"message": message, "domain": "global", "reason": reason}}
	}
	return jsonAnswer(status, map[string]any{"error": said})
}

// googleDetails is an error with the details of google.rpc.ErrorInfo.
func googleDetails(status int, reason, word, message string, metadata map[string]string) answer {
	return jsonAnswer(status, map[string]any{"error": map[string]any{
		"code": status, "message": message, "status": word,
		"details": []map[string]any{{
			"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com", "metadata": metadata,
		}},
	}})
}

func googleUnknown() answer {
	return googleError(http.StatusNotFound, "notFound", "NOT_FOUND", "Requested entity was not found.")
}

func googleNoToken() answer {
	a := googleError(http.StatusUnauthorized, "authError", "UNAUTHENTICATED",
		"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.")
	a.header["WWW-Authenticate"] = `Bearer realm="https://accounts.google.com/", error="invalid_token"`
	return a
}

func googleNoScope() answer {
	return googleError(http.StatusForbidden, "insufficientPermissions", "PERMISSION_DENIED", "Request had insufficient authentication scopes.")
}

func googleNoAPI() answer {
	return googleDetails(http.StatusForbidden, "SERVICE_DISABLED", "PERMISSION_DENIED",
		"This API has not been used in project 1234567890 before or it is disabled.", map[string]string{"consumer": "projects/1234567890"})
}

// googleRefusal is a fault that any of Google's APIs may have.
func googleRefusal(f fault) answer {
	switch f {
	case unavailable:
		return googleError(http.StatusServiceUnavailable, "backendError", "UNAVAILABLE", "The service is currently unavailable.")
	case badGateway:
		return htmlAnswer(http.StatusBadGateway, "<p><b>502.</b> <ins>That’s an error.</ins>")
	}
	return googleError(http.StatusBadRequest, "invalidValue", "INVALID_ARGUMENT", "Request contains an invalid argument.")
}
