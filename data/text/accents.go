package text

import (
	"strings"
	"unicode/utf8"
)

// set makes a set of the words in a text.
func set(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		all[word] = true
	}
	return all
}

// withLigature are the words with œ as they are typed without it, in lower case
// (Dictionnaire de l'Académie française, 9e édition).
var withLigature = set(`
	boeuf boeufs choeur choeurs coeur coeurs contrecoeur rancoeur rancoeurs écoeurant écoeurante écoeurants écoeurantes écoeuré écoeurée écoeurer
	consoeur consoeurs soeur soeurs soeurette foetus foetal
	moeurs noeud noeuds oecuménique oedème oedèmes oeil oeillade oeillades oeillère oeillères oeillet oeillets
	oenologie oenologique oenologue oenologues oenotourisme oenothèque oesophage oestrogène oestrogènes
	oeuf oeufs oeuvre oeuvres oeuvrer oeuvrons oeuvrez oeuvrent oeuvrait oeuvraient
	désoeuvré désoeuvrée désoeuvrement manoeuvre manoeuvres manoeuvrer voeu voeux`)

// accentedCapitals leads from words that begin with a bare capital to the same
// word with its accent. Words that English writes without are left out.
var accentedCapitals = bare(`
	école écoles écolier écoliers écologie écologique écologiques écoutez écouter écoute écrire écrivez écran écrans écharpe écharpes
	éclair éclairs éclairage écrivain écrivains église églises également égalité électricien électricité électrique élève élèves éleveur éleveurs
	élégance élégante élu élue élus émerveillement énergie énergies énorme énormes épicerie épiceries épices éphémère équipe équipes équipement
	équipements établi étage étape étapes état états été étés étoile étoiles étrennes être êtes êtes-vous étudiant étudiants étudiante étudiantes
	étude évidemment évènement évènements événement événements éventail évitez éviter évasion états-unis époque épatant épuisé épuisée épuisés`)

// bare makes the map of [accentedCapitals]: "École" without its first accent, and
// the whole word in capitals without any.
func bare(words string) map[string]string {
	all := map[string]string{}
	for word := range strings.FieldsSeq(words) {
		first, size := utf8.DecodeRuneInString(word)
		capital := strings.ToUpper(word[:size])
		all[strings.ToUpper(foldLatin(first))+word[size:]] = capital + word[size:]
		var plain strings.Builder
		for _, r := range word {
			if folded := foldLatin(r); folded != "" {
				plain.WriteString(folded)
			} else {
				plain.WriteRune(r)
			}
		}
		all[strings.ToUpper(plain.String())] = strings.ToUpper(word)
	}
	return all
}

// afterA are the words before which an A that begins a sentence is the preposition À;
// infinitives are known by their end.
var afterA = set(`
	bientôt demain partir la l' toute toutes tout tous très plus ce cet cette ces chaque vos votre nos notre mon ma mes ton ta tes son sa ses leur leurs
	vous nous toi moi lui elle eux elles celles ceux celui celle noter savoir voir suivre venir faire découvrir offrir lire boire prendre saisir vendre
	table droite gauche propos côté peine travers domicile volonté pied vélo midi quelques deux trois quatre cinq dix cause savourer base
	lundi mardi mercredi jeudi vendredi samedi dimanche quelle quel quoi qui nouveau chacun chacune force défaut titre l'occasion ne`)

// afterCa are the words before which a Ca that begins a sentence is the pronoun Ça.
var afterCa = set(`
	va fait se sera sent y m' t' vous nous vaut ne n' c' a commence donne marche suffit bouge y' sonne change arrive tombe me te s' aussi peut doit`)
