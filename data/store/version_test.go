package store

import (
	"cmp"
	"fmt"
	"testing"
)

func compareVersions(t *testing.T, a, b string) int {
	t.Helper()
	return cmp.Compare(versionNumber(t, a), versionNumber(t, b))
}

func versionNumber(t *testing.T, v string) int {
	t.Helper()
	var major, minor, patch int
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &major, &minor, &patch); err != nil {
		t.Fatalf("version %q: %v", v, err)
	}
	return major*1_000_000 + minor*1_000 + patch
}
