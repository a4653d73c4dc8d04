//go:build real

package rehearsal

import (
	"crypto/rand"
	"os"
	"strings"
	"testing"
)

// The same facts as TestWordPressSpeaksAsTheRealOne, from the site at
// $PARVIS_WP.
func TestRealWordPressSpeaksSo(t *testing.T) {
	url, login, password := os.Getenv("PARVIS_WP"), os.Getenv("PARVIS_WP_LOGIN"), os.Getenv("PARVIS_WP_PASSWORD")
	if url == "" || login == "" || password == "" {
		t.Fatal("PARVIS_WP, PARVIS_WP_LOGIN and PARVIS_WP_PASSWORD are not set: start .ci/servers/wp.sh")
	}
	speakWordPress(t, url, login, password, strings.ToLower(rand.Text()[:8]))
}
