package uitest_test

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// photographs writes so many pictures that differ into a folder.
func photographs(t *testing.T, names ...string) (paths []string) {
	t.Helper()
	folder := t.TempDir()
	for n, name := range names {
		img := image.NewRGBA(image.Rect(0, 0, 640, 360))
		for y := range 360 {
			for x := range 640 {
				v := uint8(128 + 127*math.Sin(float64(x*(n+2))/37)*math.Cos(float64(y*(n+3))/23))
				img.SetRGBA(x, y, color.RGBA{v, uint8(80 * n), 255 - v, 255})
			}
		}
		path := filepath.Join(folder, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// assets are those of the library, by name.
func (v *visit) assets() map[string]data.Asset {
	v.t.Helper()
	shelf, err := v.house.Desk.MediaShelf(v.ctx, data.AssetQuery{Brand: v.brand}, false)
	v.ok(err)
	found := map[string]data.Asset{}
	for _, a := range shelf.Assets {
		found[a.Name] = a
	}
	return found
}

// contacts is the sheet of the media library.
func (v *visit) contacts() *widgets.ContactSheet {
	v.t.Helper()
	return shown[*widgets.ContactSheet](v)[0]
}

// opened tells whether the panel shows a file.
func (v *visit) opened(name string) bool {
	return v.says(v.Book.T("library.media.focus.name", "File", name))
}

// TestAPictureIsAddedDescribedAndShown drops files on the library, among them
// one that is none; then a picture is described, tagged, framed, found and begun
// a post from.
func TestAPictureIsAddedDescribedAndShown(t *testing.T) {
	const name, alt = "atelier.png", "L’atelier, tôt le matin."
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.show.media"))
	before := len(v.assets())
	paths := photographs(t, "couloir.png", name)
	text := filepath.Join(t.TempDir(), "liste.png")
	v.ok(os.WriteFile(text, []byte("ce n’est pas une image"), 0o600))
	v.ok(v.Drop(v.ctx, fyne.NewPos(500, 500), paths[0], text, paths[1]))
	v.until("files", glance, func() bool { return len(v.assets()) == before+2 })
	v.until("fault", glance, func() bool {
		return v.says(v.Book.N("library.media.faults", 1)) && strings.Contains(v.words(), "liste.png")
	})
	v.until("panel", glance, func() bool { return v.opened(name) })

	alts := shown[*widgets.TextArea](v)
	alts[0].Focus()
	v.write(alt)
	v.until("alt", 100*time.Millisecond, func() bool { return v.assets()[name].Alt == alt })
	v.into("library.media.tag.hint")
	v.write("Atelier, matin")
	v.ok(v.Press(v.ctx, fyne.KeyReturn))
	v.until("tags", glance, func() bool { return slices.Equal(v.assets()[name].Tags, []string{"atelier", "matin"}) })
	picture := shown[*widgets.FocusPicture](v)[0]
	test.TapAt(picture, fyne.NewPos(picture.Size().Width*0.75, picture.Size().Height*0.25))
	v.until("focus", glance, func() bool {
		f := v.assets()[name].Focus
		return math.Abs(f.X-0.75) < 0.02 && math.Abs(f.Y-0.25) < 0.02
	})
	if a := v.assets()[name]; a.Alt != alt || len(a.Tags) != 2 {
		t.Errorf("the focus took something away: %+v", a)
	}

	v.ok(v.Do(v.ctx, "shell.action.find_here"))
	v.write("matin atelier")
	v.until("one found", 100*time.Millisecond, func() bool { v.contacts().Focus(); return v.says(name) && !v.says("couloir.png") })
	v.tapWord("library.media.begin")
	v.until("draft", glance, func() bool { return len(v.assets()[name].Used) == 1 })
	post, err := v.house.Desk.Post(v.ctx, v.assets()[name].Used[0])
	v.ok(err)
	if len(post.Media) != 1 || post.Media[0].Alt != alt || math.Abs(post.Media[0].Focus.X-0.75) > 0.02 || !post.When.Zero() {
		t.Errorf("%+v", post.Media)
	}
	v.until("its use", glance, func() bool { return v.says(v.Book.N("library.media.uses", 1)) })

	v.ok(v.Do(v.ctx, "shell.action.find_here"))
	for range "matin atelier" {
		v.ok(v.Press(v.ctx, fyne.KeyEnd, fyne.KeyBackspace))
	}
	v.write("couloir")
	v.until("the other", 100*time.Millisecond, func() bool { return v.opened("couloir.png") })
	v.tapWord("library.media.attach")
	v.until("second picture", 100*time.Millisecond, func() bool { return len(v.assets()["couloir.png"].Used) == 1 })
}

// TestAFolderOfPicturesComesInAndGoesAgain chooses a folder that holds a picture
// that is none and a file of another kind; undo takes what came out again.
func TestAFolderOfPicturesComesInAndGoesAgain(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.show.media"))
	before := len(v.assets())
	folder := filepath.Dir(photographs(t, "couloir.png", "escalier.png", "grenier.png")[0])
	v.ok(os.WriteFile(filepath.Join(folder, "abime.jpg"), []byte("ce n’est pas une image"), 0o600))
	v.ok(os.WriteFile(filepath.Join(folder, "notes.txt"), []byte("à trier"), 0o600))
	v.ok(v.house.Desk.SaveSetting(v.ctx, "save.folder", folder))
	v.tapWord("library.media.folder")
	v.tapWord("common.open")
	v.until("three pictures", glance, func() bool { return len(v.assets()) == before+3 })
	v.until("which did not come", glance, func() bool {
		return v.says(v.Book.N("library.media.faults", 1)) && strings.Contains(v.words(), "abime.jpg") && !strings.Contains(v.words(), "notes.txt")
	})
	v.until("the last is open", glance, func() bool { return v.opened("grenier.png") })
	v.tapWord("common.undo")
	v.until("they are gone", glance, func() bool { return len(v.assets()) == before && v.says(v.Book.N("library.media.back", 3)) })
	empty := t.TempDir()
	v.ok(v.Drop(v.ctx, fyne.NewPos(500, 500), folder, empty))
	v.until("the folder that was dropped", glance, func() bool { return len(v.assets()) == before+3 })
	v.until("that the other one is empty", glance, func() bool { return v.says(v.Book.T("shell.folder.empty", "Folder", filepath.Base(empty))) })
}

// TestAPictureInUseStaysAndAnotherComesBack presses Delete on a picture that a
// scheduled post shows, and on one that none does.
func TestAPictureInUseStaysAndAnotherComesBack(t *testing.T) {
	const free = "couloir.png"
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "library.action.show.media"))
	v.ok(v.Drop(v.ctx, fyne.NewPos(500, 500), photographs(t, free)...))
	v.until("panel", glance, func() bool { return v.opened(free) })
	v.until("end of what was said", time.Second, func() bool { return !v.says(v.Book.N("library.media.added", 1)) })
	v.contacts().Focus()
	v.ok(v.Press(v.ctx, fyne.KeyDelete))
	v.until("end", glance, func() bool { return v.assets()[free].Hash == "" })
	v.tapWord("common.undo")
	v.until("return", glance, func() bool { return v.assets()[free].Hash != "" })

	held := v.assets()["buche-chocolat.jpg"]
	id, err := v.house.Post(v.ctx, "Black Friday")
	v.ok(err)
	post, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	post.Media = append(post.Media, data.Attachment{Media: held.Media})
	v.ok(v.house.Desk.SavePost(v.ctx, &post))
	v.ok(v.Do(v.ctx, "shell.action.find_here"))
	v.write(held.Name)
	v.until("it is found", 100*time.Millisecond, func() bool { return v.opened(held.Name) })
	v.contacts().Focus()
	v.ok(v.Press(v.ctx, fyne.KeyDelete))
	v.until("refusal", glance, func() bool { return strings.Contains(v.words(), v.Book.T("library.media.see_post")) })
	if v.assets()[held.Name].Hash == "" {
		t.Error("it is gone all the same")
	}
}
