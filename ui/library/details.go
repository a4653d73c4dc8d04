package library

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	detailsWidth float32 = 352
	// typed is how long a pause is after which what was typed is stored.
	typed = 700 * time.Millisecond
)

// details is the panel beside the sheet: one file in full, and what is said of it.
type details struct {
	t     *media
	asset data.Asset // as it is stored, or about to be; no hash: none is open
	dirty bool       // the alternative text is not on its way to the store yet
	uses  []data.Entry

	picture *pictureBlock
	alt     *widgets.TextArea
	count   *widgets.Label
	missing *widgets.Pill
	tag     *widgets.Field
	tags    *fyne.Container
	facts   *fyne.Container
	used    *fyne.Container
	title   *widgets.Label
	acts    *fyne.Container
	begin   *widgets.Button
	attach  *widgets.Button
	remove  *widgets.Button
	altHead *fyne.Container
	column  *fyne.Container
	inset   *fyne.Container
	scroll  *widgets.Scroll
	card    *fyne.Container
}

func newDetails(t *media) *details {
	var d *details
	d = &details{
		t: t, alt: widgets.NewTextArea(3), tag: widgets.NewField(""),
		count:   widgets.NewLabel("", theme.Small, theme.Regular, theme.Muted),
		missing: widgets.NewPill("", widgets.ToneWarm), title: widgets.NewTitle(""),
		tags: widgets.NewFlow(6, 6), facts: widgets.NewColumn(6), used: widgets.NewColumn(0),
		begin:  widgets.NewPrimary("", func() { t.write(d.asset) }).WithIcon(theme.IconCalendarPlus),
		attach: widgets.NewIconButton(theme.IconPlus, "", func() { t.attach(d.asset) }),
		remove: widgets.NewIconButton(theme.IconTrash, "", func() { t.remove(d.asset) }),
	}
	d.acts = widgets.NewFlow(8, 8, d.begin, d.attach, d.remove)
	d.picture = newPictureBlock(d)
	d.alt.Fit(3, 8)
	d.alt.Changed = func(string) {
		d.dirty = true
		d.countAlt()
		t.s.Runner.After(typed, "library.media.typed", d.settle)
	}
	d.alt.Left = d.settle
	d.tag.Submitted = d.addTags
	d.altHead = widgets.NewRow(8)
	d.column = widgets.NewColumn(14)
	d.inset = widgets.NewInset(theme.Inset, theme.Inset, theme.Inset, theme.Inset, d.column)
	d.scroll = widgets.NewScroll(d.inset)
	d.card = widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard), 1, d.scroll)
	return d
}

func (d *details) object() fyne.CanvasObject { return d.card }

// open shows a file, once what was typed about the one before is stored.
func (d *details) open(a data.Asset) {
	if a.Hash == d.asset.Hash {
		d.refresh(a)
		return
	}
	d.settle()
	d.asset, d.uses = a, nil
	d.picture.open(a)
	d.alt.SetText(a.Alt)
	d.structure()
	d.scroll.SetContent(d.inset) // from its top
	d.readUses()
}

// refresh takes what was stored about the file that is open, unless something
// newer is on its way to the store: it is read again then.
func (d *details) refresh(a data.Asset) {
	if d.t.s.Runner.Busy(saveKey(a.Hash)) {
		return
	}
	d.asset = a
	if !d.dirty {
		d.alt.SetText(a.Alt)
	}
	d.picture.refresh(a)
	d.structure()
	d.readUses()
}

// shut shows nothing.
func (d *details) shut() {
	d.asset, d.dirty, d.uses = data.Asset{}, false, nil
	setVisible(d.card, false)
}

func (d *details) retranslate() {
	b := d.t.s.Words()
	d.missing.Set(b.T("library.media.alt.missing"), widgets.ToneWarm, theme.IconAlt)
	d.alt.SetPlaceholder(b.T("library.media.alt.hint"))
	d.tag.SetPlaceholder(b.T("library.media.tag.hint"))
	d.begin.SetText(b.T("library.media.begin"))
	d.attach.SetName(b.T("library.media.attach"))
	d.remove.SetName(b.T("common.delete"))
	d.picture.retranslate()
	if d.asset.Hash != "" {
		d.structure()
	}
}

// structure lays the panel out anew.
func (d *details) structure() {
	b, a := d.t.s.Words(), d.asset
	setVisible(d.card, true)
	d.title.SetText(a.Name)
	d.altHead.Objects = []fyne.CanvasObject{heading(b.T("library.media.alt")), d.missing, widgets.Stretch(widgets.NewColumn(0)), d.count}
	d.countAlt()
	d.facts.Objects = d.factRows()
	d.showTags()
	d.showUses()
	d.column.Objects = []fyne.CanvasObject{
		d.picture.object(), widgets.NewColumn(6, d.title, d.facts), d.acts,
		widgets.NewColumn(6, d.altHead, d.alt),
		widgets.NewColumn(6, heading(b.T("library.media.tags")), d.tags, d.tag),
		d.picture.crop(),
		widgets.NewColumn(4, heading(usesTitle(b, len(d.posts()))), d.used),
	}
	d.scroll.Refresh()
}

// usesTitle says how many posts show the file.
func usesTitle(b *words.Book, n int) string {
	if n == 0 {
		return b.T("library.media.used")
	}
	return b.N("library.media.uses", n)
}

func heading(text string) *widgets.Label {
	return widgets.NewLabel(text, theme.Label, theme.SemiBold, theme.Muted)
}

// countAlt says how long the alternative text is, or that there is none.
func (d *details) countAlt() {
	text := strings.TrimSpace(d.alt.Text())
	d.count.SetText(d.t.s.Words().N("library.media.alt.count", utf8.RuneCountInString(text)))
	setVisible(d.missing, text == "")
}

// settle stores what was typed.
func (d *details) settle() {
	if !d.dirty {
		return
	}
	d.dirty = false
	d.asset.Alt = strings.TrimSpace(d.alt.Text())
	d.t.save(d.asset)
}

// flush stores what was typed before it returns.
func (d *details) flush(ctx context.Context) error {
	if !d.dirty && !d.t.s.Runner.Busy(saveKey(d.asset.Hash)) {
		return nil
	}
	d.dirty = false
	a := d.asset
	a.Alt = strings.TrimSpace(d.alt.Text())
	return d.t.s.Ports.SaveAsset(ctx, &a)
}

// keep stores a change and shows it at once.
func (d *details) keep(change func(a *data.Asset)) {
	if d.dirty {
		d.asset.Alt, d.dirty = strings.TrimSpace(d.alt.Text()), false
	}
	change(&d.asset)
	d.t.save(d.asset)
}

// addTags takes tags that were typed, between commas.
func (d *details) addTags(text string) {
	tags := slices.Clone(d.asset.Tags)
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.ToLower(strings.Join(strings.Fields(strings.TrimLeft(one, " #")), " ")); one != "" && !slices.Contains(tags, one) {
			tags = append(tags, one)
		}
	}
	d.tag.SetText("")
	if len(tags) > len(d.asset.Tags) {
		d.keep(func(a *data.Asset) { a.Tags = tags })
		d.structure()
	}
}

func (d *details) dropTag(tag string) {
	before := d.asset
	d.keep(func(a *data.Asset) {
		a.Tags = slices.DeleteFunc(slices.Clone(a.Tags), func(one string) bool { return one == tag })
	})
	d.structure()
	d.t.s.Shell.Toast(d.t.s.Words().T("library.media.tag.removed", "Tag", tag), func() {
		if d.asset.Hash == before.Hash {
			d.keep(func(a *data.Asset) { a.Tags = append(slices.Clone(a.Tags), tag) })
			d.structure()
			return
		}
		d.t.save(before)
	})
}

func (d *details) showTags() {
	b := d.t.s.Words()
	d.tags.Objects = nil
	for _, tag := range d.asset.Tags {
		pill := widgets.NewPillButton(tag, func() { d.dropTag(tag) }).WithTrailing(theme.IconClose)
		pill.Set(b.T("library.media.tag.name", "Tag", tag), widgets.ToneAccent)
		d.tags.Add(pill)
	}
	setVisible(d.tags, len(d.asset.Tags) > 0)
}

// readUses asks which posts show the file.
func (d *details) readUses() {
	brand, hash := d.t.s.Brand().ID, d.asset.Hash
	d.t.s.Runner.Go("library.media.uses", func(ctx context.Context) (func(), error) {
		uses, err := d.t.s.Ports.AssetUses(ctx, brand, hash)
		return func() {
			if d.asset.Hash == hash && !slices.Equal(d.uses, uses) {
				d.uses = uses
				d.structure()
			}
		}, err
	})
}

// posts are the uses, one for each post.
func (d *details) posts() (all []data.Entry) {
	for _, e := range d.uses {
		if !slices.ContainsFunc(all, func(o data.Entry) bool { return o.Post == e.Post }) {
			all = append(all, e)
		}
	}
	return all
}
