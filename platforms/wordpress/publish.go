package wordpress

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	posts = "/wp/v2/posts"
	// dateLayout is how the network writes times, in UTC where the field's name
	// ends in gmt.
	dateLayout = "2006-01-02T15:04:05"

	statusPublish = "publish"
	statusDraft   = "draft"
	statusPending = "pending"
	statusFuture  = "future"
	statusTrash   = "trash"
)

// keyForm is what NewKey makes: 40 random bits, as they stand at the end of an
// article's address.
var keyForm = regexp.MustCompile(`^[a-z2-7]{8}$`)

// article is the payload: the whole body of POST /wp/v2/posts.
type article struct {
	Title      string  `json:"title"`
	Content    string  `json:"content"`
	Status     string  `json:"status"`
	Slug       string  `json:"slug"`
	Excerpt    string  `json:"excerpt,omitempty"`
	Categories []int64 `json:"categories,omitempty"`
	Tags       []int64 `json:"tags,omitempty"`
	Featured   int64   `json:"featured_media,omitempty"`
	// Date is when the site is to publish it. One less than a minute ahead it
	// publishes at once.
	Date string `json:"date_gmt,omitempty"`
}

// NewKey returns the end of the article's slug, which is made of its title and
// the key, unless the options name a slug.
func (s *session) NewKey(time.Time) string { return strings.ToLower(rand.Text()[:8]) }

// Prepare uploads the pictures that are not there yet, finds or makes the
// categories and tags, and returns the request. The first picture is the
// article's featured one, the others stand below the text. A slug that the
// options name must be free, and the next one too, by which a copy is known.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "wordpress: prepare"
	a, err := s.draft(op, o)
	if err != nil {
		return nil, err
	}
	if !keyed(a, o.Key) {
		taken, err := s.under(ctx, op, a.Slug, next(a.Slug))
		if err != nil {
			return nil, err
		}
		if len(taken) > 0 {
			return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeSlug, Err: fmt.Errorf("article %d", taken[0].ID)}
		}
	}
	for i, m := range o.Media {
		p, err := s.upload(ctx, m)
		switch {
		case err != nil:
			return nil, err
		case i == 0:
			a.Featured = p.ID
		default:
			a.Content += "\n\n" + pictureBlock(p, m.Alt)
		}
	}
	if a.Categories, err = s.terms(ctx, "/wp/v2/categories", o.Options["categories"]); err != nil {
		return nil, err
	}
	if a.Tags, err = s.terms(ctx, "/wp/v2/tags", o.Options["tags"]); err != nil {
		return nil, err
	}
	payload, err := json.Marshal(a)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return payload, nil
}

// draft makes the article of a part, as far as no request is needed. One that
// is to be a draft or to be reviewed is so at once: nobody publishes it later.
func (s *session) draft(op string, o data.Outgoing) (article, error) {
	if !keyForm.MatchString(o.Key) {
		return article{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a key of this network")}
	}
	text := strings.ToValidUTF8(o.Text, "\uFFFD")
	title := strings.TrimSpace(strings.ToValidUTF8(o.Title, "\uFFFD"))
	switch {
	case strings.TrimSpace(text) == "" && title == "" && len(o.Media) == 0:
		return article{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	case len(o.Media) > s.account.Can.Media.Images:
		return article{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTooMany}
	}
	a := article{
		Title: escape(title), Content: blocks(text), Excerpt: escape(strings.TrimSpace(o.Options["excerpt"])),
		Status: statusPublish, Slug: slugOf(o.Options["slug"]),
	}
	if a.Slug == "" {
		a.Slug = strings.TrimLeft(slugOf(title)+"-"+o.Key, "-")
	}
	switch status := o.Options["status"]; {
	case status == statusDraft || status == statusPending:
		a.Status = status
	case !o.HoldTill.IsZero():
		a.Status, a.Date = statusFuture, o.HoldTill.UTC().Format(dateLayout)
	}
	return a, nil
}

// keyed tells whether an article's slug ends with the key, so that nothing else
// can have it.
func keyed(a article, key string) bool { return strings.HasSuffix("-"+a.Slug, "-"+key) }

// next is the slug that WordPress gives to the second article of the same one.
func next(slug string) string { return slug + "-2" }

// Commit looks whether the article is there and, if it is not, makes it, once.
// CodeSlug: another article took the slug meanwhile.
func (s *session) Commit(ctx context.Context, key string, payload []byte) (data.Receipt, error) {
	const op = "wordpress: create article"
	there, err := s.look(ctx, op, key, payload)
	switch {
	case err != nil:
		return data.Receipt{}, err
	case there.ours != nil:
		return there.ours.receipt(), nil
	case there.other != nil:
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeSlug, Err: fmt.Errorf("article %d", there.other.ID)}
	}
	request := s.write(op, posts, payload)
	request.Publishes = true
	resp, err := s.do(ctx, request)
	if err != nil {
		return data.Receipt{}, err
	}
	var made view
	if err := resp.JSON(op, &made); err != nil {
		return data.Receipt{}, err
	}
	if err := made.check(); err != nil {
		return data.Receipt{}, resp.Malformed(op, err)
	}
	return made.receipt(), nil
}

// view is an article as the site shows it to somebody who may edit it.
type view struct {
	ID      int64
	Slug    string
	Status  string
	Date    string `json:"date_gmt"`
	Link    string
	Title   shown
	Content shown
	Excerpt shown
}

type shown struct{ Raw, Rendered string }

// lookFields are those that looking at single articles needs.
const lookFields = "id,slug,status,date_gmt,link,title,content"

// check tells what an answer lacks to be an article.
func (v view) check() error {
	if v.ID <= 0 || v.Status == "" {
		return errors.New("not an article")
	}
	return nil
}

func (v view) receipt() data.Receipt {
	r := data.Receipt{ID: strconv.FormatInt(v.ID, 10)}
	if strings.HasPrefix(v.Link, "https://") || strings.HasPrefix(v.Link, "http://") {
		r.URL = v.Link
	}
	return r
}

// looked is what stands under an article's slug: nothing, the article itself,
// or another one; and the first copy of it that WordPress put under the next
// free slug.
type looked struct{ ours, other, copy *view }

// look reads what stands under the slug of a payload. A slug that ends with the
// key is ours alone; one that the options named is ours when title and text
// agree, since it was free before.
func (s *session) look(ctx context.Context, op, key string, payload []byte) (looked, error) {
	var sent article
	if err := json.Unmarshal(payload, &sent); err != nil || sent.Slug == "" {
		return looked{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	again := next(sent.Slug)
	all, err := s.under(ctx, op, sent.Slug, again)
	if err != nil {
		return looked{}, err
	}
	var out looked
	for i, v := range all {
		ours := keyed(sent, key) || same(v, sent)
		switch {
		case v.Slug == sent.Slug && ours:
			out.ours = &all[i]
		case v.Slug == sent.Slug:
			out.other = &all[i]
		case v.Slug == again && ours:
			out.copy = &all[i]
		}
	}
	if out.ours == nil {
		// The first one was deleted, or its slug is one that WordPress keeps to
		// itself, as a bare number.
		out.ours, out.copy = out.copy, nil
	}
	return out, nil
}

// under lists the articles that stand under the slugs, in any state but the
// trash.
func (s *session) under(ctx context.Context, op string, slugs ...string) ([]view, error) {
	query := values("slug", strings.Join(slugs, ","), "status", "any", "context", "edit", "_fields", lookFields)
	var all []view
	if err := s.get(ctx, op, posts, query, &all); err != nil {
		return nil, err
	}
	if all == nil {
		return nil, httpx.Unexpected(op, "no list of articles")
	}
	for _, v := range all {
		if err := v.check(); err != nil {
			return nil, httpx.Unexpected(op, err.Error())
		}
	}
	return all, nil
}

// same tells whether an article says what was sent. Sites rewrite markup, so
// that only the title's and the first letters of the text are compared.
func same(v view, sent article) bool {
	const enough = 40
	return letters(plain(v.Title.Raw), enough) == letters(plain(sent.Title), enough) &&
		letters(plain(v.Content.Raw), enough) == letters(plain(sent.Content), enough)
}

// Find looks under the slug. With another article there it is Unclear. The
// evidence of an article that is there twice is the address of the copy.
func (s *session) Find(ctx context.Context, key string, payload []byte) (data.Finding, error) {
	const op = "wordpress: look for article"
	there, err := s.look(ctx, op, key, payload)
	switch {
	case err != nil:
		return data.Finding{}, err
	case there.ours == nil && there.other != nil:
		return data.Finding{Verdict: data.Unclear, Evidence: plain(there.other.Title.Raw)}, nil
	case there.ours == nil:
		return data.Finding{Verdict: data.Absent}, nil
	}
	found := data.Finding{Verdict: data.Online, Receipt: there.ours.receipt()}
	if there.ours.Status == statusFuture {
		found.Verdict = data.OnHold
	}
	if there.copy != nil {
		found.Evidence = there.copy.Link
	}
	return found, nil
}

// Delete moves an article to the trash.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "wordpress: delete article"
	path, err := articlePath(op, r.ID)
	if err != nil {
		return err
	}
	request := s.read(op, path, nil)
	request.Method = http.MethodDelete
	_, err = s.do(ctx, request)
	if isRefused(err, "rest_trash_not_supported") {
		request.URL = s.url(path, values("force", "true"))
		_, err = s.do(ctx, request)
	}
	return err
}

// articlePath is where an article is read and changed.
func articlePath(op, id string) (string, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not an article of this network")}
	}
	return posts + "/" + strconv.FormatInt(n, 10), nil
}
