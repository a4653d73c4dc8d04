package today

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// TestPictures writes the screen as PNG into the folder named by
// PARVIS_PICTURES, to be looked at; without it the pictures are only drawn.
func TestPictures(t *testing.T) {
	out := os.Getenv("PARVIS_PICTURES")
	for name, d := range map[string]*desk{"full": busyDay(), "hand": handDay(), "photos": photoDay(), "empty": {status: data.Status{Online: true}}} {
		tr := tryOut(t, d)
		for _, lang := range []string{"fr", "en"} {
			tr.book = book(t, lang)
			for variant, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
				uitest.SetVariant(v)
				for _, size := range []fyne.Size{fyne.NewSize(1232, 900), fyne.NewSize(892, 1400)} {
					tr.window.Resize(size)
					tr.screen.Retranslate()
					img := tr.window.Canvas().Capture()
					if out == "" {
						continue
					}
					path := filepath.Join(out, fmt.Sprintf("today-%s-%s-%s-%.0f.png", name, lang, variant, size.Width))
					if err := uitest.Write(path, img); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// press taps the button or link that bears these words.
func (tr *trial) press(words string) {
	tr.t.Helper()
	lines := tr.screen.body.todo.lines
	for _, b := range all[*widgets.Button](lines) {
		if b.Text() == words {
			test.Tap(b)
			return
		}
	}
	for _, l := range all[*widgets.Link](lines) {
		if l.Text() == words {
			test.Tap(l)
			return
		}
	}
	tr.t.Fatalf("nothing says %q", words)
}

func TestEachTroubleHasTheButtonThatMendsIt(t *testing.T) {
	tr := tryOut(t, busyDay())
	tr.press("Corriger")
	if !slices.Equal(tr.shell.opened, []data.PostID{11}) {
		t.Errorf("opened %v", tr.shell.opened)
	}
	tr.press("Reconnecter")
	if !slices.Equal(tr.shell.reconnected, []data.AccountID{3}) {
		t.Errorf("reconnects %v", tr.shell.reconnected)
	}
	for i, c := range []struct{ words, act string }{
		{"Publier maintenant", "retry"}, {"Elle n’y est pas, renvoyer", "absent"}, {"Réessayer", "retry"},
	} {
		tr.press(c.words)
		tr.until("it is done and shown", func() bool {
			return len(tr.shell.toasts) == i+1 && len(tr.screen.m.needs) == 3-i
		})
		if got := tr.desk.acts[i]; got != c.act {
			t.Errorf("%q asks the desk to %s, want %s", c.words, got, c.act)
		}
	}
	if len(tr.shell.failed) != 0 {
		t.Errorf("failures %v", tr.shell.failed)
	}
}

func TestLookAndOnline(t *testing.T) {
	for words, act := range map[string]string{"Regarder encore": "look", "Elle y est": "online"} {
		tr := tryOut(t, busyDay())
		tr.press(words)
		tr.until("it is done", func() bool { return len(tr.shell.toasts) == 1 })
		if !slices.Equal(tr.desk.acts, []string{act}) {
			t.Errorf("%q asks the desk to %v, want %s", words, tr.desk.acts, act)
		}
	}
}

func TestAFailedActIsSaidAndNothingIsLost(t *testing.T) {
	d := busyDay()
	d.refuse = errRefused
	tr := tryOut(t, d)
	tr.press("Publier maintenant")
	tr.until("the failure is heard", func() bool { return len(tr.shell.failed) == 1 })
	if len(tr.screen.m.needs) != 4 || len(tr.screen.m.busy) != 0 {
		t.Errorf("%d entries, %d busy", len(tr.screen.m.needs), len(tr.screen.m.busy))
	}
	d.refuse = fmt.Errorf("decide: %w", data.ErrChanged)
	tr.press("Publier maintenant")
	tr.until("it is said", func() bool { return len(tr.shell.toasts) == 1 })
	if len(tr.shell.failed) != 1 || !strings.Contains(tr.shell.toasts[0], "entre-temps") {
		t.Errorf("failed %v, said %q", tr.shell.failed, tr.shell.toasts)
	}
}

func TestLinesOpenTheirPosts(t *testing.T) {
	tr := tryOut(t, busyDay())
	for _, c := range []*card{tr.screen.body.leaving, tr.screen.body.waiting} {
		for _, row := range all[*widgets.PressRow](c.lines) {
			test.Tap(row)
		}
	}
	if want := []data.PostID{32, 33, 34, 35, 36}; !slices.Equal(tr.shell.opened, want) {
		t.Errorf("opened %v, want %v: what is online does not go out any more", tr.shell.opened, want)
	}
	if note := tr.screen.body.leaving.note.Text(); !strings.Contains(note, "1 publication est déjà en ligne") || !strings.Contains(note, "1 h") {
		t.Errorf("said %q", note)
	}
}

func TestTheDayIsTheBrands(t *testing.T) {
	tr := tryOut(t, busyDay())
	midnight := time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC)
	if q := tr.desk.query; !q.From.Equal(midnight) || !q.To.Equal(midnight.Add(24*time.Hour)) {
		t.Errorf("asks from %v to %v", q.From, q.To)
	}
	tr.clock.set(time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC))
	if !tr.screen.m.turn() || tr.screen.m.turn() {
		t.Error("half past midnight in Paris is not once another day")
	}
	tr.screen.show()
	if got := tr.screen.title.Text(); got != "Dimanche 22 novembre" {
		t.Errorf("the title is %q", got)
	}
}

func TestWhatIsStoredIsReadAgain(t *testing.T) {
	d := busyDay()
	tr := tryOut(t, d)
	d.mu.Lock()
	d.needs = d.needs[:1]
	d.mu.Unlock()
	for range 1000 {
		tr.screen.Changed(data.Change{Noun: data.Deliveries})
	}
	tr.until("it is read again", func() bool { return len(tr.screen.m.needs) == 1 })
}

func TestADeskFullOfTrouble(t *testing.T) {
	d := busyDay()
	for i := range 200 {
		d.needs = append(d.needs, data.Entry{Delivery: data.DeliveryID(1000 + i), Account: 1, Network: "bluesky", State: data.Missed})
	}
	tr := tryOut(t, d)
	if got := tr.screen.body.todo.count.Text(); got != "6 sur 204" {
		t.Errorf("counts %q", got)
	}
	tr.press("Montrer 198 autres")
	if got := len(all[*widgets.Pill](tr.screen.body.todo.lines)); got != 2*step {
		t.Errorf("%d entries are shown after asking for more, want %d", got, 2*step)
	}
}

func TestAnEmptyDayOffersTheFirstStep(t *testing.T) {
	tr := tryOut(t, &desk{status: data.Status{Online: true}})
	if tr.screen.body.week.object.Visible() || tr.screen.away.Visible() {
		t.Error("a week or a warning is shown of which nothing is known")
	}
	buttons := all[*widgets.Button](tr.screen.body.leaving.lines)
	if len(buttons) != 1 {
		t.Fatalf("%d buttons", len(buttons))
	}
	test.Tap(buttons[0])
	if !slices.Equal(tr.shell.wrote, []string{"2026-11-21"}) {
		t.Errorf("wrote for %q", tr.shell.wrote)
	}
}

func TestWhatIsAPersonsLeadsThere(t *testing.T) {
	tr := tryOut(t, handDay())
	for _, b := range all[*widgets.Button](tr.screen.body.todo.lines) {
		if b.Text() == "Publier à la main…" {
			test.Tap(b)
		}
	}
	if !slices.Equal(tr.shell.handed, []data.DeliveryID{1, 2, 5}) {
		t.Errorf("by hand: %v", tr.shell.handed)
	}
	tr.press("Connecter un site")
	tr.press("Voir la limite")
	if tr.shell.connects != 1 || tr.shell.limits != 1 {
		t.Errorf("led %d times to connecting, %d times to the limits", tr.shell.connects, tr.shell.limits)
	}
	tr.press("Envoyer quand même")
	tr.until("it is sent", func() bool { return len(tr.shell.toasts) == 1 })
	if !slices.Equal(tr.desk.acts, []string{"retry"}) {
		t.Errorf("asked the desk to %v", tr.desk.acts)
	}
}

func TestWhatExpiresIsSaidWithWhatFallsAfter(t *testing.T) {
	tr := tryOut(t, handDay())
	if got := tr.screen.body.todo.count.Text(); got != "9" {
		t.Errorf("counts %q", got)
	}
	tr.press("Marché de Noël")
	tr.press("Reconnecter")
	if !slices.Equal(tr.shell.opened, []data.PostID{50}) || !slices.Equal(tr.shell.reconnected, []data.AccountID{1}) {
		t.Errorf("opened %v, reconnects %v", tr.shell.opened, tr.shell.reconnected)
	}
	links := all[*widgets.Link](tr.screen.body.todo.lines)
	if slices.ContainsFunc(links, func(l *widgets.Link) bool { return l.Text() == "Vœux" }) {
		t.Error("more than five posts are named")
	}
	var said []string
	for _, l := range all[*widgets.Label](tr.screen.body.todo.lines) {
		said = append(said, l.Text())
	}
	for _, want := range []string{
		"La connexion à Bluesky expire dans moins d’un jour.", "7 publications tombent après, et attendraient\u202f:", "et 2 autres",
		"La connexion à Mastodon expire dans 6 jours.", "La connexion à WordPress expire dans 13 jours.",
		"Rien n’est prévu après\u202f: reconnectez quand cela vous arrange.", "La connexion à Instagram a expiré.",
	} {
		if !slices.Contains(said, want) {
			t.Errorf("does not say %q", want)
		}
	}
}
