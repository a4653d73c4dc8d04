package desk_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/store"
)

// export writes a zip of files by their names.
func export(t *testing.T, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.zip")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for name, content := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)})
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

// tweets is an X archive with n plain posts, then what more says.
func tweets(t *testing.T, n int, more string) string {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		t.Fatal(err)
	}
	var all []string
	at := time.Date(2019, 6, 1, 10, 30, 0, 0, time.UTC)
	for i := range n {
		all = append(all, fmt.Sprintf(`{"tweet":{"id_str":"%d","full_text":"Souvenir %d","created_at":"%s","favorite_count":"%d","lang":"fr"}}`,
			1000+i, i, at.AddDate(0, 0, i).Format("Mon Jan 02 15:04:05 -0700 2006"), i))
	}
	if more != "" {
		all = append(all, more)
	}
	return export(t, map[string]string{
		"data/account.js":                 `window.YTD.account.part0 = [ {"account":{"accountId":"42","username":"maisonlenoir","accountDisplayName":"Maison Lenoir"}} ]`,
		"data/tweets.js":                  "window.YTD.tweets.part0 = [\n" + strings.Join(all, ",\n") + "\n]",
		"data/tweets_media/7-Abc.png":     picture.String(),
		"data/tweets_media/7-nothing.png": "pixels",
	})
}

// curious are posts of which each is something else.
const curious = `{"tweet":{"id_str":"7","full_text":"Deux images https://t.co/a","created_at":"Sat Jan 05 10:00:00 +0000 2019",
   "extended_entities":{"media":[{"url":"https://t.co/a","media_url_https":"https://pbs.twimg.example/media/Abc.png","ext_alt_text":"Une baguette"},
     {"url":"https://t.co/a","media_url_https":"https://pbs.twimg.example/media/nothing.png"},
     {"url":"https://t.co/a","media_url_https":"https://pbs.twimg.example/media/gone.png"}]}}},
 {"tweet":{"id_str":"8","full_text":"RT @other: bonjour","created_at":"Sat Jan 05 11:00:00 +0000 2019"}},
 {"tweet":{"id_str":"9","full_text":"@client Merci !","created_at":"Sat Jan 05 12:00:00 +0000 2019","in_reply_to_status_id_str":"77","in_reply_to_user_id_str":"78"}},
 {"tweet":{"id_str":"10","full_text":"Sans date","created_at":"hier"}}`

func (o *office) read(paths ...string) data.ImportResult {
	o.t.Helper()
	result, err := o.Import(o.t.Context(), o.brand.ID, paths, nil)
	o.must(err)
	return result
}

func TestAnArchiveComesIntoTheCalendar(t *testing.T) {
	o := open(t)
	path := tweets(t, 3, curious)
	got := o.read(path)
	faults := fmt.Sprint(got.Faults)
	if got.New != 4 || got.Known != 0 || got.Bad != 1 || got.Shared != 1 || got.Answers != 1 || got.Pictures != 1 || got.Lost != 2 ||
		got.Network != "x" || got.Owner != "@maisonlenoir" || got.Stopped || len(got.Faults) != 3 {
		t.Errorf("%+v", got)
	}
	if !got.From.Equal(time.Date(2019, 1, 5, 10, 0, 0, 0, time.UTC)) || !got.To.Equal(time.Date(2019, 6, 3, 10, 30, 0, 0, time.UTC)) {
		t.Errorf("from %v to %v", got.From, got.To)
	}
	for _, code := range []string{"archive_item", "archive_missing", "format"} {
		if !strings.Contains(faults, code) {
			t.Errorf("no %s in %s", code, faults)
		}
	}
	entries, err := o.List(t.Context(), data.ListQuery{Brand: o.brand.ID, Accounts: []data.AccountID{got.Account}, Limit: 10})
	o.must(err)
	if len(entries) != 4 || entries[0].State != data.Sent || !strings.HasPrefix(entries[0].Headline, "Deux images") {
		t.Fatalf("the calendar shows %+v", entries)
	}
	p, err := o.Post(t.Context(), entries[0].Post)
	o.must(err)
	if p.When.Wall != "2019-01-05T11:00" || p.When.Zone != "Europe/Paris" || len(p.Media) != 1 || p.Media[0].Alt != "Une baguette" || p.Media[0].Width != 8 {
		t.Errorf("kept as %+v", p)
	}
	if _, err := o.Thumbnail(t.Context(), p.Media[0].Hash); err != nil {
		t.Error(err)
	}
	again := o.read(path)
	if again.New != 0 || again.Known != 4 || again.Account != got.Account || again.Pictures != 0 || again.ID == got.ID {
		t.Errorf("read twice: %+v", again)
	}
}

func TestAnArchiveSpeaksWithNobody(t *testing.T) {
	o := open(t)
	got := o.read(tweets(t, 1, ""))
	accounts, err := o.Accounts(t.Context(), o.brand.ID)
	o.must(err)
	if len(accounts) != 1 || accounts[0].State != data.AccountArchive || accounts[0].Can.Media.Images != 0 || accounts[0].Can.Text.Unit != data.Graphemes {
		t.Fatalf("%+v", accounts)
	}
	if _, err := o.Test(t.Context(), got.Account); data.KindOf(err) != data.Unsupported {
		t.Errorf("tested: %v", err)
	}
	if s, err := o.Status(t.Context(), o.brand.ID); err != nil || s.Accounts != 0 || !s.Online {
		t.Errorf("%+v, %v", s, err)
	}
	o.SyncNow()
	p := o.write("Pour personne", o.clock.Now().Add(time.Minute), accounts[0])
	o.must(o.Schedule(t.Context(), p.ID))
	o.until("stopped", func() bool { return o.state(p).NeedsPerson() })
	after, err := o.Accounts(t.Context(), o.brand.ID)
	o.must(err)
	if after[0].State != data.AccountArchive || !after[0].Synced.IsZero() || after[0].ID != got.Account {
		t.Errorf("%+v", after)
	}
}

func TestAConnectedAccountTakesItsArchive(t *testing.T) {
	o := open(t)
	rows, err := store.Open(t.Context(), store.Params{Dir: o.dir, Clock: o.clock})
	o.must(err)
	defer func() { o.must(rows.Close()) }()
	live := data.Account{Brand: o.brand.ID, Network: "x", Server: "https://x.example", Remote: "42", Handle: "@MaisonLenoir", State: data.AccountReconnect}
	o.must(rows.SaveAccount(t.Context(), &live))
	if got := o.read(tweets(t, 2, "")); got.Account != live.ID || got.New != 2 {
		t.Errorf("the connected account is %d, the archive went to %+v", live.ID, got)
	}
	brand := data.Brand{Name: "Autre", Zone: "Europe/Paris", Lang: "fr"}
	o.must(o.SaveBrand(t.Context(), &brand))
	got, err := o.Import(t.Context(), brand.ID, []string{tweets(t, 2, "")}, nil)
	o.must(err)
	accounts, err := o.Accounts(t.Context(), brand.ID)
	o.must(err)
	if got.New != 2 || len(accounts) != 1 || accounts[0].ID != got.Account || accounts[0].State != data.AccountArchive {
		t.Errorf("another brand's archive: %+v in %+v", got, accounts)
	}
}

func TestAnImportCanBeStoppedAndUndone(t *testing.T) {
	o := open(t)
	path := tweets(t, 450, "")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	got, err := o.Import(ctx, o.brand.ID, []string{path}, func(_, _ int64, n int) {
		if n > 0 {
			stop()
		}
	})
	o.must(err)
	if !got.Stopped || got.New != 200 || got.To.IsZero() {
		t.Errorf("stopped with %+v", got)
	}
	rest := o.read(path)
	if rest.New != 250 || rest.Known != 200 || rest.Stopped {
		t.Errorf("went on with %+v", rest)
	}
	for _, one := range []data.ImportResult{got, rest} {
		removed, err := o.ForgetImport(t.Context(), one.ID)
		o.must(err)
		if removed != one.New {
			t.Errorf("%d removed of %d", removed, one.New)
		}
	}
	accounts, err := o.Accounts(t.Context(), o.brand.ID)
	o.must(err)
	if len(accounts) != 0 {
		t.Errorf("left: %+v", accounts)
	}
}

func TestWhatIsNoArchiveChangesNothing(t *testing.T) {
	o := open(t)
	path := export(t, map[string]string{"notes.txt": "rien"})
	_, err := o.Import(t.Context(), o.brand.ID, []string{path}, nil)
	if f := data.AsFailure("", err); err == nil || f.Code != "archive_format" {
		t.Errorf("%v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	got, err := o.Import(ctx, o.brand.ID, []string{tweets(t, 1, "")}, nil)
	if err != nil || !got.Stopped || got.ID != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := o.Import(t.Context(), 99, []string{tweets(t, 1, "")}, nil); !errors.Is(err, data.ErrNoSuch) {
		t.Errorf("%v", err)
	}
	accounts, err := o.Accounts(t.Context(), o.brand.ID)
	o.must(err)
	if len(accounts) != 0 {
		t.Errorf("%+v", accounts)
	}
}
