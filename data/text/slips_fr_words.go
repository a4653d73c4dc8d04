package text

import "strings"

// frenchClasses are the tests of the patterns.
var frenchClasses = map[string]func(*sentences, string) bool{
	"any":    func(_ *sentences, word string) bool { return word != "" },
	"number": func(_ *sentences, word string) bool { return isDigit(word) },
	"er":     func(s *sentences, word string) bool { return s.verb(word, "er") && !notInfinitive[word] },
	"ez":     func(s *sentences, word string) bool { return s.verb(word, "ez") },
	"é":      (*sentences).participle,
	"e":      func(s *sentences, word string) bool { return s.verb(word, "e") },
	"es":     func(s *sentences, word string) bool { return s.verb(word, "es") },
	"és":     func(s *sentences, word string) bool { return s.verb(word, "és") },
	"ées":    func(s *sentences, word string) bool { return s.verb(word, "ées") },
	"pp":     func(s *sentences, word string) bool { return participles[word] || s.participle(word) },
}

func isDigit(word string) bool { return word != "" && '0' <= word[0] && word[0] <= '9' }

// verb tells whether a word is a verb of the first group with an ending. The
// dictionary says so when it has the infinitive, the participle and the second
// person; without it the verbs of trade are known.
func (s *sentences) verb(word, end string) bool {
	stem, ok := strings.CutSuffix(word, end)
	if !ok || len(stem) < 2 {
		return false
	}
	if tradeVerbs[stem] {
		return true
	}
	return s.lexicon != nil && s.lexicon.Has(stem+"er") && s.lexicon.Has(stem+"é") && s.lexicon.Has(stem+"ez")
}

// participle tells whether a word can only be the participle of such a verb: nouns
// in "ité" are many, and some are participles too.
func (s *sentences) participle(word string) bool {
	stem, noun := strings.CutSuffix(word, "é")
	noun = noun && strings.HasSuffix(stem, "it") && !tradeVerbs[stem]
	return !noun && !notParticiple[word] && s.verb(word, "é")
}

// notInfinitive are nouns and adjectives that end as infinitives do.
var notInfinitive = set(`
	boulanger boucher berger manager horloger messager usager fier cher dernier léger étranger policier premier conseiller
	déjeuner dîner souper goûter rocher poster lever coucher hiver papier panier pâtissier étager palier dossier cahier dealer`)

// notParticiple are nouns and adjectives that end as participles do, and participles
// that stand after any verb: "venez accompagné".
var notParticiple = set(`
	salé sucré glacé fumé passé marché côté coté café thé été invité employé associé marié salarié délégué comité traité résumé communiqué énoncé
	carré doublé clé pré gré blé dé né abonné allié blessé canapé cassé degré fossé fiancé haché illustré intéressé pavé privé procédé raté rosé
	tracé velouté soufflé sauté pané frappé allongé décaféiné gradué diplômé soigné varié animé équipé éclairé beurré grillé poêlé
	accompagné déguisé habillé motivé armé chargé reposé affamé préparé inspiré compliqué relevé exposé arrêté essuyé serré gâté musclé doré
	cliché défilé retraité habitué initié protégé réfugié juré député curé corrigé dégradé intitulé libellé lettré négligé doigté drapé feuilleté
	sablé surgelé granité gratiné mijoté roulé pressé accusé évadé handicapé naufragé rescapé sinistré immigré expatrié licencié assuré`)

// participles are those of other verbs that no noun sounds like.
var participles = set(`
	ouvert fait mis pris reçu vendu choisi fini rempli réussi cuit construit écrit dit vu su eu été bu lu dû pu voulu venu devenu tenu obtenu
	perdu rendu répondu attendu entendu offert découvert couvert souffert servi senti parti sorti suivi grandi agrandi permis promis appris
	compris surpris repris remis produit conduit traduit introduit connu reconnu paru plu rejoint atteint peint craint éteint conçu aperçu`)

// tradeVerbs are stems of verbs of the first group that posts of trades use.
var tradeVerbs = set(`
	abonn accept accompagn accroch achet admir ador adress affich aid aim ajout allum amen amus amélior aménag anim annonc annul appel apport
	approch appréci arriv arros assist assur attach attir attrap augment avanc baiss balad bavard bricol bross bénéfici cach cass chang chant
	charg chauff cherch coch coiff coll collect command commenc compar complét compos compt concoct confectionn confi confirm consacr conseill
	conserv consomm consult contact continu corrig couch coup coût crois cré cuisin cultiv cumul customis célébr dans demand dessin discut
	dispos distribu donn dress dur débarrass débord début décid déclar décor découp décroch dégag dégel dégust déménag dépann déplac dépos
	dérang désir détaill détest dévoil dîn emball embauch embrass emmen employ emport encaiss encourag enfil engag enregistr entr envelopp
	envoi envoy espac essay examin exist expliqu expos expédi fabriqu facilit factur façonn ferm fidélis fil finalis financ forg form fum
	félicit fêt gagn gard goût grill habill habit hiss hésit imagin impressionn imprim improvis inaugur indiqu inform install intéress invent
	invit jardin jet jou laiss lanc lav lev limit livr lou mang manqu marqu mesur mijot mobilis modernis mont montr motiv médit mélang mérit
	nettoi nomm not négoci oblig occup optimis organis oubli pari parl partag particip pass patient pay pench pens perl persist personnalis pes
	photographi pilot pioch piqu plac plant pos post pouss pratiqu press procur profit programm progress prolong promen propos protég précis
	préfér prépar présent préserv prêt publi questionn racont ramass rappel rassembl rassur rattrap recommand recrut recycl redonn redémarr
	refus regard relanc relev remerci remplac rempot rencontr renouvel rentr repass report repos rest restaur retir retourn retrouv rigol roul
	rouspét réalis récolt récompens récupér régal rénov répar réserv rêv salu sauv savour sem sign signal soign sonn souhait soulag stationn
	suggér support surveill séch sécuris sélectionn tard tent termin test tir touch tourn tranch transform transport travaill trembl tri tricot
	trouv télécharg téléphon us utilis valid valoris vari veill vers vid visit vot voyag zest échang économis écout édit élabor élev équip évit`)
