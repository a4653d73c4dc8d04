package text_test

import (
	"slices"
	"strings"
	"testing"

	"parvis/data/text"
)

// side is a rule seen from both sides: a text that breaks it, the same text
// mended, and a text that comes close and breaks nothing.
type side struct{ rule, wrong, mended, fine string }

// frenchSigns are the rules of French typography.
var frenchSigns = []side{
	{"fr_space_missing", "Venez!", "Venez\u202f!", "Le site index?id=4"},
	{"fr_space_breaking", "Venez !", "Venez\u202f!", "Venez\u00a0!"},
	{"fr_space_before", "Du pain , du beurre", "Du pain, du beurre", "Du pain, du beurre"},
	{"fr_space_after", "Du pain,du beurre", "Du pain, du beurre", "Il pèse 1,5 kg"},
	{"fr_double_space", "Du  pain", "Du pain", "Du\tpain"},
	{"fr_bracket", "Ouvert ( même lundi )", "Ouvert (même lundi)", "Ouvert (même lundi)"},
	{"fr_elision_space", "l’ été", "l’été", "les clients’ paniers"},
	{"fr_guillemets", `Le "bon" pain`, "Le «\u202fbon\u202f» pain", `Un écran de 15" pour vous`},
	{"fr_ellipsis", "Bientôt...", "Bientôt…", "Sommaire ........ 4"},
	{"fr_etc", "Du pain, du beurre, etc...", "Du pain, du beurre, etc.", "Du pain, du beurre, etc."},
	{"fr_dash", "Le pain -- encore chaud -- arrive", "Le pain – encore chaud – arrive", "Ouvert 9 h - 12 h"},
	{"fr_ordinal", "Le 1ier et la 2ème, le 4me, la 1ère", "Le 1er et la 2e, le 4e, la 1re", "La nième fois, le 1er, la 1re, le 2e"},
	{"fr_apostrophe", "J'arrive", "J’arrive", "J’arrive"},
	{"fr_ligature", "Un oeuf de poule", "Un œuf de poule", "La moelle et le poème"},
	{"fr_capital", "Ecole fermée. A bientôt", "École fermée. À bientôt", "Ecclésiaste. Un vote A ou B"},
	{"fr_decimal", "Un café à 2.50\u00a0€", "Un café à 2,50\u00a0€", "La version 2.50 du menu"},
	{"fr_thousands", "Un four à 12000\u00a0€", "Un four à 12\u202f000\u00a0€", "L’an 2026, le 44000 Nantes"},
	{"fr_repeat", "Du pain,, du beurre", "Du pain, du beurre", "Du pain, du beurre"},
}

// frenchSounds are words of French that sound like others.
var frenchSounds = []side{
	{"fr_votre", "Cette table est la votre.", "Cette table est la vôtre.", "Votre table est la vôtre, mettez-y du vôtre."},
	{"fr_a", "Grâce a vous.", "Grâce à vous.", "Elle a pris la carte à emporter."},
	{"fr_et", "C’et prêt.", "C’est prêt.", "Le pain et le vin, c’est bon."},
	{"fr_ou", "Le jour ou vous viendrez.", "Le jour où vous viendrez.", "Thé ou café, là où vous voulez."},
	{"fr_ce", "Il ce tient ici se soir.", "Il se tient ici ce soir.", "Ce soir, le marché se tient ici."},
	{"fr_ces", "Ses un plaisir, un de ses jours.", "C’est un plaisir, un de ces jours.", "Un de ses jours de repos, elle a ouvert ses portes."},
	{"fr_ca", "Sa va bien.", "Ça va bien.", "Sa carte, ça va."},
	{"fr_on", "Ils on adoré.", "Ils ont adoré.", "On a ri, ils ont adoré."},
	{"fr_son", "Ils son prêts.", "Ils sont prêts.", "Son four, ils sont prêts."},
	{"fr_peu", "Encore un peut de pain.", "Encore un peu de pain.", "On peut venir, un peu plus tard."},
	{"fr_mais", "Il pleut, mes on ouvre.", "Il pleut, mais on ouvre.", "Mes pains, mais aussi mes tartes."},
	{"fr_la", "Nous sommes la.", "Nous sommes là.", "Elle est la meilleure."},
}

// frenchForms are forms of verbs and what has to agree.
var frenchForms = []side{
	{"fr_infinitive", "Pensez à réservez.", "Pensez à réserver.", "Pensez à réserver, vous réservez."},
	{"fr_participle", "J’ai manger.", "J’ai mangé.", "J’ai à manger, j’ai mangé."},
	{"fr_person", "Tu a faim, vous faite bien.", "Tu as faim, vous faites bien.", "Il a faim, elle vous faite connaître."},
	{"fr_si", "Si vous auriez faim, venez.", "Si vous aviez faim, venez.", "Même si on aurait pu fermer. Je me demande si vous auriez faim."},
	{"fr_subjunctive", "Il faut que vous venez.", "Il faut que vous veniez.", "Je crois que vous venez, il faut que nous venions."},
	{"fr_tout", "Tout les jours.", "Tous les jours.", "Tout le monde, tous les jours, toutes les tailles. Un public de tout âge, pas du tout les mêmes."},
	{"fr_plural", "Chaque jours, plusieurs fois, quelque places.", "Chaque jour, plusieurs fois, quelques places.", "Il reste quelque 200 places depuis quelque temps, chaque jour."},
	{"fr_leur", "Nous leurs avons dit, leur enfants.", "Nous leur avons dit, leurs enfants.", "Nos fours chauffent, les leurs ont chauffé. Leur maison."},
	{"fr_this", "Cet semaine, ce été.", "Cette semaine, cet été.", "Ce héros, cet hôtel, cette histoire."},
	{"fr_greeting", "Bonne appétit, bonne vacances, joyeux fêtes.", "Bon appétit, bonnes vacances, joyeuses fêtes.", "Bon appétit, bonne fête, bonnes vacances, joyeux Noël."},
	{"fr_elision", "Si il vient, la heure, lorsque il pleut, le fait de une loi.", "S’il vient, l’heure, lorsqu’il pleut, le fait d’une loi.", "Si elle vient, les pièces de un euro, de un à trois ans, lorsque à midi, le onze."},
	{"fr_merge", "Allez à le marché de le quartier.", "Allez au marché du quartier.", "Il pense à le manger, il est temps de le réserver."},
}

// frenchPhrases are words of French that stand together in one form.
var frenchPhrases = []side{
	{"fr_near", "Tout prêt de chez vous.", "Tout près de chez vous.", "Un plat prêt, tout près de chez vous."},
	{"fr_sooner", "Venez plutôt que prévu.", "Venez plus tôt que prévu.", "Plus tôt que d’habitude, du thé plutôt que du café."},
	{"fr_more", "Il y a d’avantage de places.", "Il y a davantage de places.", "Il n’y a pas d’avantage. Il y a davantage de places."},
	{"fr_form", "Parmis nous, malgrés la pluie, hormi lundi.", "Parmi nous, malgré la pluie, hormis lundi.", "Parmi nous, malgré la pluie, hormis lundi."},
	{"fr_agreed", "Nous sommes d’accords.", "Nous sommes d’accord.", "Les accords de prix, nous sommes d’accord."},
	{"fr_fact", "En faite, il fait beau.", "En fait, il fait beau.", "Une tarte bien faite."},
	{"fr_side", "À coté de la gare.", "À côté de la gare.", "Un vin bien coté."},
	{"fr_even", "Une heure, voir plus.", "Une heure, voire plus.", "Voir plus de photos. Venez voir, une heure, voire plus."},
	{"fr_whatever", "Quelque soit la saison. Quoiqu’il arrive, venez.", "Quelle que soit la saison. Quoi qu’il arrive, venez.", "Quoiqu’il arrive tard, il reste. Quoiqu’il en mange peu, il aime."},
	{"fr_although", "Malgré que tout soit prêt.", "Bien que tout soit prêt.", "Malgré la pluie."},
	{"fr_pleonasm", "Car en effet il pleut.", "Car il pleut.", "En effet, il pleut."},
	{"fr_still", "Venez quant même, comme même.", "Venez quand même, quand même.", "Faites comme moi, quand même."},
	{"fr_asfor", "Quand à nous, nous ouvrons.", "Quant à nous, nous ouvrons.", "Quand, à l’aube, le four chauffe. Quant à nous, nous ouvrons."},
	{"fr_midst", "Il est entrain de cuire.", "Il est en train de cuire.", "Avec l’entrain de l’équipe, plein d’entrain."},
	{"fr_sure", "Bien sur, venez.", "Bien sûr, venez.", "Cliquez bien sur 👉 la photo. Posé bien sur la table."},
	{"fr_intent", "Un atelier à l’attention des petits.", "Un atelier à l’intention des petits.", "Une lettre à l’attention de la directrice."},
	{"fr_fund", "Un fond de commerce.", "Un fonds de commerce.", "Un fond de teint, au fond de la cour."},
	{"fr_terms", "En terme de goût.", "En termes de goût.", "Au terme de la saison, en termes de goût."},
	{"fr_through", "De part sa taille.", "Par sa taille.", "De part et d’autre, de part en part."},
	{"fr_meant", "Il est sensé venir.", "Il est censé venir.", "Un avis sensé."},
	{"fr_mitigate", "Pour pallier à la pluie.", "Pour pallier la pluie.", "Pour pallier la pluie."},
	{"fr_break", "Une pose café.", "Une pause café.", "La pose du parquet, une pause café."},
	{"fr_hyphen", "Avez vous faim ? C’est à dire là bas.", "Avez-vous faim\u202f? C’est-à-dire là-bas.", "Vous vous rendez utile, est-ce que vous venez. Le monde est ce que nous en faisons."},
	{"fr_double", "Un repas de de fête.", "Un repas de fête.", "Nous nous voyons. L’est est calme. Son son est doux."},
}

// englishSigns are the rules of English typography.
var englishSigns = []side{
	{"en_space_before", "Come in !", "Come in!", "A file named .env"},
	{"en_space_after", "Bread,butter", "Bread, butter", "It weighs 1,500 g"},
	{"en_double_space", "Fresh  bread.  Hot", "Fresh bread. Hot", "Fresh\tbread"},
	{"en_bracket", "Open ( even Monday )", "Open (even Monday)", "Open (even Monday)"},
	{"en_repeat", "Bread,, butter", "Bread, butter", "Bread... butter"},
	{"en_etc", "Bread, butter, etc...", "Bread, butter, etc.", "Bread, butter, etc."},
	{"en_dash", "The bread -- still warm -- is here", "The bread – still warm – is here", "A well-known baker, a 3-2 win"},
}

// englishSounds are words of English that sound like others.
var englishSounds = []side{
	{"en_its", "Its a lovely day.", "It’s a lovely day.", "The shop and its garden, as it’s driven by care."},
	{"en_your", "Let us know if your invited.", "Let us know if you’re invited.", "Your table is ready, you’re invited."},
	{"en_their", "Their is room.", "There is room.", "Their room is there, they’re here."},
	{"en_than", "More then 300 pies.", "More than 300 pies.", "First soup, then bread, more than once."},
	{"en_too", "It costs to much.", "It costs too much.", "Known to many, too much."},
	{"en_lose", "Don’t loose your ticket.", "Don’t lose your ticket.", "A loose button."},
	{"en_quiet", "A quite corner.", "A quiet corner.", "Quite a corner, a quiet corner."},
	{"en_stationery", "Our stationary shop.", "Our stationery shop.", "A stationary bike."},
	{"en_dessert", "See the desert menu.", "See the dessert menu.", "In the desert of Nevada."},
	{"en_past", "Half passed nine, we walked passed the gate.", "Half past nine, we walked past the gate.", "Half passed the test. The walk passed quickly."},
	{"en_advice", "Some good advise.", "Some good advice.", "We advise you to book."},
	{"en_piece", "It brings piece of mind.", "It brings peace of mind.", "I gave him a piece of my mind, a piece of cake."},
	{"en_peek", "A sneak peak.", "A sneak peek.", "The peak of summer."},
	{"en_bear", "Bare with us.", "Bear with us.", "Bare feet, bear in mind."},
	{"en_whose", "Whose coming?", "Who’s coming?", "Whose cake is it?"},
	{"en_weather", "Weather you like it or not.", "Whether you like it or not.", "In any weather you can sit outside."},
	{"en_break", "A coffee brake.", "A coffee break.", "Book your winter brake check."},
	{"en_complement", "It compliments the cheese.", "It complements the cheese.", "Compliments from our guests."},
	{"en_where", "Were open. We where early.", "We’re open. We were early.", "Where we were, we’re happy."},
}

// englishForms are forms of verbs, and words that are written in one way.
var englishForms = []side{
	{"en_have", "You should of come.", "You should have come.", "You could, of course, come."},
	{"en_lets", "Lets go. The app let’s you pay.", "Let’s go. The app lets you pay.", "Let’s go, she lets me go."},
	{"en_affect", "It has a great affect.", "It has a great effect.", "It may affect prices, with great effect."},
	{"en_used", "She use to be a baker.", "She used to be a baker.", "Did she use to be a baker? She used to be one."},
	{"en_verb", "We was late, we have went.", "We were late, we have gone.", "We were late, she was gone, he went."},
	{"en_split", "Alot of cakes, open everyday.", "A lot of cakes, open every day.", "Fresh everyday bread, every day."},
	{"en_apostrophe", "We dont mind.", "We don't mind.", "We don’t mind."},
	{"en_article", "A apple, an banana, an user.", "An apple, a banana, a user.", "An hour, a university, an honest man, plan A is."},
	{"en_double", "It is in the the box.", "It is in the box.", "He had had that that day. Do this this weekend. Will will come."},
}

// TestEveryRuleHasTwoSides: each rule finds what breaks it, is content with the
// mended text, and leaves alone what comes close.
func TestEveryRuleHasTwoSides(t *testing.T) {
	tested := map[string]bool{}
	for _, s := range slices.Concat(frenchSigns, frenchSounds, frenchForms, frenchPhrases, englishSigns, englishSounds, englishForms) {
		lang := s.rule[:2]
		slips := func(in string) []text.Slip {
			return append(text.Grammar(lang, in, nil), text.Typography(lang, in)...)
		}
		breaks := func(slip text.Slip) bool { return slip.Rule == s.rule }
		if !slices.ContainsFunc(slips(s.wrong), breaks) {
			t.Errorf("%s: nothing is found in %q", s.rule, s.wrong)
		}
		if got := straight(text.Mend(s.wrong, slips(s.wrong))); got != straight(s.mended) {
			t.Errorf("%s: %q becomes %q", s.rule, s.wrong, got)
		}
		for _, good := range []string{s.mended, s.fine} {
			if slices.ContainsFunc(slips(good), breaks) {
				t.Errorf("%s is seen in %q", s.rule, good)
			}
		}
		tested[s.rule] = true
	}
	for _, r := range text.Rules() {
		if !tested[r.ID] {
			t.Errorf("%s has no two sides", r.ID)
		}
	}
}

// straight is an English text with ordinary apostrophes: which ones a mend has
// depends on the others in the text.
func straight(s string) string { return strings.ReplaceAll(s, "’", "'") }
