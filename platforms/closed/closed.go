// Package closed knows the networks that people still ask for and that are no
// more, so that the catalogue can say since when and what to use instead.
// Nothing connects to them.
package closed

import "parvis/data"

// The closed networks' names.
const (
	GooglePlus data.NetworkName = "googleplus"
	Viadeo     data.NetworkName = "viadeo"
)

// Networks are the rows of the catalogue, without any way to connect.
func Networks() []data.NetworkRow {
	return []data.NetworkRow{
		{Name: GooglePlus, Title: "Google+", Card: data.Card{
			// The day of the network for everybody; its API had ended on 7 March.
			Setup: data.SetupClosed, Closed: "2019-04-02", Checked: "2026-11-21",
			Link: "https://support.google.com/plus/answer/9195133",
		}},
		{Name: Viadeo, Title: "Viadeo", Card: data.Card{
			// The day on which the court of Paris gave the company to Le Figaro.
			// When its pages went is remembered, not verified: some years later.
			Setup: data.SetupClosed, Closed: "2016-12-23", Checked: "2026-11-21",
			Link: "https://fr.wikipedia.org/wiki/Viadeo",
		}},
	}
}
