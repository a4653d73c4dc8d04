package conformance

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/rehearsal"
)

// moderate does each thing that the account says it can do with a message.
func (s Subject) moderate(t *testing.T) {
	b := s.connected(t)
	acts := b.account.Can.Acts
	if len(acts) == 0 {
		return // the account says so itself
	}
	b.publish(b.outgoing("Qui passe samedi ?"))
	moderator := b.session.(data.Moderator)
	for i, act := range acts {
		b.server.Say(s.Account.Handle, rehearsal.Remark{
			Author: "jo" + string(rune('a'+i)) + ".example", Name: "Jo", Text: "Bof " + string(act), On: 1,
			At: b.clock.Now().Add(time.Duration(i) * time.Minute),
		})
		all, _ := readAll(t, b.session.(data.Reader), "")
		at := slices.IndexFunc(all, func(m data.Message) bool { return m.Text == "Bof "+string(act) })
		if at < 0 {
			t.Fatalf("message %d of %d is not there", i, len(all))
		}
		if before := undone(act); before != "" {
			if err := moderator.Moderate(t.Context(), all[at], before); err != nil {
				t.Fatalf("%s: %v", before, err)
			}
		}
		for range 2 { // twice is the same as once
			err := moderator.Moderate(t.Context(), all[at], act)
			b.note(err)
			if err != nil && data.KindOf(err) != data.NotFound {
				t.Fatalf("%s: %v", act, err)
			}
		}
		done := func(a rehearsal.Acted) bool { return a.Message == all[at].Remote && a.Act == act }
		if !slices.ContainsFunc(b.server.Log().Acted, done) {
			t.Errorf("%s: the network saw %+v", act, b.server.Log().Acted)
		}
	}
	gone := data.Message{Remote: "999999999999999", Ref: "999999999999999", On: "999999999999999"}
	b.fails(moderator.Moderate(t.Context(), gone, acts[0]), data.NotFound, data.Invalid)
}

// undone is the act that another takes back, "" for one that takes nothing back.
func undone(a data.Act) data.Act {
	return map[data.Act]data.Act{data.ActUnhide: data.ActHide, data.ActUnblock: data.ActBlock}[a]
}

func (s Subject) privately(t *testing.T) {
	b := s.connected(t)
	if !b.account.Can.Private {
		return // the account says so itself
	}
	b.publish(b.outgoing("Qui passe samedi ?"))
	b.server.Say(s.Account.Handle, rehearsal.Remark{Author: "awa.example", Name: "Awa", Text: "Une question", On: 1, At: b.clock.Now()})
	all, _ := readAll(t, b.session.(data.Reader), "")
	if len(all) != 1 {
		t.Fatalf("%d messages", len(all))
	}
	key := b.publisher().NewKey(b.clock.Now())
	_, err := b.session.(data.PrivateReplier).ReplyPrivately(t.Context(), key, all[0], "Je vous réponds ici")
	b.note(err)
	seen := b.published()
	if err != nil || len(seen) != 2 || !seen[1].Private || seen[1].Text != "Je vous réponds ici" || seen[1].Parent != all[0].Remote {
		t.Errorf("%v; the network saw %+v", err, seen)
	}
}

// describe checks what the account says of itself when asked again.
func (s Subject) describe(t *testing.T) {
	b := s.connected(t)
	if prober, ok := b.session.(data.Prober); ok {
		abilities, err := prober.Probe(t.Context())
		b.note(err)
		if err != nil || len(abilities) == 0 {
			t.Fatalf("abilities %v, %v", abilities, err)
		}
		for _, a := range abilities {
			if a.Key == "" || !a.OK && a.Needs == "" {
				t.Errorf("ability %+v", a)
			}
		}
	}
	if d, ok := b.session.(data.Describer); ok {
		again, err := d.Describe(t.Context())
		b.note(err)
		was := b.account
		if err != nil || again.Network != was.Network || again.Server != was.Server || again.Remote != was.Remote ||
			again.Handle != was.Handle || again.Name != was.Name || again.Can.Text.Max != was.Can.Text.Max {
			t.Errorf("described %+v, %v, connected %+v", again, err, was)
		}
	}
	if card := b.network.Card(); card.Setup == "" || card.Can.Text.Unit == "" || !strings.HasPrefix(card.Link, "https://") {
		t.Errorf("card %+v", card)
	} else if _, err := time.Parse(time.DateOnly, card.Checked); err != nil {
		t.Error(err)
	}
}

func (s Subject) days(t *testing.T) {
	b := s.connected(t)
	counter, ok := b.session.(data.DayCounter)
	if !ok {
		return
	}
	b.server.Seed(s.Account.Handle, rehearsal.Past{
		Followers: 412, Growth: 3,
		Posts: []rehearsal.PastPost{{Text: "Hier", At: b.clock.Now().Add(-30 * time.Hour), Likes: 40}},
	})
	to := b.clock.Now()
	days, err := counter.Days(t.Context(), to.AddDate(0, 0, -6).Format(data.DayLayout), to.Format(data.DayLayout))
	b.note(err)
	if err != nil || len(days) == 0 || len(days) > 7 {
		t.Fatalf("%d days, %v", len(days), err)
	}
	known := false
	for i, d := range days {
		if i > 0 && days[i-1].Day >= d.Day {
			t.Errorf("day %s after %s", d.Day, days[i-1].Day)
		}
		for _, n := range []data.Count{d.Followers, d.Reach, d.Views, d.Engagement} {
			known = known || n.Known
		}
	}
	if !known {
		t.Error("nothing is known of any day")
	}
}

// hosts checks that a file is shown under an address that anybody can fetch.
func (s Subject) hosts(t *testing.T) {
	b := s.connected(t)
	host, ok := b.session.(data.MediaHost)
	if ok != b.account.Can.Hosts {
		t.Fatalf("hosts media: %v, and says %v", ok, b.account.Can.Hosts)
	}
	if !ok {
		return
	}
	m := draw(t, "un.png", "Une brioche dorée", true)
	want, err := m.Content()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		url, err := host.HostMedia(t.Context(), m)
		b.note(err)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := b.shelf.server.Client().Get(url)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK || !bytes.Equal(got, want) {
			t.Errorf("%s answers %d with %d bytes, %v", url, answer.StatusCode, len(got), err)
		}
	}
	if n := len(b.published()); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}
