package approval

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"

	"parvis/assets"
	"parvis/data/words"
)

//go:embed page/page.html
var pageHTML string

//go:embed page/page.css
var pageCSS string

//go:embed page/sha256.js
var sha256JS string

//go:embed page/page.js
var pageJS string

// seal signs what is shown.
func (v *view) seal(key []byte, canon string) {
	v.Desk = deskSign(key)
	v.Signature = signature(key, canon)
	v.Seal = hex.EncodeToString(seal(key, v.Signature))
	v.Digest = digest(canon)
}

// render fills the page in. Every text goes through html/template as text; only
// our own style and script go in as they are, and only they run: the policy
// names them by their digest and allows nothing else, neither a connection, a
// frame nor a form.
func (v *view) render(b *words.Book) ([]byte, error) {
	script := sha256JS + pageJS
	page, err := template.New("page").Funcs(template.FuncMap{
		"lang": b.Lang,
		"t":    b.T,
		"n":    b.N,
		"add":  func(a, b int) int { return a + b },
		"icon": icon,
		"max":  func() map[string]int { return map[string]int{"Name": MaxName, "Comment": MaxComment} },
		"policy": func() template.HTML {
			return template.HTML(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; ` +
				`style-src ` + allowance(pageCSS) + `; script-src ` + allowance(script) + `; base-uri 'none'; form-action 'none'">`)
		},
		"style":  func() template.HTML { return template.HTML("<style>" + pageCSS + "</style>") },
		"script": func() template.HTML { return template.HTML("<script>" + script + "</script>") },
	}).Parse(pageHTML)
	if err != nil {
		return nil, fmt.Errorf("approval: page: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("approval: page: %w", err)
	}
	return out.Bytes(), nil
}

// allowance is how a policy names a style or a script by its digest (CSP Level 3,
// section 2.3.1).
func allowance(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// icon is one of our own drawings, hidden from those who listen to the page: a
// word always stands beside it.
func icon(name string) (template.HTML, error) {
	svg, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return "", err
	}
	return template.HTML(strings.Replace(string(svg), "<svg ", `<svg class="icon" aria-hidden="true" `, 1)), nil
}
