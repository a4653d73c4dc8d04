package wordpress

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	comments = "/wp/v2/comments"
	pageSize = 100 // the most that the network gives at once
)

// Profile reads the account and how many articles it has published. A site
// tells nothing of who follows it.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "wordpress: read profile"
	me, _, err := s.mine(ctx, op)
	if err != nil {
		return data.Profile{}, err
	}
	published, err := s.total(ctx, op, posts, "author", s.account.Remote, "status", statusPublish)
	if err != nil {
		return data.Profile{}, err
	}
	home := s.account.Handle[strings.LastIndexByte(s.account.Handle, '@')+1:]
	scheme, _, _ := strings.Cut(s.root, "://")
	return data.Profile{
		Remote: s.account.Remote, Handle: me.Username + "@" + home, Name: s.account.Name,
		URL: scheme + "://" + home, Posts: data.Known(published),
	}, nil
}

// total is how many there are of a list.
func (s *session) total(ctx context.Context, op, path string, query ...string) (int64, error) {
	resp, err := s.do(ctx, s.read(op, path, values(append(query, "per_page", "1", "_fields", "id")...)))
	if err != nil {
		return 0, err
	}
	var page []struct{ ID int64 }
	if err := resp.JSON(op, &page); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(resp.Header.Get("X-WP-Total"), 10, 64)
	if err != nil || n < 0 || page == nil {
		return 0, resp.Malformed(op, errors.New("no total"))
	}
	return n, nil
}

// OwnPosts lists the account's published articles with the number of comments
// that are shown below each. Text is the title and, on the next line, the
// beginning of the text.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "wordpress: read own articles"
	var out []data.PostCounts
	for page := 1; len(out) < most; page++ {
		var views []view
		last, err := s.list(ctx, op, posts, values("author", s.account.Remote, "status", statusPublish,
			"orderby", "date", "order", "desc", "_fields", "id,status,date_gmt,link,title,excerpt"), page, &views)
		if isRefused(err, "rest_post_invalid_page_number") {
			break // articles were deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		if views == nil {
			return nil, httpx.Unexpected(op, "no list of articles")
		}
		recent, older := s.counted(views, since)
		out = append(out, recent[:min(len(recent), most-len(out))]...)
		if older || last {
			break
		}
	}
	if err := s.countComments(ctx, out); err != nil {
		return nil, err
	}
	return out, nil
}

// counted makes counts of a page of articles, those of comments still gaps.
// older tells that the page goes back beyond since. What cannot be read is left
// out.
func (s *session) counted(views []view, since time.Time) (out []data.PostCounts, older bool) {
	for _, v := range views {
		posted, err := time.Parse(dateLayout, v.Date)
		if err != nil || v.check() != nil {
			continue
		}
		if posted.Before(since) {
			older = true
			continue
		}
		r := v.receipt()
		out = append(out, data.PostCounts{
			Account: s.account.ID, Remote: r.ID, Posted: posted, Read: s.http.Clock().Now(),
			Text: strings.TrimSpace(plain(v.Title.Rendered) + "\n" + plain(v.Excerpt.Rendered)), URL: r.URL,
		})
	}
	return out, older
}

// countComments fills in how many comments are shown below each article. WordPress
// tells no number with an article, so that they are listed and counted. Where
// they may not be listed the numbers stay gaps.
func (s *session) countComments(ctx context.Context, all []data.PostCounts) error {
	for from := 0; from < len(all); from += pageSize {
		some := all[from:min(from+pageSize, len(all))]
		n, err := s.commentsOn(ctx, some)
		if data.KindOf(err) == data.Unsupported {
			return nil
		}
		if err != nil {
			return err
		}
		for i, p := range some {
			some[i].Replies = data.Known(n[p.Remote])
		}
	}
	return nil
}

// commentsOn counts the comments on at most a page of articles, by their id.
func (s *session) commentsOn(ctx context.Context, some []data.PostCounts) (map[string]int64, error) {
	const op = "wordpress: count comments"
	var ids []string
	for _, p := range some {
		ids = append(ids, p.Remote)
	}
	n := map[string]int64{}
	for page := 1; ; page++ {
		var list []struct{ ID, Post int64 }
		last, err := s.list(ctx, op, comments, values("post", strings.Join(ids, ","), "orderby", "id", "order", "asc", "_fields", "id,post"), page, &list)
		if err != nil {
			return nil, err
		}
		if list == nil {
			return nil, httpx.Unexpected(op, "no list of comments")
		}
		for _, c := range list {
			n[strconv.FormatInt(c.Post, 10)]++
		}
		if last {
			return n, nil
		}
	}
}
