package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// archived is what an archive gave that had a bit of everything.
func archived() data.ImportResult {
	r := data.ImportResult{
		ID: 5, Account: 9, Network: "x", Owner: "@maisonlenoir",
		From: time.Date(2017, 1, 2, 7, 0, 0, 0, time.UTC), To: time.Date(2023, 6, 1, 7, 0, 0, 0, time.UTC),
		New: 1240, Known: 1, Shared: 12, Answers: 86, Pictures: 310, Bad: 61, Lost: 2,
	}
	for i := range 60 {
		r.Faults = append(r.Faults, data.ImportFault{Entry: "data/tweets.js", Index: i, Code: "archive_item"})
	}
	return withFaults(r, data.ImportFault{Entry: "data/tweets-part3.js", Index: -1, Code: "archive_broken"},
		data.ImportFault{Entry: "data/tweets_media/7.png", Index: -1, Code: "archive_missing"},
		data.ImportFault{Entry: "data/tweets_media/8.png", Index: -1, Code: data.CodeTooLarge})
}

func withFaults(r data.ImportResult, more ...data.ImportFault) data.ImportResult {
	r.Faults = append(r.Faults, more...)
	return r
}

func newImportScene(t *testing.T, d *desk) *scene {
	t.Helper()
	s := newScene(t, d)
	s.screen.show(importSection)
	return s
}

func TestAnArchiveIsReadAndToldOf(t *testing.T) {
	d := sample()
	var asked []string
	d.read = func(_ context.Context, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error) {
		asked = paths
		progress(1, 2, 3)
		return archived(), nil
	}
	s := newImportScene(t, d)
	s.shell.chosen = "twitter.zip"
	s.Press("Choisir un fichier")
	s.until(func() bool { return s.screen.archives.reading.result != nil })
	if !slices.Equal(asked, []string{"twitter.zip"}) {
		t.Errorf("asked for %q", asked)
	}
	said := s.Said()
	for _, want := range []string{
		"@maisonlenoir", "1 240 publications ajoutées", "1 publication y était déjà", "86 réponses à d’autres", "310 images copiées",
		"61 éléments illisibles", "Une publication de l’archive est illisible.", "Une image ne se trouve pas dans l’archive.", "C’est trop lourd pour Parvis.",
	} {
		if !strings.Contains(strings.ReplaceAll(said, "\u202f", " "), want) {
			t.Errorf("%q is not said in:\n%s", want, said)
		}
	}
	if strings.Contains(said, "élément 1\n") {
		t.Error("every fault is shown at first")
	}
	s.Press("Montrer les 60")
	if said := s.Said(); !strings.Contains(said, "data/tweets.js, élément 40\n") || strings.Contains(said, "élément 41\n") || !strings.Contains(said, "Montrer les 20") {
		t.Errorf("unfolded:\n%s", said)
	}
}

func TestAnImportIsUndone(t *testing.T) {
	d := sample()
	d.read = func(context.Context, []string, func(int64, int64, int)) (data.ImportResult, error) {
		return archived(), nil
	}
	s := newImportScene(t, d)
	if !s.screen.Dropped([]string{"a.zip", "b.zip"}) {
		t.Fatal("the section takes nothing")
	}
	s.until(func() bool { return s.screen.archives.reading.result != nil })
	s.Press("Annuler cet import")
	s.until(func() bool { return len(s.shell.toasts) == 2 })
	if !slices.Equal(d.forgot, []data.ImportID{5}) || !strings.HasPrefix(s.shell.toasts[1], "3 publications retirées") {
		t.Errorf("forgot %v, said %q", d.forgot, s.shell.toasts)
	}
	if strings.Contains(s.Said(), "@maisonlenoir") {
		t.Error("what was undone is still told")
	}
}

func TestWhatIsUndoneInVainStays(t *testing.T) {
	d := sample()
	d.read = func(context.Context, []string, func(int64, int64, int)) (data.ImportResult, error) {
		return archived(), nil
	}
	s := newImportScene(t, d)
	s.screen.Dropped([]string{"a.zip"})
	s.until(func() bool { return s.screen.archives.reading.result != nil })
	d.fail = errLost
	s.Press("Annuler cet import")
	s.until(func() bool { return len(s.shell.fails) == 1 })
	if s.screen.archives.reading.result == nil || s.screen.archives.reading.undoing {
		t.Errorf("%+v", s.screen.archives.reading)
	}
}

func TestReadingIsStoppedAndWhatWasKeptIsSaid(t *testing.T) {
	d := sample()
	d.read = func(ctx context.Context, _ []string, progress func(done, total int64, n int)) (data.ImportResult, error) {
		progress(600_000, 1_000_000, 400)
		<-ctx.Done()
		r := archived()
		r.Stopped = true
		return r, nil
	}
	s := newImportScene(t, d)
	s.screen.Dropped([]string{"a.zip"})
	s.until(func() bool { return s.screen.archives.reading.posts == 400 })
	if said := s.Said(); !strings.Contains(said, "400 publications") || !strings.Contains(said, "Lecture de l’archive") {
		t.Errorf("the screen says:\n%s", said)
	}
	s.screen.Dropped([]string{"b.zip"})
	if s.shell.toasts[0] != "Une archive est déjà en cours de lecture." {
		t.Errorf("said %q", s.shell.toasts)
	}
	s.Press("Arrêter")
	s.until(func() bool { return s.screen.archives.reading.result != nil })
	if said := s.Said(); !strings.Contains(said, "arrêtée avant la fin") || s.screen.archives.reading.running {
		t.Errorf("the screen says:\n%s", said)
	}
}

func TestWhatIsNoArchiveIsSaid(t *testing.T) {
	d := sample()
	d.read = func(context.Context, []string, func(int64, int64, int)) (data.ImportResult, error) {
		return data.ImportResult{}, &data.Failure{Kind: data.Invalid, Op: "archive", Code: "archive_html"}
	}
	s := newImportScene(t, d)
	s.screen.Dropped([]string{"facebook.zip"})
	s.until(func() bool { return s.screen.archives.reading.err != nil })
	if said := s.Said(); !strings.Contains(said, "faite pour être regardée") || !strings.Contains(said, "format JSON") {
		t.Errorf("the screen says:\n%s", said)
	}
	if len(s.shell.toasts) != 0 || s.screen.archives.reading.result != nil {
		t.Errorf("said %q", s.shell.toasts)
	}
}

func TestOnlyTheSectionTakesWhatIsDropped(t *testing.T) {
	s := newScene(t, sample())
	if s.screen.Dropped([]string{"photo.png"}) {
		t.Error("the accounts took a picture for an archive")
	}
}

func TestEveryExportIsExplainedInBothLanguages(t *testing.T) {
	s := newImportScene(t, sample())
	for _, lang := range []string{"fr", "en"} {
		s.Speak(lang)
		for _, n := range exports() {
			s.screen.archives.reading.guide = ""
			s.screen.Retranslate()
			before := len(s.Said())
			s.screen.archives.reading.toggleGuide(n)
			s.screen.draw()
			if after := s.Said(); len(after) < before+200 || !strings.Contains(after, s.screen.word("import."+string(n)+".step.2")) {
				t.Errorf("%s in %s:\n%s", n, lang, after)
			}
		}
	}
}

func TestFaultsAreGatheredByReason(t *testing.T) {
	kinds := faultKinds(archived().Faults)
	var got []string
	for _, k := range kinds {
		got = append(got, fmt.Sprint(k.code, " ", len(k.all)))
	}
	if want := []string{"archive_item 60", "archive_broken 1", "archive_missing 1", "too_large 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTheScreenHearsTheLastWordOnly(t *testing.T) {
	var g gauge
	asked := 0
	for i := range 100 {
		if g.set(int64(i), 100, i) {
			asked++
		}
	}
	done, _, posts := g.read()
	if asked != 1 || done != 99 || posts != 99 || !g.set(100, 100, 100) {
		t.Errorf("asked %d times, read %d", asked, done)
	}
}
