package approval_test

import (
	"reflect"
	"slices"
	"testing"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
	"parvis/data/text"
)

// merged reads what is said of the sample, changes the posts meanwhile, and
// merges.
func merged(t *testing.T, meanwhile func([]data.Post) []data.Post, said ...reader.Reply) []approval.Outcome {
	t.Helper()
	pack := sample(t, "fr")
	p := open(t, build(t, pack))
	a, err := approval.Read(seal(t, p, say(p, said...)), key, soon)
	if err != nil {
		t.Fatal(err)
	}
	now := pack.Posts
	if meanwhile != nil {
		now = meanwhile(now)
	}
	before := copied(now)
	out := approval.Merge(a, now)
	if !reflect.DeepEqual(now, before) {
		t.Error("the posts that were given have changed")
	}
	if len(out) != 3 || out[0].Shown.Post != 12 || out[1].Shown.Post != 15 || out[2].Shown.Post != 20 {
		t.Fatalf("outcomes %+v", out)
	}
	return out
}

func copied(posts []data.Post) []data.Post {
	out := slices.Clone(posts)
	for i := range out {
		out[i].Parts = slices.Clone(out[i].Parts)
		out[i].Variants = slices.Clone(out[i].Variants)
		for v := range out[i].Variants {
			out[i].Variants[v].Parts = slices.Clone(out[i].Variants[v].Parts)
		}
	}
	return out
}

// edited changes one post and makes it another revision.
func edited(id data.PostID, change func(*data.Post)) func([]data.Post) []data.Post {
	return func(posts []data.Post) []data.Post {
		i := slices.IndexFunc(posts, func(p data.Post) bool { return p.ID == id })
		posts[i].Revision++
		change(&posts[i])
		return posts
	}
}

func TestVerdicts(t *testing.T) {
	first := func(text string) map[string]any { return reader.Wording("0", 0, text) }
	const shown = "Qui veut la dernière tarte ?"
	rewrite := edited(20, func(p *data.Post) { p.Parts[0] = "Il reste une tarte." })
	for name, c := range map[string]struct {
		meanwhile func([]data.Post) []data.Post
		said      map[string]any
		want      approval.Verdict
		text      string // of the post afterwards
	}{
		"nothing said":                {nil, reader.Say("20", "", ""), approval.Silent, shown},
		"approved":                    {nil, reader.Say("20", "approve", ""), approval.Approved, shown},
		"approved and edited since":   {rewrite, reader.Say("20", "approve", ""), approval.ApprovedOlder, "Il reste une tarte."},
		"refused":                     {nil, reader.Say("20", "refuse", "non"), approval.Refused, shown},
		"refused and edited since":    {rewrite, reader.Say("20", "refuse", "non"), approval.Refused, "Il reste une tarte."},
		"a comment":                   {nil, reader.Say("20", "", "Laquelle ?"), approval.Commented, shown},
		"a change in words":           {nil, reader.Say("20", "change", "plus court"), approval.Wanted, shown},
		"a change in the text":        {nil, reader.Say("20", "change", "", first("Qui veut la tarte ?")), approval.Wanted, "Qui veut la tarte ?"},
		"a text taken away":           {nil, reader.Say("20", "change", "", first("")), approval.Wanted, ""},
		"both changed it":             {rewrite, reader.Say("20", "change", "", first("Qui veut la tarte ?")), approval.Conflict, "Il reste une tarte."},
		"both changed it in one way":  {rewrite, reader.Say("20", "change", "", first("Il reste une tarte.")), approval.Wanted, "Il reste une tarte."},
		"words, and edited since":     {rewrite, reader.Say("20", "change", "plus court"), approval.Wanted, "Il reste une tarte."},
		"the time was changed here":   {edited(20, func(p *data.Post) { p.When.Wall = "2026-12-01T10:00" }), reader.Say("20", "change", "", first("x")), approval.Wanted, "x"},
		"the thread grew here":        {edited(20, func(p *data.Post) { p.Parts = append(p.Parts, "Suite.") }), reader.Say("20", "change", "", first("x")), approval.Conflict, shown},
		"the text went away here":     {edited(20, func(p *data.Post) { p.Parts = nil }), reader.Say("20", "change", "", first("x")), approval.Conflict, ""},
		"only invisible signs differ": {edited(20, func(p *data.Post) { p.Parts[0] = shown + "\x00" }), reader.Say("20", "change", "", first("x")), approval.Wanted, "x"},
	} {
		t.Run(name, func(t *testing.T) {
			o := merged(t, c.meanwhile, c.said)[2]
			got := slices.Concat(o.Post.Parts, []string{""})[0]
			if o.Verdict != c.want || got != c.text {
				t.Errorf("%q with %q, want %q with %q", o.Verdict, got, c.want, c.text)
			}
			if o.Older != (c.meanwhile != nil) {
				t.Errorf("older: %v", o.Older)
			}
		})
	}
}

func TestADeletedPostIsGone(t *testing.T) {
	out := merged(t, func(posts []data.Post) []data.Post { return posts[1:] }, reader.Say("12", "approve", ""), reader.Say("15", "approve", ""))
	if out[0].Verdict != approval.Gone || out[0].Post.ID != 0 || out[0].Decision != data.DecisionApprove || out[1].Verdict != approval.Approved {
		t.Errorf("%q and %q", out[0].Verdict, out[1].Verdict)
	}
}

// TestEachTextIsMergedByItself: of a thread with a variant, one part was changed
// here, another there.
func TestEachTextIsMergedByItself(t *testing.T) {
	meanwhile := edited(15, func(p *data.Post) {
		p.Parts[0] = "Portes ouvertes ce samedi."
		p.Variants[1].Parts[0] = "Portes ouvertes dimanche."
	})
	o := merged(t, meanwhile, reader.Say("15", "change", "",
		reader.Wording("0", 1, "Le fournil se visite de 9 h à 12 h."), reader.Wording("3", 0, "Portes ouvertes samedi !")))[1]
	if o.Verdict != approval.Conflict || len(o.Edits) != 2 || o.Edits[0].Conflict || !o.Edits[1].Conflict {
		t.Fatalf("%q with %+v", o.Verdict, o.Edits)
	}
	if want := []string{"Portes ouvertes ce samedi.", "Le fournil se visite de 9 h à 12 h."}; !slices.Equal(o.Post.Parts, want) {
		t.Errorf("the thread is %q", o.Post.Parts)
	}
	if got := o.Post.PartsFor(onBluesky); !slices.Equal(got, []string{"Portes ouvertes dimanche."}) {
		t.Errorf("the variant is %q", got)
	}
	e := o.Edits[1]
	asked, since := e.Asked(), e.Since()
	if !slices.Contains(asked, text.Change{Kind: text.Added, Text: "!"}) || !slices.Contains(since, text.Change{Kind: text.Added, Text: "dimanche"}) {
		t.Errorf("asked %+v, since %+v", asked, since)
	}
	want := []approval.Rewriting{
		{Part: 0, Shown: "Portes ouvertes samedi.", Now: "Portes ouvertes ce samedi."},
		{Account: onBluesky, Part: 0, Shown: "Portes ouvertes samedi, de 10 h à 12 h.", Now: "Portes ouvertes dimanche."},
	}
	if !reflect.DeepEqual(o.Rewritten, want) {
		t.Errorf("rewritten %+v", o.Rewritten)
	}
	if changes := o.Rewritten[0].Changes(); !slices.Contains(changes, text.Change{Kind: text.Added, Text: "ce "}) {
		t.Errorf("changes %+v", changes)
	}
}

// TestAVariantThatCameOrWent: the text that a reader changed, or saw, may have no
// place any more.
func TestAVariantThatCameOrWent(t *testing.T) {
	back := edited(15, func(p *data.Post) { p.Variants[1].Parts = nil })
	o := merged(t, back, reader.Say("15", "change", "", reader.Wording("3", 0, "Venez samedi.")))[1]
	if o.Verdict != approval.Conflict || o.Edits[0].Now != "" || len(o.Post.Variants[1].Parts) != 0 {
		t.Errorf("back to common: %q, %+v", o.Verdict, o.Edits)
	}
	left := edited(15, func(p *data.Post) { p.Variants = p.Variants[:1] })
	if o := merged(t, left, reader.Say("15", "change", "", reader.Wording("3", 0, "Venez samedi.")))[1]; o.Verdict != approval.Conflict {
		t.Errorf("an account left: %q", o.Verdict)
	}
	came := edited(15, func(p *data.Post) {
		p.Variants = append(p.Variants, data.Variant{Account: onBlog, Parts: []string{"Sur le blog."}})
	})
	o = merged(t, came, reader.Say("15", "approve", ""))[1]
	if want := []approval.Rewriting{{Account: onBlog, Now: "Sur le blog."}}; o.Verdict != approval.ApprovedOlder || !reflect.DeepEqual(o.Rewritten, want) {
		t.Errorf("an account came: %q, %+v", o.Verdict, o.Rewritten)
	}
}

func TestWhatElseChangedIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		change                    func(*data.Post)
		retitled, moved, pictured bool
	}{
		"the time":     {func(p *data.Post) { p.When.Wall = "2026-11-26T19:00" }, false, true, false},
		"the zone":     {func(p *data.Post) { p.When.Zone = "Europe/Brussels" }, false, true, false},
		"the title":    {func(p *data.Post) { p.Title = "Bûche" }, true, false, false},
		"the pictures": {func(p *data.Post) { p.Media = nil }, false, false, true},
		"an option":    {func(p *data.Post) { p.Variants[0].Options = map[string]string{"x": "y"} }, false, false, false},
	} {
		o := merged(t, edited(12, c.change), reader.Say("12", "approve", ""))[0]
		if !o.Older || o.Verdict != approval.ApprovedOlder || len(o.Rewritten) > 0 {
			t.Errorf("%s: %+v", name, o)
		}
		if o.Retitled != c.retitled || o.Moved != c.moved || o.Pictured != c.pictured {
			t.Errorf("%s: retitled %v, moved %v, pictured %v", name, o.Retitled, o.Moved, o.Pictured)
		}
	}
}

// TestPicturesAreComparedAsTheyAreShown: the page shows them part by part, in
// whatever order the post lists them.
func TestPicturesAreComparedAsTheyAreShown(t *testing.T) {
	o := merged(t, edited(15, func(p *data.Post) { slices.Reverse(p.Media) }), reader.Say("15", "approve", ""))[1]
	if o.Pictured {
		t.Error("the order in the list counts")
	}
	o = merged(t, edited(15, func(p *data.Post) { p.Media[0].Part = 1 }), reader.Say("15", "approve", ""))[1]
	if !o.Pictured {
		t.Error("a picture that goes with another part does not count")
	}
}
