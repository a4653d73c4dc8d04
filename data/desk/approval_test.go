package desk_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/approval"
	"parvis/data/approval/reader"
	"parvis/data/report"
	"parvis/data/words"
)

func (o *office) book(lang string) *words.Book {
	o.t.Helper()
	c, err := words.Load(assets.Words)
	o.must(err)
	return c.In(lang)
}

// answer is what the file's reader sends back.
func (o *office) answer(file []byte, serial string, said ...reader.Reply) []byte {
	o.t.Helper()
	page, err := reader.Open(file)
	o.must(err)
	back, err := page.Seal(page.Body(serial, "Odile", o.clock.Now(), said...))
	o.must(err)
	return back
}

// file keeps bytes in a file of their own.
func (o *office) file(b []byte) string {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), "answer")
	o.must(os.WriteFile(path, b, 0o600))
	return path
}

func says(p data.Post, decision string, texts ...map[string]any) reader.Reply {
	return reader.Say(strconv.FormatInt(int64(p.ID), 10), decision, "", texts...)
}

func (o *office) standing(p data.Post) (data.State, string) {
	o.t.Helper()
	all, err := o.Deliveries(o.t.Context(), p.ID)
	o.must(err)
	return all[0].State, all[0].Reason
}

func TestPostsAreApprovedInAFile(t *testing.T) {
	o := open(t)
	a := o.connect()
	soon := o.clock.Now().Add(20 * 24 * time.Hour)
	first, second := o.write("La bûche de Noël", soon, a), o.write("La galette des rois", soon, a)
	o.must(o.Schedule(t.Context(), first.ID))
	o.must(o.Schedule(t.Context(), second.ID))
	asked := data.Approval{Brand: o.brand.ID, Reader: "Odile", Posts: []data.Reviewed{{Post: first.ID}, {Post: second.ID}}}
	path := filepath.Join(t.TempDir(), "relire.html")
	o.must(o.AskApproval(t.Context(), &asked, o.book("fr"), "", path))
	file, err := os.ReadFile(path)
	o.must(err)
	if !bytes.Contains(file, []byte("La bûche de Noël")) || asked.ID == 0 {
		t.Fatal("the file does not show the post")
	}
	if s, why := o.standing(first); s != data.Held || why != data.HoldApproval {
		t.Fatalf("while it is read: %s %s", s, why)
	}
	back := o.answer(file, strings.Repeat("ab", 16), says(first, "approve"),
		says(second, "change", reader.Wording("0", 0, "La galette des rois arrive")))
	answer, outcomes, err := o.ReadAnswer(t.Context(), o.file(back))
	o.must(err)
	if len(outcomes) != 2 || outcomes[0].Verdict != approval.Approved || outcomes[1].Verdict != approval.Wanted {
		t.Fatalf("%+v", outcomes)
	}
	fresh, err := o.TakeAnswer(t.Context(), answer, outcomes)
	if o.must(err); !fresh {
		t.Error("it is not new")
	}
	if s, why := o.standing(first); s != data.Scheduled {
		t.Errorf("what was approved: %s %s", s, why)
	}
	changed, err := o.Post(t.Context(), second.ID)
	o.must(err)
	if s, why := o.standing(second); s != data.Held || why != data.HoldApproval || changed.Parts[0] != "La galette des rois arrive" {
		t.Errorf("what is to be changed: %s %s %q", s, why, changed.Parts)
	}
	if fresh, err = o.TakeAnswer(t.Context(), answer, outcomes); fresh || err != nil {
		t.Errorf("taken twice: %v, %v", fresh, err)
	}
	o.must(o.DropApproval(t.Context(), asked))
	if s, why := o.standing(second); s == data.Held && why == data.HoldApproval {
		t.Error("what was taken back is held still")
	}
	if _, err := o.TakeAnswer(t.Context(), approval.Answer{Approval: asked.ID, Serial: "other"}, nil); !errors.Is(err, data.ErrClosed) {
		t.Errorf("after it was taken back: %v", err)
	}
}

func TestAFileThatCannotBeWrittenHoldsNothing(t *testing.T) {
	o := open(t)
	a := o.connect()
	p := o.write("La bûche", o.clock.Now().Add(20*24*time.Hour), a)
	o.must(o.Schedule(t.Context(), p.ID))
	asked := data.Approval{Brand: o.brand.ID, Posts: []data.Reviewed{{Post: p.ID}}}
	if err := o.AskApproval(t.Context(), &asked, o.book("en"), "", filepath.Join(t.TempDir(), "no", "such", "folder")); err == nil || asked.ID != 0 {
		t.Fatalf("written to nowhere: %v", err)
	}
	if s, why := o.standing(p); s != data.Scheduled {
		t.Errorf("it is %s %s", s, why)
	}
	if _, _, err := o.ReadAnswer(t.Context(), o.file([]byte("{}"))); data.AsFailure("", err).Code != approval.CodeForeign {
		t.Errorf("what is no answer: %v", err)
	}
}

func TestThePlanIsWrittenInEveryForm(t *testing.T) {
	o := open(t)
	a := o.connect()
	month := o.clock.Now().AddDate(0, 1, 0)
	o.write("=La galette des rois", month, a)
	for form, begins := range map[string]string{"csv": "\ufeff", "xlsx": "PK", "ics": "BEGIN:VCALENDAR", "md": "#", "pdf": "%PDF", "png": "\x89PNG"} {
		path := filepath.Join(t.TempDir(), "plan."+form)
		guarded, err := o.ExportPlan(t.Context(), o.brand.ID, month.Format(data.DayLayout), report.PlanForm(form), o.book("fr"), path)
		o.must(err)
		b, err := os.ReadFile(path)
		o.must(err)
		if !strings.HasPrefix(string(b), begins) || len(b) < 100 || (guarded == 1) != (form == "csv") {
			t.Errorf("%s: %d bytes, %d guarded, %.20q", form, len(b), guarded, b)
		}
	}
	if _, err := o.ExportPlan(t.Context(), o.brand.ID, "soon", "csv", o.book("fr"), filepath.Join(t.TempDir(), "x")); err == nil {
		t.Error("a plan of no month")
	}
	if _, err := o.ExportPlan(t.Context(), o.brand.ID, "2026-11-26", "doc", o.book("fr"), filepath.Join(t.TempDir(), "x")); err == nil {
		t.Error("a plan in no form")
	}
}
