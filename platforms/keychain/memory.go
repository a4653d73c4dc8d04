package keychain

import (
	"context"
	"sync"

	"parvis/data"
)

// Memory returns a keychain that lives as long as the process and reaches no
// disk: the demo's, so that trying Parvis out leaves nothing in the person's
// own keychain. It refuses what [New]'s refuses.
func Memory() data.Keychain {
	return &memory{secrets: map[string]data.Secret{}}
}

type memory struct {
	mu      sync.Mutex
	secrets map[string]data.Secret
}

func (m *memory) Get(ctx context.Context, name string) (data.Secret, error) {
	if err := ctx.Err(); err != nil {
		return data.Secret{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.secrets[name]
	if !ok {
		return data.Secret{}, data.ErrNoSecret
	}
	return s, nil
}

func (m *memory) Set(ctx context.Context, name string, s data.Secret) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := check(s); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets[name] = s
	return nil
}

func (m *memory) Delete(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, name)
	return nil
}
