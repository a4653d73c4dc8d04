package store

import (
	"fmt"
	"os"
	"testing"
	"time"

	"parvis/data"
)

func (d *desk) message(remote, text string, at time.Time) data.Message {
	return data.Message{
		Account: d.first, Remote: remote, Ref: "ref", Kind: data.Mention, InReply: "up", Author: "@cliente@reseau.example",
		Name: "Cliente", Text: text, URL: "https://reseau.example/" + remote, At: at,
	}
}

func TestMessagesInPages(t *testing.T) {
	d := openDesk(t)
	var all []data.Message
	for i := range 25 {
		all = append(all, d.message(fmt.Sprint(i), "bonjour", noon.Add(time.Duration(i/3)*time.Minute)))
	}
	must(t, d.SaveMessages(t.Context(), all))
	var got []string
	var before *data.Message
	for {
		page, err := d.Messages(t.Context(), d.brand, before, 4)
		must(t, err)
		for _, m := range page {
			got = append(got, m.Remote)
		}
		if len(page) < 4 {
			break
		}
		before = &page[3]
		must(t, d.SaveMessages(t.Context(), []data.Message{d.message("new"+before.Remote, "x", noon.AddDate(0, 0, 1))}))
	}
	var want []string
	for i := 24; i >= 0; i-- {
		want = append(want, fmt.Sprint(i))
	}
	same(t, got, want)
}

func TestMessageIsUpdatedOnce(t *testing.T) {
	d := openDesk(t)
	m := d.message("1", "bonjour", noon)
	must(t, d.SaveMessages(t.Context(), []data.Message{m}))
	page, err := d.Messages(t.Context(), d.brand, nil, 10)
	must(t, err)
	must(t, d.MarkRead(t.Context(), []data.MessageID{page[0].ID}, true))

	var heard []data.Change
	defer d.Subscribe(func(c data.Change) { heard = append(heard, c) })()
	must(t, d.SaveMessages(t.Context(), []data.Message{m}))
	same(t, heard, []data.Change(nil)) // nothing new: nobody is disturbed
	m.Text = "bonsoir"
	must(t, d.SaveMessages(t.Context(), []data.Message{m}))
	same(t, heard, []data.Change{{Noun: data.Messages, IDs: []int64{int64(page[0].ID)}}})
	m.ID, m.Read = page[0].ID, true
	got, err := d.Message(t.Context(), m.ID)
	must(t, err)
	same(t, got, m)
	hits, err := d.Search(t.Context(), d.brand, "bonjour", 5)
	must(t, err)
	same(t, len(hits), 0)
	must(t, d.MarkRead(t.Context(), []data.MessageID{m.ID}, false))
	got, err = d.Message(t.Context(), m.ID)
	must(t, err)
	same(t, got.Read, false)
	_, err = d.Message(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
	wantErr(t, d.MarkAnswered(t.Context(), 99), data.ErrNoSuch)
	wantErr(t, d.SaveMessages(t.Context(), []data.Message{{Account: 99}}), data.ErrNoSuch)
}

// TestCacheMayBeLost is R27: cache.db may be deleted or damaged at any time.
func TestCacheMayBeLost(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"deleted":   os.Remove,
		"emptied":   func(path string) error { return os.Truncate(path, 0) },
		"truncated": func(path string) error { return os.Truncate(path, 5000) },
		"scribbled": func(path string) error { return scribble(path, 0, 1<<20) },
		"newer":     func(path string) error { return setVersion(path, 99) },
	} {
		for _, running := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s running=%t", name, running), func(t *testing.T) {
				p := params(t.TempDir())
				d := &desk{Store: reopen(t, p), t: t}
				d.brand = d.addBrand("Maison")
				d.first = d.addAccount(d.brand, "bluesky", "1")
				d.addPost("galette des rois", time.Time{}, d.first)
				answered := d.message("1", "une galette", noon)
				must(t, d.SaveMessages(t.Context(), []data.Message{answered, d.message("2", "perdu", noon.Add(-time.Hour))}))
				must(t, d.SaveCursor(t.Context(), d.first, "messages", "c1"))
				page, err := d.Messages(t.Context(), d.brand, nil, 1)
				must(t, err)
				must(t, d.MarkAnswered(t.Context(), page[0].ID))
				if !running {
					must(t, d.Close())
				}
				must(t, harm(d.cache.path))
				if running {
					// What the running store still has in memory may hide the harm; it must never fail.
					_, err := d.Search(t.Context(), d.brand, "galette", 5)
					must(t, err)
					must(t, d.SaveMessages(t.Context(), []data.Message{d.message("3", "encore", noon.Add(-time.Hour))}))
					must(t, d.Close())
				}
				d.Store = reopen(t, p)
				defer func() { must(t, d.Close()) }()
				d.indexed()
				hits, err := d.Search(t.Context(), d.brand, "galette", 5)
				must(t, err)
				same(t, len(hits), 2) // the post and the answered message
				page, err = d.Messages(t.Context(), d.brand, nil, 1)
				must(t, err)
				answered.ID, answered.Read, answered.Answered = page[0].ID, true, true
				same(t, page[0], answered)
				if name != "newer" && !running {
					cursor, err := d.Cursor(t.Context(), d.first, "messages")
					must(t, err)
					same(t, cursor, "")
				}
			})
		}
	}
}

func TestCursors(t *testing.T) {
	d := openDesk(t)
	for _, cursor := range []string{"a", "b"} {
		must(t, d.SaveCursor(t.Context(), d.first, "messages", cursor))
		got, err := d.Cursor(t.Context(), d.first, "messages")
		must(t, err)
		same(t, got, cursor)
	}
	for _, other := range []struct {
		account data.AccountID
		name    string
	}{{d.first, "counts"}, {d.second, "messages"}} {
		got, err := d.Cursor(t.Context(), other.account, other.name)
		must(t, err)
		same(t, got, "")
	}
}
