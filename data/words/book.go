package words

import (
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Book is the catalogue opened in one language. It is safe for use by several
// goroutines.
type Book struct {
	lang      string
	catalogue *Catalogue
	localizer *i18n.Localizer
	parser    template.Parser
}

// Lang returns the book's language, one of [Languages].
func (b *Book) Lang() string { return b.lang }

// In opens the same catalogue in another language, as for a text that is not in
// the reader's; "" is the book itself. See [Catalogue.In].
func (b *Book) In(lang string) *Book {
	if lang == "" || lang == b.lang {
		return b
	}
	return b.catalogue.In(lang)
}

// T returns the text of a key. args alternate placeholder and value:
// T("calendar.late", "By", "12 min"). Whole numbers are written as the
// language groups them; other values as fmt prints them.
//
// A key that does not exist, or whose placeholders are not all given, comes
// back as "⟦key⟧", and Catalogue.OnMissing hears of it: a hole in the words
// shows, and never stops anything.
func (b *Book) T(key string, args ...any) string {
	text, ok := b.find(key, nil, args)
	if !ok {
		return b.missing(key)
	}
	return text
}

// N is T with the plural form for n; the text writes n as {{.N}}.
func (b *Book) N(key string, n int, args ...any) string {
	text, ok := b.find(key, n, append([]any{"N", n}, args...))
	if !ok {
		return b.missing(key)
	}
	return text
}

// Has tells whether the key exists in the book's language.
func (b *Book) Has(key string) bool {
	_, err := b.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateParser: template.IdentityParser{}})
	return err == nil
}

// find words a key; count is nil where no plural is meant.
func (b *Book) find(key string, count any, args []any) (string, bool) {
	values, ok := b.values(args)
	if !ok {
		return "", false
	}
	text, err := b.localizer.Localize(&i18n.LocalizeConfig{
		MessageID:      key,
		PluralCount:    count,
		TemplateData:   values,
		TemplateParser: b.parser,
	})
	return text, err == nil
}

func (b *Book) missing(key string) string {
	if b.catalogue.OnMissing != nil {
		b.catalogue.OnMissing(b.lang, key)
	}
	return "⟦" + key + "⟧"
}

// values turns alternating names and values into what a template reads. It
// fails when they do not alternate.
func (b *Book) values(args []any) (map[string]string, bool) {
	if len(args)%2 != 0 {
		return nil, false
	}
	values := make(map[string]string, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return nil, false
		}
		values[name] = b.value(args[i+1])
	}
	return values, true
}

func (b *Book) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return b.Number(int64(v))
	case int64:
		return b.Number(v)
	}
	return fmt.Sprint(v)
}
