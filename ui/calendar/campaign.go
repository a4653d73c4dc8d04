package calendar

import (
	"slices"

	"parvis/data"
)

// campaign returns a campaign of the brand.
func (m *model) campaign(id data.CampaignID) (data.Campaign, bool) {
	i := slices.IndexFunc(m.campaigns, func(c data.Campaign) bool { return c.ID == id })
	if i < 0 || id == 0 {
		return data.Campaign{}, false
	}
	return m.campaigns[i], true
}

func (m *model) campaignName(id data.CampaignID) string {
	c, _ := m.campaign(id)
	return c.Name
}

// bar is the colour of an entry's campaign, "" for none.
func (m *model) bar(e data.Entry) string {
	c, _ := m.campaign(e.Campaign)
	return c.Colour
}
