//go:build browser

package approval_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/approval"
)

// The page in a real browser, the Chromium at $PARVIS_CHROMIUM, without a network.
// `bash .ci/approval` runs these tests.

// file writes a page where a reader would have it.
func file(t testing.TB, page []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "À relire & répondre.html")
	keep(t, path, page)
	return path
}

// today is the sample as if it had been made now: the page reads the clock of
// this computer.
func today(t testing.TB, lang string) approval.Pack {
	t.Helper()
	p := sample(t, lang)
	p.Approval.Made = time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)
	p.Approval.Until = p.Approval.Made.AddDate(0, 0, 3)
	return p
}

func choice(post, decision string) string {
	return fmt.Sprintf(`[data-post="%s"] .choice.%s`, post, decision)
}

const answerFile = "maison-lenoir-4.parvis-reponse"

// typed is what a reader writes who means harm.
const typed = `</textarea><script>window.ran=1</script><img src=x onerror="window.ran=1"> ${1} "'\ é 👩🏽‍🚀` + "\u202E"

// TestBrowserRoundTrip: approved one, changed one, refused one, with the mouse and
// with the keyboard, left and came back, saved; then read and merged.
func TestBrowserRoundTrip(t *testing.T) {
	pack := hostilePack(today(t, "fr"), hostile)
	pack.Mail = "lea@maisonlenoir.example"
	c := launch(t)
	p := c.visit(file(t, build(t, pack)))
	if !eval[bool](p, `document.getElementById('damaged').hidden && document.getElementById('late').hidden`) {
		t.Fatal("the page says that it is damaged or late")
	}

	p.click(choice("12", "approve"))
	p.write(`[data-post="12"] .comment textarea`, typed)
	p.click(choice("15", "change"))
	p.write(`[data-post="15"] [data-account="0"][data-part="1"]`, typed)
	byKeyboard(p, "20")

	p.loads(func() { p.do("Page.reload", nil) })
	if got := eval[string](p, `document.getElementById('counts').textContent`); !strings.HasPrefix(got, "Approuvées\u202f: 1 · À modifier\u202f: 1 · Refusées\u202f: 1 · ") {
		t.Errorf("after coming back: %q", got)
	}
	p.write(`#name`, "Odile Lenoir")
	p.click(`#save`)
	name := eval[string](p, `document.getElementById('pack').dataset.file`)
	b := c.downloaded(name)
	if said := eval[string](p, `document.getElementById('said').textContent`); !strings.Contains(said, name) {
		t.Errorf("after saving: %q", said)
	}

	a, err := approval.Read(b, key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if a.Approval != 4 || a.Reader != "Odile Lenoir" || time.Since(a.At) > time.Hour {
		t.Errorf("the answer is by %q at %v", a.Reader, a.At)
	}
	pack.Posts[0].Revision++
	pack.Posts[0].Parts = []string{"Les bûches sont arrivées."}
	out := approval.Merge(a, pack.Posts)
	for i, want := range []approval.Verdict{approval.ApprovedOlder, approval.Wanted, approval.Refused, approval.Silent} {
		if out[i].Verdict != want {
			t.Errorf("post %d: %q, want %q", i, out[i].Verdict, want)
		}
	}
	if out[0].Comment != typed || !reflect.DeepEqual(out[1].Texts, []approval.Text{{Part: 1, Text: typed}}) {
		t.Errorf("typed were %q and %+v", out[0].Comment, out[1].Texts)
	}
	if got := out[1].Post.Parts; !slices.Equal(got, []string{"Portes ouvertes samedi.", typed}) {
		t.Errorf("the thread is to be %q", got)
	}
	if eval[bool](p, `'ran' in window || document.querySelector('h1').textContent === 'owned'`) {
		t.Error("a text ran")
	}
	if urls := p.requests(); len(urls) > 0 {
		t.Errorf("the page asked for %q", urls)
	}
}

// byKeyboard refuses a post with Tab, space and the arrows.
func byKeyboard(p tab, post string) {
	p.t.Helper()
	p.click(fmt.Sprintf(`[data-post="%s"] h2`, post))
	for range 10 {
		p.press("Tab", 9, 0)
		if eval[bool](p, fmt.Sprintf(`document.activeElement.name === 'decision-%s'`, post)) {
			p.press(" ", 32, 0)
			p.press("ArrowRight", 39, 0)
			p.press("ArrowRight", 39, 0)
			return
		}
	}
	p.t.Fatal("the keyboard does not reach the decision")
}

// TestBrowserAsksNothingOfTheNetwork: neither does the page, nor can anything that
// gets into it; and the watch would see it.
func TestBrowserAsksNothingOfTheNetwork(t *testing.T) {
	const canary = "http://canary.example/"
	c := launch(t)
	free := c.visit(file(t, []byte(`<!DOCTYPE html><img src="`+canary+`free">`)))
	free.until("the watch sees a request", func() bool {
		return slices.Contains(free.requests(), canary+"free") && len(c.askedFor("canary.example/free")) > 0
	})

	p := c.visit(file(t, build(t, today(t, "fr"))))
	if urls := p.requests(); len(urls) > 0 {
		t.Errorf("the page asked for %q", urls)
	}
	refused := eval[[]string](p, `new Promise(function (done) {
		const refused = [];
		document.addEventListener('securitypolicyviolation', function (e) {
			refused.push(e.effectiveDirective);
			if (refused.length === 5) done(refused.sort());
		});
		setTimeout(function () { done(refused.sort()); }, 5000);
		const add = function (name, set) { const e = document.createElement(name); set(e); document.body.appendChild(e); };
		add('img', function (e) { e.src = '`+canary+`page'; });
		add('script', function (e) { e.textContent = 'window.ran = 1'; });
		add('style', function (e) { e.textContent = 'body { color: red }'; });
		add('iframe', function (e) { e.src = '`+canary+`page'; });
		fetch('`+canary+`page').catch(function () {});
	})`)
	if want := []string{"connect-src", "frame-src", "img-src", "script-src-elem", "style-src-elem"}; !slices.Equal(refused, want) {
		t.Errorf("the policy refused %q, want %q", refused, want)
	}
	if asked := c.askedFor("canary.example/page"); len(asked) > 0 || eval[bool](p, `'ran' in window`) {
		t.Errorf("the network was asked %q", asked)
	}
}

func TestBrowserApprovesAll(t *testing.T) {
	c := launch(t)
	p := c.visit(file(t, build(t, today(t, "en"))))
	p.click(`#save`)
	if said := eval[string](p, `document.getElementById('said').textContent`); !strings.HasPrefix(said, "You have not decided") {
		t.Errorf("with nothing to say: %q", said)
	}
	p.click(choice("15", "refuse"))
	p.click(`#all`)
	p.write(`#name`, "")
	p.click(`#save`)
	if said := eval[string](p, `document.getElementById('said').textContent`); said != "Please write your name first." {
		t.Errorf("without a name: %q", said)
	}
	p.write(`#name`, "Odile")
	p.click(`#save`)
	a, err := approval.Read(c.downloaded(answerFile), key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	got := []data.Decision{a.Posts[0].Decision, a.Posts[1].Decision, a.Posts[2].Decision}
	if !slices.Equal(got, []data.Decision{data.DecisionApprove, data.DecisionRefuse, data.DecisionApprove}) {
		t.Errorf("decided %q", got)
	}
	p.click(`summary`)
	p.click(`#copy`)
	copied, err := approval.Read([]byte(eval[string](p, `document.getElementById('copied').value`)), key, time.Now())
	if err != nil || copied.Serial != a.Serial {
		t.Errorf("copied the answer %q (%v), saved %q", copied.Serial, err, a.Serial)
	}
	p.click(choice("15", "approve"))
	p.click(`#save`)
	if again, err := approval.Read(c.downloaded(answerFile), key, time.Now()); err != nil || again.Serial == a.Serial {
		t.Errorf("another answer has the same serial %q (%v)", again.Serial, err)
	}
}

// TestBrowserGivesBackWhatWasShown: a change that is taken back is none, and one
// that is not asked for is not sent.
func TestBrowserGivesBackWhatWasShown(t *testing.T) {
	c := launch(t)
	p := c.visit(file(t, build(t, today(t, "fr"))))
	p.click(choice("12", "change"))
	p.write(`[data-post="12"] [data-account="0"]`, "autre")
	p.click(`[data-post="12"] .restore`)
	p.click(choice("20", "change"))
	p.write(`[data-post="20"] .wording`, "autre")
	p.click(choice("20", "approve"))
	p.click(choice("15", "refuse"))
	p.click(`[data-post="15"] .clear`)
	p.click(`#save`)
	a, err := approval.Read(c.downloaded(answerFile), key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []data.Decision{data.DecisionChange, data.DecisionNone, data.DecisionApprove} {
		if r := a.Posts[i]; r.Decision != want || len(r.Texts) > 0 {
			t.Errorf("post %d: %q with %+v, want %q", i, r.Decision, r.Texts, want)
		}
	}
}

func TestBrowserSeesAnEditedPage(t *testing.T) {
	c := launch(t)
	page := build(t, today(t, "fr"))
	p := c.visit(file(t, bytes.Replace(page, []byte("Portes ouvertes"), []byte("Portes fermées"), 1)))
	if eval[bool](p, `document.getElementById('damaged').hidden`) {
		t.Error("the page does not say that it is damaged")
	}
	p.click(`#all`)
	p.click(`#save`)
	if _, err := approval.Read(c.downloaded(answerFile), key, time.Now()); err == nil || code(t, err) != approval.CodeEdited {
		t.Errorf("error %v", err)
	}
}

func TestBrowserSaysThatItIsLate(t *testing.T) {
	pack := today(t, "fr")
	pack.Approval.Until = time.Now().Add(-time.Minute)
	p := launch(t).visit(file(t, build(t, pack)))
	if eval[bool](p, `document.getElementById('late').hidden`) {
		t.Error("the page does not say that it is late")
	}
}

// TestBrowserWithoutAPlaceToKeepThings: a browser may refuse to keep anything.
func TestBrowserWithoutAPlaceToKeepThings(t *testing.T) {
	c := launch(t)
	p := c.visit(file(t, build(t, today(t, "fr"))), func(p tab) {
		p.do("Page.addScriptToEvaluateOnNewDocument", params{
			"source": `Object.defineProperty(window, 'localStorage', {get: function () { throw new DOMException('no'); }})`,
		})
	})
	p.click(choice("12", "approve"))
	if kept := eval[string](p, `document.getElementById('kept').textContent`); !strings.HasPrefix(kept, "Ce navigateur ne garde rien") {
		t.Errorf("the page says %q", kept)
	}
	p.click(`#save`)
	if _, err := approval.Read(c.downloaded(answerFile), key, time.Now()); err != nil {
		t.Error(err)
	}
}

// TestBrowserKeepsNothingStrange: what stands in the browser's store may be
// anything.
func TestBrowserKeepsNothingStrange(t *testing.T) {
	c := launch(t)
	p := c.visit(file(t, build(t, today(t, "fr"))))
	for _, kept := range []string{`null`, `1`, `{`, `{"posts":{"12":1}}`, `{"name":1,"posts":{"12":{"decision":"own","comment":{},"texts":7}}}`, `{"posts":null}`} {
		eval[bool](p, fmt.Sprintf(`localStorage.setItem('parvis-approval-' + document.getElementById('pack').dataset.signature, %q) === undefined`, kept))
		p.loads(func() { p.do("Page.reload", nil) })
		if got := eval[string](p, `document.getElementById('counts').textContent`); !strings.HasSuffix(got, "Sans décision\u202f: 3") {
			t.Errorf("%s: %q", kept, got)
		}
	}
}

// TestBrowserReadsWithoutScripts: a preview shows the posts and says what to do.
func TestBrowserReadsWithoutScripts(t *testing.T) {
	p := launch(t).visit(file(t, build(t, today(t, "fr"))), func(p tab) {
		p.do("Emulation.setScriptExecutionDisabled", params{"value": true})
	})
	shown := func(selector string) bool {
		return eval[bool](p, fmt.Sprintf(`document.querySelector(%q).getClientRects().length > 0`, selector))
	}
	if !shown(".still") || !shown(".original") || shown(".reply") || shown("#save") {
		t.Error("without scripts the page promises what it cannot do, or shows nothing")
	}
	p.picture("no-script")
}

// TestBrowserHasNames: whoever listens to the page hears what each control is.
func TestBrowserHasNames(t *testing.T) {
	p := launch(t).visit(file(t, build(t, today(t, "en"))))
	p.click(choice("12", "change"))
	type value struct{ Value any }
	var tree struct {
		Nodes []struct {
			Ignored    bool
			Role, Name value
		}
	}
	p.call(p.session, "Accessibility.getFullAXTree", nil, &tree)
	count := map[any]int{}
	for _, n := range tree.Nodes {
		if n.Ignored || !slices.Contains([]any{"button", "radio", "textbox", "link", "image", "radiogroup", "group"}, n.Role.Value) {
			continue
		}
		count[n.Role.Value]++
		if n.Name.Value == "" && n.Role.Value != "image" && n.Role.Value != "group" {
			t.Errorf("a %v without a name", n.Role.Value)
		}
	}
	if count["radio"] != 9 || count["textbox"] != 3+2+1 || count["link"] != 1 {
		t.Errorf("there are %v", count)
	}
}

// TestBrowserCounts holds the page's SHA-256 and HMAC against Go's, around every
// length at which a block ends.
func TestBrowserCounts(t *testing.T) {
	source, err := os.ReadFile("page/sha256.js")
	if err != nil {
		t.Fatal(err)
	}
	p := launch(t).visit(file(t, []byte("<!DOCTYPE html><title>Empty</title>")))
	var messages [][]int
	var want []string
	for n := range 200 {
		b := make([]byte, n)
		numbers := make([]int, n)
		for i := range b {
			b[i] = byte(i*131 + n)
			numbers[i] = int(b[i])
		}
		sum := sha256.Sum256(b)
		mac := hmac.New(sha256.New, b)
		mac.Write(b)
		messages, want = append(messages, numbers), append(want, hex.EncodeToString(sum[:])+hex.EncodeToString(mac.Sum(nil)))
	}
	all, err := json.Marshal(messages)
	if err != nil {
		t.Fatal(err)
	}
	got := eval[[]string](p, `(function () {`+string(source)+`
		const hex = function (bytes) { return Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join(''); };
		return `+string(all)+`.map(function (m) { m = Uint8Array.from(m); return hex(sha256(m)) + hex(hmac(m, m)); });
	})()`)
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestBrowserPictures keeps what the page looks like, and holds what a picture
// shows best: nothing is wider than the window.
func TestBrowserPictures(t *testing.T) {
	c := launch(t)
	for _, lang := range []string{"fr", "en"} {
		p := c.visit(file(t, build(t, today(t, lang))))
		p.click(choice("12", "approve"))
		p.click(choice("15", "change"))
		p.write(`[data-post="15"] [data-account="0"][data-part="1"]`, "Le fournil se visite de 9 h à 12 h.")
		p.click(choice("20", "refuse"))
		p.write(`[data-post="20"] .comment textarea`, "Il n’y en a plus.")
		for _, scheme := range []string{"light", "dark"} {
			p.do("Emulation.setEmulatedMedia", params{"features": []params{{"name": "prefers-color-scheme", "value": scheme}}})
			for size, width := range map[string]int{"wide": 1100, "phone": 360} {
				p.view(width, 800, size == "phone")
				if got := eval[int](p, `document.documentElement.scrollWidth`); got > width {
					t.Errorf("%s %s: %d pixels wide, of %d", lang, size, got, width)
				}
				p.picture(strings.Join([]string{lang, scheme, size}, "-"))
			}
		}
		p.view(1100, 900, false)
		pdf := p.pdf()
		if pages := bytes.Count(pdf, []byte("/Type /Page\n")); pages < 1 || pages > 4 {
			t.Errorf("%s: %d pages on paper", lang, pages)
		}
		if folder := os.Getenv("PARVIS_PICTURES"); folder != "" {
			keep(t, filepath.Join(folder, lang+".pdf"), pdf)
		}
	}
	p := c.visit(file(t, build(t, hostilePack(today(t, "fr"), hostile))))
	p.view(360, 800, true)
	if got := eval[int](p, `document.documentElement.scrollWidth`); got > 360 {
		t.Errorf("hostile texts make it %d pixels wide", got)
	}
	p.picture("hostile-phone")
}
