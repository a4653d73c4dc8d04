package uitest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// place is the name of the place that is published on by hand.
const place = "Forum des gourmands"

// connect goes through the assistant of a network, by one of its ways.
func (v *visit) connect(n data.NetworkRow, i int) {
	v.t.Helper()
	way, before := n.Ways[i], len(v.of(n.Name))
	v.ok(v.Do(v.ctx, "settings.connect"))
	v.tap(v.Title(n) + ", ")
	setUp := n.Card.Setup != data.SetupNone
	if len(n.Ways) > 1 && !setUp && i > 0 {
		v.tapWord("connect.other_way")
	}
	if len(n.Ways) > 1 && (setUp || i > 0) {
		v.until("ways", glance, func() bool { return len(shown[*widgets.Choice](v)) == len(n.Ways) })
		test.Tap(shown[*widgets.Choice](v)[i])
	}
	for step := range way.Steps {
		v.until(fmt.Sprintf("step %d", step+1), glance, func() bool {
			return v.says(v.Book.T("common.of", "N", step+1, "Of", len(way.Steps)))
		})
		v.tapWord("common.next")
	}
	v.fill(way)
	if way.Browser || way.Paste {
		v.tapWord("connect.go_browser")
	} else {
		v.tapWord("connect.go")
	}
	if way.Paste {
		v.until("question for the code", glance, func() bool { return v.says(v.Book.T("connect.paste.label")) && v.shownCode() != "" })
		v.write(v.shownCode())
		v.tapWord("common.continue")
	}
	v.finish(n)
	if after := len(v.of(n.Name)); after == 0 || after < before {
		all, err := v.house.Desk.Accounts(v.ctx, v.brand)
		v.t.Fatalf("%d accounts before, %d after: %+v, %v", before, after, all[len(all)-1], err)
	}
}

// of are the accounts of a network.
func (v *visit) of(n data.NetworkName) (all []data.Account) {
	for _, a := range v.accounts() {
		if a.Network == n {
			all = append(all, a)
		}
	}
	return all
}

// fill types what the demonstration cannot know: the name of a place.
func (v *visit) fill(way data.Way) {
	v.t.Helper()
	for _, f := range way.Fields {
		if f.Given != "" || f.Optional || len(f.Choices) > 0 {
			continue
		}
		v.until("empty field", glance, func() bool {
			focused, ok := v.Frame.Canvas().Focused().(fyne.CanvasObject)
			return ok && focused.Visible() && v.typesInto()
		})
		v.write(place)
	}
}

// typesInto tells whether what has the keyboard takes text.
func (v *visit) typesInto() bool {
	_, button := v.Frame.Canvas().Focused().(*widgets.Button)
	return !button
}

// finish chooses among the accounts that the sign-in opened, all of them, and
// reads the result.
func (v *visit) finish(n data.NetworkRow) {
	v.t.Helper()
	connected := v.Book.T("connect.done", "Network", v.Title(n))
	toast := strings.SplitN(v.Book.T("connect.connected", "Account", "|"), "|", 2)[1]
	ended := func() bool { return v.says(connected) || strings.Contains(v.words(), toast+"\n") }
	v.until("answer of "+string(n.Name), glance, func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.browser != nil {
			v.t.Fatal(v.browser)
		}
		if k := v.Book.T("common.details"); v.says(k) {
			v.t.Fatalf("refused; the screen says:\n%s", v.words())
		}
		return ended() || len(shown[*widgets.Tick](v)) > 0
	})
	if len(shown[*widgets.Tick](v)) > 0 {
		v.tapWord("common.continue")
		v.until("result of "+string(n.Name), glance, ended)
	}
	if v.says(connected) {
		v.until("abilities", glance, func() bool { return !v.says(v.Book.T("connect.probe.asking")) })
		v.tapWord("common.done")
	}
	v.ok(v.Pass(v.ctx, 20*time.Second)) // the toast goes
}

// open is the person's browser: they agree to whatever page is shown, and where
// it ends on a code they remember it.
func (v *visit) open(page string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.code, v.browser = "", nil
	if u, err := url.Parse(page); err == nil && strings.HasPrefix(u.Query().Get("redirect_uri"), "urn:") {
		v.code, v.browser = v.codeOn(page)
		return nil
	}
	v.browser = v.house.World.Agree(page)
	return nil
}

func (v *visit) shownCode() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.code
}

var codeField = regexp.MustCompile(`readonly value="([^"]+)"`)

// codeOn agrees on a page that ends on a code, as Mastodon's.
func (v *visit) codeOn(page string) (string, error) {
	given := v.house.World.Given("mastodon", "")
	resp, err := http.PostForm(page, url.Values{"decision": {"agree"}, "username": {given["login"]}, "password": {given["password"]}})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if found := codeField.FindSubmatch(text); found != nil {
		return string(found[1]), err
	}
	return "", fmt.Errorf("%s shows no code (%s), %w", page, resp.Status, err)
}
