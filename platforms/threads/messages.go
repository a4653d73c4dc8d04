package threads

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	// surveyed is under how many posts, the newest ones, answers are read, and
	// pendingFor how long after a post those that wait for approval.
	surveyed   = 25
	pendingFor = 7 * 24 * time.Hour
	replyPages = 20 // of one post
	replyPage  = 50
	// askedAtOnce is how many pages one call may read that bring nothing.
	askedAtOnce = 30
)

// The lists in [graph.Reading]: mentions, or what stands below a post.
const (
	todoMentions = "mentions"
	todoReplies  = "conversation"
	todoPending  = "pending_replies"
)

// Messages reads mentions, answers to the newest posts and those that wait for
// approval, one page a call; own ones are left out. All is read when a call
// returns no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "threads: read answers"
	var at graph.Reading
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	if len(at.Todo) == 0 {
		if bad, err = s.survey(ctx, op, &at); err != nil {
			return nil, cursor, nil, err
		}
	}
	// What has nothing new is passed over in one call.
	for asked := 0; len(at.Todo) > 0 && len(page) == 0 && asked < askedAtOnce; asked++ {
		var unread []error
		page, unread, err = s.below(ctx, op, &at)
		if err != nil {
			return nil, cursor, nil, err
		}
		bad = append(bad, unread...)
	}
	if len(at.Todo) == 0 {
		at.Finish()
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

// survey lists what is to be read.
func (s *session) survey(ctx context.Context, op string, at *graph.Reading) (bad []error, err error) {
	items, _, err := s.own(ctx, op, "", "", surveyed)
	if err != nil {
		return nil, err
	}
	at.Todo = []string{todoMentions + " me"}
	for _, raw := range items {
		var p post
		if json.Unmarshal(raw, &p) != nil || !graph.IsID(p.ID) {
			bad = append(bad, httpx.Unexpected(op, "a post of another shape"))
			continue
		}
		if p.HasReplies {
			at.Todo = append(at.Todo, todoReplies+" "+p.ID)
		}
		if made, err := p.At(); err == nil && s.http.Clock().Now().Sub(made) < pendingFor {
			at.Todo = append(at.Todo, todoPending+" "+p.ID)
		}
	}
	return bad, nil
}

// below reads one page of the first list that is to be read.
func (s *session) below(ctx context.Context, op string, at *graph.Reading) (page []data.Message, bad []error, err error) {
	kind, id, _ := strings.Cut(at.Todo[0], " ")
	query := url.Values{"fields": {replyFields}}
	if kind == todoMentions {
		query.Set("fields", postFields)
	} else {
		query.Set("reverse", "true") // newest first
	}
	items, next, err := s.page(ctx, op, "/"+id+"/"+kind, query, at.Page, replyPage)
	switch data.KindOf(err) {
	case "", data.NotFound: // deleted since the survey
	case data.Unsupported, data.Invalid: // a list that the token or the post does not have
		if kind == todoReplies {
			return nil, nil, err
		}
	default:
		return nil, nil, err
	}
	for _, raw := range items {
		m, own, err := s.message(raw, kind, id)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		// What waits for approval and is shown later is another message then.
		if !own && at.IsNew(m.Remote+string(m.Standing), m.At) {
			page = append(page, m)
		}
	}
	if len(items) > 0 && len(page) == 0 && len(bad) == 0 && at.Since != 0 {
		next = "" // from here on all was read before
	}
	at.Turn(next, replyPages)
	return page, bad, nil
}

// message reads an item of one of the lists.
func (s *session) message(raw json.RawMessage, kind, below string) (m data.Message, own bool, err error) {
	var p post
	if json.Unmarshal(raw, &p) != nil || !graph.IsID(p.ID) {
		return m, false, errors.New("an answer of another shape")
	}
	at, err := p.At()
	if err != nil {
		return m, false, errors.New("an answer without a time")
	}
	m = data.Message{
		Account: s.account.ID, Remote: p.ID, Kind: data.Mention, Name: p.Username,
		Text: p.Text, URL: httpx.WebAddress(p.Permalink), At: at,
	}
	if p.Username != "" {
		m.Author = "@" + p.Username
	}
	if kind != todoMentions {
		m.Kind, m.On, m.InReply = data.Reply, below, p.Parent.ID
		if m.InReply == "" {
			m.InReply = below
		}
	}
	switch {
	case kind == todoPending:
		m.Standing = data.Pending
	case hidden(p.Hidden):
		m.Standing = data.Hidden
	}
	return m, p.Own || m.Author == s.account.Handle, nil
}

// hidden tells whether others do not see an answer (the values are remembered,
// not verified).
func hidden(status string) bool {
	switch status {
	case "HIDDEN", "COVERED", "BLOCKED", "RESTRICTED":
		return true
	}
	return false
}

// Reply answers a message. It looks first: the same answer to the same message
// is not given twice.
func (s *session) Reply(ctx context.Context, key string, m data.Message, text string) (data.Receipt, error) {
	const op = "threads: reply"
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	switch {
	case !graph.IsID(m.Remote):
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a message of this network")}
	case text == "":
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	}
	there, _, err := s.page(ctx, op, "/"+m.Remote+"/replies", url.Values{"fields": {replyFields}, "reverse": {"true"}}, "", replyPage)
	if err != nil {
		return data.Receipt{}, err
	}
	for _, raw := range there {
		var p post
		if json.Unmarshal(raw, &p) == nil && graph.IsID(p.ID) && (p.Own || "@"+p.Username == s.account.Handle) && likeness.Texts(text, p.Text) == likeness.Same {
			return p.Receipt(), nil
		}
	}
	payload, err := s.Prepare(ctx, data.Outgoing{Text: text, Key: key, Previous: []data.Receipt{{ID: m.Remote}}})
	if err != nil {
		return data.Receipt{}, err
	}
	return s.Commit(ctx, key, payload)
}

// Moderate hides an answer from all but its author, shows it again, or approves
// one that waits. Only answers to the post itself are hidden: what stands below
// them goes with them.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "threads: moderate answer"
	if !graph.IsID(m.Remote) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not an answer of this network")}
	}
	path, form := "/"+m.Remote+"/manage_reply", url.Values{}
	switch a {
	case data.ActHide, data.ActUnhide:
		if m.InReply != m.On && m.InReply != "" {
			return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("not an answer to the post itself")}
		}
		form.Set("hide", strconv.FormatBool(a == data.ActHide))
	case data.ActApprove:
		path = "/" + m.Remote + "/manage_pending_reply"
		form.Set("approve", "true")
	default:
		return &data.Failure{Kind: data.Unsupported, Op: op}
	}
	resp, err := s.api().Post(ctx, op, path, form)
	if err != nil {
		return err
	}
	return graph.Done(op, resp)
}
