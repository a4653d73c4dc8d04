package composer

import (
	"context"

	"parvis/data"
)

// otherLanguage is the language of a post's twin: English for a French one, French
// for any other.
func otherLanguage(lang string) string {
	if lang == "" || lang == "fr" || len(lang) > 2 && lang[:3] == "fr-" {
		return "en"
	}
	return "fr"
}

// openTwin shows the post in the other language, which is made where there is
// none: same media, accounts and hour, and the text to be translated.
func (m *model) openTwin() {
	lang := otherLanguage(m.post.Lang)
	m.onceStored(func() {
		id, had := m.post.ID, m.post.Twin != 0
		if id == 0 {
			return // there is nothing to translate yet
		}
		var twin data.PostID
		m.act("composer: twin", func(ctx context.Context) (err error) {
			twin, err = m.Ports.WriteTwin(ctx, id, lang)
			return err
		}, func() {
			m.openPost(twin)
			if !had {
				m.Shell.Toast(m.Words().T("composer.twin.made."+lang), nil)
			}
		})
	})
}

// twinAction is the key of what leads to the other language.
func (m *model) twinAction() string {
	verb := "write"
	if m.post.Twin != 0 {
		verb = "open"
	}
	return "composer.twin." + verb + "." + otherLanguage(m.post.Lang)
}
