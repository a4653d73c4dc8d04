package facebook

import "parvis/data"

// Keys of the ways.
const (
	wayToken = "token"
	wayPaste = "paste"
	wayPage  = "page"
)

// Pages of the network on which an owner prepares the connection. That they
// look as the steps draw them is remembered, not verified: the network changes
// them often.
const (
	appsPage     = "https://developers.facebook.com/apps/"
	explorerPage = "https://developers.facebook.com/tools/explorer/"
	usersPage    = "https://business.facebook.com/settings/system-users"
)

// Ways are, from the surest to the one for trying out: a token made on the
// network's own page; a page to agree on whose last address is pasted; a page
// that comes back by itself, which the network allows only while the
// application is in development.
func (n *Network) Ways() []data.Way {
	id, secret := data.Field{Key: "app_id"}, data.Field{Key: "app_secret", Secret: true}
	maybeID, maybeSecret := id, secret
	maybeID.Optional, maybeSecret.Optional = true, true
	version := data.Field{Key: "version", Optional: true, Hint: defaultVersion}
	return []data.Way{{
		Key:    wayToken,
		Fields: []data.Field{{Key: "token", Secret: true}, maybeID, maybeSecret, version},
		Steps:  append(appSteps(), liveStep(), explorerStep(), systemStep()),
	}, {
		Key: wayPaste, Paste: true,
		Fields: []data.Field{id, secret, {Key: "redirect", Optional: true, Hint: usualRedirect}, version},
		Steps:  append(appSteps(), redirectStep(), liveStep(), secretStep()),
	}, {
		Key: wayPage, Browser: true,
		Fields: []data.Field{id, secret, version},
		Steps:  append(appSteps(), developmentStep(), secretStep()),
	}}
}

// appSteps make the application and let it ask for what Parvis needs.
func appSteps() []data.Step {
	return []data.Step{{
		Key: "app", Link: appsPage,
		Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "apps"},
			{Kind: data.MarkButton, Key: "create_app", Press: true},
			{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
			{Kind: data.MarkButton, Key: "next"},
		},
	}, {
		Key: "use_case", Copy: scopes(),
		Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "use_cases"},
			{Kind: data.MarkEntry, Key: "manage_page", Press: true},
			{Kind: data.MarkText, Key: "permissions"},
			{Kind: data.MarkButton, Key: "add", Press: true},
		},
	}}
}

func redirectStep() data.Step {
	return data.Step{Key: "redirect", Copy: []string{usualRedirect}, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "login_settings"},
		{Kind: data.MarkSwitch, Key: "web_login"},
		{Kind: data.MarkField, Key: "redirect_uris", Press: true, Value: usualRedirect},
		{Kind: data.MarkButton, Key: "save", Press: true},
	}}
}

// liveStep: what an application in development publishes is seen only by people
// with a role on it.
func liveStep() data.Step {
	return data.Step{Key: "live", Link: appsPage, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "publish_app"},
		{Kind: data.MarkField, Key: "privacy_url"},
		{Kind: data.MarkField, Key: "category"},
		{Kind: data.MarkSwitch, Key: "live", Press: true},
	}}
}

func developmentStep() data.Step {
	return data.Step{Key: "development", Link: appsPage, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "publish_app"},
		{Kind: data.MarkSwitch, Key: "unpublished"},
		{Kind: data.MarkText, Key: "role_holders"},
	}}
}

func secretStep() data.Step {
	return data.Step{Key: "secret", Link: appsPage, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "basic_settings"},
		{Kind: data.MarkField, Key: "id_there", Value: "1234567890"},
		{Kind: data.MarkField, Key: "secret_there", Value: "••••••••"},
		{Kind: data.MarkButton, Key: "show", Press: true},
	}}
}

func explorerStep() data.Step {
	return data.Step{Key: "explorer", Link: explorerPage, Copy: []string{list(scopes())}, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "explorer"},
		{Kind: data.MarkEntry, Key: "your_app"},
		{Kind: data.MarkEntry, Key: "permissions"},
		{Kind: data.MarkButton, Key: "generate", Press: true},
		{Kind: data.MarkField, Key: "token_there", Value: "EAAG…"},
	}}
}

func systemStep() data.Step {
	return data.Step{Key: "system", Link: usersPage, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "system_users"},
		{Kind: data.MarkButton, Key: "assign"},
		{Kind: data.MarkEntry, Key: "never_expires"},
		{Kind: data.MarkButton, Key: "generate_token", Press: true},
	}}
}
