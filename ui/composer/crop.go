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

// shape is how an account shows every picture of a post.
type shape struct {
	ratio float64    // 0: each in its own
	bands data.Bands // what keeps it whole
}

// crop is how a picture is shown in a form.
func (f shape) crop(a data.Attachment) data.Crop { return a.Crop(f.ratio, f.bands) }

// shapeOf is how an account shows the pictures of a post.
func shapeOf(post *data.Post, a data.AccountID) shape {
	v, _ := post.Variant(a)
	return shape{v.Ratio, v.Bands}
}

// setShape has an account show every picture in a form.
func (d *draft) setShape(a data.AccountID, f shape) {
	i := d.variant(a)
	if i < 0 || shapeOf(&d.post, a) == f {
		return
	}
	d.post.Variants = slices.Clone(d.post.Variants)
	d.post.Variants[i].Ratio, d.post.Variants[i].Bands = f.ratio, f.bands
	d.edits++
}

// bandsFor are what can stand beside a picture of an account, [data.BandsNone] for
// cutting it; none where it is shown as it is.
func bandsFor(f shape, rule data.MediaRule, m data.Media) []data.Bands {
	all := []data.Bands{data.BandsNone, data.BandsEdge, data.BandsWhite, data.BandsBlack}
	switch {
	case f.ratio > 0:
		return all
	case beyondRatio(rule, m):
		return all[1:]
	}
	return nil
}

// beside is which of them an account has.
func (f shape) beside() data.Bands {
	if f.ratio <= 0 && f.bands == data.BandsNone {
		return data.BandsEdge
	}
	return f.bands
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
// which form on each account.
type framing struct {
	media data.Media
	focus data.Focus
	forms map[data.AccountID]shape
}

func (f framing) equal(g framing) bool {
	return f.media.Hash == g.media.Hash && f.focus == g.focus && maps.Equal(f.forms, g.forms)
}

// framing remembers how a picture is framed.
func (d *draft) framing(p picture) (f framing, ok bool) {
	i := d.find(p)
	if i < 0 {
		return f, false
	}
	f = framing{media: d.post.Media[i].Media, focus: d.post.Media[i].Focus, forms: map[data.AccountID]shape{}}
	for _, v := range d.post.Variants {
		f.forms[v.Account] = shapeOf(&d.post, v.Account)
	}
	return f, true
}

// frame frames a picture as it was remembered.
func (d *draft) frame(p picture, f framing) {
	d.exchange(p, f.media, f.focus)
	d.setFocus(picture{p.part, f.media.Hash}, f.focus)
	for a, one := range f.forms {
		d.setShape(a, one)
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
