package main

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// november is the month of the design's picture.
func november() widgets.MonthData {
	d := widgets.MonthData{
		Weekdays: []string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."},
		Selected: "2026-11-21", Ringed: 7,
		More: func(n int) string { return fmt.Sprintf("+%d autres", n) },
	}
	notes := map[int]string{11: "Armistice", 19: "Beaujolais", 27: "Black Friday", 29: "Avent"}
	for i := range 35 {
		number := i - 5
		if number < 1 {
			number += 31
		}
		day := widgets.MonthDay{Day: fmt.Sprintf("2026-11-%02d", number), Number: strconv.Itoa(number), Other: i < 6, Today: number == 21}
		if i >= 6 {
			day.Note = notes[number]
			day.Chips = chipsOf(number)
			day.Total = len(day.Chips)
		}
		if number == 26 {
			day.Total = 5
		}
		d.Days = append(d.Days, day)
	}
	return d
}

func chipsOf(day int) []widgets.Chip {
	chip := func(n data.NetworkName, time, title string, s data.State, reason string) widgets.Chip {
		id := data.DeliveryID(day*10 + len(title))
		return widgets.Chip{
			ID: id, Post: data.PostID(day), Network: n, Time: time, Title: title,
			Look: widgets.LookOf(data.Entry{State: s, Reason: reason}),
		}
	}
	switch day {
	case 2, 9, 16:
		return []widgets.Chip{chip("bluesky", "09:00", "Fournée du lundi", data.Sent, "")}
	case 4:
		return []widgets.Chip{chip("wordpress", "12:30", "Recette", data.Sent, "")}
	case 6:
		return []widgets.Chip{chip("instagram", "18:00", "Atelier levain du samedi", data.Sent, "")}
	case 7:
		return []widgets.Chip{chip("bluesky", "18:00", "Chez nous", data.Scheduled, "")}
	case 11:
		return []widgets.Chip{chip("bluesky", "10:00", "Ouvert le 11 novembre", data.Sent, ""), chip("mastodon", "10:00", "Ouvert le 11", data.Unknown, "")}
	case 18:
		return []widgets.Chip{chip("pinterest", "12:30", "Photo vitrine", data.Refused, "")}
	case 20:
		return []widgets.Chip{chip("bluesky", "08:00", "Tarte du jour", data.Missed, "")}
	case 21:
		return []widgets.Chip{chip("mastodon", "11:00", "Live marché de Noël", data.Scheduled, data.WaitConnection), chip("bluesky", "17:00", "Avis clients", data.Draft, "")}
	case 24:
		return []widgets.Chip{chip("wordpress", "12:30", "Bûche 2026", data.Handed, "")}
	case 26:
		return []widgets.Chip{chip("instagram", "18:30", "Galette : précommande", data.Draft, ""), chip("bluesky", "18:30", "Galette des rois", data.Scheduled, ""), chip("mastodon", "18:30", "Galette", data.Scheduled, "")}
	}
	return nil
}

func month() fyne.CanvasObject {
	m := widgets.NewMonth(widgets.MonthEvents{})
	m.Set(november())
	return widgets.NewInset(12, 19, 16, 20, m)
}

// dragged is the month with a chip on its way.
func dragged() (fyne.CanvasObject, func(fyne.Canvas)) {
	m := widgets.NewMonth(widgets.MonthEvents{})
	m.Set(november())
	return widgets.NewInset(12, 19, 16, 20, m), func(fyne.Canvas) {
		size := m.Size()
		from := fyne.NewPos(size.Width/14, 28+(size.Height-28)/5+36)
		by := fyne.NewDelta(size.Width*3/7, size.Height*2/5+20)
		m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from.Add(by)}, Dragged: by})
	}
}

func narrowMonth() fyne.CanvasObject {
	m := widgets.NewMonth(widgets.MonthEvents{})
	d := november()
	d.Days = append(d.Days, d.Days[:7]...)
	m.Set(d)
	m.FocusGained()
	return widgets.NewInset(8, theme.Margin, 12, theme.Margin, m)
}
