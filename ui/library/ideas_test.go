package library

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func TestIdeasStandInTheirColumns(t *testing.T) {
	all := []data.Idea{
		{ID: 1, Stage: data.StageReady}, {ID: 2, Stage: data.StageNew}, {ID: 3, Stage: data.StageReady}, {ID: 4, Stage: "elsewhere"},
	}
	columns := columnsOf(all)
	if len(columns) != 3 || len(columns[0]) != 1 || len(columns[1]) != 0 || len(columns[2]) != 2 || columns[2][0].ID != 1 {
		t.Errorf("%+v", columns)
	}
}

func TestACardSaysWhatAnIdeaIs(t *testing.T) {
	tr := tryOut(t)
	ideas, ok := tr.tabs[0].(*ideas)
	if !ok {
		t.Fatalf("the first part is %T", tr.tabs[0])
	}
	tr.show("ideas")
	ideas.read()
	tr.Until("the pillars", func() bool { return len(ideas.pillars) == 1 })
	long := strings.Repeat("a", 500)
	for want, i := range map[widgets.BoardCard]data.Idea{
		{Title: "Levain", Note: "Il chante."}:                     {Title: "Levain", Text: "Il chante."},
		{Title: "Il chante", Note: "le matin et le soir"}:         {Text: "Il chante\nle matin\n  et le soir"},
		{Title: "https://a.example"}:                              {Link: "https://a.example"},
		{Title: long[:160], Images: 2}:                            {Title: long, Media: make([]data.Attachment, 2)},
		{Title: "Four", Label: "Savoir-faire", Colour: "#C2573A"}: {Title: "Four", Pillar: 3},
		{Title: "D’un pilier qui n’est plus"}:                     {Title: "D’un pilier qui n’est plus", Pillar: 9},
	} {
		if got := ideas.card(i); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestATypedIdeaGoesOnTop(t *testing.T) {
	tr := tryOut(t)
	tr.desk.ideas = []data.Idea{{ID: 7, Title: "Avant", Stage: data.StageNew}}
	ideas := tr.tabs[0].(*ideas)
	tr.Activate()
	tr.Until("the board", func() bool { return ideas.known })
	ideas.typing.Focus()
	test.Type(tr.Bench.Canvas().Focused(), "  ")
	ideas.add()
	test.Type(tr.Bench.Canvas().Focused(), "La nuit ")
	ideas.add()
	tr.Until("two ideas", func() bool { return len(ideas.columns[0]) == 2 })
	if first := ideas.columns[0][0]; first.Title != "La nuit" || first.Brand != 1 || first.Stage != data.StageNew || ideas.typing.Text() != "" {
		t.Errorf("%+v, typed %q", first, ideas.typing.Text())
	}
	tr.brand.ID = 2
	tr.desk.mu.Lock()
	tr.desk.ideas = nil
	tr.desk.mu.Unlock()
	tr.Activate()
	if ideas.known {
		t.Error("the ideas of another brand are still there")
	}
	tr.Until("the other board", func() bool { return ideas.known })
}
