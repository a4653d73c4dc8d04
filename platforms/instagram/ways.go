package instagram

import (
	"strings"

	"parvis/data"
)

// The ways to connect.
const (
	wayToken    = "token"
	wayPaste    = "paste"
	wayFacebook = "facebook"
)

const (
	consoleApps     = "https://developers.facebook.com/apps/"
	consoleExplorer = "https://developers.facebook.com/tools/explorer/"
	exampleRedirect = "https://maisonlenoir.example/"
)

// Ways are a token made in the application's dashboard, a page whose end the
// person brings back, and a token of the Facebook Page. The network comes back
// to https alone, so that no way comes back to this computer by itself.
func (n *Network) Ways() []data.Way {
	return []data.Way{
		{
			Key:    wayToken,
			Fields: []data.Field{{Key: "token", Secret: true, Hint: "IGAA…"}},
			Steps:  []data.Step{appStep(), useCaseStep(), testerStep(), tokenStep()},
		},
		{
			Key: wayPaste, Paste: true,
			Fields: []data.Field{
				{Key: "app_id", Hint: "1234567890123456"},
				{Key: "app_secret", Secret: true},
				{Key: "redirect", Hint: exampleRedirect},
			},
			Steps: []data.Step{appStep(), useCaseStep(), testerStep(), redirectStep()},
		},
		{
			Key: wayFacebook,
			Fields: []data.Field{
				{Key: "page_token", Secret: true, Hint: "EAA…"},
				{Key: "app_id", Optional: true, Hint: "1234567890123456"},
				{Key: "app_secret", Secret: true, Optional: true},
			},
			Steps: []data.Step{linkStep(), explorerStep()},
		},
	}
}

func appStep() data.Step {
	return data.Step{Key: "app", Link: consoleApps, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "apps"},
		{Kind: data.MarkButton, Key: "create_app", Press: true},
		{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
	}}
}

func useCaseStep() data.Step {
	return data.Step{Key: "use_case", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "use_cases"},
		{Kind: data.MarkEntry, Key: "use_case_instagram", Press: true},
		{Kind: data.MarkEntry, Key: "use_case_other"},
		{Kind: data.MarkButton, Key: "next"},
	}}
}

func testerStep() data.Step {
	return data.Step{Key: "tester", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "roles"},
		{Kind: data.MarkEntry, Key: "role_tester", Press: true},
		{Kind: data.MarkField, Key: "username", Value: "@maisonlenoir"},
		{Kind: data.MarkButton, Key: "add"},
	}}
}

func tokenStep() data.Step {
	return data.Step{Key: "token", Copy: ownScopes().all(), Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "api_setup"},
		{Kind: data.MarkEntry, Key: "account", Value: "maisonlenoir"},
		{Kind: data.MarkButton, Key: "generate_token", Press: true},
	}}
}

func redirectStep() data.Step {
	return data.Step{Key: "redirect", Copy: []string{strings.Join(ownScopes().all(), ",")}, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "business_login"},
		{Kind: data.MarkField, Key: "redirect_uri", Value: exampleRedirect, Press: true},
		{Kind: data.MarkText, Key: "app_id"},
		{Kind: data.MarkText, Key: "app_secret"},
		{Kind: data.MarkButton, Key: "save"},
	}}
}

func linkStep() data.Step {
	return data.Step{Key: "link_page", Link: "https://www.facebook.com/settings?tab=linked_instagram", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "linked_accounts"},
		{Kind: data.MarkEntry, Key: "instagram", Press: true},
		{Kind: data.MarkButton, Key: "connect_account"},
	}}
}

func explorerStep() data.Step {
	scopes := append(facebookScopes().all(), "pages_show_list", "pages_read_engagement")
	return data.Step{Key: "explorer", Link: consoleExplorer, Copy: []string{strings.Join(scopes, ",")}, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "explorer"},
		{Kind: data.MarkField, Key: "permissions"},
		{Kind: data.MarkButton, Key: "generate_token", Press: true},
		{Kind: data.MarkField, Key: "access_token", Value: "EAA…"},
	}}
}
