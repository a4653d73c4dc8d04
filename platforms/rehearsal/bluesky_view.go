package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bskyTime is how the network writes times.
const bskyTime = "2006-01-02T15:04:05.000Z"

type bskyNotice struct {
	remark  Remark
	uri     string
	cid     string
	subject *bskyRef // the post that it answers
}

func (b *bluesky) addAccount(a Account) {
	repo := &bskyRepo{
		account: a, did: bskyDID(a.Handle), records: map[string]map[string]*bskyRecord{},
		blobs: map[string]int{}, since: b.server.clock.Now(),
	}
	b.repos[repo.did] = repo
	b.byHandle[strings.ToLower(a.Handle)] = repo
}

func (b *bluesky) seed(handle string, p Past) {
	repo := b.byHandle[strings.ToLower(handle)]
	if repo == nil {
		return
	}
	repo.followers, repo.following, repo.growth, repo.since = p.Followers, p.Following, p.Growth, b.server.clock.Now()
	for _, post := range p.Posts {
		value, err := json.Marshal(map[string]any{
			"$type": bskyPost, "text": post.Text, "createdAt": post.At.UTC().Format(bskyTime), "langs": []string{"fr"},
		})
		if err != nil {
			continue
		}
		b.keep(repo, bskyPost, b.key(post.At), &bskyRecord{
			cid: bskyCID("bafyrei", value), value: value, made: post.At, text: post.Text, likes: post.Likes,
		})
	}
	for _, remark := range p.Remarks {
		b.say(handle, remark)
	}
}

func (b *bluesky) say(handle string, m Remark) {
	repo := b.byHandle[strings.ToLower(handle)]
	if repo == nil {
		return
	}
	if m.At.IsZero() {
		m.At = b.server.clock.Now()
	}
	notice := bskyNotice{
		remark: m, uri: "at://" + bskyDID(m.Author) + "/" + bskyPost + "/" + b.key(m.At),
		cid: bskyCID("bafyrei", []byte(strconv.Quote(m.Author+m.Text+m.At.String()))),
	}
	if posts := b.posts(repo); m.On > 0 && m.On <= len(posts) {
		post := posts[len(posts)-m.On]
		notice.subject = &bskyRef{URI: post.uri, CID: post.record.cid}
	}
	at, _ := slices.BinarySearchFunc(repo.news, m.At, func(n bskyNotice, at time.Time) int { return n.remark.At.Compare(at) })
	for at < len(repo.news) && repo.news[at].remark.At.Equal(m.At) {
		at++
	}
	repo.news = slices.Insert(repo.news, at, notice)
}

type bskyShown struct {
	uri    string
	record *bskyRecord
}

// posts lists a repository's posts, newest first.
func (b *bluesky) posts(repo *bskyRepo) []bskyShown {
	var posts []bskyShown
	for key, record := range repo.records[bskyPost] {
		posts = append(posts, bskyShown{"at://" + repo.did + "/" + bskyPost + "/" + key, record})
	}
	slices.SortFunc(posts, func(x, y bskyShown) int {
		if c := y.record.made.Compare(x.record.made); c != 0 {
			return c
		}
		return strings.Compare(y.uri, x.uri)
	})
	return posts
}

func (b *bluesky) getProfile(viewer *bskyRepo, r *http.Request, _ []byte) answer {
	repo := b.find(r.URL.Query().Get("actor"))
	if stranger, ok := b.stranger(viewer, r.URL.Query().Get("actor")); ok && repo != viewer {
		return stranger
	}
	if repo == nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Profile not found")
	}
	days := b.server.clock.Now().Sub(repo.since).Hours() / 24
	return jsonAnswer(http.StatusOK, map[string]any{
		"did": repo.did, "handle": repo.account.Handle, "displayName": repo.account.Name,
		"followersCount": repo.followers + int(repo.growth*max(0, days)), "followsCount": repo.following,
		"postsCount": len(repo.records[bskyPost]),
	})
}

func (b *bluesky) getAuthorFeed(_ *bskyRepo, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	repo := b.find(q.Get("actor"))
	if repo == nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Profile not found")
	}
	posts := slices.DeleteFunc(b.posts(repo), func(p bskyShown) bool {
		switch parent := p.record.parent(); q.Get("filter") {
		case "posts_no_replies":
			return parent != ""
		case "posts_and_author_threads":
			return parent != "" && !strings.HasPrefix(parent, "at://"+repo.did+"/")
		}
		return false
	})
	from, _ := strconv.Atoi(q.Get("cursor")) // no cursor: from the start
	limit := bskyLimit(q)
	from = min(max(from, 0), len(posts))
	feed := []map[string]any{}
	for _, post := range posts[from:min(from+limit, len(posts))] {
		feed = append(feed, map[string]any{"post": b.view(repo, post)})
	}
	out := map[string]any{"feed": feed}
	if from+limit < len(posts) {
		out["cursor"] = strconv.Itoa(from + limit)
	}
	return jsonAnswer(http.StatusOK, out)
}

func (b *bluesky) getPosts(_ *bskyRepo, r *http.Request, _ []byte) answer {
	uris := r.URL.Query()["uris"]
	if len(uris) > 25 {
		return bskyError(http.StatusBadRequest, "InvalidRequest", fmt.Sprintf("array too big (maximum 25, got %d) at $.uris", len(uris)))
	}
	views := []map[string]any{}
	for _, uri := range uris {
		did, rest, _ := strings.Cut(strings.TrimPrefix(uri, "at://"), "/")
		_, key, _ := strings.Cut(rest, "/")
		if repo := b.repos[did]; repo != nil && repo.records[bskyPost][key] != nil {
			views = append(views, b.view(repo, bskyShown{uri, repo.records[bskyPost][key]}))
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"posts": views})
}

func (b *bluesky) view(repo *bskyRepo, post bskyShown) map[string]any {
	likes, reposts, replies, quotes := b.popularity.counts(post.uri, b.server.clock.Now().Sub(post.record.made), post.record.likes)
	return map[string]any{
		"uri": post.uri, "cid": post.record.cid, "record": post.record.value,
		"author":    map[string]string{"did": repo.did, "handle": repo.account.Handle, "displayName": repo.account.Name},
		"likeCount": likes, "repostCount": reposts, "replyCount": replies, "quoteCount": quotes, "bookmarkCount": 0,
		"indexedAt": post.record.made.UTC().Format(bskyTime),
	}
}

func (b *bluesky) listNotifications(repo *bskyRepo, r *http.Request, _ []byte) answer {
	q := r.URL.Query()
	to := len(repo.news)
	if n, err := strconv.Atoi(q.Get("cursor")); err == nil {
		to = min(max(n, 0), to)
	}
	limit, list := bskyLimit(q), []map[string]any{}
	for ; to > 0 && len(list) < limit; to-- {
		notice := repo.news[to-1]
		reason := "mention"
		record := map[string]any{"$type": bskyPost, "text": notice.remark.Text, "createdAt": notice.remark.At.UTC().Format(bskyTime)}
		shown := map[string]any{
			"uri": notice.uri, "cid": notice.cid, "record": record, "isRead": false, "indexedAt": notice.remark.At.UTC().Format(bskyTime),
			"author": map[string]string{"did": bskyDID(notice.remark.Author), "handle": notice.remark.Author, "displayName": notice.remark.Name},
		}
		if notice.subject != nil {
			reason = "reply"
			record["reply"] = bskyReply{Root: *notice.subject, Parent: *notice.subject}
			shown["reasonSubject"] = notice.subject.URI
		}
		shown["reason"] = reason
		if wanted := q["reasons"]; len(wanted) == 0 || slices.Contains(wanted, reason) {
			list = append(list, shown)
		}
	}
	out := map[string]any{"notifications": list, "seenAt": b.server.clock.Now().UTC().Format(bskyTime)}
	if to > 0 {
		out["cursor"] = strconv.Itoa(to)
	}
	return jsonAnswer(http.StatusOK, out)
}
