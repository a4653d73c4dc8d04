package approval

import (
	"slices"

	"parvis/data"
	"parvis/data/text"
)

// Verdict is what a reply means for a post as it is now.
type Verdict string

const (
	Silent        Verdict = ""               // nothing was said of it
	Approved      Verdict = "approved"       // this very revision
	ApprovedOlder Verdict = "approved_older" // the post was changed since: look, or ask again
	// Wanted: a change is asked for, in words, in the text or both; every changed
	// text fits the post as it is.
	Wanted Verdict = "wanted"
	// Conflict: a change is asked for, and at least one text that the reader
	// changed was changed here as well.
	Conflict  Verdict = "conflict"
	Refused   Verdict = "refused"
	Commented Verdict = "commented" // a comment and no decision
	Gone      Verdict = "gone"      // the post was deleted
)

// Outcome is what one reply means.
type Outcome struct {
	Reply
	Verdict Verdict
	// Post is the post as it is now, with the reader's texts in it wherever they
	// fit; the zero value when it is gone. Saving it is up to whoever asked.
	Post data.Post
	// Older: the post has another revision than the reader saw. Since then
	// the texts, the title, the time and the pictures may have changed, or what the
	// page does not show.
	Older     bool
	Rewritten []Rewriting // what was written here since, text by text
	Retitled  bool
	Moved     bool
	Pictured  bool
	Edits     []Edit // what the reader changed, text by text
}

// Edit is one text that the reader changed.
type Edit struct {
	Account  data.AccountID // 0: the common text
	Part     int
	Shown    string // as the reader saw it
	Wanted   string // as it is to be
	Now      string // as it is here; empty when it is no more
	Conflict bool   // it was changed here as well, in another way
}

// Asked is what the reader changed, word by word.
func (e *Edit) Asked() []text.Change { return text.Diff(e.Shown, e.Wanted) }

// Since is what was changed here meanwhile, word by word.
func (e *Edit) Since() []text.Change { return text.Diff(e.Shown, e.Now) }

// Rewriting is one text that differs from what the reader saw. Either may be
// missing, and is empty then.
type Rewriting struct {
	Account data.AccountID // 0: the common text
	Part    int
	Shown   string
	Now     string
}

// Changes tells how it differs, word by word.
func (r *Rewriting) Changes() []text.Change { return text.Diff(r.Shown, r.Now) }

// Merge says what an answer means for posts as they are now, one outcome for each
// post that was asked for. Texts are merged three ways, part by part: the reader's
// text goes in where the one that was shown still stands, or where the same was
// written here already. current may hold other posts too; one that it does not
// hold is gone. Nothing of current is changed.
func Merge(a Answer, current []data.Post) []Outcome {
	out := make([]Outcome, 0, len(a.Posts))
	for _, r := range a.Posts {
		i := slices.IndexFunc(current, func(p data.Post) bool { return p.ID == r.Shown.Post })
		if i < 0 {
			out = append(out, Outcome{Reply: r, Verdict: Gone})
			continue
		}
		out = append(out, weigh(r, &current[i]))
	}
	return out
}

func weigh(r Reply, now *data.Post) Outcome {
	o := Outcome{Reply: r, Post: *now, Older: now.Revision != r.Shown.Revision}
	if o.Older {
		o.Rewritten = rewritten(r.Shown, now)
		o.Retitled = oneLine(now.Title) != r.Shown.Title
		o.Moved = now.When.Wall != r.Shown.Wall || now.When.Zone != r.Shown.Zone
		o.Pictured = !slices.Equal(pictures(now), r.Shown.Pictures)
	}
	o.Post.Parts = slices.Clone(now.Parts)
	o.Post.Variants = slices.Clone(now.Variants)
	for i := range o.Post.Variants {
		o.Post.Variants[i].Parts = slices.Clone(o.Post.Variants[i].Parts)
	}
	conflict := false
	for _, wanted := range r.Texts {
		e := o.take(wanted)
		conflict = conflict || e.Conflict
		o.Edits = append(o.Edits, e)
	}
	o.Verdict = verdict(r, o.Older, conflict)
	return o
}

func verdict(r Reply, older, conflict bool) Verdict {
	switch {
	case r.Decision == data.DecisionApprove && older:
		return ApprovedOlder
	case r.Decision == data.DecisionApprove:
		return Approved
	case r.Decision == data.DecisionChange && conflict:
		return Conflict
	case r.Decision == data.DecisionChange:
		return Wanted
	case r.Decision == data.DecisionRefuse:
		return Refused
	case r.Comment != "":
		return Commented
	}
	return Silent
}

// take puts a text that the reader changed into the post, where it fits.
func (o *Outcome) take(wanted Text) Edit {
	before, _ := find(o.Shown.Texts, wanted)
	e := Edit{Account: wanted.Account, Part: wanted.Part, Shown: before, Wanted: wanted.Text}
	parts := own(&o.Post, wanted.Account)
	if wanted.Part < len(parts) {
		e.Now = clean(parts[wanted.Part])
	}
	same := len(parts) == count(o.Shown.Texts, wanted.Account)
	switch {
	case same && e.Now == before:
		parts[wanted.Part] = wanted.Text
		if wanted.Account == 0 {
			o.Post.Parts = parts
		}
	case !same || e.Now != wanted.Text:
		e.Conflict = true
	}
	return e
}

// own are the parts of a version, where they can be written to; nil when an
// account has no text of its own. The common text always has a part.
func own(p *data.Post, version data.AccountID) []string {
	if version == 0 {
		if len(p.Parts) == 0 {
			return []string{""}
		}
		return p.Parts
	}
	v, _ := p.Variant(version)
	return v.Parts
}

func count(texts []Text, version data.AccountID) (n int) {
	for _, t := range texts {
		if t.Account == version {
			n++
		}
	}
	return n
}

// rewritten lists the texts that differ now, those that were shown first.
func rewritten(was Shown, now *data.Post) []Rewriting {
	var all []Rewriting
	for _, t := range was.Texts {
		r := Rewriting{Account: t.Account, Part: t.Part, Shown: t.Text}
		if parts := own(now, t.Account); t.Part < len(parts) {
			r.Now = clean(parts[t.Part])
		}
		all = append(all, r)
	}
	for _, version := range versions(now) {
		for i, part := range own(now, version) {
			if _, there := find(was.Texts, Text{Account: version, Part: i}); !there {
				all = append(all, Rewriting{Account: version, Part: i, Now: clean(part)})
			}
		}
	}
	return slices.DeleteFunc(all, func(r Rewriting) bool { return r.Shown == r.Now })
}

// pictures are what the page shows of a post, in its order: part by part.
func pictures(p *data.Post) []Picture {
	all := versions(p)
	if len(all) == 0 {
		return nil
	}
	var out []Picture
	for part := range p.PartsFor(all[0]) {
		for _, m := range p.MediaFor(all[0], part) {
			out = append(out, Picture{m.Hash, part})
		}
	}
	return out
}
