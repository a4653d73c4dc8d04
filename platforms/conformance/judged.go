package conformance

import (
	"testing"

	"parvis/platforms/conformance/spec"
	"parvis/platforms/rehearsal"
)

// Judged returns what rehearsal.Options.Watch takes to hold every exchange
// against official files: names and outside are those of [spec.NewJury]. At the
// end of t it says for each file how many requests were checked against it, and
// t fails for every complaint and for a file against which none was.
func Judged(t testing.TB, names []string, outside func(method, path string) bool) func(rehearsal.Exchange) {
	t.Helper()
	jury, err := spec.NewJury(names, outside)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		checked, complaints := jury.Verdict()
		for _, err := range complaints {
			t.Error(err)
		}
		for _, c := range checked {
			t.Logf("%d requests checked against %s", c.Requests, c.File)
			if c.Requests == 0 {
				t.Errorf("nothing was checked against %s", c.File)
			}
		}
	})
	return func(e rehearsal.Exchange) { jury.Hear(spec.Exchange(e)) }
}
