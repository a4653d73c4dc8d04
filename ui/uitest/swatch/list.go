package main

import (
	"fmt"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func list() fyne.CanvasObject {
	l := widgets.NewList(widgets.ListEvents{})
	rows := []widgets.ListRow{{Heading: "Samedi 21 novembre"}}
	for i, s := range []data.State{data.Sent, data.Scheduled, data.Draft, data.Refused, data.Handed} {
		rows = append(rows, widgets.ListRow{
			ID: data.DeliveryID(i + 1), Post: data.PostID(i + 1), Time: fmt.Sprintf("%02d:30", 8+i), Network: "mastodon",
			Title: "Galette des rois : précommande jusqu’à jeudi, la fève est en porcelaine de Limoges"[:20+i*16],
			Note:  "@maisonlenoir@reseau.example", State: []string{"Parti", "Programmé", "Brouillon", "Refusé", "Chez le réseau"}[i],
			Look: widgets.LookOf(data.Entry{State: s}),
		})
	}
	l.Set(append(rows, rows...), 2)
	return widgets.NewInset(20, 20, 20, 20, widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 4, l))
}

func week() fyne.CanvasObject {
	w := widgets.NewWeek(widgets.WeekEvents{})
	d := widgets.WeekData{Now: 14*60 + 3, Selected: "19", Minute: 9 * 60, Ringed: 20}
	for h := range d.Hours {
		d.Hours[h] = fmt.Sprintf("%d h", h)
	}
	for i, name := range november().Weekdays {
		n := fmt.Sprint(16 + i)
		d.Days = append(d.Days, widgets.WeekDay{Day: n, Name: name, Number: n, Today: i == 5})
	}
	chip := func(day, minute int, title string, s data.State, n ...data.NetworkName) {
		d.Days[day].Chips = append(d.Days[day].Chips, widgets.WeekChip{Networks: n, Minute: minute, Chip: widgets.Chip{
			ID: data.DeliveryID(day + 1), Look: widgets.LookOf(data.Entry{State: s}),
			Time: fmt.Sprintf("%02d:%02d", minute/60, minute%60), Title: title,
		}})
	}
	chip(0, 540, "Fournée du lundi", data.Sent, "bluesky")
	chip(2, 750, "Photo vitrine", data.Refused, "pinterest")
	chip(3, 1110, "Beaujolais & planche", data.Scheduled, "instagram", "mastodon")
	chip(5, 660, "Live marché de Noël", data.Scheduled, "mastodon")
	chip(5, 1020, "Avis clients", data.Draft, "bluesky")
	w.Set(d)
	return widgets.NewInset(14, 20, 16, 20, w)
}
