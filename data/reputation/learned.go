package reputation

import (
	"math"

	"parvis/data/reputation/linear"
)

// Lesson is what a person said of a text when the verdict was another.
type Lesson struct {
	Text      string
	Channel   Channel
	Thread    string // the language of its thread, as in Read
	Sentiment Sentiment
}

// Learned is what a brand's lessons add to the models: 64 KB in memory, and nothing
// to keep beside the lessons themselves. It never changes and may be used by many
// readers; whoever takes a lesson back learns again without it.
type Learned struct {
	bias    linear.Pull
	weights []linear.Pull // one for each of 1<<learnedBits buckets
}

const learnedBits = 13

// Pace is how lessons are learnt: how often they are gone through, how far a weight
// moves at first, and how strongly it is drawn back to nothing.
type Pace struct {
	Rounds       int
	Speed, Ridge float32
}

// Usual is the pace that `learn -choose` found best in train/, on sets that no model
// learnt from.
func Usual() Pace { return Pace{Rounds: 20, Speed: 0.1, Ridge: 0.005} }

// Learn goes through the lessons several times, in their order, and moves small
// weights of the brand's own until the verdicts fit (AdaGrad, with a pull back to
// nothing). The weights of the models stay. The same lessons give the same. A lesson
// without a sentiment, or in a language that is not read, teaches nothing.
func (m *Models) Learn(lessons []Lesson) *Learned { return m.LearnAt(Usual(), lessons) }

// LearnAt learns as Learn does, at another pace.
func (m *Models) LearnAt(pace Pace, lessons []Lesson) *Learned {
	l := &Learned{weights: make([]linear.Pull, 1<<learnedBits)}
	slopes := make([]linear.Pull, len(l.weights)+1)
	r := m.NewReader()
	r.For(l)
	for range pace.Rounds {
		for _, lesson := range lessons {
			v := r.Read(lesson.Text, lesson.Channel, lesson.Thread)
			if v.Sentiment == Unread {
				continue
			}
			slope := linear.Pull{Low: v.Chances[0], High: v.Chances[2]}
			switch lesson.Sentiment {
			case Negative:
				slope.Low--
			case Positive:
				slope.High--
			case Neutral:
			default:
				continue
			}
			l.step(&r.features, slope, slopes, pace)
		}
	}
	return l
}

// step moves the weights of a text's features; the last slope is that of the bias.
func (l *Learned) step(f *linear.Features, slope linear.Pull, slopes []linear.Pull, pace Pace) {
	for _, group := range [][]uint32{f.Words, f.Grams} {
		share := linear.Share(len(group))
		for _, h := range group {
			at := h >> (32 - learnedBits)
			pace.move(&l.weights[at], &slopes[at], linear.Pull{Low: slope.Low * share, High: slope.High * share})
		}
	}
	pace.move(&l.bias, &slopes[len(l.weights)], slope)
}

func (p Pace) move(w, sum *linear.Pull, g linear.Pull) {
	p.moveOne(&w.Low, &sum.Low, g.Low)
	p.moveOne(&w.High, &sum.High, g.High)
}

func (p Pace) moveOne(w, sum *float32, g float32) {
	g += p.Ridge * *w
	*sum += g * g
	*w -= p.Speed * g / (float32(math.Sqrt(float64(*sum))) + 1e-2)
}

// add gives what the lessons pull, and adds to every piece its share of it.
func (l *Learned) add(f *linear.Features, pulls []linear.Pull) linear.Pull {
	word, gram := linear.Share(len(f.Words)), linear.Share(len(f.Grams))
	sum, at := l.bias, linear.End{}
	for i, end := range f.Ends {
		own := linear.Pull{}
		l.gather(&own, f.Words[at.Word:end.Word], word)
		l.gather(&own, f.Grams[at.Gram:end.Gram], gram)
		at = end
		pulls[i].Low += own.Low
		pulls[i].High += own.High
		sum.Low += own.Low
		sum.High += own.High
	}
	return sum
}

func (l *Learned) gather(own *linear.Pull, hashes []uint32, share float32) {
	for _, h := range hashes {
		w := &l.weights[h>>(32-learnedBits)]
		own.Low += w.Low * share
		own.High += w.High * share
	}
}
