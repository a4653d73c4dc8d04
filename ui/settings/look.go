package settings

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// look is how a tone is drawn.
func look(t tone) widgets.Tone {
	switch t {
	case good:
		return widgets.ToneGood
	case early:
		return widgets.ToneAccent
	case caution:
		return widgets.ToneCaution
	case warm:
		return widgets.ToneWarm
	}
	return widgets.ToneNeutral
}

// sign says the same as the colour, for those who do not see it.
func sign(t tone) theme.IconName {
	switch t {
	case good:
		return theme.IconCheck
	case early:
		return theme.IconClock
	case caution, warm:
		return theme.IconBang
	}
	return theme.IconMinus
}

func trialKey(id data.AccountID) string { return "settings.test." + number(id) }

func number(id data.AccountID) string { return strconv.FormatInt(int64(id), 10) }

// zone is the brand's, in which dates are written; UTC where it is unknown.
func (s *Screen) zone() *time.Location {
	zone, err := time.LoadLocation(s.p.Brand().Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// day writes a date of package data, "2026-11-21"; ok tells whether it is one.
func (s *Screen) day(date string) (text string, ok bool) {
	at, err := time.Parse(data.DayLayout, date)
	if err != nil {
		return "", false
	}
	return s.words().DateRange(at, at), true
}

// block is a card with a title, a sentence that explains, and what is set.
func block(title, why string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	column := widgets.NewColumn(10, widgets.NewColumn(2, widgets.NewTitle(title), widgets.NewNote(why)))
	for _, o := range parts {
		column.Add(o)
	}
	return widgets.NewCard(column)
}

// lookBody is language and appearance; both hold at once.
func (s *Screen) lookBody() fyne.CanvasObject {
	b := s.words()
	languages := words.Languages()
	var names []string
	for _, lang := range languages {
		names = append(names, b.T("common.language."+lang))
	}
	language := widgets.NewSegmented(names, index(languages, b.Lang()), func(i int) {
		s.keep(data.SettingLanguage, languages[i])
	})
	kinds := []string{b.T("settings.look.system"), b.T("settings.look.light"), b.T("settings.look.dark")}
	appearance := widgets.NewSegmented(kinds, index(appearances(), s.m.values[data.SettingAppearance]), func(i int) {
		s.keep(data.SettingAppearance, appearances()[i])
	})
	return widgets.NewColumn(12,
		block(b.T("settings.look.language"), b.T("settings.look.language.why"), widgets.NewRow(0, language, layout.NewSpacer())),
		block(b.T("settings.look.appearance"), b.T("settings.look.appearance.why"), widgets.NewRow(0, appearance, layout.NewSpacer())))
}

// aboutBody is the version and the licences of what is embedded.
func (s *Screen) aboutBody() fyne.CanvasObject {
	b := s.words()
	column := widgets.NewColumn(6)
	for _, p := range paragraphs(s.p.About.Notices) {
		if p.title {
			column.Add(widgets.NewInset(8, 0, 0, 0, widgets.NewLabel(p.text, theme.Strip, theme.SemiBold, theme.Ink).Wrapping()))
			continue
		}
		column.Add(widgets.NewNote(p.text))
	}
	return widgets.NewColumn(12,
		block("Parvis", b.T("settings.about.version", "Version", s.p.About.Version),
			widgets.NewLabel(b.T("settings.about.text"), theme.Body, theme.Regular, theme.Ink).Wrapping().Leading(theme.RowHeight)),
		widgets.NewCard(widgets.NewColumn(4, widgets.NewTitle(b.T("settings.about.licences")), column)))
}
