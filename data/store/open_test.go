package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"parvis/data"
)

// scribble overwrites a stretch of a file with nonsense.
func scribble(path string, from, length int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	length = min(length, fileSize(path)-from)
	nonsense := make([]byte, length)
	for i := range nonsense {
		nonsense[i] = byte(i*7 + 13)
	}
	_, err = f.WriteAt(nonsense, from)
	return errors.Join(err, f.Close())
}

// flip changes every bit of one byte.
func flip(path string, offset int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	one := make([]byte, 1)
	_, readErr := f.ReadAt(one, offset)
	one[0] ^= 0xff
	_, writeErr := f.WriteAt(one, offset)
	return errors.Join(readErr, writeErr, f.Close())
}

func setVersion(path string, version int) error {
	db, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(10000)") // a running store may be writing
	if err != nil {
		return err
	}
	_, err = db.Exec(fmt.Sprintf(`PRAGMA user_version = %[1]d; UPDATE schema_version SET version = %[1]d`, version))
	return errors.Join(err, db.Close())
}

// filled makes a closed data folder with a post that is scheduled for noon, and
// one backup of it.
func filled(t *testing.T) Params {
	t.Helper()
	p := params(t.TempDir())
	d := &desk{Store: reopen(t, p), t: t}
	d.brand = d.addBrand("Maison")
	d.first = d.addAccount(d.brand, "bluesky", "1")
	d.arm(d.addPost("pain", noon, d.first))
	for i := range 40 {
		d.addPost(fmt.Sprintf("brouillon %d", i), noon, d.first)
	}
	_, err := d.Backup(t.Context())
	must(t, err)
	must(t, d.Close())
	return p
}

func TestFilesAreThisUsersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows the user's own folder has these rights and files inherit them")
	}
	d := openDesk(t)
	d.addPost("pain", noon, d.first)
	b := []byte("a picture")
	must(t, d.PutMedia(t.Context(), &data.Media{Bytes: int64(len(b))}, bytes.NewReader(b)))
	_, err := d.Backup(t.Context())
	must(t, err)
	seen := 0
	must(t, filepath.WalkDir(d.Dir(), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has %o, want %o", path, info.Mode().Perm(), want)
		}
		seen++
		return err
	}))
	if seen < 11 { // folders: 4; databases with log and index: 6; picture and backup: 2
		t.Fatalf("only %d files seen", seen)
	}
}

func TestNewerSchemaIsRefusedAndLeftAlone(t *testing.T) {
	p := filled(t)
	path := filepath.Join(p.Dir, coreFile)
	must(t, setVersion(path, lastCore(t)+1))
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = Open(t.Context(), p)
	var newer *NewerError
	if !errors.As(err, &newer) || newer.Have != lastCore(t)+1 || newer.Known != lastCore(t) {
		t.Fatalf("got %v", err)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if sha256.Sum256(before) != sha256.Sum256(after) {
		t.Fatal("core.db was touched")
	}
	wantNewer := RestoreBackup(t.Context(), p, path)
	if !errors.As(wantNewer, &newer) {
		t.Fatalf("a newer copy was restored: %v", wantNewer)
	}
}

// lastCore is the schema that this program writes.
func lastCore(t *testing.T) int {
	t.Helper()
	steps, err := loadMigrations("core")
	must(t, err)
	return len(steps)
}

func TestMigrationKeepsACopyAndIsWholeOrNothing(t *testing.T) {
	p := filled(t)
	path := filepath.Join(p.Dir, coreFile)
	steps, err := loadMigrations("core")
	must(t, err)
	last := len(steps)
	good := append(steps, migration{number: last + 1, sql: `CREATE TABLE two (a INTEGER) STRICT; INSERT INTO two VALUES (2);`})
	bad := append(good, migration{number: last + 2, sql: `CREATE TABLE three (a INTEGER) STRICT; INSERT INTO nowhere VALUES (3);`})

	db, err := openDatabase(t.Context(), path, durable)
	must(t, err)
	if err := prepareCore(t.Context(), db, p, bad, last, false); err == nil {
		t.Fatal("a broken migration passed")
	}
	must(t, db.close())
	version, err := probe(t.Context(), path)
	must(t, err)
	same(t, version, last+1) // the good step stays, nothing of the bad one does
	db, err = openDatabase(t.Context(), path, durable)
	must(t, err)
	var n int
	must(t, db.read.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name IN ('two', 'three')`).Scan(&n))
	same(t, n, 1)
	must(t, db.close())
	var copies []BackupFile
	for _, b := range listBackups(p.Dir) {
		if b.Migration {
			copies = append(copies, b)
		}
	}
	same(t, len(copies), 1)
	version, err = verify(t.Context(), copies[0].Path)
	must(t, err)
	same(t, version, last)
}

// TestDamagedCore is R26: a byte changed anywhere or a lost end never crashes
// the start, is told where SQLite can tell it, and is mended from the backup.
func TestDamagedCore(t *testing.T) {
	p := filled(t)
	path := filepath.Join(p.Dir, coreFile)
	good, err := os.ReadFile(path)
	must(t, err)
	random := rand.New(rand.NewPCG(7, 8))
	harms := map[string]func() error{
		"emptied":    func() error { return os.Truncate(path, 0) },
		"removed":    func() error { return os.Remove(path) },
		"no header":  func() error { return scribble(path, 0, 100) },
		"half":       func() error { return os.Truncate(path, int64(len(good)/2)) },
		"one sector": func() error { return scribble(path, 4096, 512) },
	}
	certain := map[string]bool{}
	for name := range harms {
		certain[name] = true // these must be noticed
	}
	for range 200 {
		offset := random.Int64N(int64(len(good)))
		harms[fmt.Sprintf("byte %d", offset)] = func() error { return flip(path, offset) }
	}
	noticed := 0
	for name, harm := range harms {
		must(t, removeDatabase(path))
		must(t, os.WriteFile(path, good, 0o600))
		must(t, harm())
		s, err := Open(t.Context(), p)
		var damaged *DamagedError
		switch {
		case err == nil:
			if certain[name] {
				t.Errorf("%s: not noticed", name)
			}
			must(t, s.Close())
			continue
		case !errors.As(err, &damaged):
			t.Fatalf("%s: %v", name, err)
		}
		noticed++
		done, err := Repair(t.Context(), p)
		must(t, err)
		if done.Backup.Path == "" || (done.Aside == "" && name != "emptied" && name != "removed") {
			t.Fatalf("%s: repaired %+v", name, done)
		}
		wantHeld(t, p)
	}
	if noticed < 10 {
		t.Fatalf("only %d of %d damages were noticed", noticed, len(harms))
	}
	t.Logf("%d of %d damages noticed", noticed, len(harms))
}

// wantHeld opens a folder made by filled and restored, where the post that was
// due must wait for somebody to look.
func wantHeld(t *testing.T, p Params) {
	t.Helper()
	s := reopen(t, p)
	defer func() { must(t, s.Close()) }()
	held, err := s.NeedsPerson(t.Context(), 0)
	must(t, err)
	if len(held) != 1 || held[0].Reason != data.HoldRestore || held[0].Stale {
		t.Fatalf("%+v", held)
	}
	runnable, err := s.Runnable(t.Context(), noon.AddDate(1, 0, 0), data.Scheduled, data.Preparing, data.Committing, data.Verifying)
	must(t, err)
	same(t, len(runnable), 0)
}

func TestRepairWithoutAGoodCopyBeginsAnew(t *testing.T) {
	p := filled(t)
	path := filepath.Join(p.Dir, coreFile)
	must(t, scribble(path, 0, 4096))
	for _, b := range listBackups(p.Dir) {
		must(t, scribble(b.Path, 0, 4096))
	}
	done, err := Repair(t.Context(), p)
	must(t, err)
	if done.Aside == "" || done.Backup.Path != "" {
		t.Fatalf("%+v", done)
	}
	s := reopen(t, p)
	brands, err := s.Brands(t.Context())
	must(t, err)
	same(t, len(brands), 0)
	must(t, s.Close())
}

func TestRestoreBackup(t *testing.T) {
	p := filled(t)
	copies := listBackups(p.Dir)
	d := &desk{Store: reopen(t, p), t: t, brand: 1}
	late := d.addPost("après la copie", time.Time{})
	must(t, d.Close())
	must(t, RestoreBackup(t.Context(), p, copies[0].Path))
	wantHeld(t, p)
	d.Store = reopen(t, p)
	defer func() { must(t, d.Close()) }()
	_, err := d.Post(t.Context(), late.ID)
	wantErr(t, err, data.ErrNoSuch)
	d.indexed()
	hits, err := d.Search(t.Context(), 1, "copie", 5)
	must(t, err)
	same(t, len(hits), 0)
	version, err := verify(t.Context(), filepath.Join(p.Dir, asideDir, "core-20261121T120000Z.db"))
	must(t, err)
	same(t, version, lastCore(t))
	if err := RestoreBackup(t.Context(), p, filepath.Join(p.Dir, "nowhere.db")); err == nil {
		t.Fatal("a copy that is not there was restored")
	}
}

func TestLargeCoreIsCheckedBeforeTheFirstWrite(t *testing.T) {
	p := filled(t)
	s := reopen(t, p)
	must(t, s.SaveSetting(t.Context(), "large", string(make([]byte, quickCheckMax+1<<20))))
	must(t, s.SaveSetting(t.Context(), "after", "x"))
	must(t, s.Close())
	s = reopen(t, p)
	must(t, s.Check(t.Context()))
	must(t, s.SaveSetting(t.Context(), "after", "y"))
	must(t, s.Close())

	path := filepath.Join(p.Dir, coreFile)
	db, err := readOnly(t.Context(), path)
	must(t, err)
	var root int64
	must(t, db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = 'deliveries_agenda'`).Scan(&root))
	must(t, db.Close())
	must(t, scribble(path, (root-1)*4096, 512))
	s = reopen(t, p)
	var damaged *DamagedError
	if err := s.SaveSetting(t.Context(), "after", "z"); !errors.As(err, &damaged) {
		t.Fatalf("a write into a damaged file gave %v", err)
	}
	if err := s.Check(t.Context()); !errors.As(err, &damaged) {
		t.Fatalf("check gave %v", err)
	}
	must(t, s.Close())
}
