package spell

// habits are what is done in a language besides what its lexicon says.
type habits struct {
	endings  []string // what any word may take after an apostrophe: "'s"
	leads    []string // what may stand before a hyphen and is no word: "mini"
	plurals  []string // what a name takes in the plural
	ordinals []string // what follows the digits of a rank and must fit them: "st"
	feminine bool     // forms for both sexes are written with points: "client·e·s"
}

func habitsOf(language string) habits {
	if language == "fr" {
		return habits{
			leads: []string{
				"anglo", "anti", "auto", "bio", "bi", "co", "demi", "éco", "électro", "ex", "extra", "franco", "hyper", "inter", "infra", "intra", "macro",
				"maxi", "méga", "méta", "micro", "mini", "mono", "multi", "nano", "néo", "non", "para", "photo", "pluri", "poly", "post", "pré", "pro", "pseudo", "psycho", "rétro",
				"semi", "simili", "socio", "sous", "super", "supra", "techno", "télé", "trans", "tri", "ultra", "uni", "vice",
			},
			plurals:  []string{"s", "x"},
			feminine: true,
		}
	}
	return habits{
		endings: []string{"'s", "'d", "'ll", "'ve", "'re"},
		leads: []string{
			"anti", "bi", "bio", "co", "counter", "cross", "de", "eco", "ex", "extra", "hyper", "infra", "inter", "macro", "mega", "micro", "mid", "mini", "mono",
			"multi", "nano", "non", "post", "pre", "pro", "pseudo", "re", "self", "semi", "sub", "super", "trans", "tri", "ultra", "un", "uni",
		},
		plurals:  []string{"s", "es"},
		ordinals: []string{"st", "nd", "rd", "th"},
	}
}
