package reputation_test

import (
	"testing"
	"testing/fstest"

	"parvis/data/reputation"
)

func TestUrgencyAndIntent(t *testing.T) {
	r := loaded(t).NewReader()
	for _, c := range []struct {
		text    string
		urgency reputation.Urgency
		intent  reputation.Intent
		person  bool
	}{
		{"Ma fille est à l’hôpital après votre gâteau, c’est horrible", reputation.Critical, reputation.Crisis, true},
		{"J'AI ENVIE DE MOURIR", reputation.Critical, reputation.Crisis, true},
		{"I want to die, nobody listens", reputation.Critical, reputation.Crisis, true},
		{"The heater caught fire in the kitchen, this is awful", reputation.Critical, reputation.Crisis, true},
		{"Je suis journaliste et j’écris sur votre usine", reputation.Critical, reputation.Crisis, false},
		{"Toujours pas de remboursement, c’est inadmissible", reputation.High, reputation.Complaint, false},
		{"Vous recevrez un courrier de mon avocat", reputation.High, reputation.Complaint, false},
		{"J’écris un article, souhaitez-vous réagir avant demain ?", reputation.Critical, reputation.Crisis, false},
		{"I write for our article on bakeries, contact the press office", reputation.Critical, reputation.Crisis, false},
		{"You will hear from our legal department on Monday", reputation.High, reputation.Complaint, false},
		{"Third email, still nothing, this is a disgrace", reputation.High, reputation.Complaint, false},
		{"Still waiting for my refund, terrible service", reputation.High, reputation.Complaint, false},
		{"Accueil décevant et pain rassis, quel dommage", reputation.Normal, reputation.Complaint, false},
		{"À quelle heure ouvrez-vous le lundi ?", reputation.Normal, reputation.Question, false},
		{"Merci pour ce merveilleux gâteau 😍", reputation.Low, reputation.Praise, false},
		{"Gagnez 900 € par semaine, contact WhatsApp", reputation.Low, reputation.SpamText, false},
		{"Réunion mardi à la médiathèque", reputation.Low, reputation.Other, false},
	} {
		v := r.Read(c.text, reputation.Comment, "")
		if v.Urgency != c.urgency || v.Intent != c.intent || v.NeedsPerson() != c.person {
			t.Errorf("%q is %s, %s, a person: %v; want %s, %s, %v", c.text, v.Urgency, v.Intent, v.NeedsPerson(), c.urgency, c.intent, c.person)
		}
	}
}

func TestThePhraseThatToldIsShown(t *testing.T) {
	r := loaded(t).NewReader()
	for text, want := range map[string]string{
		"Remboursez-moi, j’ai Envie de mourir, bande de nuls": "Envie de mourir",
		"You MORON, where is my refund?":                      "refund",
		"Réunion mardi à la médiathèque":                      "",
	} {
		v := r.Read(text, reputation.Comment, "")
		if got := text[v.Phrase.Start:v.Phrase.End]; got != want {
			t.Errorf("%q is told by %q, want %q", text, got, want)
		}
	}
}

func TestToxicity(t *testing.T) {
	r := loaded(t).NewReader()
	for text, want := range map[string]bool{
		"Bande de nuls, fermez votre boutique":      true,
		"ESPÈCE DE CONNARD":                         true,
		"you absolute MORON":                        true,
		"I know where you live":                     true,
		"Le concours et la constance du boulanger":  false,
		"Votre pain est rassis, je suis très déçue": false,
		"I am disappointed, the bread was stale":    false,
		"Merci à toute l’équipe, à samedi":          false,
		"Espèce de c*nnard":                         true,
		"bande de c0nnards, vous êtes nuls":         true,
		"you are a m*ron":                           true,
		"you absolute m0r0n":                        true,
		"vous n’êtes pas des idiots":                false,
		"You are not an idiot, the form is unclear": false,
		"Le vendeur m’a traitée de connasse":        false,
		"The driver called me a stupid dickhead":    false,
		"« Bande de cons » n’est pas une réponse":   false,
		"Nobody should read “you idiot” in a reply": false,
		"« Bande de cons »":                         true,
	} {
		if v := r.Read(text, reputation.Comment, ""); v.Toxic() != want {
			t.Errorf("%q: toxic is %v, want %v", text, !want, want)
		}
	}
}

func TestInsultsByPhrases(t *testing.T) {
	m := loaded(t)
	for _, c := range []struct {
		text, language string
		want           bool
	}{
		{"bande de nuls", "fr", true}, {"bande de nuls", "en", false}, {"you moron", "en", true}, {"merci bien", "fr", false}, {"du Idiot", "de", false},
	} {
		if m.Insults(c.text, c.language) != c.want {
			t.Errorf("%q in %s: want %v", c.text, c.language, c.want)
		}
	}
}

// The model is held to what it is as good as sure of, but not where a word stands that
// insults in one text and not in another.
func TestTheModelIsSilentWhereAWordMeansBoth(t *testing.T) {
	m := loaded(t)
	r := m.NewReader()
	for _, c := range []struct {
		text          string
		silent, toxic bool
	}{
		{"What a stupid, disgusting fraud, this whole shop sucks", false, true},
		{"What a stupid, disgusting fraud on immigration, this whole shop sucks", true, false},
		{"What a lovely shop", false, false},
	} {
		v := r.Read(c.text, reputation.Comment, "")
		if m.Insults(c.text, "en") || m.Silent(c.text, "en") != c.silent || v.Toxic() != c.toxic {
			t.Errorf("%q: silent %v, toxic %v with a chance of %.2f; by phrases %v", c.text, m.Silent(c.text, "en"), v.Toxic(), v.Toxicity, m.Insults(c.text, "en"))
		}
	}
	if m.Silent("immigration", "de") {
		t.Error("words are known in a language that has no voice")
	}
}

func TestPhrasesThatAreWrongAreRefused(t *testing.T) {
	files := copied(t)
	for _, wrong := range []string{"", "# nothing\n", "colour: red", "harm", "harm: ", "harm: one two three four five six"} {
		files["models/phrases.fr.txt"] = &fstest.MapFile{Data: []byte(wrong)}
		if _, err := reputation.Load(files); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}
