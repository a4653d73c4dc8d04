package library

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// currency is that of prices which do not say theirs, where the product has none.
const currency = "EUR"

// productForm is what is asked of a product.
type productForm struct {
	name, ref, price, unit, season, link *widgets.Field
	promo, from, to                      *widgets.Field
	about                                *widgets.TextArea
	ended                                *widgets.Tick
	photo                                *photoField
}

// edit shows a product in full; one without ID is new.
func (t *products) edit(p data.Product) {
	b := t.s.Words()
	asked, fields := newProductForm(t.s, p)
	var over *widgets.Form
	var more []fyne.CanvasObject
	head := b.T("library.new.products")
	if p.ID != 0 {
		head = p.Name
		more = append(more, widgets.NewButton(b.T("library.write"), func() {
			over.Close()
			t.write(p)
		}).WithIcon(theme.IconCalendarPlus), widgets.NewIconButton(theme.IconTrash, b.T("common.delete"), func() {
			over.Close()
			t.remove(p)
		}).As(widgets.Quiet))
	}
	over = t.s.newForm(head, func() bool {
		p.Brand = t.s.Brand().ID
		if !asked.into(b, &p) {
			return false
		}
		t.save(p)
		return true
	}, asked.name, fields, more...)
	asked.photo.changed = over.Relay
}

func newProductForm(s *Screen, p data.Product) (*productForm, []fyne.CanvasObject) {
	b := s.Words()
	field := func(key, text string) *widgets.Field {
		f := widgets.NewField(b.T("library.product." + key))
		f.SetText(text)
		return f
	}
	f := &productForm{
		name: field("name", p.Name), ref: field("ref", p.Ref), unit: field("unit", p.Unit), link: field("link", p.Link),
		price: field("price", priceText(b, p.Price)), season: field("season", seasonText(p.Season)),
		promo: field("promo", priceText(b, p.Promo.Price)), from: field("promo_from", p.Promo.From), to: field("promo_to", p.Promo.To),
	}
	f.season.SetPlaceholder(b.T("library.product.season.hint"))
	f.unit.SetPlaceholder(b.T("library.product.unit.hint"))
	f.from.SetPlaceholder(b.T("library.product.day.hint"))
	f.to.SetPlaceholder(b.T("library.product.day.hint"))
	var about fyne.CanvasObject
	f.about, about = area(b.T("library.product.about"), p.About, 2)
	f.photo = newPhotoField(s, p.Photo)
	f.ended = widgets.NewTick(b.T("library.product.is_ended"), "", p.Ended, func(bool) {})
	const third = 160
	return f, []fyne.CanvasObject{
		f.name,
		widgets.NewRow(12, widgets.NewFixed(third, f.price), widgets.NewFixed(third, f.unit), widgets.NewFixed(third, f.ref)),
		widgets.NewRow(12, widgets.NewFixed(third, f.promo), widgets.NewFixed(third, f.from), widgets.NewFixed(third, f.to)),
		f.season, f.link, about, f.photo.object(), f.ended,
	}
}

// priceText writes a price so that it can be read again.
func priceText(b *words.Book, a data.Amount) string {
	if a.Currency == "" {
		return ""
	}
	return b.Amount(a.Micros) + " " + a.Currency
}

// into takes the answers, or says what is wrong with them.
func (f *productForm) into(b *words.Book, p *data.Product) bool {
	good := true
	check := func(field *widgets.Field, wrong bool, key string) {
		field.SetError("")
		if wrong {
			field.SetError(b.T(key))
			good = false
		}
	}
	text := func(field *widgets.Field) string { return strings.TrimSpace(field.Text()) }
	price := func(field *widgets.Field, before data.Amount) data.Amount {
		if text(field) == "" {
			field.SetError("")
			return data.Amount{}
		}
		a, _, err := sheet.ReadPrice(text(field), cmp.Or(before.Currency, currency))
		check(field, err != nil, "library.product.fault.price")
		return a
	}
	day := func(field *widgets.Field) string {
		_, err := time.Parse(time.DateOnly, text(field))
		check(field, text(field) != "" && err != nil, "library.product.fault.day")
		return text(field)
	}
	p.Name, p.Ref, p.Unit, p.Link = text(f.name), text(f.ref), text(f.unit), text(f.link)
	p.Photo = f.photo.photo
	p.About, p.Ended = strings.TrimSpace(f.about.Text()), f.ended.On()
	check(f.name, p.Name == "", "library.product.fault.name")
	check(f.link, p.Link != "" && !strings.HasPrefix(p.Link, "https://") && !strings.HasPrefix(p.Link, "http://"), "library.product.fault.link")
	p.Price = price(f.price, p.Price)
	p.Promo = data.Promo{Price: price(f.promo, p.Promo.Price), From: day(f.from), To: day(f.to)}
	if p.Promo.From != "" && p.Promo.To != "" {
		check(f.to, p.Promo.To < p.Promo.From, "library.product.fault.promo")
	}
	season, err := sheet.ReadSeason(text(f.season), sheet.DayFirst)
	check(f.season, err != nil, "library.product.fault.season")
	p.Season = season
	return good
}

// save stores a product. A number that another product has is said, and what was
// typed is shown again.
func (t *products) save(p data.Product) {
	t.s.Runner.Go("library.product.save", func(ctx context.Context) (func(), error) {
		err := t.s.Ports.SaveProduct(ctx, &p)
		if errors.Is(err, data.ErrTaken) {
			return func() {
				t.s.Shell.Toast(t.s.Words().T("library.product.taken", "Ref", p.Ref), nil)
				t.edit(p)
			}, nil
		}
		return t.read, err
	})
}
