package instagram

import (
	"slices"

	"parvis/data"
	"parvis/platforms/graph"
)

// meanings are the network's errors besides those of [graph.Publishing] and
// [graph.Common] (Instagram Platform, error codes, as digests of September 2026
// quote them); the first that fits counts.
func meanings() []graph.Meaning {
	sub := func(subcode int, kind data.Kind, name string) graph.Meaning {
		return graph.Meaning{Subcode: subcode, Kind: kind, Code: name}
	}
	own := []graph.Meaning{
		sub(2207040, data.Invalid, CodeMentions),
		sub(2207001, data.Ambiguous, ""),
		sub(2207032, data.Ambiguous, ""),
		sub(2207053, data.Ambiguous, ""),
		sub(2018278, data.Invalid, CodeWindow),
	}
	answered := graph.Meaning{From: 10900, To: 10900, Kind: data.Invalid, Code: CodeAnswered} // remembered, not verified
	return slices.Concat(own, graph.Publishing(), []graph.Meaning{answered}, graph.Common(0))
}
