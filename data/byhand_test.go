package data

import "testing"

func TestByHand(t *testing.T) {
	for _, c := range []struct {
		state  State
		reason string
		want   bool
	}{
		{Held, HoldTap, true},
		{Held, HoldApproval, false},
		{Handed, BackTap, true},
		{Handed, "", false},
		{Handed, BackCancel, false},
		{Refused, CodeAudit, true},
		{Refused, CodeReplyPolicy, true},
		{Refused, string(Unsupported), true},
		{Refused, CodeTooLarge, false},
		{Scheduled, HoldTap, false},
		{Sent, HoldTap, false},
	} {
		if got := ByHand(c.state, c.reason); got != c.want {
			t.Errorf("%s %q is by hand: %t", c.state, c.reason, got)
		}
	}
}

func TestTheNetworkHoldsTheFormerVersion(t *testing.T) {
	for _, c := range []struct {
		entry Entry
		want  bool
	}{
		{Entry{State: Handed, Reason: BackReplace, Stale: true}, true},
		{Entry{State: Handed, Stale: true}, true},
		{Entry{State: Handed}, false},
		{Entry{State: Handed, Reason: BackTap}, false},
		{Entry{State: Scheduled, Stale: true}, false},
	} {
		if got := HoldsFormer(c.entry); got != c.want {
			t.Errorf("%+v: %t", c.entry, got)
		}
	}
}
