package keychain

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os/exec"
	"strings"
	"syscall"

	"github.com/zalando/go-keyring"

	"parvis/data"
)

// system is the keychain of this computer through go-keyring.
type system struct{ service string }

func (s system) set(entry, text string) error {
	return classify(keyring.Set(s.service, entry, text))
}

func (s system) get(entry string) (string, error) {
	text, err := keyring.Get(s.service, entry)
	return text, classify(err)
}

func (s system) delete(entry string) error {
	return classify(keyring.Delete(s.service, entry))
}

// classify gives go-keyring's errors, most of which have no type, the meaning
// that package data names. What it does not know it passes on.
func classify(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return data.ErrNoSecret
	case locked(err):
		return fmt.Errorf("%w: %w", data.ErrKeychainLocked, err)
	case absent(err):
		return fmt.Errorf("%w: %w", data.ErrKeychainAbsent, err)
	}
	return fmt.Errorf("keychain: %w", err)
}

// locked knows the refusals of a keychain that wants its person: texts of the
// Secret Service, and the exit status of /usr/bin/security, which is the low
// byte of the codes of Apple's SecBase.h.
func locked(err error) bool {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		switch exit.ExitCode() {
		case 36, // errSecInteractionNotAllowed -25308
			51,  // errSecAuthFailed -25293
			128: // userCanceledErr -128
			return true
		}
	}
	text := err.Error()
	return strings.Contains(text, "failed to unlock") || strings.Contains(text, "locked")
}

// absent knows that there is no keychain to speak with.
func absent(err error) bool {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		switch exit.ExitCode() {
		case 37, // errSecNoDefaultKeychain -25307
			50, // errSecNoSuchKeychain -25294
			53: // errSecNotAvailable -25291
			return true
		}
	}
	const noLogonSession = syscall.Errno(1312) // ERROR_NO_SUCH_LOGON_SESSION of Windows
	var dial *net.OpError
	if errors.Is(err, keyring.ErrUnsupportedPlatform) || errors.Is(err, noLogonSession) ||
		errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) || errors.As(err, &dial) {
		return true
	}
	for _, text := range []string{
		"was not provided by any .service files", // D-Bus: ServiceUnknown
		"session bus",                            // godbus: no address of the session bus
	} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}
