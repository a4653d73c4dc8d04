package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"parvis/data"
)

func utf16LE(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestOpenRefusesWithACode(t *testing.T) {
	whole, err := os.ReadFile(sampleX().zip(t))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	directory := bytes.Index(whole, []byte("PK\x01\x02"))
	mixed := sampleX()
	maps.Copy(mixed, sampleLinkedIn())
	for what, refused := range map[string]struct{ path, code string }{
		"nothing there":            {filepath.Join(t.TempDir(), "no.zip"), CodeFile},
		"an empty file":            {write("export.zip", nil), CodeBroken},
		"cut off":                  {write("export.zip", whole[:len(whole)-30]), CodeBroken},
		"cut off in the middle":    {write("export", whole[:len(whole)/2]), CodeBroken},
		"without its list":         {write("export.zip", whole[:directory]), CodeBroken},
		"no zip":                   {write("export.zip", []byte("<html>")), CodeBroken},
		"another file":             {write("notes.txt", []byte("bonjour")), CodeFormat},
		"a zip of something else":  {files{"a.txt": "x"}.zip(t), CodeFormat},
		"an empty zip":             {files{}.zip(t), CodeFormat},
		"an empty folder":          {t.TempDir(), CodeFormat},
		"pages of Facebook":        {files{"your_facebook_activity/posts/your_posts_1.html": "<p>"}.zip(t), CodeHTML},
		"X without posts":          {files{"data/account.js": "x = []", "data/manifest.js": "x = {}"}.zip(t), CodeEmpty},
		"Facebook without posts":   {files{"profile_information/profile_information.json": "{}"}.zip(t), CodeEmpty},
		"LinkedIn without posts":   {files{"Profile.csv": "First Name"}.zip(t), CodeEmpty},
		"Google+ without posts":    {files{"Takeout/Google+ Stream/ActivityLog/Comments.html": ""}.zip(t), CodeEmpty},
		"two networks":             {mixed.zip(t), CodeMixed},
		"locked with a password":   {write("export.zip", locked(whole)), CodeEncrypted},
		"a list of files too long": {write("export.zip", manyFiles(t)), CodeSize},
	} {
		t.Run(what, func(t *testing.T) {
			a, err := Open(t.Context(), refused.path)
			if err == nil {
				_ = a.Close()
				t.Fatal("it was opened")
			}
			if code := codeOf(t, err); code != refused.code {
				t.Errorf("%s, want %s: %v", code, refused.code, err)
			}
		})
	}
}

// locked sets the flag of an encrypted file everywhere.
func locked(whole []byte) []byte {
	b := bytes.Clone(whole)
	for at := range b {
		switch {
		case bytes.HasPrefix(b[at:], []byte("PK\x01\x02")):
			b[at+8] |= 1
		case bytes.HasPrefix(b[at:], []byte("PK\x03\x04")):
			b[at+6] |= 1
		}
	}
	return b
}

// manyFiles is a zip whose list of files is longer than is kept in memory.
func manyFiles(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	name := strings.Repeat("n", 60_000)
	for range maxDirectory/len(name) + 10 {
		if _, err := w.CreateHeader(&zip.FileHeader{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestLockedPictures(t *testing.T) {
	a := open(t, sampleX().zip(t))
	a.named["1050118621198921728-Abc.jpg"][0].locked = true
	_, err := a.Media(MediaRef{Entry: "data/tweets_media/1050118621198921728-Abc.jpg"})
	if codeOf(t, err) != CodeEncrypted {
		t.Error(err)
	}
}

func TestPartsOfOneExport(t *testing.T) {
	whole := sampleFacebook()
	pictures := files{}
	for name := range whole {
		if strings.HasSuffix(name, ".png") {
			pictures[name] = whole[name]
			delete(whole, name)
		}
	}
	a := open(t, pictures.zip(t), whole.zip(t))
	items, _, sum := all(t, a)
	if len(items) != 2 || sum.Missing != 1 {
		t.Fatalf("%+v of %+v", sum, items)
	}
	if b, err := a.Media(items[0].Media[0]); err != nil || string(b) != png {
		t.Errorf("the picture in the other part is %q: %v", b, err)
	}
	if _, err := Open(t.Context(), pictures.zip(t)); codeOf(t, err) != CodeEmpty {
		t.Error(err)
	}
}

func TestAFileThatIsThereTwiceIsReadOnce(t *testing.T) {
	same := sampleX().zip(t)
	items, _, _ := all(t, open(t, same, same))
	if len(items) != 4 {
		t.Errorf("%d posts", len(items))
	}
	other := sampleX()
	other["data/tweets.js"] = strings.ReplaceAll(other["data/tweets.js"], "La suite", "La fin")
	items, _, _ = all(t, open(t, same, other.zip(t)))
	if len(items) != 7 {
		t.Errorf("%d posts of two files that differ", len(items))
	}
}

// TestNamesLeadNowhere: names that would leave the export name a file in it, or
// none.
func TestNamesLeadNowhere(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.jpg")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := sampleX().folder(t)
	if runtime.GOOS != "windows" { // links want a right there
		if err := os.Symlink(secret, filepath.Join(folder, "data", "link.jpg")); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{folder, sampleX().zip(t)} {
		a := open(t, path)
		for _, name := range []string{secret, "../../../../" + secret, "data/link.jpg", "link.jpg", "..", "", "/", `C:\x\secret.jpg`, "\x00"} {
			if _, err := a.Media(MediaRef{Entry: name}); codeOf(t, err) != CodeMissing {
				t.Errorf("%q: %v", name, err)
			}
		}
	}
	a := open(t, files{
		"../../data/tweets.js": `x = [{"id_str":"1","full_text":"un","created_at":"Wed Oct 10 20:19:24 +0000 2018"}]`,
		`..\..\evil\1-a.jpg`:   png,
	}.zip(t))
	items, _, _ := all(t, a)
	if len(items) != 1 || items[0].Entry != "data/tweets.js" {
		t.Errorf("read %+v", items)
	}
	if b, err := a.Media(MediaRef{Entry: "evil/1-a.jpg"}); err != nil || string(b) != png {
		t.Errorf("%q, %v", b, err)
	}
}

func TestPictureTooLarge(t *testing.T) {
	f := sampleX()
	f["data/tweets_media/big.jpg"] = strings.Repeat("x", data.MaxMediaBytes+1)
	f["data/tweets_media/fits.jpg"] = strings.Repeat("x", data.MaxMediaBytes)
	a := open(t, f.zip(t))
	if _, err := a.Media(MediaRef{Entry: "data/tweets_media/big.jpg"}); codeOf(t, err) != data.CodeTooLarge {
		t.Error(err)
	}
	if b, err := a.Media(MediaRef{Entry: "data/tweets_media/fits.jpg"}); err != nil || len(b) != data.MaxMediaBytes {
		t.Error(len(b), err)
	}
}

// TestDamagedFileAmongGoodOnes: what can be read of a file is given, and the
// other files too.
func TestDamagedFileAmongGoodOnes(t *testing.T) {
	path := sampleX().zip(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("data/tweets.js")) + len("data/tweets.js") + 200
	b[at] ^= 0xFF
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	items, bad, _ := all(t, open(t, path))
	if len(items) == 0 || items[0].Remote != "5" {
		t.Errorf("the other file is lost: %+v", items)
	}
	if last := len(bad) - 1; last < 0 || bad[last].Entry != "data/tweets.js" || bad[last].Index != -1 || codeOf(t, bad[last].Err) != CodeBroken {
		t.Errorf("the damage was not told: %v", bad)
	}
}

// TestFileGoneMeanwhile: a file of a folder that disappears is told, the others
// are read.
func TestFileGoneMeanwhile(t *testing.T) {
	folder := sampleX().folder(t)
	a := open(t, folder)
	if err := os.Remove(filepath.Join(folder, "data", "tweets.js")); err != nil {
		t.Fatal(err)
	}
	items, bad, _ := all(t, a)
	if len(items) != 1 || len(bad) != 1 || codeOf(t, bad[0].Err) != CodeFile {
		t.Errorf("read %d, bad %v", len(items), bad)
	}
}

func TestListCutOff(t *testing.T) {
	list := sampleX()["data/tweets.js"]
	items, bad, _ := all(t, open(t, files{"data/tweets.js": list[:len(list)-60]}.folder(t)))
	if len(items) != 2 || len(bad) != 1 || bad[0].Index != -1 || codeOf(t, bad[0].Err) != CodeBroken {
		t.Errorf("read %d, bad %v", len(items), bad)
	}
}

func TestReadEndsWhenTold(t *testing.T) {
	a := open(t, sampleX().zip(t))
	enough := errors.New("enough")
	sum, err := a.Read(t.Context(), func(Item) error { return enough }, nil, nil)
	if !errors.Is(err, enough) || sum.Posts != 1 {
		t.Errorf("%v after %+v", err, sum)
	}
	ctx, cancel := context.WithCancel(t.Context())
	sum, err = a.Read(ctx, func(Item) error { cancel(); return nil }, nil, nil)
	if !errors.Is(err, context.Canceled) || sum.Posts != 1 || sum.Bad != 0 {
		t.Errorf("%v after %+v", err, sum)
	}
	if _, err := Open(ctx, sampleX().folder(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("a folder is opened after the end: %v", err)
	}
	if got, _, _ := all(t, a); len(got) != 4 {
		t.Errorf("read %d when it is read again", len(got))
	}
}

func TestProgressReachesTheTotal(t *testing.T) {
	for _, f := range []files{sampleX(), sampleFacebook(), sampleLinkedIn(), sampleGooglePlus()} {
		var last, end int64
		_, err := open(t, f.zip(t)).Read(t.Context(), func(Item) error { return nil }, nil, func(done, total int64) {
			if done < last || total <= 0 || done > total {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			last, end = done, total
		})
		if err != nil || last != end || end == 0 {
			t.Errorf("ended at %d of %d: %v", last, end, err)
		}
	}
}
