package archive

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// pieces is what cut makes of a text; "!" stands for an error of one item.
func pieces(t *testing.T, in io.Reader, lists func(string) bool) (got []string, err error) {
	t.Helper()
	err = cut(in, lists, func(raw []byte, err error) error {
		if err != nil {
			raw = []byte("!")
		}
		got = append(got, strings.TrimSpace(string(raw)))
		return nil
	})
	return got, err
}

func TestCut(t *testing.T) {
	wrapper := func(name string) bool { return name == "list" }
	for in, want := range map[string][]string{
		`[]`:                           nil,
		`[1,2 , 3]`:                    {"1", "2", "3"},
		`[{"a":"]}"},"x\"]",null]`:     {`{"a":"]}"}`, `"x\"]"`, "null"},
		`[{"a":"\\"},{"b":1}]`:         {`{"a":"\\"}`, `{"b":1}`},
		`window.YTD.a.part0 = [ {} ];`: {"{}"},
		`{"other":[1,2]}`:              {`{"other":[1,2]}`},
		`{"list":[1,2]}`:               {"1", "2"},
		`{"list":[1],"list" : [2,3]}`:  {"1", "2", "3"},
		`{"x":1,"list":[1]}`:           {`{"x":1,"list":[1]}`},
		`[{"a":[1,2},3]`:               {`{"a":[1,2}`, "3"},
		`[{"a":]},3]`:                  {`{"a":]}`, "3"},
		"[{\"a\":\"b\n},3]":            {"{\"a\":\"b\n}", "3"},
		`[},3]`:                        {"}", "3"},
		`[[[]],[{}]] and more`:         {"[[]]", "[{}]"},
		`[` + strings.Repeat(`[`, maxDepth) + strings.Repeat(`]`, maxDepth) + `,1]`:     {strings.Repeat(`[`, maxDepth) + strings.Repeat(`]`, maxDepth), "1"},
		`[` + strings.Repeat(`[`, maxDepth+1) + strings.Repeat(`]`, maxDepth+1) + `,1]`: {"!", "1"},
		`["` + strings.Repeat(`x`, maxItem-2) + `",1]`:                                  {`"` + strings.Repeat("x", maxItem-2) + `"`, "1"},
		`["` + strings.Repeat(`x`, maxItem-1) + `",1]`:                                  {"!", "1"},
	} {
		got, err := pieces(t, strings.NewReader(in), wrapper)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%.60q: %.60q, %v; want %.60q", in, got, err, want)
		}
		if len(in) > 1000 {
			continue
		}
		if slow, err := pieces(t, iotest.OneByteReader(strings.NewReader(in)), nil); !strings.Contains(in, "list") && (err != nil || !slices.Equal(slow, want)) {
			t.Errorf("byte by byte %.60q: %.60q, %v", in, slow, err)
		}
	}
}

func TestCutTellsWhatIsWrongWithTheFile(t *testing.T) {
	broken := errors.New("broken disk")
	for in, want := range map[string]string{
		"":                                 "no JSON in it",
		"<html>":                           "no JSON in it",
		strings.Repeat(" ", maxBefore+1):   "no JSON in it",
		"[":                                "unexpected EOF",
		`[{"a":1}`:                         "unexpected EOF",
		`[{"a":1`:                          "unexpected EOF",
		`{"a":`:                            "unexpected EOF",
		`{"list":[1]`:                      "unexpected EOF",
		"[" + strings.Repeat("[", 200_000): "unexpected EOF",
	} {
		if _, err := pieces(t, strings.NewReader(in), func(name string) bool { return name == "list" }); err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", in, err, want)
		}
	}
	for _, in := range []string{"", " ", "[", "[1,", `[{"a"`, `{"list":[1]`} {
		got := cut(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)), func(string) bool { return true }, func([]byte, error) error { return nil })
		if !errors.Is(got, broken) {
			t.Errorf("%q, then a broken disk: %v", in, got)
		}
	}
}

// FuzzCut holds valid JSON to what encoding/json says of it, and everything to
// an end.
func FuzzCut(f *testing.F) {
	for _, in := range []string{`[1,{"a":"\"]"},[[]]]`, `[`, `}`, `{"list":[1,2]}`, "[\"\n\"]", `[{"a":[1}]`, "x=[1]"} {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var got []string
		err := cut(strings.NewReader(string(in)), nil, func(raw []byte, err error) error {
			if err == nil {
				got = append(got, string(raw))
			}
			return nil
		})
		var want []json.RawMessage
		if json.Unmarshal(in, &want) != nil || len(in) > maxItem || want == nil || !strings.HasPrefix(string(in), "[") {
			return
		}
		if err != nil || len(got) != len(want) {
			t.Fatalf("%q: %q, %v", in, got, err)
		}
		for i := range want {
			if strings.TrimSpace(got[i]) != string(want[i]) {
				t.Errorf("%q: element %d is %q", in, i, got[i])
			}
		}
	})
}
