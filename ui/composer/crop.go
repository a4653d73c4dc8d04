package composer

import (
	"context"
	"maps"
	"slices"

	"parvis/data"
)

// setFocus says what no crop of a picture may lose.
func (d *draft) setFocus(p picture, f data.Focus) {
	i := d.find(p)
	if i < 0 || d.post.Media[i].Focus == f {
		return
	}
	d.post.Media = slices.Clone(d.post.Media)
	d.post.Media[i].Focus = f
	d.edits++
}

// setRatio crops every picture on an account to a ratio, 0 for none.
func (d *draft) setRatio(a data.AccountID, ratio float64) {
	i := d.variant(a)
	if i < 0 || d.post.Variants[i].Ratio == ratio {
		return
	}
	d.post.Variants = slices.Clone(d.post.Variants)
	d.post.Variants[i].Ratio = ratio
	d.edits++
}

// exchange puts a file in the place of an attached one.
func (d *draft) exchange(p picture, by data.Media, focus data.Focus) {
	i := d.find(p)
	if i < 0 || d.find(picture{p.part, by.Hash}) >= 0 {
		return
	}
	d.post.Media = slices.Clone(d.post.Media)
	d.post.Media[i].Media, d.post.Media[i].Focus = by, focus
	d.edits++
}

// framing is how a post's pictures are framed: which files, around what, and to
// which ratio on each account.
type framing struct {
	media  data.Media
	focus  data.Focus
	ratios map[data.AccountID]float64
}

func (f framing) equal(g framing) bool {
	return f.media.Hash == g.media.Hash && f.focus == g.focus && maps.Equal(f.ratios, g.ratios)
}

// framing remembers how a picture is framed.
func (d *draft) framing(p picture) (f framing, ok bool) {
	i := d.find(p)
	if i < 0 {
		return f, false
	}
	f = framing{media: d.post.Media[i].Media, focus: d.post.Media[i].Focus, ratios: map[data.AccountID]float64{}}
	for _, v := range d.post.Variants {
		f.ratios[v.Account] = v.Ratio
	}
	return f, true
}

// frame frames a picture as it was remembered.
func (d *draft) frame(p picture, f framing) {
	d.exchange(p, f.media, f.focus)
	d.setFocus(picture{p.part, f.media.Hash}, f.focus)
	for a, ratio := range f.ratios {
		d.setRatio(a, ratio)
	}
}

// ratiosFor are the ratios that can be chosen for an account, its own form first:
// those that its network takes.
func ratiosFor(rule data.MediaRule) []float64 {
	const slack = 0.001
	out := []float64{0}
	for _, r := range []float64{9.0 / 16, 3.0 / 4, 4.0 / 5, 1, 4.0 / 3, 16.0 / 9, 1.91} {
		if (rule.MinRatio == 0 || r >= rule.MinRatio-slack) && (rule.MaxRatio == 0 || r <= rule.MaxRatio+slack) {
			out = append(out, r)
		}
	}
	return out
}

// middle is where a picture is cropped around when nobody said otherwise.
func middle(f data.Focus) data.Focus { return data.Attachment{Focus: f}.Crop(0, data.BandsNone).Focus }

// turned is a place in a picture after a quarter turn clockwise.
func turned(f data.Focus) data.Focus {
	if f == (data.Focus{}) {
		return f
	}
	return data.Focus{X: 1 - f.Y, Y: f.X}
}

// turn turns a picture by a quarter clockwise: then is given the new one.
func (m *model) turn(p picture, then func(picture)) {
	i := m.find(p)
	if i < 0 {
		return
	}
	keeper, was := m.keeper, m.post.Media[i]
	m.Runner.Go("composer.turn", func(ctx context.Context) (func(), error) {
		by, err := m.Ports.Turn(ctx, was.Media, 1)
		return func() {
			switch {
			case keeper != m.keeper || m.find(p) < 0:
			case err != nil:
				m.Shell.Fail("composer: turn", err)
			default:
				m.exchange(p, by, turned(m.post.Media[m.find(p)].Focus))
				m.altered()
				then(picture{p.part, by.Hash})
			}
		}, nil
	})
}
