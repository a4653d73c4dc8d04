// Package reputation understands what people write to and about a brand, on this
// computer and without sending it anywhere: its language, whether it is negative,
// neutral or positive, whether it insults, hates or threatens, and how soon a person
// should look. Every verdict carries its chance and the words that decided it. How the
// models came to be is in assets/models; data/reputation/train makes them and
// data/reputation/score lets anybody measure them.
package reputation

import (
	"fmt"
	"io/fs"

	"parvis/data/reputation/linear"
)

// Channel is where a text was written. A neutral comment has no opinion, a neutral
// review a mixed one.
type Channel string

const (
	Comment Channel = "comment" // comments, replies, mentions and messages
	Review  Channel = "review"  // what comes with stars
)

// Sentiment is how a text speaks of what it is about.
type Sentiment string

const (
	Negative Sentiment = "negative"
	Neutral  Sentiment = "neutral"
	Positive Sentiment = "positive"
	Unread   Sentiment = "" // in a language that no model reads, or without a word
)

// Verdict is what a text is taken to be.
type Verdict struct {
	Language  string  // ISO 639-1, "" when it cannot be told
	Spoken    float32 // the chance that it is in Language
	Sentiment Sentiment
	Chance    float32    // of Sentiment; the chances of all three add up to 1
	Certain   bool       // the chance is one from which verdicts were right four times in five, those on reviews nine in ten
	Reasons   [3]Reason  // the pieces that pulled most towards Sentiment, the strongest first
	Chances   [3]float32 // of Negative, Neutral and Positive
	Signs     Sign       // what words and phrases tell besides
	Phrase    Span       // the words that told the weightiest of Signs
	Toxicity  float32    // the chance that it insults or threatens, as the model sees it
	Urgency   Urgency
	Intent    Intent
}

// Reason is a word or sign of a text, at bytes Start to End, that pulled towards
// the verdict by so many logits. Without Pull it is none.
type Reason struct {
	Start, End int
	Pull       float32
}

// Span is a part of a text, in bytes.
type Span struct{ Start, End int }

// Models are all that texts are judged with. They never change and may be used by
// many goroutines, each with a Reader of its own.
type Models struct {
	tongues *linear.Tongues
	voices  [2]voice
}

// voice is a language in which sentiment is read.
type voice struct {
	code    string
	lane    int // its place among the tongues
	marks   *linear.Marks
	comment *linear.Head
	review  *linear.Head
	toxic   *linear.Head // its second outcome is toxic, its third is not
	phrases *phrases
}

// Load reads the models under "models/". It fails when one is missing or damaged.
func Load(files fs.FS) (*Models, error) {
	l := loader{files: files}
	m := &Models{tongues: load(&l, "language.bin", linear.ReadTongues)}
	for i, code := range []string{"fr", "en"} {
		m.voices[i] = voice{
			code: code, lane: -1,
			marks:   load(&l, "marks."+code+".bin", linear.ReadMarks),
			comment: load(&l, "sentiment."+code+".comment.bin", linear.ReadHead),
			review:  load(&l, "sentiment."+code+".review.bin", linear.ReadHead),
			toxic:   load(&l, "toxicity."+code+".bin", linear.ReadHead),
			phrases: load(&l, "phrases."+code+".txt", readPhrases),
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	for lane, code := range m.tongues.Codes() {
		for i := range m.voices {
			if m.voices[i].code == code {
				m.voices[i].lane = lane
			}
		}
	}
	if m.voices[0].lane < 0 || m.voices[1].lane < 0 {
		return nil, fmt.Errorf("reputation: the languages of the models are %q, French or English is missing", m.tongues.Codes())
	}
	return m, nil
}

// loader keeps the first error of many files.
type loader struct {
	files fs.FS
	err   error
}

func load[T any](l *loader, name string, read func([]byte) (*T, error)) *T {
	if l.err != nil {
		return nil
	}
	file, err := fs.ReadFile(l.files, "models/"+name)
	if err != nil {
		l.err = fmt.Errorf("reputation: %w", err)
		return nil
	}
	model, err := read(file)
	if err != nil {
		l.err = fmt.Errorf("reputation: %s: %w", name, err)
	}
	return model
}
