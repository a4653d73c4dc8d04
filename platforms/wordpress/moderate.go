package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"parvis/data"
)

// How the network calls what a comment is, and what is to become of one.
const (
	commentApproved = "approved"
	commentHold     = "hold"
	commentSpam     = "spam"
	commentTrash    = "trash"
)

// acts are what somebody can do with a comment who may moderate.
func acts() []data.Act {
	return []data.Act{data.ActApprove, data.ActHold, data.ActSpam, data.ActTrash, data.ActDelete}
}

// becomes is the status that an act gives a comment.
func becomes(a data.Act) (string, bool) {
	status, ok := map[data.Act]string{
		data.ActApprove: commentApproved, data.ActHold: commentHold, data.ActSpam: commentSpam, data.ActTrash: commentTrash,
	}[a]
	return status, ok
}

// standing is how others see a comment of a status.
func standing(status string) data.Standing {
	switch status {
	case commentHold:
		return data.Pending
	case commentSpam:
		return data.Spam
	case commentTrash:
		return data.Trashed
	}
	return data.Shown
}

// Moderate gives a comment another status, or deletes it for good. NotFound:
// the comment is gone.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "wordpress: moderate comment"
	number, named := strings.CutPrefix(m.Remote, "comment-")
	id, err := strconv.ParseInt(number, 10, 64)
	if !named || err != nil || id <= 0 {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	}
	path := comments + "/" + strconv.FormatInt(id, 10)
	if a == data.ActDelete {
		request := s.read(op, path, values("force", "true"))
		request.Method = http.MethodDelete
		_, err := s.do(ctx, request)
		return err
	}
	status, ok := becomes(a)
	if !ok {
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New(string(a))}
	}
	body, err := json.Marshal(map[string]string{"status": status})
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	_, err = s.do(ctx, s.write(op, path, body))
	if isRefused(err, "rest_comment_failed_edit") && s.hasStatus(ctx, op, path, status) {
		// On MySQL nothing changes when it was so already, which the network takes
		// for a failure (remembered, not verified; on SQLite it does not).
		return nil
	}
	return err
}

func (s *session) hasStatus(ctx context.Context, op, path, status string) bool {
	var now comment
	err := s.get(ctx, op, path, values("context", "edit", "_fields", "id,status"), &now)
	return err == nil && now.Status == status
}
