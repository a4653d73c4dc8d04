package composer

import (
	"math"
	"strings"

	"parvis/data"
	"parvis/data/words"
)

// summary says in a line what a post comes to on an account: first what people
// will not see of it, else how much there is.
func summary(b *words.Book, post *data.Post, a data.Account) string {
	var said []string
	if near := foldedAt(post, a); near > 0 {
		said = append(said, b.N("composer.preview.folded", near))
	}
	if f := shapeOf(post, a.ID); f.ratio > 0 && mediaOf(post, false) > 0 {
		key := "composer.preview.cropped"
		if f.bands != data.BandsNone {
			key = "composer.preview.banded"
		}
		said = append(said, b.T(key, "Ratio", ratioName(b, f.ratio)))
	}
	if len(said) == 0 || a.Can.Article() {
		said = append(amounts(b, post, a), said...)
	}
	return strings.Join(said, ", ")
}

// foldedAt is after about how many characters the network hides the text of an
// account, rounded as it is not known to the character, 0 when it shows all.
func foldedAt(post *data.Post, a data.Account) int {
	for _, one := range appearances(post, a) {
		if one.folded() {
			const fine, coarse, many = 5, 10, 200
			after, step := data.DisplayOf(a.Network).Fold.After, fine
			if after >= many {
				step = coarse
			}
			return (after + step/2) / step * step
		}
	}
	return 0
}

// ratioName is a ratio as people write it: "4:5", "1,91:1".
func ratioName(b *words.Book, ratio float64) string {
	const most = 16
	for high := 1; high <= most; high++ {
		wide := ratio * float64(high)
		if near := math.Round(wide); near >= 1 && near <= most && math.Abs(wide-near) < 0.001 {
			return b.Number(int64(near)) + ":" + b.Number(int64(high))
		}
	}
	return b.Decimal(ratio, 2) + ":" + b.Number(1)
}

// amounts say how much there is on an account.
func amounts(b *words.Book, post *data.Post, a data.Account) []string {
	parts := post.PartsFor(a.ID)
	var said []string
	switch words := wordsIn(strings.Join(parts, " ")); {
	case a.Can.Article():
		said = append(said, b.T("composer.preview.article", "Words", b.N("composer.words", words)))
	case len(parts) > 1:
		said = append(said, b.N("composer.preview.parts", len(parts)))
	default:
		said = append(said, b.N("composer.words", words))
	}
	if n := mediaOf(post, false); n > 0 {
		said = append(said, b.N("composer.preview.pictures", n))
	}
	if n := mediaOf(post, true); n > 0 {
		said = append(said, b.N("composer.preview.videos", n))
	}
	return said
}

// mediaOf counts a post's pictures, or its videos.
func mediaOf(post *data.Post, videos bool) (n int) {
	for _, one := range post.Media {
		if one.Video() == videos {
			n++
		}
	}
	return n
}
