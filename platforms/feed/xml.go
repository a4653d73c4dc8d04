package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Bounds of what is read (R46): a feed of 5 MB can say more than memory holds.
const (
	maxEntries = 5_000   // of a feed, bad ones included
	maxNodes   = 250_000 // elements and texts of a whole file
	maxDepth   = 100     // elements within elements
	maxPasses  = 3       // lengths of the file that are read in all, with going back
)

var (
	errEnds    = errors.New("it ends in the middle")
	errTooDeep = errors.New("too many elements within each other")
	errTooMany = errors.New("too many elements")
)

// node is an element with what is in it, or a text, which has no name.
type node struct {
	name  string // lower case, with the short name of its namespace: "title", "dc:date"
	attrs []xml.Attr
	text  string
	kids  []*node
}

// scanner reads XML as feeds write it, entry by entry. It is not strict: what
// is not closed is closed by what follows, a stray end is passed over, an "&"
// may stand alone. After an error that leaves no sense it goes on with the next
// entry. It works on single tokens because the decoder's own bookkeeping gives
// up at the first end that does not fit.
type scanner struct {
	text     string
	dec      *xml.Decoder
	from     int               // where in text dec began
	budget   int               // bytes that may still be read
	pending  *xml.StartElement // read, not yet used
	begins   *regexp.Regexp    // how an entry begins
	prefixes map[string]string // short name by the prefix that stands for it
	nodes    int

	kind  string // of file, by its root: "rss", "rdf", "feed", "opml"
	root  *node  // without what is in it
	meta  []*node
	items []*node // nil for one that could not be read, which is in bad
	bad   []error
}

// scan reads a whole file. The error is errPage, errDTD or errUnreadable;
// errors within the file are in bad.
func scan(text string) (*scanner, error) {
	s := &scanner{text: text, budget: maxPasses * len(text), prefixes: map[string]string{}}
	s.goOn(0)
	for {
		t, err := s.dec.RawToken()
		if err != nil {
			return nil, errUnreadable
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, doctype(string(t))
		case xml.StartElement:
			if err := s.begin(t); err != nil {
				return nil, err
			}
			s.walk()
			return s, nil
		}
	}
}

// doctype is the error for "<!…>" in front of everything. A DTD is where XML
// keeps its traps, entities that grow or that fetch, and no feed of today needs
// one.
func doctype(said string) error {
	if fields := strings.Fields(strings.ToLower(said)); len(fields) > 1 && fields[0] == "doctype" && fields[1] == "html" {
		return errPage
	}
	return errDTD
}

// begin looks at the root.
func (s *scanner) begin(root xml.StartElement) error {
	s.kind = strings.ToLower(root.Name.Local)
	if s.kind == "feed" && root.Name.Space != "" {
		s.prefixes[root.Name.Space] = "" // Atom that writes "atom:entry"
	}
	s.root = s.node(root)
	entry := "item"
	switch s.kind {
	case "rss", "rdf":
	case "feed":
		entry = "entry"
	case "opml":
		return nil
	case "html":
		return errPage
	default:
		return errUnreadable
	}
	s.begins = regexp.MustCompile(`(?i)<(?:[\w.-]+:)?` + entry + `[\s/>]`)
	return nil
}

// goOn starts reading at a place of the text.
func (s *scanner) goOn(at int) {
	s.from, s.pending = at, nil
	s.dec = xml.NewDecoder(strings.NewReader(s.text[at:]))
	s.dec.Strict = false
	s.dec.Entity = xml.HTMLEntity
	s.dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
}

// offset is how far the text was read.
func (s *scanner) offset() int { return s.from + int(s.dec.InputOffset()) }

// walk reads what is in the root up to its end.
func (s *scanner) walk() {
	inside := false // a channel was entered
	for len(s.items)+len(s.bad) < maxEntries {
		t, err := s.next()
		at := s.offset()
		start, begins := t.(xml.StartElement)
		end, ends := t.(xml.EndElement)
		switch {
		case ends && strings.EqualFold(end.Name.Local, s.kind):
			return
		case begins && !inside && s.name(start.Name) == "channel":
			inside = true
			s.root.attrs = append(s.root.attrs, s.node(start).attrs...)
		case begins:
			err = s.take(start)
		}
		if err != nil && !s.recover(at, err) {
			return
		}
	}
	s.bad = append(s.bad, fmt.Errorf("nothing was read after %d entries", maxEntries))
}

// take reads one element that stands beside others. What could be read of one
// that is no entry is kept.
func (s *scanner) take(start xml.StartElement) error {
	n, err := s.element(start)
	switch {
	case !s.isEntry(n.name):
		s.meta = append(s.meta, n)
	case err == nil:
		s.items = append(s.items, n)
	default:
		s.items = append(s.items, nil)
		return fmt.Errorf("entry %d: %w", len(s.items), err)
	}
	return err
}

// recover notes an error met after at and goes on with the next entry. It is
// false when there is none, or too much was read again and again.
func (s *scanner) recover(at int, err error) bool {
	s.bad = append(s.bad, err)
	end := s.offset()
	s.budget -= end - s.from
	if end >= len(s.text) {
		end = at // something swallowed the rest: look for entries in it
	}
	if s.begins == nil || s.budget <= 0 || errors.Is(err, errTooMany) {
		return false
	}
	next := s.begins.FindStringIndex(s.text[end:])
	if next == nil {
		return false
	}
	s.goOn(end + next[0])
	return true
}

func (s *scanner) next() (xml.Token, error) {
	if s.pending != nil {
		t := *s.pending
		s.pending = nil
		return t, nil
	}
	t, err := s.dec.RawToken()
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		err = errEnds
	case errors.As(err, &syntax):
		err = errors.New(syntax.Msg) // its line is counted from where reading went on
	}
	return t, err
}

// element reads what is in an element, up to its end or to where the next
// entry begins. With an error it returns what it has.
func (s *scanner) element(start xml.StartElement) (*node, error) {
	top := s.node(start)
	open := []*node{top}
	for {
		t, err := s.next()
		if err != nil {
			return top, err
		}
		last := open[len(open)-1]
		switch t := t.(type) {
		case xml.CharData:
			last.kids = append(last.kids, &node{text: string(t)})
			s.nodes++
		case xml.StartElement:
			if s.isEntry(s.name(t.Name)) {
				s.pending = &t
				return top, nil
			}
			n := s.node(t)
			last.kids, open = append(last.kids, n), append(open, n)
		case xml.EndElement:
			name := s.name(t.Name)
			i := len(open) - 1
			for i >= 0 && open[i].name != name {
				i--
			}
			if i == 0 || name == "channel" {
				return top, nil
			}
			if i > 0 {
				open = open[:i]
			}
		case xml.Directive:
			return top, errors.New("a definition in the middle")
		}
		if len(open) > maxDepth {
			return top, errTooDeep
		}
		if s.nodes > maxNodes {
			return top, errTooMany
		}
	}
}

func (s *scanner) isEntry(name string) bool {
	return s.kind == "feed" && name == "entry" || (s.kind == "rss" || s.kind == "rdf") && name == "item"
}

// node makes a node of a start, and learns the prefixes that it declares.
// Prefixes hold for the whole file: no feed gives one two meanings.
func (s *scanner) node(start xml.StartElement) *node {
	for _, a := range start.Attr {
		if _, known := s.prefixes[a.Name.Local]; a.Name.Space == "xmlns" && !known {
			s.prefixes[a.Name.Local] = short(a.Name.Local, a.Value)
		}
	}
	s.nodes += 1 + len(start.Attr)
	return &node{name: s.name(start.Name), attrs: start.Attr}
}

// name is an element's name in lower case, behind the short name of its
// namespace.
func (s *scanner) name(n xml.Name) string {
	space, known := s.prefixes[n.Space]
	if !known {
		space = n.Space
	}
	if space == "" {
		return strings.ToLower(n.Local)
	}
	return strings.ToLower(space + ":" + n.Local)
}

// short is the name that this package has for a namespace: "" for RSS 1.0, the
// prefix for one that it does not know.
func short(prefix, space string) string {
	switch strings.TrimRight(space, "/#") {
	case "http://purl.org/rss/1.0", "http://my.netscape.com/rdf/simple/0.9":
		return ""
	case "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns":
		return "atom"
	case "http://www.w3.org/1999/02/22-rdf-syntax-ns":
		return "rdf"
	case "http://purl.org/rss/1.0/modules/content":
		return "content"
	case "http://purl.org/dc/elements/1.1":
		return "dc"
	case "http://purl.org/dc/terms":
		return "dcterms"
	case "http://search.yahoo.com/mrss":
		return "media"
	}
	return prefix
}

// attr is an attribute by its name with prefix, in any case; "" without it.
func (n *node) attr(name string) string {
	space, local, ok := strings.Cut(name, ":")
	if !ok {
		space, local = "", name
	}
	for _, a := range n.attrs {
		if a.Name.Space == space && strings.EqualFold(a.Name.Local, local) {
			return a.Value
		}
	}
	return ""
}

// value is all text in an element, on one line.
func (n *node) value() string {
	var out strings.Builder
	n.write(&out)
	return single(out.String())
}

func (n *node) write(out *strings.Builder) {
	out.WriteString(n.text)
	for _, kid := range n.kids {
		kid.write(out)
	}
}

// all are the nodes of any of the names, those of the first name first.
func all(nodes []*node, names ...string) []*node {
	var found []*node
	for _, name := range names {
		for _, n := range nodes {
			if n.name == name {
				found = append(found, n)
			}
		}
	}
	return found
}

// firstValue is the first value that is not empty among the nodes of the names.
func firstValue(nodes []*node, names ...string) string {
	for _, n := range all(nodes, names...) {
		if v := n.value(); v != "" {
			return v
		}
	}
	return ""
}

// hasElements tells whether there is more than text in an element.
func (n *node) hasElements() bool {
	return slices.ContainsFunc(n.kids, func(kid *node) bool { return kid.name != "" })
}
