package composer

import (
	"cmp"
	"image"
	"regexp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"parvis/data"
	"parvis/data/text"
)

// stretch is a piece of a text as a network shows it.
type stretch struct {
	text   string
	linked bool // a link, a hashtag or a mention
	strong bool // a heading
}

// appearance is what one part of the post looks like on an account.
type appearance struct {
	text  []stretch
	shown int // of text, as far as the network shows it at once; len(text): all of it
	media []data.Attachment
	shape shape // of the pictures
}

// folded tells whether the network hides the end of the text.
func (a appearance) folded() bool { return a.shown < len(a.text) }

// appearances are the parts of a post on an account as people see them there,
// with what is added to their links. It reads the post and changes nothing.
func appearances(post *data.Post, a data.Account) []appearance {
	var out []appearance
	display := data.DisplayOf(a.Network)
	for i, part := range post.PartsFor(a.ID) {
		part = text.Track(part, post.Track, string(a.Network))
		one := appearance{media: post.MediaFor(a.ID, i), shape: shapeOf(post, a.ID)}
		if a.Can.Article() {
			one.text = articleStretches(part)
		} else {
			one.text = stretches(part, display.Links)
		}
		one.text, one.shown = fold(one.text, display.Fold.After)
		out = append(out, one)
	}
	return out
}

// stretches cuts a text at its links, hashtags and mentions, and writes its links
// as the network does.
func stretches(s string, form data.LinkForm) []stretch {
	type linked struct {
		text.Span
		shown string
	}
	var all []linked
	for _, l := range text.Links(s) {
		all = append(all, linked{l.Span, form.Of(s[l.Start:l.End])})
	}
	for _, h := range text.Hashtags(s) {
		all = append(all, linked{h.Span, s[h.Start:h.End]})
	}
	for _, m := range text.Mentions(s) {
		all = append(all, linked{m.Span, s[m.Start:m.End]})
	}
	slices.SortFunc(all, func(a, b linked) int { return cmp.Compare(a.Start, b.Start) })
	var out []stretch
	at := 0
	for _, one := range all {
		if one.Start >= at {
			out = add(out, stretch{text: s[at:one.Start]})
			out = add(out, stretch{text: one.shown, linked: true})
			at = one.End
		}
	}
	return add(out, stretch{text: s[at:]})
}

// articleStretches is a text as a blog shows it: headings, and links of Markdown
// by their words.
func articleStretches(s string) []stretch {
	var out []stretch
	for line := range strings.Lines(s) {
		words := strings.TrimLeft(line, "#")
		if level := len(line) - len(words); level > 0 && level <= 4 && strings.HasPrefix(words, " ") {
			out = add(out, stretch{text: strings.TrimLeft(words, " "), strong: true})
			continue
		}
		at := 0
		for _, found := range markdownLink.FindAllStringSubmatchIndex(line, -1) {
			out = append(out, plainLinks(line[at:found[0]])...)
			out = add(out, stretch{text: line[found[2]:found[3]], linked: true})
			at = found[1]
		}
		out = append(out, plainLinks(line[at:])...)
	}
	return out
}

// plainLinks cuts a text at its links alone: hashtags lead nowhere on a blog.
func plainLinks(s string) []stretch {
	var out []stretch
	at := 0
	for _, l := range text.Links(s) {
		out = add(out, stretch{text: s[at:l.Start]})
		out = add(out, stretch{text: s[l.Start:l.End], linked: true})
		at = l.End
	}
	return add(out, stretch{text: s[at:]})
}

// markdownLink is "[words](https://…)".
var markdownLink = regexp.MustCompile(`\[([^\[\]\n]+)\]\(https?://[^\s()<>"]+\)`)

func add(to []stretch, one stretch) []stretch {
	if one.text == "" {
		return to
	}
	return append(to, one)
}

// fold cuts a text so that a stretch ends after so many characters, between two
// words and never within a link, and tells how many stretches are shown. A text
// that is hardly longer stays whole, as networks leave it; after 0 hides nothing.
func fold(all []stretch, after int) (cut []stretch, shown int) {
	const hardly = 10
	long := 0
	for _, one := range all {
		long += uniseg.GraphemeClusterCount(one.text)
	}
	if after == 0 || long <= after+hardly {
		return all, len(all)
	}
	left := after
	for i, one := range all {
		n := uniseg.GraphemeClusterCount(one.text)
		if n <= left {
			left -= n
			continue
		}
		at := 0
		if !one.linked {
			at = lastSpace(one.text, left)
		}
		cut = slices.Clone(all[:i])
		if at == 0 {
			return append(cut, all[i:]...), i
		}
		first, rest := one, one
		first.text, rest.text = one.text[:at], one.text[at:]
		return append(append(cut, first, rest), all[i+1:]...), i + 1
	}
	return all, len(all)
}

// lastSpace is where a text can be cut within so many characters, 0 for nowhere.
func lastSpace(s string, characters int) int {
	at, last := 0, 0
	for rest, state := s, -1; rest != "" && characters > 0; characters-- {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if strings.TrimSpace(cluster) == "" {
			last = at
		}
		at += len(cluster)
	}
	return last
}

// cropped is what is shown of a picture at a ratio; img may be smaller than the
// file.
func cropped(img image.Image, a data.Attachment, ratio float64) image.Image {
	bounds := img.Bounds()
	frame := a.Crop(ratio, data.BandsNone).Frame(bounds.Dx(), bounds.Dy()).Add(bounds.Min)
	if part, ok := img.(interface {
		SubImage(r image.Rectangle) image.Image
	}); ok && !frame.Empty() {
		return part.SubImage(frame)
	}
	return img
}

// goesTo lists the accounts of the post, in its order.
func (m *model) goesTo() []data.Account {
	var out []data.Account
	for _, v := range m.post.Variants {
		if a, ok := m.account(v.Account); ok {
			out = append(out, a)
		}
	}
	return out
}

// previewed is the account that the preview shows: the tab's, or the first one.
func (m *model) previewed() (data.Account, bool) {
	if m.tab != common {
		return m.account(m.tab)
	}
	all := m.goesTo()
	if len(all) == 0 {
		return data.Account{}, false
	}
	return all[0], true
}
