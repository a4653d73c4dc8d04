package outbox

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

// What a campaign measures is in the links that go out, and a picture is cropped
// as the account shows it; the post itself stays as it was written.
func TestLinksAreMarkedAndPicturesCroppedOnTheWayOut(t *testing.T) {
	b := newBench(t)
	p := b.write(time.Hour, []data.Account{b.account}, "Tout est sur https://lenoir.example/galette et https://ailleurs.example/")
	p.Track = data.Tracking{Campaign: "rois", Medium: "social", Hosts: []string{"lenoir.example"}}
	p.Variants[0].Ratio, p.Variants[0].Bands = 0.8, data.BandsBlack
	sum := sha256.Sum256([]byte("le four"))
	m := data.Media{Hash: data.MediaHash(hex.EncodeToString(sum[:])), MIME: "image/png", Bytes: 7}
	b.must(b.store.PutMedia(t.Context(), &m, strings.NewReader("le four")))
	p.Media = []data.Attachment{{Media: m, Focus: data.Focus{X: 0.25, Y: 1}}}
	b.must(b.store.SavePost(t.Context(), &p))
	b.must(b.Schedule(t.Context(), p.ID))
	var crops []data.Crop
	kept := b.Outbox.Media
	b.Outbox.Media = func(a data.Attachment, c data.Crop, r data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
		crops = append(crops, c)
		return kept(a, c, r)
	}
	b.clock.forward(time.Hour)
	b.step()
	b.step()
	b.wantPublic("Tout est sur https://lenoir.example/galette?utm_source=" + string(b.account.Network) +
		"&utm_medium=social&utm_campaign=rois et https://ailleurs.example/ after 0")
	if len(crops) == 0 || crops[0] != (data.Crop{Ratio: 0.8, Focus: data.Focus{X: 0.25, Y: 1}, Bands: data.BandsBlack}) {
		t.Errorf("cropped %+v", crops)
	}
}
