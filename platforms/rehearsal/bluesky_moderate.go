package rehearsal

import (
	"encoding/json"
	"net/http"
	"slices"

	"parvis/data"
)

const (
	bskyGate  = "app.bsky.feed.threadgate"
	bskyBlock = "app.bsky.graph.block"
)

// moderated notes what a change of a record means for others' words: an answer
// that is hidden or comes back, somebody who is blocked or not any more. old is
// nil for a new record, now is nil for one that is deleted.
func (b *bluesky) moderated(repo *bskyRepo, in bskyWrite, old, now *bskyRecord) {
	switch in.Collection {
	case bskyGate:
		before, after := bskyHidden(old, in.Rkey, repo), bskyHidden(now, in.Rkey, repo)
		for _, uri := range after {
			if !slices.Contains(before, uri) {
				b.server.acted(uri, data.ActHide)
			}
		}
		for _, uri := range before {
			if !slices.Contains(after, uri) {
				b.server.acted(uri, data.ActUnhide)
			}
		}
	case bskyBlock:
		record, act := now, data.ActBlock
		if now == nil {
			record, act = old, data.ActUnblock
		}
		b.away(repo, bskySubject(record), act)
	}
}

// bskyHidden is the list of hidden answers in a gate. It counts only beside the
// post whose key it has.
func bskyHidden(record *bskyRecord, key string, repo *bskyRepo) []string {
	var gate struct {
		Type          string `json:"$type"`
		Post          string
		CreatedAt     string
		HiddenReplies []string
	}
	if record == nil || json.Unmarshal(record.value, &gate) != nil || gate.Type != bskyGate || gate.CreatedAt == "" ||
		gate.Post != "at://"+repo.did+"/"+bskyPost+"/"+key || len(gate.HiddenReplies) > 300 {
		return nil
	}
	return gate.HiddenReplies
}

func bskySubject(record *bskyRecord) string {
	var block struct{ Subject string }
	if json.Unmarshal(record.value, &block) != nil {
		return ""
	}
	return block.Subject
}

// away notes what is done with somebody, with all that they said. It tells
// whether they said anything.
func (b *bluesky) away(repo *bskyRepo, did string, act data.Act) (known bool) {
	for _, n := range repo.news {
		if bskyDID(n.remark.Author) == did {
			known = true
			b.server.acted(n.uri, act)
		}
	}
	return known
}

func (b *bluesky) muteActor(repo *bskyRepo, _ *http.Request, body []byte) answer {
	var in struct{ Actor string }
	if json.Unmarshal(body, &in) != nil || !b.away(repo, in.Actor, data.ActMute) {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Actor not found")
	}
	return answer{status: http.StatusOK}
}

// stranger is the profile of somebody who spoke to the viewer, and how the
// viewer stands to them.
func (b *bluesky) stranger(viewer *bskyRepo, did string) (answer, bool) {
	i := slices.IndexFunc(viewer.news, func(n bskyNotice) bool { return bskyDID(n.remark.Author) == did })
	if i < 0 {
		return answer{}, false
	}
	remark, seen := viewer.news[i].remark, map[string]any{"muted": false, "blockedBy": false}
	for key, record := range viewer.records[bskyBlock] {
		if bskySubject(record) == did {
			seen["blocking"] = "at://" + viewer.did + "/" + bskyBlock + "/" + key
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"did": did, "handle": remark.Author, "displayName": remark.Name, "viewer": seen}), true
}
