package composer

import (
	"context"
	"slices"
	"sync"

	"parvis/data"
)

// shelf is what the desk has to be put into posts.
type shelf struct {
	mu        sync.Mutex
	templates []data.Template
	assets    []data.Asset
}

func (s *shelf) Templates(context.Context, data.BrandID) ([]data.Template, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.templates), nil
}

func (s *shelf) SaveTemplate(_ context.Context, t *data.Template) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.ID = data.TemplateID(len(s.templates) + 1)
	s.templates = append(s.templates, *t)
	return nil
}

func (s *shelf) DeleteTemplate(_ context.Context, id data.TemplateID) (func(context.Context) error, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	former := slices.Clone(s.templates)
	s.templates = slices.DeleteFunc(s.templates, func(t data.Template) bool { return t.ID == id })
	return func(context.Context) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.templates = former
		return nil
	}, nil
}

func (s *shelf) Asset(_ context.Context, _ data.BrandID, hash data.MediaHash) (data.Asset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.assets {
		if a.Hash == hash {
			return a, nil
		}
	}
	return data.Asset{}, data.ErrNoSuch
}
