package httpx

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"net/url"
	"syscall"

	"parvis/data"
)

// Codes that come from here besides those of package data.
const (
	// CodeNoAnswer: the request may have left and no whole answer came back.
	CodeNoAnswer = "no_answer"
	// CodeAddress: the address is not one that Parvis speaks with.
	CodeAddress = "address"
	// CodeCancelled: the caller gave up before anything left.
	CodeCancelled = "cancelled"
)

// lost is the kind of a failure after the request may have left.
func lost(publishes bool) data.Kind {
	if publishes {
		return data.Ambiguous
	}
	return data.Transient
}

// failure says what an error of the transport means, by how far the request
// had come.
func (p *progress) failure(r Request, target *url.URL, err error) *data.Failure {
	f := &data.Failure{Kind: data.Transient, Op: r.Op, Code: data.CodeOffline, Err: err}
	var refused *addressError
	switch {
	case p.connected.Load():
		f.Kind, f.Code = lost(r.Publishes), CodeNoAnswer
	case errors.As(err, &refused):
		// A name that leads nowhere public is a captive portal's or a filter's
		// doing and may pass; an address that was typed stays what it is.
		f.Code = data.CodeCaptive
		if _, err := netip.ParseAddr(target.Hostname()); err == nil || isLoopbackName(target.Hostname()) {
			f.Kind, f.Code = data.Invalid, CodeAddress
		}
	case p.badTLS.Load():
		f.Code = data.CodeTLS
	case errors.Is(err, context.Canceled):
		f.Code = CodeCancelled
	}
	return f
}

// isCut tells whether a connection broke, in contrast to a peer that spoke and
// was not accepted.
func isCut(err error) bool {
	var timeout net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, net.ErrClosed) || (errors.As(err, &timeout) && timeout.Timeout())
}

// KeyFailure is what an error of [data.Keys] means to the request that wanted
// the secret: it was not sent, so nothing was done. A failure that says so
// itself, as of a renewal that the network refused, stays what it is.
func KeyFailure(op string, err error) error {
	var f *data.Failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, data.ErrNoSecret):
		return &data.Failure{Kind: data.Auth, Op: op, Err: err}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &data.Failure{Kind: data.Transient, Op: op, Code: CodeCancelled, Err: err}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeKeychain, Err: err}
}
