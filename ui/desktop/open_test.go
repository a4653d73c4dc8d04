package desktop

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestOnlyWebAddressesAreOpened(t *testing.T) {
	for _, address := range []string{
		"", "file:///etc/passwd", `\\host\share`, "javascript:alert(1)", "ms-settings:", "C:\\Windows\\calc.exe",
		"http:", "https://", "data:text/html,x", "https://user:word@a.example", "mailto:a@b.example", "//a.example",
		"ht tp://a.example", "https://a.example/%zz",
	} {
		if _, err := SafeLink(address); !errors.Is(err, ErrLink) {
			t.Errorf("%q is opened", address)
		}
	}
	for _, address := range []string{"https://bsky.app/profile/a.example/post/3k?x=$(calc)", "http://127.0.0.1:2583/"} {
		if _, err := SafeLink(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestOnlyFoldersAreOpened(t *testing.T) {
	a := test.NewTempApp(t)
	if err := OpenFolder(a, t.TempDir()+"/missing"); err == nil {
		t.Error("a missing folder is opened")
	}
	if err := OpenFolder(a, "open_test.go"); !errors.Is(err, ErrFolder) {
		t.Errorf("a file is opened: %v", err)
	}
}
