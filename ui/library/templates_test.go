package library

import (
	"slices"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
)

func TestReadTags(t *testing.T) {
	for _, test := range []struct {
		in          string
		tags, wrong []string
	}{
		{"", nil, nil},
		{"#Nantes boulangerie, #pain;#PAIN\n#Été", []string{"#Nantes", "#boulangerie", "#pain", "#Été"}, nil},
		{"#a-b pain", []string{"#pain"}, []string{"#a-b"}},
		{"# 2026 ##deux", []string{"#deux"}, []string{"#", "2026"}},
	} {
		tags, wrong := readTags(test.in)
		if !slices.Equal(tags, test.tags) || !slices.Equal(wrong, test.wrong) {
			t.Errorf("%q: %q, wrong %q", test.in, tags, wrong)
		}
	}
}

func TestASampleHasEveryVariable(t *testing.T) {
	tr := tryOut(t)
	tab := newTemplates(tr.Screen)
	tab.products = []data.Product{
		{Name: "Fraisier", Season: data.Season{From: "05-01", To: "06-30"}},
		{Name: "Bûche", Price: data.Amount{Micros: 36_000_000, Currency: "EUR"}, Season: data.Season{From: "11-20", To: "12-31"}},
	}
	for _, lang := range words.Languages() {
		b := book(t, lang)
		values := tab.sample(b)
		for _, name := range variablesOf(b) {
			if _, _, missing := line.Fill(data.Template{Text: "{" + name + "}"}, values); len(missing) > 0 {
				t.Errorf("%s: {%s} has no sample", lang, name)
			}
		}
		if values["produit"] != "Bûche" || values["promo"] == values["prix"] {
			t.Errorf("%s: the product is %q, its price %q and %q", lang, values["produit"], values["prix"], values["promo"])
		}
	}
}

func TestTemplatesStandAboveGroupsAndAreSearched(t *testing.T) {
	tr := tryOut(t)
	tab := newTemplates(tr.Screen)
	tab.known = true
	tab.all = []data.Template{
		{ID: 1, Kind: data.TemplateHashtags, Name: "Nantes", Text: "#Nantes #pain"},
		{ID: 2, Kind: data.TemplatePost, Name: "Épiphanie", Text: "{produit} et pain"},
	}
	names := func(question string) (all []string) {
		tab.search.SetText(question)
		tab.show()
		for _, one := range tab.shown {
			if one != nil {
				all = append(all, one.Name)
			}
		}
		return all
	}
	for question, want := range map[string][]string{
		"": {"Épiphanie", "Nantes"}, "PAIN": {"Épiphanie", "Nantes"}, "epiphanie pain": {"Épiphanie"}, "#nantes": {"Nantes"}, "bûche": nil,
	} {
		if got := names(question); !slices.Equal(got, want) {
			t.Errorf("%q finds %q", question, got)
		}
	}
	if names("bûche"); len(tab.empty.Objects) == 0 {
		t.Error("nothing says that nothing was found")
	}
}

func TestAFormNamesTheVariablesThatNothingFills(t *testing.T) {
	tr := tryOut(t)
	f := newTemplateForm(newTemplates(tr.Screen), data.Template{Kind: data.TemplatePost, Lang: "fr"})
	f.name.SetText("Fournée")
	f.text.SetText("{Produit} à {prix}, {prixx} et {lieu}")
	if f.save() {
		t.Fatal("a template with unknown variables is kept")
	}
	if said := f.fault.Text(); !strings.Contains(said, "{prixx}, {lieu}") || strings.Contains(said, "{prix},") {
		t.Errorf("it says %q", said)
	}
	asks := newTemplateForm(newTemplates(tr.Screen), data.Template{Kind: data.TemplatePost, Name: "Lot", Text: "Gagnez {lot}"})
	asks.show()
	if asks.fault.Text() != "" || !asks.ask.Visible() || !asks.ask.On() {
		t.Errorf("a template that asks is found fault with: %q", asks.fault.Text())
	}
	if got := asks.preview.Text(); got != "Gagnez {lot}" {
		t.Errorf("preview %q", got)
	}
	for name, slip := range map[string]func(*templateForm){
		"no name": func(f *templateForm) { f.name.SetText(" ") },
		"no text": func(f *templateForm) { f.text.SetText("\n") },
	} {
		f := newTemplateForm(newTemplates(tr.Screen), data.Template{Name: "Lot", Text: "Bonjour"})
		if slip(f); f.save() {
			t.Errorf("%s: it is kept", name)
		}
	}
}

func TestNetworksAreTickedAndUnticked(t *testing.T) {
	tr := tryOut(t)
	f := newTemplateForm(newTemplates(tr.Screen), data.Template{Networks: []data.NetworkName{"mastodon"}})
	f.t.networks = networksOf([]data.Account{{Network: "bluesky"}, {Network: "bluesky"}, {Network: "wordpress"}})
	if len(f.networkItems()) != 3 {
		t.Errorf("%+v", f.networkItems())
	}
	f.toggle("bluesky")
	f.toggle("mastodon")
	if got := f.written().Networks; !slices.Equal(got, []data.NetworkName{"bluesky"}) || f.networks.Text() != "Bluesky" {
		t.Errorf("%v, %q", got, f.networks.Text())
	}
	f.toggle("bluesky")
	if f.networks.Text() != tr.Words().T("library.template.any_network") {
		t.Errorf("none is %q", f.networks.Text())
	}
}
