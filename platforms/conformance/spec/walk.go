package spec

import (
	"maps"
	"slices"
)

// EachSchema calls do for every schema of a table, also those inside others.
func (t *Table) EachSchema(do func(*Schema)) {
	for _, op := range t.Operations {
		op.each(do)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Schemas)) {
		t.Schemas[name].each(do)
	}
}

func (op *Operation) each(do func(*Schema)) {
	for _, p := range op.Parameters {
		p.Schema.each(do)
	}
	for _, s := range op.Body {
		s.each(do)
	}
	for _, contents := range op.Answers {
		for _, s := range contents {
			s.each(do)
		}
	}
}

func (s *Schema) each(do func(*Schema)) {
	if s == nil {
		return
	}
	do(s)
	s.Items.each(do)
	s.Extra.each(do)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		s.Properties[name].each(do)
	}
	for _, member := range slices.Concat(s.All, s.Any) {
		member.each(do)
	}
}

// Prune drops the schemas that no operation leads to.
func (t *Table) Prune() {
	kept := map[string]*Schema{}
	var follow func(*Schema)
	follow = func(s *Schema) {
		for _, name := range s.refersTo() {
			if target := t.Schemas[name]; target != nil && kept[name] == nil {
				kept[name] = target
				target.each(follow)
			}
		}
	}
	for _, op := range t.Operations {
		op.each(follow)
	}
	t.Schemas = kept
}
