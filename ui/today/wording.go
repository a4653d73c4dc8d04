package today

import (
	"math"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// title is the first words of a post, or what stands for one without any.
func title(b *words.Book, e data.Entry) string {
	if e.Headline == "" {
		return b.T("today.untitled")
	}
	return e.Headline
}

func networkName(b *words.Book, n data.NetworkName) string {
	if key := "network." + string(n); b.Has(key) {
		return b.T(key)
	}
	return string(n)
}

// whose names the account where the brand has several on that network or the
// network is no name of a place, and else the network.
func whose(b *words.Book, m *model, e data.Entry) string {
	several := 0
	for _, a := range m.accounts {
		if a.Network == e.Network && a.State != data.AccountGone {
			several++
		}
	}
	a, ok := m.account(e.Account)
	if several < 2 && a.Can.Tap != data.TapHere || !ok || a.Handle == "" {
		return networkName(b, e.Network)
	}
	return a.Short()
}

// trouble says what is the matter with an entry and why.
func trouble(b *words.Book, e data.Entry) string {
	what, why, _ := b.Trouble(e.State, e.Reason, networkName(b, e.Network))
	if e.Stale && !data.ByHand(e.State, e.Reason) || e.Reason == data.HoldEdited {
		what, why = b.T("today.stale.what"), b.T("today.stale.why")
	}
	return strings.TrimSpace(what + " " + why)
}

// hour is the time of an entry, with its day where that is not today.
func hour(b *words.Book, m *model, due time.Time) string {
	at := due.In(m.zone)
	if at.Format(data.DayLayout) == m.day {
		return b.Clock(at)
	}
	return b.ShortDateTime(at)
}

// offline says what becomes of a post when this computer is offline at its hour.
func offline(b *words.Book, m *model) string {
	if m.grace <= 0 {
		return b.T("today.offline.never")
	}
	return b.T("today.offline.grace", "Grace", b.Span(m.grace))
}

// figure is one line of the week's card.
type figure struct {
	label, value, change, note string
	tone                       widgets.Tone
	points                     []data.Measure
}

// figureOf words an indicator of the week. Engagement is a ratio whose change
// is in points; followers change by a number, posts too.
func figureOf(b *words.Book, i data.Indicator) figure {
	f := figure{label: b.T("indicator." + string(i.Name)), value: b.T("common.unknown_number"), points: i.Points}
	if !i.Value.Known {
		f.note = b.T("indicator.gap.other")
		return f
	}
	posts := i.Name != data.IndicatorFollowers
	switch ratio := posts && i.Name != data.IndicatorSent; {
	case ratio:
		f.value = b.Percent(i.Value.V, 1)
		f.note = over(b, "posts", i)
		f.change = changed(i, func() string { return b.Points(i.Change.V, 1) })
	case posts:
		f.value = b.Number(int64(math.Round(i.Value.V)))
		f.change = changed(i, func() string { return b.Signed(i.Change.V, 0) })
	default:
		f.value = b.Number(int64(math.Round(i.Value.V)))
		f.note = over(b, "accounts", i)
		f.change = changed(i, func() string { return b.Signed(i.Change.V, 0) })
	}
	f.tone = toneOf(f.change)
	return f
}

func changed(i data.Indicator, word func() string) string {
	if !i.Change.Known {
		return ""
	}
	return word()
}

// over says what a figure is taken over: "5 publications", "2 sur 3 comptes".
func over(b *words.Book, of string, i data.Indicator) string {
	if i.Over < i.Of {
		return b.N("indicator.some."+of, i.Of, "Over", i.Over)
	}
	return b.N("indicator.over."+of, i.Over)
}

// toneOf reads the sign of what is shown, so that "0,0 pt" is neither good nor
// bad.
func toneOf(change string) widgets.Tone {
	switch {
	case strings.HasPrefix(change, "+"):
		return widgets.ToneGood
	case strings.HasPrefix(change, "−"):
		return widgets.ToneWarm
	}
	return widgets.ToneNeutral
}
