package composer

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"parvis/data"
)

// shelf is what the desk has to be put into posts.
type shelf struct {
	mu        sync.Mutex
	templates []data.Template
	assets    []data.Asset
}

func (s *shelf) Templates(context.Context, data.BrandID) ([]data.Template, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.templates), nil
}

func (s *shelf) SaveTemplate(_ context.Context, t *data.Template) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.ID = data.TemplateID(len(s.templates) + 1)
	s.templates = append(s.templates, *t)
	return nil
}

func (s *shelf) DeleteTemplate(_ context.Context, id data.TemplateID) (func(context.Context) error, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	former := slices.Clone(s.templates)
	s.templates = slices.DeleteFunc(s.templates, func(t data.Template) bool { return t.ID == id })
	return func(context.Context) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.templates = former
		return nil
	}, nil
}

func (s *shelf) Asset(_ context.Context, _ data.BrandID, hash data.MediaHash) (data.Asset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.assets {
		if a.Hash == hash {
			return a, nil
		}
	}
	return data.Asset{}, data.ErrNoSuch
}

// stocked is a bench with a catalogue, templates and a photo.
func stocked(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.desk.templates = []data.Template{
		{ID: 1, Kind: data.TemplatePost, Name: "English", Text: "New: {product}", Lang: "en"},
		{ID: 2, Kind: data.TemplatePost, Name: "Nouveau", Title: "{produit}", Text: "Nouveau : {produit}, à {prix}, dès {heure} !", Lang: "fr"},
		{ID: 3, Kind: data.TemplateHashtags, Name: "Nantes", Text: "#Nantes #boulangerie #pain"},
	}
	photo := data.Asset{Alt: "Une galette rayée."}
	photo.Hash = "abc"
	b.desk.assets = []data.Asset{photo}
	euros := func(cents data.Micros) data.Amount { return data.Amount{Micros: cents * 10_000, Currency: "EUR"} }
	b.desk.guide.Products = []data.Product{
		{ID: 1, Name: "Croissant", Price: euros(130)},
		{ID: 2, Name: "Galette", Price: euros(2450), Link: "https://maison.example/galette", Photo: "abc", Season: data.Season{From: "11-15", To: "01-31"}},
		{ID: 3, Name: "Pain d’été", Season: data.Season{From: "06-01", To: "08-31"}},
		{ID: 4, Name: "Arrêté", Ended: true},
	}
	return b
}

// supplied shows a post with its stock and its guide.
func (b *bench) supplied(p data.Post) {
	b.t.Helper()
	b.given(p)
	b.proofread()
	b.stockUp()
	b.until("stock and guide", func() bool { return len(b.stock.templates) > 0 && b.proofs.guided })
}

func names[T any](all []T, name func(T) string) (out []string) {
	for _, one := range all {
		out = append(out, name(one))
	}
	return out
}

func TestWhatSuitsThePostStandsFirst(t *testing.T) {
	b := stocked(t)
	b.supplied(everywhere(""))
	if got := names(b.products(), func(p data.Product) string { return p.Name }); !slices.Equal(got, []string{"Galette", "Croissant", "Pain d’été"}) {
		t.Errorf("products: %q", got)
	}
	if got := names(b.model.templates(data.TemplatePost), func(t data.Template) string { return t.Name }); !slices.Equal(got, []string{"Nouveau", "English"}) {
		t.Errorf("templates: %q", got)
	}
}

func TestAGroupBringsNoHashtagTwice(t *testing.T) {
	b := stocked(t)
	b.supplied(everywhere("Le four. #nantes"))
	group := b.model.templates(data.TemplateHashtags)[0]
	end, ok := b.insertGroup(spot{common, 0, 16}, group)
	if got := b.parts(common)[0]; !ok || got != "Le four. #nantes #boulangerie #pain" || end != len([]rune(got)) {
		t.Fatalf("%q, %d, %t", got, end, ok)
	}
	if _, ok := b.insertGroup(spot{common, 0, 0}, group); ok {
		t.Error("hashtags that are there are inserted again")
	}
	b.setText(common, 0, b.parts(common)[0]+" Venez.")
	b.window.undo = nil
	b.insertGroup(spot{common, 0, 0}, data.Template{Name: "Autre", Text: "#four"})
	b.setText(common, 0, b.parts(common)[0]+" Vite.")
	b.window.undo()
	if got := b.parts(common)[0]; got != " Le four. #nantes #boulangerie #pain Venez. Vite." {
		t.Errorf("undone after more was written: %q", got)
	}
}

func TestAProductComesWithPricePhotoAndMark(t *testing.T) {
	b := stocked(t)
	b.supplied(everywhere("À réserver :"))
	before := clone(b.post)
	end := 0
	b.insertProduct(spot{common, 0, 12}, b.products()[0], func(at int) { end = at })
	b.until("the photo", func() bool { return end > 0 })
	want := "À réserver : Galette, 24,50\u202f€\nhttps://maison.example/galette"
	if got := b.parts(common)[0]; got != want {
		t.Errorf("%q", got)
	}
	if !slices.Equal(b.post.Products, []data.ProductID{2}) || len(b.post.Media) != 1 || b.post.Media[0].Alt != "Une galette rayée." {
		t.Errorf("products %v, media %+v", b.post.Products, b.post.Media)
	}
	b.settle()
	if stored := b.desk.stored(1); !slices.Equal(stored.Products, []data.ProductID{2}) {
		t.Errorf("stored %v", stored.Products)
	}
	b.window.undo()
	if !sameContent(before, b.post) {
		t.Errorf("one step does not undo it: %+v", b.post)
	}
}

func TestATemplateAsksForWhatNothingFills(t *testing.T) {
	b := stocked(t)
	b.supplied(everywhere("Bonjour.\n"))
	f := newFilling(b.model, b.model.templates(data.TemplatePost)[0], spot{common, 0, 9})
	if !f.takesProduct() || !slices.Equal(f.missing(), []string{"produit", "prix", "heure"}) {
		t.Fatalf("without a product %q are missing", f.missing())
	}
	f.product = b.products()[0]
	f.given["heure"] = " 7 h "
	if missing := f.missing(); len(missing) != 0 || !slices.Equal(f.asked(), []string{"heure"}) {
		t.Fatalf("missing %q, asked %q", missing, f.asked())
	}
	done := false
	f.put(func(spot, int) { done = true })
	b.until("it is inserted", func() bool { return done })
	if got := b.parts(common)[0]; got != "Bonjour.\n\nNouveau : Galette, à 24,50\u202f€, dès 7 h !" {
		t.Errorf("%q", got)
	}
	if b.post.Title != "Galette" || !slices.Equal(b.post.Products, []data.ProductID{2}) {
		t.Errorf("title %q, products %v", b.post.Title, b.post.Products)
	}
	again := newFilling(b.model, data.Template{Text: "{produit}"}, spot{common, 0, 0})
	if again.product.ID != 2 || len(again.missing()) != 0 {
		t.Errorf("the product of the post is asked for again")
	}
	b.window.undo()
	if got := b.parts(common)[0]; got != "Bonjour.\n" || b.post.Title != "" || len(b.post.Products)+len(b.post.Media) != 0 {
		t.Errorf("undone: %q, %q, %v", got, b.post.Title, b.post.Products)
	}
}

func TestWhatGoesOutIsNotInsertedInto(t *testing.T) {
	b := stocked(t)
	id := b.given(everywhere("Parti"))
	b.desk.deliveries[id] = []data.Delivery{
		{ID: 1, Post: id, Account: bluesky, State: data.Sent},
		{ID: 2, Post: id, Account: mastodon, State: data.Sent},
		{ID: 3, Post: id, Account: wordpress, State: data.Sent},
	}
	b.heard(data.Change{Noun: data.Deliveries})
	b.until("deliveries", func() bool { return b.finished() })
	if _, ok := b.insert(spot{common, 0, 0}, addition{text: "x"}, "x"); ok || b.parts(common)[0] != "Parti" {
		t.Error("a text that is public was changed")
	}
}

func TestJoined(t *testing.T) {
	for _, test := range []struct {
		text string
		at   int
		own  bool
		want string
	}{
		{"", 0, false, "#a"},
		{"", 5, true, "#a"},
		{"été", 3, false, "été #a"},
		{"été ", 4, false, "été #a"},
		{"un\n", 3, false, "un\n#a"},
		{"un deux", 2, false, "un #a deux"},
		{"un, deux", 2, false, "un #a, deux"},
		{"un deux", 3, true, "un\n\n#a\n\ndeux"},
		{"un\n\n", 4, true, "un\n\n#a"},
	} {
		got, end := joined(test.text, test.at, addition{text: "#a", own: test.own})
		if got != test.want || string([]rune(got)[:end]) != test.want[:strings.Index(test.want, "#a")+2] {
			t.Errorf("%q at %d: %q, %d", test.text, test.at, got, end)
		}
	}
}

func TestAPostIsKeptAsATemplate(t *testing.T) {
	b := stocked(t)
	post := everywhere("La galette à 24,50 € : https://maison.example/galette", "La suite.")
	post.Title = "Galette de saison"
	b.supplied(post)
	p := newPattern(b.model)
	variables, said := p.variables()
	if p.product.ID != 2 || !slices.Equal(variables, []string{"produit", "prix", "lien"}) || said["prix"] != "24,50 €" {
		t.Fatalf("product %d, variables %q, %q", p.product.ID, variables, said)
	}
	p.literal["lien"] = true
	got := p.template("Saison")
	if got.Title != "{produit} de saison" || got.Text != "La {produit} à {prix} : https://maison.example/galette\n\nLa suite." || got.Lang != "fr" {
		t.Errorf("%+v", got)
	}
	b.keepTemplate(got)
	b.until("the template", func() bool { return len(b.model.templates(data.TemplatePost)) == 3 })
	b.window.undo()
	b.until("undo", func() bool { return len(b.model.templates(data.TemplatePost)) == 2 })
}

func TestAReviewIsAskedForOnceAllIsStored(t *testing.T) {
	b := newBench(t)
	b.begin("2026-11-26")
	b.askReview()
	if len(b.window.reviews) > 0 {
		t.Fatal("a post without a word is given to be read")
	}
	b.typed(common, 0, "Des galettes")
	b.askReview()
	b.until("the question", func() bool { return len(b.window.reviews) > 0 })
	if got := b.window.reviews; !slices.Equal(got, []string{"1 2026-11-26"}) || b.desk.stored(1).Parts[0] != "Des galettes" {
		t.Errorf("%q, stored %q", got, b.desk.stored(1).Parts)
	}
}
