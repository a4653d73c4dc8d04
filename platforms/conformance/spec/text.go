package spec

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// text judges what a schema says of a string besides its type.
func (h *hearing) text(at, v string, s *Schema) {
	n := utf8.RuneCountInString(v)
	if s.Counted == Bytes {
		n = len(v)
	}
	if n < s.MinLength {
		h.say(at, "%d long, want at least %d", n, s.MinLength)
	}
	if s.MaxLength > 0 && n > s.MaxLength {
		h.say(at, "%d long, want at most %d", n, s.MaxLength)
	}
	if s.Pattern != "" {
		if good, err := regexp.MatchString(s.Pattern, v); err != nil || !good {
			h.say(at, "%q does not match %s", short(v), s.Pattern)
		}
	}
	if s.Not != "" {
		if bad, err := regexp.MatchString(s.Not, v); err != nil || bad {
			h.say(at, "%q matches %s", short(v), s.Not)
		}
	}
	if s.Format == "binary" {
		h.say(at, "want a file, got text")
	} else if !hasFormat(v, s.Format) {
		h.say(at, "%q is no %s", short(v), s.Format)
	}
}

// hasFormat knows the formats of JSON Schema and of Google's discovery files
// (developers.google.com/discovery/v1/type-format); others allow anything.
func hasFormat(v, format string) bool {
	var err error
	switch format {
	case "date-time", "google-datetime":
		_, err = time.Parse(time.RFC3339Nano, v)
	case "date":
		_, err = time.Parse(time.DateOnly, v)
	case "int64", "uint64":
		return fits(v, format)
	case "byte":
		if _, err = base64.StdEncoding.DecodeString(v); err != nil {
			_, err = base64.URLEncoding.DecodeString(v)
		}
	case "uri":
		var address *url.URL
		address, err = url.Parse(v)
		return err == nil && address.IsAbs()
	case "google-duration":
		return matches(`^-?\d+(\.\d{1,9})?s$`, v)
	case "google-fieldmask":
		return matches(`^(\*|[A-Za-z][\w.]*(,[A-Za-z][\w.]*)*)$`, v)
	case "json":
		return json.Valid([]byte(v))
	}
	return err == nil
}

func matches(pattern, v string) bool { return regexp.MustCompile(pattern).MatchString(v) }

// short keeps a complaint readable where a text is a file.
func short(v string) string {
	if len(v) <= 60 {
		return v
	}
	return strings.ToValidUTF8(v[:60], "") + "…"
}

// shown is what Telegram counts of a text whose length it limits "after entities
// parsing": its mark-up, as named by parse_mode, is taken out. Any other value
// stays as it is.
func shown(value, parseMode any, s *Schema) any {
	text, ok := value.(string)
	if !ok || s.Counted != Shown {
		return value
	}
	switch parseMode {
	case "HTML":
		return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))
	case "Markdown", "MarkdownV2":
		text = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(text, "$1")
		return regexp.MustCompile("\\\\(.)|[*_~`|]").ReplaceAllString(text, "$1")
	}
	return value
}

// plain judges a value that stands as text in an address or a form.
func (h *hearing) plain(at, v string, s *Schema) {
	s = h.table.resolve(s)
	if len(s.Any) > 0 {
		h.either(at, "", s.Any, func(aside *hearing, choice *Schema) { aside.plain(at, v, choice) })
		return
	}
	h.value(at, read(v, h.typeWanted(s)), s, false)
}

// read is the value of the type that a text was written from, or the text itself
// where it was not.
func read(text, want string) any {
	switch {
	case want == "boolean" && (text == "true" || text == "false"):
		return text == "true"
	case want == "integer" && matches(`^-?\d+$`, text), want == "number" && matches(`^-?\d+(\.\d+)?$`, text):
		return json.Number(text)
	case want == "object" || want == "array":
		if v, err := decodeJSON([]byte(text)); err == nil {
			return v
		}
	}
	return text
}

// texts judges the values of one parameter or of one field of a form.
func (h *hearing) texts(at string, values []string, list Listing, s *Schema) {
	resolved := h.table.resolve(s)
	if h.typeWanted(resolved) != "array" || list == AsJSON {
		if len(values) > 1 {
			h.say(at, "given %d times", len(values))
		}
		h.plain(at, values[0], s)
		return
	}
	if list == Commas {
		if len(values) > 1 {
			h.say(at, "given %d times, want one list with commas", len(values))
		}
		values = splitOutside(values[0])
	}
	h.count(at, len(values), resolved)
	seen := map[string]bool{}
	for _, v := range values {
		h.plain(at, v, resolved.Items)
		if resolved.Unique {
			h.once(at, v, seen)
		}
	}
}

// splitOutside splits a list at the commas that stand outside braces, and keeps
// of "name{inner}" and "name.limit(3)", as Meta writes them, only the name.
func splitOutside(list string) (names []string) {
	depth, name := 0, ""
	for _, r := range list + "," {
		switch {
		case r == '{' || r == '(':
			depth++
		case r == '}' || r == ')':
			depth--
		case depth > 0:
		case r == ',':
			before, _, limited := strings.Cut(name, ".limit")
			if limited {
				name = before
			}
			names, name = append(names, name), ""
		default:
			name += string(r)
		}
	}
	return names
}
