package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

func TestTemplates(t *testing.T) {
	d := openDesk(t)
	group := data.Template{Brand: d.brand, Kind: data.TemplateHashtags, Name: "base", Text: "#pain #levain"}
	must(t, d.SaveTemplate(t.Context(), &group))
	post := data.Template{Brand: d.brand, Kind: data.TemplatePost, Name: "Promo", Title: "{produit}", Text: "{prix}", Lang: "fr", Networks: []data.NetworkName{"mastodon", "bluesky"}}
	must(t, d.SaveTemplate(t.Context(), &post))
	post.Text = "{produit} à {prix}"
	must(t, d.SaveTemplate(t.Context(), &post))
	all, err := d.Templates(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Template{post, group})
	must(t, d.DeleteTemplate(t.Context(), post.ID))
	wantErr(t, d.DeleteTemplate(t.Context(), post.ID), data.ErrNoSuch)
	wantErr(t, d.SaveTemplate(t.Context(), &post), data.ErrNoSuch)
	must(t, d.RestoreTemplate(t.Context(), post.ID))
	wantErr(t, d.RestoreTemplate(t.Context(), post.ID), data.ErrNoSuch)
	all, err = d.Templates(t.Context(), d.brand)
	must(t, err)
	same(t, len(all), 2)
	post.Brand = d.addBrand("Autre")
	wantErr(t, d.SaveTemplate(t.Context(), &post), data.ErrOtherBrand)
}

func TestIdeaComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	i := data.Idea{
		Brand: d.brand, Title: "Four", Text: "la nuit", Pillar: d.addPillars("Métier")[0], Stage: data.StageWork, Place: 7,
		Media: []data.Attachment{{Media: data.Media{Hash: "ab", MIME: "image/jpeg"}, Alt: "un four", Focus: data.Focus{X: 0.1, Y: 0.2}}},
		Link:  "https://a.example",
	}
	must(t, d.SaveIdea(t.Context(), &i))
	if i.Place != 0 || !i.Created.Equal(noon) {
		t.Fatalf("%+v", i)
	}
	i.Text, i.Stage, i.Place = "le jour", data.StageReady, 3
	must(t, d.SaveIdea(t.Context(), &i))
	all, err := d.Ideas(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Idea{i})
	same(t, i.Stage, data.StageWork)
	wantErr(t, d.SaveIdea(t.Context(), &data.Idea{Brand: d.brand, Stage: "nowhere"}), data.ErrNoSuch)
	wantErr(t, d.MoveIdea(t.Context(), i.ID, "nowhere", 0), data.ErrNoSuch)
	wantErr(t, d.MoveIdea(t.Context(), 99, data.StageNew, 0), data.ErrNoSuch)
	i.Brand = d.addBrand("Autre")
	wantErr(t, d.SaveIdea(t.Context(), &i), data.ErrOtherBrand)
}

// TestIdeasKeepTheirOrder holds random moves against slices that do the same.
func TestIdeasKeepTheirOrder(t *testing.T) {
	d := openDesk(t)
	_, err := d.core.write.Exec(`PRAGMA synchronous = OFF`)
	must(t, err)
	random := rand.New(rand.NewPCG(5, 6))
	board := map[data.Stage][]data.IdeaID{}
	type deleted struct {
		id    data.IdeaID
		stage data.Stage
		place int
	}
	var bin []deleted
	insert := func(id data.IdeaID, stage data.Stage, place int) {
		board[stage] = slices.Insert(board[stage], min(place, len(board[stage])), id)
	}
	remove := func(id data.IdeaID) (data.Stage, int) {
		for stage, ids := range board {
			if i := slices.Index(ids, id); i >= 0 {
				board[stage] = slices.Delete(ids, i, i+1)
				return stage, i
			}
		}
		return "", 0
	}
	pick := func() data.IdeaID {
		all := slices.Concat(board[data.StageNew], board[data.StageWork], board[data.StageReady])
		if len(all) == 0 {
			return 0
		}
		return all[random.IntN(len(all))]
	}
	for range 300 {
		stage, place := data.Stages()[random.IntN(3)], random.IntN(6)
		switch id := pick(); {
		case id == 0 || random.IntN(4) == 0:
			i := data.Idea{Brand: d.brand, Stage: stage, Place: place}
			must(t, d.SaveIdea(t.Context(), &i))
			insert(i.ID, stage, place)
		case random.IntN(4) == 0:
			must(t, d.DeleteIdea(t.Context(), id))
			from, at := remove(id)
			bin = append(bin, deleted{id, from, at})
		case len(bin) > 0 && random.IntN(4) == 0:
			last := bin[len(bin)-1]
			bin = bin[:len(bin)-1]
			must(t, d.RestoreIdea(t.Context(), last.id))
			insert(last.id, last.stage, last.place)
		default:
			must(t, d.MoveIdea(t.Context(), id, stage, place))
			remove(id)
			insert(id, stage, place)
		}
		d.wantBoard(board)
	}
}

func (d *desk) wantBoard(board map[data.Stage][]data.IdeaID) {
	d.t.Helper()
	all, err := d.Ideas(d.t.Context(), d.brand)
	must(d.t, err)
	got := map[data.Stage][]data.IdeaID{}
	for _, i := range all {
		if i.Place != len(got[i.Stage]) {
			d.t.Fatalf("idea %d is at %d of %q, after %d others", i.ID, i.Place, i.Stage, len(got[i.Stage]))
		}
		got[i.Stage] = append(got[i.Stage], i.ID)
	}
	for _, stage := range data.Stages() {
		if !slices.Equal(got[stage], board[stage]) {
			d.t.Fatalf("%s: %v, want %v", stage, got[stage], board[stage])
		}
	}
}

func TestSlots(t *testing.T) {
	d := openDesk(t)
	slots := []data.Slot{
		{Weekday: time.Sunday, Wall: "10:00"},
		{Account: d.first, Pillar: d.addPillars("Métier")[0], Weekday: time.Monday, Wall: "18:30"},
		{Weekday: time.Monday, Wall: "08:00"},
	}
	must(t, d.SaveSlots(t.Context(), d.brand, slots))
	want := []data.Slot{slots[2], slots[1], slots[0]}
	d.wantSlots(want)
	must(t, d.SaveSlots(t.Context(), d.brand, slots[:1]))
	d.wantSlots(slots[:1])
	must(t, d.SaveSlots(t.Context(), d.brand, slots)) // undone
	d.wantSlots(want)
	other := d.addBrand("Autre")
	foreign := d.addAccount(other, "bluesky", "x")
	for name, c := range map[string]struct {
		slots []data.Slot
		want  error
	}{
		"another brand's account": {[]data.Slot{{Wall: "09:00"}, {Account: foreign}}, data.ErrOtherBrand},
		"an unknown account":      {[]data.Slot{{Account: 99}}, data.ErrNoSuch},
	} {
		t.Run(name, func(t *testing.T) {
			wantErr(t, d.SaveSlots(t.Context(), d.brand, c.slots), c.want)
			same(t, c.slots[0].ID, data.SlotID(0))
			d.wantSlots(want)
		})
	}
	wantErr(t, d.SaveSlots(t.Context(), other, slots[:1]), data.ErrOtherBrand)
	must(t, d.RemoveAccount(t.Context(), d.first))
	d.wantSlots([]data.Slot{slots[2], slots[0]})
	must(t, d.SaveSlots(t.Context(), d.brand, nil))
	d.wantSlots(nil)
}

func (d *desk) wantSlots(want []data.Slot) {
	d.t.Helper()
	got, err := d.Slots(d.t.Context(), d.brand)
	must(d.t, err)
	same(d.t, got, want)
}

// weekly is a series on Thursdays.
func (d *desk) weekly() data.Series {
	d.t.Helper()
	s := data.Series{
		Brand: d.brand, Rule: "FREQ=WEEKLY;COUNT=3", Armed: true,
		Model: data.Post{
			Brand: d.brand, Parts: []string{"menu"}, Lang: "fr", Variants: []data.Variant{{Account: d.first}},
			When: data.Schedule{Wall: "2026-11-26T18:30", Zone: "Europe/Paris", Instant: time.Date(2026, 11, 26, 17, 30, 0, 0, time.UTC)},
		},
	}
	must(d.t, d.SaveSeries(d.t.Context(), &s))
	return s
}

func TestSeries(t *testing.T) {
	d := openDesk(t)
	s := d.weekly()
	got, err := d.Series(t.Context(), s.ID)
	must(t, err)
	same(t, got, s)
	must(t, d.ExceptSeries(t.Context(), s.ID, "2026-12-24", true))
	must(t, d.ExceptSeries(t.Context(), s.ID, "2026-12-03", true))
	must(t, d.ExceptSeries(t.Context(), s.ID, "2026-12-03", true))
	s.Rule = "FREQ=DAILY;COUNT=3"
	must(t, d.SaveSeries(t.Context(), &s))
	same(t, s.Except, []string{"2026-12-03", "2026-12-24"})
	must(t, d.ExceptSeries(t.Context(), s.ID, "2026-12-24", false))
	s.Except = s.Except[:1]
	all, err := d.SeriesOf(t.Context(), d.brand)
	must(t, err)
	same(t, all, []data.Series{s})

	must(t, d.DeleteSeries(t.Context(), s.ID))
	_, err = d.Series(t.Context(), s.ID)
	wantErr(t, err, data.ErrNoSuch)
	wantErr(t, d.ExceptSeries(t.Context(), s.ID, "2026-12-24", true), data.ErrNoSuch)
	must(t, d.RestoreSeries(t.Context(), s.ID))
	wantErr(t, d.RestoreSeries(t.Context(), s.ID), data.ErrNoSuch)
}

func TestAnOccurrenceIsMadeOnce(t *testing.T) {
	d := openDesk(t)
	s := d.weekly()
	occur := func(wall string) (data.Post, error) {
		p := s.Model
		p.Series, p.When.Wall = s.ID, wall
		return p, d.SaveOccurrence(t.Context(), &p, wall)
	}
	first, err := occur("2026-11-26T18:30")
	must(t, err)
	same(t, d.delivery(&first, d.first).State, data.Draft)
	for _, wall := range []string{"2026-11-26T18:30", "2026-11-19T18:30"} {
		again, err := occur(wall)
		wantErr(t, err, data.ErrChanged)
		same(t, again.ID, data.PostID(0))
	}
	_, err = occur("2026-12-03T18:30")
	must(t, err)
	stored, err := d.Series(t.Context(), s.ID)
	must(t, err)
	same(t, stored.Made, "2026-12-03T18:30")
	for until, want := range map[string]int{"2026-12-01": 0, "2026-12-03": 1, "2027-01-01": 1} {
		at, err := time.Parse(data.DayLayout, until)
		must(t, err)
		due, err := d.DueSeries(t.Context(), at)
		must(t, err)
		if len(due) != want {
			t.Errorf("until %s: %d series", until, len(due))
		}
	}
	bad := s.Model
	bad.Series, bad.Variants = s.ID, []data.Variant{{Account: 99}}
	wantErr(t, d.SaveOccurrence(t.Context(), &bad, "2026-12-10T18:30"), data.ErrNoSuch)
	stored.Ended = true
	must(t, d.SaveSeries(t.Context(), &stored))
	same(t, stored.Made, "2026-12-03T18:30") // the failed one is not noted
	due, err := d.DueSeries(t.Context(), noon.AddDate(1, 0, 0))
	must(t, err)
	same(t, len(due), 0)
	must(t, d.DeleteSeries(t.Context(), s.ID))
	_, err = occur("2026-12-17T18:30")
	wantErr(t, err, data.ErrNoSuch)
}

func TestKnownWords(t *testing.T) {
	d := openDesk(t)
	other := d.addBrand("Autre")
	heard := 0
	d.Subscribe(func(c data.Change) {
		if c.Noun == data.KnownWords && slices.Equal(c.IDs, []int64{int64(d.brand)}) {
			heard++
		}
	})
	for _, word := range []string{"Kouign", " Lenoir ", "Kouign", " ", "amann"} {
		must(t, d.AddWord(t.Context(), d.brand, word))
	}
	must(t, d.RemoveWord(t.Context(), d.brand, "amann"))
	must(t, d.RemoveWord(t.Context(), d.brand, "amann"))
	words, err := d.KnownWords(t.Context(), d.brand)
	must(t, err)
	same(t, fmt.Sprint(words, heard), "[Kouign Lenoir] 4")
	words, err = d.KnownWords(t.Context(), other)
	must(t, err)
	same(t, len(words), 0)
	wantErr(t, d.AddWord(t.Context(), 99, "x"), data.ErrNoSuch)
}
