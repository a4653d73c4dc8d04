package data

import (
	"errors"
	"fmt"
	"time"
)

// Kind is what a failure means for what happens next. It is decided once, in
// the adapter that saw the answer.
type Kind string

const (
	// Auth: the network does not accept the credentials. Nothing was done.
	Auth Kind = "auth"
	// RateLimited: nothing was done; try again after Failure.Until.
	RateLimited Kind = "rate_limited"
	// Invalid: the network will never accept this as it is. Nothing was done.
	Invalid Kind = "invalid"
	// NotFound: what was asked for is not there (any more).
	NotFound Kind = "not_found"
	// Transient: nothing was done and the same call may go through later.
	Transient Kind = "transient"
	// Unsupported: this network or account cannot do that at all.
	Unsupported Kind = "unsupported"
	// Ambiguous: the request may have been carried out; only looking tells.
	Ambiguous Kind = "ambiguous"
)

// Codes that mean the same on every network. A network adds its own codes,
// which then have words in the catalogues under "failure.".
const (
	CodeOffline  = "offline" // no route, no name, refused: the request never left
	CodeCaptive  = "captive" // a hotel or shop page answered in the network's place
	CodeTLS      = "tls"     // the certificate is not the network's
	CodeTooLarge = "too_large"
	CodeAnswer   = "answer" // an answer that the network's own documentation does not allow
	CodePanic    = "panic"  // our own fault, caught
	CodeMedia    = "media"  // an attached file is missing or altered
	CodeKeychain = "keychain"
	// CodeDuplicate: the network already shows the same words from this account
	// and takes them no second time.
	CodeDuplicate = "duplicate"
)

// Failure is the one error type that crosses rooms. Words for people are made
// from Kind and Code in data/words, never here; Raw is what "details" shows.
type Failure struct {
	Kind  Kind
	Op    string    // "bluesky: put record"
	Code  string    // one of the codes above or the network's own
	Until time.Time // RateLimited only: when the network will listen again
	Raw   string    // the network's answer, at most 2,000 bytes, free of secrets
	Err   error     // what lies below, may be nil
}

func (f *Failure) Error() string {
	s := fmt.Sprintf("%s: %s", f.Op, f.Kind)
	if f.Code != "" {
		s += " (" + f.Code + ")"
	}
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Failure) Unwrap() error { return f.Err }

// Offline tells whether the request never left this computer.
func (f *Failure) Offline() bool {
	return f.Kind == Transient && (f.Code == CodeOffline || f.Code == CodeCaptive)
}

// SignedOut tells whether the network refuses the credentials, as against a
// keychain that does not give them: only the first wants a person to sign in.
func (f *Failure) SignedOut() bool { return f.Kind == Auth && f.Code != CodeKeychain }

// AsFailure returns err as a Failure. What is not one yet counts as Ambiguous:
// of an error that nobody classified nothing is known, least of all that the
// request was not carried out.
func AsFailure(op string, err error) *Failure {
	if err == nil {
		return nil
	}
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	return &Failure{Kind: Ambiguous, Op: op, Err: err}
}

// KindOf returns the kind of err, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	return AsFailure("", err).Kind
}
