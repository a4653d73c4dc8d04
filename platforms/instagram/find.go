package instagram

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"

	"parvis/data"
	"parvis/platforms/graph"
)

// containers is how the account publishes.
func (s *session) containers() graph.Containers {
	return graph.Containers{
		API:  s.api(),
		Make: "/" + s.account.Remote + "/media", Publish: "/" + s.account.Remote + "/media_publish",
		Status: [2]string{"status_code", "status"}, Why: why, Own: s.own,
	}
}

var subcode = regexp.MustCompile(`\b22070\d\d\b`)

// why is what a container of no use means: its status names a subcode.
func why(told string) (data.Kind, string) {
	n, err := strconv.Atoi(subcode.FindString(told))
	if err != nil {
		return data.Transient, graph.CodeProcessing
	}
	for _, m := range meanings() {
		if m.Subcode == n && (m.Kind == data.Invalid || m.Kind == data.Transient) {
			return m.Kind, m.Code
		}
	}
	return data.Transient, graph.CodeProcessing
}

// own implements [graph.Own]; nothing answers a post by another here.
func (s *session) own(ctx context.Context, op, _, after string, limit int) ([]json.RawMessage, string, error) {
	query := url.Values{"fields": {mediaFields}, "limit": {strconv.Itoa(limit)}}
	page, err := s.api().Page(ctx, op, "/"+s.account.Remote+"/media", query, after)
	return page.Data, page.Next(), err
}

// Find asks the container, and then looks for what it became.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	return s.containers().Find(ctx, sent)
}

// Commit publishes the container.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	return s.containers().Commit(ctx, sent)
}
