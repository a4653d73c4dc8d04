package reputation_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parvis/assets"
	"parvis/data/reputation"
)

func loaded(t testing.TB) *reputation.Models {
	t.Helper()
	models, err := reputation.Load(assets.Models)
	if err != nil {
		t.Fatal(err)
	}
	return models
}

// Whoever trains again writes the new sums here and the new scores below.
func TestShippedModelsAreTheOnesThatWereScored(t *testing.T) {
	sums, err := os.ReadFile("testdata/models.sha256")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(assets.Models, "models/*.bin")
	if err != nil || len(files) == 0 {
		t.Fatalf("no models: %v", err)
	}
	var got strings.Builder
	size := 0
	for _, name := range files {
		file, err := assets.Models.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		size += len(file)
		fmt.Fprintf(&got, "%x  %s\n", sha256.Sum256(file), strings.TrimPrefix(name, "models/"))
	}
	if got.String() != string(sums) {
		t.Errorf("the models are\n%s", got.String())
	}
	if size > 10<<20 {
		t.Errorf("the models have %d bytes, more than 10 MB", size)
	}
}

// labelled is a text of the fixture.
type labelled struct {
	text, language string
	want           reputation.Sentiment
}

// fixture joins things and what is said of them, in both languages.
func fixture() (all []labelled) {
	for _, l := range []struct {
		language string
		things   []string
		said     map[reputation.Sentiment][]string
	}{
		{"fr", []string{"Votre boutique", "Le nouveau pain", "Cette brioche", "Le site de la marque", "L’équipe du samedi"}, map[reputation.Sentiment][]string{
			reputation.Positive: {"est vraiment formidable, merci à vous !", "nous plaît énormément, quel bonheur 😍"},
			reputation.Negative: {"est devenu décevant, quel dommage", "nous a coûté cher et c’était mauvais 😡"},
			reputation.Neutral:  {"sera présenté mardi à la mairie", "ouvre à quelle heure le lundi ?"},
		}},
		{"en", []string{"Your shop", "The new bread", "This brioche", "The site of the brand", "The team on Saturdays"}, map[reputation.Sentiment][]string{
			reputation.Positive: {"is really wonderful, thank you so much!", "made us so happy, we love it 😍"},
			reputation.Negative: {"has become disappointing, what a shame", "was expensive and it tasted awful 😡"},
			reputation.Neutral:  {"will be shown at the town hall on Tuesday", "opens at what time on Monday?"},
		}},
	} {
		for _, thing := range l.things {
			for _, want := range []reputation.Sentiment{reputation.Negative, reputation.Neutral, reputation.Positive} {
				for _, said := range l.said[want] {
					all = append(all, labelled{thing + " " + said, l.language, want})
				}
			}
		}
	}
	return all
}

func TestScoresOfTheFixture(t *testing.T) {
	r := loaded(t).NewReader()
	for channel, want := range map[reputation.Channel]string{
		reputation.Comment: "sentiment 60, language 60 of 60, chance 49.1",
		reputation.Review:  "sentiment 42, language 60 of 60, chance 48.6",
	} {
		sentiment, language, sum := 0, 0, 0.0
		for _, l := range fixture() {
			v := r.Read(l.text, channel, "")
			if v.Sentiment == l.want {
				sentiment++
			} else {
				t.Logf("%s: %q is %s with %.2f", channel, l.text, v.Sentiment, v.Chance)
			}
			if v.Language == l.language {
				language++
			}
			sum += float64(v.Chance)
		}
		if got := fmt.Sprintf("sentiment %d, language %d of %d, chance %.1f", sentiment, language, len(fixture()), sum); got != want {
			t.Errorf("%s: %s; want %s", channel, got, want)
		}
	}
}

// A verdict stays the same whatever does not change what is said.
func TestVerdictsHold(t *testing.T) {
	plain := strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "î", "i", "û", "u", "É", "E", "’", "'")
	brand := strings.NewReplacer("marque", "maison Lenoir", "brand", "house of Lenoir")
	for name, change := range map[string]func(string) string{
		"accents dropped": plain.Replace,
		"capitals":        strings.ToUpper,
		"a link":          func(s string) string { return s + " https://lenoir.example/menu?id=12" },
		"a mention":       func(s string) string { return "@lenoir " + s },
		"another brand":   brand.Replace,
	} {
		r := loaded(t).NewReader()
		changed := 0
		for _, l := range fixture() {
			if r.Read(change(l.text), reputation.Comment, "").Sentiment != r.Read(l.text, reputation.Comment, "").Sentiment {
				t.Logf("%s: %q", name, change(l.text))
				changed++
			}
		}
		if 100*changed >= 3*len(fixture()) {
			t.Errorf("%s: %d of %d verdicts change", name, changed, len(fixture()))
		}
	}
}

// Which brand is spoken of changes no verdict.
func TestAnotherBrandIsJudgedAlike(t *testing.T) {
	r := loaded(t).NewReader()
	changed, all := 0, 0
	for _, l := range fixture() {
		of := func(brand string) string {
			return strings.NewReplacer("Votre boutique", brand, "Your shop", brand).Replace(l.text)
		}
		if of("") == l.text {
			continue
		}
		first := r.Read(of("Carrefour"), reputation.Comment, l.language).Sentiment
		for _, brand := range strings.Fields("Decathlon Samsung zalando LIDL #Nike Microsoft Renault Sephora") {
			all++
			if r.Read(of(brand), reputation.Comment, l.language).Sentiment != first {
				t.Logf("%q is not %s", of(brand), first)
				changed++
			}
		}
	}
	if all == 0 || 100*changed >= 3*all {
		t.Errorf("%d of %d verdicts change", changed, all)
	}
}

func TestReasonsAreWords(t *testing.T) {
	r := loaded(t).NewReader()
	for text, want := range map[string]string{
		"L’accueil était catastrophique hier soir": "catastrophique",
		"Merci, un moment merveilleux":             "merveilleux",
		"The waiter was horrible to my parents":    "horrible",
	} {
		v := r.Read(text, reputation.Comment, "")
		first := v.Reasons[0]
		if got := text[first.Start:first.End]; got != want || first.Pull <= 0 {
			t.Errorf("%q is %s because of %q (%v), want %q", text, v.Sentiment, got, first.Pull, want)
		}
		if v.Reasons[0].Pull < v.Reasons[1].Pull || v.Reasons[1].Pull < v.Reasons[2].Pull {
			t.Errorf("%q: reasons %v", text, v.Reasons)
		}
	}
}

func TestLanguages(t *testing.T) {
	r := loaded(t).NewReader()
	for _, c := range []struct {
		text, thread, language string
		read                   bool
	}{
		{"Nous passerons demain matin avec toute la famille", "", "fr", true},
		{"We will come by tomorrow morning with the whole family", "fr", "en", true},
		{"Wir kommen morgen früh mit der ganzen Familie vorbei", "fr", "de", false},
		{"Mañana por la mañana vendremos con toda la familia", "", "es", false},
		{"Top !", "fr", "fr", true},
		{"Top !", "de", "de", false},
		{"Top !", "", "", true},
		{"", "fr", "fr", false},
		{"https://lenoir.example", "", "", true}, // it has a piece, and nothing against neutral
	} {
		v := r.Read(c.text, reputation.Comment, c.thread)
		if v.Language != c.language || (v.Sentiment != reputation.Unread) != c.read {
			t.Errorf("%q in a thread in %q: language %q, sentiment %q", c.text, c.thread, v.Language, v.Sentiment)
		}
	}
}

func TestReadingCostsNoMemory(t *testing.T) {
	r := loaded(t).NewReader()
	all := fixture()
	for _, l := range all {
		r.Read(l.text, reputation.Comment, "")
	}
	if n := testing.AllocsPerRun(10, func() {
		for _, l := range all {
			r.Read(l.text, reputation.Review, "fr")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// copied are the embedded models as files that may be damaged.
func copied(t *testing.T) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(assets.Models, "models/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no models: %v", err)
	}
	files := fstest.MapFS{}
	for _, name := range names {
		file, err := assets.Models.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: file}
	}
	if _, err := reputation.Load(files); err != nil {
		t.Fatal(err)
	}
	return files
}

func TestDamagedModelsAreRefused(t *testing.T) {
	files := copied(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		whole := files[name]
		files[name] = &fstest.MapFile{Data: whole.Data[:len(whole.Data)/2]}
		_, err := reputation.Load(files)
		if strings.HasSuffix(name, ".bin") && (err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(name, "models/"))) {
			t.Errorf("half of %s: %v", name, err)
		}
		delete(files, name)
		if _, err := reputation.Load(files); err == nil {
			t.Errorf("%s is not missed", name)
		}
		files[name] = whole
	}
}

func FuzzRead(f *testing.F) {
	for _, l := range fixture()[:6] {
		f.Add(l.text)
	}
	f.Add("they said “refugees are scum”, 'you c*ns' but \" @x idiots 😂 je veux mourir de rire. Ils sont")
	f.Add("\xff\xfe #\xff é'\u0301 🙃🙃 2/10 http")
	models := loaded(f)
	r, fresh := models.NewReader(), models.NewReader()
	f.Fuzz(func(t *testing.T, text string) {
		v := r.Read(text, reputation.Comment, "")
		if again := fresh.Read(text, reputation.Comment, ""); again != v {
			t.Fatalf("%q: %+v, then %+v", text, v, again)
		}
		if v.Sentiment == reputation.Unread {
			return
		}
		if sum := v.Chances[0] + v.Chances[1] + v.Chances[2]; math.Abs(float64(sum)-1) > 1e-4 {
			t.Fatalf("%q: chances add up to %v", text, sum)
		}
		for _, reason := range v.Reasons {
			if reason.Start < 0 || reason.End > len(text) || reason.Start > reason.End {
				t.Fatalf("%q: reason %+v", text, reason)
			}
		}
	})
}
