package calendar

import (
	"math"
	"strings"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// figureOf words an indicator. Followers, reach and posts are whole numbers,
// whose change is written in per cent of the value before; engagement is a
// ratio, whose change is in points. A change from zero has no per cent and is
// left out.
func figureOf(b *words.Book, i data.Indicator, accounts []data.Account) widgets.Figure {
	f := widgets.Figure{Label: b.T("indicator." + string(i.Name)), Value: b.T("common.unknown_number"), Points: i.Points}
	if !i.Value.Known {
		f.Note = gap(b, i, accounts)
		return f
	}
	f.Note = over(b, i)
	ratio := i.Name != data.IndicatorFollowers && i.Name != data.IndicatorReach && i.Name != data.IndicatorSent
	if ratio {
		f.Value = b.Percent(i.Value.V, 1)
	} else {
		f.Value = b.Number(int64(math.Round(i.Value.V)))
	}
	if !i.Change.Known {
		return f
	}
	before := i.Value.V - i.Change.V
	switch {
	case ratio:
		f.Change = b.Points(i.Change.V, 1)
	case i.Name == data.IndicatorSent:
		f.Change = b.Signed(i.Change.V, 0)
	case before > 0:
		f.Change = b.SignedPercent(i.Change.V/before, 1)
	}
	f.Tone = toneOf(f.Change)
	return f
}

// toneOf reads the sign of what is shown, so that "+0,0 %" is neither good nor
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

// over says what a figure counts: "30 jours · 5 comptes sur 6".
func over(b *words.Book, i data.Indicator) string {
	period := b.N("indicator.period", len(i.Points))
	if len(i.Points) == 0 {
		return counted(b, i)
	}
	if i.Name == data.IndicatorSent {
		return period
	}
	return b.T("common.pair", "A", period, "B", counted(b, i))
}

func counted(b *words.Book, i data.Indicator) string {
	posts := i.Name != data.IndicatorFollowers && i.Name != data.IndicatorReach
	switch {
	case posts && i.Over < i.Of:
		return b.N("indicator.some.posts", i.Of, "Over", i.Over)
	case posts:
		return b.N("indicator.over.posts", i.Over)
	case i.Over < i.Of:
		return b.N("indicator.some.accounts", i.Of, "Over", i.Over)
	}
	return b.N("indicator.over.accounts", i.Over)
}

// gap says why there is no figure. Reach is named after the networks that do
// not tell it, when none of the accounts does.
func gap(b *words.Book, i data.Indicator, accounts []data.Account) string {
	if i.Name == data.IndicatorReach {
		if names := silent(b, accounts); len(names) == 1 {
			return b.T("indicator.no_reach.one", "Networks", names[0])
		} else if len(names) > 1 {
			last := len(names) - 1
			return b.T("indicator.no_reach.many", "Networks",
				b.T("indicator.and", "A", strings.Join(names[:last], ", "), "B", names[last]))
		}
	}
	if key := "indicator.gap." + string(i.Name); b.Has(key) {
		return b.T(key)
	}
	return b.T("indicator.gap.other")
}

// silent names the networks of the accounts when not one of them tells reach.
func silent(b *words.Book, accounts []data.Account) []string {
	var names []string
	seen := map[data.NetworkName]bool{}
	for _, a := range accounts {
		if a.Can.Reach {
			return nil
		}
		if !seen[a.Network] {
			seen[a.Network] = true
			names = append(names, networkName(b, a.Network))
		}
	}
	return names
}

func networkName(b *words.Book, n data.NetworkName) string {
	if key := "network." + string(n); b.Has(key) {
		return b.T(key)
	}
	return string(n)
}
