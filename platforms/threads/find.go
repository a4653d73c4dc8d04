package threads

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/graph"
)

// containers is how the account publishes.
func (s *session) containers() graph.Containers {
	return graph.Containers{
		API: s.api(), Make: "/me/threads", Publish: "/me/threads_publish",
		Status: [2]string{"status", "error_message"}, Why: why, Own: s.own,
	}
}

// why is what a container of no use means. "ASPEC" is the network's own
// spelling.
func why(told string) (data.Kind, string) {
	switch {
	case strings.HasPrefix(told, "FAILED_DOWNLOADING"):
		return data.Transient, graph.CodeNotFetched
	case strings.HasPrefix(told, "INVALID_ASPEC"):
		return data.Invalid, graph.CodeRatio
	case strings.HasPrefix(told, "INVALID_"), strings.HasPrefix(told, "FAILED_PROCESSING"):
		return data.Invalid, graph.CodeMediaType
	}
	return data.Transient, graph.CodeProcessing
}

// own implements [graph.Own].
func (s *session) own(ctx context.Context, op, parent, after string, limit int) ([]json.RawMessage, string, error) {
	if parent == "" {
		return s.page(ctx, op, "/me/threads", url.Values{"fields": {postFields}}, after, limit)
	}
	return s.page(ctx, op, "/me/replies", url.Values{"fields": {replyFields}}, after, limit)
}

// Find asks the container, and then looks for what it became.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	return s.containers().Find(ctx, sent)
}

// Commit publishes the container.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	return s.containers().Commit(ctx, sent)
}
