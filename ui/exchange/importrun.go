package exchange

import (
	"context"
	"errors"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// asking is what a table is read with, as it was when it was asked for.
type asking struct {
	kind     kind
	table    *opened
	mapping  sheet.Mapping
	posts    sheet.PostOptions
	products sheet.ProductOptions
}

func (i *importing) asking() asking {
	told := i.follow()
	return asking{
		kind: i.kind, table: i.table, mapping: i.mapping,
		posts: sheet.PostOptions{
			Brand: i.brand.ID, Lang: i.brand.Lang, Zone: i.zone, Order: i.order, Hour: i.hour,
			Called: maps.Clone(i.called), Else: slices.Clone(i.otherwise), Arm: i.arm, Progress: told,
		},
		products: sheet.ProductOptions{Brand: i.brand.ID, Currency: i.currency, Order: i.order, Progress: told},
	}
}

func (a asking) look(ctx context.Context, p Ports) (sheet.Preview, error) {
	if a.kind == products {
		return p.PreviewProducts(ctx, a.table.Table, a.table.folder(), a.mapping, a.products)
	}
	return p.PreviewPlan(ctx, a.table.Table, a.table.folder(), a.mapping, a.posts)
}

func (a asking) take(ctx context.Context, p Ports) (sheet.Result, error) {
	if a.kind == products {
		return p.ImportProducts(ctx, a.table.Table, a.table.folder(), a.mapping, a.products)
	}
	return p.ImportPlan(ctx, a.table.Table, a.table.folder(), a.mapping, a.posts)
}

// memory is what is kept for the next table of the layout.
func (a asking) memory() sheet.Memory {
	return sheet.Memory{Columns: a.mapping.Columns, Called: a.posts.Called, Else: a.posts.Else, Hour: a.posts.Hour}
}

// follow returns what hears how far a reading is: each hundredth is shown, and no
// more, so that the window has nothing to do but that.
func (i *importing) follow() func(done, total int) {
	shown := -1
	return func(done, total int) {
		if total <= 0 || done*100/total == shown {
			return
		}
		shown = done * 100 / total
		at := shown
		i.p.Runner.Do(func() { i.drawProgress(at) })
	}
}

// drawProgress moves the bar and nothing else.
func (i *importing) drawProgress(percent int) {
	if !i.shown || i.bar == nil {
		return
	}
	i.bar.Set(percent, 100)
	if i.step == stepRunning && i.told != nil {
		i.told.SetText(i.p.Words().Percent(float64(percent)/100, 0))
	}
}

// runningPage is how far the taking is.
func (i *importing) runningPage() fyne.CanvasObject {
	b := i.p.Words()
	i.bar = widgets.NewProgress()
	i.told = widgets.NewLabel("", theme.Strip, theme.Regular, theme.Muted)
	return container.NewCenter(widgets.NewFixed(440, widgets.NewColumn(12,
		widgets.NewLabel(i.word("running"), theme.Panel, theme.Bold, theme.Ink).Wrapping(),
		i.bar, i.told, widgets.NewNote(b.T("exchange.import.running.why")))))
}

// take takes the rows, beside the window.
func (i *importing) take() {
	ask := i.asking()
	i.halt = false
	i.goTo(stepRunning)
	i.stop = i.p.Runner.GoStoppable("exchange.import.take", func(ctx context.Context) (func(), error) {
		ask.table.reading.RLock()
		defer ask.table.reading.RUnlock()
		result, err := ask.take(ctx, i.p.Ports)
		if err == nil {
			err = i.remember(ctx, ask)
		}
		return func() { i.taken(result, err) }, nil
	})
}

// remember keeps what was decided about the layout.
func (i *importing) remember(ctx context.Context, a asking) error {
	stored, err := a.memory().Text()
	if err != nil {
		return err
	}
	return i.p.Ports.SaveSetting(context.WithoutCancel(ctx), memoryKey(a.kind, a.table.Table), stored)
}

// cancel asks the taking to end.
func (i *importing) cancel() {
	i.halt = true
	i.stop()
	i.draw()
}

// taken says what became of the table, and shows it.
func (i *importing) taken(result sheet.Result, err error) {
	i.step, i.news = stepPreview, nil
	if result.Rows == 0 && err != nil {
		i.notTaken(err)
		return
	}
	if err != nil {
		i.p.Shell.Fail("exchange: remember the columns", err)
	}
	if i.shown {
		i.leave()
	} else {
		i.letGo(i.table)
		i.Sheets.table = nil
	}
	var undo func()
	if result.Undo != nil {
		undo = func() { i.undo(result.Undo) }
	}
	i.p.Shell.Toast(i.outcome(result), undo)
	if i.kind == products {
		i.p.Shell.ShowProducts()
	} else if !result.First.IsZero() {
		i.p.Shell.ShowDay(i.dayOf(result))
	}
}

// notTaken says why nothing was taken.
func (i *importing) notTaken(err error) {
	stopped := i.p.Words().T("exchange.import.stopped")
	switch {
	case i.shown && errors.Is(err, context.Canceled):
		i.tell(widgets.ToneCaution, stopped)
		i.focus()
		return
	case i.shown:
		i.news = i.said(err)
		i.draw()
		i.focus()
		return
	case errors.Is(err, context.Canceled):
		i.p.Shell.Toast(stopped, nil)
	default:
		i.p.Shell.Fail("exchange: import", err)
	}
	i.letGo(i.table)
	i.Sheets.table = nil
}

// dayOf is the day of the first post, in the brand's zone.
func (i *importing) dayOf(r sheet.Result) string {
	return r.First.In(i.thisMonth().Location()).Format(data.DayLayout)
}

// outcome counts what came of the rows.
func (i *importing) outcome(r sheet.Result) string {
	b := i.p.Words()
	text := ""
	if i.kind == products {
		text = b.N("exchange.import.products.done", r.Count[sheet.FateNew]) + " " + b.N("exchange.import.products.done.changed", r.Count[sheet.FateChanged])
	} else {
		text = b.N("exchange.import.posts.done", r.Count[sheet.FateDraft]+r.Count[sheet.FateScheduled])
	}
	if r.Bad != nil {
		text += " " + b.N("exchange.import.done.bad", len(r.Bad))
	}
	return text
}

// undo takes the whole table back.
func (i *importing) undo(back func(context.Context) (int, error)) {
	i.p.Runner.Go("exchange.import.undo", func(ctx context.Context) (func(), error) {
		n, err := back(context.WithoutCancel(ctx)) // half of it would be worse than none
		return func() {
			if err != nil {
				i.p.Shell.Fail("exchange: take an import back", err)
				return
			}
			i.p.Shell.Toast(i.p.Words().N("exchange.import.undone", n), nil)
		}, nil
	})
}
