package bluesky

import (
	"testing"
	"time"
)

func TestTID(t *testing.T) {
	stamp := time.Date(2026, 11, 26, 18, 30, 0, 123_000_000, time.UTC)
	keys := map[string]bool{}
	for range 1000 {
		key := newTID(stamp)
		keys[key] = true
		if got, err := tidTime(key); err != nil || !got.Equal(stamp) {
			t.Fatalf("%s is of %v, %v", key, got, err)
		}
		if later := newTID(stamp.Add(time.Millisecond)); later <= key {
			t.Fatalf("%s of a later stamp sorts before %s", later, key)
		}
	}
	if len(keys) < 990 {
		t.Errorf("%d keys of 1000 differ", len(keys))
	}
}

// The keys were made by the reference implementation (@atproto/common-web):
// TID.fromTime(1700000000000000, 7) and TID.fromTime(1700000000123456, 1023).
func TestTIDOfTheReference(t *testing.T) {
	for key, milli := range map[string]int64{"3ke6kg3wk222b": 1_700_000_000_000, "3ke6kg42cm2zz": 1_700_000_000_123} {
		got, err := tidTime(key)
		if want := time.UnixMilli(milli).UTC(); err != nil || !got.Equal(want) {
			t.Errorf("%s: got %v, %v, want %v", key, got, err, want)
		}
	}
}

func TestNotATID(t *testing.T) {
	for _, s := range []string{"", "3k2k2k2k2k2k", "3k2k2k2k2k2k2k", "3K2k2k2k2k2k2", "3k2k2k2k2k2k1", "zk2k2k2k2k2k2", "é2k2k2k2k2k2"} {
		if _, err := tidTime(s); err == nil {
			t.Errorf("%q was taken", s)
		}
	}
}
