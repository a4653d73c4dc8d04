package composer

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

func TestAVariantFollowsUntilItIsEdited(t *testing.T) {
	d := draft{post: everywhere("Samedi")}
	d.setText(common, 0, "Samedi, des galettes")
	if got := d.parts(mastodon)[0]; got != "Samedi, des galettes" {
		t.Fatalf("the variant says %q", got)
	}
	d.setText(mastodon, 0, "Sur Mastodon")
	d.setText(common, 0, "Dimanche")
	if d.parts(mastodon)[0] != "Sur Mastodon" || d.parts(bluesky)[0] != "Dimanche" {
		t.Fatalf("mastodon %q, bluesky %q", d.parts(mastodon), d.parts(bluesky))
	}
	if !d.differs(mastodon) || d.differs(bluesky) {
		t.Error("the wrong account differs")
	}
	undo := d.follow(mastodon)
	if d.parts(mastodon)[0] != "Dimanche" {
		t.Error("it does not follow again")
	}
	undo()
	if d.parts(mastodon)[0] != "Sur Mastodon" {
		t.Error("undoing lost the variant")
	}
	d.setText(mastodon, 0, "Dimanche")
	if d.differs(mastodon) {
		t.Error("what says the same is no variant")
	}
}

func TestWhatChangesNothingIsNoEdit(t *testing.T) {
	d := draft{post: everywhere("Samedi")}
	d.setText(common, 0, "Samedi")
	d.setText(common, 7, "nowhere")
	d.setTitle("")
	d.setOption(mastodon, "spoiler", "")
	d.setOption(99, "spoiler", "x")
	d.setWhen(data.Schedule{})
	d.addAccount(mastodon)
	d.removeAccount(99)()
	d.removePart(common, 0)()
	if d.edits != 0 {
		t.Errorf("%d edits", d.edits)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	p := everywhere("a")
	p.Variants[1] = data.Variant{Account: mastodon, Parts: []string{"b"}, Options: map[string]string{"k": "v"}}
	p.Media = []data.Attachment{{Alt: "c"}}
	q := clone(p)
	p.Parts[0], p.Variants[1].Parts[0], p.Variants[1].Options["k"], p.Media[0].Alt = "x", "x", "x", "x"
	if q.Parts[0] != "a" || q.Variants[1].Parts[0] != "b" || q.Variants[1].Options["k"] != "v" || q.Media[0].Alt != "c" {
		t.Errorf("the copy changed: %+v", q)
	}
}

// picked names the pictures of a post with their parts: "a0 b1".
func picked(d *draft) []string {
	var out []string
	for _, a := range d.post.Media {
		out = append(out, string(a.Hash)+string(rune('0'+a.Part)))
	}
	return out
}

func TestRemovingAPartTakesItsPicturesAndUndoBringsThemBack(t *testing.T) {
	d := draft{post: everywhere("un", "deux", "trois")}
	for i, h := range []data.MediaHash{"a", "b", "c"} {
		d.attach(data.Media{Hash: h}, i)
	}
	undo := d.removePart(common, 1)
	if !slices.Equal(d.post.Parts, []string{"un", "trois"}) || !slices.Equal(picked(&d), []string{"a0", "c1"}) {
		t.Fatalf("parts %q, pictures %q", d.post.Parts, picked(&d))
	}
	d.setText(common, 1, "trois bis")
	undo()
	if !slices.Equal(d.post.Parts, []string{"un", "deux", "trois bis"}) {
		t.Errorf("parts %q", d.post.Parts)
	}
	if !slices.Equal(picked(&d), []string{"a0", "c2", "b1"}) {
		t.Errorf("pictures %q", picked(&d))
	}
}

func TestSplittingKeepsEveryWord(t *testing.T) {
	d := draft{post: everywhere("un deux", "fin")}
	d.attach(data.Media{Hash: "a"}, 1)
	undo := d.replacePart(common, 0, []string{"un", "deux"})
	if !slices.Equal(d.post.Parts, []string{"un", "deux", "fin"}) || !slices.Equal(picked(&d), []string{"a2"}) {
		t.Fatalf("parts %q, pictures %q", d.post.Parts, picked(&d))
	}
	undo()
	if !slices.Equal(d.post.Parts, []string{"un deux", "fin"}) || !slices.Equal(picked(&d), []string{"a1"}) {
		t.Errorf("undone: parts %q, pictures %q", d.post.Parts, picked(&d))
	}
	d = draft{post: everywhere("un deux")}
	undo = d.replacePart(common, 0, []string{"un", "deux"})
	d.setText(common, 1, "deux et demi")
	undo()
	if !slices.Equal(d.post.Parts, []string{"un\n\ndeux et demi"}) {
		t.Errorf("an edit was lost: %q", d.post.Parts)
	}
}

func TestJoiningGivesOneText(t *testing.T) {
	d := draft{post: everywhere("un", "deux")}
	undo := d.join(wordpress)
	if got := d.parts(wordpress); !slices.Equal(got, []string{"un\n\ndeux"}) {
		t.Fatalf("got %q", got)
	}
	undo()
	if d.differs(wordpress) {
		t.Error("undoing does not follow the common text")
	}
}

func TestPicturesInOrder(t *testing.T) {
	d := draft{post: everywhere("un", "deux")}
	for _, h := range []data.MediaHash{"a", "b", "c"} {
		if !d.attach(data.Media{Hash: h}, 0) {
			t.Fatal("refused")
		}
	}
	d.attach(data.Media{Hash: "z"}, 1)
	if d.attach(data.Media{Hash: "b"}, 0) {
		t.Error("attached twice to one part")
	}
	d.place(picture{0, "c"}, 0)
	if got := picked(&d); !slices.Equal(got, []string{"c0", "a0", "b0", "z1"}) {
		t.Errorf("moved to the front: %q", got)
	}
	d.place(picture{0, "c"}, 99)
	if got := picked(&d); !slices.Equal(got, []string{"a0", "b0", "c0", "z1"}) {
		t.Errorf("moved to the end: %q", got)
	}
	d.setAlt(picture{0, "b"}, "une fève")
	undo := d.detach(picture{0, "b"})
	if got := picked(&d); !slices.Equal(got, []string{"a0", "c0", "z1"}) {
		t.Errorf("removed: %q", got)
	}
	undo()
	if got := picked(&d); !slices.Equal(got, []string{"a0", "b0", "c0", "z1"}) || d.alt(picture{0, "b"}) != "une fève" {
		t.Errorf("undone: %q, alt %q", got, d.alt(picture{0, "b"}))
	}
}

func TestAccountsComeAndGo(t *testing.T) {
	d := draft{post: everywhere("un")}
	d.setText(mastodon, 0, "à part")
	d.setOption(mastodon, "spoiler", "fève")
	undo := d.removeAccount(mastodon)
	if _, there := d.post.Variant(mastodon); there {
		t.Fatal("still there")
	}
	undo()
	want := data.Variant{Account: mastodon, Parts: []string{"à part"}, Options: map[string]string{"spoiler": "fève"}}
	if diff := cmp.Diff(want, d.post.Variants[1]); diff != "" {
		t.Error(diff)
	}
}

func TestMergeKeepsWhatEachSideChanged(t *testing.T) {
	base := everywhere("un")
	base.ID, base.Revision = 5, 1
	mine, theirs := clone(base), clone(base)
	mine.Parts[0] = "un et demi"
	mine.Variants[1].Parts = []string{"à part"}
	theirs.When = data.Schedule{Wall: "2026-11-26T18:30", Zone: "Europe/Paris"}
	theirs.Variants = theirs.Variants[:2]
	theirs.Revision = 2
	merged, conflict := merge(base, mine, theirs)
	want := clone(mine)
	want.When, want.Revision, want.Variants = theirs.When, 2, mine.Variants[:2]
	if conflict {
		t.Error("there is no conflict")
	}
	if diff := cmp.Diff(want, merged); diff != "" {
		t.Error(diff)
	}
}

func TestMergeKeepsMineWhereBothChanged(t *testing.T) {
	base := everywhere("un")
	mine, theirs := clone(base), clone(base)
	mine.Title, theirs.Title = "le mien", "le leur"
	merged, conflict := merge(base, mine, theirs)
	if merged.Title != "le mien" || !conflict {
		t.Errorf("title %q, conflict %t", merged.Title, conflict)
	}
	theirs.Title = "le mien"
	if _, conflict := merge(base, mine, theirs); conflict {
		t.Error("the same change on both sides is no conflict")
	}
}

func TestMergeTakesNoTextForAnEmptyOne(t *testing.T) {
	base, mine, theirs := everywhere(""), everywhere("un"), everywhere()
	merged, conflict := merge(base, mine, theirs)
	if conflict || len(merged.Parts) != 1 || merged.Parts[0] != "un" {
		t.Errorf("merged %q, conflict %t", merged.Parts, conflict)
	}
}

func TestParseHour(t *testing.T) {
	for typed, want := range map[string][2]int{
		"18:30": {18, 30}, "18h30": {18, 30}, "18 h 30": {18, 30}, "18H": {18, 0}, "18.30": {18, 30},
		"1830": {18, 30}, "930": {9, 30}, "9": {9, 0}, " 09:05 ": {9, 5}, "0:00": {0, 0}, "23:59": {23, 59},
		"6:30 pm": {18, 30}, "6pm": {18, 0}, "12 am": {0, 0}, "12:15 PM": {12, 15}, "8 a.m.": {8, 0},
	} {
		h, m, err := parseHour(typed)
		if err != nil || h != want[0] || m != want[1] {
			t.Errorf("%q: %d:%d, %v", typed, h, m, err)
		}
	}
	for _, typed := range []string{"", "h", "24:00", "18:60", "18:3", "midi", "13 pm", "0 pm", "-1", "18:30:10", "12345", "1８"} {
		if h, m, err := parseHour(typed); err == nil {
			t.Errorf("%q is read as %d:%d", typed, h, m)
		}
	}
}

func FuzzParseHour(f *testing.F) {
	f.Add("18h30")
	f.Add("6:30 pm")
	f.Fuzz(func(t *testing.T, typed string) {
		h, m, err := parseHour(typed)
		if err == nil && (h < 0 || h > 23 || m < 0 || m > 59) {
			t.Errorf("%q: %d:%d", typed, h, m)
		}
	})
}
