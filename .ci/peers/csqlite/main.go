// Csqlite asks of a database file, through the SQLite that is written in C,
// what Parvis asked of it. The first line of its input is a JSON object,
// {"file": path, "questions": [{"sql": text, "args": [number or text]}]}; each
// further line has all questions asked once and is answered by a line
// "rows bytes".
package main

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	_ "github.com/mattn/go-sqlite3" // the driver
)

// question is one statement with its arguments.
type question struct {
	SQL  string
	Args []any
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "csqlite:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() {
		return errors.Join(errors.New("no questions"), lines.Err())
	}
	var r struct {
		File      string
		Questions []question
	}
	if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
		return err
	}
	wholeNumbers(r.Questions)
	db, err := open(r.File)
	if err != nil {
		return err
	}
	for lines.Scan() {
		rows, bytes, err := ask(db, r.Questions)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, rows, bytes); err != nil {
			return err
		}
	}
	return lines.Err()
}

// wholeNumbers undoes what JSON makes of integers; those of Parvis are exact
// below 2⁵³.
func wholeNumbers(questions []question) {
	for _, q := range questions {
		for i, v := range q.Args {
			if n, ok := v.(float64); ok {
				q.Args[i] = int64(n)
			}
		}
	}
}

// open sets the file up as Parvis does.
func open(file string) (*sql.DB, error) {
	address := url.URL{Scheme: "file", Path: file, RawQuery: url.Values{
		"_busy_timeout": {"10000"}, "_journal_mode": {"WAL"}, "_synchronous": {"FULL"},
		"_foreign_keys": {"1"}, "_cache_size": {"-16000"}, "_query_only": {"1"},
	}.Encode()}
	return sql.Open("sqlite3", address.String())
}

// ask asks everything in one transaction, preparing a statement once for all
// questions in a row that share it, and tells how many rows came back and how
// many bytes their texts have.
func ask(db *sql.DB, questions []question) (rows, bytes int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	var prepared *sql.Stmt
	for i, q := range questions {
		if i == 0 || q.SQL != questions[i-1].SQL {
			if prepared, err = tx.Prepare(q.SQL); err != nil {
				return 0, 0, err
			}
		}
		r, b, err := read(prepared.Query(q.Args...))
		if err != nil {
			return 0, 0, err
		}
		rows, bytes = rows+r, bytes+b
	}
	return rows, bytes, nil
}

// read takes every column of every row.
func read(answer *sql.Rows, err error) (rows, bytes int, _ error) {
	if err != nil {
		return 0, 0, err
	}
	names, err := answer.Columns()
	if err != nil {
		return 0, 0, errors.Join(err, answer.Close())
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for answer.Next() {
		if err := answer.Scan(into...); err != nil {
			return 0, 0, errors.Join(err, answer.Close())
		}
		rows++
		for _, v := range values {
			if text, ok := v.(string); ok {
				bytes += len(text)
			}
		}
	}
	return rows, bytes, errors.Join(answer.Err(), answer.Close())
}
