package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestBackupHoldsEverythingAndIsChecked(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first)
	path, err := d.Backup(t.Context())
	must(t, err)
	same(t, path, filepath.Join(d.Dir(), backupDir, "core-20261121T120000Z.db"))
	db, err := readOnly(t.Context(), path)
	must(t, err)
	got, err := readPost(t.Context(), db, p.ID)
	must(t, err)
	same(t, got.Post, *p)
	must(t, db.Close())
	files := d.Backups()
	if len(files) != 1 || files[0].Path != path || !files[0].At.Equal(noon) || files[0].Bytes == 0 || files[0].Migration {
		t.Fatalf("%+v", files)
	}
	must(t, os.WriteFile(filepath.Join(d.Dir(), backupDir, "notes.txt"), nil, 0o600))
	same(t, len(d.Backups()), 1)
}

func TestBackupsOfDaysAndWeeksAreKept(t *testing.T) {
	d := openDesk(t)
	for range 40 * 2 {
		_, err := d.Backup(t.Context())
		must(t, err)
		d.clock.move(12 * time.Hour)
	}
	var got []string
	for _, b := range d.Backups() {
		got = append(got, b.At.Format("01-02T15"))
	}
	// The last copy is of 2026-12-31T00; weeks begin on Monday: 12-28, 12-21, 12-14, 12-07.
	same(t, got, []string{"12-31T00", "12-30T12", "12-29T12", "12-28T12", "12-27T12", "12-26T12", "12-25T12", "12-20T12", "12-13T12"})
}

func TestCopiesFromBeforeMigrationsAreKeptApart(t *testing.T) {
	var files []BackupFile
	for i := range 5 {
		files = append(files, BackupFile{At: noon.Add(-time.Duration(i) * time.Hour), Migration: true})
	}
	files = append(files, BackupFile{At: noon.Add(-24 * time.Hour)})
	same(t, surplus(files), files[3:5])
}
