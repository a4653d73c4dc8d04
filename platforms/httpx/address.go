package httpx

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
)

// addressError is returned at dial time for an address that is not spoken
// with. For a name it mostly means the DNS of a captive portal.
type addressError struct{ addr netip.Addr }

func (e *addressError) Error() string {
	return fmt.Sprintf("%v is not an address of the internet", e.addr)
}

// checkURL tells why a URL is not spoken with, or nil. What its name resolves
// to is checked when dialling.
func (c *Client) checkURL(u *url.URL) error {
	switch {
	case u.Hostname() == "":
		return errors.New("no host")
	case u.User != nil:
		return errors.New("a password in the address")
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && c.loopback && isLoopbackName(u.Hostname()):
		return nil
	}
	return errors.New("not an https address")
}

func isLoopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// checkDial runs after names were resolved and before each connection, so that
// neither a redirect nor a name that changes its address gets around it (R45).
func (c *Client) checkDial(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	addr := to.Addr().Unmap()
	if addr.IsLoopback() {
		if c.loopback {
			return nil
		}
		return &addressError{addr}
	}
	if !isPublic(addr) {
		return &addressError{addr}
	}
	return nil
}

// isPublic tells whether an address belongs to the internet at large: the
// special-purpose registries of IANA (RFC 6890) are left out. The last four
// bytes of a NAT64 address (RFC 6052) are judged as the IPv4 address they are.
func isPublic(addr netip.Addr) bool {
	nat64 := netip.MustParsePrefix("64:ff9b::/96")
	if nat64.Contains(addr) {
		b := addr.As16()
		addr = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	special := []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	}
	return !slices.ContainsFunc(special, func(p string) bool {
		return netip.MustParsePrefix(p).Contains(addr)
	})
}
