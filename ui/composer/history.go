package composer

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"parvis/data"
	"parvis/data/text"
)

// HistoryPorts is what the time machine asks of the desk.
type HistoryPorts interface {
	// Versions reads how a post was and is, the present version first.
	Versions(ctx context.Context, id data.PostID) ([]data.Version, error)
	// RestoreVersion makes a former version the present one, without the accounts
	// that were removed since, which are left.
	RestoreVersion(ctx context.Context, id data.PostID, revision int64) (undo func(context.Context) error, left []data.AccountID, err error)
}

// edition is a version of the post beside the one before it.
type edition struct {
	data.Version
	changes        []text.Change // from the version before; of the first one all is added
	added, removed int           // words
	other          []string      // what else changed: keys of "composer.history.<key>"
}

// editions compares each version with the one before; as is what an account is
// called. The present one comes first, as in all.
func editions(all []data.Version, as func(data.AccountID) string) []edition {
	out := make([]edition, len(all))
	for i, v := range all {
		out[i] = edition{Version: v}
		var before data.Post
		if i+1 < len(all) {
			before = all[i+1].Post
			out[i].other = otherChanges(&before, &v.Post)
		}
		out[i].changes = text.Diff(wholeText(&before, as), wholeText(&v.Post, as))
		for _, c := range out[i].changes {
			switch n := wordsIn(c.Text); c.Kind {
			case text.Added:
				out[i].added += n
			case text.Removed:
				out[i].removed += n
			}
		}
	}
	return out
}

// wordsIn counts runs of letters and digits.
func wordsIn(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// wholeText is all that a post says: title, parts, and what differs on accounts.
func wholeText(p *data.Post, as func(data.AccountID) string) string {
	var all []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			all = append(all, s)
		}
	}
	add(p.Title)
	for _, part := range p.Parts {
		add(part)
	}
	for _, v := range p.Variants {
		if len(v.Parts) > 0 {
			add(as(v.Account) + "\n" + strings.Join(v.Parts, "\n\n"))
		}
	}
	return strings.Join(all, "\n\n")
}

// otherChanges names what else than words makes two versions differ.
func otherChanges(a, b *data.Post) []string {
	var out []string
	if a.When != b.When {
		out = append(out, "hour")
	}
	if !slices.Equal(a.Media, b.Media) {
		out = append(out, "media")
	}
	accounts := func(p *data.Post) (ids []data.AccountID, options []map[string]string) {
		for _, v := range p.Variants {
			ids, options = append(ids, v.Account), append(options, v.Options)
		}
		return ids, options
	}
	ids, options := accounts(a)
	now, set := accounts(b)
	switch {
	case !slices.Equal(ids, now):
		out = append(out, "accounts")
	case !reflect.DeepEqual(options, set):
		out = append(out, "options")
	}
	return out
}

// versions reads the versions of the post once all of it is stored.
func (m *model) versions(then func([]edition)) {
	m.onceStored(func() {
		if m.post.ID == 0 {
			then(nil)
			return
		}
		keeper, id, ports := m.keeper, m.post.ID, m.Ports
		names := map[data.AccountID]string{}
		for _, a := range m.accounts {
			names[a.ID] = m.accountName(a.ID)
		}
		m.Runner.Go("composer.versions", func(ctx context.Context) (func(), error) {
			all, err := ports.Versions(ctx, id)
			found := editions(all, func(a data.AccountID) string { return names[a] })
			return func() {
				switch {
				case keeper != m.keeper:
				case err != nil:
					m.Shell.Fail("composer: versions", err)
				default:
					then(found)
				}
			}, nil
		})
	})
}

// restore makes a former version the present one; the toast takes it back.
func (m *model) restore(v data.Version) {
	m.onceStored(func() {
		id, b := m.post.ID, m.Words()
		var back func(context.Context) error
		var left []data.AccountID
		m.act("composer: restore", func(ctx context.Context) (err error) {
			back, left, err = m.Ports.RestoreVersion(ctx, id, v.Post.Revision)
			return err
		}, func() {
			said := b.T("composer.history.restored", "When", m.versionTime(v))
			if len(left) > 0 {
				said += " " + b.N("composer.history.left", len(left))
			}
			m.Shell.Toast(said, func() { m.act("composer: restore", back, func() {}) })
		})
	})
}

// versionTime says when a version began.
func (m *model) versionTime(v data.Version) string {
	at := v.Post.Updated
	if at.IsZero() {
		at = v.Post.Created
	}
	return m.Words().ShortDateTime(at.In(m.zone()).Truncate(time.Minute))
}
