package house_test

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/uitest/house"
)

// exported is an X archive with one post, as a file.
func exported(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "twitter.zip")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for name, content := range map[string]string{
		"data/account.js": `window.YTD.account.part0 = [ {"account":{"accountId":"42","username":"maisonlenoir","accountDisplayName":"Maison Lenoir"}} ]`,
		"data/tweets.js": `window.YTD.tweets.part0 = [ {"tweet":{"id_str":"1","full_text":"Souvenir du fournil",
			"created_at":"Wed Oct 10 20:19:24 +0000 2018","favorite_count":"12","lang":"fr"}} ]`,
	} {
		e, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(e, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// says tells whether something on the screen begins with a text.
func (s *scene) says(text string) bool {
	return !house.Walk(s.Frame.Canvas().Content(), func(o fyne.CanvasObject) bool {
		l, ok := o.(interface{ AccessibilityLabel() string })
		return !ok || !strings.HasPrefix(l.AccessibilityLabel(), text)
	})
}

// An archive is dropped on the calendar, comes into it, is used again as a draft,
// and is taken out.
func TestAnArchiveIsDroppedUsedAndTakenOut(t *testing.T) {
	s := open(t, true)
	s.ok(s.Do(s.ctx, "shell.screen.calendar"))
	s.ok(s.Drop(s.ctx, fyne.NewPos(600, 400), exported(t)))
	if !s.says("1 publication ajoutée au calendrier") {
		t.Fatal("the section does not say what was read")
	}
	id, err := s.house.Post(s.ctx, "Souvenir du fournil")
	s.ok(err)
	s.OpenPost(id)
	s.ok(s.Settle(s.ctx))
	s.ok(s.Tap(s.ctx, s.Book.T("composer.reuse")))
	s.ok(s.Pass(s.ctx, 5*time.Second))
	brands, err := s.house.Desk.Brands(s.ctx)
	s.ok(err)
	drafts, err := s.house.Desk.List(s.ctx, data.ListQuery{Brand: brands[0].ID, Undated: true, Limit: 1})
	s.ok(err)
	if len(drafts) == 0 || drafts[0].Headline != "Souvenir du fournil" || drafts[0].Post == id {
		t.Fatalf("the newest draft is %+v", drafts)
	}
	s.ok(s.Do(s.ctx, "settings.section.import"))
	s.ok(s.Tap(s.ctx, s.Book.T("import.undo")))
	if _, err := s.house.Desk.Post(s.ctx, id); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("the archive's post: %v", err)
	}
	if _, err := s.house.Desk.Post(s.ctx, drafts[0].Post); err != nil {
		t.Errorf("the draft made of it: %v", err)
	}
}
