package reputation

import "parvis/data/text"

// Urgency is how soon a person should look.
type Urgency string

const (
	Low      Urgency = "low"
	Normal   Urgency = "normal"   // an answer is expected
	High     Urgency = "high"     // somebody waits for money, goods or an answer, or speaks of a lawyer or an authority
	Critical Urgency = "critical" // somebody may be hurt, threatens, or goes to the press or to law
)

// Intent is what a message wants.
type Intent string

const (
	Question  Intent = "question"
	Complaint Intent = "complaint"
	Praise    Intent = "praise"
	Crisis    Intent = "crisis"
	SpamText  Intent = "spam"
	Other     Intent = "other"
)

// critical are signs that always reach a person, whatever the models say.
const critical = Harm | Danger | Assault | Threat | Leak | Press

// NeedsPerson tells whether a person must see the text: somebody may hurt himself,
// was hurt or may be. Nothing may answer or hide such a text by itself.
func (v *Verdict) NeedsPerson() bool { return v.Signs&(Harm|Danger|Threat|Assault) != 0 }

// Toxic tells whether the text insults, hates or threatens: by phrases that are meant
// for somebody, or because the model is as good as sure. It rather misses an insult
// than hides what a customer said. A foul word alone is coarse, as Level tells.
func (v *Verdict) Toxic() bool { return v.Signs&(Insult|Hate|Threat) != 0 }

// Level is the worst that a text does, by which a person sorts what to look at. The
// words that told it are those of Phrase, unless a sign that weighs more stands there.
type Level string

const (
	Menacing  Level = "threat"    // it threatens somebody
	Hateful   Level = "hate"      // it despises people for what they were born as or believe
	Insulting Level = "insult"    // it insults somebody
	Coarse    Level = "vulgarity" // foul words that are meant for nobody, or for whom cannot be told
	Peddling  Level = "spam"      // it sells or lures
	Civil     Level = ""          // none of these
)

// Level gives the worst that the text does.
func (v *Verdict) Level() Level {
	switch {
	case v.Signs&Threat != 0:
		return Menacing
	case v.Signs&Hate != 0:
		return Hateful
	case v.Signs&Insult != 0:
		return Insulting
	case v.Signs&Vulgar != 0:
		return Coarse
	case v.Signs&Selling != 0:
		return Peddling
	}
	return Civil
}

// kindly is the chance of being positive from which a text is kind beyond doubt. It is
// higher than that of a verdict that is certain, because what is missed may be an
// accident.
const kindly = 0.9

// care judges what the signs and the sentiment ask for. Danger in a text that is kind
// is none: "merci, ma brûlure est guérie". A threat is one in any tone, and
// whoever speaks of a lawyer without an unkind word waits no less.
func (r *Reader) care(v *Verdict) {
	kind := v.Sentiment == Positive && v.Chance >= kindly
	asks := v.Signs&Ask != 0 || r.questions()
	switch {
	case v.Signs&(Harm|Threat) != 0, v.Signs&critical != 0 && !kind:
		v.Urgency = Critical
	case v.Signs&Law != 0 && v.Sentiment != Positive, v.Signs&Stuck != 0 && v.Sentiment == Negative:
		v.Urgency = High
	case v.Sentiment == Negative, asks:
		v.Urgency = Normal
	default:
		v.Urgency = Low
	}
	switch {
	case v.Urgency == Critical:
		v.Intent = Crisis
	case v.Signs&Selling != 0:
		v.Intent, v.Urgency = SpamText, Low
	case v.Sentiment == Negative, v.Urgency == High:
		v.Intent = Complaint
	case asks:
		v.Intent = Question
	case v.Sentiment == Positive:
		v.Intent = Praise
	default:
		v.Intent = Other
	}
}

// questions tells whether the text has a question mark.
func (r *Reader) questions() bool {
	for _, p := range r.features.List {
		if p.Kind == text.PieceMark && r.features.Spelled[p.From] == '?' {
			return true
		}
	}
	return false
}
