package linkedin

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func TestAccountsOfASignIn(t *testing.T) {
	for pages, want := range map[string][]string{
		"": {personURN}, pagesNo: {personURN}, pagesYes: {personURN, organizationURN}, pagesOnly: {organizationURN},
	} {
		b := newBench(t, lenoir())
		all, err := b.connect(pages)
		if err != nil || len(all) != len(want) {
			t.Fatalf("%q: %d accounts, %v", pages, len(all), err)
		}
		for i, c := range all {
			if !strings.HasPrefix(c.Account.Remote, want[i]) || !c.Account.Expires.Equal(b.clock.Now().Add(tokenLife)) {
				t.Errorf("%q: %+v", pages, c.Account)
			}
			if isPage(c.Account.Remote) != c.Account.Can.Messages || isPage(c.Account.Remote) != (len(c.Account.Can.Acts) == 1) {
				t.Errorf("%q: %+v can %+v", pages, c.Account.Remote, c.Account.Can)
			}
			held, err := oauth.ReadCredentials("", c.Secret)
			if err != nil || held.Refresh != "" || !readScopes(held.Scope).allow(asked(pages)...) {
				t.Errorf("%q: scope %q, %v", pages, held.Scope, err)
			}
		}
	}
}

// An application without the product for pages gets no token at all.
func TestProductThatIsMissing(t *testing.T) {
	a := lenoir()
	a.Lacks = []string{"rw_organization_admin"}
	b := newBench(t, a)
	_, err := b.connect(pagesYes)
	failsWith(t, err, data.Invalid, CodeProduct)
	if _, err := b.connect(pagesNo); err != nil {
		t.Error(err)
	}
	_, err = b.network.Connect(t.Context(), data.Connecting{
		Way: wayPage, Answers: answers(pagesNo)("", a), Open: rehearsal.Refuse(b.server), Server: b.server.URL(),
	})
	failsWith(t, err, data.Auth, oauth.CodeDenied)
}

// Asking for other scopes than before ends the earlier token: that is why each
// answer has one fixed list.
func TestOtherScopesEndTheTokenBefore(t *testing.T) {
	b := newBench(t, lenoir())
	first, err := b.connect(pagesNo)
	if err != nil {
		t.Fatal(err)
	}
	profile := func() error {
		_, err := b.network.Open(first[0].Account, oauth.Lent(first[0].Secret)).Profile(t.Context())
		return err
	}
	if _, err := b.connect(pagesNo); err != nil || profile() != nil {
		t.Errorf("the same scopes again: %v", err)
	}
	if _, err := b.connect(pagesYes); err != nil {
		t.Fatal(err)
	}
	failsWith(t, profile(), data.Auth, "")
}

func TestPasting(t *testing.T) {
	b := newBench(t, lenoir())
	typed := answers(pagesNo)("", lenoir())
	typed[fieldRedirect] = "https://boulangerie.example/retour"
	ended := ""
	connect := func(brought func() string) ([]data.Connection, error) {
		return b.network.Connect(t.Context(), data.Connecting{
			Way: wayPaste, Answers: typed, Server: b.server.URL(),
			Open: func(page string) error { ended = agreeAt(t, page); return nil },
			Ask:  func(context.Context) (string, error) { return brought(), nil },
		})
	}
	all, err := connect(func() string { return ended })
	if err != nil || len(all) != 1 {
		t.Fatal(err)
	}
	before := ended
	_, err = connect(func() string { return before })
	failsWith(t, err, data.Invalid, oauth.CodePasteOther)
	typed[fieldRedirect] = "http://boulangerie.example"
	_, err = connect(func() string { return ended })
	failsWith(t, err, data.Invalid, "")
}

// agreeAt agrees on the page and returns the address that the browser is sent
// to.
func agreeAt(t *testing.T, page string) string {
	t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	end, err := browser.PostForm(page, url.Values{"decision": {"agree"}, "username": {lenoir().Handle}, "password": {lenoir().Password}})
	if err != nil {
		t.Fatal(err)
	}
	end.Body.Close()
	return end.Header.Get("Location")
}

func TestTokenOfTheConsole(t *testing.T) {
	b := newBench(t, lenoir())
	connect := func(typed map[string]string) ([]data.Connection, error) {
		return b.network.Connect(t.Context(), data.Connecting{Way: wayToken, Answers: typed, Server: b.server.URL()})
	}
	token := b.server.Token(lenoir().Handle, askMember...)
	b.clock.Wait(t.Context(), day)
	all, err := connect(map[string]string{fieldToken: token})
	if err != nil || len(all) != 1 || !all[0].Account.Expires.Equal(b.clock.Now().Add(tokenLife)) {
		t.Errorf("a bare token: %+v, %v", all, err)
	}
	withApp := map[string]string{fieldToken: token, fieldID: rehearsal.AppID, fieldSecret: rehearsal.AppSecret}
	all, err = connect(withApp)
	if err != nil || len(all) != 1 || !all[0].Account.Expires.Equal(b.clock.Now().Add(tokenLife-day)) {
		t.Errorf("with its application: %+v, %v", all, err)
	}
	withApp[fieldToken] = b.server.Token(lenoir().Handle, askPages...)
	if all, err = connect(withApp); err != nil || len(all) != 1 || !isPage(all[0].Account.Remote) {
		t.Errorf("of pages alone: %+v, %v", all, err)
	}
	withApp[fieldToken] = b.server.Token(lenoir().Handle, "openid", "profile")
	_, err = connect(withApp)
	failsWith(t, err, data.Unsupported, CodePermission)
	withApp[fieldToken] = token // ended by other scopes
	_, err = connect(withApp)
	failsWith(t, err, data.Auth, "")
	withApp[fieldSecret] = "another"
	_, err = connect(withApp)
	failsWith(t, err, data.Auth, "")
	for _, bad := range []string{"", "two words", "é"} {
		_, err = connect(map[string]string{fieldToken: bad})
		failsWith(t, err, data.Auth, "")
	}
}

func TestVersion(t *testing.T) {
	b := newBench(t, lenoir())
	connect := func(version string) ([]data.Connection, error) {
		typed := answers(pagesYes)("", lenoir())
		typed[fieldVersion] = version
		return b.network.Connect(t.Context(), data.Connecting{
			Way: wayPage, Answers: typed, Open: rehearsal.Consent(b.server, lenoir()), Server: b.server.URL(),
		})
	}
	for _, bad := range []string{"v26", "20261", "2026100", "202001"} {
		_, err := connect(bad)
		failsWith(t, err, data.Invalid, CodeVersion)
	}
	all, err := connect("202609")
	if err != nil {
		t.Fatal(err)
	}
	p := b.network.Open(all[1].Account, oauth.Lent(all[1].Secret)).(*page)
	published(t, p, part(b, "Bonjour"))
	if e := b.seen.Of("POST", "/rest/posts"); len(e) != 1 || e[0].Header.Get("Linkedin-Version") != "202609" || e[0].Header.Get("X-Restli-Protocol-Version") != "2.0.0" {
		t.Errorf("%d requests", len(e))
	}
	if b.network.Open(data.Account{Server: apiHost, Remote: personURN + "a"}, nil).(*member).version != defaultVersion {
		t.Error("no version of our own")
	}
}

// Ways ask for what Connect reads, and every address to copy is the one that is
// listened on.
func TestWays(t *testing.T) {
	n := New(nil, thePage)
	for _, way := range n.Ways() {
		if len(way.Steps) < 3 || len(way.Fields) < 3 || way.Browser != (way.Key == wayPage) || way.Paste != (way.Key == wayPaste) {
			t.Errorf("way %+v", way)
		}
		for _, step := range way.Steps {
			if len(step.Sketch) < 3 || len(step.Sketch) > 6 {
				t.Errorf("%s: %d marks", step.Key, len(step.Sketch))
			}
		}
	}
	u, err := url.Parse(localAddress)
	if err != nil || u.Hostname() != "localhost" || u.Port() != itoa(localPort) || u.Path != "/callback" {
		t.Errorf("address %q", localAddress)
	}
}

func TestProbe(t *testing.T) {
	b, m, p := opened(t)
	for _, c := range []struct {
		session data.Prober
		want    map[string]bool
	}{
		{m, map[string]bool{data.AbilityPublish: true, data.AbilityNumbers: false, data.AbilityMessages: false, data.AbilityLastsLong: true}},
		{p, map[string]bool{data.AbilityPublish: true, data.AbilityNumbers: true, data.AbilityMessages: true, data.AbilityModerate: true}},
	} {
		abilities, err := c.session.Probe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, a := range abilities {
			got[a.Key] = a.OK
		}
		for key, want := range c.want {
			if got[key] != want {
				t.Errorf("%s is not %v", key, want)
			}
		}
	}
	b.clock.Wait(t.Context(), 31*day)
	abilities, err := m.Probe(t.Context())
	if last := abilities[len(abilities)-1]; err != nil || last.Key != data.AbilityLastsLong || last.OK {
		t.Errorf("after a month: %+v, %v", last, err)
	}
	b.clock.Wait(t.Context(), 30*day)
	_, err = m.Probe(t.Context())
	failsWith(t, err, data.Auth, "")
}

// Of a bare token nobody tells the scopes: a place for a picture is asked for.
func TestProbeOfABareToken(t *testing.T) {
	b := newBench(t, lenoir())
	for scopes, want := range map[string]bool{"openid profile w_member_social": true, "openid profile": false} {
		token := b.server.Token(lenoir().Handle, strings.Fields(scopes)...)
		all, err := b.network.Connect(t.Context(), data.Connecting{Way: wayToken, Answers: map[string]string{fieldToken: token}, Server: b.server.URL()})
		if err != nil {
			t.Fatal(err)
		}
		abilities, err := b.network.Open(all[0].Account, oauth.Lent(all[0].Secret)).(data.Prober).Probe(t.Context())
		if err != nil || abilities[0].OK != want {
			t.Errorf("%s: %+v, %v", scopes, abilities, err)
		}
	}
	if n := len(b.server.Log().Published); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

// A page that is administered no longer is not written on, and a token of
// somebody else not used.
func TestWhoseAccountItIs(t *testing.T) {
	b, m, p := opened(t)
	p.account.Remote = organizationURN + "1"
	_, err := p.Prepare(t.Context(), part(b, "Bonjour"))
	failsWith(t, err, data.Unsupported, CodePermission)
	m.account.Remote = personURN + "somebody"
	_, err = m.Prepare(t.Context(), part(b, "Bonjour"))
	failsWith(t, err, data.Auth, "")
	_, err = m.Profile(t.Context())
	failsWith(t, err, data.Transient, data.CodeAnswer)
	_, err = m.Describe(t.Context())
	failsWith(t, err, data.Transient, data.CodeAnswer)
}

// The real hosts are spoken with where no server is named.
func TestHosts(t *testing.T) {
	n := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Offline: func() bool { return true }}), thePage)
	opened := ""
	_, err := n.Connect(t.Context(), data.Connecting{
		Way: wayPaste, Open: func(page string) error { opened = page; return errors.New("no browser") },
		Answers: map[string]string{fieldID: "a", fieldSecret: "b", fieldRedirect: "https://a.example/"},
	})
	failsWith(t, err, data.Transient, oauth.CodeOpen)
	if !strings.HasPrefix(opened, webHost+"/oauth/v2/authorization?") || strings.Contains(opened, "code_challenge") {
		t.Errorf("opened %q", opened)
	}
	w := n.wire(apiHost, "")
	if got := w.rest("q=a", "socialActions", "urn:li:comment:(urn:li:activity:1,2)", "comments"); got != apiHost+"/rest/socialActions/urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C2%29/comments?q=a" {
		t.Errorf("address %q", got)
	}
}
