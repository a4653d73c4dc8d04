package reputation_test

import (
	"testing"

	"parvis/data/reputation"
)

// harmful are texts of our own that a person must see: the writer may hurt himself, or
// somebody was or may be hurt.
func harmful() []string {
	return []string{
		"J’en ai assez, je veux en finir pour de bon",
		"Je pense au suicide depuis des semaines",
		"Tout le monde serait mieux sans moi",
		"j ai plus envie de vivre",
		"Je voudrais ne plus me réveiller demain",
		"Ce soir j’avale tous mes médicaments, adieu à tous",
		"JE VAIS ME TUER et ce sera votre faute",
		"marre de vivre comme ça, personne ne répond",
		"Mon fils parle de se suicider à cause de vos messages",
		"Je me scarifie depuis cet été",
		"I can't go on, I want to die",
		"Everyone is better off without me",
		"thinking about ending it tonight",
		"i just dont want to be here anymore",
		"There is no point in living like this",
		"My sister says she wants to kill herself",
		"I took all my pills",
		"Hope I never wake up again",
		"been cutting myself again, nobody cares",
		"I’m tired of living",
		"Odeur de gaz dans votre boutique rue Haute",
		"Ma fille a fait un œdème après vos cookies",
		"Il y avait un bout de verre dans la salade",
		"Toute la table a été rendue malade par vos huîtres, deux sont aux urgences",
		"Les freins ont lâché dans la descente",
		"Mon mari n’arrivait plus à respirer après le dessert",
		"La batterie a gonflé puis a pris feu",
		"The heater burst into flames last night",
		"My son couldn’t breathe after your muffin",
		"We found a razor blade in the bread",
		"There is a smell of gas in your shop",
		"Two of us were sick all night after the oysters",
		"The brakes stopped working on the hill",
		"She passed out in your sauna",
		"Des punaises de lit dans la chambre 12",
		"Ma mère est restée coincée dans l’ascenseur deux heures",
		"Toute la famille a eu la gastro après votre buffet",
		"Undeclared allergens in your brownies",
		"There are bare wires behind the counter",
		"My daughter was trapped in the lift for an hour",
	}
}

func TestHarmReachesAPerson(t *testing.T) {
	r := loaded(t).NewReader()
	for _, text := range harmful() {
		if v := r.Read(text, reputation.Comment, ""); !v.NeedsPerson() {
			t.Errorf("%q reaches nobody", text)
		}
	}
}

// Manners of speaking in which nobody is hurt.
func TestNobodyDiesInIdioms(t *testing.T) {
	r := loaded(t).NewReader()
	for _, text := range []string{
		"On a envie de mourir de rire en lisant vos menus",
		"Je veux mourir de honte, j’ai oublié mon portefeuille",
		"Il fait si chaud, cette journée va me tuer",
		"Vos cookies sont à tomber",
		"Nous avons vu Suicide Squad hier soir",
		"Cette terrasse tue, bravo",
		"De quoi tuer le temps en attendant le train",
		"I want to die laughing every time you post",
		"This brownie is to die for",
		"We watched Suicide Squad last night",
		"My feet are killing me after the tour",
		"I would kill for another slice",
		"Dying to try the new menu",
		"That price cut was commercial suicide for them",
	} {
		if v := r.Read(text, reputation.Comment, ""); v.NeedsPerson() {
			t.Errorf("%q needs a person for %q", text, text[v.Phrase.Start:v.Phrase.End])
		}
	}
}

// An idiom takes back only what it is part of.
func TestAnIdiomHidesNothingElse(t *testing.T) {
	r := loaded(t).NewReader()
	for _, text := range []string{
		"Je veux mourir de honte, non, je veux en finir",
		"I want to die laughing, and I want to end it all",
		"Je pense au suicide. Quelle envie de mourir de rire tout à l’heure",
	} {
		if v := r.Read(text, reputation.Comment, ""); v.Signs&reputation.Harm == 0 {
			t.Errorf("%q: harm is taken back", text)
		}
	}
}
