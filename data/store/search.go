package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"parvis/data"
)

// searchWords is how many words of a search count; the rest is left out.
const searchWords = 12

// Search finds posts and messages of a brand that have every word of text, the
// last word also as the beginning of one; case and accents do not matter. The
// newest come first. Any text is allowed: signs and operators mean nothing.
func (s *Store) Search(ctx context.Context, brand data.BrandID, text string, limit int) ([]data.Hit, error) {
	match := matchExpression(text)
	if match == "" || limit <= 0 {
		return nil, nil
	}
	var hits []data.Hit
	err := s.cache.read(ctx, func(db *sql.DB) error {
		posts, err := list(ctx, db, scanHit(data.Posts), `
			SELECT t.id, t.title, highlight(post_words, 1, char(1), char(2)), t.at
			FROM post_words JOIN post_texts t ON t.id = post_words.rowid
			WHERE post_words MATCH ? AND t.brand_id = ? ORDER BY post_words.rowid DESC LIMIT ?`, match, brand, limit)
		if err != nil {
			return err
		}
		messages, err := list(ctx, db, scanHit(data.Messages), `
			SELECT m.id, iif(m.name = '', m.author, m.name), highlight(message_words, 2, char(1), char(2)), m.at
			FROM message_words JOIN messages m ON m.id = message_words.rowid
			WHERE message_words MATCH ? AND m.brand_id = ? ORDER BY message_words.rowid DESC LIMIT ?`, match, brand, limit)
		hits = append(posts, messages...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: search: %w", err)
	}
	slices.SortStableFunc(hits, func(a, b data.Hit) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Noun, b.Noun), cmp.Compare(b.ID, a.ID))
	})
	return hits[:min(limit, len(hits))], nil
}

func scanHit(noun data.Noun) func(scanner) (data.Hit, error) {
	return func(row scanner) (data.Hit, error) {
		h := data.Hit{Noun: noun}
		err := row.Scan(&h.ID, &h.Title, &h.Text, moment{&h.At})
		h.Text = excerpt(h.Text)
		return h, err
	}
}

// matchExpression quotes every word for FTS5, so that nothing a person types is
// an operator. "" when no word is left.
func matchExpression(text string) string {
	found := strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co) })
	found = slices.DeleteFunc(found, func(w string) bool {
		return !strings.ContainsFunc(w, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.Co) })
	})
	if len(found) == 0 {
		return ""
	}
	found = found[:min(searchWords, len(found))]
	return `"` + strings.Join(found, `" "`) + `"*`
}
