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

const (
	lessonRounds = 40
	lessonSpeed  = 0.3
	lessonRidge  = 0.0005
)

// Learn goes through the lessons several times, in their order, and moves small
// weights of the brand's own until the verdicts fit (AdaGrad, with a pull back to
// nothing). The weights of the models stay. The same lessons give the same. A lesson
// without a sentiment, or in a language that is not read, teaches nothing.
func (m *Models) Learn(lessons []Lesson) *Learned {
	l := &Learned{weights: make([]linear.Pull, 1<<learnedBits)}
	slopes := make([]linear.Pull, len(l.weights)+1)
	r := m.NewReader()
	r.For(l)
	for range lessonRounds {
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
			l.step(&r.features, slope, slopes)
		}
	}
	return l
}

// step moves the weights of a text's features; the last slope is that of the bias.
func (l *Learned) step(f *linear.Features, slope linear.Pull, slopes []linear.Pull) {
	for _, group := range [][]uint32{f.Words, f.Grams} {
		share := linear.Share(len(group))
		for _, h := range group {
			at := h >> (32 - learnedBits)
			move(&l.weights[at], &slopes[at], linear.Pull{Low: slope.Low * share, High: slope.High * share})
		}
	}
	move(&l.bias, &slopes[len(l.weights)], slope)
}

func move(w, sum *linear.Pull, g linear.Pull) {
	moveOne(&w.Low, &sum.Low, g.Low)
	moveOne(&w.High, &sum.High, g.High)
}

func moveOne(w, sum *float32, g float32) {
	g += lessonRidge * *w
	*sum += g * g
	*w -= lessonSpeed * g / (float32(math.Sqrt(float64(*sum))) + 1e-2)
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
