package composer

import (
	"maps"
	"slices"

	"parvis/data"
)

// merge brings together what was written here and what somebody else stored
// meanwhile, both starting from base. What only one side changed is taken from
// that side; what both changed differently stays as it is here, and conflict
// says so. Identity and revision are those of theirs.
func merge(base, mine, theirs data.Post) (merged data.Post, conflict bool) {
	merged = clone(theirs)
	var clash bool
	merged.Title, clash = pick(base.Title, mine.Title, theirs.Title, equal[string])
	conflict = conflict || clash
	merged.When, clash = pick(base.When, mine.When, theirs.When, equal[data.Schedule])
	conflict = conflict || clash
	merged.Parts, clash = pick(base.Parts, mine.Parts, theirs.Parts, sameText)
	conflict = conflict || clash
	merged.Media, clash = pick(base.Media, mine.Media, theirs.Media, slices.Equal[[]data.Attachment])
	conflict = conflict || clash
	merged.Variants, clash = mergeVariants(base, mine, theirs)
	clash = mergePlan(base, mine, &merged) || clash
	return clone(merged), conflict || clash
}

// mergePlan merges what a post belongs to; merged has it as theirs.
func mergePlan(base, mine data.Post, merged *data.Post) (conflict bool) {
	var clash [6]bool
	merged.Campaign, clash[0] = pick(base.Campaign, mine.Campaign, merged.Campaign, equal[data.CampaignID])
	merged.Pillar, clash[1] = pick(base.Pillar, mine.Pillar, merged.Pillar, equal[data.PillarID])
	merged.Series, clash[2] = pick(base.Series, mine.Series, merged.Series, equal[data.SeriesID])
	merged.Products, clash[3] = pick(base.Products, mine.Products, merged.Products, slices.Equal[[]data.ProductID])
	merged.Track, clash[4] = pick(base.Track, mine.Track, merged.Track, sameTrack)
	merged.Again, clash[5] = pick(base.Again, mine.Again, merged.Again, equal[data.Again])
	return slices.Contains(clash[:], true)
}

func sameTrack(a, b data.Tracking) bool {
	return a.Campaign == b.Campaign && a.Medium == b.Medium && a.Source == b.Source && a.Content == b.Content && slices.Equal(a.Hosts, b.Hosts)
}

func pick[T any](base, mine, theirs T, same func(a, b T) bool) (T, bool) {
	switch {
	case same(mine, base):
		return theirs, false
	case same(theirs, base), same(mine, theirs):
		return mine, false
	}
	return mine, true
}

// sameText compares two texts; one empty part and none at all say the same.
func sameText(a, b []string) bool {
	none := func(parts []string) bool { return len(parts) == 0 || len(parts) == 1 && parts[0] == "" }
	return none(a) && none(b) || slices.Equal(a, b)
}

func equal[T comparable](a, b T) bool { return a == b }

// mergeVariants merges account by account, in the order of mine and then of
// theirs.
func mergeVariants(base, mine, theirs data.Post) (out []data.Variant, conflict bool) {
	seen := map[data.AccountID]bool{}
	for _, v := range slices.Concat(mine.Variants, theirs.Variants) {
		if seen[v.Account] {
			continue
		}
		seen[v.Account] = true
		kept, clash := pick(one(base, v.Account), one(mine, v.Account), one(theirs, v.Account), sameVariants)
		out = append(out, kept...)
		conflict = conflict || clash
	}
	return out, conflict
}

// one is the variant of an account as a list of one or none.
func one(p data.Post, a data.AccountID) []data.Variant {
	if v, ok := p.Variant(a); ok {
		return []data.Variant{v}
	}
	return nil
}

func sameVariants(a, b []data.Variant) bool {
	return slices.EqualFunc(a, b, func(v, w data.Variant) bool {
		return v.Account == w.Account && v.Ratio == w.Ratio && v.Bands == w.Bands && slices.Equal(v.Parts, w.Parts) && maps.Equal(v.Options, w.Options)
	})
}

// sameContent tells whether two posts say the same to the same accounts at the
// same hour, and belong to the same.
func sameContent(a, b data.Post) bool {
	return a.Title == b.Title && a.When == b.When && sameText(a.Parts, b.Parts) &&
		slices.Equal(a.Media, b.Media) && sameVariants(a.Variants, b.Variants) &&
		a.Campaign == b.Campaign && a.Pillar == b.Pillar && a.Series == b.Series && a.Again == b.Again &&
		slices.Equal(a.Products, b.Products) && sameTrack(a.Track, b.Track)
}
