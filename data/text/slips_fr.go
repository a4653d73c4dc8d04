package text

import "sync"

// frenchLists are the lists of the patterns.
var frenchLists = map[string]string{
	"être":    "suis es est sommes êtes sont étais était étions étiez étaient serai sera serons serez seront serait seraient soit soient",
	"avoir":   "ai as avons avez ont avais avait avions aviez avaient aurai aura aurons aurez auront aurais aurait auriez auraient",
	"modal":   "peux peut pouvons pouvez peuvent pourrez pourra pourrons pourront pourriez pourrait veux veut voulons voulez veulent voudrais voudriez voudrait dois doit devons devez doivent devrez devra devront devriez faut faudra faudrait vais vas va allons allez vont irez irons iront souhaitez souhaitons souhaitent aimeriez aimerions savez laissez venez venons revenez",
	"adv":     "bien déjà toujours encore aussi tout tous enfin également maintenant pas plus jamais même souvent vite ainsi donc récemment spécialement entièrement soigneusement longtemps vraiment exceptionnellement",
	"day":     "lundi mardi mercredi jeudi vendredi samedi dimanche",
	"poss":    "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs",
	"plural":  "les nos vos ces ses mes des leurs",
	"subject": "je tu il elle on nous vous ils elles",
	"fem":     "boutique recette collection terrasse spécialité famille maison clientèle fille mère équipe gamme saison tradition",
	"femp":    "semaines journées photos personnes familles informations infos nouveautés couleurs tailles recettes viennoiseries boutiques créations équipes saisons heures fêtes mamans occasions formules pizzas tartes pâtisseries fleurs plantes places commandes dates activités questions envies générations soirées matinées nuits",
	"mascp":   "jours matins soirs mois ans produits clients week-ends lundis mardis mercredis jeudis vendredis samedis dimanches gâteaux pains enfants ateliers bouquets goûts prix plats vins fromages âges publics producteurs artisans midis samedis livres vélos",
	"meet":    "passe passent passera trouve trouvent trouvera déroule déroulent déroulera déroulait tient tiennent tiendra tiendront termine terminent terminera situe situent mange mangent déguste dégustent prépare préparent réserve réservent vend vendent passe-t-il passera-t-il fera feront marie marient",
}

// frenchPatterns are the slips of French, read when they are first asked for.
var frenchPatterns = sync.OnceValue(func() patterns {
	return compile("fr", frenchLists, frenchClasses, frenchWords+frenchVerbs+frenchAgreement+frenchFixed)
})

// frenchWords are words that sound like others.
const frenchWords = `
votre! | le/la/les/du/au/aux [votre/notre/votres/notres] | votre>vôtre notre>nôtre votres>vôtres notres>nôtres
votre! | , [vôtre/nôtre] !que/de/et | vôtre>votre nôtre>notre
votre! | !le/la/les de/à/dans/pour/avec/chez/sur/par/sans [vôtre/nôtre] !et | vôtre>votre nôtre>notre

a! | [a] partir/compter de/du/des/d'/<number> | à
a! | grâce/grace/quant/jusqu'/contrairement/conformément/vis-à-vis [a] | à
a! | merci/bienvenue/bravo/félicitations [a] tous/toutes/vous/toi/nos/notre/ceux/celles/chacun/chacune/l'/la/les/tout/mes/mon/ma/leur/leurs/eux | à
a! | c' est [a] | à
a! | !que/qu'/qui est/sont/sera/seront/sommes/êtes/était/étaient [a] | à
a! | {day}/matin/midi/soir/demain/rdv/rendez-vous [a] <number>/partir/la/notre/nos | à
a! | {day} [a] {day} | à
a! | h/heures/euros [a] <number> | à
a! | tout [a] fait/coup/l' | à
a! | peu [a] peu | à
a! | face [a] face/la/l'/un/une/notre/nos/vos/votre/cette/ce | à
a! | petit [a] petit | à
a! | pas [a] pas | à
a! | !la/une/cette/sa/leur/notre/votre suite [a] la/l'/un/une/votre/notre/ce/cette/nos/vos/des | à
a! | !il/elle/on/qui/l'/y [a] nouveau/domicile/volonté/emporter/découvrir/offrir/suivre/venir/savoir/saisir/retenir/vendre/partager/déguster/gagner/noter/consommer/vélo | à
a! | !il/elle/on/qui/l' [a] cause/travers de/du/des/d'/la/le/les/nos/vos | à
a! | !il/elle/on/qui/l' [a] côté/propos de/du/des/d' | à
a! | !il/elle/on/qui [a] la fois/carte/une | à
a! | !il/elle/on/qui/nous/n' [a] l' avance/ancienne/unité | à
a! | , [a] bientôt/demain/samedi/dimanche/lundi/vendredi/jeudi/mardi/mercredi/vous/très/tout/toute/table/vos/tous/toutes/ce | à
a! | par rapport [a] | à
a! | prêt/prête/prêts/prêtes [a] | à
a! | pensez/pense/penser/invite/invitons/aider/commence/commencez/hésitez/continue/réussi [a] | à
a! | !t' il/on [à] !moi/lui/eux | a
a! | il/elle/on/n'/nous y [à] | a
a! | n'/m'/t' [à] | a
a! | !à/avec/pour/chez/sur/de/d'/sans/par/comme/qu' elle [à] <pp>/un/une/des/été/eu | a
a! | qui [à] <pp>/été/eu | a
a! | [à] été <pp> | a
a | notre/votre/la/le/l'/cette/ce <any> [à] <pp> | a

et! | c'/n' [et] | est
et! | bonjour/bonsoir/merci [est] | et
et! | !d'/à/avec/pour/chez/sur/de/sans/par/comme/entre/que/qu' il/elle/on/qui [et] ouvert/ouverte/fermé/fermée/temps/possible/arrivé/arrivée/prêt/prête/là/servi/servie/fait/faite/né/née/disponible | est
et! | ^ il/elle/on [et] encore/de/là | est
et | , le/la/l'/notre/votre/cette/ce <any> [et] ouvert/ouverte/fermé/fermée/disponible/prêt/prête/complet/complète/gratuit/gratuite | est
et! | {day} [est] {day} | et

ou! | ^ [ou] est/sont/trouver/acheter/manger/déguster/stationner/dormir/sortir | où
ou! | le/du/au/un/ce/cet/l' moment/endroit/jour/lieu/instant/soir/pays/quartier/matin [ou] vous/nous/il/elle/on/je/tu/ils/elles | où
ou! | la/cette/une ville/maison/semaine/journée/saison/boutique/région/rue [ou] vous/nous/il/elle/on/je/tu/ils/elles | où
ou! | d' [ou] | où
ou! | par [ou] commencer/passer/aller/entrer/débuter | où
ou! | n' importe [ou] | où
ou! | là [ou] vous/nous/il/elle/on/je/tu/ils/elles/tout | où
ou! | {day} [où] {day} | ou
ou! | oui/plus/thé/café [où] non/moins/café/thé | ou

ce! | [se] qui/que/qu'/dont | ce
ce! | [se] soir/matin/midi/week-end/mois/lundi/mardi/mercredi/jeudi/vendredi/samedi/dimanche/printemps/magasin/gâteau/bouquet/moment/jour | ce
ce! | il/elle/on/ils/elles/qui/ça/ne/que [ce] {meet} | se
ce! | [ce] déroule/déroulent/déroulera/dérouleront/tiendra/tiendront/passera/passeront/trouvera/termine/terminera | se
ce | , [se] sont des/les/nos/vos/eux/elles | ce
ce! | [se] est | c'est

ces! | [ces/ses] un/une/le/la/l'/votre/notre/mon/ma/parti/vrai/demain/aujourd'hui/reparti/décidé/fini/officiel/promis/bientôt | c'est
ces! | il/elle/on [c'] est <pp>/passé | s'
ces! | qui [c'] est <pp>/passé | s'
ces! | le/la/l'/notre/votre/cette/ce <any> [c'] est <pp>/passé | s'
ces | , [s'] est un/une/le/la/notre/votre/parti/reparti ~peu/fois/jour/instant/moment/temps | c'
ces | ^ [s'] est aujourd'hui/demain | c'
ces! | [ses] derniers/dernières temps | ces
ces! | un de [ses] jours/quatre ~de/d'/du/off/libres/préférés/fériés | ces
ces! | fête/fêtent/fêter/fêtera/fêtait/souffle [ces] <number> | ses
ces! | ouvre/ouvrira/ouvert/rouvre/rouvrira/ouvrir/ouvrait [ces] portes | ses
ces! | à/pour chacun [ces] | ses

ca! | [sa] va/se/sera/sent/m'/t'/vous/nous/y/ne/n'/vaut/arrive/commence/suffit/bouge/donne | ça
ca! | [sa] fait/fera/faisait !partie/tout | ça
ca! | comme/pour/avec/tout/c' [sa] $ | ça
ca! | [ça] ?nouvelle/belle/propre/première/dernière/jolie/petite/grande {fem} | sa

on! | ils/elles [on] | ont
on! | {plural} <any> [on] été/eu/fait/choisi/adoré/<pp> | ont
on! | , [ont] vous/a/est/va/se/adore/aime/peut/sera/était/attend/reste/compte | on
on! | qu'/si/que/quand/lorsqu'/l' [ont] vous/a/est/va/se/peut/sera/aime/attend/adore | on

son! | ils/elles [son] | sont
son! | qui [son] ouverts/ouvertes/disponibles/prêts/prêtes/faits/faites/<és>/<ées>/en/là | sont
son! | {plural} <any> [son] ouverts/ouvertes/fermés/fermées/disponibles/limités/limitées/prêts/prêtes/faits/faites/cueillis/cueillies/arrivés/arrivées/gratuits/gratuites/complets/en/de/à/là/<és>/<ées> | sont
son! | avec/dans/pour/sur/par/chez [sont] | son
son | et [sont] équipe/équipage/chien/fils/frère/mari/jardin/atelier/sourire/histoire/univers | son

peu! | un [peut] | peu
peu! | il/on/ça [peu] ?vous/nous/y/en être/faire/avoir/aller/venir/<er> | peut
mais! | [mes] il/elle/vous/nous/je/c'/surtout/aussi/quand/on/pourquoi/toujours | mais
la! | sommes/serons/serez/êtes/suis/sont/est/sera/seront/étaient [la] pour | là
la! | sommes/serons/serez/êtes/suis/sont/est/sera/seront/étaient [la] $ | là
`

// frenchVerbs are endings of verbs.
const frenchVerbs = `
infinitive! | pour/sans/à/de/d' ?vous/nous/le/la/les/y/en/me/te/se/s'/m'/l' [<ez>] | -ez>-er
infinitive | pour/sans/à/par ?vous/nous/y/en [<é>] | -é>-er
infinitive | afin/avant/besoin/envie/moyen/possibilité/temps/plaisir/chance/occasion/merci/possible/permet/permettra/décidé/proposons/propose/essayer/essayez de/d' ?vous/nous/y/en [<é>] | -é>-er
infinitive | {modal} ?{adv} ?vous/nous/y/en/me/te/se [<é>] | -é>-er
infinitive | {modal} ?{adv} ?vous/nous/y/en/me/te/se/le/la/les [<ez>] | -ez>-er

participle | j' ai/avais ?{adv} [<er>] | -er>-é
participle | {avoir} ?{adv} [<er>] | -er>-é
participle | il/elle/on/qui/l'/m'/n' a ?{adv} [<er>/<ez>] | -er>-é -ez>-é
participle | {avoir} ?{adv} [<ez>] | -ez>-é
participle | vous/nous êtes/sommes/serez/serons/étiez/étions ?{adv} [<er>/<ez>] | -er>-és -ez>-és
participle | elle est/sera/était ?{adv} [<er>/<ez>] | -er>-ée -ez>-ée
participle | ils sont/seront/étaient ?{adv} [<er>/<ez>] | -er>-és -ez>-és
participle | elles sont/seront/étaient ?{adv} [<er>/<ez>] | -er>-ées -ez>-ées
participle | la/une/cette/sa/ma <any> est/sera/était/serait ?{adv} [<er>/<ez>] | -er>-ée -ez>-ée
participle | {plural} <any> sont/seront/étaient ?{adv} [<er>/<ez>] | -er>-és -ez>-és
participle | !c'/n'/ce/ça/cela est/sera/était/serait/suis ?{adv} [<er>/<ez>] | -er>-é -ez>-é
participle | {avoir}/a/avoir ?{adv} été ?{adv} [<er>/<ez>] | -er>-é -ez>-é
participle | sont/seront/étaient/sommes/êtes ?{adv} [<er>/<ez>] | -er>-és -ez>-és

person! | n'/ne [<er>] pas/plus/jamais | -er>-ez
person! | ^ n'/ne [<é>] pas/plus/jamais | -é>-ez
person! | ^ n' [<es>] pas/plus/jamais | -es>-e
person! | si/lorsque/quand vous [<er>] | -er>-ez
person | , vous [<é>] le/la/les/une/un/vos/votre/notre/des/du/l' | -é>-ez
person! | ^ nous vous [<er>] | -er>-ons
person! | !à/pour/par/chez/avec/sur/d'/de ils [<e>] | -e>-ent
person! | nous [somme/somment] | sommes
person! | !je/il/elle/on vous [faite/faîtes/faisez] | faites
person! | !je/il/elle/on vous [dite/disez/dîtes] | dites
person! | vous [sommes] | êtes
person! | tu [a/est/ait/peut/veut/fait/sait/doit/va] | a>as est>es ait>as peut>peux veut>veux fait>fais sait>sais doit>dois va>vas
person! | je [serait/aurait/pourrait/voudrait/devrait/viendrait/ferait] | -ait>-ais
person! | je [peut/veut/doit/fait/sait/vient/est] | peut>peux veut>veux doit>dois fait>fais sait>sais vient>viens est>suis
person! | j' [est/es/et/ais/ait/aurait/aimerait] | est>ai es>ai et>ai ais>ai ait>ai aurait>aurais aimerait>aimerais
person! | !si/qu' on [es/as/sommes/peux/veux/fais/vas/dois] | es>est as>a sommes>est peux>peut veux>veut fais>fait vas>va dois>doit
person! | il/elle [es/ai/as/peux/veux/fais/dois/faux] | es>est ai>a as>a peux>peut veux>veut fais>fait dois>doit faux>faut
person! | qu'/si on [es/as/peux/veux/fais/vas/dois] | es>est as>a peux>peut veux>veut fais>fait vas>va dois>doit
person! | ils [est/a/vas/peut/veut/fait/doit/vient] | est>sont a>ont vas>vont peut>peuvent veut>veulent fait>font doit>doivent vient>viennent
person! | ils/elles [vienne/prenne/fasse/puisse/vient/prend/vend/permet/offre] | vienne>viennent prenne>prennent fasse>fassent puisse>puissent vient>viennent prend>prennent vend>vendent permet>permettent offre>offrent
person! | moi qui [a/est] | a>ai est>suis

si | , si/s' j'/je/tu/il/elle/on/nous/vous/ils/elles ?ne/n'/y/vous/nous/le/la/me [aurais/aurait/auriez/aurions/auraient/serais/serait/seriez/serions/seraient/pourriez/pourrais/pourrait/pourrions/voudriez/voudrais/voudrait/devriez/devrais/devrait/viendriez/feriez/aimeriez/aimerais/souhaiteriez/préféreriez] | aurais>avais aurait>avait auriez>aviez aurions>avions auraient>avaient serais>étais serait>était seriez>étiez serions>étions seraient>étaient pourriez>pouviez pourrais>pouvais pourrait>pouvait pourrions>pouvions voudriez>vouliez voudrais>voulais voudrait>voulait devriez>deviez devrais>devais devrait>devait viendriez>veniez feriez>faisiez aimeriez>aimez aimerais>aime souhaiteriez>souhaitez préféreriez>préférez
si | , et si/s' j'/je/tu/il/elle/on/nous/vous/ils/elles ?ne/n'/y/vous/nous/le/la/me [aurais/aurait/auriez/aurions/auraient/serais/serait/seriez/serions/seraient/pourriez/pourrais/pourrait/pourrions/voudriez/voudrais/voudrait/devriez/devrais/devrait/viendriez/feriez/aimeriez/aimerais/souhaiteriez/préféreriez] | aurais>avais aurait>avait auriez>aviez aurions>avions auraient>avaient serais>étais serait>était seriez>étiez serions>étions seraient>étaient pourriez>pouviez pourrais>pouvais pourrait>pouvait pourrions>pouvions voudriez>vouliez voudrais>voulais voudrait>voulait devriez>deviez devrais>devais devrait>devait viendriez>veniez feriez>faisiez aimeriez>aimez aimerais>aime souhaiteriez>souhaitez préféreriez>préférez

subjunctive! | faut/faudra/faudrait/pour/afin/avant/pourvu que/qu' vous [venez/pouvez/êtes/avez/faites/prenez/savez/allez/voulez/devez/soyiez/ayiez] | venez>veniez pouvez>puissiez êtes>soyez avez>ayez faites>fassiez prenez>preniez savez>sachiez allez>alliez voulez>vouliez devez>deviez soyiez>soyez ayiez>ayez
subjunctive! | , bien que/qu' vous [venez/pouvez/êtes/avez/faites/prenez/savez/allez/voulez/devez/soyiez/ayiez] | venez>veniez pouvez>puissiez êtes>soyez avez>ayez faites>fassiez prenez>preniez savez>sachiez allez>alliez voulez>vouliez devez>deviez soyiez>soyez ayiez>ayez
subjunctive! | jusqu' à ce que vous [venez/pouvez/êtes/avez] | venez>veniez pouvez>puissiez êtes>soyez avez>ayez
subjunctive! | faut/faudra/faudrait/pour/afin/avant/pourvu que/qu' nous [sommes/avons/pouvons/faisons/prenons/venons/allons/soyions/ayions] | sommes>soyons avons>ayons pouvons>puissions faisons>fassions prenons>prenions venons>venions allons>allions soyions>soyons ayions>ayons
subjunctive! | , bien que/qu' nous [sommes/avons/pouvons/faisons/prenons/venons/allons/soyions/ayions] | sommes>soyons avons>ayons pouvons>puissions faisons>fassions prenons>prenions venons>venions allons>allions soyions>soyons ayions>ayons
subjunctive! | faut/faudra/faudrait/pour/afin/avant/pourvu que/qu' il/elle/on [est/a/peut/fait/va/vient/prend/sait] | est>soit a>ait peut>puisse fait>fasse va>aille vient>vienne prend>prenne sait>sache
subjunctive! | , bien que/qu' il/elle/on [est/a/peut/fait/va/vient/prend/sait] | est>soit a>ait peut>puisse fait>fasse va>aille vient>vienne prend>prenne sait>sache
subjunctive! | faut/faudra/faudrait/pour/afin/avant/pourvu que/qu' ils/elles [sont/ont/peuvent/font/vont] | sont>soient ont>aient peuvent>puissent font>fassent vont>aillent
subjunctive! | faut/faudra/faudrait/pour/afin/avant/pourvu que/qu' vous [<ez>] | -ez>-iez
subjunctive! | faut/faudra/faudrait/pour/afin que/qu' j'/je/tu [ai/suis/es/as/peux/fais/vais/vas] | ai>aie suis>sois es>sois as>aies peux>puisse fais>fasse vais>aille vas>ailles
`
