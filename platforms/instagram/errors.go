package instagram

import "parvis/data"

// meaning is what an error of the network means. Where subcode is set it
// decides alone, as several codes come with it.
type meaning struct {
	from, to int // codes
	subcode  int
	kind     data.Kind // Ambiguous: the fault is the network's own
	name     string
}

func (m meaning) fits(code, subcode int) bool {
	if m.subcode != 0 {
		return m.subcode == subcode
	}
	return m.from <= code && code <= m.to
}

// meanings are the network's error codes (Instagram Platform, error codes, as
// digests of September 2026 quote them, and the Graph API's), the first that
// fits counts.
func meanings() []meaning {
	sub := func(subcode int, kind data.Kind, name string) meaning {
		return meaning{subcode: subcode, kind: kind, name: name}
	}
	code := func(from, to int, kind data.Kind, name string) meaning {
		return meaning{from: from, to: to, kind: kind, name: name}
	}
	return []meaning{
		sub(2207042, data.RateLimited, CodeQuota),
		sub(2207050, data.Invalid, CodeRestricted),
		sub(2207051, data.Invalid, CodeRestricted),
		sub(2207052, data.Invalid, CodeNotFetched),
		sub(2207003, data.Transient, CodeNotFetched),
		sub(2207020, data.Transient, ""), // the container expired: another is made
		sub(2207006, data.NotFound, ""),
		sub(2207027, data.Transient, CodeProcessing),
		sub(2207008, data.Ambiguous, ""), // no such container, or not yet, or published
		sub(2207004, data.Invalid, data.CodeTooLarge),
		sub(2207005, data.Invalid, CodeMediaType),
		sub(2207026, data.Invalid, CodeMediaType),
		sub(2207009, data.Invalid, CodeRatio),
		sub(2207010, data.Invalid, CodeTooLong),
		sub(2207028, data.Invalid, CodeTooMany),
		sub(2207040, data.Invalid, CodeMentions),
		sub(2207001, data.Ambiguous, ""),
		sub(2207032, data.Ambiguous, ""),
		sub(2207053, data.Ambiguous, ""),
		sub(2018278, data.Invalid, CodeWindow),
		sub(33, data.NotFound, ""), // of code 100: no object of that id
		code(190, 190, data.Auth, ""),
		code(102, 102, data.Auth, ""),
		code(10, 10, data.Unsupported, CodePermission),
		code(200, 299, data.Unsupported, CodePermission),
		code(3, 3, data.Unsupported, CodePermission),
		code(4, 4, data.RateLimited, ""),
		code(17, 17, data.RateLimited, ""),
		code(32, 32, data.RateLimited, ""),
		code(341, 341, data.RateLimited, ""),
		code(613, 613, data.RateLimited, ""),
		code(80000, 80014, data.RateLimited, ""),
		code(10900, 10900, data.Invalid, CodeAnswered), // remembered, not verified
		code(-2, 2, data.Ambiguous, ""),                // -2, -1, 1 and 2 are passing troubles; 0 is none
	}
}
