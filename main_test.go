package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// top is what may stand at the top of the house besides hidden files; the last
// ones are what .gitignore names.
var top = []string{
	"FyneApp.toml", "LICENSE", "README.md", "assets", "data", "go.mod", "go.sum", "main.go", "main_test.go",
	"platforms", "ui", "parvis", "parvis.exe", "gallery", "tour",
}

// source is one Go file of the house.
type source struct {
	room  string // its folder from the top, "" for the top itself: "data/store"
	name  string // "store.go"
	test  bool
	lines []string
	set   *token.FileSet
	tree  *ast.File
}

func (s source) path() string { return path.Join(s.room, s.name) }

// rule is one of the import rules or checks on the source. check returns what
// breaks it.
type rule struct {
	name  string
	check func(source) []string
}

// TestHouse holds every file to the rules of the house. Rules bind what is
// shipped; tests are bound by the length of a file only.
func TestHouse(t *testing.T) {
	house := load(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, s := range house {
				if s.test {
					continue
				}
				for _, complaint := range r.check(s) {
					t.Errorf("%s: %s: %s", s.path(), r.name, complaint)
				}
			}
		})
	}
	t.Run("files fit the mind", func(t *testing.T) {
		for _, s := range house {
			if len(s.lines) > 400 {
				t.Logf("%s: %d lines", s.path(), len(s.lines))
			}
			if len(s.lines) > 450 {
				t.Errorf("%s: %d lines: split it", s.path(), len(s.lines))
			}
		}
	})
	t.Run("platforms lists every network", func(t *testing.T) {
		for _, missing := range unlisted(house) {
			t.Errorf("%s is not imported by platforms", missing)
		}
	})
}

// TestTop holds the names at the top of the house.
func TestTop(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(top, e.Name()) {
			t.Errorf("%s stands at the top without a reason that a newcomer would accept", e.Name())
		}
	}
}

// load parses what `go list` finds, also files for other systems.
func load(t *testing.T) (house []source) {
	t.Helper()
	format := ""
	for _, kind := range []string{"GoFiles", "CgoFiles", "IgnoredGoFiles", "TestGoFiles", "XTestGoFiles"} {
		format += "{{range ." + kind + "}}{{$.ImportPath}}/{{.}}\n{{end}}"
	}
	list, err := exec.Command("go", "list", "-e", "-tags", "ci", "-f", format, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Fields(string(list)) {
		at := strings.TrimPrefix(line, "parvis/")
		text, err := os.ReadFile(filepath.FromSlash(at))
		if err != nil {
			t.Fatal(err)
		}
		house = append(house, parsed(t, at, string(text)))
	}
	return house
}

func parsed(t *testing.T, at, text string) source {
	t.Helper()
	s := source{
		room: strings.TrimPrefix(path.Dir(at), "."), name: path.Base(at),
		test: strings.HasSuffix(at, "_test.go"), lines: strings.Split(strings.TrimSuffix(text, "\n"), "\n"), set: token.NewFileSet(),
	}
	var err error
	if s.tree, err = parser.ParseFile(s.set, at, text, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		t.Fatal(err)
	}
	return s
}

// rules are those of DESIGN.md, with their numbers there.
func rules() []rule {
	return []rule{
		{"1 assets and data stand alone", imports(1)},
		{"2 rooms of data", imports(2)},
		{"3 networks", imports(3)},
		{"4 ui is given ports", imports(4)},
		{"5 screens keep apart", screensApart},
		{"6 Fyne", onlyUIDraws},
		{"7 one room each", oneRoomEach},
		{"8 time", ban(belowTop, "time", "Now", "Since", "Until")},
		{"8 http.DefaultClient", ban(everywhere, "net/http", "DefaultClient", "DefaultTransport", "Get", "Head", "Post", "PostForm")},
		{"8 no init", noInit},
		{"8 no log.Fatal", ban(belowMain, "log", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln")},
		{"8 no os.Exit", ban(belowMain, "os", "Exit")},
		{"8 no package-level state", packageState},
		{"only ui/work says go", noGo},
		{"only ui/work says fyne.Do", ban(aboveWork, "fyne.io/fyne/v2", "Do", "DoAndWait")},
	}
}

// under tells whether a folder is room or stands in it.
func under(folder, room string) bool {
	return folder == room || strings.HasPrefix(folder, room+"/")
}

func (s source) imports() (paths []string) {
	for _, spec := range s.tree.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, "\"`"))
	}
	return paths
}

// importing names the imports that are unwanted.
func (s source) importing(unwanted func(path string) bool) (complaints []string) {
	for _, p := range s.imports() {
		if unwanted(p) {
			complaints = append(complaints, "imports "+p)
		}
	}
	return complaints
}

// mayImport says which rule binds a room, and what it may import of ours
// besides what stands in own, its own room.
func mayImport(room string) (rule int, own string, allowed []string) {
	within := func(rooms ...string) bool {
		return slices.ContainsFunc(rooms, func(r string) bool { return under(room, r) })
	}
	facts := []string{"data", "assets", "data/text", "data/calendar", "data/words"}
	pure := append(facts, "data/approval", "data/line", "data/media", "data/reputation", "data/report", "data/sheet", "data/spell")
	wire := []string{"data", "platforms/httpx", "platforms/oauth"}
	switch network := networkOf(room); {
	case within("assets"), room == "data":
		return 1, "-", nil
	case within("data/desk"):
		return 2, "data", nil
	case within("data/demo"):
		return 2, "data", []string{"assets", "platforms", "platforms/rehearsal"}
	case within("data"):
		return 2, member(room, "data"), facts
	case room == "platforms":
		return 3, "-", wire // and every network
	case within("platforms/facebook", "platforms/instagram", "platforms/threads"):
		return 3, network, append(wire, "platforms/likeness", "platforms/graph")
	case within("platforms/googlebusiness", "platforms/youtube"):
		return 3, network, append(wire, "platforms/likeness", "platforms/google")
	case network != "":
		return 3, network, append(wire, "platforms/likeness")
	case within("platforms/conformance"):
		return 3, "platforms/conformance", append(wire, "platforms/rehearsal")
	case within("platforms/google"):
		return 3, room, wire
	case within("platforms/graph"):
		return 3, room, append(wire, "platforms/likeness")
	case within("platforms/oauth", "platforms/feed"):
		return 3, room, []string{"data", "platforms/httpx"}
	case within("platforms"): // httpx, keychain, likeness, rehearsal
		return 3, room, []string{"data"}
	case within("ui/uitest/house"): // joins everything, as main does
		return 4, "ui", append(pure, "data/desk", "data/demo", "platforms", "platforms/httpx", "platforms/keychain", "platforms/oauth")
	case within("ui/uitest"):
		return 4, "ui", append(pure, "data/desk", "data/demo", "platforms", "platforms/rehearsal")
	case within("ui"):
		return 4, "ui", pure
	}
	return 0, "", nil // main joins everything
}

// imports holds the rooms that a rule binds to what they may import. The
// modules of others are bound in package data only.
func imports(rule int) func(source) []string {
	return func(s source) []string {
		binds, own, allowed := mayImport(s.room)
		return s.importing(func(p string) bool {
			room, ours := strings.CutPrefix(p, "parvis/")
			if binds != rule || s.room == "platforms" && networkOf(room) == room {
				return false
			}
			host, _, _ := strings.Cut(p, "/")
			return ours && !under(room, own) && !slices.Contains(allowed, room) ||
				s.room == "data" && strings.Contains(host, ".")
		})
	}
}

// member returns the room "wing/x" that a folder is or stands in, "" for one
// outside the wing and for the others that are in it.
func member(folder, wing string, others ...string) string {
	rest, ok := strings.CutPrefix(folder, wing+"/")
	name, _, _ := strings.Cut(rest, "/")
	if !ok || slices.Contains(others, name) {
		return ""
	}
	return wing + "/" + name
}

func networkOf(folder string) string {
	return member(folder, "platforms", "httpx", "oauth", "keychain", "feed", "google", "graph", "likeness", "rehearsal", "conformance")
}

func screenOf(folder string) string {
	return member(folder, "ui", "widgets", "theme", "work", "desktop", "uitest")
}

// unlisted are the networks that platforms does not import.
func unlisted(house []source) (missing []string) {
	var listed []string
	for _, s := range house {
		if s.room == "platforms" {
			listed = append(listed, s.imports()...)
		}
	}
	for _, s := range house {
		if n := networkOf(s.room); n != "" && !s.test && !slices.Contains(listed, "parvis/"+n) {
			listed, missing = append(listed, "parvis/"+n), append(missing, n)
		}
	}
	return missing
}

func screensApart(s source) []string {
	return s.importing(func(p string) bool {
		screen := screenOf(strings.TrimPrefix(p, "parvis/"))
		return strings.HasPrefix(s.room, "ui/") && !under(s.room, "ui/uitest") &&
			(p == "parvis/ui" || screen != "" && screen != screenOf(s.room))
	})
}

func onlyUIDraws(s source) []string {
	return s.importing(func(p string) bool {
		allowed := (s.room == "" || under(s.room, "ui")) && s.name != "model.go"
		return under(p, "fyne.io") && !allowed || under(p, "fyne.io/fyne/v2/app") && s.room != ""
	})
}

func oneRoomEach(s source) []string {
	return s.importing(func(p string) bool {
		return under(p, "modernc.org") && !under(s.room, "data/store") ||
			under(p, "github.com/zalando/go-keyring") && !under(s.room, "platforms/keychain") ||
			under(p, "golang.org/x/oauth2") && !under(s.room, "platforms/oauth") ||
			under(p, "github.com/wcharczuk/go-chart") && !under(s.room, "data/report")
	})
}

// uses returns where a file names something of a package.
func (s source) uses(pkg string, names ...string) []string {
	local := ""
	for _, spec := range s.tree.Imports {
		if spec.Path.Value == strconv.Quote(pkg) {
			local = path.Base(strings.TrimSuffix(pkg, "/v2"))
			if spec.Name != nil {
				local = spec.Name.Name
			}
		}
	}
	return s.where(func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || local == "" || !slices.Contains(names, sel.Sel.Name) {
			return false
		}
		x, ok := sel.X.(*ast.Ident)
		return ok && x.Name == local
	})
}

// where quotes the lines of what is unwanted.
func (s source) where(unwanted func(ast.Node) bool) (complaints []string) {
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if n != nil && unwanted(n) {
			line := s.set.Position(n.Pos()).Line
			complaints = append(complaints, fmt.Sprintf("line %d: %s", line, strings.TrimSpace(s.lines[line-1])))
		}
		return true
	})
	return complaints
}

func noInit(s source) []string {
	return s.where(func(n ast.Node) bool {
		f, ok := n.(*ast.FuncDecl)
		return ok && f.Recv == nil && f.Name.Name == "init"
	})
}

func noGo(s source) []string {
	return s.where(func(n ast.Node) bool {
		_, ok := n.(*ast.GoStmt)
		return ok && aboveWork(s)
	})
}

// ban keeps a file from naming something of a package, where binds says so.
func ban(binds func(source) bool, pkg string, names ...string) func(source) []string {
	return func(s source) []string {
		if !binds(s) {
			return nil
		}
		return s.uses(pkg, names...)
	}
}

func everywhere(source) bool  { return true }
func belowTop(s source) bool  { return s.room != "" }
func belowMain(s source) bool { return s.tree.Name.Name != "main" }
func aboveWork(s source) bool { return under(s.room, "ui") && !under(s.room, "ui/work") }

// packageState complains of variables that can only be meant to change. Tables
// and errors stay: Go has no constants for them.
func packageState(s source) []string {
	top := map[ast.Node]bool{}
	for _, d := range s.tree.Decls {
		if group, ok := d.(*ast.GenDecl); ok && group.Tok == token.VAR && !embeds(group.Doc) {
			for _, spec := range group.Specs {
				top[spec] = true
			}
		}
	}
	return s.where(func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		return ok && top[v] && v.Names[0].Name != "_" && !embeds(v.Doc) &&
			(len(v.Values) == 0 || slices.ContainsFunc(v.Values, changes))
	})
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:embed ")
	})
}

// changes tells whether a first value is one for something that changes: a
// plain value that a constant could be, a pointer, a function, a lock.
func changes(value ast.Expr) bool {
	switch v := value.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.SelectorExpr, *ast.FuncLit, *ast.UnaryExpr:
		return true
	case *ast.CallExpr:
		made, ok := v.Fun.(*ast.Ident)
		return ok && (made.Name == "make" || made.Name == "new")
	case *ast.CompositeLit:
		if of, ok := v.Type.(*ast.SelectorExpr); ok {
			from, ok := of.X.(*ast.Ident)
			return ok && (from.Name == "sync" || from.Name == "atomic")
		}
	}
	return false
}

// TestRulesCanFail shows that every rule sees what breaks it.
func TestRulesCanFail(t *testing.T) {
	violations := []struct{ rule, at, code string }{
		{"1", "assets/assets.go", `import "parvis/data"`},
		{"1", "data/post.go", `import "parvis/data/text"`},
		{"1", "data/post.go", `import "golang.org/x/text/language"`},
		{"2", "data/outbox/send.go", `import "parvis/data/store"`},
		{"2", "data/sync/sync.go", `import "parvis/platforms/httpx"`},
		{"2", "data/desk/desk.go", `import "parvis/platforms"`},
		{"3", "platforms/bluesky/client.go", `import "parvis/platforms/mastodon"`},
		{"3", "platforms/bluesky/client.go", `import "parvis/platforms/keychain"`},
		{"3", "platforms/rehearsal/server.go", `import "parvis/platforms/bluesky"`},
		{"3", "platforms/rehearsal/server.go", `import "parvis/platforms/likeness"`},
		{"3", "platforms/mastodon/client.go", `import "parvis/platforms/graph"`},
		{"3", "platforms/facebook/client.go", `import "parvis/platforms/google"`},
		{"3", "platforms/graph/graph.go", `import "parvis/platforms/instagram"`},
		{"3", "platforms/likeness/likeness.go", `import "parvis/platforms/mastodon"`},
		{"3", "platforms/likeness/likeness.go", `import "parvis/platforms/httpx"`},
		{"3", "platforms/conformance/suite.go", `import "parvis/platforms/bluesky"`},
		{"3", "platforms/keychain/system.go", `import "parvis/platforms/httpx"`},
		{"3", "platforms/platforms.go", `import "parvis/platforms/rehearsal"`},
		{"4", "ui/today/view.go", `import "parvis/data/store"`},
		{"4", "ui/window.go", `import "parvis/platforms/bluesky"`},
		{"5", "ui/today/view.go", `import "parvis/ui/calendar"`},
		{"5", "ui/today/view.go", `import "parvis/ui"`},
		{"5", "ui/widgets/chip.go", `import "parvis/ui/calendar"`},
		{"6", "ui/today/model.go", `import "fyne.io/fyne/v2/canvas"`},
		{"6", "data/report/png.go", `import "fyne.io/fyne/v2"`},
		{"6", "ui/window.go", `import "fyne.io/fyne/v2/app"`},
		{"7", "data/desk/desk.go", `import _ "modernc.org/sqlite"`},
		{"7", "main.go", `import "github.com/zalando/go-keyring"`},
		{"8 time", "data/outbox/send.go", `import "time"; var _ = time.Now()`},
		{"8 time", "ui/today/view.go", `import wall "time"; func f(t wall.Time) { wall.Since(t) }`},
		{"8 http.DefaultClient", "main.go", `import "net/http"; var _ = http.DefaultClient`},
		{"8 http.DefaultClient", "data/feed.go", `import "net/http"; func f() { http.Get("") }`},
		{"8 no init", "data/post.go", `func init() {}`},
		{"8 no log.Fatal", "data/post.go", `import "log"; func f() { log.Fatal() }`},
		{"8 no os.Exit", "ui/window.go", `import "os"; func f() { os.Exit(1) }`},
		{"8 no package-level state", "data/post.go", `var posts []int`},
		{"8 no package-level state", "data/post.go", `var n = 1`},
		{"8 no package-level state", "data/post.go", `import "sync"; var mu = sync.Mutex{}`},
		{"only ui/work says go", "ui/today/view.go", `func f() { go f() }`},
		{"only ui/work says fyne.Do", "ui/window.go", `import "fyne.io/fyne/v2"; func f() { fyne.Do(f) }`},
	}
	for _, v := range violations {
		seen := false
		for _, r := range rules() {
			seen = seen || strings.HasPrefix(r.name, v.rule) && len(r.check(parsed(t, v.at, "package p; "+v.code))) > 0
		}
		if !seen {
			t.Errorf("%q does not see %s in %s", v.rule, v.code, v.at)
		}
	}
	if got := unlisted([]source{parsed(t, "platforms/x/x.go", "package x")}); len(got) != 1 {
		t.Errorf("unlisted networks: %v", got)
	}
}
