package plan

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// BalancePorts is what the section of the balance asks of the desk.
type BalancePorts interface {
	Products(ctx context.Context, q data.ProductQuery) ([]data.Product, error)
	// PresentProduct writes the draft of a post about a product; undo takes it away.
	PresentProduct(ctx context.Context, p data.Product, book *words.Book) (id data.PostID, undo func(context.Context) error, err error)
}

const (
	// month is over how long the balance is taken, before and after today.
	month = 30 * 24 * time.Hour
	// verdictWidth is the room for "Trop souvent" behind a bar.
	verdictWidth float32 = 104
	// mostProducts is how many products are listed.
	mostProducts = 20
)

// balance is the section that says what is spoken of and shown often, and what
// seldom.
type balance struct {
	s       *Screen
	known   bool
	pillars []data.Pillar
	past    []data.Balance
	ahead   []data.Balance
	sold    []data.Product // in season
	unshown []data.Product // of those sold, what was not shown for long
	scroll  *widgets.Scroll
}

func newBalance(s *Screen) *balance {
	return &balance{s: s, scroll: page(widgets.NewColumn(0))}
}

func (t *balance) key() string               { return "balance" }
func (t *balance) object() fyne.CanvasObject { return t.scroll }
func (t *balance) shows(n data.Noun) bool {
	return n == data.Lines || n == data.Posts || n == data.Deliveries || n == data.Products
}
func (t *balance) begin()       { t.s.Shell.NewPostFor("", 0, 0) }
func (t *balance) retranslate() { t.show() }
func (t *balance) forget() {
	t.known, t.pillars, t.past, t.ahead, t.sold, t.unshown = false, nil, nil, nil, nil, nil
	t.show()
}

func (t *balance) read() {
	brand, now := t.s.Brand().ID, t.s.Clock.Now()
	today := now.In(t.s.zone()).Format(data.DayLayout)
	t.s.Runner.Go("plan.balance", func(ctx context.Context) (func(), error) {
		l, err := t.s.Ports.Line(ctx, brand)
		if err != nil {
			return nil, err
		}
		past, err := t.s.Ports.Balance(ctx, brand, now.Add(-month), now)
		if err != nil {
			return nil, err
		}
		ahead, err := t.s.Ports.Balance(ctx, brand, now, now.Add(month))
		if err != nil {
			return nil, err
		}
		products, err := t.s.Ports.Products(ctx, data.ProductQuery{Brand: brand})
		sold, unshown := onSale(products, today, now.AddDate(0, 0, -data.ProductNotShown))
		return func() {
			t.known, t.pillars, t.past, t.ahead, t.sold, t.unshown = true, l.Pillars, past, ahead, sold, unshown
			t.show()
		}, err
	})
}

// onSale are the products that are in season on a day, and those among them that
// no post showed since an instant.
func onSale(products []data.Product, day string, since time.Time) (sold, unshown []data.Product) {
	for _, p := range products {
		if p.Ended || !p.Season.On(day) {
			continue
		}
		sold = append(sold, p)
		if p.Shown.Last.Before(since) {
			unshown = append(unshown, p)
		}
	}
	return sold, unshown
}

// show draws what is known.
func (t *balance) show() {
	if !t.known {
		t.scroll.SetContent(widgets.NewColumn(0))
		return
	}
	t.scroll.SetContent(framed(widgets.NewColumn(12, t.pillarsBlock(), t.productsBlock())))
}

func (t *balance) pillarsBlock() fyne.CanvasObject {
	b := t.s.Words()
	if len(t.pillars) == 0 {
		return block(b.T("plan.pillars"), b.T("plan.balance.pillars.why"),
			widgets.NewLabel(b.T("plan.balance.no_pillar"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	past, ahead := line.Shares(t.pillars, t.past), line.Shares(t.pillars, t.ahead)
	var rows []fyne.CanvasObject
	for i, p := range t.pillars {
		rows = append(rows, widgets.NewRow(12, widgets.NewColourDot(p.Colour), widgets.Stretch(widgets.NewColumn(6,
			widgets.NewColumn(1, widgets.NewLabel(p.Name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(), widgets.NewNote(targetText(b, p))),
			t.share("plan.balance.past", past[i]), t.share("plan.balance.ahead", ahead[i])))))
	}
	if n := len(t.pillars); len(past) > n {
		rows = append(rows, widgets.NewNote(b.N("plan.balance.without", past[n].Posts, "Of", past[n].Of)))
	}
	return block(b.T("plan.pillars"), b.T("plan.balance.pillars.why"), divided(rows))
}

// share is how often a period speaks of a pillar: in words, and as a bar with a
// mark at the target. Without posts it is a gap.
func (t *balance) share(key string, s line.Share) fyne.CanvasObject {
	b := t.s.Words()
	words := widgets.NewFixed(330, widgets.NewLabel(t.shareText(key, s), theme.Label, theme.Regular, theme.Muted).Wrapping())
	if s.Of == 0 {
		return widgets.NewRow(12, words)
	}
	row := widgets.NewRow(12, words, widgets.Stretch(widgets.NewShareBar(float64(s.Posts)/float64(s.Of), float64(s.Target)/100)))
	verdict := widgets.NewFlow(0, 0)
	switch s.Drift {
	case 1:
		verdict.Add(widgets.NewPill(b.T("plan.pillar.often"), widgets.ToneCaution))
	case -1:
		verdict.Add(widgets.NewPill(b.T("plan.pillar.seldom"), widgets.ToneCaution))
	}
	row.Add(widgets.NewFixed(verdictWidth, verdict)) // so that all bars are equally long
	return row
}

// shareText says a share with its number of posts, and how far it is from the
// target.
func (t *balance) shareText(key string, s line.Share) string {
	b := t.s.Words()
	if s.Of == 0 {
		return b.T(key + ".none")
	}
	share := float64(s.Posts) / float64(s.Of)
	text := b.N(key, s.Posts, "Of", s.Of, "Share", b.Percent(share, 0))
	switch {
	case s.Few:
		return b.T("common.pair", "A", text, "B", b.T("plan.pillar.few"))
	case s.Target > 0:
		return b.T("common.pair", "A", text, "B", b.T("plan.balance.off", "Points", b.Points(share-float64(s.Target)/100, 0)))
	}
	return text
}

func (t *balance) productsBlock() fyne.CanvasObject {
	b := t.s.Words()
	said := b.N("plan.balance.unshown", len(t.unshown), "Of", len(t.sold))
	switch {
	case len(t.sold) == 0:
		said = b.T("plan.balance.no_product")
	case len(t.unshown) == 0:
		said = b.T("plan.balance.all_shown")
	}
	rows := []fyne.CanvasObject{widgets.NewLabel(said, theme.Strip, theme.Regular, theme.Ink).Wrapping()}
	for _, p := range t.unshown[:min(mostProducts, len(t.unshown))] {
		rows = append(rows, widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(p.Name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(), widgets.NewNote(t.shown(p)))),
			widgets.NewLink(b.T("plan.balance.write"), func() { t.write(p) })))
	}
	column := divided(rows)
	if more := len(t.unshown) - mostProducts; more > 0 {
		column.Add(widgets.NewNote(b.N("plan.balance.more", more)))
	}
	return block(b.T("plan.balance.products"), b.T("plan.balance.products.why"), column)
}

// shown says when a product was shown last, and when it is planned to be.
func (t *balance) shown(p data.Product) string {
	b := t.s.Words()
	text := b.T("plan.balance.never")
	if !p.Shown.Last.IsZero() {
		text = b.N("plan.balance.last", int(t.s.Clock.Now().Sub(p.Shown.Last).Hours()/24), "Day", dayText(b, p.Shown.Last.In(t.s.zone()).Format(data.DayLayout)))
	}
	if p.Shown.Next.IsZero() {
		return text
	}
	return b.T("common.pair", "A", text, "B", b.T("plan.balance.next", "Day", dayText(b, p.Shown.Next.In(t.s.zone()).Format(data.DayLayout))))
}

// write begins a post about a product.
func (t *balance) write(p data.Product) {
	b := t.s.Words()
	said := b.T("library.product.written", "Product", p.Name)
	t.s.Runner.Go("plan.balance.write", func(ctx context.Context) (func(), error) {
		id, undo, err := t.s.Ports.PresentProduct(ctx, p, b)
		return func() {
			t.s.Shell.OpenPost(id)
			t.s.Shell.Toast(said, t.s.undoing(undo))
			t.read()
		}, err
	})
}
