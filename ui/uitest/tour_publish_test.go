package uitest_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/platforms/rehearsal"
	"parvis/ui/widgets"
)

// work is a post of the tour.
type work struct {
	title, text string
	file        string // that is attached
	described   bool   // has a text for those who cannot see it
	fits        func(data.MediaRule) bool
}

func thePicture(t *testing.T) work {
	photo := image.NewRGBA(image.Rect(0, 0, 1200, 1000))
	for y := range 1000 {
		for x := range 1200 {
			photo.Set(x, y, color.RGBA{uint8(x / 5), uint8(y / 4), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photo, nil); err != nil {
		t.Fatal(err)
	}
	return work{
		title: "Pain de châtaigne", text: "Le pain de châtaigne est de retour, samedi dès 7 h 30 au fournil.",
		file: kept(t, "pain.jpg", b.Bytes()), described: true, fits: func(r data.MediaRule) bool { return r.Images > 0 },
	}
}

func theVideo(t *testing.T) work {
	return work{
		title: "Le tour du fournil", text: "Une minute avec Thomas devant le four, avant l’aube.",
		file: kept(t, "four.mp4", film(20*time.Second)), fits: func(r data.MediaRule) bool { return r.Videos > 0 },
	}
}

func kept(t *testing.T, name string, content []byte) (path string) {
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// film is an MP4 file of 720 by 1280 (ISO/IEC 14496-12): its boxes, around
// nothing to see.
func film(length time.Duration) []byte {
	const ticks, wide, high = 1000, 720, 1280
	const whole = 1 << 16 // 1 in 16.16
	entry := box("avc1", make([]byte, 24), []byte{wide >> 8, wide & 0xff, high >> 8, high & 0xff}, make([]byte, 50))
	tkhd := box("tkhd", words(0, 0, 0, 1, 0, uint32(length.Milliseconds())), make([]byte, 16),
		words(whole, 0, 0, 0, whole, 0, 0, 0, 1<<30, wide<<16, high<<16))
	trak := box("trak", tkhd, box("mdia",
		box("mdhd", make([]byte, 24)), box("hdlr", words(0, 0), []byte("vide"), make([]byte, 13)),
		box("minf", box("stbl", box("stsd", words(0, 1), entry)))))
	moov := box("moov", box("mvhd", words(0, 0, 0, ticks, uint32(length.Milliseconds())), make([]byte, 80)), trak)
	return slices.Concat(box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2")), moov, box("mdat", bytes.Repeat([]byte("pain"), 50_000)))
}

func box(kind string, content ...[]byte) []byte {
	body := slices.Concat(content...)
	return slices.Concat(words(uint32(8+len(body))), []byte(kind), body)
}

// words are four bytes each.
func words(all ...uint32) (b []byte) {
	for _, n := range all {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

// publish writes a post in the composer for every account that takes what is
// attached, publishes it now, and sees what arrived.
func (v *visit) publish(w work) {
	v.t.Helper()
	before := v.arrived()
	v.ok(v.Do(v.ctx, "shell.action.write"))
	v.until("empty post", glance, func() bool {
		return v.Frame.Canvas().Focused() != nil && len(shown[*widgets.TitleField](v)) > 0
	})
	v.write(w.text)
	v.attach(w)
	goes := v.choose(w)
	v.tapWord("composer.mend.title")
	v.write(w.title)
	v.until("what is required", glance, func() bool {
		if !v.says(v.Book.T("composer.mend.options")) {
			return true
		}
		if v.Tap(v.ctx, v.Book.T("composer.mend.options")) == nil { // it may be gone by now
			v.ok(v.Press(v.ctx, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn))
		}
		return false
	})
	v.tapWord("composer.more")
	v.pick(v.Book.T("composer.now"))
	v.tapWord("composer.now")
	v.sent(w)
	v.compare(w, goes, before)
}

// attach drops the file onto the pane.
func (v *visit) attach(w work) {
	v.t.Helper()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(shown[*widgets.TitleField](v)[0])
	v.ok(v.Drop(v.ctx, at.AddXY(4, 4), w.file))
	if w.described {
		v.tapWord("composer.mend.alt")
		v.write("Une miche sur une planche, farine autour.")
		return
	}
	copying := v.Book.T("composer.check.copying", "File", filepath.Base(w.file))
	v.until("copy of the video", glance, func() bool { return !v.says(copying) })
}

// choose takes the accounts away that do not take what is attached, and returns
// those that do.
func (v *visit) choose(w work) (goes []data.Account) {
	v.t.Helper()
	v.tapWord("composer.tab.add")
	for _, a := range v.accounts() {
		if w.fits(a.Can.Media) {
			goes = append(goes, a)
			continue
		}
		v.pick(v.nameOf(a))
	}
	v.ok(v.Press(v.ctx, fyne.KeyEscape))
	return goes
}

// nameOf is what an account is called where several may be.
func (v *visit) nameOf(a data.Account) string {
	if a.Can.Tap == data.TapHere {
		return a.Short()
	}
	network := v.Book.T("network." + string(a.Network))
	for _, other := range v.of(a.Network) {
		if other.ID != a.ID {
			return v.Book.T("composer.tab.account", "Network", network, "Handle", a.Short())
		}
	}
	return network
}

// pick goes to a line of the menu with the keyboard, and does it.
func (v *visit) pick(text string) {
	v.t.Helper()
	var seen []string
	for range 50 {
		v.ok(v.Press(v.ctx, fyne.KeyDown))
		menu, ok := v.Frame.Canvas().Focused().(*widgets.Menu)
		if !ok {
			v.t.Fatalf("no menu has the keyboard; the screen says:\n%s", v.words())
		}
		if menu.AccessibilityLabel() == text {
			v.ok(v.Press(v.ctx, fyne.KeyReturn))
			return
		}
		seen = append(seen, menu.AccessibilityLabel())
	}
	v.t.Fatalf("the menu has no %q: %q", text, seen)
}

// sent waits until nothing of the post is under way any more, and finishes by
// hand what is a person's.
func (v *visit) sent(w work) {
	v.t.Helper()
	const step = 500 * time.Millisecond // processing takes its time
	var id data.PostID
	v.until("stored post", glance, func() bool {
		var err error
		id, err = v.house.Post(v.ctx, w.title)
		return err == nil
	})
	var all []data.Delivery
	read := func() []data.Delivery {
		var err error
		all, err = v.house.Desk.Deliveries(v.ctx, id)
		v.ok(err)
		return all
	}
	defer func() {
		if v.t.Failed() {
			v.t.Logf("where it stands: %+v", all)
		}
	}()
	v.until("end of "+w.title, step, func() bool {
		under := func(d data.Delivery) bool {
			return d.State != data.Sent && !data.ByHand(d.State, d.Reason) && !d.State.NeedsPerson()
		}
		return len(read()) > 0 && !slices.ContainsFunc(all, under)
	})
	waits := func(d data.Delivery) bool { return d.State != data.Sent && data.ByHand(d.State, d.Reason) }
	if slices.ContainsFunc(all, waits) {
		v.ok(v.Do(v.ctx, "shell.screen.today"))
		v.until("end of what is done by hand", step, func() bool {
			v.byHand()
			return !slices.ContainsFunc(read(), waits)
		})
	}
	for _, d := range all {
		if d.State != data.Sent {
			v.t.Errorf("account %d: %s %s %s", d.Account, d.State, d.Reason, d.Detail)
		}
	}
}

// byHand takes a post over as the screen of the day offers it or, on the sheet
// that opens, says that it is done.
func (v *visit) byHand() {
	v.t.Helper()
	for _, key := range []string{"handover.done", "today.remedy.hand"} {
		if word := v.Book.T(key); v.says(word) {
			_ = v.Tap(v.ctx, word) // it may be gone by now
			return
		}
	}
}

// arrived is what every simulated network has published.
func (v *visit) arrived() (all [][]rehearsal.Published) {
	for _, s := range v.house.World.Servers() {
		all = append(all, s.Log().Published)
	}
	return all
}

// compare holds what arrived since before against the accounts that the post
// went to: one for each, and not one more.
func (v *visit) compare(w work, goes []data.Account, before [][]rehearsal.Published) {
	v.t.Helper()
	got := map[data.NetworkName]int{}
	for i, s := range v.house.World.Servers() {
		once := map[string]bool{}
		for _, p := range s.Log().Published[len(before[i]):] {
			if p.Text != "" && !strings.Contains(p.Text, w.text[:20]) && !strings.Contains(p.Text, w.title) {
				continue // one of the demonstration's own that has come due
			}
			if got[s.Network()]++; once[p.Account] {
				v.t.Errorf("%s: %s has it twice", s.Network(), p.Account)
			}
			once[p.Account] = true
		}
	}
	want := map[data.NetworkName]int{}
	for _, a := range goes {
		want[a.Network]++
		if a.Can.Tap == data.TapHere {
			got[a.Network]++ // nobody but the person knows
		}
	}
	for n, accounts := range want {
		if got[n] != accounts {
			v.t.Errorf("%s has it %d times, want %d", n, got[n], accounts)
		}
		v.log.of(n).accounts, v.log.of(n).published = accounts, v.log.of(n).published+got[n]
	}
	for n := range got {
		if want[n] == 0 {
			v.t.Errorf("%s has it and should not", n)
		}
	}
}
