package threads

import (
	"strings"

	"parvis/data"
)

// The ways to connect.
const (
	wayToken = "token"
	wayPaste = "paste"
)

const (
	consoleApps = "https://developers.facebook.com/apps/"
	invites     = "https://www.threads.com/settings/website_permissions"
	// exampleRedirect is how the address of a page of the owner's reads.
	exampleRedirect = "https://maisonlenoir.example/"
)

// Ways are a token made with the application's token generator, and a page
// whose end the person brings back: the network comes back to https alone.
func (n *Network) Ways() []data.Way {
	return []data.Way{
		{
			Key:    wayToken,
			Fields: []data.Field{{Key: "token", Secret: true, Hint: "THAA…"}},
			Steps:  []data.Step{appStep(), testerStep(), acceptStep(), tokenStep()},
		},
		{
			Key: wayPaste, Paste: true,
			Fields: []data.Field{
				{Key: "app_id", Hint: "1234567890123456"},
				{Key: "app_secret", Secret: true},
				{Key: "redirect", Hint: exampleRedirect},
			},
			Steps: []data.Step{appStep(), testerStep(), acceptStep(), redirectStep()},
		},
	}
}

func appStep() data.Step {
	return data.Step{Key: "app", Link: consoleApps, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "use_cases"},
		{Kind: data.MarkEntry, Key: "use_case_threads", Press: true},
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

func acceptStep() data.Step {
	return data.Step{Key: "accept", Link: invites, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "website_permissions"},
		{Kind: data.MarkEntry, Key: "invites"},
		{Kind: data.MarkButton, Key: "accept", Press: true},
	}}
}

func tokenStep() data.Step {
	return data.Step{Key: "token", Link: consoleApps, Copy: scopes(), Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "token_generator"},
		{Kind: data.MarkEntry, Key: "account", Value: "maisonlenoir"},
		{Kind: data.MarkButton, Key: "generate_token", Press: true},
	}}
}

func redirectStep() data.Step {
	return data.Step{Key: "redirect", Link: consoleApps, Copy: []string{strings.Join(scopes(), ",")}, Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "settings"},
		{Kind: data.MarkText, Key: "app_id"},
		{Kind: data.MarkText, Key: "app_secret"},
		{Kind: data.MarkField, Key: "redirect_uri", Value: exampleRedirect, Press: true},
		{Kind: data.MarkButton, Key: "save"},
	}}
}
