package library

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// IdeaPorts is what the ideas board asks of the desk.
type IdeaPorts interface {
	// Ideas are those of each column from top to bottom.
	Ideas(ctx context.Context, brand data.BrandID) ([]data.Idea, error)
	// SaveIdea inserts an idea, setting its ID, or changes what it says.
	SaveIdea(ctx context.Context, i *data.Idea) error
	// MoveIdea puts an idea at a place of a column, counted without it.
	MoveIdea(ctx context.Context, id data.IdeaID, stage data.Stage, place int) error
	DeleteIdea(ctx context.Context, id data.IdeaID) (undo func(context.Context) error, err error)
	// WriteIdea makes a draft of an idea, which leaves the board once that is
	// stored.
	WriteIdea(ctx context.Context, i data.Idea) (id data.PostID, undo func(context.Context) error, err error)
}

// ideas is the board of what may become posts.
type ideas struct {
	s       *Screen
	known   bool
	columns [][]data.Idea // one for each of data.Stages
	pillars []data.Pillar
	typing  *widgets.Field
	hint    *widgets.Label
	board   *widgets.Board
	empty   *fyne.Container
	body    *fyne.Container
}

func newIdeas(s *Screen) *ideas {
	t := &ideas{s: s, hint: widgets.NewNote(""), empty: container.NewStack()}
	t.board = widgets.NewBoard(widgets.BoardEvents{
		Open:   func(at widgets.BoardSpot) { t.edit(t.at(at)) },
		Menu:   t.menu,
		Drop:   t.drop,
		Remove: func(at widgets.BoardSpot) { t.remove(t.at(at)) },
	})
	t.typing = widgets.NewField("")
	t.typing.Submitted = func(string) { t.add() }
	t.body = widgets.NewFrame(12, widgets.NewColumn(6, widgets.NewMeasure(640, t.typing), t.hint), container.NewStack(t.board, t.empty), nil)
	return t
}

func (t *ideas) key() string               { return "ideas" }
func (t *ideas) object() fyne.CanvasObject { return t.body }
func (t *ideas) shows(n data.Noun) bool    { return n == data.Ideas || n == data.Lines }
func (t *ideas) forget()                   { t.known, t.columns, t.pillars = false, nil, nil; t.show() }
func (t *ideas) begin()                    { t.edit(data.Idea{Stage: data.StageNew}) }

func (t *ideas) retranslate() {
	b := t.s.Words()
	t.typing.SetPlaceholder(b.T("library.idea.typing"))
	t.hint.SetText(b.T("library.idea.hint"))
	t.show()
}

// at is the idea of a card.
func (t *ideas) at(spot widgets.BoardSpot) data.Idea { return t.columns[spot.Column][spot.Row] }

func (t *ideas) read() {
	brand := t.s.Brand().ID
	t.s.Runner.Go("library.ideas", func(ctx context.Context) (func(), error) {
		all, err := t.s.Ports.Ideas(ctx, brand)
		if err != nil {
			return nil, err
		}
		pillars, err := t.s.Ports.Pillars(ctx, brand)
		return func() {
			t.known, t.pillars, t.columns = true, pillars, columnsOf(all)
			t.show()
		}, err
	})
}

// columnsOf sorts ideas into the columns of the board.
func columnsOf(all []data.Idea) [][]data.Idea {
	columns := make([][]data.Idea, len(data.Stages()))
	for i, stage := range data.Stages() {
		for _, one := range all {
			if one.Stage == stage {
				columns[i] = append(columns[i], one)
			}
		}
	}
	return columns
}

// show draws what is known.
func (t *ideas) show() {
	b := t.s.Words()
	columns, n := make([]widgets.BoardColumn, len(data.Stages())), 0
	for i, stage := range data.Stages() {
		columns[i] = widgets.BoardColumn{Title: b.T("idea.stage." + string(stage)), Empty: b.T("library.idea.none." + string(stage))}
		if i < len(t.columns) {
			n += len(t.columns[i])
			columns[i].Count = b.Number(int64(len(t.columns[i])))
			for _, one := range t.columns[i] {
				columns[i].Cards = append(columns[i].Cards, t.card(one))
			}
		}
	}
	t.board.Set(columns)
	none := t.known && n == 0
	setVisible(t.board, !none)
	setVisible(t.empty, none)
	t.empty.Objects = nil
	if none {
		t.empty.Objects = []fyne.CanvasObject{widgets.NewEmptyState(theme.IconLibrary, b.T("library.idea.empty.title"),
			b.T("library.idea.empty.text"), b.T("library.new.ideas"), t.begin,
			widgets.NewButton(b.T("library.idea.import"), t.s.Shell.ImportPosts).As(widgets.Quiet))}
	}
	t.empty.Refresh()
}

func (t *ideas) card(i data.Idea) widgets.BoardCard {
	title, note := i.Title, i.Text
	if title == "" {
		title, note, _ = strings.Cut(i.Text, "\n")
	}
	c := widgets.BoardCard{Title: oneLine(title), Note: oneLine(note), Images: len(i.Media)}
	if c.Title == "" {
		c.Title = i.Link
	}
	if at := slices.IndexFunc(t.pillars, func(p data.Pillar) bool { return p.ID == i.Pillar }); at >= 0 {
		c.Label, c.Colour = t.pillars[at].Name, t.pillars[at].Colour
	}
	return c
}

// oneLine is a text in a single row, without more of it than a row can show.
func oneLine(text string) string {
	const most = 160
	line := []rune(strings.Join(strings.Fields(text), " "))
	return string(line[:min(len(line), most)])
}

// add takes what was typed onto the top of the first column.
func (t *ideas) add() {
	text := strings.TrimSpace(t.typing.Text())
	if text == "" {
		return
	}
	t.typing.SetText("")
	t.save(data.Idea{Brand: t.s.Brand().ID, Title: text, Stage: data.StageNew})
}

func (t *ideas) save(i data.Idea) {
	t.s.Runner.Go("library.idea.save", func(ctx context.Context) (func(), error) {
		return t.read, t.s.Ports.SaveIdea(ctx, &i)
	})
}

// drop moves an idea, on the screen at once.
func (t *ideas) drop(from, to widgets.BoardSpot) {
	one := t.at(from)
	t.columns[from.Column] = slices.Delete(t.columns[from.Column], from.Row, from.Row+1)
	t.columns[to.Column] = slices.Insert(t.columns[to.Column], min(to.Row, len(t.columns[to.Column])), one)
	t.show()
	t.s.Runner.Go("library.idea.move", func(ctx context.Context) (func(), error) {
		return t.read, t.s.Ports.MoveIdea(ctx, one.ID, data.Stages()[to.Column], to.Row)
	})
}

func (t *ideas) remove(i data.Idea) {
	t.s.Runner.Go("library.idea.remove", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.DeleteIdea(ctx, i.ID)
		return func() {
			t.s.Shell.Toast(t.s.Words().T("library.idea.removed", "Idea", t.card(i).Title), t.s.undoing(undo))
			t.read()
		}, err
	})
}

// write makes a post of an idea.
func (t *ideas) write(i data.Idea) {
	t.s.Runner.Go("library.idea.write", func(ctx context.Context) (func(), error) {
		post, undo, err := t.s.Ports.WriteIdea(ctx, i)
		return func() {
			t.s.opened(t.s.Words().T("library.idea.written", "Idea", t.card(i).Title), post, undo)
			t.read()
		}, err
	})
}

func (t *ideas) menu(spot widgets.BoardSpot, in fyne.CanvasObject, place fyne.Position) {
	b, one := t.s.Words(), t.at(spot)
	items := []widgets.MenuItem{
		{Text: b.T("library.write"), Icon: theme.IconCalendarPlus, Run: func() { t.write(one) }},
		{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(one) }},
		{},
	}
	for i, stage := range data.Stages() {
		items = append(items, widgets.MenuItem{
			Text: b.T("idea.stage." + string(stage)), Checked: i == spot.Column, Disabled: i == spot.Column,
			Run: func() { t.drop(spot, widgets.BoardSpot{Column: i}) },
		})
	}
	items = append(items, widgets.MenuItem{}, widgets.MenuItem{
		Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(one) },
	})
	widgets.ShowMenuAt(in, place, items)
}

// edit shows an idea in full; one without ID is new.
func (t *ideas) edit(i data.Idea) {
	b := t.s.Words()
	title := widgets.NewField(b.T("library.idea.title"))
	title.SetText(i.Title)
	text, textBox := area(b.T("library.idea.text"), i.Text, 5)
	link := widgets.NewField(b.T("library.idea.link"))
	link.SetText(i.Link)
	fields := []fyne.CanvasObject{title, textBox, link}
	if len(t.pillars) > 0 {
		fields = append(fields, pillarChoice(b.T("library.pillar"), b.T("library.pillar.none"), t.pillars, &i.Pillar))
	}
	take := func() bool {
		i.Brand = t.s.Brand().ID
		i.Title, i.Text, i.Link = strings.TrimSpace(title.Text()), strings.TrimSpace(text.Text()), strings.TrimSpace(link.Text())
		if i.Title+i.Text+i.Link == "" {
			title.SetError(b.T("library.idea.fault"))
			return false
		}
		return true
	}
	var f *widgets.Form
	var more []fyne.CanvasObject
	head := b.T("library.new.ideas")
	if i.ID != 0 {
		head = b.T("library.idea.edit")
		more = append(more, widgets.NewButton(b.T("library.write"), func() {
			if take() {
				f.Close()
				t.write(i)
			}
		}).WithIcon(theme.IconCalendarPlus), widgets.NewIconButton(theme.IconTrash, b.T("common.delete"), func() {
			f.Close()
			t.remove(i)
		}).As(widgets.Quiet))
	}
	f = t.s.newForm(head, func() bool {
		if !take() {
			return false
		}
		t.save(i)
		return true
	}, title, fields, more...)
}

// pillarChoice offers the pillars and none; the answer goes to chosen.
func pillarChoice(label, none string, pillars []data.Pillar, chosen *data.PillarID) fyne.CanvasObject {
	options, at := []string{none}, 0
	for i, p := range pillars {
		options = append(options, p.Name)
		if p.ID == *chosen {
			at = i + 1
		}
	}
	return widgets.NewPickOne(label, options, at, func(i int) {
		*chosen = 0
		if i > 0 {
			*chosen = pillars[i-1].ID
		}
	})
}
