package reputation_test

import (
	"strings"
	"testing"

	"parvis/data/reputation"
)

// levels are sentences of our own and the worst that each does.
func levels() map[string]reputation.Level {
	return map[string]reputation.Level{
		// people hated for what they are
		"I hate all these immigrants, honestly":                 reputation.Hateful,
		"Refugees are vermin and everybody knows it":            reputation.Hateful,
		"Muslims should all be deported before the winter":      reputation.Hateful,
		"Get those filthy migrants away from my street":         reputation.Hateful,
		"In my town gay people don't belong, simple as that":    reputation.Hateful,
		"Les réfugiés sont de la vermine, point final":          reputation.Hateful,
		"Je déteste tous ces étrangers dans votre magasin":      reputation.Hateful,
		"Il faut expulser les migrants de cette ville":          reputation.Hateful,
		"Les Roms n’ont pas leur place dans votre boulangerie":  reputation.Hateful,
		"Mort aux juifs, voilà tout":                            reputation.Hateful,
		"Espèce de sale bougnoule, rends la monnaie":            reputation.Hateful,
		"I can't stand these refugees, keep them off my street": reputation.Hateful,
		"Honestly foreigners are lazy and that is that":         reputation.Hateful,
		"J’ai horreur des étrangers, servez-moi ailleurs":       reputation.Hateful,
		"Les migrants devraient être noyés":                     reputation.Hateful,
		"Too many refugees came. They should all be deported":   reputation.Hateful,
		"Why are women so stupid at the till":                   reputation.Hateful,
		"Somebody should kill all those migrants":               reputation.Hateful,
		"Les Roms sont revenus. Ils devraient tous crever":      reputation.Hateful,
		// denied, told of, condemned, or no hatred at all
		"I do not hate immigrants, my parents were some":          reputation.Civil,
		"Nobody here said that refugees are vermin":               reputation.Civil,
		"It is unacceptable to say refugees are vermin":           reputation.Civil,
		"People who think migrants should be deported annoy me":   reputation.Civil,
		"The mussels were off. They should all be destroyed":      reputation.Civil,
		"Are women welcome at the barber’s too?":                  reputation.Civil,
		"I love how many women work in your kitchen":              reputation.Civil,
		"I hate when women wait an hour for the changing room":    reputation.Civil,
		"Our Muslim neighbours should try your brunch":            reputation.Civil,
		"Kill all the mosquitoes on the terrace, please":          reputation.Civil,
		"Je ne déteste pas les étrangers, bien au contraire":      reputation.Civil,
		"Dire que les réfugiés sont de la vermine me révolte":     reputation.Civil,
		"Les migrants sont de la vermine ? Quelle phrase raciste": reputation.Hateful, // another sentence condemns it: a person looks
		"Les femmes sont formidables dans votre équipe":           reputation.Civil,
		"Aucun étranger ne devrait mourir en mer":                 reputation.Civil,
		// somebody insulted
		"@lenoir imbéciles, le pain était cru":             reputation.Insulting,
		"Vous êtes vraiment des ordures":                   reputation.Insulting,
		"You are absolute scum, all of you":                reputation.Insulting,
		"Allez tous crever avec votre service de merde":    reputation.Insulting,
		"You bunch of absolute clowns lost my parcel":      reputation.Insulting,
		"you idiot haha, love you, see you on Saturday":    reputation.Civil,
		"Vous nous prenez pour des cons, c’est fatigant":   reputation.Coarse,
		"My boss told me you idiot, in front of the queue": reputation.Civil,
		// threats
		"I'm gonna smash your face in":     reputation.Menacing,
		"Je vais te frapper si tu reviens": reputation.Menacing,
		"Je vais vous envoyer une photo":   reputation.Civil,
		"I will beat the eggs, thank you":  reputation.Civil,
		// coarse, and lures
		"Putain, qu’est-ce que c’est bon !": reputation.Coarse,
		"This cake is fucking great":        reputation.Coarse,
		"Gagnez 900 € par semaine":          reputation.Peddling,
		"Réunion mardi à la médiathèque":    reputation.Civil,
	}
}

func TestLevels(t *testing.T) {
	r := loaded(t).NewReader()
	for text, want := range levels() {
		v := r.Read(text, reputation.Comment, "")
		if got := v.Level(); got != want {
			t.Errorf("%q is %q, want %q (%q)", text, got, want, text[v.Phrase.Start:v.Phrase.End])
		}
		if toxic := want == reputation.Menacing || want == reputation.Hateful || want == reputation.Insulting; v.Toxic() != toxic {
			t.Errorf("%q: toxic is %v", text, v.Toxic())
		}
	}
}

// The words that make a sentence hateful are shown from the first to the last.
func TestTheWholePatternIsShown(t *testing.T) {
	r := loaded(t).NewReader()
	for text, want := range map[string]string{
		"Frankly, refugees are vermin. Good day":            "refugees are vermin",
		"Bonjour. Je déteste tous ces étrangers. Au revoir": "Je déteste tous ces étrangers",
		"Then I'm gonna strangle you all":                   "I'm gonna strangle you",
	} {
		v := r.Read(text, reputation.Comment, "")
		if got := text[v.Phrase.Start:v.Phrase.End]; got != want {
			t.Errorf("%q is told by %q, want %q", text, got, want)
		}
	}
}

// A text of insults is read in a time that grows with its length alone.
func TestLongTextsOfInsults(t *testing.T) {
	r := loaded(t).NewReader()
	long := strings.Repeat("bande de cons, je déteste tous ces étrangers \"", 20000)
	if v := r.Read(long, reputation.Comment, "fr"); !v.Toxic() {
		t.Error("none is found")
	}
}
