package approval_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"image/color"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
)

func code(t testing.TB, err error) string {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != data.Invalid {
		t.Fatalf("error %v is no Invalid failure", err)
	}
	return f.Code
}

func TestThePageShowsWhatIsAsked(t *testing.T) {
	got := open(t, build(t, sample(t, "fr"))).Seen
	seen := func(kind, value string) bool { return slices.Contains(got, [2]string{kind, value}) }
	for _, want := range [][2]string{
		{"pack", "4"},
		{"brand", "Maison Lenoir"},
		{"reader", "Mme Lenoir"},
		{"made", "2026-11-21T09:30:00Z"},
		{"until", "2026-11-24T09:30:00Z"},
		{"note", "Bonjour,\nvoici la semaine. La bûche est la plus pressée."},
		{"post", "12 3"},
		{"title", "Bûche de Noël"},
		{"when", "2026-11-26T18:30 Europe/Paris"},
		{"when-said", "jeudi 26 novembre 2026, 18:30 (Europe/Paris, UTC+1)"},
		{"accounts", "Bluesky · @maisonlenoir.example, Mastodon · @maisonlenoir@reseau.example"},
		{"text", "Les bûches sont là.\n\nCommandez avant le 20 décembre ☃️ #Nantes"},
		{"alt", "Une bûche au chocolat, une branche de houx dessus"},
		{"version", "8"},
		{"accounts", "WordPress · lea@blog.example"},
		{"again", "Image 1"},
		{"post", "15 1"},
		{"text", "Portes ouvertes samedi."},
		{"text", "Le fournil se visite de 10 h à 12 h."},
		{"media", "cc33"},
		{"again", "Image 1, Vidéo 2"},
		{"post", "20 7"},
		{"when", ""},
		{"when-said", "Date pas encore fixée"},
	} {
		if !seen(want[0], want[1]) {
			t.Errorf("no %s %q among\n%q", want[0], want[1], got)
		}
	}
	images := 0
	for _, f := range got {
		if f[0] == "image" {
			images++
		}
	}
	if images != 2 {
		t.Errorf("%d pictures, want each of the two once", images)
	}
}

func TestThePageSpeaksTheReadersLanguage(t *testing.T) {
	for lang, want := range map[string][]string{
		"fr": {`<html lang="fr"`, "3 publications à relire", "Demander une modification", "Répondez jusqu’au mardi 24 novembre 2026, 10:30"},
		"en": {`<html lang="en"`, "3 posts to review", "Ask for a change", "Please answer by Tuesday 24 November 2026, 10:30"},
	} {
		file := string(build(t, sample(t, lang)))
		for _, words := range want {
			if !strings.Contains(file, words) {
				t.Errorf("%s: %q is not there", lang, words)
			}
		}
		if strings.Contains(file, "⟦") || strings.Contains(file, "<no value>") || strings.Contains(file, "ZgotmplZ") {
			t.Errorf("%s: the page has a hole", lang)
		}
	}
}

// TestThePageNeedsNothing: no address is asked, and only what the policy names by
// its digest runs.
func TestThePageNeedsNothing(t *testing.T) {
	p := open(t, build(t, sample(t, "fr")))
	policy, styles, scripts := "", 0, 0
	for _, n := range p.Nodes {
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcset", a.Key == "action":
				t.Errorf("<%s> has %s", n.Data, a.Key)
			case a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/jpeg;base64,"):
				t.Errorf("<%s> asks for %q", n.Data, a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "mailto:"):
				t.Errorf("<%s> leads to %q", n.Data, a.Val)
			}
		}
		sum := sha256.Sum256([]byte(reader.Text(n)))
		named := strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
		switch n.Data {
		case "meta":
			if equiv, _ := reader.Attribute(n, "http-equiv"); equiv == "Content-Security-Policy" {
				policy, _ = reader.Attribute(n, "content")
			}
		case "style":
			styles++
			if !named {
				t.Error("the policy does not name the style")
			}
		case "script":
			scripts++
			if !named {
				t.Error("the policy does not name the script")
			}
		case "link", "iframe", "object", "embed", "base", "template":
			t.Errorf("there is a <%s>", n.Data)
		}
	}
	if styles != 1 || scripts != 1 {
		t.Errorf("%d styles and %d scripts", styles, scripts)
	}
	if !strings.HasPrefix(policy, "default-src 'none'; img-src data:; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
}

func TestTheMailIsAddressed(t *testing.T) {
	pack := sample(t, "fr")
	pack.Mail = `"><script>alert(1)</script>@x.example`
	for _, mail := range []string{"lea+relire@maisonlenoir.example", pack.Mail} {
		pack.Mail = mail
		for _, n := range open(t, build(t, pack)).Nodes {
			href, ok := reader.Attribute(n, "href")
			if !ok {
				continue
			}
			u, err := url.Parse(href)
			if err != nil || u.Scheme != "mailto" {
				t.Fatalf("%q: %v", href, err)
			}
			if to, _ := url.PathUnescape(u.Opaque); to != mail {
				t.Errorf("the mail goes to %q", to)
			}
			if body := u.Query().Get("body"); !strings.HasSuffix(body, "maison-lenoir-4.parvis-reponse") || !strings.HasPrefix(body, "Bonjour,\n\n") {
				t.Errorf("the mail says %q", body)
			}
			if u.Query().Get("subject") != "Ma réponse pour Maison Lenoir" {
				t.Errorf("the mail is about %q", u.Query().Get("subject"))
			}
		}
	}
}

func TestWhatCannotBeAskedIsRefused(t *testing.T) {
	cases := map[string]struct {
		spoil func(*approval.Pack)
		code  string
		err   error
	}{
		"no posts":              {spoil: func(p *approval.Pack) { p.Approval.Posts = nil }, code: approval.CodeEmpty},
		"a post is missing":     {spoil: func(p *approval.Pack) { p.Posts = p.Posts[1:] }, err: data.ErrNoSuch},
		"another revision":      {spoil: func(p *approval.Pack) { p.Posts[0].Revision++ }, err: data.ErrStale},
		"an account missing":    {spoil: func(p *approval.Pack) { p.Accounts = p.Accounts[1:] }, err: data.ErrNoSuch},
		"a picture missing":     {spoil: func(p *approval.Pack) { delete(p.Pictures, "aa11") }, code: approval.CodePicture},
		"a picture is none":     {spoil: func(p *approval.Pack) { p.Pictures["aa11"] = []byte("<svg onload=alert(1)>") }, code: approval.CodePicture},
		"a picture too large":   {spoil: func(p *approval.Pack) { p.Pictures["aa11"] = photo(t, 8, 1201, color.RGBA{}, color.RGBA{}) }, code: approval.CodePicture},
		"a book":                {spoil: func(p *approval.Pack) { p.Posts[0].Parts[0] = strings.Repeat("bûche ", 200_000) }, code: approval.CodeLong},
		"a time that is none":   {spoil: func(p *approval.Pack) { p.Posts[0].When.Zone = "Mars/Olympus" }, err: errAny},
		"a key that is guessed": {spoil: func(p *approval.Pack) { p.Key = []byte("secret") }, err: errAny},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			pack := sample(t, "fr")
			c.spoil(&pack)
			file, err := approval.Make(pack)
			switch {
			case err == nil || file != nil:
				t.Fatalf("a file of %d bytes, error %v", len(file), err)
			case c.code != "" && code(t, err) != c.code:
				t.Errorf("error %v, want %s", err, c.code)
			case c.err != nil && c.err != errAny && !errors.Is(err, c.err):
				t.Errorf("error %v, want %v", err, c.err)
			}
		})
	}
}

var errAny = errors.New("any error")

// hostile are texts that would do something if they were not text.
var hostile = []string{
	`</script><script>window.ran = 1</script>`,
	`<img src=x onerror="window.ran = 1">`,
	`"><svg onload=window.ran=1>`,
	`' autofocus onfocus=window.ran=1 x='`,
	`</textarea></div></main><h1>owned</h1>`,
	`<!-- <![CDATA[ {{.Seal}} ${window.ran=1} \u003cscript>`,
	"\u202Eesrever\u202C \u2066isolated",
	"nul\x00 bell\a del\x7f \xff\xfe half\xc3",
	"\nfirst line empty\r\nwindows\rmac\n\n",
	"&lt;b&gt; &amp;amp; &#0; &nbsp",
	strings.Repeat("e\u0301\u0323\u0327", 40),
	"\u2028line\u2029separators \uFEFF 👩🏽‍🚀",
}

// hostilePack is a pack with such texts wherever there is one; the first also
// stands in names.
func hostilePack(p approval.Pack, texts []string) approval.Pack {
	first := texts[0]
	p.Brand.Name, p.Approval.Reader, p.Approval.Note, p.Mail = first, first, first, ""
	p.Accounts, p.Posts = slices.Clone(p.Accounts), slices.Clone(p.Posts)
	p.Accounts[1].Handle = first
	for i := range p.Posts {
		p.Posts[i].Media = slices.Clone(p.Posts[i].Media)
		for n := range p.Posts[i].Media {
			p.Posts[i].Media[n].Alt, p.Posts[i].Media[n].Name = first, first
		}
	}
	for i, text := range texts {
		p.Posts = append(p.Posts, data.Post{
			ID: data.PostID(100 + i), Revision: 1, Title: text, Parts: []string{text, text},
			Variants: []data.Variant{{Account: onMastodon}, {Account: onBlog, Parts: []string{text}}},
		})
	}
	ask(&p)
	return p
}

// tame says how a page with any texts is not as it must be.
func tame(t testing.TB, file []byte) error {
	t.Helper()
	if bytes.ContainsRune(file, 0) {
		return errors.New("a NUL")
	}
	p := open(t, file)
	scripts := 0
	for _, n := range p.Nodes {
		if n.Data == "script" {
			scripts++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") && n.Namespace == "" {
				return fmt.Errorf("<%s %s>", n.Data, a.Key)
			}
		}
	}
	if scripts != 1 {
		return fmt.Errorf("%d scripts", scripts)
	}
	if got := digestOf(p.Seen); got != p.Pack["digest"] {
		return errors.New("the page does not show what was signed")
	}
	return nil
}

// digestOf is how the page finds out whether it is what was made.
func digestOf(fields [][2]string) string {
	h := sha256.New()
	for _, f := range fields {
		for _, s := range f {
			fmt.Fprintf(h, "%s:%s,", strconv.Itoa(len(s)), s)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestHostileTextsAreTexts(t *testing.T) {
	file := build(t, hostilePack(sample(t, "fr"), hostile))
	if err := tame(t, file); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, f := range open(t, file).Seen {
		if f[0] == "text" && f[1] == hostile[0] {
			shown++
		}
	}
	if shown != 3 {
		t.Errorf("the first text is shown %d times, want 3", shown)
	}
}

func TestTameSeesWhatIsNot(t *testing.T) {
	file := string(build(t, sample(t, "fr")))
	for name, spoilt := range map[string]string{
		"a script":       strings.Replace(file, "<footer>", "<script>1</script><footer>", 1),
		"a handler":      strings.Replace(file, "<footer>", "<footer onclick=x>", 1),
		"another text":   strings.Replace(file, "Portes ouvertes", "Portes fermées", 1),
		"another hour":   strings.Replace(file, "18:30 (", "19:30 (", 1),
		"a picture less": strings.Replace(file, `data-seen="image"`, "", 1),
	} {
		if spoilt == file || tame(t, []byte(spoilt)) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
}

func FuzzMake(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	plain := sample(f, "fr")
	f.Fuzz(func(t *testing.T, text string) {
		text = text[:min(len(text), 10_000)]
		file, err := approval.Make(hostilePack(plain, []string{text}))
		if err != nil {
			t.Fatal(err)
		}
		if err := tame(t, file); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
