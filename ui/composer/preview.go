package composer

import (
	"cmp"
	"image"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// stretch is a piece of a text as a network shows it.
type stretch struct {
	text   string
	linked bool // a link, a hashtag or a mention
}

// appearance is what one part of the post looks like on an account.
type appearance struct {
	text  []stretch
	media []data.Attachment
	ratio float64 // of the pictures; 0: their own
}

// appearances are the parts of the post on an account, with what is added to
// their links.
func (m *model) appearances(a data.Account) []appearance {
	var out []appearance
	for i, part := range m.parts(a.ID) {
		out = append(out, appearance{
			text:  stretches(text.Track(part, m.post.Track, string(a.Network))),
			media: m.post.MediaFor(a.ID, i),
			ratio: m.post.RatioFor(a.ID),
		})
	}
	return out
}

// stretches cuts a text at its links, hashtags and mentions.
func stretches(s string) []stretch {
	var spans []text.Span
	for _, l := range text.Links(s) {
		spans = append(spans, l.Span)
	}
	for _, h := range text.Hashtags(s) {
		spans = append(spans, h.Span)
	}
	for _, m := range text.Mentions(s) {
		spans = append(spans, m.Span)
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []stretch
	add := func(piece string, linked bool) {
		if piece != "" {
			out = append(out, stretch{piece, linked})
		}
	}
	at := 0
	for _, span := range spans {
		if span.Start >= at {
			add(s[at:span.Start], false)
			add(s[span.Start:span.End], true)
			at = span.End
		}
	}
	add(s[at:], false)
	return out
}

// cropped is what is shown of a picture at a ratio; img may be smaller than the
// file.
func cropped(img image.Image, a data.Attachment, ratio float64) image.Image {
	bounds := img.Bounds()
	frame := a.Crop(ratio).Frame(bounds.Dx(), bounds.Dy()).Add(bounds.Min)
	if part, ok := img.(interface {
		SubImage(r image.Rectangle) image.Image
	}); ok && !frame.Empty() {
		return part.SubImage(frame)
	}
	return img
}

// summary says in a line what the post comes to on an account.
func (m *model) summary(a data.Account) string {
	b := m.Words()
	parts := m.parts(a.ID)
	var said []string
	switch words := wordsIn(strings.Join(parts, " ")); {
	case a.Can.Title:
		said = append(said, b.T("composer.preview.article", "Words", b.N("composer.words", words)))
	case len(parts) > 1:
		said = append(said, b.N("composer.preview.parts", len(parts)))
	default:
		said = append(said, b.N("composer.words", words))
	}
	pictures, videos := 0, 0
	for _, one := range m.post.Media {
		if one.Video() {
			videos++
		} else {
			pictures++
		}
	}
	if pictures > 0 {
		said = append(said, b.N("composer.preview.pictures", pictures))
	}
	if videos > 0 {
		said = append(said, b.N("composer.preview.videos", videos))
	}
	if ratio := m.post.RatioFor(a.ID); ratio > 0 && pictures > 0 {
		said = append(said, b.T("composer.preview.cropped", "Ratio", b.Decimal(ratio, 2)))
	}
	return strings.Join(said, ", ")
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
