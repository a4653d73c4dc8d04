package data

// ByHand tells whether a delivery in that state, for that reason, becomes public
// by a person's own hand: at its hour, in the network's application where its
// draft lies, or because the network takes it from people and not from programs.
func ByHand(s State, reason string) bool {
	switch s {
	case Held:
		return reason == HoldTap
	case Handed:
		return reason == BackTap
	case Refused:
		return peopleOnly(reason)
	}
	return false
}

// Codes of refusals that concern programs and not people.
const (
	CodeReplyPolicy = "reply_policy"  // X: who did not name the account is not answered through the API
	CodeAudit       = "youtube_audit" // YouTube: what a program uploads that was not audited stays private
)

// peopleOnly tells of a refusal's code that a person may do the same on the
// network's own pages.
func peopleOnly(code string) bool {
	switch code {
	case CodeReplyPolicy, CodeAudit, string(Unsupported):
		return true
	}
	return false
}

// HoldsFormer tells whether the network still holds a delivery as it was before
// the post was changed, moved or taken back.
func HoldsFormer(e Entry) bool { return e.State == Handed && e.Stale }
