package library

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// ProductPorts is what the catalogue asks of the desk.
type ProductPorts interface {
	// Products reads a page of the catalogue.
	Products(ctx context.Context, q data.ProductQuery) ([]data.Product, error)
	// SaveProduct inserts a product, setting its ID, or updates it; data.ErrTaken
	// when another one has its number.
	SaveProduct(ctx context.Context, p *data.Product) error
	DeleteProduct(ctx context.Context, id data.ProductID) (undo func(context.Context) error, err error)
}

// products is the catalogue of what the brand sells.
type products struct {
	s      *Screen
	known  bool
	rows   []data.Product
	query  data.ProductQuery
	toShow bool // only what was not shown for long
	listing
	filter *widgets.PillButton
	ended  *widgets.PillButton
	table  *widgets.Button
}

func newProducts(s *Screen) *products {
	t := &products{s: s}
	t.filter = widgets.NewPillButton("", func() { t.toShow = !t.toShow; t.retranslate(); t.read() }).WithTrailing(theme.IconNone)
	t.ended = widgets.NewPillButton("", func() { t.query.Ended = !t.query.Ended; t.retranslate(); t.read() }).WithTrailing(theme.IconNone)
	t.table = widgets.NewButton("", s.Shell.ImportProducts).WithIcon(theme.IconDownload)
	t.listing = newListing(widgets.ListEvents{
		Open: func(i int) { t.edit(t.rows[i]) }, Menu: t.menu,
		Picture: func(i int) image.Image { return s.thumbnails.of(t.rows[i].Photo) },
	}, func(text string) {
		t.query.Text = text
		t.s.Runner.After(settle, "library.products.search", t.read)
	}, t.table, t.filter, t.ended)
	return t
}

func (t *products) key() string { return "products" }
func (t *products) forget()     { t.known, t.rows = false, nil; t.show() }
func (t *products) begin()      { t.edit(data.Product{}) }

func (t *products) shows(n data.Noun) bool {
	return slices.Contains([]data.Noun{data.Products, data.Posts, data.Deliveries}, n)
}

func (t *products) retranslate() {
	b := t.s.Words()
	t.search.SetPlaceholder(b.T("library.product.search"))
	t.filter.Set(b.T("library.product.to_show"), toneOf(t.toShow))
	t.ended.Set(b.T("library.product.ended"), toneOf(t.query.Ended))
	t.table.SetText(b.T("library.product.import"))
	t.show()
}

func (t *products) read() {
	q := t.query
	q.Brand = t.s.Brand().ID
	if t.toShow {
		q.NotShownSince = t.s.Clock.Now().AddDate(0, 0, -data.ProductNotShown)
	}
	t.s.Runner.Go("library.products", func(ctx context.Context) (func(), error) {
		rows, err := t.s.Ports.Products(ctx, q)
		return func() {
			t.known, t.rows = true, rows
			t.show()
		}, err
	})
}

// show draws what is known.
func (t *products) show() {
	b, now := t.s.Words(), t.s.Clock.Now()
	zone := zoneOf(t.s.Brand())
	rows := make([]widgets.ListRow, len(t.rows))
	for i, p := range t.rows {
		state, look := showing(b, p, now, zone)
		rows[i] = widgets.ListRow{Title: p.Name, Note: factsOf(b, p), State: state, Look: look}
	}
	none := t.known && len(rows) == 0
	first := none && t.query.Text == "" && !t.toShow
	setVisible(t.table, !first) // the empty page offers it itself
	switch {
	case first:
		t.fill(rows, t.invitation())
	case none:
		t.fill(rows, widgets.NewEmptyState(theme.IconLibrary, b.T("library.product.nothing.title"), b.T("library.product.nothing.text"), "", nil))
	default:
		t.fill(rows, nil)
	}
}

// invitation says what the catalogue is for, and offers to fill it by hand or from
// a table.
func (t *products) invitation() fyne.CanvasObject {
	b := t.s.Words()
	return widgets.NewEmptyState(theme.IconLibrary, b.T("library.product.empty.title"), b.T("library.product.empty.text"),
		b.T("library.new.products"), t.begin, widgets.NewButton(b.T("library.product.import"), t.s.Shell.ImportProducts).As(widgets.Quiet))
}

func zoneOf(brand data.Brand) *time.Location {
	zone, err := time.LoadLocation(brand.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// showing says when posts show a product.
func showing(b *words.Book, p data.Product, now time.Time, zone *time.Location) (string, widgets.ChipLook) {
	days := int(now.Sub(p.Shown.Last).Hours() / 24)
	switch {
	case p.Ended:
		return b.T("library.product.is_ended"), widgets.ChipLook{Tone: widgets.ToneNeutral, Icon: theme.IconMinus}
	case !p.Shown.Next.IsZero():
		return b.T("library.product.next", "Date", b.ShortDate(p.Shown.Next.In(zone))), widgets.ChipLook{Tone: widgets.ToneGood, Icon: theme.IconCalendar}
	case p.Shown.Last.IsZero():
		return b.T("library.product.never"), widgets.ChipLook{Tone: widgets.ToneCaution, Icon: theme.IconEye}
	case days >= data.ProductNotShown:
		return b.N("library.product.not_since", days), widgets.ChipLook{Tone: widgets.ToneCaution, Icon: theme.IconClock}
	}
	return b.T("library.product.shown", "Date", b.ShortDate(p.Shown.Last.In(zone))), widgets.ChipLook{Tone: widgets.ToneNeutral, Icon: theme.IconCheck}
}

// factsOf is what is asked for a product, for what, and when.
func factsOf(b *words.Book, p data.Product) string {
	var all []string
	if p.Price.Currency != "" {
		all = append(all, b.Money(p.Price.Micros, p.Price.Currency))
	}
	for _, one := range []string{p.Unit, seasonText(p.Season)} {
		if one != "" {
			all = append(all, one)
		}
	}
	if p.Promo.Price.Currency != "" {
		all = append(all, b.T("library.product.promo_at", "Price", b.Money(p.Promo.Price.Micros, p.Promo.Price.Currency)))
	}
	return strings.Join(all, " · ")
}

// seasonText writes a season so that it can be read again: "01/12 – 15/01".
func seasonText(s data.Season) string {
	from, err := time.Parse("01-02", s.From)
	to, wrong := time.Parse("01-02", s.To)
	if err != nil || wrong != nil {
		return ""
	}
	return from.Format("02/01") + " – " + to.Format("02/01")
}

func (t *products) menu(i int, in fyne.CanvasObject, place fyne.Position) {
	b, one := t.s.Words(), t.rows[i]
	widgets.ShowMenuAt(in, place, []widgets.MenuItem{
		{Text: b.T("library.write"), Icon: theme.IconCalendarPlus, Run: func() { t.write(one) }},
		{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(one) }},
		{},
		{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(one) }},
	})
}

// write begins a post about a product.
func (t *products) write(p data.Product) {
	b := t.s.Words()
	t.s.Runner.Go("library.product.write", func(ctx context.Context) (func(), error) {
		id, undo, err := t.s.Ports.PresentProduct(ctx, p, b)
		return func() { t.s.opened(b.T("library.product.written", "Product", p.Name), id, undo) }, err
	})
}

func (t *products) remove(p data.Product) {
	t.s.Runner.Go("library.product.remove", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.DeleteProduct(ctx, p.ID)
		return func() {
			t.s.Shell.Toast(t.s.Words().T("library.product.removed", "Product", p.Name), t.s.undoing(undo))
			t.read()
		}, err
	})
}
