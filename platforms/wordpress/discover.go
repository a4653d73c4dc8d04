package wordpress

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"parvis/data"
	"parvis/platforms/httpx"
)

// apiRelation is how a site's pages link to its REST API.
const apiRelation = "https://api.w.org/"

var apiLink = regexp.MustCompile(`<([^>]+)>\s*;\s*rel="?https://api\.w\.org/"?`)

// site is a WordPress site whose REST API was found.
type site struct {
	wire
	name      string // "Maison Lenoir"
	home      string // "maison.example/blog"
	software  string // "WordPress 6.5.5", or "WordPress" where the site is silent
	passwords bool   // application passwords are switched on
}

// siteURL brings the address that was typed into one form, without a slash at
// its end. The address of a page of the administration will do.
func siteURL(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", errors.New("not the address of a site")
	}
	path := u.Path
	for _, inside := range []string{"/wp-admin", "/wp-login.php", "/wp-json"} {
		path, _, _ = strings.Cut(path, inside)
	}
	return u.Scheme + "://" + u.Host + strings.TrimRight(path, "/"), nil
}

// discover finds the REST API of a site: where its home page says, or else in
// the two places where it can be.
func (n *Network) discover(ctx context.Context, op, address string, as login) (site, error) {
	home, err := n.http.Do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: address + "/"})
	if err != nil {
		return site{}, err
	}
	linked, software := readHome(home)
	if linked != "" {
		found, _, err := n.index(ctx, op, reachable(linked, address), as)
		found.software = software
		return found, err
	}
	found, status, err := n.index(ctx, op, address+"/wp-json", as)
	if status == http.StatusNotFound {
		found, _, err = n.index(ctx, op, address+"/?rest_route=", as)
		if err != nil {
			return site{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeServer, Err: err}
		}
	}
	found.software = software
	return found, err
}

// reachable is the root that a site names, without a slash at its end. A site
// behind a proxy may not know that it is spoken with over https.
func reachable(linked, address string) string {
	linked = strings.TrimRight(linked, "/")
	if rest, plain := strings.CutPrefix(linked, "http://"); plain && strings.HasPrefix(address, "https://") {
		linked = "https://" + rest
	}
	return linked
}

// readHome reads from a home page where the API is, "" when it does not say,
// and which version made the page.
func readHome(home *httpx.Response) (root, software string) {
	software = "WordPress"
	if m := apiLink.FindStringSubmatch(strings.Join(home.Header.Values("Link"), ",")); m != nil {
		root = m[1]
	}
	z := html.NewTokenizer(bytes.NewReader(home.Body))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		switch {
		case t.Data == "link" && attribute(t, "rel") == apiRelation && root == "":
			root = attribute(t, "href")
		case t.Data == "meta" && attribute(t, "name") == "generator" && strings.HasPrefix(attribute(t, "content"), "WordPress "):
			software = attribute(t, "content")
		}
	}
	return root, software
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// index reads what the API says of itself, signed in, since some sites show it
// to nobody else. The status is that of the answer, 0 without one.
func (n *Network) index(ctx context.Context, op, root string, as login) (site, int, error) {
	found := site{wire: wire{http: n.http, root: root}}
	resp, err := n.http.Do(ctx, found.signed(as, found.read(op, "/", values("_fields", "name,home,namespaces,authentication"))))
	if err != nil {
		return found, 0, err
	}
	if f := refusal(op, resp); f != nil {
		if f.Kind == data.Auth {
			f.Code = CodePassword
		}
		return found, resp.Status, f
	}
	var said struct {
		Name, Home     string
		Namespaces     []string
		Authentication json.RawMessage // an object; PHP writes an empty one as a list
	}
	if err := resp.JSON(op, &said); err != nil {
		return found, resp.Status, err
	}
	if !slices.Contains(said.Namespaces, "wp/v2") {
		return found, resp.Status, resp.Malformed(op, errors.New("not the API of WordPress"))
	}
	var ways map[string]json.RawMessage
	if json.Unmarshal(said.Authentication, &ways) == nil {
		_, found.passwords = ways["application-passwords"]
	}
	found.name = plain(said.Name)
	found.home = strings.TrimRight(said.Home, "/")
	if _, rest, ok := strings.Cut(found.home, "://"); ok {
		found.home = rest
	}
	return found, resp.Status, nil
}
