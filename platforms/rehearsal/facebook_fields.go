package rehearsal

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// fbFields is what a request asks of an object: "id,comments.limit(5){from}".
type fbFields map[string]fbField

type fbField struct {
	args map[string]string
	sub  fbFields
}

var fbArg = regexp.MustCompile(`\.(\w+)\(([^()]*)\)`)

// fbParse reads the fields of a request. It stops at what it does not
// understand.
func fbParse(text string) fbFields {
	fields := fbFields{}
	for _, part := range fbSplit(text) {
		head, sub, nested := strings.Cut(part, "{")
		name, _, _ := strings.Cut(head, ".")
		field := fbField{args: map[string]string{}}
		for _, arg := range fbArg.FindAllStringSubmatch(head, -1) {
			field.args[arg[1]] = arg[2]
		}
		if nested {
			field.sub = fbParse(strings.TrimSuffix(sub, "}"))
		}
		if name != "" {
			fields[name] = field
		}
	}
	return fields
}

// fbSplit cuts at the commas outside of all brackets.
func fbSplit(text string) (parts []string) {
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '{', '(':
			depth++
		case '}', ')':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, text[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, text[from:])
}

// fbAbsent stands for a field that an object knows and has no value for: the
// network leaves it out.
type fbAbsent struct{}

// fbPick leaves of an object what was asked for, and its id. unknown is a field
// that objects of this kind do not have.
func fbPick(view map[string]any, fields fbFields) (picked map[string]any, unknown string) {
	picked = map[string]any{}
	if id, ok := view["id"]; ok {
		picked["id"] = id
	}
	for name, field := range fields {
		value, known := view[name]
		if !known {
			return nil, name
		}
		if _, absent := value.(fbAbsent); absent {
			continue
		}
		value, unknown = fbPickValue(value, field.sub)
		if unknown != "" {
			return nil, unknown
		}
		picked[name] = value
	}
	return picked, ""
}

// fbPickValue picks inside a value: an object, or a list under "data".
func fbPickValue(value any, fields fbFields) (any, string) {
	object, ok := value.(map[string]any)
	if !ok || fields == nil {
		return value, ""
	}
	items, isList := object["data"].([]map[string]any)
	if !isList {
		return fbPick(object, fields)
	}
	kept := []map[string]any{}
	for _, item := range items {
		one, unknown := fbPick(item, fields)
		if unknown != "" {
			return nil, unknown
		}
		kept = append(kept, one)
	}
	out := map[string]any{"data": kept}
	if paging, ok := object["paging"]; ok {
		out["paging"] = paging
	}
	return out, ""
}

// fbItem is one object of a list.
type fbItem struct {
	id   string
	view map[string]any
}

// paged answers with a page of a list, by limit and after.
func (f *facebook) paged(c fbCall, list []fbItem) answer {
	limit, err := strconv.Atoi(c.in.Get("limit"))
	if err != nil {
		limit = 25
	}
	shown := f.cut(c, list, limit, c.in.Get("after"))
	picked, unknown := fbPickValue(shown, fbWanted(c))
	if unknown != "" {
		return fbNoField(unknown)
	}
	return jsonAnswer(http.StatusOK, picked)
}

func fbWanted(c fbCall) fbFields {
	if c.in.Get("fields") == "" {
		return fbFields{"id": {}}
	}
	return fbParse(c.in.Get("fields"))
}

func fbNoField(name string) answer {
	return fbError(http.StatusBadRequest, 100, 0, "(#100) Tried accessing nonexisting field ("+name+")")
}

// cut is a page of a list with its cursors. The address of the next page
// carries the token, as on the real network.
func (f *facebook) cut(c fbCall, list []fbItem, limit int, after string) map[string]any {
	from := 1 + slices.IndexFunc(list, func(i fbItem) bool { return fbCursor(i.id) == after })
	to := min(len(list), from+min(max(limit, 0), 100))
	page := []map[string]any{}
	for _, item := range list[from:to] {
		page = append(page, item.view)
	}
	shown := map[string]any{"data": page}
	if len(page) == 0 {
		return shown
	}
	last := fbCursor(list[to-1].id)
	paging := map[string]any{"cursors": map[string]string{"before": fbCursor(list[from].id), "after": last}}
	if to < len(list) {
		token, _ := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
		paging["next"] = f.server.URL() + c.r.URL.Path + "?access_token=" + token + "&after=" + last
	}
	shown["paging"] = paging
	return shown
}

func fbCursor(id string) string { return "QVFI" + id }

// one answers with a single object.
func (f *facebook) one(c fbCall, view map[string]any) answer {
	picked, unknown := fbPick(view, fbWanted(c))
	if unknown != "" {
		return fbNoField(unknown)
	}
	return jsonAnswer(http.StatusOK, picked)
}
