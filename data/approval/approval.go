// Package approval asks somebody outside for approval without an account: it
// makes one HTML file that shows posts and takes decisions in any browser,
// without a connection; it reads the answer that comes back, and says what that
// means for the posts as they are now. It stores nothing and sends nothing.
//
// The file is signed with a key of this desk, and the answer repeats what its
// reader saw: an answer to a file that was edited on the way is told from one to
// the file that was made. Nothing in it proves who answered: whoever holds the
// file can answer it, as whoever holds a letter can.
package approval

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"slices"

	"parvis/data"
	"parvis/data/words"
)

// Limits. What exceeds them is refused.
const (
	MaxAnswer = 5 << 20 // bytes of an answer
	MaxShown  = 1 << 20 // bytes of all texts of a file, so that an answer never exceeds MaxAnswer
	MaxSide   = 1200    // pixels of the longer side of a picture
	MinKey    = 32      // bytes of the key
)

// What a reader can write at most, in characters: the page stops there.
const (
	MaxName    = 100
	MaxComment = 5_000
	// MaxText holds for a text that was changed, unless what was shown was more
	// than half as long: then twice its length does.
	MaxText = 10_000
)

// Extension is how the name of an answer ends.
const Extension = ".parvis-reponse"

// Codes of the Invalid failures of [Read].
const (
	CodeForeign = "approval_foreign" // no answer, or one to another desk's file
	CodeAltered = "approval_altered" // the answer was changed since it was given
	CodeEdited  = "approval_edited"  // the file was changed before it was read
	CodeLate    = "approval_late"    // data.Approval.Until has passed
	CodeCut     = "approval_cut"     // a part of the answer is missing
	CodeSize    = "approval_size"    // larger than MaxAnswer
	CodeNewer   = "approval_newer"   // made by a newer Parvis
)

// Codes of the Invalid failures of [Make].
const (
	CodeEmpty   = "approval_empty"   // no post to approve
	CodeLong    = "approval_long"    // more text than MaxShown
	CodePicture = "approval_picture" // a picture is missing, no JPEG or larger than MaxSide
)

// Pack is what one reader is asked.
type Pack struct {
	Approval data.Approval // as it was saved: ID, Made and the revisions are signed
	Brand    data.Brand
	Posts    []data.Post    // those of Approval.Posts
	Accounts []data.Account // that they go to
	// Pictures are what is attached, as it is shown: JPEG, no side longer than
	// MaxSide. A video may have a still here, or nothing.
	Pictures map[data.MediaHash][]byte
	Book     *words.Book // in the reader's language
	Mail     string      // the address that the answer goes to; empty: not said
	Key      []byte      // the desk's own secret, at least MinKey random bytes
}

// Make writes the file: one HTML page in UTF-8 that needs nothing besides. The
// posts come in the order of Approval.Posts.
//
// A post that is not given is data.ErrNoSuch, as is an account; one at another
// revision than Approval.Posts says is data.ErrStale. The other errors are Invalid
// failures with the codes above.
func Make(p Pack) ([]byte, error) {
	if len(p.Key) < MinKey {
		return nil, fmt.Errorf("approval: a key of %d bytes, at least %d", len(p.Key), MinKey)
	}
	v, err := p.view()
	if err != nil {
		return nil, err
	}
	fields := v.fields()
	canon := canonical(fields)
	if len(canon) > MaxShown {
		return nil, refuse("make", CodeLong, fmt.Errorf("%d bytes of text", len(canon)))
	}
	v.seal(p.Key, canon)
	return v.render(p.Book)
}

// ordered are the posts as they are asked for, at the revision asked for.
func (p *Pack) ordered() ([]data.Post, error) {
	if len(p.Approval.Posts) == 0 {
		return nil, refuse("make", CodeEmpty, nil)
	}
	var out []data.Post
	for _, asked := range p.Approval.Posts {
		i := slices.IndexFunc(p.Posts, func(post data.Post) bool { return post.ID == asked.Post })
		switch {
		case i < 0:
			return nil, fmt.Errorf("approval: make: post %d: %w", asked.Post, data.ErrNoSuch)
		case p.Posts[i].Revision != asked.Revision:
			return nil, fmt.Errorf("approval: make: post %d at revision %d, asked for %d: %w",
				asked.Post, p.Posts[i].Revision, asked.Revision, data.ErrStale)
		}
		out = append(out, p.Posts[i])
	}
	return out, nil
}

// picture is what is shown of an attachment; nil of a video without a still.
func (p *Pack) picture(a data.Attachment) ([]byte, error) {
	b, ok := p.Pictures[a.Hash]
	if !ok && a.Video() {
		return nil, nil
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err == nil && max(config.Width, config.Height) > MaxSide {
		err = fmt.Errorf("%d × %d pixels", config.Width, config.Height)
	}
	if err != nil {
		return nil, refuse("make", CodePicture, fmt.Errorf("%s: %w", a.Name, err))
	}
	return b, nil
}

func refuse(op, code string, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: "approval: " + op, Code: code, Err: err}
}
