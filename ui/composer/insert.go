package composer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/text"
	"parvis/data/words"
)

// InsertPorts is what the composer asks about what can be put into a post.
type InsertPorts interface {
	// Templates are a brand's templates and its groups of hashtags.
	Templates(ctx context.Context, brand data.BrandID) ([]data.Template, error)
	// SaveTemplate inserts a template, setting its ID, or updates it.
	SaveTemplate(ctx context.Context, t *data.Template) error
	DeleteTemplate(ctx context.Context, id data.TemplateID) (undo func(context.Context) error, err error)
	// Asset reads a file of the library; data.ErrNoSuch when it is not in it.
	Asset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (data.Asset, error)
}

// stock is what can be put into a post besides the products, which are in the
// guide.
type stock struct {
	brand     data.BrandID // that was asked about last
	templates []data.Template
}

// stockUp reads the templates of the brand, unless they are read already.
func (m *model) stockUp() {
	brand, ports := m.Brand().ID, m.Ports
	if !m.open || m.stock.brand == brand {
		return
	}
	m.stock = stock{brand: brand}
	m.Runner.Go("composer.stock", func(ctx context.Context) (func(), error) {
		all, err := ports.Templates(ctx, brand)
		return func() {
			if m.stock.brand == brand {
				m.stock.templates = all
				m.figures()
			}
		}, err
	})
}

// restock has the templates read again.
func (m *model) restock() {
	m.stock.brand = 0
	m.stockUp()
}

// templates are those of a kind, what suits the post before what does not.
func (m *model) templates(kind data.TemplateKind) []data.Template {
	var networks []data.NetworkName
	for _, v := range m.post.Variants {
		if a, ok := m.account(v.Account); ok {
			networks = append(networks, a.Network)
		}
	}
	rank := func(t data.Template) int {
		if t.Suits(m.post.Lang, networks) {
			return 0
		}
		return 1
	}
	all := slices.DeleteFunc(slices.Clone(m.stock.templates), func(t data.Template) bool { return t.Kind != kind })
	slices.SortStableFunc(all, func(a, b data.Template) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

// day is the one that the post is for, "2026-11-26": today while it has none.
func (m *model) day() string {
	if m.post.When.Zero() {
		return m.Clock.Now().In(m.zone()).Format(data.DayLayout)
	}
	return m.post.When.Wall[:len(data.DayLayout)]
}

// products are those that are sold, those whose season it is on the post's day
// first and those whose season it is not last.
func (m *model) products() []data.Product {
	day := m.day()
	rank := func(p data.Product) int {
		switch {
		case !p.Season.On(day):
			return 2
		case p.Season == data.Season{}:
			return 1
		}
		return 0
	}
	all := slices.DeleteFunc(slices.Clone(m.proofs.guide.Products), func(p data.Product) bool { return p.Ended })
	slices.SortStableFunc(all, func(a, b data.Product) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

// tongue are the words of the post's own language.
func (m *model) tongue() *words.Book { return m.Words().In(cmp.Or(m.post.Lang, m.Brand().Lang)) }

// values are those of the variables that a product, the brand and the day of the
// post fill.
func (m *model) values(p data.Product) map[string]string {
	return line.ProductValues(p, m.Brand(), m.day(), m.tongue())
}

// spot is a place in the text of a tab: so many runes into a part.
type spot struct {
	tab      data.AccountID
	part, at int
}

// addition is what is put into a post in one step.
type addition struct {
	text    string
	own     bool         // in a paragraph of its own
	title   string       // of a post that has none
	product data.Product // that it shows; ID 0: none
	photo   data.Attachment
}

// joined is a text with something put into it after so many runes, apart from what
// stands before and behind, and how many runes there are up to its end.
func joined(s string, at int, a addition) (all string, end int) {
	runes := []rune(s)
	at = min(max(at, 0), len(runes))
	before, after := string(runes[:at]), string(runes[at:])
	gap := " "
	if a.own {
		gap = "\n\n"
		before, after = strings.TrimRight(before, " \n"), strings.TrimLeft(after, " \n")
	}
	if before != "" && (a.own || !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "\n")) {
		before += gap
	}
	if after != "" && (a.own || !strings.ContainsAny(after[:1], " \n.,;:!?)")) {
		after = gap + after
	}
	return before + a.text + after, len([]rune(before + a.text))
}

// insertGroup puts the hashtags of a group into the post that its text does not
// have yet.
func (m *model) insertGroup(to spot, t data.Template) (end int, ok bool) {
	b := m.Words()
	have := text.Hashtags(strings.Join(m.parts(to.tab), "\n"))
	var tags []string
	for _, tag := range text.Hashtags(t.Text) {
		known := func(h text.Hashtag) bool { return strings.EqualFold(h.Tag, tag.Tag) }
		if !slices.ContainsFunc(have, known) {
			tags = append(tags, "#"+tag.Tag)
		}
	}
	if len(tags) == 0 {
		m.Shell.Toast(b.T("composer.insert.group.all_there", "Name", t.Name), nil)
		return 0, false
	}
	return m.insert(to, addition{text: strings.Join(tags, " ")}, b.N("composer.insert.group.done", len(tags), "Name", t.Name))
}

// productText presents a product: its name, what it costs on the day, and where
// it is to be had.
func (m *model) productText(p data.Product) string {
	said := line.Priced(p, m.day(), m.tongue())
	if p.Link != "" {
		said += "\n" + p.Link
	}
	return said
}

// insertProduct presents a product in the post, with its photo. then is called
// with the place behind it.
func (m *model) insertProduct(to spot, p data.Product, then func(end int)) {
	a := addition{text: m.productText(p), product: p}
	m.withPhoto(p, func(photo data.Attachment) {
		a.photo = photo
		if end, ok := m.insert(to, a, m.Words().T("composer.insert.product.done", "Product", p.Name)); ok {
			then(end)
		}
	})
}

// withPhoto reads the photo of a product for the post that is open; there is none
// where the library does not have it any more.
func (m *model) withPhoto(p data.Product, then func(data.Attachment)) {
	if p.Photo == "" {
		then(data.Attachment{})
		return
	}
	keeper, ports, brand := m.keeper, m.Ports, m.Brand().ID
	m.Runner.Go("composer.insert", func(ctx context.Context) (func(), error) {
		asset, err := ports.Asset(ctx, brand, p.Photo)
		if errors.Is(err, data.ErrNoSuch) {
			err = nil
		}
		return func() {
			if keeper == m.keeper && m.open {
				then(data.Attachment{Media: asset.Media, Alt: asset.Alt, Focus: asset.Focus})
			}
		}, err
	})
}
