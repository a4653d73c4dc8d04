package desk_test

import (
	"reflect"
	"testing"

	"parvis/data"
)

func TestARemindersRestIsKeptAndTakenBack(t *testing.T) {
	o := open(t)
	ctx := t.Context()
	is := func(want map[string]string) {
		t.Helper()
		got, err := o.Dismissed(ctx, o.brand.ID)
		o.must(err)
		if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	is(nil)
	o.must(o.Dismiss(ctx, o.brand.ID, "slots", "2999-01-01"))
	o.must(o.Dismiss(ctx, o.brand.ID, "date:christmas", "2001-12-25"))
	o.must(o.Dismiss(ctx, o.brand.ID, "products", "2999-02-01"))
	is(map[string]string{"slots": "2999-01-01", "products": "2999-02-01"})
	o.must(o.Dismiss(ctx, o.brand.ID, "slots", ""))
	is(map[string]string{"products": "2999-02-01"})
	o.must(o.SaveSetting(ctx, data.SettingDismissed(o.brand.ID), "{"))
	is(nil)
	o.must(o.Dismiss(ctx, o.brand.ID, "slots", "2999-01-01"))
	is(map[string]string{"slots": "2999-01-01"})
	if err := o.Dismiss(ctx, 99, "slots", "2999-01-01"); err == nil {
		t.Error("a brand that there is not")
	}
}
