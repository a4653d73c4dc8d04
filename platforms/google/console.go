package google

import "parvis/data"

// Keys of the answers that [SignIn] needs.
const (
	FieldID     = "app_id"
	FieldSecret = "app_secret"
)

const console = "https://console.cloud.google.com"

// Way is the one way to connect: the owner's own project, and Google's page in
// the browser. Its steps are done on Google's console as it was in autumn 2026;
// names of its pages are remembered, not verified.
func Way(steps ...data.Step) data.Way {
	return data.Way{
		Key: "page", Browser: true,
		Fields: []data.Field{
			{Key: FieldID, Hint: "1234567890-abcdef.apps.googleusercontent.com"},
			{Key: FieldSecret, Secret: true, Hint: "GOCSPX-…"},
		},
		Steps: steps,
	}
}

// Project is the step that makes the project.
func Project() data.Step {
	return data.Step{Key: "project", Link: console + "/projectcreate", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: "new_project"},
		{Kind: data.MarkField, Key: "project_name", Value: "Parvis"},
		{Kind: data.MarkButton, Key: "create", Press: true},
	}}
}

// Library is the step, of that key, that switches an API on. heading is what its
// page is called, below what stands there beside the button.
func Library(key, api, heading, below string) data.Step {
	return data.Step{Key: key, Link: console + "/apis/library/" + api + ".googleapis.com", Sketch: []data.Mark{
		{Kind: data.MarkHeading, Key: heading},
		{Kind: data.MarkButton, Key: "enable", Press: true},
		{Kind: data.MarkText, Key: below},
	}}
}

// Client are the last steps: the page of consent, out of its trial, the client,
// and the person's own agreement to these permissions.
func Client(scopes ...string) []data.Step {
	return []data.Step{
		{Key: "consent", Link: console + "/auth/overview", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "consent"},
			{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
			{Kind: data.MarkEntry, Key: "external", Press: true},
			{Kind: data.MarkButton, Key: "create"},
		}},
		{Key: "live", Link: console + "/auth/audience", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "audience"},
			{Kind: data.MarkText, Key: "testing"},
			{Kind: data.MarkButton, Key: "publish", Press: true},
		}},
		{Key: "client", Link: console + "/auth/clients/create", Copy: []string{"Parvis"}, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "new_client"},
			{Kind: data.MarkEntry, Key: "desktop", Press: true},
			{Kind: data.MarkField, Key: "client_name", Value: "Parvis"},
			{Kind: data.MarkButton, Key: "create"},
		}},
		{Key: "agree", Copy: scopes, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "unverified"},
			{Kind: data.MarkEntry, Key: "advanced", Press: true},
			{Kind: data.MarkSwitch, Key: "all_boxes"},
			{Kind: data.MarkButton, Key: "continue"},
		}},
	}
}
