package composer

import (
	"slices"

	"parvis/data"
)

// Attach puts a file of the library behind those of the part that is written. It
// tells whether a post is open that takes it; undo is nil when the part shows it
// already.
func (c *Composer) Attach(a data.Attachment) (undo func(), ok bool) {
	m := c.m
	if !m.open || m.finished() {
		return nil, false
	}
	a.Part = m.part
	at := picture{a.Part, a.Hash}
	if m.find(at) >= 0 {
		return nil, true
	}
	m.post.Media = append(slices.Clone(m.post.Media), a)
	m.edits++
	m.altered()
	keeper := m.keeper
	return func() {
		if keeper == m.keeper {
			m.detach(at)
			m.altered()
		}
	}, true
}
