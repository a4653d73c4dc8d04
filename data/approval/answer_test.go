package approval_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
)

// said is an answer with every decision in it.
func said(p reader.Page) reader.Body {
	return say(
		p,
		reader.Say("12", "approve", "  Parfait !\r\n"),
		reader.Say("15", "change", "", reader.Wording("0", 1, "Le fournil se visite de 9 h à 12 h."), reader.Wording("3", 0, "Portes ouvertes samedi, de 10 h à 12 h.")),
		reader.Say("20", "refuse", "Il n’y en a plus."),
	)
}

func TestAnAnswerIsRead(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	a, err := approval.Read(seal(t, p, said(p)), key, soon)
	if err != nil {
		t.Fatal(err)
	}
	if a.Approval != 4 || a.Reader != "Odile Lenoir" || a.Serial != serial || !a.At.Equal(made.Add(30*time.Minute)) {
		t.Errorf("the answer is %+v", a)
	}
	want := []data.Reviewed{
		{Post: 12, Revision: 3, Decision: data.DecisionApprove, Comment: "Parfait !", Said: a.At},
		{Post: 15, Revision: 1, Decision: data.DecisionChange, Said: a.At},
		{Post: 20, Revision: 7, Decision: data.DecisionRefuse, Comment: "Il n’y en a plus.", Said: a.At},
	}
	if got := a.Reviewed(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	// The second text is the one that was shown: it was not changed.
	if got := a.Posts[1].Texts; !reflect.DeepEqual(got, []approval.Text{{Part: 1, Text: "Le fournil se visite de 9 h à 12 h."}}) {
		t.Errorf("changed texts %+v", got)
	}
	first := a.Posts[0].Shown
	if first.Wall != "2026-11-26T18:30" || first.Zone != "Europe/Paris" || first.Title != "Bûche de Noël" ||
		!reflect.DeepEqual(first.Pictures, []approval.Picture{{Hash: "aa11"}}) || len(first.Texts) != 2 || first.Texts[1].Account != onBlog {
		t.Errorf("seen was %+v", first)
	}
}

func TestPostsThatNothingWasSaidOfAreThere(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	a, err := approval.Read(seal(t, p, say(p, reader.Say("15", "", "Quelle heure ?"))), key, soon)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Posts) != 3 || a.Posts[0].Decision != data.DecisionNone || a.Posts[1].Comment != "Quelle heure ?" {
		t.Errorf("the posts are %+v", a.Posts)
	}
}

// TestAnAnswerComesThroughAMail: as text, broken into lines and quoted.
func TestAnAnswerComesThroughAMail(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	answer := seal(t, p, said(p))
	var lines []string
	for rest := string(answer); rest != ""; {
		n := min(72, len(rest))
		lines, rest = append(lines, rest[:n]), rest[n:]
	}
	for name, text := range map[string]string{
		"a byte order mark": "\uFEFF" + string(answer) + "\n",
		"lines":             strings.Join(lines, "\r\n"),
		"a quotation":       "Le 21/11, Odile a écrit :\n> " + strings.Join(lines, "\n> ") + "\n\n-- \nOdile Lenoir {Maison Lenoir}",
	} {
		if _, err := approval.Read([]byte(text), key, soon); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAnswerThatIsNoneIsRefused(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	good := string(seal(t, p, said(p)))
	other := sample(t, "fr")
	other.Key = bytes.Repeat([]byte{7}, 32)
	elsewhere := open(t, build(t, other))
	edited := open(t, []byte(strings.Replace(string(build(t, sample(t, "fr"))), "Portes ouvertes", "Portes fermées", 1)))
	swap := func(old, with string) []byte { return []byte(strings.Replace(good, old, with, 1)) }
	for name, c := range map[string]struct {
		answer []byte
		code   string
	}{
		"nothing":            {nil, approval.CodeForeign},
		"another file":       {[]byte("%PDF-1.7"), approval.CodeForeign},
		"other JSON":         {[]byte(`{"version":1}`), approval.CodeForeign},
		"another desk":       {seal(t, elsewhere, said(elsewhere)), approval.CodeForeign},
		"cut early":          {[]byte(good[:9]), approval.CodeCut},
		"cut in the middle":  {[]byte(good[:len(good)/2]), approval.CodeCut},
		"cut at the end":     {[]byte(good[:len(good)-1]), approval.CodeCut},
		"too large":          {append(bytes.Repeat([]byte(" "), approval.MaxAnswer), good...), approval.CodeSize},
		"newer":              {swap(`"version":1`, `"version":2`), approval.CodeNewer},
		"newer in all":       {[]byte(`{"parvis":"approval-answer","version":9,"body":{"a":[1]}}`), approval.CodeNewer},
		"no version":         {swap(`"version":1`, `"version":"one"`), approval.CodeAltered},
		"not JSON":           {swap(`,"body":`, `,body:`), approval.CodeAltered},
		"no base64":          {swap(`"body":"`, `"body":"*`), approval.CodeAltered},
		"another body":       {swap(`"body":"e`, `"body":"f`), approval.CodeAltered},
		"another check":      {swap(`"check":"`, `"check":"00`), approval.CodeAltered},
		"another signature":  {swap(`"signature":"`, `"signature":"00`), approval.CodeAltered},
		"an edited page":     {seal(t, edited, said(edited)), approval.CodeEdited},
		"a body that is one": {sealBytes(t, p, []byte(`1`)), approval.CodeAltered},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := approval.Read(c.answer, key, soon)
			if err == nil || code(t, err) != c.code {
				t.Errorf("error %v, want %s", err, c.code)
			}
			if !reflect.DeepEqual(a, approval.Answer{}) {
				t.Errorf("something was taken of it: %+v", a)
			}
		})
	}
}

// TestEachByteCounts: whichever byte of an answer is changed or missing, it is
// read as it was given or not at all.
func TestEachByteCounts(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	good := seal(t, p, said(p))
	want, err := approval.Read(good, key, soon)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i := range good {
		for _, spoilt := range [][]byte{
			append(append(bytes.Clone(good[:i]), good[i]^1), good[i+1:]...),
			append(bytes.Clone(good[:i]), good[i+1:]...),
			good[:i],
		} {
			got, err := approval.Read(spoilt, key, soon)
			if err != nil {
				refused++
			} else if !reflect.DeepEqual(got, want) {
				t.Fatalf("byte %d: read as %+v", i, got)
			}
		}
	}
	if refused < 3*len(good)*9/10 {
		t.Errorf("%d of %d were refused", refused, 3*len(good))
	}
}

// TestThePageSaysNoSuchThing: whoever holds the file can seal what the page would
// not say.
func TestThePageSaysNoSuchThing(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	with := func(key string, value any) reader.Body {
		r := said(p)
		r[key] = value
		return r
	}
	for name, body := range map[string]reader.Body{
		"an unknown post":         say(p, reader.Say("99", "approve", "")),
		"a post twice":            say(p, reader.Say("12", "approve", ""), reader.Say("12", "refuse", "")),
		"an unknown decision":     say(p, reader.Say("12", "publish", "")),
		"an approval with a text": say(p, reader.Say("12", "approve", "", reader.Wording("0", 0, "autre"))),
		"an unknown account":      say(p, reader.Say("12", "change", "", reader.Wording("5", 0, "autre"))),
		"an unknown part":         say(p, reader.Say("12", "change", "", reader.Wording("0", 1, "autre"))),
		"a negative part":         say(p, reader.Say("12", "change", "", reader.Wording("0", -1, "autre"))),
		"a text twice":            say(p, reader.Say("12", "change", "", reader.Wording("0", 0, "a"), reader.Wording("0", 0, "b"))),
		"a book":                  say(p, reader.Say("12", "change", "", reader.Wording("0", 0, strings.Repeat("é", approval.MaxText+1)))),
		"a long comment":          say(p, reader.Say("12", "approve", strings.Repeat("é", approval.MaxComment+1))),
		"a long name":             with("reader", strings.Repeat("é", approval.MaxName+1)),
		"no serial":               with("serial", ""),
		"a serial of signs":       with("serial", "'; DROP TABLE approval_answers;--"),
		"no time":                 with("at", "tomorrow"),
		"a post that is text":     with("posts", "all"),
	} {
		if a, err := approval.Read(seal(t, p, body), key, soon); err == nil || code(t, err) != approval.CodeAltered {
			t.Errorf("%s: read as %+v, error %v", name, a, err)
		}
	}
	if _, err := approval.Read(seal(t, p, said(p)), key, soon); err != nil {
		t.Errorf("what the page says is refused: %v", err)
	}
}

func TestALateAnswerIsGivenAndSaidToBeLate(t *testing.T) {
	pack := sample(t, "fr")
	p := open(t, build(t, pack))
	until := pack.Approval.Until
	if _, err := approval.Read(seal(t, p, said(p)), key, until); err != nil {
		t.Errorf("in time: %v", err)
	}
	a, err := approval.Read(seal(t, p, said(p)), key, until.Add(time.Second))
	if err == nil || code(t, err) != approval.CodeLate || len(a.Posts) != 3 {
		t.Errorf("late: %+v, %v", a, err)
	}
	pack.Approval.Until = time.Time{}
	p = open(t, build(t, pack))
	if _, err := approval.Read(seal(t, p, said(p)), key, until.AddDate(10, 0, 0)); err != nil {
		t.Errorf("without an end: %v", err)
	}
}

func TestTheReadersClockIsNotTrusted(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	for at, want := range map[time.Time]time.Time{
		soon.AddDate(1, 0, 0):  soon,
		made.AddDate(-1, 0, 0): made,
		made.Add(time.Minute):  made.Add(time.Minute),
	} {
		body := said(p)
		body["at"] = at
		a, err := approval.Read(seal(t, p, body), key, soon)
		if err != nil || !a.At.Equal(want) {
			t.Errorf("%v: said at %v, want %v (%v)", at, a.At, want, err)
		}
	}
}

func TestWhatAReaderTypesIsCleaned(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	body := say(p, reader.Say("12", "change", "a\x00b\x1b[31m\r\nc", reader.Wording("0", 0, "\x00<script>\r\nx\x07")))
	body["reader"] = " Odile\n\tLenoir\x00 "
	a, err := approval.Read(seal(t, p, body), key, soon)
	if err != nil {
		t.Fatal(err)
	}
	if a.Reader != "Odile Lenoir" || a.Posts[0].Comment != "ab[31m\nc" || a.Posts[0].Texts[0].Text != "<script>\nx" {
		t.Errorf("read as %q, %q, %q", a.Reader, a.Posts[0].Comment, a.Posts[0].Texts[0].Text)
	}
}

// TestTheFileNamesItsOwnLimits: what the page lets a person type is read.
func TestTheFileNamesItsOwnLimits(t *testing.T) {
	pack := sample(t, "fr")
	pack.Posts[2].Parts[0] = strings.Repeat("œ", 9_000)
	p := open(t, build(t, pack))
	for _, n := range p.Nodes {
		if class, _ := reader.Attribute(n, "class"); class != "wording" {
			continue
		}
		account, _ := reader.Attribute(n, "data-account")
		most, _ := reader.Attribute(n, "maxlength")
		var length int
		if _, err := fmt.Sscan(most, &length); err != nil || length < approval.MaxText {
			t.Fatalf("a text of at most %q: %v", most, err)
		}
		if account == "0" && length > approval.MaxText {
			body := say(p, reader.Say("20", "change", strings.Repeat("x", approval.MaxComment), reader.Wording("0", 0, strings.Repeat("x", length))))
			if _, err := approval.Read(seal(t, p, body), key, soon); err != nil {
				t.Errorf("%d characters: %v", length, err)
			}
			return
		}
	}
	t.Error("no text may be long")
}

// FuzzRead feeds Read with files, and with bodies that are sealed as they must be.
func FuzzRead(f *testing.F) {
	p := open(f, build(f, sample(f, "fr")))
	good := seal(f, p, said(p))
	f.Add(good)
	f.Add([]byte(`{"parvis":"approval-answer","version":1}`))
	body, err := json.Marshal(said(p))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, answer := range [][]byte{b, sealBytes(t, p, b)} {
			a, err := approval.Read(answer, key, soon)
			if err != nil {
				code(t, err)
				continue
			}
			if len(a.Posts) != 3 || a.Approval != 4 || a.At.Before(made) || a.At.After(soon) {
				t.Errorf("read as %+v", a)
			}
			for _, r := range a.Posts {
				for _, text := range append(r.Texts, approval.Text{Text: r.Comment + a.Reader}) {
					if !utf8.ValidString(text.Text) || strings.ContainsAny(text.Text, "\x00\r\x1b") {
						t.Errorf("not clean: %q", text.Text)
					}
				}
			}
		}
	})
}
