package archive

import (
	"archive/zip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// files are the contents of an export by their names.
type files map[string]string

// zip is the export as the network gives it.
func (f files) zip(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.zip")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for _, name := range slices.Sorted(maps.Keys(f)) {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}
		e, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(e, f[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// folder is the export unpacked.
func (f files) folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, paths ...string) *Archive {
	t.Helper()
	a, err := Open(t.Context(), paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// all reads an export to its end.
func all(t *testing.T, a *Archive) ([]Item, []BadItem, Summary) {
	t.Helper()
	var items []Item
	var bad []BadItem
	sum, err := a.Read(t.Context(), func(i Item) error {
		items = append(items, i)
		return nil
	}, func(b BadItem) { bad = append(bad, b) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Posts != len(items) || sum.Bad != len(bad) {
		t.Errorf("the summary says %+v of %d posts and %d bad ones", sum, len(items), len(bad))
	}
	return items, bad, sum
}

// codeOf is the code of an error, which must be a failure of this package.
func codeOf(t *testing.T, err error) string {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Op != op || f.Kind != data.Invalid && f.Code != CodeMissing {
		t.Fatalf("%v is no failure of this package", err)
	}
	return f.Code
}

func day(year int, month time.Month, day, hour, minute, second int) time.Time {
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
}

const png = "\x89PNG\r\n\x1a\npixels"

func sampleX() files {
	return files{
		"data/manifest.js": `window.__THAR_CONFIG = {"userInfo":{"accountId":"42","userName":"lenoir","displayName":"Maison Lenoir"},
			"archiveInfo":{"sizeBytes":"1","generationDate":"2024-02-03T04:05:06.789Z"}}`,
		"data/account.js": `window.YTD.account.part0 = [ {"account":{"accountId":"42","username":"maisonlenoir","accountDisplayName":"Maison Lenoir"}} ]`,
		"data/tweets.js": `window.YTD.tweets.part0 = [
  {"tweet":{"id_str":"1050118621198921728","full_text":"Pain &amp; beurre &lt;3 https://t.co/abcdefghij https://t.co/klmnopqrst",
   "created_at":"Wed Oct 10 20:19:24 +0000 2018","favorite_count":"12","retweet_count":"3","lang":"fr",
   "entities":{"urls":[{"url":"https://t.co/abcdefghij","expanded_url":"https://lenoir.example/?a=1&copy=2"}],
    "media":[{"url":"https://t.co/klmnopqrst","media_url_https":"https://pbs.twimg.example/media/Abc.jpg"}]},
   "extended_entities":{"media":[
    {"url":"https://t.co/klmnopqrst","media_url_https":"https://pbs.twimg.example/media/Abc.jpg","ext_alt_text":"Une baguette"},
    {"url":"https://t.co/klmnopqrst","media_url_https":"https://pbs.twimg.example/thumb/v.jpg","video_info":{"variants":[
      {"url":"https://video.twimg.example/low.mp4?tag=1","bitrate":"256000"},{"url":"https://video.twimg.example/best.mp4?tag=1","bitrate":"832000"},
      {"url":"https://video.twimg.example/list.m3u8"}]}}]}}},
  {"tweet":{"id_str":"2","full_text":"RT @other: bonjour","created_at":"Wed Oct 10 20:19:25 +0000 2018"}},
  {"tweet":{"id_str":"3","full_text":"La suite","created_at":"Thu Oct 11 20:19:25 +0000 2018","favorite_count":5,
   "in_reply_to_status_id_str":"1050118621198921728","in_reply_to_user_id_str":"42","lang":"und"}},
  {"tweet":{"id_str":"4","full_text":"@client Merci !","created_at":"Thu Oct 11 20:20:25 +0000 2018","favorite_count":"many",
   "in_reply_to_status_id_str":"77","in_reply_to_user_id_str":"78"}}
]`,
		"data/tweets-part1.js":                           `window.YTD.tweets.part1 = [ {"id_str":"5","full_text":"Avant 2019","created_at":"Mon Jan 02 07:00:00 +0000 2017"} ]`,
		"data/tweets_media/1050118621198921728-Abc.jpg":  png,
		"data/tweets_media/1050118621198921728-best.mp4": "video",
	}
}

func sampleFacebook() files {
	return files{
		"personal_information/profile_information/profile_information.json": `{"profile_v2":{"name":{"full_name":"Andr\u00c3\u00a9 Lenoir"},"username":"andre.lenoir"}}`,
		"your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": `[
  {"timestamp":1525176000,"title":"Andr\u00c3\u00a9 Lenoir a publi\u00c3\u00a9.","data":[{"post":"Voil\u00c3\u00a0 l\u00e2\u0080\u0099\u00c3\u00a9t\u00c3\u00a9 \u00f0\u009f\u0098\u0080"},{"update_timestamp":1525176001}],
   "attachments":[{"data":[{"media":{"uri":"your_facebook_activity/posts/media/1.png","description":"Le four","creation_timestamp":1}},
    {"external_context":{"url":"https://lenoir.example/ete"}}]}]},
  {"timestamp":1525176002,"attachments":[{"data":[{"media":{"uri":"your_facebook_activity/posts/media/gone.png","description":"Sans texte"}}]}]},
  {"timestamp":1525176003,"title":"Andr\u00c3\u00a9 a mis \u00c3\u00a0 jour son profil."}
]`,
		"your_facebook_activity/posts/media/1.png": png,
		"your_facebook_activity/messages/1.png":    "another file of that name",
	}
}

func sampleLinkedIn() files {
	return files{
		"Profile.csv": "First Name,Last Name,Headline\nAndré,Lenoir,Boulanger\n",
		"Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n" +
			`2023-05-01 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7058,"Bonjour, ""le pain"" est là""` + "\n" + `""""` + "\n" + `""Deuxième ligne",,,MEMBER_NETWORK` + "\n" +
			"2023-05-02 08:30:00,https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7059,À lire,https://lenoir.example/blog,,ANYONE\n" +
			"2023-05-03 08:30:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7060,,,,ANYONE\n",
		"Articles/Articles/pain.html": `<html><head><title>x</title></head><body><h1><a href="https://www.linkedin.com/pulse/pain-lenoir">Le pain</a></h1>
			<p class="created">Created on 2019-03-04 10:12</p><p class="published">Published on 2019-03-05 10:40</p>
			<div><p>Du pain.</p><div><p>Et du beurre.</p></div></div></body></html>`,
		"Articles/Articles/draft.html": `<h1><a href="https://www.linkedin.com/pulse/x">Brouillon</a></h1><p class="created">Created on 2019-03-04 10:12</p><div>Rien</div>`,
	}
}

func sampleGooglePlus() files {
	return files{
		"Takeout/Flux Google+/Posts/20180501 - Bonjour.json": `{"url":"https://plus.google.com/+Lenoir/posts/abc","creationTime":"2018-05-01 14:00:00+0200",
  "author":{"displayName":"Maison Lenoir","profilePageUrl":"https://plus.google.com/10001"},
  "content":"Bonjour <b>à tous</b><br>voir <a href=\"https://lenoir.example/une-longue-adresse\" class=\"ot-anchor\">https://lenoir.example/une…</a><script>x()</script>",
  "link":{"url":"https://lenoir.example/pain","title":"Pain"},
  "media":{"url":"https://lh3.example/x.png","localFilePath":"Google+ Stream/Photos/Photos of posts/x.png"},
  "plusOnes":[{"plusOner":{"displayName":"A"}},{"plusOner":{"displayName":"B"}}],"comments":[{"content":"oui"}],
  "postAcl":{"visibleToStandardAcl":{"circles":[{"type":"CIRCLE_TYPE_PUBLIC"}]}}}`,
		"Takeout/Flux Google+/Posts/20180502 - Partage.json": `{"url":"https://plus.google.com/+Lenoir/posts/abd","creationTime":"2018-05-02 12:00:00+0000","resharedPost":{"url":"https://plus.google.com/1/posts/z"}}`,
		"Takeout/Flux Google+/Posts/20180503 - Page.html": `<html><head><title>Page</title></head><body><a href="https://plus.google.com/10001" class="author">Maison Lenoir</a> -
  <a href="https://plus.google.com/+Lenoir/posts/abe">2018-05-03T12:00:00+0000</a><div class="main-content">Une <i>page</i><br>deux lignes<div>dedans</div></div>
  <a class="media-link" href="https://lh3.example/p"><img class="media" src="caf%C3%A9.jpg" alt="Un café"/></a><a class="link-embed" href="https://lenoir.example/embed">Embed</a>
  <div class="plus-oners"><a class="plus-oner">A</a></div><div class="comments"><div class="comment">un</div><div class="comment">deux</div></div></body></html>`,
		"Takeout/Flux Google+/Posts/café.jpg":                     png,
		"Takeout/Flux Google+/Photos/Photos of posts/x.png":       png,
		"Takeout/Flux Google+/ActivityLog/+1s on comments.html":   "<p>nothing</p>",
		"Takeout/archive_browser.html":                            "<p>nothing</p>",
		"Takeout/Flux Google+/Photos/Photos of posts/x.png.json5": "{}",
	}
}
