package text

// frenchAgreement are words that have to agree.
const frenchAgreement = `
tout! | !du [tout/tous] les {femp} | toutes
tout! | [toutes/toute] les {mascp} | tous
tout! | !du [tout] les !oppose/sépare/rapproche/intéresse/passionne/distingue/unit | tous
tout! | [toute] les | toutes
tout! | !du [tout/tous] nos/vos/ces/ses/mes/leurs {femp} | toutes
tout! | [toute/toutes] nos/vos/ces/ses/mes/leurs {mascp} | tous
tout! | !du [tout] nos/vos/ces/ses/mes | tous
tout! | [tous/toutes] le/la monde/journée/famille/gamme/matinée/soirée/nuit/collection/saison/équipe | tout
tout! | [tous] l' été/hiver/automne/après-midi | tout
tout! | [tous] ce/cela | tout
plural! | toute la [journées/soirées/semaines/familles/années/nuits/saisons] | -s>-
plural! | chaque [jours/semaines/matins/soirs/années/clients/saisons/lundis/mardis/mercredis/jeudis/vendredis/samedis/dimanches/week-ends/produits/recettes/étapes/commandes] | -s>-
plural! | [quelque] jours/minutes/places/exemplaires/photos/heures/semaines/personnes/euros/pièces/idées/unes/uns/nouveautés/recettes/mots/étapes/surprises/produits/modèles | quelques
plural! | [quelques] temps $ | quelque
plural! | plusieurs [jour/semaine/modèle/produit/recette/place/taille/couleur/personne/formule/atelier/client/parfum/année/heure/date/boutique/artisan/producteur] | jour>jours semaine>semaines modèle>modèles produit>produits recette>recettes place>places taille>tailles couleur>couleurs personne>personnes formule>formules atelier>ateliers client>clients parfum>parfums année>années heure>heures date>dates boutique>boutiques artisan>artisans producteur>producteurs
leur! | !les/aux/des [leurs] a/ont/avons/avez/ai/est/sera/dire/donner/faire/offrir/permet/permettre/dit/proposer/souhaite/souhaitons/proposons/avait/aviez/avions/plaît/plaira/faut/laisser/rendre/apporter | leur
leur! | [leur] enfants/produits/clients/équipes/parents/amis/fournisseurs/collègues/voisins/familles/horaires/créations/bouquets/gâteaux/légumes/animaux/élèves/recettes/spécialités/vins/fromages/outils/livres | leurs
this! | [cet/ce] semaine/saison/promotion/boutique/journée/soirée/nuit/promo/fois/recette/collection/année/offre/terrasse/exposition | cette
this! | [cette/ce] été/hiver/automne/anniversaire/événement/évènement/atelier/article/espace/endroit/artisan/hôtel/apéro/ouvrage/instant | cet
this! | [cette/cet] week-end/magasin/mois/samedi/dimanche/lundi/mardi/mercredi/jeudi/vendredi/soir/matin/midi/bouquet/gâteau/produit/livre/marché/printemps | ce
greeting! | [bonne/bonnes/bons] appétit/courage/anniversaire/week-end/dimanche/samedi/lundi/noël/réveillon/voyage/retour/séjour/marché | bon
greeting! | [bonne/bonnes] repas | bon
greeting! | [bon/bonnes/bons] journée/soirée/année/semaine/fête/nuit/matinée/rentrée/continuation/dégustation/lecture/visite/retraite/saison/route/santé/chance | bonne
greeting! | [bon/bonne/bons] vacances/fêtes/soldes/affaires | bonnes
greeting! | [joyeuse/joyeuses] noël/anniversaire | joyeux
greeting! | [joyeux/joyeuse] fêtes/pâques | joyeuses
elision! | !que/qu' [si] il/ils | s'
elision! | [que/lorsque/puisque/jusque] il/elle/on/ils/elles/un/une | que>qu' lorsque>lorsqu' puisque>puisqu' jusque>jusqu'
elision! | [que/jusque] à/aux | que>qu' jusque>jusqu'
elision! | [je] ai/adore/aime/arrive/espère/avais/aurais/étais/habite/offre/organise/invite/attends/ouvre | j'
elision! | [ce] est/était | c'
elision! | [ne] est/a/ai/avons/avez/ont/hésitez/oubliez/attendez/avait/était/y | n'
elision! | [la/le] équipe/amie/huile/adresse/année/heure/offre/entrée/école/église/atelier/été/hiver/hôtel/événement/évènement/artisan/agneau/ail/espace/ouverture/occasion/univers/anniversaire/arrivée/abricot/orange/ambiance/automne/humeur/histoire/inscription/exposition/association | l'
elision | [de] un/une ~euro/euros/cent/centime/franc/dollar/mètre/kilomètre/kilo/litre/heure/minute/à/ou | d'
elision! | [de] elle/elles/ici/abord/accord/ailleurs/habitude/autres/après | d'
elision! | [cest/jai/quil/quon/cetait/jaurai] | cest>c'est jai>j'ai quil>qu'il quon>qu'on cetait>c'était jaurai>j'aurai
merge! | [à le] marché/magasin/restaurant/bureau/jardin/soleil/bar/comptoir/fournil | au
merge! | [de le] marché/magasin/restaurant/jour/mois/chef/jardin/printemps/fournil/quartier | du
`

// frenchFixed are words that stand together in one form.
const frenchFixed = `
near! | tout/très/trop/plus/si [prêt/prêts] de/du/d' | près
near! | !un/le/ce/du/au/votre/notre/mon/prêt [prêt/prêts] de chez/nous/vous | près
near! | à peu [prêt/prêts/prét] | près
near! | !les/des/nos/ces/aux/vos [prés] de/du/d' | près
near! | vous/êtes-vous [près/prés] à | prêts
near! | est/suis/es/sera/soit [près/prés] à | prêt
near! | sont/sommes/êtes/serez/serons/soyez [près/prés] à | prêts
sooner! | [plus tôt] que de/d' !habitude/ordinaire/autres/coutume/autre | plutôt
sooner! | [plutôt] que prévu/prévue/prévus/d'habitude | plus tôt
sooner! | le/au [plutôt] possible | plus tôt
sooner! | au [plutôt] $ | plus tôt
sooner! | [plus tôt] bien/bon/sympa/content/joli/réussi | plutôt
more! | !pas/point/aucun/peu/plus/beaucoup/tant/trop [d' avantage] | davantage
side! | à [coté] | côté
form! | [parmis] | parmi
form! | [malgrés/hormi/malgrè] | malgrés>malgré hormi>hormis malgrè>malgré
even! | [voir même] | voire
even! | ; [voir] plus/davantage | voire
whatever! | [quelque/quelques soit/soient] la/ma/sa/cette/leur | quelle que soit
whatever! | [quelque/quelques soit/soient] le/ce/mon/son | quel que soit
whatever! | [quelque/quelques soit/soient] les/vos/nos/ses/mes/leurs | quels que soient
whatever | [quelque/quelques soit] votre/notre/l' | quel que soit
whatever! | [quelle/quel soit] la/votre/notre/l'/le | quelle_soit>quelle_que_soit quel_soit>quel_que_soit
whatever! | [quoiqu'] il arrive/advienne $ | quoi qu'
whatever! | [quoiqu'] il en soit/coûte | quoi qu'
although | [malgré que] | bien que
although | [malgré qu'] | bien qu'
pleonasm | [au jour d' aujourd'hui] | aujourd'hui
pleonasm | [à ce jour d' aujourd'hui] | aujourd'hui
pleonasm | [car en effet] | car
pleonasm | [puis ensuite] | puis
pleonasm | [comme par exemple] | par exemple
pleonasm | [prévoir/prévoyez/prévenir/prévenez/anticiper/anticipez à l' avance] | prévoir_à_l'avance>prévoir prévoyez_à_l'avance>prévoyez prévenir_à_l'avance>prévenir prévenez_à_l'avance>prévenez anticiper_à_l'avance>anticiper anticipez_à_l'avance>anticipez
pleonasm | [collaborer/collaborons/collaborent/réunir/réunissons ensemble] | collaborer_ensemble>collaborer collaborons_ensemble>collaborons collaborent_ensemble>collaborent réunir_ensemble>réunir réunissons_ensemble>réunissons
still! | [tant/tan/quant même] | quand même
still! | [comme même] | quand même
asfor! | [quand] à moi/toi/lui/nous/vous/eux/elles | quant
asfor | , [quand] à la/l' | quant
asfor! | , [quand] à elle/notre/nos/votre/vos/son/sa/ses/leur/leurs | quant
midst! | !d'/l'/avec/cet/notre/votre/son/leur/plein/beaucoup [entrain] de/d' | en train
sure! | !cliquez/clique/appuyez/appuie/restez/reste/êtes/es/suis/sommes/sont bien [sur] $ | sûr
sure! | , bien [sur] que/qu' | sûr
sure! | [sur] et certain/certaine/certains | sûr
intent! | atelier/ateliers/concours/collecte/soirée/visite/visites/formation/formations/activité/activités/animation/animations/spectacle/cours/goûter/stage/stages à l' [attention] de/des/du/d' | intention
fund! | [fond] de commerce | fonds
fund! | [fonds] de teint/d'écran | fond
fact! | en [faite] $ | fait
terms! | en [terme] de/d' | termes
through | [de part] le/la/sa/son/leur/notre/votre/ses/nos/leurs | par
meant! | est/sont/êtes/suis/sommes/était/étaient/serez [sensé/sensée/sensés/sensées] | sensé>censé sensée>censée sensés>censés sensées>censées
mitigate | [pallier/palier/palie/pallie à] | pallier_à>pallier palier_à>pallier palie_à>pallie pallie_à>pallie
agreed! | [d' accords] | d'accord
break! | une/la/votre/notre/cette [pose] café/déjeuner/gourmande/goûter/thé/sucrée/midi/bien-être/détente | pause
hyphen! | ^ [est ce] que/qu' | -
hyphen! | quand/comment/pourquoi/combien/où/qui [est ce] que/qu' | -
hyphen! | [qu' est ce] que/qu'/qui | qu'est-ce
hyphen! | [c' est à dire] | c'est-à-dire
hyphen! | , [peut être] que/qu' | -
hyphen! | !vous/nous [rendez vous] !compte/y/au/utile | -
hyphen! | prenez/prendre/pris/prends/sur/un/notre/ce/votre [rendez vous] | -
hyphen! | [week end/ends] | -
hyphen! | [au/ci/là dessus/dessous] | -
hyphen! | [là bas] | -
hyphen! | [la bas] | là-bas
hyphen! | [vis à vis] | -
hyphen! | cet/cette/l'/un/une/les/d'/mercredi/samedi/dimanche/vendredi/jeudi/lundi/mardi [après midi] | -
hyphen! | [ci joint/jointe/joints/jointes/après/dessous/contre] | -
hyphen! | [celui/celle/ceux/celles ci/là] | -
hyphen! | ^ [avez/pouvez/voulez/êtes/connaissez/savez/souhaitez/aimez/cherchez/préférez/devinez/saviez/aimeriez/auriez/seriez/voudriez vous] | -
hyphen! | ^ [faites/laissez/régalez/inscrivez/préparez/offrez/détendez/installez/rejoignez/dépêchez/abonnez/amusez/joignez/évadez/lancez vous] | -
hyphen! | [faites vous] plaisir | -
hyphen! | [laissez vous] tenter/guider/surprendre/séduire/porter | -
hyphen! | ^ [vas y] | -
form! | [aujourd hui] | aujourd'hui
hyphen! | [chef/chefs d' œuvre/oeuvre] | chef_d'œuvre>chef-d'œuvre chef_d'oeuvre>chef-d'œuvre chefs_d'œuvre>chefs-d'œuvre chefs_d'oeuvre>chefs-d'œuvre
hyphen! | [après demain] $ | -
hyphen! | [quelques uns/unes] | -
`
