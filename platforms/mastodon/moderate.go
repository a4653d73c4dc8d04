package mastodon

import (
	"context"
	"errors"
	"net/http"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Moderate keeps the author of a message away from the account. The network
// lets nobody hide what others wrote. NotFound: the message is gone, and with
// it who wrote it.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "mastodon: moderate"
	verb, ok := map[data.Act]string{data.ActMute: "mute", data.ActBlock: "block", data.ActUnblock: "unblock"}[a]
	switch {
	case !ok:
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New(string(a))}
	case !isID(m.Remote):
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a message of this network")}
	}
	var said status
	if err := s.get(ctx, op, "/api/v1/statuses/"+m.Remote, nil, &said); err != nil {
		return err
	}
	if !isID(said.Account.ID) || said.Account.ID == s.account.Remote {
		return httpx.Unexpected(op, "a message without its author")
	}
	_, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/api/v1/accounts/"+said.Account.ID+"/"+verb, nil),
		Header: jsonHeader(), Body: []byte("{}"),
	})
	return err
}
