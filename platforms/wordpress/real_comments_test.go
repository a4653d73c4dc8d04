//go:build real

package wordpress

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestRealCommentsAndCounts(t *testing.T) {
	s := realSession(t)
	title := "Qui passe samedi ? " + unique()
	r, _ := publish(t, s, part(s, title, "Dès 7 h."))
	n := visitorSays(t, s, r.ID, "Moi, c'est <sûr> !\n\nEt mon frère")
	got, cursor := readComments(t, s, "")
	if len(got) == 0 || got[0].Remote != n || got[0].InReply != r.ID || got[0].Name != "Awa" || got[0].Text != "Moi, c'est <sûr> !\n\nEt mon frère" {
		t.Fatalf("comments %+v", got)
	}
	answer, err := s.Reply(t.Context(), "", got[0], "L'été & l'hiver : à samedi !")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Reply(t.Context(), "", got[0], "L'été & l'hiver : à samedi !")
	if err != nil || again != answer {
		t.Errorf("again %+v, %v; first %+v", again, err, answer)
	}
	if news, _ := readComments(t, s, cursor); len(news) != 0 {
		t.Errorf("own answers come back as %+v", news)
	}
	// The visitor's comment waits for approval: it is read, and not counted yet.
	if c := countsOf(t, s, r.ID); c.Replies != data.Known(1) || c.Text != title+"\nDès 7 h." || c.URL != r.URL || c.Likes.Known {
		t.Errorf("counts %+v", c)
	}
	made(t, s, comments+"/"+strings.TrimPrefix(n, "comment-"), map[string]string{"status": "approve"}, &comment{})
	if c := countsOf(t, s, r.ID); c.Replies != data.Known(2) {
		t.Errorf("counts %+v", c)
	}
}

func countsOf(t *testing.T, s *session, id string) data.PostCounts {
	t.Helper()
	own, err := s.OwnPosts(t.Context(), time.Now().Add(-time.Hour), 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range own {
		if p.Remote == id {
			return p
		}
	}
	t.Fatalf("article %s is not among %d", id, len(own))
	return data.PostCounts{}
}

// visitorSays leaves a comment as somebody else and returns its id.
func visitorSays(t *testing.T, s *session, post, text string) string {
	t.Helper()
	var awa struct{ ID int64 }
	name := unique()
	made(t, s, "/wp/v2/users", map[string]any{
		"username": name, "email": name + "@maison.example", "password": unique(), "name": "Awa", "roles": []string{"subscriber"},
	}, &awa)
	var said comment
	made(t, s, comments, map[string]any{"post": post, "author": awa.ID, "author_name": "Awa", "content": escape(text)}, &said)
	return commentID(said.ID)
}

// made creates something and reads what the site says of it.
func made(t *testing.T, s *session, path string, in, out any) {
	t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.do(t.Context(), s.write("test", path, body))
	if err != nil {
		t.Fatal(err, data.AsFailure("", err).Raw)
	}
	if err := resp.JSON("test", out); err != nil {
		t.Fatal(err)
	}
}

func readComments(t *testing.T, s *session, cursor string) (all []data.Message, next string) {
	t.Helper()
	for range 50 {
		page, next, bad, err := s.Messages(t.Context(), cursor)
		if err != nil || len(bad) > 0 {
			t.Fatal(err, bad)
		}
		all = append(all, page...)
		if len(page) == 0 && next == cursor {
			return all, next
		}
		cursor = next
	}
	t.Fatal("reading does not end")
	return nil, ""
}

func TestRealModeration(t *testing.T) {
	s := realSession(t)
	if len(s.account.Can.Acts) != len(acts()) {
		t.Fatalf("an administrator may %v", s.account.Can.Acts)
	}
	r, _ := publish(t, s, part(s, "Modérer "+unique(), "Dès 7 h."))
	n := visitorSays(t, s, r.ID, "Un avis "+unique())
	now := func() (data.Message, bool) {
		all, _ := readComments(t, s, "")
		for _, m := range all {
			if m.Remote == n {
				return m, true
			}
		}
		return data.Message{}, false
	}
	m, there := now()
	if !there || m.Standing != data.Pending || m.On != r.ID {
		t.Fatalf("at first %+v, %v", m, there)
	}
	for _, c := range []struct {
		act  data.Act
		want data.Standing
	}{{data.ActApprove, data.Shown}, {data.ActSpam, data.Spam}, {data.ActTrash, data.Trashed}, {data.ActHold, data.Pending}} {
		for range 2 {
			if err := s.Moderate(t.Context(), m, c.act); err != nil {
				t.Fatalf("%s: %v", c.act, err)
			}
		}
		if m, there = now(); !there || m.Standing != c.want {
			t.Errorf("after %s: %+v, %v", c.act, m, there)
		}
	}
	if err := s.Moderate(t.Context(), m, data.ActDelete); err != nil {
		t.Fatal(err)
	}
	failsWith(t, s.Moderate(t.Context(), m, data.ActDelete), data.NotFound, "")
	if _, there := now(); there {
		t.Error("it is still there")
	}
}
