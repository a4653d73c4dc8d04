package youtube

import (
	"slices"

	"parvis/data"
	"parvis/platforms/google"
)

// Ways is one: the owner's own project, and Google's page in the browser.
func (n *Network) Ways() []data.Way {
	return []data.Way{google.Way(slices.Concat([]data.Step{
		google.Project(),
		google.Library("api", "youtube", "data_api", "analytics_api"),
		google.Library("analytics", "youtubeanalytics", "analytics_api", "enabled"),
	}, google.Client(scopeManage, scopeNumbers))...)}
}
