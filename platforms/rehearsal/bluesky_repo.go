package rehearsal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	bskyMaxBlob  = 5 << 20 // bytes, what the PDS takes in
	bskyMaxImage = 2_000_000
)

type bskyRecord struct {
	cid   string
	value json.RawMessage
	made  time.Time // createdAt, or when it came where it has none
	likes int       // what it ends with; 0: the seed's choice
	text  string
	reply *bskyReply
}

type bskyReply struct {
	Root   bskyRef `json:"root"`
	Parent bskyRef `json:"parent"`
}

type bskyRef struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

type bskyWrite struct {
	Repo, Collection, Rkey string
	Record                 json.RawMessage
	SwapRecord             json.RawMessage
}

// writable reads a write and checks that it goes to the caller's own
// repository and holds a good record.
func (b *bluesky) writable(repo *bskyRepo, body []byte, make bool) (bskyWrite, *bskyRecord, *answer) {
	var in bskyWrite
	refuse := func(status int, name, message string) (bskyWrite, *bskyRecord, *answer) {
		a := bskyError(status, name, message)
		return in, nil, &a
	}
	if json.Unmarshal(body, &in) != nil || in.Collection == "" {
		return refuse(http.StatusBadRequest, "InvalidRequest", "Input must be an object")
	}
	if b.find(in.Repo) != repo {
		return refuse(http.StatusUnauthorized, "AuthenticationRequired", "Not the repository of this session")
	}
	if in.Rkey == "" && make {
		in.Rkey = b.key(b.server.clock.Now())
	}
	if !regexp.MustCompile(`^[2-7a-j][2-7a-z]{12}$`).MatchString(in.Rkey) {
		return refuse(http.StatusBadRequest, "InvalidRequest",
			fmt.Sprintf("Invalid record key for %s: Invalid TID string (got %q) at $", in.Collection, in.Rkey))
	}
	record := &bskyRecord{cid: bskyCID("bafyrei", in.Record), value: in.Record, made: b.server.clock.Now()}
	if in.Collection == bskyPost {
		if name, message := b.checkPost(repo, record); name != "" {
			return refuse(http.StatusBadRequest, name, message)
		}
	}
	return in, record, nil
}

func (b *bluesky) putRecord(repo *bskyRepo, _ *http.Request, body []byte) answer {
	in, record, refused := b.writable(repo, body, false)
	if refused != nil {
		return *refused
	}
	there := repo.records[in.Collection][in.Rkey]
	if there != nil && there.cid == record.cid {
		return b.stored(repo, in, there, false)
	}
	if len(in.SwapRecord) > 0 {
		var swap *string
		if json.Unmarshal(in.SwapRecord, &swap) != nil {
			return bskyError(http.StatusBadRequest, "InvalidRequest", "Expected string value type at $.swapRecord")
		}
		if there == nil && swap != nil {
			return bskyError(http.StatusBadRequest, "InvalidSwap", "Record was at null")
		}
		if there != nil && (swap == nil || *swap != there.cid) {
			return bskyError(http.StatusBadRequest, "InvalidSwap", "Record was at "+there.cid)
		}
	}
	return b.stored(repo, in, record, true)
}

func (b *bluesky) createRecord(repo *bskyRepo, _ *http.Request, body []byte) answer {
	in, record, refused := b.writable(repo, body, true)
	if refused != nil {
		return *refused
	}
	if repo.records[in.Collection][in.Rkey] != nil {
		return bskyError(http.StatusInternalServerError, "InternalServerError", "Internal Server Error")
	}
	return b.stored(repo, in, record, true)
}

// stored keeps a record and answers as the PDS does: with a commit when the
// repository changed.
func (b *bluesky) stored(repo *bskyRepo, in bskyWrite, record *bskyRecord, isNew bool) answer {
	uri := "at://" + repo.did + "/" + in.Collection + "/" + in.Rkey
	out := map[string]any{"uri": uri, "cid": record.cid, "validationStatus": "valid"}
	if isNew {
		b.moderated(repo, in, repo.records[in.Collection][in.Rkey], record)
		b.keep(repo, in.Collection, in.Rkey, record)
		out["commit"] = map[string]string{"cid": bskyCID("bafyrei", []byte(strconv.Quote(uri+record.cid))), "rev": b.key(b.server.clock.Now())}
		if in.Collection == bskyPost {
			b.server.published(Published{
				Account: repo.account.Handle, ID: uri, Key: in.Rkey, Text: record.text,
				Images: bskyImages(record.value), Parent: record.parent(),
			})
		}
	}
	a := jsonAnswer(http.StatusOK, out)
	a.accepted = in.Collection == bskyPost
	return a
}

func (b *bluesky) keep(repo *bskyRepo, collection, key string, record *bskyRecord) {
	if repo.records[collection] == nil {
		repo.records[collection] = map[string]*bskyRecord{}
	}
	repo.records[collection][key] = record
}

func (r *bskyRecord) parent() string {
	if r.reply == nil {
		return ""
	}
	return r.reply.Parent.URI
}

func (b *bluesky) deleteRecord(repo *bskyRepo, _ *http.Request, body []byte) answer {
	var in bskyWrite
	if json.Unmarshal(body, &in) != nil || b.find(in.Repo) != repo {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Could not find repo: "+in.Repo)
	}
	if record := repo.records[in.Collection][in.Rkey]; record != nil {
		b.moderated(repo, in, record, nil)
		delete(repo.records[in.Collection], in.Rkey)
		b.server.deleted("at://" + repo.did + "/" + in.Collection + "/" + in.Rkey)
	}
	return jsonAnswer(http.StatusOK, map[string]any{})
}

func (b *bluesky) getRecord(_ *bskyRepo, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	repo := b.find(q.Get("repo"))
	if repo == nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Could not locate record")
	}
	uri := "at://" + repo.did + "/" + q.Get("collection") + "/" + q.Get("rkey")
	record := repo.records[q.Get("collection")][q.Get("rkey")]
	if record == nil {
		return bskyError(http.StatusBadRequest, "RecordNotFound", "Could not locate record: "+uri)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"uri": uri, "cid": record.cid, "value": record.value})
}

func (b *bluesky) listRecords(_ *bskyRepo, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	repo := b.find(q.Get("repo"))
	if repo == nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Could not find repo: "+q.Get("repo"))
	}
	records := repo.records[q.Get("collection")]
	keys := slices.Sorted(maps.Keys(records))
	slices.Reverse(keys)
	if cursor := q.Get("cursor"); cursor != "" {
		keys = slices.DeleteFunc(keys, func(key string) bool { return key >= cursor })
	}
	limit := bskyLimit(q)
	list := []map[string]any{}
	for _, key := range keys[:min(limit, len(keys))] {
		list = append(list, map[string]any{
			"uri": "at://" + repo.did + "/" + q.Get("collection") + "/" + key, "cid": records[key].cid, "value": records[key].value,
		})
	}
	out := map[string]any{"records": list}
	if len(keys) > limit {
		out["cursor"] = keys[limit-1]
	}
	return jsonAnswer(http.StatusOK, out)
}

func (b *bluesky) describeRepo(_ *bskyRepo, r *http.Request, _ []byte) answer {
	repo := b.find(r.URL.Query().Get("repo"))
	if repo == nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Could not find user: "+r.URL.Query().Get("repo"))
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"handle": repo.account.Handle, "did": repo.did, "didDoc": b.document(repo),
		"collections": slices.Sorted(maps.Keys(repo.records)), "handleIsCorrect": true,
	})
}

func (b *bluesky) uploadBlob(repo *bskyRepo, r *http.Request, body []byte) answer {
	if len(body) > bskyMaxBlob {
		return bskyError(http.StatusRequestEntityTooLarge, "PayloadTooLarge", "request entity too large")
	}
	cid := bskyCID("bafkrei", body)
	repo.blobs[cid] = len(body)
	return jsonAnswer(http.StatusOK, map[string]any{"blob": map[string]any{
		"$type": "blob", "ref": map[string]string{"$link": cid},
		"mimeType": r.Header.Get("Content-Type"), "size": len(body),
	}})
}

// key makes a record key of a time: microseconds and a clock id in the
// alphabet of TIDs.
func (b *bluesky) key(at time.Time) string {
	const letters = "234567abcdefghijklmnopqrstuvwxyz"
	n := uint64(at.UnixMicro())<<10 | b.dice.Uint64N(1024)
	var key [13]byte
	for i := 12; i >= 0; i-- {
		key[i] = letters[n&31]
		n >>= 5
	}
	return string(key[:])
}

// bskyCID names bytes by their hash. It has the look of a CID; the real one
// hashes DAG-CBOR. JSON is brought into one order first.
func bskyCID(prefix string, content []byte) string {
	var v any
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	if d.Decode(&v) == nil {
		if ordered, err := json.Marshal(v); err == nil {
			content = ordered
		}
	}
	sum := sha256.Sum256(content)
	return prefix + bskyBase32(sum[:])
}

func bskyLimit(q url.Values) int {
	n, err := strconv.Atoi(q.Get("limit"))
	if err != nil {
		return 50
	}
	return min(max(n, 1), 100)
}

type bskyPostRecord struct {
	Type      string `json:"$type"`
	Text      *string
	CreatedAt string
	Langs     []string
	Tags      []string
	Reply     *bskyReply
	Facets    []struct {
		Index    struct{ ByteStart, ByteEnd *int }
		Features []struct {
			Type          string `json:"$type"`
			URI, DID, Tag string
		}
	}
	Embed *struct {
		Type   string `json:"$type"`
		Images []struct {
			Alt   *string
			Image struct {
				Type     string            `json:"$type"`
				Ref      map[string]string `json:"ref"`
				MimeType string
				Size     int
			}
		}
	}
}

// checkPost judges a post by its lexicon, and fills the record from it. It is
// stricter than the PDS about facets, which must fall on whole characters.
func (b *bluesky) checkPost(repo *bskyRepo, record *bskyRecord) (name, message string) {
	invalid := func(what string, args ...any) (string, string) {
		return "InvalidRequest", "Invalid " + bskyPost + " record: " + fmt.Sprintf(what, args...)
	}
	var p bskyPostRecord
	if err := json.Unmarshal(record.value, &p); err != nil || p.Type != bskyPost || p.Text == nil {
		return invalid("Expected a post at $.record")
	}
	made, err := time.Parse(time.RFC3339, p.CreatedAt)
	if err != nil {
		return invalid("Invalid datetime (got %q) at $.record.createdAt", p.CreatedAt)
	}
	text := *p.Text
	switch n := uniseg.GraphemeClusterCount(text); {
	case len(text) > 3000:
		return invalid("string too big (maximum 3000, got %d) at $.record.text", len(text))
	case n > 300:
		return invalid("grapheme too big (maximum 300, got %d) at $.record.text", n)
	case len(p.Langs) > 3:
		return invalid("array too big (maximum 3, got %d) at $.record.langs", len(p.Langs))
	case len(p.Tags) > 8:
		return invalid("array too big (maximum 8, got %d) at $.record.tags", len(p.Tags))
	case p.Reply != nil && (p.Reply.Root.CID == "" || p.Reply.Parent.CID == "" || p.Reply.Root.URI == "" || p.Reply.Parent.URI == ""):
		return invalid("Missing required key at $.record.reply")
	}
	for i, f := range p.Facets {
		start, end := f.Index.ByteStart, f.Index.ByteEnd
		if start == nil || end == nil || *start < 0 || *start >= *end || *end > len(text) || len(f.Features) == 0 ||
			!utf8.ValidString(text[*start:*end]) {
			return invalid("Invalid index at $.record.facets[%d]", i)
		}
		for _, feature := range f.Features {
			uri, err := url.Parse(feature.URI)
			link := err == nil && uri.Scheme != ""
			if !link && feature.Tag == "" && b.repos[feature.DID] == nil {
				return invalid("Invalid feature at $.record.facets[%d].features", i)
			}
		}
	}
	if name, message := b.checkImages(repo, p); name != "" {
		return name, message
	}
	record.made, record.text, record.reply = made, text, p.Reply
	return "", ""
}

func (b *bluesky) checkImages(repo *bskyRepo, p bskyPostRecord) (name, message string) {
	if p.Embed == nil {
		return "", ""
	}
	if p.Embed.Type != "app.bsky.embed.images" || len(p.Embed.Images) == 0 || len(p.Embed.Images) > 4 {
		return "InvalidRequest", fmt.Sprintf("Invalid %s record: array too big (maximum 4, got %d) at $.record.embed.images", bskyPost, len(p.Embed.Images))
	}
	for i, image := range p.Embed.Images {
		size, known := repo.blobs[image.Image.Ref["$link"]]
		switch {
		case !known:
			return "BlobNotFound", "Could not find blob: " + image.Image.Ref["$link"]
		case size > bskyMaxImage || image.Image.Size > bskyMaxImage:
			return "BlobTooLarge", fmt.Sprintf("This file is too large. It is %d bytes but the maximum size is %d", size, bskyMaxImage)
		case image.Alt == nil || image.Image.Type != "blob" || image.Image.Size != size:
			return "InvalidRequest", fmt.Sprintf("Invalid %s record: Missing required key \"alt\" at $.record.embed.images[%d]", bskyPost, i)
		}
	}
	return "", ""
}

func bskyImages(value json.RawMessage) int {
	var p bskyPostRecord
	if json.Unmarshal(value, &p) != nil || p.Embed == nil {
		return 0
	}
	return len(p.Embed.Images)
}
