package main

import "fyne.io/fyne/v2"

// exchange are the sheets by which a plan leaves and comes back.
func exchange() []scene {
	away := press("", fyne.KeyEscape)
	return []scene{
		do("exchange-export", "exchange.action.export"), away,
		do("exchange-ask", "exchange.action.ask"), away,
	}
}
