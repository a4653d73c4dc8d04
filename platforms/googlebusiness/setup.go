package googlebusiness

import (
	"slices"

	"parvis/data"
	"parvis/platforms/google"
)

// form is where the owner asks Google to let the project in.
const form = "https://support.google.com/business/contact/api_default"

// Ways is one: the owner's own project, and Google's page in the browser.
func (n *Network) Ways() []data.Way {
	return []data.Way{google.Way(slices.Concat([]data.Step{
		google.Project(),
		{Key: "form", Link: form, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "application"},
			{Kind: data.MarkEntry, Key: "basic_access", Press: true},
			{Kind: data.MarkField, Key: "project_number"},
			{Kind: data.MarkButton, Key: "submit"},
		}},
		google.Library("accounts", "mybusinessaccountmanagement", "accounts_api", "enabled"),
		google.Library("information", "mybusinessbusinessinformation", "information_api", "enabled"),
		google.Library("performance", "businessprofileperformance", "performance_api", "enabled"),
		google.Library("posts", "mybusiness", "posts_api", "enabled"),
	}, google.Client(scope))...)}
}
