package approval_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
	"parvis/data/words"
)

var (
	key  = []byte("0123456789abcdef0123456789abcdef")
	made = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	soon = made.Add(time.Hour)
)

func book(t testing.TB, lang string) *words.Book {
	t.Helper()
	c, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %q", lang, key) }
	return c.In(lang)
}

// photo is a picture with a gradient between two colours.
func photo(t testing.TB, w, h int, from, to color.RGBA) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	mix := func(a, b uint8, x int) uint8 { return uint8((int(a)*(w-x) + int(b)*x) / w) }
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{mix(from.R, to.R, x), mix(from.G, to.G, x), mix(from.B, to.B, x), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The accounts of the sample.
const (
	onBluesky  data.AccountID = 3
	onMastodon data.AccountID = 5
	onBlog     data.AccountID = 8
)

// sample is what the bakery asks its owner: a post with a picture and a variant,
// a thread with two pictures, and one without a date.
func sample(t testing.TB, lang string) approval.Pack {
	t.Helper()
	posts := []data.Post{
		{
			ID: 12, Revision: 3, Title: "Bûche de Noël", Lang: "fr", Parts: []string{"Les bûches sont là.\n\nCommandez avant le 20 décembre ☃️ #Nantes"},
			Media: []data.Attachment{{Media: data.Media{Hash: "aa11", Name: "buche.jpg", MIME: "image/jpeg"}, Alt: "Une bûche au chocolat, une branche de houx dessus"}},
			When:  data.Schedule{Wall: "2026-11-26T18:30", Zone: "Europe/Paris", Instant: time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)},
			Variants: []data.Variant{
				{Account: onBluesky},
				{Account: onMastodon},
				{Account: onBlog, Parts: []string{"Nos bûches de Noël sont arrivées : chocolat, marron, citron."}},
			},
		},
		{
			ID: 15, Revision: 1, Parts: []string{"Portes ouvertes samedi.", "Le fournil se visite de 10 h à 12 h."},
			Media: []data.Attachment{
				{Media: data.Media{Hash: "bb22", Name: "fournil.jpg", MIME: "image/jpeg"}},
				{Media: data.Media{Hash: "cc33", Name: "petrin.mp4", MIME: "video/mp4", Length: 42 * time.Second}, Part: 1, Alt: "Le pétrin tourne"},
			},
			When:     data.Schedule{Wall: "2026-11-28T09:00", Zone: "Europe/Paris"},
			Variants: []data.Variant{{Account: onMastodon}, {Account: onBluesky, Parts: []string{"Portes ouvertes samedi, de 10 h à 12 h."}}},
		},
		{ID: 20, Revision: 7, Parts: []string{"Qui veut la dernière tarte ?"}, Variants: []data.Variant{{Account: onMastodon}}},
	}
	p := approval.Pack{
		Brand: data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris"},
		Approval: data.Approval{
			ID: 4, Brand: 1, Reader: "Mme Lenoir", Made: made, Until: made.Add(72 * time.Hour),
			Note: "Bonjour,\nvoici la semaine. La bûche est la plus pressée.",
		},
		Posts: posts,
		Accounts: []data.Account{
			{ID: onBluesky, Network: "bluesky", Handle: "@maisonlenoir.example"},
			{ID: onMastodon, Network: "mastodon", Handle: "@maisonlenoir@reseau.example"},
			{ID: onBlog, Network: "wordpress", Handle: "lea@blog.example"},
		},
		Pictures: map[data.MediaHash][]byte{
			"aa11": photo(t, 1200, 800, color.RGBA{90, 45, 20, 255}, color.RGBA{230, 190, 140, 255}),
			"bb22": photo(t, 600, 900, color.RGBA{31, 92, 87, 255}, color.RGBA{220, 235, 232, 255}),
		},
		Book: book(t, lang), Mail: "lea+relire@maisonlenoir.example", Key: key,
	}
	ask(&p)
	return p
}

// ask puts all posts of a pack into its approval.
func ask(p *approval.Pack) {
	p.Approval.Posts = nil
	for _, post := range p.Posts {
		p.Approval.Posts = append(p.Approval.Posts, data.Reviewed{Post: post.ID, Revision: post.Revision})
	}
}

func build(t testing.TB, p approval.Pack) []byte {
	t.Helper()
	page, err := approval.Make(p)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// open is the file as its reader has it.
func open(t testing.TB, file []byte) reader.Page {
	t.Helper()
	p, err := reader.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const serial = "00112233445566778899aabbccddeeff"

// say is the body of an answer in which so much is said.
func say(p reader.Page, posts ...reader.Reply) reader.Body {
	return p.Body(serial, "Odile Lenoir", made.Add(30*time.Minute), posts...)
}

// seal makes the file of an answer.
func seal(t testing.TB, p reader.Page, body reader.Body) []byte {
	t.Helper()
	b, err := p.Seal(body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sealBytes makes the file of an answer whose body is anything.
func sealBytes(t testing.TB, p reader.Page, body []byte) []byte {
	t.Helper()
	b, err := p.SealBytes(body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
