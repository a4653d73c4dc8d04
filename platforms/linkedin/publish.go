package linkedin

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"parvis/data"
	"parvis/platforms/httpx"
)

// payload is what Commit sends, with what tells an own post from an older one of
// the same words.
type payload struct {
	// Stamp was fixed when the post was scheduled: no attempt is older, but for
	// a person who asked for it before its hour.
	Stamp time.Time `json:"stamp"`
	// Prepared is when this request was prepared, by the network's clock.
	Prepared time.Time `json:"prepared"`
	Request  post      `json:"request"`
}

// post is the body of POST /rest/posts.
type post struct {
	Author       string       `json:"author"`
	Commentary   string       `json:"commentary"` // little text
	Visibility   string       `json:"visibility"`
	Distribution distribution `json:"distribution"`
	State        string       `json:"lifecycleState"`
	NoShares     bool         `json:"isReshareDisabledByAuthor"`
	Content      *content     `json:"content,omitempty"`
}

type distribution struct {
	Feed     string   `json:"feedDistribution"`
	Targets  []string `json:"targetEntities"`
	Channels []string `json:"thirdPartyDistributionChannels"`
}

// content is one of what follows.
type content struct {
	Media   *attached `json:"media,omitempty"`
	Many    *images   `json:"multiImage,omitempty"`
	Article *article  `json:"article,omitempty"`
}

type attached struct {
	ID    string `json:"id"`
	Alt   string `json:"altText,omitempty"`
	Title string `json:"title,omitempty"`
}

type images struct {
	Images []attached `json:"images"`
}

type article struct {
	Source      string `json:"source"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Thumbnail   string `json:"thumbnail,omitempty"`
}

// NewKey returns a text that no other part has. The network takes no key: it
// knows a repetition by what it says.
func (s *session) NewKey(time.Time) string { return strings.ToLower(rand.Text()) }

// Prepare uploads what is attached, waits until the network has processed it and
// returns the request. With the option "document" the pictures become the pages
// of one PDF. Last it asks who the account is: what a token is worth is known
// before anything is published, and the answer tells the network's clock.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "linkedin: prepare"
	if code := s.check(o); code != "" {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	if len(o.Previous) > 0 || !o.HoldTill.IsZero() {
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("neither threads nor scheduling")}
	}
	p := payload{Stamp: o.Stamp.UTC(), Request: post{
		Author: s.account.Remote, Commentary: escape(valid(o.Text)), Visibility: "PUBLIC", State: "PUBLISHED",
		Distribution: distribution{Feed: "MAIN_FEED", Targets: []string{}, Channels: []string{}},
	}}
	if o.Options[optionVisibility] == connections && !isPage(s.account.Remote) {
		p.Request.Visibility = "CONNECTIONS"
	}
	var err error
	if p.Request.Content, err = s.content(ctx, o); err != nil {
		return nil, err
	}
	if p.Prepared, err = s.there(ctx); err != nil {
		return nil, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

// there is the time on the network's clock. The account must be the one that
// the token belongs to, or one that the member still administers.
func (s *session) there(ctx context.Context) (time.Time, error) {
	const op = "linkedin: read account"
	if isPage(s.account.Remote) {
		urns, at, err := s.roles(ctx, op)
		if err == nil && !slices.Contains(urns, s.account.Remote) {
			err = &data.Failure{Kind: data.Unsupported, Op: op, Code: CodePermission, Err: errors.New("no administrator of the page")}
		}
		return at, err
	}
	me, at, err := s.meAt(ctx, op)
	if err == nil && personURN+me.Sub != s.account.Remote {
		err = &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("another member")}
	}
	return at, err
}

func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// size is how long a text is as the network counts (remembered, not verified).
func size(text string) int { return len(utf16.Encode([]rune(text))) }

// check is what can be told before anything is uploaded, as a failure's code.
func (s *session) check(o data.Outgoing) string {
	video := slices.ContainsFunc(o.Media, func(m data.OutgoingMedia) bool { return m.Video() })
	address, document := strings.TrimSpace(o.Options[optionArticle]), o.Options[optionDocument] != ""
	switch {
	case strings.TrimSpace(o.Text) == "" && len(o.Media) == 0 && address == "":
		return CodeEmpty
	case size(o.Text) > maxText:
		return CodeTooLong
	case address != "" && !isWeb(address):
		return CodeLink
	case video && len(o.Media) > 1, document && (video || len(o.Media) == 0), address != "" && (video || document || len(o.Media) > 1):
		return CodeMixed
	case len(o.Media) > maxImages:
		return CodeTooMany
	}
	for _, m := range o.Media {
		if code := s.checkFile(m); code != "" {
			return code
		}
	}
	return ""
}

func (s *session) checkFile(m data.OutgoingMedia) string {
	can := s.account.Can.Media
	types, most := can.MIME, int64(maxImage)
	if m.Video() {
		types, most = can.VideoMIME, maxVideo
	}
	switch {
	case !slices.Contains(types, m.MIME):
		return CodeMediaType
	case m.Bytes > most, !m.Video() && m.Width*m.Height >= maxPixels:
		return data.CodeTooLarge
	case m.Video() && (m.Bytes < minVideo || m.Length < shortest || m.Length > longest):
		return CodeFile
	case size(m.Alt) > maxAlt:
		return CodeTooLong
	}
	return ""
}

// isWeb tells whether a text is the address of a page.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

// content uploads what a part shows besides its text; nil for nothing.
func (s *session) content(ctx context.Context, o data.Outgoing) (*content, error) {
	if o.Options[optionDocument] != "" {
		return s.document(ctx, o)
	}
	var all []attached
	for _, m := range o.Media {
		id, err := s.upload(ctx, m)
		if err != nil {
			return nil, err
		}
		all = append(all, attached{ID: id, Alt: valid(m.Alt)})
	}
	address := strings.TrimSpace(o.Options[optionArticle])
	switch {
	case address != "":
		return &content{Article: newArticle(address, o.Options, all)}, nil
	case len(all) == 1:
		return &content{Media: &all[0]}, nil
	case len(all) > 1:
		return &content{Many: &images{Images: all}}, nil
	}
	return nil, nil
}

// newArticle is a link as the network shows it: it reads no page, so that title
// and picture are ours. Without a title it is the host's name.
func newArticle(address string, options map[string]string, pictures []attached) *article {
	a := &article{
		Source: address, Title: strings.TrimSpace(valid(options[optionArticleTitle])),
		Description: strings.TrimSpace(valid(options[optionArticleText])),
	}
	if u, err := url.Parse(address); a.Title == "" && err == nil {
		a.Title = u.Host
	}
	if len(pictures) > 0 {
		a.Thumbnail = pictures[0].ID
	}
	return a
}

// postURN is how the network names a post.
var postURN = regexp.MustCompile(`urn:li:(?:share|ugcPost):\d{1,20}`)

// isPost tells whether a text is the URN of a post and nothing else.
func isPost(urn string) bool { return urn != "" && postURN.FindString(urn) == urn }

// Commit publishes the part. The answer to a success is empty and names the post
// in a header. A refusal as a duplicate names the post that says the same, and
// that settles a repetition: see judge for when it is taken for this one.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "linkedin: post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	request, err := asJSON(op, s.rest("", "posts"), p.Request)
	if err != nil {
		return data.Receipt{}, err
	}
	request.Publishes = true
	resp, err := s.send(ctx, request)
	if err != nil {
		return data.Receipt{}, err
	}
	if f := s.refusal(op, resp); f != nil {
		if f.Code == data.CodeDuplicate {
			return s.judge(p, resp, f)
		}
		return data.Receipt{}, f
	}
	urn := resp.Header.Get("X-Restli-Id")
	if resp.Status != http.StatusCreated || !isPost(urn) {
		return data.Receipt{}, resp.Malformed(op, errors.New("no x-restli-id"))
	}
	return s.receipt(urn), nil
}

func (s *session) receipt(urn string) data.Receipt {
	return data.Receipt{ID: urn, URL: s.web() + "/feed/update/" + urn + "/"}
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || p.Request.Author == "" || p.Prepared.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes back a post or an own comment. That the network answers a second
// time with "not found" is not promised by it.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "linkedin: delete post"
	if c, ok := readComment(r.ID); ok {
		return s.deleteComment(ctx, "linkedin: delete comment", c)
	}
	if !isPost(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this network")}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.rest("", "posts", r.ID)})
	return err
}
