package httpx

import (
	"errors"
	"testing"

	"parvis/data"
)

func TestWithoutRaw(t *testing.T) {
	f := &data.Failure{Kind: data.Auth, Op: "x: sign in", Raw: `{"access_token":"s"}`, Err: errors.New("no")}
	got := data.AsFailure("", WithoutRaw(f))
	if got.Raw != "" || got.Kind != data.Auth || got.Op != f.Op || !errors.Is(got, f.Err) || f.Raw == "" {
		t.Errorf("%+v of %+v", got, f)
	}
}

func TestWhatIsATokenAndAnAddress(t *testing.T) {
	for token, want := range map[string]bool{"": false, "EAA-~": true, "a b": false, "a\n": false, "é": false} {
		if FitsHeader(token) != want {
			t.Errorf("%q fits: %t", token, !want)
		}
	}
	for address, want := range map[string]string{
		"https://a.example/": "https://a.example/", "http://a.example": "http://a.example",
		"javascript:alert(1)": "", "file:///etc/passwd": "", "": "", " https://a.example": "",
	} {
		if got := WebAddress(address); got != want {
			t.Errorf("%q became %q", address, got)
		}
	}
}
