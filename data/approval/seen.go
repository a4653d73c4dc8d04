package approval

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"parvis/data"
)

// field is one thing that the page shows or stands for. The page lists them
// again from its elements that bear data-seen, in the order of the document:
// what it finds there is what its reader saw.
type field struct {
	Kind  string
	Value string
}

// The kinds of fields, as the page names them.
const (
	kindPack     = "pack" // the approval's id
	kindBrand    = "brand"
	kindReader   = "reader"
	kindMade     = "made"  // RFC 3339
	kindUntil    = "until" // RFC 3339, empty for never
	kindNote     = "note"
	kindPost     = "post" // id and revision
	kindTitle    = "title"
	kindWhen     = "when" // wall time and zone, empty for none
	kindWhenSaid = "when-said"
	kindVersion  = "version" // the account's id; 0 for the common text
	kindAccounts = "accounts"
	kindPart     = "part" // its number, from 0
	kindText     = "text"
	kindMedia    = "media" // data.MediaHash
	kindImage    = "image" // SHA-256 of the bytes that are shown, hex
	kindAlt      = "alt"
	kindAgain    = "again" // pictures that were shown above
)

// canonical is the one way in which fields are signed: netstrings (D. J.
// Bernstein, 1997) of kind and value in turn, lengths in bytes of UTF-8.
func canonical(fields []field) string {
	var out strings.Builder
	write := func(s string) {
		out.WriteString(strconv.Itoa(len(s)))
		out.WriteByte(':')
		out.WriteString(s)
		out.WriteByte(',')
	}
	for _, f := range fields {
		write(f.Kind)
		write(f.Value)
	}
	return out.String()
}

// clean is a text as a browser gives back what it was given: valid UTF-8, lines
// ended by "\n", without control characters.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// Text is one part of a text of a post.
type Text struct {
	Account data.AccountID // 0: the common text
	Part    int
	Text    string
}

// Shown is a post as the reader saw it.
type Shown struct {
	Post     data.PostID
	Revision int64
	Wall     string // as in data.Schedule; empty: no date
	Zone     string
	Title    string
	Texts    []Text
	Pictures []Picture
}

// Picture is a picture or a video, and the part of the text that it goes with.
type Picture struct {
	Hash data.MediaHash
	Part int
}

// seen is all that fields tell that means something to this desk.
type seen struct {
	approval data.ApprovalID
	made     time.Time
	until    time.Time
	posts    []Shown
}

var errFields = errors.New("fields out of order")

// understand reads fields whose signature was checked.
func understand(fields []field) (seen, error) {
	var s seen
	var at Text
	for _, f := range fields {
		if err := s.add(f, &at); err != nil {
			return seen{}, fmt.Errorf("%s %q: %w", f.Kind, f.Value, err)
		}
	}
	return s, nil
}

// add takes one more field. at is where in a post it stands.
func (s *seen) add(f field, at *Text) (err error) {
	switch f.Kind {
	case kindPack:
		s.approval, err = number[data.ApprovalID](f.Value)
		return err
	case kindMade:
		s.made, err = time.Parse(time.RFC3339Nano, f.Value)
		return err
	case kindUntil:
		if f.Value != "" {
			s.until, err = time.Parse(time.RFC3339Nano, f.Value)
		}
		return err
	case kindPost:
		post, err := shown(f.Value)
		s.posts = append(s.posts, post)
		return err
	case kindBrand, kindReader, kindNote:
		return nil
	}
	if len(s.posts) == 0 {
		return errFields
	}
	post := &s.posts[len(s.posts)-1]
	switch f.Kind {
	case kindTitle:
		post.Title = f.Value
	case kindWhen:
		post.Wall, post.Zone, _ = strings.Cut(f.Value, " ")
	case kindVersion:
		at.Account, err = number[data.AccountID](f.Value)
	case kindPart:
		at.Part, err = strconv.Atoi(f.Value)
	case kindText:
		post.Texts = append(post.Texts, Text{at.Account, at.Part, f.Value})
	case kindMedia:
		post.Pictures = append(post.Pictures, Picture{data.MediaHash(f.Value), at.Part})
	}
	return err
}

func shown(value string) (Shown, error) {
	id, revision, _ := strings.Cut(value, " ")
	post, err := number[data.PostID](id)
	if err != nil {
		return Shown{}, err
	}
	n, err := number[int64](revision)
	return Shown{Post: post, Revision: n}, err
}

func number[N ~int64](s string) (N, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	return N(n), err
}
