//go:build real

package rehearsal

import (
	"crypto/rand"
	"os"
	"strings"
	"testing"
)

// The same facts as TestBlueskySpeaksAsThePDS, from the PDS at $PARVIS_PDS.
func TestRealPDSSpeaksSo(t *testing.T) {
	url := os.Getenv("PARVIS_PDS")
	if url == "" {
		t.Fatal("PARVIS_PDS is not set: start .ci/servers/pds.sh")
	}
	handle := "r" + strings.ToLower(rand.Text()[:12]) + ".test"
	c := &caller{t: t, url: url}
	c.wants(200, "", "POST", "com.atproto.server.createAccount",
		map[string]string{"handle": handle, "email": handle + "@example.com", "password": "abcd-efgh-ijkl"}, "")
	speakBluesky(t, url, handle, "abcd-efgh-ijkl")
}
