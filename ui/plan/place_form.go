package plan

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"golang.org/x/text/unicode/norm"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// placeBlock says where the brand is and what it does, and what that decides.
func (t *voice) placeBlock() fyne.CanvasObject {
	b, l := t.s.Words(), t.line
	school := b.T("plan.place.school.region")
	if key := "keydate.zone." + l.Country + "-" + l.School; l.School != "" && b.Has(key) {
		school = b.T(key)
	} else if zone := t.places.SchoolZone(l.Country, l.Region); zone != "" {
		school = b.T("plan.place.school.by_region", "Zone", b.T("keydate.zone."+l.Country+"-"+zone))
	}
	return block(b.T("plan.place"), b.T("plan.place.why"),
		fact(b.T("plan.place.where"), placeText(b, l)),
		fact(b.T("plan.place.school"), school),
		fact(b.T("plan.place.trade"), tradeText(b, l.Trade)),
		widgets.NewRow(8, widgets.NewButton(b.T("plan.place.edit"), func() { newPlaceForm(t).open() }).WithIcon(theme.IconPencil), layout.NewSpacer()))
}

// regionsOffered is how many regions are offered below what is typed.
const regionsOffered = 5

// placeForm is where country, region, school zone and trade are chosen.
type placeForm struct {
	t      *voice
	line   data.Line
	region *widgets.Field
	found  *fyne.Container // regions that are offered
	school *fyne.Container
	form   *widgets.Form
}

func newPlaceForm(t *voice) *placeForm {
	f := &placeForm{t: t, line: t.line, region: widgets.NewField(t.s.Words().T("plan.place.region_field")), found: widgets.NewColumn(0), school: widgets.NewColumn(0)}
	f.region.SetText(f.regionName(f.line.Region))
	f.region.Changed = func(string) { f.offer() }
	return f
}

func (f *placeForm) open() {
	b, codes := f.t.s.Words(), append([]string{""}, f.t.places.Countries()...)
	countries := make([]string, len(codes))
	for i, code := range codes {
		countries[i] = b.T("plan.place.by_zone")
		if code != "" {
			countries[i] = b.T("keydate.place." + code)
		}
	}
	country := widgets.NewSegmented(countries, max(0, slices.Index(codes, f.line.Country)), func(i int) {
		f.line.Country, f.line.Region, f.line.School = codes[i], "", ""
		f.region.SetText("")
		f.show()
	})
	trades := append([]string{""}, f.t.places.Packs()...)
	names := make([]string, len(trades))
	for i, trade := range trades {
		names[i] = tradeText(b, trade)
	}
	trade := widgets.NewPickOne(b.T("plan.place.trade"), names, max(0, slices.Index(trades, f.line.Trade)), func(i int) { f.line.Trade = trades[i] })
	first := f.region
	if f.line.Country == "" { // then it is not shown
		first = nil
	}
	f.form = f.t.s.showForm(b.T("plan.place"), f.save, first, []fyne.CanvasObject{
		widgets.NewLabelled(b.T("plan.place.country"), widgets.NewFlow(0, 0, country)), f.region, f.found, f.school, trade,
	})
	f.show()
}

// show offers what the country has.
func (f *placeForm) show() {
	b := f.t.s.Words()
	f.region.SetError("")
	if f.line.Country == "" {
		f.region.Hide()
	} else {
		f.region.Show()
	}
	f.found.Objects, f.school.Objects = nil, nil
	if zones := f.t.places.SchoolZones(f.line.Country); len(zones) > 0 {
		options := []string{b.T("plan.place.school.region")}
		for _, zone := range zones {
			options = append(options, b.T("keydate.zone."+f.line.Country+"-"+zone))
		}
		f.school.Add(widgets.NewPickOne(b.T("plan.place.school"), options, slices.Index(zones, f.line.School)+1, func(i int) {
			f.line.School = append([]string{""}, zones...)[i]
		}))
	}
	f.relay()
}

// offer lists the regions whose names hold what is typed.
func (f *placeForm) offer() {
	f.found.Objects = nil
	typed := sameWords(f.region.Text())
	for _, code := range f.t.places.Regions(f.line.Country) {
		name := f.regionName(code)
		if typed == "" || typed == sameWords(name) || !strings.Contains(sameWords(name), typed) || len(f.found.Objects) == regionsOffered {
			continue
		}
		f.found.Add(widgets.NewPressRow(widgets.RowText{Title: name, Note: code}, func() {
			f.region.SetText(name)
			f.found.Objects = nil
			f.relay()
		}))
	}
	f.relay()
}

// relay lays the form out anew; what is empty takes no room.
func (f *placeForm) relay() {
	for _, o := range []*fyne.Container{f.found, f.school} {
		if len(o.Objects) == 0 {
			o.Hide()
		} else {
			o.Show()
		}
	}
	f.form.Relay()
}

func (f *placeForm) regionName(code string) string {
	key := "keydate.place." + f.line.Country + "-" + code
	if b := f.t.s.Words(); code != "" && b.Has(key) {
		return b.T(key)
	}
	return code
}

// sameWords is a name as it is compared: without accents and the case of letters.
func sameWords(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	return strings.TrimSpace(plain)
}

// save keeps the place, once its region is one that is known.
func (f *placeForm) save() bool {
	typed, known := sameWords(f.region.Text()), false
	f.line.Region = ""
	for _, code := range f.t.places.Regions(f.line.Country) {
		if typed != "" && (typed == sameWords(f.regionName(code)) || typed == sameWords(code)) {
			f.line.Region, known = code, true
		}
	}
	if typed != "" && !known && f.line.Country != "" {
		f.region.SetError(f.t.s.Words().T("plan.place.region.fault"))
		return false
	}
	l := f.line
	f.t.keep(func(to *data.Line) {
		to.Country, to.Region, to.School, to.Trade = l.Country, l.Region, l.School, l.Trade
	}, f.t.s.Words().T("plan.line.kept"))
	return true
}
