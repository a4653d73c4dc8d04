package data

import "testing"

func TestWhatIsNotToldIsAGap(t *testing.T) {
	zero, less, many := int64(0), int64(-1), int64(7)
	for _, c := range []struct {
		told *int64
		want Count
	}{{nil, Count{}}, {&less, Count{}}, {&zero, Known(0)}, {&many, Known(7)}} {
		if got := Told(c.told); got != c.want {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}
