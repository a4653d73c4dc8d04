// Package desktop is what the window asks of the computer it runs on: opening
// links and folders, and starting Parvis beside itself.
package desktop

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// ErrLink: an address that is not http or https. On Windows anything else would
// be handed to whatever program claims it (R42).
var ErrLink = errors.New("desktop: only http and https addresses are opened")

// ErrFolder: what is not a folder is not opened: on some systems that would run it.
var ErrFolder = errors.New("desktop: not a folder")

// SafeLink returns an address that may be given to the system: http or https,
// with a host, without a name or password in it.
func SafeLink(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return nil, ErrLink
	}
	return u, nil
}

// OpenLink shows a page in the person's browser. The error is ErrLink, or the
// system's.
func OpenLink(a fyne.App, address string) error {
	u, err := SafeLink(address)
	if err != nil {
		return err
	}
	return a.OpenURL(u)
}

// OpenFolder shows a folder in the system's file manager.
func OpenFolder(a fyne.App, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("desktop: open folder: %w", err)
	}
	if !info.IsDir() {
		return ErrFolder
	}
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' {
		slashed = "/" + slashed // C:/ becomes file:///C:/
	}
	return a.OpenURL(&url.URL{Scheme: "file", Path: slashed})
}
