package main

import (
	"parvis/ui/uitest/house"
)

// wide are the pictures of the enlarged pane.
func wide(h *house.House) []scene {
	return []scene{
		composer("", h, "Galette des rois"),
		do("composer-wide", "composer.action.wide"),
		do("", "composer.action.narrow"),
	}
}
