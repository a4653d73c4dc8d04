package bluesky

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// answered is a post of the account's and what people say below it.
func answered(t *testing.T, s *session, server *rehearsal.Server, people ...string) (data.Receipt, []data.Message) {
	t.Helper()
	o := part(s, "Qui passe samedi ?")
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err)
	}
	for i, who := range people {
		server.Say("lenoir.example", rehearsal.Remark{Author: who, Name: "Jo", Text: "Bof", On: 1, At: s.http.Clock().Now().Add(time.Duration(i) * time.Second)})
	}
	page, _, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(bad) > 0 || len(page) != len(people) {
		t.Fatal(page, bad, err)
	}
	return r, page
}

// gateOf is the gate of a post as the server keeps it.
func gateOf(t *testing.T, s *session, r data.Receipt) (gate struct {
	Allow         *[]any
	Post          string
	HiddenReplies []string
	Custom        string
}, cid string,
) {
	t.Helper()
	key, _ := recordKey(r.ID)
	there, err := s.recordIn(t.Context(), "test", gateCollection, key)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(there.Value, &gate); err != nil {
		t.Fatal(err)
	}
	return gate, there.CID
}

func TestHidingKeepsTheRestOfTheGate(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	r, page := answered(t, s, server, "jo.example", "ada.example")
	if page[0].On != r.ID || page[1].On != r.ID {
		t.Errorf("below %q and %q, want %q", page[0].On, page[1].On, r.ID)
	}
	key, _ := recordKey(r.ID)
	err := s.tell(t.Context(), "test", "com.atproto.repo.putRecord", map[string]any{
		"repo": s.account.Remote, "collection": gateCollection, "rkey": key, "record": map[string]any{
			"$type": gateCollection, "post": r.ID, "createdAt": "2026-11-21T18:00:00.000Z", "allow": []any{}, "custom": "kept",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page {
		if err := s.Moderate(t.Context(), m, data.ActHide); err != nil {
			t.Fatal(err)
		}
	}
	gate, before := gateOf(t, s, r)
	if gate.Allow == nil || gate.Custom != "kept" || gate.Post != r.ID || len(gate.HiddenReplies) != 2 || gate.HiddenReplies[0] != page[0].Remote {
		t.Errorf("gate %+v", gate)
	}
	if err := s.Moderate(t.Context(), page[0], data.ActHide); err != nil {
		t.Fatal(err)
	}
	if _, after := gateOf(t, s, r); after != before {
		t.Error("written again for nothing")
	}
	if err := s.Moderate(t.Context(), page[0], data.ActUnhide); err != nil {
		t.Fatal(err)
	}
	if gate, _ = gateOf(t, s, r); len(gate.HiddenReplies) != 1 || gate.HiddenReplies[0] != page[1].Remote {
		t.Errorf("gate %+v", gate)
	}
}

// Somebody else hides another answer between our reading and our writing.
func TestAGateThatChangesMeanwhile(t *testing.T) {
	var meanwhile func()
	s, server, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "putRecord") && meanwhile != nil {
				body, _ := io.ReadAll(r.Body)
				r.Body = io.NopCloser(strings.NewReader(string(body)))
				if strings.Contains(string(body), gateCollection) {
					first := meanwhile
					meanwhile = nil
					first()
				}
			}
			server.ServeHTTP(w, r)
		})
	})
	r, page := answered(t, s, server, "jo.example", "ada.example")
	meanwhile = func() {
		if err := s.Moderate(t.Context(), page[1], data.ActHide); err != nil {
			t.Error(err)
		}
	}
	if err := s.Moderate(t.Context(), page[0], data.ActHide); err != nil {
		t.Fatal(err)
	}
	if gate, _ := gateOf(t, s, r); len(gate.HiddenReplies) != 2 {
		t.Errorf("gate %+v", gate)
	}
}

func TestTheListOfHiddenAnswersHasAnEnd(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	var old []string
	for i := range mostHidden {
		old = append(old, fmt.Sprintf("at://x/%d", i))
	}
	text, err := json.Marshal(map[string]any{"$type": gateCollection, "hiddenReplies": old})
	if err != nil {
		t.Fatal(err)
	}
	value, changed, err := s.gated(text, "p", "at://x/new", true)
	list, _ := value["hiddenReplies"].([]string)
	if err != nil || !changed || len(list) != mostHidden || list[0] != "at://x/1" || list[mostHidden-1] != "at://x/new" {
		t.Errorf("%d hidden, %v, %v", len(list), changed, err)
	}
	_, _, err = s.gated([]byte(`{"hiddenReplies":7}`), "p", "a", true)
	failsWith(t, err, data.Transient, data.CodeAnswer)
}

func TestBlockingOnceAndBack(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	_, page := answered(t, s, server, "jo.example")
	blocks := func() int {
		var out struct{ Records []json.RawMessage }
		err := s.get(t.Context(), "test", "com.atproto.repo.listRecords", map[string][]string{"repo": {s.account.Remote}, "collection": {blockCollection}}, &out)
		if err != nil {
			t.Fatal(err)
		}
		return len(out.Records)
	}
	for range 2 {
		if err := s.Moderate(t.Context(), page[0], data.ActBlock); err != nil || blocks() != 1 {
			t.Fatalf("%d blocks, %v", blocks(), err)
		}
	}
	for range 2 {
		if err := s.Moderate(t.Context(), page[0], data.ActUnblock); err != nil || blocks() != 0 {
			t.Fatalf("%d blocks, %v", blocks(), err)
		}
	}
	failsWith(t, s.Moderate(t.Context(), page[0], data.ActSpam), data.Unsupported, "")
	foreign := page[0]
	foreign.Ref = strings.ReplaceAll(foreign.Ref, s.account.Remote, "did:plc:somebodyelse")
	failsWith(t, s.Moderate(t.Context(), foreign, data.ActHide), data.Unsupported, "")
}
