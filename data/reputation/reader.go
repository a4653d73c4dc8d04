package reputation

import (
	"parvis/data/reputation/linear"
)

// Reader judges texts one after the other. It keeps the memory that it needs, so
// that a text costs none; each goroutine has its own.
type Reader struct {
	models   *Models
	features linear.Features
	script   linear.Script
	marks    []float32
	pulls    []linear.Pull
	learned  *Learned
}

// NewReader gives a reader that judges with these models.
func (m *Models) NewReader() *Reader { return &Reader{models: m} }

// For makes the reader judge with what a brand's lessons taught; nil is without.
func (r *Reader) For(brand *Learned) { r.learned = brand }

const (
	// enough letters to tell a language by; of fewer the thread knows more.
	enough = 12
	// sure is the chance from which a language is told.
	sure = 0.5
	// elsewhere is the chance from which a text is in a language that sentiment is
	// not read in.
	elsewhere = 0.8
)

// Read judges a text. thread is the language that the thread or the page is in, ""
// when that is not known: it decides where the text is too short to tell. The same
// text gives the same verdict.
func (r *Reader) Read(text string, channel Channel, thread string) (v Verdict) {
	voice := r.tongue(&v, text, thread)
	if voice == nil {
		return v
	}
	head := voice.comment
	if channel == Review {
		head = voice.review
	}
	r.feel(&v, text, voice, head)
	return v
}

// tongue tells the language, and the voice to read the sentiment with; nil when
// there is none.
func (r *Reader) tongue(v *Verdict, text, thread string) *voice {
	r.script.Read(text)
	chances := r.models.tongues.Tell(&r.script)
	best := linear.Best(&chances)
	told := r.script.Letters >= enough && chances[best] >= sure
	switch {
	case told:
		v.Language, v.Spoken = r.models.tongues.Codes()[best], chances[best]
	case thread != "":
		v.Language = thread
	}
	first, second := &r.models.voices[0], &r.models.voices[1]
	switch {
	case v.Language == first.code:
		return first
	case v.Language == second.code:
		return second
	case told && chances[best] >= elsewhere, !told && thread != "":
		return nil
	case chances[first.lane] >= chances[second.lane]:
		return first
	}
	return second
}

// feel judges the sentiment.
func (r *Reader) feel(v *Verdict, text string, voice *voice, head *linear.Head) {
	r.features.Read(text)
	if len(r.features.List) == 0 {
		return
	}
	var opinion linear.Opinion
	opinion, r.marks = voice.marks.Read(&r.features, r.marks[:0])
	var sum linear.Pull
	sum, r.pulls = head.Weigh(&r.features, opinion, r.marks, r.pulls[:0])
	if r.learned != nil {
		more := r.learned.add(&r.features, r.pulls)
		sum.Low += more.Low
		sum.High += more.High
	}
	low, middle, high := head.Chances(sum)
	v.Chances = [3]float32{low, middle, high}
	switch {
	case low >= middle && low >= high:
		v.Sentiment, v.Chance = Negative, low
	case high >= middle:
		v.Sentiment, v.Chance = Positive, high
	default:
		v.Sentiment, v.Chance = Neutral, middle
	}
	v.Certain = v.Chance >= head.Certain()
	r.reasons(v)
	signs := voice.phrases.find(&r.features, text)
	if v.Signs = signs.all; v.Signs != 0 {
		v.Phrase = Span{r.features.List[signs.at.from].Start, r.features.List[signs.at.to].End}
	}
	r.insults(v, voice.toxic, opinion, signs.twofold)
	r.care(v)
}

// insults judges whether the text insults. From a chance on that no more than two
// harmless texts in a thousand had in cross-validation, it is held to. Of a text with
// words that insult in one and not in another, phrases alone decide: of these words
// the model knows little more than that they are often insults.
func (r *Reader) insults(v *Verdict, head *linear.Head, opinion linear.Opinion, twofold bool) {
	var sum linear.Pull
	sum, r.pulls = head.Weigh(&r.features, opinion, r.marks, r.pulls[:0])
	v.Toxicity = linear.Chance(sum, head.Heat())
	if twofold || v.Toxicity < head.Certain() {
		return
	}
	if v.Signs&(Insult<<1-1) == 0 { // no phrase that weighs as much
		strongest := 0
		for i, p := range r.pulls {
			if p.High > r.pulls[strongest].High {
				strongest = i
			}
		}
		v.Phrase = Span{r.features.List[strongest].Start, r.features.List[strongest].End}
	}
	v.Signs |= Insult
}

// Insults tells whether phrases of a language, "fr" or "en", insult, hate or threaten
// in a text, whatever the model makes of it. In another language none does.
func (m *Models) Insults(text, language string) bool {
	return m.phrased(text, language).all&(Insult|Hate|Threat) != 0
}

// Silent tells whether the model has no say on insults in a text of a language, for
// words that insult in one text and not in another stand in it.
func (m *Models) Silent(text, language string) bool { return m.phrased(text, language).twofold }

func (m *Models) phrased(text, language string) signs {
	for i := range m.voices {
		if m.voices[i].code == language {
			var f linear.Features
			f.Read(text)
			return m.voices[i].phrases.find(&f, text)
		}
	}
	return signs{}
}

// reasons keeps the three pieces that pulled most towards the verdict, against the
// mean of the two others.
func (r *Reader) reasons(v *Verdict) {
	for i, p := range r.pulls {
		pull := -(p.Low + p.High) / 2
		switch v.Sentiment {
		case Negative:
			pull = p.Low - p.High/2
		case Positive:
			pull = p.High - p.Low/2
		}
		for at := range v.Reasons {
			if pull > v.Reasons[at].Pull {
				copy(v.Reasons[at+1:], v.Reasons[at:])
				v.Reasons[at] = Reason{r.features.List[i].Start, r.features.List[i].End, pull}
				break
			}
		}
	}
}

// Tongue is the language that a text is likeliest in, however little there is to
// tell by, and its chance.
func (r *Reader) Tongue(text string) (code string, chance float32) {
	r.script.Read(text)
	chances := r.models.tongues.Tell(&r.script)
	best := linear.Best(&chances)
	return r.models.tongues.Codes()[best], chances[best]
}
