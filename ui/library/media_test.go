package library

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/ui/work"
)

func TestThumbnailsAreReadTwoAtATimeTheLastOneFirst(t *testing.T) {
	queue, d, came := work.NewQueue(), &desk{}, 0
	runner := work.New(queue.Do, at(), func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	th := newThumbnails(d.Thumbnail, runner, func() { came++ })
	waited := 0
	for i := range 100 {
		if th.of(data.MediaHash(strconv.Itoa(i))) != nil {
			t.Fatal("a picture before it was read")
		}
		th.of(data.MediaHash(strconv.Itoa(i)))
	}
	th.wait("99", func() { waited++ })
	if err := queue.Until(t.Context(), func() bool { return came == thumbnailsWanted+thumbnailLanes }); err != nil {
		t.Fatal(err)
	}
	d.mu.Lock()
	first := slices.Clone(d.read[:4])
	d.mu.Unlock()
	early := []data.MediaHash{"0", "1", "96", "97", "98", "99"} // the lanes are as fast as they like
	if slices.ContainsFunc(first, func(h data.MediaHash) bool { return !slices.Contains(early, h) }) || waited != 1 {
		t.Errorf("read first: %v, waited for %d", first, waited)
	}
	if th.of("99") == nil || th.of("5") != nil || th.broken("99") {
		t.Error("what was asked for last is not there, or what was asked for long ago is")
	}
	th.of("broken")
	if err := queue.Until(t.Context(), func() bool { return th.broken("broken") }); err != nil {
		t.Fatal(err)
	}
	for i := range thumbnailsKept {
		th.keep(data.MediaHash("x"+strconv.Itoa(i)), nil)
		th.of("99")
	}
	if len(th.kept) != thumbnailsKept || th.kept["99"] == nil {
		t.Errorf("%d are kept, among them the one that is looked at: %t", len(th.kept), th.kept["99"] != nil)
	}
}

func TestWhatStandsOnAFile(t *testing.T) {
	plain, film, blurred := asset("a", "a.jpg"), asset("b", "b.mp4"), asset("c", "c.jpg")
	plain.Alt = "Le four"
	film.MIME, film.Length = "video/mp4", 75*time.Second
	blurred.Sharpness = data.LeastSharpness / 2
	tr := tryOut(t, plain, film, blurred)
	tr.media.shelf.Alike = map[data.MediaHash][]data.MediaHash{"c": {"a"}}
	for want, a := range map[string]data.Asset{"": plain, "1:15 ALT manque!": film, "ALT manque! Floue Double": blurred} {
		var tags []string
		for _, tag := range tr.media.print(a).Tags {
			tags = append(tags, tag.Text+map[bool]string{true: "!"}[tag.Warn])
		}
		if got := strings.Join(tags, " "); got != want {
			t.Errorf("%s: %q, want %q", a.Name, got, want)
		}
	}
}

func TestWhatAFileSaysOfItself(t *testing.T) {
	a, paris := asset("a", "a.jpg"), zoneOf(data.Brand{Zone: "Europe/Paris"})
	for lang, want := range map[string]string{"fr": "1 600 × 1 200 px · 412 ko", "en": "1,600 × 1,200 px · 412 kB"} {
		if got := measureText(book(t, lang), a); plainSpaces(got) != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	for n, want := range map[int64]string{1: "1 ko", 999_499: "999 ko", 12_400_000: "12,4 Mo", 3_000_000_000: "3,0 Go"} {
		if got := bytesText(book(t, "fr"), n); plainSpaces(got) != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := originText(book(t, "fr"), a, paris); got != "Ajouté le samedi 21 novembre 2026" {
		t.Errorf("%q", got)
	}
	a.Taken = data.Taken{At: time.Date(2026, 5, 14, 9, 30, 0, 0, time.UTC)} // by the camera's wall
	if got := originText(book(t, "fr"), a, paris); !strings.HasPrefix(got, "Pris le jeudi 14 mai 2026 à 09:30") {
		t.Errorf("%q", got)
	}
	a.Sharpness, a.High = data.LeastSharpness/2, 0.1
	if got := flaws(a); !slices.Equal(got, []string{"blurred", "dark"}) {
		t.Errorf("%v", got)
	}
}

// plainSpaces makes all kinds of spaces the same.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func TestFilesAreTakenOneAfterTheOther(t *testing.T) {
	tr := tryOut(t, asset("known", "avant.jpg"))
	tr.show("media")
	if !tr.Takes() {
		t.Fatal("files are not taken")
	}
	tr.Dropped([]File{file("a.jpg", "a"), file("b.jpg", "broken"), file("c.jpg", "known"), file("d.jpg", "d")})
	tr.Until("all is taken", func() bool { return len(tr.shell.toasts) == 1 })
	tr.Until("the last is open", func() bool { return tr.media.details.asset.Hash == "d" })
	failed := tr.media.adding.failed
	if tr.shell.toasts[0] != "2 fichiers ajoutés." || len(failed) != 1 || failed[0].name != "b.jpg" {
		t.Errorf("said %q, failed %+v", tr.shell.toasts, failed)
	}
	tr.media.adding.take([]File{file("c.jpg", "known")})
	tr.Until("it is known", func() bool { return len(tr.shell.toasts) == 2 })
	if !strings.HasPrefix(tr.shell.toasts[1], "Ce fichier est déjà") || len(tr.media.adding.failed) != 0 {
		t.Errorf("said %q", tr.shell.toasts[1])
	}
	tr.show("ideas")
	if tr.Takes() {
		t.Error("files are taken by a part that shows none")
	}
}

// A folder comes in like files, with what cannot be taken by name; undo takes all
// that is new out again, but what a post awaits.
func TestAFolderComesInAndGoesAgain(t *testing.T) {
	tr := tryOut(t, asset("known", "avant.jpg"))
	tr.show("media")
	tr.shell.choose = []File{file("a.jpg", "a"), file("b.jpg", "broken"), file("c.jpg", "known"), file("d.jpg", "d"), file("e.jpg", "e")}
	tr.Press("Tout un dossier…")
	tr.Until("all is taken", func() bool { return len(tr.shell.toasts) == 1 })
	tr.Says("1 fichier n’a pas été ajouté", "b.jpg")
	tr.desk.mu.Lock()
	tr.desk.held = "e"
	tr.desk.mu.Unlock()
	tr.shell.undo()
	tr.Until("it is taken back", func() bool { return len(tr.shell.toasts) == 2 })
	if got := plainSpaces(tr.shell.toasts[1]); got != "2 fichiers sont ressortis de la bibliothèque. 1 reste : une publication l’attend." {
		t.Errorf("said %q", got)
	}
	tr.Until("what stays is read", func() bool {
		return slices.EqualFunc(tr.media.shelf.Assets, []data.MediaHash{"e", "known"}, func(a data.Asset, hash data.MediaHash) bool { return a.Hash == hash })
	})
	tr.shell.undo = nil
	tr.Press("Tout un dossier…")
	tr.Until("it is taken once more", func() bool { return len(tr.shell.toasts) == 3 })
	if tr.shell.undo == nil || tr.shell.toasts[2] != "2 fichiers ajoutés." {
		t.Errorf("said %q", tr.shell.toasts)
	}
}

// Files that came in while the brand was changed go out of each brand's library.
func TestFilesOfTwoBrandsAreTakenBack(t *testing.T) {
	tr := tryOut(t)
	tr.show("media")
	tr.desk.gate = make(chan struct{})
	tr.media.adding.take([]File{file("a.jpg", "a")})
	tr.brand.ID = 2
	tr.media.adding.take([]File{file("b.jpg", "b")})
	close(tr.desk.gate)
	tr.Until("all is taken", func() bool { return len(tr.shell.toasts) == 1 })
	tr.shell.undo()
	tr.Until("both are taken back", func() bool { return len(tr.shell.toasts) == 3 })
	tr.desk.mu.Lock()
	defer tr.desk.mu.Unlock()
	if len(tr.desk.assets) != 0 {
		t.Errorf("left %+v", tr.desk.assets)
	}
}

func TestAFaultSaysWhatToDo(t *testing.T) {
	invalid := func(code string) error { return &data.Failure{Kind: data.Invalid, Code: code} }
	for want, err := range map[string]error{
		"JPEG avec Photos": invalid("heic"), "trop lourd": invalid(data.CodeTooLarge), "abîmé": invalid("broken"),
		"ni une image ni une vidéo": invalid("format"), "le disque est plein": data.ErrDiskFull, "existe encore": errBroken,
	} {
		if got := (addFault{"x.jpg", err}).text(book(t, "fr")); !strings.Contains(got, want) || !strings.Contains(got, "x.jpg") {
			t.Errorf("%v: %q", err, got)
		}
	}
}

func TestACancelledAdditionLeavesTheRest(t *testing.T) {
	tr := tryOut(t)
	tr.show("media")
	tr.desk.gate = make(chan struct{})
	tr.media.adding.take([]File{file("a.jpg", "a"), file("b.jpg", "b")})
	tr.brand.ID = 2 // what is under way stays with its brand
	tr.media.adding.take([]File{file("c.jpg", "c")})
	tr.desk.gate <- struct{}{}
	tr.Until("one is taken", func() bool { return len(tr.media.adding.fresh) == 1 })
	tr.media.adding.stop()
	close(tr.desk.gate)
	tr.Until("nothing waits", func() bool { return len(tr.media.adding.queue) == 0 })
	tr.desk.mu.Lock()
	defer tr.desk.mu.Unlock()
	if len(tr.desk.assets) != 1 || tr.desk.assets[0].Brand != 1 {
		t.Errorf("%+v", tr.desk.assets)
	}
}

func TestWhatIsSaidOfAFileIsKeptInOrder(t *testing.T) {
	tr := tryOut(t, asset("a", "a.jpg"), asset("b", "b.jpg"))
	tr.show("media")
	d := tr.media.details
	tr.Until("the first is open", func() bool { return d.asset.Hash == "a" && d.picture.shown != nil })
	tr.desk.gate = make(chan struct{})
	d.addTags(" #Pain,  au Levain , pain")
	tr.media.read() // an answer from before the tags
	tr.Until("it came", func() bool { return !tr.Runner.Busy("library.media") })
	if !slices.Equal(d.asset.Tags, []string{"pain", "au levain"}) {
		t.Errorf("tags %q", d.asset.Tags)
	}
	d.picture.moved(data.Focus{}, true)
	d.dropTag("pain")
	close(tr.desk.gate)
	stored := func() data.Asset {
		a, err := tr.desk.Asset(t.Context(), 1, "a")
		if err != nil {
			t.Error(err)
		}
		return a
	}
	tr.Until("it is stored", func() bool { return slices.Equal(stored().Tags, []string{"au levain"}) })
	if stored().Focus == (data.Focus{}) {
		t.Error("the very corner counts as nothing said")
	}
	tr.shell.undo()
	tr.Until("the tag is back", func() bool { return len(stored().Tags) == 2 })

	d.alt.Insert("Le four.")
	tr.media.sheet.Choose(1)
	d.open(tr.media.shelf.Assets[1])
	tr.Until("the words are stored", func() bool { return stored().Alt == "Le four." })
	if d.alt.Text() != "" || d.asset.Hash != "b" {
		t.Errorf("the other shows %q", d.alt.Text())
	}
}

func TestAFilterKeepsWhatIsBeingDescribed(t *testing.T) {
	tr := tryOut(t, asset("a", "a.jpg"), asset("b", "b.jpg"))
	tr.show("media")
	tr.media.query.NoAlt = true
	tr.media.readFirst()
	d := tr.media.details
	tr.Until("the first is open", func() bool { return d.asset.Hash == "a" && len(tr.media.shelf.Assets) == 2 })
	d.alt.Insert("Le four.")
	tr.Until("it is out of the list", func() bool { return len(tr.media.shelf.Assets) == 1 })
	if d.asset.Hash != "a" || d.alt.Text() != "Le four." {
		t.Errorf("the panel shows %s, %q", d.asset.Hash, d.alt.Text())
	}
	tr.media.query.Text = "b"
	tr.media.readFirst()
	tr.Until("what was asked for is open", func() bool { return d.asset.Hash == "b" })
	tr.media.query.Text = "nowhere"
	tr.media.readFirst()
	tr.Until("nothing answers", func() bool { return len(tr.media.shelf.Assets) == 0 })
	tr.Says(tr.Words().T("library.media.nothing.title"))
	if d.asset.Hash != "b" || !tr.media.columns.Visible() {
		t.Errorf("the panel shows %q", d.asset.Hash)
	}
}

func TestWhatWasTypedIsStoredOnTheWayOut(t *testing.T) {
	tr := tryOut(t, asset("a", "a.jpg"))
	if err := tr.Flush(t.Context()); err != nil {
		t.Errorf("with nothing open: %v", err)
	}
	tr.show("media")
	tr.Until("it is open", func() bool { return tr.media.details.asset.Hash == "a" })
	tr.media.details.alt.Insert("Le four. ")
	if err := tr.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a, err := tr.desk.Asset(t.Context(), 1, "a"); err != nil || a.Alt != "Le four." {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestAFileThatAPostAwaitsStays(t *testing.T) {
	tr := tryOut(t, asset("a", "a.jpg"))
	tr.show("media")
	tr.Until("it is open", func() bool { return tr.media.details.asset.Hash == "a" })
	tr.desk.uses = []data.Entry{{Post: 4, State: data.Draft, Headline: "Brouillon"}, {Post: 5, State: data.Scheduled, Headline: "La galette"}}
	tr.media.remove(tr.media.shelf.Assets[0])
	tr.Until("it says why", func() bool { return len(tr.shell.offered) == 1 })
	if !strings.Contains(tr.shell.offered[0], "La galette") || len(tr.desk.assets) != 1 {
		t.Errorf("said %q", tr.shell.offered)
	}
	tr.desk.uses = nil
	tr.media.remove(tr.media.shelf.Assets[0])
	tr.Until("it is gone", func() bool { return len(tr.media.shelf.Assets) == 0 && len(tr.shell.toasts) == 1 })
	tr.shell.undo()
	tr.Until("it is back", func() bool { return len(tr.media.shelf.Assets) == 1 })
}

func TestAFileIsAttachedWhereAPostIsOpen(t *testing.T) {
	tr := tryOut(t, asset("a", "a.jpg"))
	tr.media.attach(asset("a", "a.jpg"))
	tr.shell.opened = []data.PostID{4}
	tr.media.attach(asset("a", "a.jpg"))
	if len(tr.shell.toasts) != 2 || !strings.HasPrefix(tr.shell.toasts[0], "Ouvrez d’abord") || !strings.Contains(tr.shell.toasts[1], "est joint") {
		t.Errorf("said %q", tr.shell.toasts)
	}
}

func TestAPostIsBegunWithAFile(t *testing.T) {
	a := asset("a", "a.jpg")
	a.Alt, a.Focus = "Le four", data.Focus{X: 0.2, Y: 0.3}
	tr := tryOut(t, a)
	tr.media.write(a)
	tr.Until("it is open", func() bool { return len(tr.shell.opened) == 1 })
	want := data.Attachment{Media: a.Media, Alt: a.Alt, Focus: a.Focus}
	if p := tr.desk.wrote[0]; len(p.Media) != 1 || p.Media[0] != want || p.Brand != 1 {
		t.Errorf("%+v", p)
	}
}
