package line

import "slices"

var (
	drinks = trigger{
		french: phrases(
			"vin", "vins", "vin chaud", "champagne", "champagnes", "bière", "bières", "cidre", "cidres", "whisky", "whiskies", "rhum", "rhums", "gin", "vodka", "crémant",
			"prosecco", "spritz", "mojito", "mojitos", "cocktail", "cocktails", "liqueur", "liqueurs", "armagnac", "cognac", "calvados", "pastis", "sangria",
			"beaujolais nouveau", "punch",
		),
		english: phrases(
			"wine", "wines", "mulled wine", "champagne", "beer", "beers", "cider", "whisky", "whiskey", "rum", "gin", "vodka", "prosecco", "spritz", "mojito", "mojitos",
			"cocktail", "cocktails", "liqueur", "cognac", "sangria",
		),
	}
	// Right before the name of a drink these make it a flavour or a place.
	flavour = []string{"au", "aux", "a", "en"}
	// One or two words before, these make it something else: a sauce, a fair.
	notADrink = []string{
		"vinaigre", "levure", "sauce", "baba", "coq", "verre", "verres", "region", "ginger", "root", "vinegar", "route", "foire", "salon", "lie", "marc",
		"pate", "batter", "battered", "glass", "glasses", "cave", "bar", "bars", "fete",
	}
	// So do these behind.
	notADrinkBehind = []string{"vinegar", "sauce", "batter", "glass", "glasses", "region", "d"}
	sober           = phrases(
		"sans alcool", "0 alcool", "alcohol free", "non alcoholic", "zéro alcool", "alcool free", "virgin", "pétillant de", "mocktail", "mocktails", "sirop", "sirops",
		// What is cooked with it is food.
		"recette*", "glaçage", "farine", "beurre", "raisins", "marinade", "mariné*", "mijoté*", "ingrédient*", "cuillère*", "recipe*", "icing", "flour", "butter",
		"raisins", "tablespoon*", "marinated",
	)
	healthy = phrases("l’abus d’alcool est dangereux pour la santé", "abuse of alcohol is dangerous for your health", "alcohol abuse is dangerous for your health")
)

// healthMessage is what the law wants said, with the words that people know it by.
const healthMessage = "L’abus d’alcool est dangereux pour la santé, à consommer avec modération."

// alcohol finds a post about an alcoholic drink without the words of the law.
func alcohol(d *draft) []Finding {
	if !d.french() || d.has(healthy) {
		return nil
	}
	for _, p := range d.parts {
		for _, m := range p.find(d.said(drinks)) {
			sentence := p.words[m.From].sentence
			before, earlier := p.plainAt(m.From-1, sentence), p.plainAt(m.From-2, sentence)
			if slices.Contains(flavour, before) || slices.Contains(notADrink, before) || slices.Contains(notADrink, earlier) ||
				slices.Contains(notADrinkBehind, p.plainAt(m.To, sentence)) || p.within(sentence, sober) || without(before, earlier) {
				continue
			}
			f := found("alcohol", Warn, p.index, m.Span, Values{"Drink": p.text[m.Start:m.End]})
			f.Mend = d.atEnd(healthMessage)
			return []Finding{f}
		}
	}
	return nil
}

// without tells whether two words in front of a thing say that there is none.
func without(before, earlier string) bool {
	none := []string{"sans", "pas", "ni", "no", "without"}
	return slices.Contains(none, before) || before == "de" && slices.Contains(none, earlier)
}

// foodTrades are the trade packs that sell food.
var foodTrades = []string{"bakery", "restaurant", "winery"}

var (
	manufactured = trigger{
		french: phrases(
			"soda", "sodas", "limonade", "limonades", "boisson énergisante", "boissons énergisantes", "thé glacé", "chips", "bonbon", "bonbons", "confiserie", "confiseries",
			"barre chocolatée", "barres chocolatées", "céréales", "pâte à tartiner",
		),
		english: phrases("soda", "sodas", "soft drink", "soft drinks", "energy drink", "energy drinks", "iced tea", "crisps", "sweets", "candy", "chocolate bar", "cereals"),
	}
	eatWell = phrases("mangerbouger", "manger bouger", "pour votre santé")
	heals   = trigger{
		french: phrases(
			"guérit", "guérissent", "anti cancer", "anticancer", "fait maigrir", "font maigrir", "faire maigrir", "brûle graisses", "brûle les graisses", "brûlent les graisses",
		),
		english: phrases("cures", "anti cancer", "fat burning", "burns fat", "melts fat"),
	}
	healthClaims = trigger{
		french: phrases(
			"bon pour la santé", "bonne pour la santé", "bons pour la santé", "bonnes pour la santé", "bon pour le cœur", "bonne pour le cœur", "renforce l’immunité",
			"renforce votre immunité", "renforce les défenses", "booste l’immunité", "booste votre immunité", "détox", "superaliment*", "antioxydant*", "anti oxydant*",
			"riche en fibres", "riches en fibres", "riche en protéines", "riches en protéines", "riche en vitamines", "riches en vitamines", "source de fibres",
			"source de protéines", "source de vitamines", "sans sucres ajoutés", "sans sucre ajouté", "allégé en", "allégée en", "pauvre en sucres",
		),
		english: phrases(
			"good for your health", "good for your heart", "boosts your immune", "boosts immunity", "detox", "superfood*", "antioxidant*", "rich in fibre", "rich in fiber",
			"high in protein", "rich in vitamins", "source of fibre", "source of fiber", "no added sugar", "low fat", "low sugar",
		),
	}
)

// food reminds of the rules on food: health messages, and what may be said to be
// healthy.
func food(d *draft) []Finding {
	var out []Finding
	country := d.on.Line.Country
	if p, m, ok := d.first(d.said(manufactured)); ok && d.french() && d.sells() && !d.has(eatWell) && !d.contains("mangerbouger") {
		out = append(out, found("food_message", Info, p.index, m.Span, nil))
	}
	for _, p := range d.parts {
		for _, m := range p.find(d.said(heals)) {
			if d.french() && !p.negated(m.From) {
				out = append(out, found("heals", Warn, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]}))
			}
		}
		if country != "FR" && country != "BE" || !slices.Contains(foodTrades, d.on.Line.Trade) {
			continue
		}
		for _, m := range p.find(d.said(healthClaims)) {
			if before := p.plainAt(m.From-1, p.words[m.From].sentence); !slices.Contains([]string{"digital", "digitale", "numerique", "pas", "not"}, before) {
				out = append(out, found("health", Info, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]}))
			}
		}
	}
	return out
}

// sells tells whether the post advertises: it shows a product or names a price.
func (d *draft) sells() bool {
	return len(d.post.Products) > 0 || slices.ContainsFunc(d.parts, func(p part) bool { return len(p.prices) > 0 })
}

var (
	freeWords  = trigger{french: phrases("gratuit", "gratuite", "gratuits", "gratuites"), english: phrases("free")}
	conditions = trigger{
		french: phrases(
			"pour l’achat", "pour tout achat", "à l’achat", "dès l’achat", "d’achat", "d’achats", "frais de dossier", "frais de port", "hors frais", "pour deux achetés",
			"pour deux achetées", "acheté", "achetée", "achetés", "achetées",
		),
		english: phrases("with every purchase", "with any purchase", "when you buy", "with your order", "with purchase", "buy one", "bought"),
	}
	foods = phrases(
		"baguette*", "pain", "pains", "croissant*", "brioche*", "viennoiserie*", "gâteau", "gâteaux", "tarte*", "tartelette*", "bûche*", "galette*", "sandwich*", "pizza*",
		"dessert*", "café*", "boisson*", "entrée offerte", "éclair*", "macaron*", "chocolat*", "plat", "plats", "menu*", "bread", "cake*", "coffee*", "drink*", "cookie*", "pastry", "pastries",
	)
	// What English calls free of something: "gluten-free cake".
	freeOf   = []string{"gluten", "sugar", "dairy", "lactose", "alcohol", "fat", "nut", "guilt", "cruelty", "egg", "waste"}
	ordinals = []string{"un", "une", "1", "2", "3", "2e", "3e", "4e", "2eme", "3eme", "deuxieme", "troisieme", "quatrieme", "second", "seconde", "one", "another", "e", "eme"}
)

// free finds "gratuit" where the law does not want the word: of food in a
// promotion, and of what somebody has to pay something for.
func free(d *draft) []Finding {
	if !d.french() {
		return nil
	}
	var out []Finding
	for _, p := range d.parts {
		for _, m := range p.find(d.said(freeWords)) {
			sentence := p.words[m.From].sentence
			bound := p.within(sentence, d.said(conditions))
			switch {
			case p.negated(m.From), d.english && slices.Contains(freeOf, p.plainAt(m.From-1, sentence)):
			case slices.Contains(foodTrades, d.on.Line.Trade) && p.givesFood(m, d.english):
				f := found("free_food", Warn, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]})
				f.Mend = []Edit{{p.index, m.Span, likeCase(offered(p.words[m.From].plain), p.text[m.Start:m.End])}}
				out = append(out, f)
			case bound:
				out = append(out, found("free", Info, p.index, m.Span, Values{"Word": p.text[m.Start:m.End]}))
			}
		}
	}
	return out
}

// givesFood tells whether "gratuit" is said of something to eat or to drink: it
// stands beside its name, or beside a number in a sentence that names some.
func (p part) givesFood(m match, english bool) bool {
	sentence := p.words[m.From].sentence
	beside := func(i int) bool {
		return p.plainAt(i, sentence) != "" && slices.ContainsFunc(foods, func(f phrase) bool { return p.says(i, f) })
	}
	if english {
		return beside(m.To)
	}
	return beside(m.From-1) || slices.Contains(ordinals, p.plainAt(m.From-1, sentence)) && p.within(sentence, foods)
}

// offered is the word that may be used in place of "gratuit", in its form.
func offered(free string) string {
	if free == "free" {
		return "complimentary"
	}
	return "offert" + free[len("gratuit"):]
}
