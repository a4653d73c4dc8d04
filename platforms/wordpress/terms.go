package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// term is a category or a tag.
type term struct {
	ID   int64
	Name string // HTML
}

// terms returns the numbers of the categories or tags that an option names,
// separated by commas. What is missing is made.
func (s *session) terms(ctx context.Context, path, names string) ([]int64, error) {
	var ids []int64
	for _, name := range strings.Split(names, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id, err := s.term(ctx, path, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (s *session) term(ctx context.Context, path, name string) (int64, error) {
	const op = "wordpress: look up category or tag"
	var there []term
	if err := s.get(ctx, op, path, values("search", name, "per_page", "100", "_fields", "id,name"), &there); err != nil {
		return 0, err
	}
	if there == nil {
		return 0, httpx.Unexpected(op, "no list of terms")
	}
	for _, t := range there {
		if strings.EqualFold(plain(t.Name), name) && t.ID > 0 {
			return t.ID, nil
		}
	}
	return s.newTerm(ctx, path, name)
}

// newTerm makes a category or tag. Many databases take names for one that differ
// in accents only; WordPress then says which is there.
func (s *session) newTerm(ctx context.Context, path, name string) (int64, error) {
	const op = "wordpress: create category or tag"
	body, err := json.Marshal(map[string]string{"name": name})
	if err != nil {
		return 0, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, s.write(op, path, body))
	var said *refused
	switch f := data.AsFailure(op, err); {
	case err == nil:
	case errors.As(err, &said) && said.Code == "term_exists" && said.Term > 0:
		return said.Term, nil
	case f.Code == CodeRights, f.Kind == data.Invalid:
		return 0, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTerm, Raw: f.Raw, Err: f.Err}
	default:
		return 0, err
	}
	var made term
	if err := resp.JSON(op, &made); err != nil {
		return 0, err
	}
	if made.ID <= 0 {
		return 0, resp.Malformed(op, errors.New("not a term"))
	}
	return made.ID, nil
}
