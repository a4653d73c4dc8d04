package data

import (
	"testing"
	"time"
)

func TestWhoIsForeseenToPublish(t *testing.T) {
	const day = 24 * time.Hour
	holds := Capabilities{Hold: HoldRule{Native: true, Min: 5 * time.Minute, Max: 30 * day}}
	for _, c := range []struct {
		can   Capabilities
		ahead time.Duration
		parts int
		want  Badge
	}{
		{holds, 5 * time.Minute, 1, BadgeComputer}, // it takes a moment to hand over
		{holds, 6 * time.Minute, 1, BadgeNetwork},
		{holds, 29 * day, 1, BadgeNetwork},
		{holds, 30 * day, 1, BadgeComputer},
		{holds, day, 2, BadgeComputer},
		{Capabilities{}, day, 1, BadgeComputer},
		{Capabilities{Tap: TapHere}, day, 1, BadgePerson},
		{Capabilities{Tap: TapThere, Hold: holds.Hold}, day, 1, BadgePerson},
	} {
		if got := c.can.Badge(c.ahead, c.parts); got != c.want {
			t.Errorf("%d parts %v ahead: %s, want %s", c.parts, c.ahead, got, c.want)
		}
	}
}

// A network that would hold a post does not hold it yet.
func TestWhoPublishesAsThingsStand(t *testing.T) {
	holds := &Capabilities{Hold: HoldRule{Native: true, Min: 5 * time.Minute}}
	for state, want := range map[State]Badge{
		Scheduled: BadgeComputer, Preparing: BadgeComputer, Verifying: BadgeComputer, Handed: BadgeNetwork,
	} {
		if got := (&Delivery{State: state}).Badge(holds); got != want {
			t.Errorf("%s: %s, want %s", state, got, want)
		}
	}
	drafts := &Capabilities{Tap: TapThere}
	if got := (&Delivery{State: Handed, Reason: BackTap}).Badge(drafts); got != BadgePerson {
		t.Errorf("a draft in the network's application: %s", got)
	}
}
