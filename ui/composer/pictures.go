package composer

import (
	"slices"

	"parvis/data"
)

// pictures are the attachments of a part, in order.
func (d *draft) pictures(part int) []data.Attachment {
	var out []data.Attachment
	for _, a := range d.post.Media {
		if a.Part == part {
			out = append(out, a)
		}
	}
	return out
}

// attach puts a picture behind those of a part; false when the part shows it
// already.
func (d *draft) attach(m data.Media, part int) bool {
	if d.find(picture{part, m.Hash}) >= 0 {
		return false
	}
	d.post.Media = append(slices.Clone(d.post.Media), data.Attachment{Media: m, Part: part})
	d.edits++
	return true
}

func (d *draft) find(p picture) int {
	return slices.IndexFunc(d.post.Media, func(a data.Attachment) bool {
		return a.Part == p.part && a.Hash == p.hash
	})
}

// alt is the text for those who cannot see a picture.
func (d *draft) alt(p picture) string {
	if i := d.find(p); i >= 0 {
		return d.post.Media[i].Alt
	}
	return ""
}

func (d *draft) setAlt(p picture, alt string) {
	i := d.find(p)
	if i < 0 || d.post.Media[i].Alt == alt {
		return
	}
	d.post.Media = slices.Clone(d.post.Media)
	d.post.Media[i].Alt = alt
	d.edits++
}

// detach takes a picture away.
func (d *draft) detach(p picture) (undo func()) {
	i := d.find(p)
	if i < 0 {
		return func() {}
	}
	gone := d.post.Media[i]
	d.post.Media = slices.Delete(slices.Clone(d.post.Media), i, i+1)
	d.edits++
	return func() {
		if d.find(p) < 0 {
			d.post.Media = slices.Insert(slices.Clone(d.post.Media), min(i, len(d.post.Media)), gone)
			d.edits++
		}
	}
}

// place moves a picture to a position among those of its part; positions
// outside are the nearest end.
func (d *draft) place(p picture, position int) {
	i := d.find(p)
	if i < 0 {
		return
	}
	var slots []int // where the pictures of the part stand in the post
	from := 0
	for at, a := range d.post.Media {
		if a.Part == p.part {
			if at == i {
				from = len(slots)
			}
			slots = append(slots, at)
		}
	}
	to := min(max(position, 0), len(slots)-1)
	if to == from {
		return
	}
	row := d.pictures(p.part)
	moved := row[from]
	row = slices.Insert(slices.Delete(row, from, from+1), to, moved)
	media := slices.Clone(d.post.Media)
	for n, at := range slots {
		media[at] = row[n]
	}
	d.post.Media = media
	d.edits++
}
