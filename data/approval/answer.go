package approval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parvis/data"
)

// Answer is what came back.
type Answer struct {
	Approval data.ApprovalID
	Serial   string // random, of this answer: the same one may come twice
	Reader   string // the name that was written under it
	// At is when it was given, by the reader's clock, but neither before the file
	// was made nor after it came back.
	At    time.Time
	Posts []Reply // one for each post that was asked for, in that order
}

// Reply is what was said of one post.
type Reply struct {
	Shown    Shown
	Decision data.Decision
	Comment  string
	Texts    []Text // those that the reader changed, as they are to be
}

// Reviewed is the answer as an approval keeps it.
func (a *Answer) Reviewed() []data.Reviewed {
	var out []data.Reviewed
	for _, r := range a.Posts {
		out = append(out, data.Reviewed{
			Post: r.Shown.Post, Revision: r.Shown.Revision, Decision: r.Decision, Comment: r.Comment, Said: a.At,
		})
	}
	return out
}

// format is the newest kind of answer that is understood.
const format = 1

// opening is how an answer begins.
const opening = `{"parvis":"approval-answer"`

// envelope is the file that comes back. All of it is ASCII without blanks, and
// the body is in base64, so that it comes through a mail's text as well.
type envelope struct {
	Version   int    `json:"version"`
	Desk      string `json:"desk"`
	Signature string `json:"signature"`
	Body      []byte `json:"body"`
	Check     string `json:"check"`
}

// body is what the page says.
type body struct {
	Seen   [][2]string `json:"seen"`
	Serial string      `json:"serial"`
	Reader string      `json:"reader"`
	At     time.Time   `json:"at"`
	Posts  []said      `json:"posts"`
}

type said struct {
	Post     data.PostID   `json:"post,string"`
	Decision data.Decision `json:"decision"`
	Comment  string        `json:"comment"`
	Texts    []saidText    `json:"texts"`
}

type saidText struct {
	Account data.AccountID `json:"account,string"`
	Part    int            `json:"part"`
	Text    string         `json:"text"`
}

// Read opens an answer, as a file or as the text of a mail around it, and checks
// that it is whole, as it was given, and to a file of the desk whose key this is.
// Everything in it is somebody else's word nevertheless: texts are cleaned of
// control characters, and are never markup.
//
// Errors are Invalid failures with the codes above. With CodeLate the answer is
// given as well: it is good, only too late.
func Read(answer, key []byte, now time.Time) (Answer, error) {
	const op = "read"
	if len(answer) > MaxAnswer {
		return Answer{}, refuse(op, CodeSize, fmt.Errorf("%d bytes", len(answer)))
	}
	e, err := unfold(answer)
	if err != nil {
		return Answer{}, err
	}
	if e.Desk != deskSign(key) {
		return Answer{}, refuse(op, CodeForeign, errors.New("another desk's"))
	}
	if !sameSeal(mac(seal(key, e.Signature), string(e.Body)), e.Check) {
		return Answer{}, refuse(op, CodeAltered, errors.New("not as it was sealed"))
	}
	var b body
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return Answer{}, refuse(op, CodeAltered, err)
	}
	fields := make([]field, len(b.Seen))
	for i, s := range b.Seen {
		fields[i] = field{s[0], s[1]}
	}
	if signature(key, canonical(fields)) != e.Signature {
		return Answer{}, refuse(op, CodeEdited, errors.New("what was read is not what was signed"))
	}
	s, err := understand(fields)
	if err != nil {
		return Answer{}, refuse(op, CodeAltered, err)
	}
	a, err := b.answer(s, now)
	if err == nil && !s.until.IsZero() && now.After(s.until) {
		err = refuse(op, CodeLate, fmt.Errorf("until %v", s.until))
	}
	return a, err
}

// unfold finds the envelope in a text that may have been broken into lines, and
// quoted, on its way.
func unfold(answer []byte) (envelope, error) {
	const op = "read"
	text := bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '>' || r == '\uFEFF' {
			return -1
		}
		return r
	}, answer)
	at := bytes.Index(text, []byte(opening))
	if at < 0 {
		if len(text) > 0 && strings.HasPrefix(opening, string(text)) {
			return envelope{}, refuse(op, CodeCut, io.ErrUnexpectedEOF)
		}
		return envelope{}, refuse(op, CodeForeign, errors.New("no answer"))
	}
	var whole json.RawMessage
	if err := json.NewDecoder(bytes.NewReader(text[at:])).Decode(&whole); errors.Is(err, io.ErrUnexpectedEOF) {
		return envelope{}, refuse(op, CodeCut, err)
	} else if err != nil {
		return envelope{}, refuse(op, CodeAltered, err)
	}
	// Of what is newer only the version is sure to be where it is now.
	var made struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(whole, &made); err != nil {
		return envelope{}, refuse(op, CodeAltered, err)
	}
	if made.Version > format {
		return envelope{}, refuse(op, CodeNewer, fmt.Errorf("version %d", made.Version))
	}
	var e envelope
	if err := json.Unmarshal(whole, &e); err != nil {
		return envelope{}, refuse(op, CodeAltered, err)
	}
	return e, nil
}

// errUnasked: whoever made the answer did not use the page.
var errUnasked = errors.New("the page gives no such answer")

// answer holds what the page says against what it showed.
func (b *body) answer(s seen, now time.Time) (Answer, error) {
	a := Answer{Approval: s.approval, Serial: b.Serial, Reader: oneLine(b.Reader), At: b.At.UTC()}
	if a.At.After(now) {
		a.At = now.UTC()
	}
	if a.At.Before(s.made) {
		a.At = s.made.UTC()
	}
	if !isSerial(b.Serial) || utf8.RuneCountInString(b.Reader) > MaxName || len(b.Posts) > len(s.posts) {
		return Answer{}, refuse("read", CodeAltered, errUnasked)
	}
	for _, post := range s.posts {
		a.Posts = append(a.Posts, Reply{Shown: post})
	}
	for _, word := range b.Posts {
		i := slices.IndexFunc(a.Posts, func(r Reply) bool { return r.Shown.Post == word.Post })
		if i < 0 || !a.Posts[i].hear(word) {
			return Answer{}, refuse("read", CodeAltered, fmt.Errorf("post %d: %w", word.Post, errUnasked))
		}
	}
	return a, nil
}

// hear takes what was said of a post, once; false for what the page never says.
func (r *Reply) hear(word said) bool {
	if r.Decision != data.DecisionNone || r.Comment != "" || utf8.RuneCountInString(word.Comment) > MaxComment {
		return false
	}
	switch word.Decision {
	case data.DecisionNone, data.DecisionApprove, data.DecisionRefuse:
		if len(word.Texts) > 0 {
			return false
		}
	case data.DecisionChange:
	default:
		return false
	}
	r.Decision, r.Comment = word.Decision, strings.TrimSpace(clean(word.Comment))
	for _, t := range word.Texts {
		text := Text{t.Account, t.Part, clean(t.Text)}
		before, ok := find(r.Shown.Texts, text)
		if _, twice := find(r.Texts, text); !ok || twice || utf8.RuneCountInString(t.Text) > longest(before) {
			return false
		}
		if text.Text != before {
			r.Texts = append(r.Texts, text)
		}
	}
	return true
}

// find gives the text that stands where another does.
func find(all []Text, like Text) (string, bool) {
	i := slices.IndexFunc(all, func(t Text) bool { return t.Account == like.Account && t.Part == like.Part })
	if i < 0 {
		return "", false
	}
	return all[i].Text, true
}

// longest is how long a text may become that reads so now.
func longest(text string) int { return max(MaxText, 2*utf8.RuneCountInString(text)) }

func isSerial(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
