package youtube

import "parvis/data"

// Fields of the one way to connect.
const (
	fieldID     = "app_id"
	fieldSecret = "app_secret"
)

const console = "https://console.cloud.google.com"

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
	return []data.Step{
		{Key: "project", Link: console + "/projectcreate", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "new_project"},
			{Kind: data.MarkField, Key: "project_name", Value: "Parvis"},
			{Kind: data.MarkButton, Key: "create", Press: true},
		}},
		{Key: "api", Link: console + "/apis/library/youtube.googleapis.com", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "data_api"},
			{Kind: data.MarkButton, Key: "enable", Press: true},
			{Kind: data.MarkText, Key: "analytics_api"},
		}},
		{Key: "analytics", Link: console + "/apis/library/youtubeanalytics.googleapis.com", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "analytics_api"},
			{Kind: data.MarkButton, Key: "enable", Press: true},
			{Kind: data.MarkText, Key: "enabled"},
		}},
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
		{Key: "agree", Copy: []string{scopeManage, scopeNumbers}, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "unverified"},
			{Kind: data.MarkEntry, Key: "advanced", Press: true},
			{Kind: data.MarkSwitch, Key: "all_boxes"},
			{Kind: data.MarkButton, Key: "continue"},
		}},
	}
}
