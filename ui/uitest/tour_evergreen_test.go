package uitest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// evergreens are the posts that come back, by headline.
func (v *visit) evergreens() map[string]data.Evergreen {
	v.t.Helper()
	all, err := v.house.Desk.Evergreens(v.ctx, v.brand)
	v.ok(err)
	found := map[string]data.Evergreen{}
	for _, e := range all {
		found[e.Headline] = e
	}
	return found
}

// clear deletes a text before the caret of what has the keyboard.
func (v *visit) clear(text string) {
	v.t.Helper()
	v.ok(v.Press(v.ctx, fyne.KeyEnd))
	v.ok(v.Press(v.ctx, slices.Repeat([]fyne.KeyName{fyne.KeyBackspace}, len([]rune(text)))...))
}

// TestPostsComeBackInFreeSlots has one more post come back, changes how long one
// rests, fills free slots but for what is unticked, adapts a draft and takes the
// filling back.
func TestPostsComeBackInFreeSlots(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "plan.action.show.again"))
	v.until("the posts", glance, func() bool { return v.says("Nos farines") })

	v.tapWord("plan.new.again")
	v.into("plan.again.search")
	v.write("beaujolais")
	v.until("the post", glance, func() bool { return strings.Contains(v.words(), "Beaujolais & planche") })
	for _, r := range shown[*widgets.PressRow](v) {
		if strings.HasPrefix(r.Text().Title, "Beaujolais") {
			test.Tap(r)
			break
		}
	}
	v.until("it comes back", glance, func() bool { return len(v.evergreens()) == 7 })
	v.tapWord("common.undo")
	v.until("it does not", glance, func() bool { return len(v.evergreens()) == 6 })

	v.tapWord("plan.again.edit", "Name", "Nos farines")
	v.into("plan.again.days")
	v.clear("60")
	v.write("30")
	v.tapWord("common.save")
	v.until("the rest", glance, func() bool { return v.evergreens()["Nos farines"].Days == 30 })

	v.ok(v.Pass(v.ctx, 20*time.Second)) // the toast goes

	planned := func() (n int) {
		for _, e := range v.evergreens() {
			seen := map[data.PostID]bool{}
			for _, p := range e.Planned {
				if p.State != data.Draft {
					t.Errorf("%s is %s", e.Headline, p.State)
				}
				seen[p.Post] = true
			}
			n += len(seen)
		}
		return n
	}
	before := planned()
	v.tapWord("plan.again.fill")
	v.until("proposals", glance, func() bool { return len(shown[*widgets.Tick](v)) > 1 })
	ticks := shown[*widgets.Tick](v)
	test.Tap(ticks[0])
	v.tap(v.Book.N("plan.again.fill.go", len(ticks)-1))
	v.until("drafts", glance, func() bool { return planned() == before+len(ticks)-1 })
	v.until("the way to adapt one", glance, func() bool { return v.says(v.Book.T("plan.again.adapt")) })
	v.tapWord("common.undo")
	v.until("undo", glance, func() bool {
		return planned() == before && strings.Count(v.words(), v.Book.T("plan.again.adapt")) == before
	})
	v.tapWord("plan.again.adapt")
	v.until("the composer", glance, func() bool { return v.says("Sacs en papier") && v.says(v.Book.T("composer.schedule")) })
}
