package text

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"parvis/data"
)

// Track adds what a campaign measures to the links of a text that lead to one of
// its hosts or below: utm_source, utm_medium, utm_campaign and utm_content, as
// [data.Tracking] says. network is the source when the tracking names none.
//
// A parameter that a link already has stays as it is, and so does all else in
// it. An address without "https://" is there to be read and stays too. Doing it
// twice changes nothing more.
func Track(text string, t data.Tracking, network string) string {
	if t.Zero() {
		return text
	}
	marks := trackingMarks(t, network)
	var out strings.Builder
	at := 0
	for _, l := range Links(text) {
		if l.Bare || !ownHost(host(l.URL), t.Hosts) {
			continue
		}
		out.WriteString(text[at:l.Start])
		out.WriteString(tracked(text[l.Start:l.End], marks))
		at = l.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// mark is one parameter of an address.
type mark struct{ name, value string }

func trackingMarks(t data.Tracking, network string) []mark {
	source, medium := t.Source, t.Medium
	if source == "" {
		source = network
	}
	if medium == "" {
		medium = "social"
	}
	var marks []mark
	for _, m := range []mark{{"utm_source", source}, {"utm_medium", medium}, {"utm_campaign", t.Campaign}, {"utm_content", t.Content}} {
		if m.value != "" {
			marks = append(marks, m)
		}
	}
	return marks
}

// ownHost tells whether a host is one of those listed or stands below one. An
// international name is the same in its letters and in ASCII.
func ownHost(name string, hosts []string) bool {
	name = asciiHost(name)
	for _, own := range hosts {
		if strings.Contains(own, "://") {
			own = host(own)
		}
		own, _, _ = strings.Cut(strings.TrimSpace(own), "/")
		own = asciiHost(own)
		if own != "" && (name == own || strings.HasSuffix(name, "."+own)) {
			return true
		}
	}
	return false
}

// asciiHost is a host as it goes over the wire, or as it was written when it
// cannot be a host.
func asciiHost(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		return ascii
	}
	return name
}

// tracked puts the marks that an address lacks behind its other parameters. The
// address is not taken apart any further than that: what the owner's site reads
// must arrive as it was written.
func tracked(address string, marks []mark) string {
	address, fragment, hasFragment := strings.Cut(address, "#")
	path, query, hasQuery := strings.Cut(address, "?")
	added := ""
	for _, m := range marks {
		if !hasParameter(query, m.name) {
			added += "&" + m.name + "=" + escapedMark(m.value)
		}
	}
	if added != "" {
		if _, rest, _ := strings.Cut(path, "://"); !strings.Contains(rest, "/") {
			path += "/"
		}
		if query == "" || strings.HasSuffix(query, "&") {
			added = added[1:]
		}
		query, hasQuery = query+added, true
	}
	if hasQuery {
		path += "?" + query
	}
	if hasFragment {
		path += "#" + fragment
	}
	return path
}

func hasParameter(query, name string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(key); err == nil && plain == name {
			return true
		}
	}
	return false
}

// escapedMark also hides a full stop, which at the end of an address would be
// taken for the end of the sentence.
func escapedMark(value string) string {
	return strings.ReplaceAll(url.QueryEscape(strings.ToValidUTF8(value, "")), ".", "%2E")
}
