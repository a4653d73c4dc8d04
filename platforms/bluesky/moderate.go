package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	gateCollection  = "app.bsky.feed.threadgate"
	blockCollection = "app.bsky.graph.block"
	// mostHidden is how many answers below one post can be hidden (lexicon).
	mostHidden = 300
	// gateTries is how often a gate is read and written that somebody else
	// changes meanwhile.
	gateTries = 3
)

func acts() []data.Act {
	return []data.Act{data.ActHide, data.ActUnhide, data.ActMute, data.ActBlock, data.ActUnblock}
}

// Moderate hides an answer below an own post, or keeps its author away. What is
// hidden the network still gives, marked, and its applications fold it away.
// Unsupported: to hide below somebody else's post.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "bluesky: moderate"
	if _, ok := recordKey(m.Remote); !ok {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a message of this network")}
	}
	author, _, _ := strings.Cut(strings.TrimPrefix(m.Remote, "at://"), "/")
	switch a {
	case data.ActHide, data.ActUnhide:
		return s.gate(ctx, op, m, a == data.ActHide)
	case data.ActMute:
		return s.tell(ctx, op, "app.bsky.graph.muteActor", map[string]any{"actor": author})
	case data.ActBlock:
		return s.block(ctx, op, author)
	case data.ActUnblock:
		return s.unblock(ctx, op, author)
	}
	return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New(string(a))}
}

// tell calls a method that writes.
func (s *session) tell(ctx context.Context, op, method string, in map[string]any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	_, err = s.do(ctx, httpx.Request{Op: op, Method: http.MethodPost, URL: s.url(method, nil), Header: jsonHeader(), Body: body})
	return err
}

// gate puts an answer on the list of the hidden ones, or takes it off. The list
// is a record beside the post, under the same key; what else is in there, such
// as who may answer, stays.
func (s *session) gate(ctx context.Context, op string, m data.Message, hide bool) error {
	var to messageRef
	if json.Unmarshal([]byte(m.Ref), &to) != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its reference")}
	}
	key, ok := recordKey(to.Root.URI)
	if !ok || to.Root.URI != s.uri(key) {
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("not below an own post")}
	}
	var err error
	for range gateTries {
		there, readErr := s.recordIn(ctx, op, gateCollection, key)
		if readErr != nil && data.KindOf(readErr) != data.NotFound {
			return readErr
		}
		value, changed, readErr := s.gated(there.Value, to.Root.URI, m.Remote, hide)
		if readErr != nil || !changed {
			return readErr
		}
		var swap any // nothing may be there
		if there.CID != "" {
			swap = there.CID
		}
		err = s.tell(ctx, op, "com.atproto.repo.putRecord", map[string]any{
			"repo": s.account.Remote, "collection": gateCollection, "rkey": key, "validate": true, "swapRecord": swap, "record": value,
		})
		if f := data.AsFailure(op, err); f == nil || f.Code != CodeConflict {
			return err
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeConflict, Err: err}
}

// gated is a gate with an answer on its list, or off it. changed tells whether
// it was not so already. old is empty where there is no gate.
func (s *session) gated(old json.RawMessage, post, answer string, hide bool) (value map[string]any, changed bool, err error) {
	const op = "bluesky: read hidden answers"
	value = map[string]any{"$type": gateCollection, "post": post, "createdAt": s.http.Clock().Now().UTC().Format(stampLayout)}
	var hidden []string
	if len(old) > 0 {
		var list struct{ HiddenReplies []string }
		kept := map[string]any{}
		if json.Unmarshal(old, &list) != nil || json.Unmarshal(old, &kept) != nil {
			return nil, false, httpx.Unexpected(op, "a gate of another shape")
		}
		value, hidden = kept, list.HiddenReplies
	}
	if slices.Contains(hidden, answer) == hide {
		return value, false, nil
	}
	if hide {
		hidden = append(hidden, answer)
		hidden = hidden[max(0, len(hidden)-mostHidden):] // the oldest comes back into sight
	} else {
		hidden = slices.DeleteFunc(hidden, func(uri string) bool { return uri == answer })
	}
	value["hiddenReplies"] = hidden
	return value, true, nil
}

// blocking is the record by which the account blocks somebody, "" for none.
func (s *session) blocking(ctx context.Context, op, did string) (string, error) {
	var out struct {
		DID    string
		Viewer struct{ Blocking string }
	}
	if err := s.get(ctx, op, "app.bsky.actor.getProfile", url.Values{"actor": {did}}, &out); err != nil {
		return "", err
	}
	if out.DID != did {
		return "", httpx.Unexpected(op, "another account's profile")
	}
	return out.Viewer.Blocking, nil
}

func (s *session) block(ctx context.Context, op, did string) error {
	there, err := s.blocking(ctx, op, did)
	if err != nil || there != "" {
		return err
	}
	return s.tell(ctx, op, "com.atproto.repo.createRecord", map[string]any{
		"repo": s.account.Remote, "collection": blockCollection, "record": map[string]any{
			"$type": blockCollection, "subject": did, "createdAt": s.http.Clock().Now().UTC().Format(stampLayout),
		},
	})
}

func (s *session) unblock(ctx context.Context, op, did string) error {
	there, err := s.blocking(ctx, op, did)
	if err != nil || there == "" {
		return err
	}
	key, own := strings.CutPrefix(there, "at://"+s.account.Remote+"/"+blockCollection+"/")
	if !own {
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("blocked by a list")}
	}
	return s.tell(ctx, op, "com.atproto.repo.deleteRecord", map[string]any{
		"repo": s.account.Remote, "collection": blockCollection, "rkey": key,
	})
}
