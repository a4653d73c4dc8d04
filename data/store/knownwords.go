package store

import (
	"context"
	"fmt"
	"strings"

	"parvis/data"
)

// KnownWords reads the personal dictionary of a brand, in order.
func (s *Store) KnownWords(ctx context.Context, brand data.BrandID) ([]string, error) {
	return list(ctx, s.core.read, scanText, `SELECT word FROM known_words WHERE brand_id = ? ORDER BY word`, brand)
}

// AddWord takes a word into the personal dictionary of a brand, without the
// blanks around it; one that is known already, or empty, changes nothing.
// data.ErrNoSuch when there is no such brand.
func (s *Store) AddWord(ctx context.Context, brand data.BrandID, word string) error {
	word = strings.TrimSpace(word)
	if word == "" {
		return nil
	}
	return s.editWords(ctx, brand, `INSERT INTO known_words (brand_id, word) VALUES (?, ?) ON CONFLICT DO NOTHING`, word)
}

// RemoveWord takes a word out of it; AddWord undoes that. A word that is not in it
// changes nothing.
func (s *Store) RemoveWord(ctx context.Context, brand data.BrandID, word string) error {
	return s.editWords(ctx, brand, `DELETE FROM known_words WHERE brand_id = ? AND word = ?`, word)
}

func (s *Store) editWords(ctx context.Context, brand data.BrandID, statement, word string) error {
	return s.write(ctx, fmt.Sprintf("known words of brand %d", brand), func(_ context.Context, e *edit) error {
		changed, err := e.changed(statement, brand, word)
		if changed {
			touch(e, data.KnownWords, brand)
		}
		return err
	})
}
