package googlebusiness

import "parvis/data"

// Fields of the one way to connect.
const (
	fieldID     = "app_id"
	fieldSecret = "app_secret"
)

const (
	console = "https://console.cloud.google.com"
	form    = "https://support.google.com/business/contact/api_default"
)

// Ways is one: the owner's own project, and Google's page in the browser.
func (n *Network) Ways() []data.Way {
	return []data.Way{{
		Key: "page", Browser: true,
		Fields: []data.Field{
			{Key: fieldID, Hint: "1234567890-abcdef.apps.googleusercontent.com"},
			{Key: fieldSecret, Secret: true, Hint: "GOCSPX-…"},
		},
		Steps: steps(),
	}}
}

// steps are what is done on Google's console, as it was in autumn 2026; names
// of its pages are remembered, not verified.
func steps() []data.Step {
	library := func(key, api, mark string) data.Step {
		return data.Step{Key: key, Link: console + "/apis/library/" + api + ".googleapis.com", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: mark},
			{Kind: data.MarkButton, Key: "enable", Press: true},
			{Kind: data.MarkText, Key: "enabled"},
		}}
	}
	return []data.Step{
		{Key: "project", Link: console + "/projectcreate", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "new_project"},
			{Kind: data.MarkField, Key: "project_name", Value: "Parvis"},
			{Kind: data.MarkButton, Key: "create", Press: true},
		}},
		{Key: "form", Link: form, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "application"},
			{Kind: data.MarkEntry, Key: "basic_access", Press: true},
			{Kind: data.MarkField, Key: "project_number"},
			{Kind: data.MarkButton, Key: "submit"},
		}},
		library("accounts", "mybusinessaccountmanagement", "accounts_api"),
		library("information", "mybusinessbusinessinformation", "information_api"),
		library("performance", "businessprofileperformance", "performance_api"),
		library("posts", "mybusiness", "posts_api"),
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
		{Key: "agree", Copy: []string{scope}, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "unverified"},
			{Kind: data.MarkEntry, Key: "advanced", Press: true},
			{Kind: data.MarkSwitch, Key: "all_boxes"},
			{Kind: data.MarkButton, Key: "continue"},
		}},
	}
}
