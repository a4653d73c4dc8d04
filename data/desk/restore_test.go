package desk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"parvis/data/desk"
)

// The whole way back: a backup, a change, the backup restored by a new start,
// the change kept in the backup that was made first.
func TestRestoreByStartingAnew(t *testing.T) {
	o := open(t)
	a := o.connect()
	kept := o.write("Avant", o.clock.Now().Add(1000*time.Hour), a)
	chosen, err := o.Backup(t.Context())
	o.must(err)
	after := o.write("Après", o.clock.Now().Add(1000*time.Hour), a)
	o.must(o.Restore(t.Context(), chosen.File))
	if o.restarts != 1 {
		t.Fatalf("%d restarts asked for", o.restarts)
	}
	if _, err := o.Post(t.Context(), after.ID); err != nil {
		t.Fatalf("something changed before the restart: %v", err)
	}
	o.stop()
	o.start()
	if p, err := o.Post(t.Context(), kept.ID); err != nil || p.Parts[0] != "Avant" {
		t.Fatalf("%+v, %v", p, err)
	}
	if _, err := o.Post(t.Context(), after.ID); err == nil {
		t.Fatal("the backup was not restored")
	}
	held, err := o.Storage(t.Context())
	o.must(err)
	o.must(o.Restore(t.Context(), held.Backups[0].File))
	o.stop()
	o.start()
	if _, err := o.Post(t.Context(), after.ID); err != nil {
		t.Fatalf("the way back is closed: %v", err)
	}
}

// A file that is no backup changes nothing, and stops one start only.
func TestRestoreOfSomethingElse(t *testing.T) {
	o := open(t)
	p := o.write("Avant", o.clock.Now().Add(1000*time.Hour))
	other := filepath.Join(t.TempDir(), "photo.db")
	o.must(os.WriteFile(other, []byte("not a database at all"), 0o600))
	o.must(o.Restore(t.Context(), other))
	o.stop()
	if _, err := desk.Open(t.Context(), o.params); err == nil {
		t.Fatal("a photo was restored")
	}
	o.start()
	if got, err := o.Post(t.Context(), p.ID); err != nil || got.Headline() != "Avant" {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := o.Restore(t.Context(), filepath.Join(o.dir, "missing.db")); err == nil || o.restarts != 1 {
		t.Errorf("a missing file: %v", err)
	}
}
