package archive

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The LinkedIn export as it is remembered from 2018 to 2024: Shares.csv with
// Date (UTC), ShareLink, ShareCommentary, SharedUrl, MediaUrl and Visibility,
// Profile.csv, and each article as a page in Articles/. It has no numbers and no
// pictures.
func kindLinkedIn(name string) kind {
	switch file := path.Base(name); {
	case file == "shares.csv", path.Base(path.Dir(name)) == "articles" && path.Ext(name) == ".html":
		return posts
	case file == "profile.csv", file == "connections.csv", file == "positions.csv":
		return known
	}
	return foreign
}

// describeLinkedIn goes by Profile.csv.
func describeLinkedIn(a *Archive) {
	rows := csv.NewReader(asUTF8(bytes.NewReader(a.first("Profile.csv"))))
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if err != nil {
		return
	}
	row, err := rows.Read()
	if err != nil {
		return
	}
	in := columns(head)
	a.Owner.Name = strings.TrimSpace(in.of(row, "first name") + " " + in.of(row, "last name"))
}

// asUTF8 reads UTF-16 when the text begins with its mark: a spreadsheet saves
// it so. The mark of UTF-8 is left out.
func asUTF8(in io.Reader) io.Reader {
	return transform.NewReader(in, unicode.BOMOverride(transform.Nop))
}

// table is where the columns of a CSV file are, by names in lower case.
type table map[string]int

func columns(head []string) table {
	t := table{}
	for i, name := range head {
		t[strings.ToLower(strings.TrimSpace(name))] = i
	}
	return t
}

// of returns a cell of a row, "" when the row has none.
func (t table) of(row []string, column string) string {
	i, ok := t[column]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.ToValidUTF8(row[i], "\uFFFD")
}

func readLinkedIn(name string, _ Owner, in io.Reader, give give) error {
	if strings.EqualFold(path.Ext(name), ".html") {
		return readArticle(in, give)
	}
	var head table
	err := cutRows(asUTF8(in), func(raw []byte, err error) error {
		row, err := linkedInRow(raw, err)
		switch {
		case head != nil && err != nil:
			return give(Item{}, err)
		case head != nil:
			return give(linkedInItem(head, row))
		case slices.Contains(row, "ShareLink"):
			head = columns(row)
		}
		return nil
	})
	if err == nil && head == nil {
		err = errors.New("no row with the names of the columns")
	}
	return err
}

func linkedInRow(raw []byte, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	row, err := r.Read()
	if err != nil {
		return nil, failure(CodeItem, err)
	}
	return row, nil
}

var linkedInID = regexp.MustCompile(`urn:li:(?:share|ugcPost|activity):\d+`)

func linkedInItem(head table, row []string) (Item, error) {
	at, err := written(head.of(row, "date"), time.DateTime, "2006-01-02 15:04:05 MST", time.RFC3339)
	if err != nil {
		return Item{}, err
	}
	words := withoutRowQuotes(head.of(row, "sharecommentary"))
	if strings.TrimSpace(words) == "" && head.of(row, "sharedurl") == "" && head.of(row, "mediaurl") == "" {
		return Item{}, errShared
	}
	item := Item{At: at, URL: webAddress(head.of(row, "sharelink"))}
	item.say(withLinks(words, head.of(row, "sharedurl")))
	if item.Remote = linkedInRemote(item.URL); item.Remote == "" {
		item.Remote = madeID(at, item.Texts[0], nil)
	}
	return item, nil
}

// linkedInRemote is the URN that is in the address of a post.
func linkedInRemote(address string) string {
	plain, err := url.PathUnescape(address)
	if err != nil {
		return address
	}
	if urn := linkedInID.FindString(plain); urn != "" {
		return urn
	}
	return address
}

// withoutRowQuotes takes out what LinkedIn adds to a text of several lines: it
// puts each line in quotes, within those of the cell. Where one line has none,
// they are the person's own.
func withoutRowQuotes(words string) string {
	lines := strings.Split(strings.ReplaceAll(words, "\r\n", "\n"), "\n")
	last := len(lines) - 1
	for i, line := range lines {
		switch begins, ends := strings.HasPrefix(line, `"`), strings.HasSuffix(line, `"`); {
		case i > 0 && !begins, i < last && !ends, i > 0 && i < last && len(line) < 2:
			return words
		}
	}
	for i := range lines {
		if i > 0 {
			lines[i] = lines[i][1:]
		}
		if i < last {
			lines[i] = strings.TrimSuffix(lines[i], `"`)
		}
	}
	return strings.Join(lines, "\n")
}

// rowStart is how each row of Shares.csv begins: its date, then its address.
var rowStart = regexp.MustCompile(`^"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^,]{0,8},"?https?://`)

// cutRows gives each row of a CSV file as it is written, valid or not, lines
// within quotes included. A row that begins ends the one before even where a
// quote was left open, so that one damaged row does not swallow the rest. The
// bytes given are overwritten by the next row; one that is too long is given as
// an error.
func cutRows(in io.Reader, give func(raw []byte, err error) error) error {
	lines := bufio.NewReaderSize(in, 64<<10)
	var row []byte
	open, tooLong, fresh := false, false, true
	flush := func() error {
		defer func() { row, open, tooLong = row[:0], false, false }()
		switch {
		case tooLong:
			return give(nil, failure(CodeSize, errors.New("a row without end")))
		case len(bytes.TrimSpace(row)) > 0:
			return give(row, nil)
		}
		return nil
	}
	for {
		piece, err := lines.ReadSlice('\n')
		if fresh && (!open || rowStart.Match(piece)) {
			if err := flush(); err != nil {
				return err
			}
		}
		if bytes.Count(piece, []byte(`"`))%2 == 1 {
			open = !open
		}
		if tooLong = tooLong || len(row)+len(piece) > maxItem; !tooLong {
			row = append(row, piece...)
		}
		switch {
		case err == io.EOF:
			return flush()
		case err != nil && err != bufio.ErrBufferFull:
			return err
		}
		fresh = err == nil
	}
}
