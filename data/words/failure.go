package words

import (
	"context"
	"errors"

	"parvis/data"
)

// Failure says what happened, why, and what to do, in whole sentences. network
// is the name that people know it by. The words of the failure's code come
// first, of its kind next: the keys are failure.<code or kind>.what, .why and
// .do. Failure.Raw stays behind "details" and is not in here.
func (b *Book) Failure(f *data.Failure, network string) (what, why, todo string) {
	return b.sentences(b.first("failure", f.Code, string(f.Kind)), network)
}

// Error is Failure for any error: what nobody classified is worded as
// ambiguous, a call that was cancelled or ran out of time as such.
func (b *Book) Error(err error, network string) (what, why, todo string) {
	var f *data.Failure
	switch {
	case errors.As(err, &f):
		return b.Failure(f, network)
	case errors.Is(err, context.Canceled):
		return b.sentences("failure.cancelled", network)
	case errors.Is(err, context.DeadlineExceeded):
		return b.sentences("failure.timeout", network)
	}
	return b.Failure(data.AsFailure("", err), network)
}

// Keychain says what is the matter with the computer's keychain, in the same
// three sentences.
func (b *Book) Keychain(err error) (what, why, todo string) {
	key := "keychain.other"
	switch {
	case errors.Is(err, data.ErrNoSecret):
		key = "keychain.none"
	case errors.Is(err, data.ErrKeychainLocked):
		key = "keychain.locked"
	case errors.Is(err, data.ErrKeychainAbsent):
		key = "keychain.absent"
	case errors.Is(err, data.ErrKeychainSlow):
		key = "keychain.slow"
	}
	return b.sentences(key, "")
}

// State is the one or two words for where a delivery stands, with the reason
// when it has words of its own: "Programmé", "En attente de connexion".
func (b *Book) State(s data.State, reason string) string {
	if key := "state." + string(s) + "." + reason; reason != "" && b.Has(key) {
		return b.T(key)
	}
	return b.T("state." + string(s))
}

// Standing is State for an entry that may have been changed since it was
// scheduled: that is said first, and what the network still holds of it.
func (b *Book) Standing(e data.Entry) string {
	switch {
	case data.HoldsFormer(e):
		return b.T("state.handed.former")
	case e.Stale:
		return b.T("state.stale")
	}
	return b.State(e.State, e.Reason)
}

// Badge says who makes a scheduled post public.
func (b *Book) Badge(badge data.Badge) string { return b.T("badge." + string(badge)) }

// Trouble says of a delivery that needs a person what happened, why, and what
// to do; so it does of one that lies in the network otherwise than here. A
// refusal is worded by its reason, which is the failure's code. A state that
// needs nobody has no trouble: three empty texts.
func (b *Book) Trouble(s data.State, reason, network string) (what, why, todo string) {
	if s == data.Handed && b.Has("trouble.handed."+reason+".what") {
		return b.sentences("trouble.handed."+reason, network)
	}
	if !s.NeedsPerson() {
		return "", "", ""
	}
	if s == data.Refused {
		return b.sentences(b.first("failure", reason, string(data.Invalid)), network)
	}
	state := "trouble." + string(s)
	return b.sentences(b.first(state, reason, "other"), network)
}

// first returns the key below prefix whose words exist: the particular one or
// else the general one.
func (b *Book) first(prefix, particular, general string) string {
	if key := prefix + "." + particular; particular != "" && b.Has(key+".what") {
		return key
	}
	return prefix + "." + general
}

func (b *Book) sentences(key, network string) (what, why, todo string) {
	return b.T(key+".what", "Network", network), b.T(key+".why", "Network", network), b.T(key+".do", "Network", network)
}
