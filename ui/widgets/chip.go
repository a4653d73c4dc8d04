package widgets

import (
	"parvis/data"
	"parvis/ui/theme"
)

// ChipLook is how a post in a state looks wherever it is small: on the month,
// the week and in lists. The icon says the same as the tone.
type ChipLook struct {
	Tone   Tone
	Icon   theme.IconName // IconNone for what is simply scheduled
	Dashed bool           // not settled: it waits, or a change is not confirmed
}

// LookOf returns the look of an entry.
func LookOf(e data.Entry) ChipLook {
	switch {
	case e.Stale:
		return ChipLook{ToneCaution, theme.IconBang, true}
	case e.State != data.Refused && data.ByHand(e.State, e.Reason):
		return ChipLook{Tone: ToneWarm, Icon: theme.IconPhone}
	case e.State == data.Scheduled && e.Reason == data.WaitConnection:
		return ChipLook{ToneAccent, theme.IconOffline, true}
	case e.State == data.Scheduled && e.Reason != "":
		return ChipLook{ToneAccent, theme.IconClock, true}
	}
	switch e.State {
	case data.Draft:
		return ChipLook{Tone: ToneCaution, Icon: theme.IconPencil}
	case data.Scheduled:
		return ChipLook{Tone: ToneAccent}
	case data.Preparing, data.Committing:
		return ChipLook{Tone: ToneAccent, Icon: theme.IconSend}
	case data.Verifying:
		return ChipLook{Tone: ToneAccent, Icon: theme.IconRefresh}
	case data.Handed:
		return ChipLook{Tone: ToneAccent, Icon: theme.IconCloud}
	case data.Sent:
		return ChipLook{Tone: ToneGood, Icon: theme.IconCheck}
	case data.Cancelled:
		return ChipLook{Tone: ToneNeutral, Icon: theme.IconClose}
	}
	return ChipLook{Tone: ToneWarm, Icon: troubleIcon(e.State)}
}

func troubleIcon(s data.State) theme.IconName {
	switch s {
	case data.Unknown:
		return theme.IconQuestion
	case data.Blocked:
		return theme.IconLock
	case data.Held:
		return theme.IconPause
	case data.Missed:
		return theme.IconClock
	}
	return theme.IconWarning
}
