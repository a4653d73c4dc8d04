package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
)

const (
	// maxItem is how long one post may be as it is written, in bytes. The longest
	// known, albums of a thousand pictures, have half a megabyte.
	maxItem = 4 << 20
	// maxDepth is how deep a post may be nested; those of exports have ten levels.
	maxDepth = 64
	// maxBefore is how far from its beginning a file's JSON may begin.
	maxBefore = 4 << 10
)

// member is a list as a member of an object: its name and the bracket.
var member = regexp.MustCompile(`^[{,]\s*"(\w{1,80})"\s*:\s*\[`)

// cut reads a JSON file whose content is a list of posts, an object of such
// lists, or one post, and gives each post as it is written, valid or not. What
// stands before the JSON is passed by: X makes a script of it. lists tells
// which members of an object are lists of posts; nil: none, the object is one
// post.
//
// It is no json.Decoder since that keeps a value whole however long it is, and
// reads nothing more after the first mistake. The bytes given are overwritten
// by the next post. An item that is too long or too deep is given as an error.
func cut(in io.Reader, lists func(name string) bool, give func(raw []byte, err error) error) error {
	c := &cutter{in: bufio.NewReaderSize(in, 64<<10)}
	first, err := c.begin()
	if err != nil {
		return err
	}
	if first == '[' {
		_, _ = c.in.Discard(1)
		return c.list(give)
	}
	found := false
	for c.member(lists) {
		found = true
		if err := c.list(give); err != nil {
			return err
		}
		if _, err := c.skip(" \t\r\n"); err != nil {
			return err
		}
	}
	if found {
		return nil
	}
	return c.one(give)
}

// cutter stands at a place in a JSON file.
type cutter struct {
	in  *bufio.Reader
	raw []byte
}

// begin goes to where the JSON begins, and tells whether with "[" or "{".
func (c *cutter) begin() (byte, error) {
	for range maxBefore {
		b, err := c.in.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, err
		}
		if b == '[' || b == '{' {
			return b, c.in.UnreadByte()
		}
	}
	return 0, errors.New("no JSON in it")
}

// member goes into the next list of the object that it stands in, if that is
// what comes next and if it is wanted.
func (c *cutter) member(lists func(string) bool) bool {
	if lists == nil {
		return false
	}
	ahead, _ := c.in.Peek(256)
	at := member.FindSubmatch(ahead)
	if at == nil || !lists(string(at[1])) {
		return false
	}
	_, _ = c.in.Discard(len(at[0]))
	return true
}

// ahead is what was read already and comes next, at least one byte. The end is
// an error: nothing ends here.
func (c *cutter) ahead() ([]byte, error) {
	if _, err := c.in.Peek(1); err == io.EOF {
		return nil, io.ErrUnexpectedEOF
	} else if err != nil {
		return nil, err
	}
	return c.in.Peek(c.in.Buffered())
}

// skip passes by what is in set and returns the byte after it, not yet read.
func (c *cutter) skip(set string) (byte, error) {
	for {
		ahead, err := c.ahead()
		if err != nil {
			return 0, err
		}
		rest := bytes.TrimLeft(ahead, set)
		_, _ = c.in.Discard(len(ahead) - len(rest))
		if len(rest) > 0 {
			return rest[0], nil
		}
	}
}

// list gives the elements of the list that it stands in.
func (c *cutter) list(give func([]byte, error) error) error {
	for {
		b, err := c.skip(" \t\r\n,")
		if err != nil {
			return err
		}
		if b == ']' {
			_, err := c.in.Discard(1)
			return err
		}
		if err := c.one(give); err != nil {
			return err
		}
	}
}

// one gives the value that it stands before.
func (c *cutter) one(give func([]byte, error) error) error {
	c.raw = c.raw[:0]
	var v value
	tooLong := false
	for over := false; !over; {
		ahead, err := c.ahead()
		if err != nil {
			return err
		}
		var n int
		n, over = v.scan(ahead)
		if tooLong = tooLong || len(c.raw)+n > maxItem; !tooLong {
			c.raw = append(c.raw, ahead[:n]...)
		}
		_, _ = c.in.Discard(n)
	}
	switch {
	case tooLong:
		return give(nil, failure(CodeSize, fmt.Errorf("more than %d bytes", maxItem)))
	case v.deep:
		return give(nil, failure(CodeSize, fmt.Errorf("nested more than %d deep", maxDepth)))
	}
	return give(c.raw, nil)
}

// value follows a JSON value byte by byte to find its end, whether it is valid
// or not. Where brackets do not match it takes the nearest that does for the
// end of what is open, and an end of line for the end of a string, which cannot
// hold one: so a mistake in one post does not reach far into the next.
type value struct {
	open     uint64 // a bit for each level: 1 is an object
	depth    int
	deep     bool
	quoted   bool
	escaped  bool
	anything bool
}

// scan follows the value through b and returns how much of it belongs to the
// value, and whether the value ends there.
func (v *value) scan(b []byte) (n int, over bool) {
	for n < len(b) {
		switch char := b[n]; {
		case v.escaped:
			v.escaped = false
		case v.quoted:
			n += v.string(b[n:])
			continue
		case char == '"':
			v.quoted = true
		case char == '{', char == '[':
			v.enter(char == '{')
		case char == '}', char == ']':
			if v.depth == 0 {
				return v.end(n)
			}
			if v.leave(char == '}'); v.depth == 0 {
				return n + 1, true
			}
		case v.depth == 0 && char == ',':
			return v.end(n)
		}
		v.anything = true
		n++
	}
	return n, false
}

// end is the end of a plain value. A bracket in the place of one is passed by,
// so that there is always something that is.
func (v *value) end(n int) (int, bool) {
	if n == 0 && !v.anything {
		return 1, true
	}
	return n, true
}

// string follows a string to the first byte that says more than a letter, and
// that byte. It looks a little ahead at a time: a long text full of escapes
// would else be looked through to its end once for each.
func (v *value) string(b []byte) int {
	b = b[:min(len(b), 512)]
	end := bytes.IndexByte(b, '"')
	if end < 0 {
		end = len(b) - 1
	}
	if i := bytes.IndexByte(b[:end+1], '\n'); i >= 0 {
		end = i
	}
	if i := bytes.IndexByte(b[:end+1], '\\'); i >= 0 {
		v.escaped = true
		return i + 1
	}
	v.quoted = b[end] != '"' && b[end] != '\n'
	return end + 1
}

func (v *value) enter(object bool) {
	v.depth++
	if v.depth > maxDepth {
		v.deep = true
		return
	}
	bit := uint64(1) << (v.depth - 1)
	v.open &^= bit
	if object {
		v.open |= bit
	}
}

func (v *value) leave(object bool) {
	if v.depth > maxDepth {
		v.depth--
		return
	}
	for depth := v.depth; depth > 0; depth-- {
		if v.open>>(depth-1)&1 == 1 == object {
			v.depth = depth - 1
			return
		}
	}
}
