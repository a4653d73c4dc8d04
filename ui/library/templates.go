package library

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// TemplatePorts is what the templates ask of the desk.
type TemplatePorts interface {
	// Templates are a brand's templates and its groups of hashtags.
	Templates(ctx context.Context, brand data.BrandID) ([]data.Template, error)
	// SaveTemplate inserts a template, setting its ID, or updates it.
	SaveTemplate(ctx context.Context, t *data.Template) error
	DeleteTemplate(ctx context.Context, id data.TemplateID) (undo func(context.Context) error, err error)
	// Accounts are those of a brand; a template may be for some of their networks.
	Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error)
}

// templates are what posts are begun from, and the hashtags that go together.
type templates struct {
	s        *Screen
	known    bool
	all      []data.Template
	products []data.Product // what a preview is filled with
	networks []data.NetworkName
	shown    []*data.Template // by row; nil under a heading
	listing
	group *widgets.Button
}

func newTemplates(s *Screen) *templates {
	t := &templates{s: s}
	t.group = widgets.NewButton("", func() { t.editGroup(data.Template{Kind: data.TemplateHashtags}) }).WithIcon(theme.IconPlus)
	t.listing = newListing(widgets.ListEvents{
		Open: func(i int) { t.edit(*t.shown[i]) }, Menu: t.menu, Remove: func(i int) { t.remove(*t.shown[i]) },
	}, func(string) { t.show() }, t.group)
	return t
}

func (t *templates) key() string { return "templates" }
func (t *templates) begin() {
	t.editPost(data.Template{Kind: data.TemplatePost, Lang: t.s.Brand().Lang})
}

func (t *templates) forget() { t.known, t.all, t.products, t.networks = false, nil, nil, nil; t.show() }

func (t *templates) shows(n data.Noun) bool {
	return slices.Contains([]data.Noun{data.Templates, data.Products, data.Accounts}, n)
}

func (t *templates) retranslate() {
	b := t.s.Words()
	t.search.SetPlaceholder(b.T("library.template.search"))
	t.group.SetText(b.T("library.template.new_group"))
	t.show()
}

func (t *templates) read() {
	brand := t.s.Brand().ID
	t.s.Runner.Go("library.templates", func(ctx context.Context) (func(), error) {
		all, err := t.s.Ports.Templates(ctx, brand)
		if err != nil {
			return nil, err
		}
		products, err := t.s.Ports.Products(ctx, data.ProductQuery{Brand: brand})
		if err != nil {
			return nil, err
		}
		accounts, err := t.s.Ports.Accounts(ctx, brand)
		return func() {
			t.known, t.all, t.products, t.networks = true, all, products, networksOf(accounts)
			t.show()
		}, err
	})
}

// networksOf are the networks of accounts, each once.
func networksOf(accounts []data.Account) (all []data.NetworkName) {
	for _, a := range accounts {
		if !slices.Contains(all, a.Network) {
			all = append(all, a.Network)
		}
	}
	return all
}

// show draws what is known and answers the search: the templates, then the
// groups of hashtags.
func (t *templates) show() {
	b := t.s.Words()
	var rows []widgets.ListRow
	t.shown = nil
	for _, kind := range []data.TemplateKind{data.TemplatePost, data.TemplateHashtags} {
		headed := false
		for i := range t.all {
			one := &t.all[i]
			if one.Kind != kind || !text.Holds(one.Name+" "+one.Title+" "+one.Text, t.search.Text()) {
				continue
			}
			if !headed {
				headed = true
				rows, t.shown = append(rows, widgets.ListRow{Heading: b.T("library.template.kind." + string(kind))}), append(t.shown, nil)
			}
			rows, t.shown = append(rows, t.row(*one)), append(t.shown, one)
		}
	}
	t.fill(rows, t.none())
}

// none says that there are no templates, or none that answer; nil while there are
// some or nothing is known.
func (t *templates) none() fyne.CanvasObject {
	if !t.known || len(t.shown) > 0 {
		return nil
	}
	b, key, do := t.s.Words(), "library.template.nothing", ""
	if len(t.all) == 0 {
		key, do = "library.template.empty", b.T("library.new.templates")
	}
	return widgets.NewEmptyState(theme.IconCopy, b.T(key+".title"), b.T(key+".text", examples(b)...), do, t.begin)
}

// row is a template in words, with the language that it is for.
func (t *templates) row(one data.Template) widgets.ListRow {
	b := t.s.Words()
	r := widgets.ListRow{Title: one.Name, Note: oneLine(one.Text), Look: widgets.ChipLook{Tone: widgets.ToneNeutral}}
	switch _, _, variables := line.Fill(one, nil); {
	case one.Kind == data.TemplateHashtags:
		r.State = b.N("library.template.tags", len(text.Hashtags(one.Text)))
	case len(variables) > 0:
		r.State, r.Look.Tone = b.N("library.template.variables", len(variables)), widgets.ToneAccent
	}
	return r
}

func (t *templates) menu(i int, in fyne.CanvasObject, place fyne.Position) {
	b, one := t.s.Words(), *t.shown[i]
	widgets.ShowMenuAt(in, place, []widgets.MenuItem{
		{Text: b.T("common.edit"), Icon: theme.IconPencil, Run: func() { t.edit(one) }},
		{Text: b.T("library.template.duplicate"), Icon: theme.IconCopy, Run: func() { t.duplicate(one) }},
		{},
		{Text: b.T("common.delete"), Icon: theme.IconTrash, Danger: true, Run: func() { t.remove(one) }},
	})
}

// edit shows a template in full; one without ID is new.
func (t *templates) edit(one data.Template) {
	if one.Kind == data.TemplateHashtags {
		t.editGroup(one)
		return
	}
	t.editPost(one)
}

// duplicate keeps a copy, and opens it.
func (t *templates) duplicate(one data.Template) {
	one.ID, one.Networks = 0, slices.Clone(one.Networks)
	one.Name = t.s.Words().T("library.template.copy", "Name", one.Name)
	t.s.Runner.Go("library.template.copy", func(ctx context.Context) (func(), error) {
		err := t.s.Ports.SaveTemplate(ctx, &one)
		return func() {
			t.read()
			t.edit(one)
		}, err
	})
}

func (t *templates) save(one data.Template) {
	one.Brand, one.Kind = t.s.Brand().ID, cmp.Or(one.Kind, data.TemplatePost)
	t.s.Runner.Go("library.template.save", func(ctx context.Context) (func(), error) {
		return t.read, t.s.Ports.SaveTemplate(ctx, &one)
	})
}

func (t *templates) remove(one data.Template) {
	t.s.Runner.Go("library.template.remove", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.DeleteTemplate(ctx, one.ID)
		return func() {
			t.s.Shell.Toast(t.s.Words().T("library.template.removed", "Name", one.Name), t.s.undoing(undo))
			t.read()
		}, err
	})
}

// over are the buttons of the form of a template that is stored already; shut
// closes the form.
func (t *templates) over(one data.Template, shut func()) []fyne.CanvasObject {
	if one.ID == 0 {
		return nil
	}
	b := t.s.Words()
	return []fyne.CanvasObject{
		widgets.NewIconButton(theme.IconCopy, b.T("library.template.duplicate"), func() { shut(); t.duplicate(one) }).As(widgets.Quiet),
		widgets.NewIconButton(theme.IconTrash, b.T("common.delete"), func() { shut(); t.remove(one) }).As(widgets.Quiet),
	}
}
