package composer

import (
	"maps"
	"slices"
	"strings"

	"parvis/data"
)

// common is the tab of the text that every account follows.
const common data.AccountID = 0

// picture names an attachment: a file is attached at most once to a part.
type picture struct {
	part int
	hash data.MediaHash
}

// draft is a post under the pen. Its methods change it and nothing else; what
// takes something away gives back what puts it in place again. edits grows with
// every change.
type draft struct {
	post  data.Post
	edits int
}

// clone copies a post so deeply that changing one never shows in the other.
func clone(p data.Post) data.Post {
	p.Parts = slices.Clone(p.Parts)
	p.Media = slices.Clone(p.Media)
	p.Variants = slices.Clone(p.Variants)
	for i := range p.Variants {
		p.Variants[i].Parts = slices.Clone(p.Variants[i].Parts)
		p.Variants[i].Options = maps.Clone(p.Variants[i].Options)
	}
	return p
}

// blank tells whether there is nothing in a post that somebody would miss.
func blank(p *data.Post) bool {
	return p.Headline() == "" && len(p.Media) == 0
}

// parts is the text of a tab; it has at least one part.
func (d *draft) parts(tab data.AccountID) []string { return d.post.PartsFor(tab) }

// differs tells whether an account has a text of its own.
func (d *draft) differs(a data.AccountID) bool {
	v, ok := d.post.Variant(a)
	return ok && len(v.Parts) > 0
}

func (d *draft) setTitle(title string) {
	if title != d.post.Title {
		d.post.Title = title
		d.edits++
	}
}

// setText writes one part of a tab. A variant that says again what the common
// text says follows it again.
func (d *draft) setText(tab data.AccountID, part int, text string) {
	parts := slices.Clone(d.parts(tab))
	if part < 0 || part >= len(parts) || parts[part] == text {
		return
	}
	parts[part] = text
	d.setParts(tab, parts)
}

func (d *draft) setParts(tab data.AccountID, parts []string) {
	d.edits++
	if tab == common {
		d.post.Parts = parts
		return
	}
	i := d.variant(tab)
	if i < 0 {
		return
	}
	if slices.Equal(parts, d.parts(common)) {
		parts = nil
	}
	d.post.Variants[i].Parts = parts
}

func (d *draft) variant(a data.AccountID) int {
	return slices.IndexFunc(d.post.Variants, func(v data.Variant) bool { return v.Account == a })
}

// follow drops an account's own text for the common one.
func (d *draft) follow(a data.AccountID) (undo func()) {
	i := d.variant(a)
	if i < 0 {
		return func() {}
	}
	own := d.post.Variants[i].Parts
	d.post.Variants[i].Parts = nil
	d.edits++
	return func() {
		if d.variant(a) >= 0 {
			d.setParts(a, own)
		}
	}
}

// addPart puts an empty part after the last one of a tab and returns its index.
func (d *draft) addPart(tab data.AccountID) int {
	parts := append(slices.Clone(d.parts(tab)), "")
	d.setParts(tab, parts)
	return len(parts) - 1
}

// removePart takes a part away; from the common text its pictures go with it.
// The last remaining part stays.
func (d *draft) removePart(tab data.AccountID, part int) (undo func()) {
	parts := d.parts(tab)
	if part < 0 || part >= len(parts) || len(parts) == 1 {
		return func() {}
	}
	text := parts[part]
	var gone []data.Attachment
	if tab == common {
		gone = d.takePictures(part)
	}
	d.setParts(tab, slices.Delete(slices.Clone(parts), part, part+1))
	return func() { d.insertPart(tab, part, text, gone) }
}

// takePictures removes the pictures of a common part and moves those of the
// parts behind it one forward.
func (d *draft) takePictures(part int) (gone []data.Attachment) {
	var kept []data.Attachment
	for _, a := range d.post.Media {
		switch {
		case a.Part == part:
			gone = append(gone, a)
			continue
		case a.Part > part:
			a.Part--
		}
		kept = append(kept, a)
	}
	d.post.Media = kept
	return gone
}

func (d *draft) insertPart(tab data.AccountID, part int, text string, pictures []data.Attachment) {
	parts := slices.Clone(d.parts(tab))
	part = min(part, len(parts))
	if tab == common {
		media := slices.Clone(d.post.Media)
		for i := range media {
			if media[i].Part >= part {
				media[i].Part++
			}
		}
		d.post.Media = append(media, pictures...)
	}
	d.setParts(tab, slices.Insert(parts, part, text))
}

// replacePart puts several parts in the place of one. Undoing it puts the text
// back as it was or, when it was edited since, joins what is there now: either
// way no word is lost.
func (d *draft) replacePart(tab data.AccountID, part int, by []string) (undo func()) {
	parts := d.parts(tab)
	if part < 0 || part >= len(parts) || len(by) == 0 {
		return func() {}
	}
	former := parts[part]
	d.setParts(tab, slices.Replace(slices.Clone(parts), part, part+1, by...))
	more := len(by) - 1
	if tab == common {
		d.shiftPictures(part, more)
	}
	return func() {
		now := d.parts(tab)
		if part+more >= len(now) {
			return
		}
		text := former
		if written := now[part : part+more+1]; !slices.Equal(written, by) {
			text = strings.Join(written, "\n\n")
		}
		d.setParts(tab, slices.Replace(slices.Clone(now), part, part+more+1, text))
		if tab == common {
			d.shiftPictures(part, -more)
		}
	}
}

// shiftPictures moves the pictures of the parts after part by so many parts,
// never before part itself.
func (d *draft) shiftPictures(part, by int) {
	media := slices.Clone(d.post.Media)
	for i := range media {
		if media[i].Part > part {
			media[i].Part = max(part, media[i].Part+by)
		}
	}
	d.post.Media = media
}

// join gives an account that cannot hold a thread all parts as one text.
func (d *draft) join(a data.AccountID) (undo func()) {
	i := d.variant(a)
	if i < 0 {
		return func() {}
	}
	own := d.post.Variants[i].Parts
	d.setParts(a, []string{strings.Join(d.parts(a), "\n\n")})
	return func() {
		if i := d.variant(a); i >= 0 {
			d.post.Variants[i].Parts = own
			d.edits++
		}
	}
}

// addAccount sends the post to one more account.
func (d *draft) addAccount(a data.AccountID) {
	d.putAccount(len(d.post.Variants), data.Variant{Account: a})
}

func (d *draft) putAccount(at int, v data.Variant) {
	if d.variant(v.Account) >= 0 {
		return
	}
	variants := slices.Clone(d.post.Variants)
	d.post.Variants = slices.Insert(variants, min(at, len(variants)), v)
	d.edits++
}

// removeAccount takes the post away from an account, its variant with it.
func (d *draft) removeAccount(a data.AccountID) (undo func()) {
	i := d.variant(a)
	if i < 0 {
		return func() {}
	}
	v := d.post.Variants[i]
	d.post.Variants = slices.Delete(slices.Clone(d.post.Variants), i, i+1)
	d.edits++
	return func() { d.putAccount(i, v) }
}

// option returns the value of an account's option, "" when it was never set.
func (d *draft) option(a data.AccountID, key string) string {
	v, _ := d.post.Variant(a)
	return v.Options[key]
}

// setOption sets an option of an account; "" forgets it.
func (d *draft) setOption(a data.AccountID, key, value string) {
	i := d.variant(a)
	if i < 0 || d.post.Variants[i].Options[key] == value {
		return
	}
	options := maps.Clone(d.post.Variants[i].Options)
	if options == nil {
		options = map[string]string{}
	}
	options[key] = value
	if value == "" {
		delete(options, key)
	}
	d.post.Variants[i].Options = options
	d.edits++
}

func (d *draft) setWhen(s data.Schedule) {
	if s != d.post.When {
		d.post.When = s
		d.edits++
	}
}
