package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
)

//go:embed migrations
var migrationFiles embed.FS

// migration is one numbered step of a schema. Numbers run from 1 without a gap.
type migration struct {
	number int
	sql    string
}

// loadMigrations reads the steps of one database, in order.
func loadMigrations(name string) ([]migration, error) {
	files, err := fs.Glob(migrationFiles, path.Join("migrations", name, "*.sql"))
	if err != nil {
		return nil, err
	}
	steps := make([]migration, 0, len(files))
	for i, file := range files {
		var number int
		if _, err := fmt.Sscanf(path.Base(file), "%04d_", &number); err != nil || number != i+1 {
			return nil, fmt.Errorf("store: migration %s is not number %04d", file, i+1)
		}
		b, err := migrationFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{number: number, sql: string(b)})
	}
	return steps, nil
}

// migrate brings a database from a version to the last one. Each step is one
// transaction: a kill leaves the version before or the one after.
func migrate(ctx context.Context, db *database, steps []migration, version int) error {
	for _, step := range steps[version:] {
		if err := step.run(ctx, db.write); err != nil {
			return fmt.Errorf("store: migration %04d: %w", step.number, err)
		}
	}
	return nil
}

// run writes the version twice, in the file's header and in a table, so that a
// damaged header is not taken for another version.
func (m migration) run(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if _, err := tx.Exec(m.sql); err != nil {
		return err
	}
	version := fmt.Sprintf(`PRAGMA user_version = %[1]d;
		CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT;
		DELETE FROM schema_version;
		INSERT INTO schema_version VALUES (%[1]d);`, m.number)
	if _, err := tx.Exec(version); err != nil {
		return err
	}
	return tx.Commit()
}

// probe reads the version of an existing file without changing it; 0 when the
// first migration never ended.
func probe(ctx context.Context, file string) (int, error) {
	db, err := readOnly(ctx, file)
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }() // nothing was written
	return schemaVersion(ctx, db, file)
}

func schemaVersion(ctx context.Context, db *sql.DB, file string) (int, error) {
	var header, tables, kept int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&header); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return 0, err
	}
	if header == 0 && tables == 0 {
		return 0, nil
	}
	if err := db.QueryRowContext(ctx, `SELECT version FROM schema_version`).Scan(&kept); err != nil {
		return 0, &DamagedError{Path: file, Detail: "no schema version: " + err.Error()}
	}
	if kept != header {
		return 0, &DamagedError{Path: file, Detail: fmt.Sprintf("schema version is %d and %d", header, kept)}
	}
	return kept, nil
}
