package pinterest

import (
	"strings"

	"parvis/data"
)

// Keys of the ways.
const (
	wayPage  = "page"
	wayPaste = "paste"
)

const (
	appsPage     = "https://developers.pinterest.com/apps/"
	businessPage = "https://www.pinterest.com/business/convert/"
)

// Ways asks for the owner's own application. The usual way comes back to this
// computer by itself; the other is for applications on which Pinterest takes
// only an https address.
func (n *Network) Ways() []data.Way {
	app := []data.Field{{Key: "app_id", Hint: "1234567"}, {Key: "app_secret", Secret: true}}
	return []data.Way{
		{Key: wayPage, Browser: true, Fields: app, Steps: steps("redirect", loopback)},
		{
			Key: wayPaste, Browser: true, Paste: true,
			Fields: append(app[:2:2], data.Field{Key: "redirect", Hint: "https://"}),
			Steps:  steps("redirect_own"),
		},
	}
}

// steps is the checklist; redirect is the step that differs between the ways,
// with what is to be copied there.
func steps(redirect string, addresses ...string) []data.Step {
	return []data.Step{
		{Key: "business", Link: businessPage, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "business"},
			{Kind: data.MarkText, Key: "business_free"},
			{Kind: data.MarkButton, Key: "upgrade", Press: true},
		}},
		{Key: "app", Link: appsPage, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "apps"},
			{Kind: data.MarkButton, Key: "connect_app", Press: true},
			{Kind: data.MarkField, Key: "app_name", Value: "Parvis"},
			{Kind: data.MarkField, Key: "app_purpose"},
			{Kind: data.MarkButton, Key: "submit"},
		}},
		{Key: "trial", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "apps"},
			{Kind: data.MarkEntry, Key: "app_entry"},
			{Kind: data.MarkText, Key: "trial_access"},
			{Kind: data.MarkButton, Key: "manage", Press: true},
		}},
		{Key: redirect, Link: appsPage, Copy: addresses, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "configure"},
			{Kind: data.MarkText, Key: "redirect_links"},
			{Kind: data.MarkField, Key: "redirect_field", Value: strings.Join(addresses, ""), Press: true},
			{Kind: data.MarkButton, Key: "add"},
			{Kind: data.MarkButton, Key: "save"},
		}},
		{Key: "keys", Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "configure"},
			{Kind: data.MarkField, Key: "app_id", Value: "1234567"},
			{Kind: data.MarkField, Key: "app_secret", Value: "••••••••"},
			{Kind: data.MarkButton, Key: "show", Press: true},
		}},
		{Key: "standard", Link: appsPage, Sketch: []data.Mark{
			{Kind: data.MarkHeading, Key: "configure"},
			{Kind: data.MarkText, Key: "trial_access"},
			{Kind: data.MarkButton, Key: "upgrade_access", Press: true},
		}},
	}
}
