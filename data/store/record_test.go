package store

import (
	"bufio"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"testing"
)

// question is a statement that the store ran, with its arguments.
type question struct {
	SQL  string         `json:"sql"`
	Args []driver.Value `json:"args"`
}

// record writes down what the store asks of a database while it reads.
func record(b *testing.B, of *database, read func() error) []question {
	b.Helper()
	var asked []question
	usual := of.read
	of.read = sql.OpenDB(&recorder{driver: usual.Driver(), address: address(of.path, url.Values{}), asked: &asked})
	need(b, read())
	need(b, of.read.Close())
	of.read = usual
	return asked
}

// recorder is a driver.Connector whose connections write down what is asked.
type recorder struct {
	driver  driver.Driver
	address string
	asked   *[]question
}

func (r *recorder) Driver() driver.Driver { return r.driver }

func (r *recorder) Connect(context.Context) (driver.Conn, error) {
	conn, err := r.driver.Open(r.address)
	return recordedConn{conn, r.asked}, err
}

// recordedConn offers less than the connection in it can do, so that every
// statement is prepared first.
type recordedConn struct {
	driver.Conn
	asked *[]question
}

func (c recordedConn) Prepare(query string) (driver.Stmt, error) {
	stmt, err := c.Conn.Prepare(query)
	return recordedStmt{stmt, query, c.asked}, err
}

type recordedStmt struct {
	driver.Stmt
	query string
	asked *[]question
}

func (s recordedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	values := make([]driver.Value, len(args))
	for i, a := range args {
		values[i] = a.Value
	}
	*s.asked = append(*s.asked, question{s.query, values})
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

// replay measures how long another program takes for what was asked, and that
// as many rows come back.
func replay(b *testing.B, program, file string, asked []question, rows int) {
	peer := exec.CommandContext(b.Context(), program)
	peer.Stderr = os.Stderr
	in, err := peer.StdinPipe()
	need(b, err)
	out, err := peer.StdoutPipe()
	need(b, err)
	need(b, peer.Start())
	need(b, json.NewEncoder(in).Encode(map[string]any{"file": file, "questions": asked}))
	answers := bufio.NewReader(out)
	for b.Loop() {
		_, err := fmt.Fprintln(in)
		need(b, err)
		var got, bytes int
		_, err = fmt.Fscanln(answers, &got, &bytes)
		need(b, err)
		if got != rows || bytes == 0 {
			b.Fatalf("%d rows and %d bytes, and the store read %d rows", got, bytes, rows)
		}
	}
	need(b, in.Close())
	need(b, peer.Wait())
}
