package youtube

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
)

// payload is what Commit sends: the video that Prepare uploaded, as it is to be.
type payload struct {
	Video video `json:"video"`
}

// NewKey returns the mark that an upload carries among its tags until it is
// made public, so that it is found again.
func (s *session) NewKey(time.Time) string {
	var b [12]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return "parvis-" + hex.EncodeToString(b[:])
}

// Prepare uploads the video, private, unless an earlier preparation of the same
// key did, and returns the request that makes it public. A video that is never
// made public stays in the channel, where only its owner sees it. With HoldTill,
// CodeTooSoon says that the network would not hold it.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "youtube: prepare"
	invalid := func(code string, why error) ([]byte, error) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	if !isID(o.Key) {
		return invalid("", errors.New("no key"))
	}
	if code := s.check(o); code != "" {
		return invalid(code, nil)
	}
	p := payload{Video: wanted(o)}
	id, err := s.before(ctx, o.Key)
	if err != nil {
		return nil, err
	}
	if id == "" {
		draft := video{
			Snippet: &snippet{Title: p.Video.Snippet.Title, Category: p.Video.Snippet.Category, Tags: []string{o.Key}},
			Status:  &status{Privacy: private, Kids: p.Video.Status.Kids},
		}
		if id, err = s.upload(ctx, o.Media[0], draft); err != nil {
			return nil, err
		}
	}
	if err := s.processed(ctx, id); err != nil {
		return nil, err
	}
	if !o.HoldTill.IsZero() && o.HoldTill.Sub(s.http.Clock().Now()) < leastAhead {
		return invalid(CodeTooSoon, nil)
	}
	p.Video.ID = id
	text, err := json.Marshal(p)
	if err != nil {
		return invalid("", err)
	}
	return text, nil
}

// check is what can be told before anything is uploaded, as a failure's code.
func (s *session) check(o data.Outgoing) string {
	title := strings.TrimSpace(o.Title)
	if title == "" || utf8.RuneCountInString(title) > titleMax || strings.ContainsAny(title, "<>") {
		return CodeTitle
	}
	switch {
	case len(o.Text) > descriptionMax:
		return CodeTooLong
	case strings.ContainsAny(o.Text, "<>"):
		return CodeSigns
	case tagsLength(tags(o)) > tagsMax:
		return CodeTags
	case len(o.Media) != 1:
		return CodeVideo
	}
	can := s.account.Can.Media
	switch m := o.Media[0]; {
	case !slices.Contains(can.VideoMIME, m.MIME):
		return CodeVideo
	case m.Bytes > can.VideoBytes:
		return data.CodeTooLarge
	case m.Bytes == 0:
		return CodeFile
	}
	return ""
}

// wanted is the video as it is to be in the end.
func wanted(o data.Outgoing) video {
	yes, kids, synthetic := true, o.Options[optionKids] != "", o.Options[optionMadeByAI] != ""
	v := video{
		Snippet: &snippet{
			Title: strings.TrimSpace(strings.ToValidUTF8(o.Title, "\uFFFD")), Description: strings.ToValidUTF8(o.Text, "\uFFFD"),
			Tags: tags(o), Category: o.Options[optionCategory], Language: o.Lang,
		},
		Status: &status{
			Privacy: o.Options[optionPrivacy], Kids: &kids, Synthetic: &synthetic,
			Embeddable: &yes, License: "youtube", Stats: &yes,
		},
	}
	if v.Snippet.Category == "" {
		v.Snippet.Category = categories()[0]
	}
	if v.Status.Privacy != unlisted {
		v.Status.Privacy = public
	}
	if !o.HoldTill.IsZero() {
		// The network makes public what is private until a date, and knows no
		// other way to hold.
		v.Status.Privacy, v.Status.PublishAt = private, o.HoldTill.UTC().Format(time.RFC3339)
	}
	return v
}

func tags(o data.Outgoing) (all []string) {
	for tag := range strings.SplitSeq(o.Options[optionTags], ",") {
		if tag = strings.TrimLeft(strings.TrimSpace(tag), "#"); tag != "" {
			all = append(all, tag)
		}
	}
	return all
}

// tagsLength counts as the network does: commas between tags, and quotation
// marks around one with a space.
func tagsLength(all []string) int {
	n := max(0, len(all)-1)
	for _, tag := range all {
		n += utf8.RuneCountInString(tag)
		if strings.Contains(tag, " ") {
			n += 2
		}
	}
	return n
}

// processed gives the network some seconds to look at a video, so that a file
// that it cannot read is told before anything is public. One that it is still
// at work on can be made public all the same.
func (s *session) processed(ctx context.Context, id string) error {
	const op = "youtube: wait for the video"
	for pause := time.Second; ; pause *= 2 {
		v, err := s.video(ctx, op, id)
		if data.KindOf(err) == data.NotFound {
			return httpx.Unexpected(op, "the upload is not to be seen yet")
		}
		if err != nil {
			return err
		}
		if why := v.lost(); why != "" {
			return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeFile, Raw: why, Err: errors.New(why)}
		}
		if v.Status.Upload == "processed" || pause > 8*time.Second {
			return nil
		}
		if err := s.http.Clock().Wait(ctx, pause); err != nil {
			return &data.Failure{Kind: data.Transient, Op: op, Code: httpx.CodeCancelled, Err: err}
		}
	}
}

// Commit makes the uploaded video public, or hands it over when it was prepared
// with HoldTill. data.CodeAudit: the network keeps it private, as it does with
// whatever a project uploads that it has not audited.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "youtube: publish"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	var made video
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: s.url("/videos", url.Values{"part": {"snippet,status"}}), Publishes: true,
	}, p.Video, &made)
	if f := data.AsFailure(op, err); err != nil && f.Kind == data.NotFound {
		again := *f // the upload is gone: it is made anew
		again.Kind = data.Transient
		return data.Receipt{}, &again
	}
	switch {
	case err != nil:
		return data.Receipt{}, err
	case made.ID != p.Video.ID || made.Status == nil || made.Status.Privacy == "":
		return data.Receipt{}, resp.Malformed(op, errors.New("not the video"))
	case !p.is(made):
		return data.Receipt{}, &data.Failure{
			Kind: data.Unsupported, Op: op, Code: data.CodeAudit, Raw: resp.Raw(), Err: errors.New("it stayed private"),
		}
	}
	return made.receipt(), nil
}

// is tells whether a video is as it was to be: public, or waiting for its hour.
func (p payload) is(v video) bool {
	if v.isPublic() { // what was held is public at once when its hour has passed
		return true
	}
	_, waits := v.dueAt()
	return p.Video.Status.PublishAt != "" && waits
}

// Find reads the video that was to be made public.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "youtube: look for video"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	v, err := s.video(ctx, op, p.Video.ID)
	switch {
	case data.KindOf(err) == data.NotFound:
		return data.Finding{Verdict: data.Absent}, nil
	case err != nil:
		return data.Finding{}, err
	case v.isPublic():
		return data.Finding{Verdict: data.Online, Receipt: v.receipt()}, nil
	}
	if _, waits := v.dueAt(); waits {
		if p.Video.Status.PublishAt == "" { // somebody gave it an hour in the studio
			return data.Finding{Verdict: data.Unclear, Evidence: v.Status.PublishAt}, nil
		}
		return data.Finding{Verdict: data.OnHold, Receipt: v.receipt()}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	err := json.Unmarshal(sent, &p)
	if err != nil || !isID(p.Video.ID) || p.Video.Snippet == nil || p.Video.Status == nil || p.Video.Status.Privacy == "" {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a video back, for good.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "youtube: delete video"
	if !isID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a video of this network")}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.url("/videos", url.Values{"id": {r.ID}})})
	return err
}
