package desk_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"parvis/data"
)

// forum connects a place that takes nothing from a program.
func (o *office) forum() data.Account {
	o.t.Helper()
	all, err := o.Connect(o.t.Context(), o.brand.ID, "byhand", data.Connecting{
		Way: "place", Answers: map[string]string{"name": "Forum", "page": "https://forum.example/nouveau"},
	}, nil)
	o.must(err)
	return all[0]
}

func (o *office) picture(name string) data.Attachment {
	o.t.Helper()
	var b bytes.Buffer
	o.must(png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 3, 2))))
	m, err := o.Attach(o.t.Context(), name, bytes.NewReader(b.Bytes()), int64(b.Len()))
	o.must(err)
	return data.Attachment{Media: m, Alt: "Le four"}
}

func TestAPostIsPublishedByHand(t *testing.T) {
	o := open(t)
	a := o.forum()
	p := data.Post{
		Brand: o.brand.ID, Title: "Bûche", Parts: []string{"Trois parfums", "et un quatrième"}, Lang: "fr",
		Variants: []data.Variant{{Account: a.ID, Options: map[string]string{"form": "html"}}},
		Media:    []data.Attachment{o.picture("four.png"), o.picture("../rue?.png")},
	}
	p.Media[1].Part = 1
	o.must(o.SavePost(t.Context(), &p))
	o.must(o.PublishNow(t.Context(), p.ID))
	d := o.await(p.ID, data.Held)
	h, err := o.HandOver(t.Context(), d.ID)
	o.must(err)
	if h.Delivery != d.ID || h.State != data.Held || h.Page != "https://forum.example/nouveau" || h.Headline != "Bûche" ||
		len(h.Parts) != 2 || len(h.Media) != 2 || h.Options["form"] != "html" {
		t.Errorf("hands over %+v", h)
	}

	folder := t.TempDir()
	o.must(os.WriteFile(filepath.Join(folder, "four.png"), []byte("mine"), 0o600))
	files, err := o.SaveMedia(t.Context(), d.ID, folder)
	o.must(err)
	if len(files) != 2 || filepath.Base(files[0]) != "four 2.png" || filepath.Base(files[1]) != "rue.png" || filepath.Dir(files[1]) != folder {
		t.Errorf("saved %q", files)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		o.must(err)
		if _, err := png.Decode(bytes.NewReader(b)); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if b, err := os.ReadFile(filepath.Join(folder, "four.png")); err != nil || string(b) != "mine" {
		t.Errorf("the person's own file is now %q (%v)", b, err)
	}
	if _, err := o.SaveMedia(t.Context(), d.ID, filepath.Join(folder, "none")); err == nil {
		t.Error("a folder that is not there took files")
	}

	o.must(o.Done(t.Context(), d.ID, "https://forum.example/42"))
	if d = o.await(p.ID, data.Sent); d.Remote.URL != "https://forum.example/42" {
		t.Errorf("kept %+v", d.Remote)
	}
}

// await waits until the only delivery of a post is in a state.
func (o *office) await(post data.PostID, state data.State) data.Delivery {
	o.t.Helper()
	var d data.Delivery
	for range 2000 {
		all, err := o.Deliveries(o.t.Context(), post)
		o.must(err)
		if d = all[0]; d.State == state {
			return d
		}
		time.Sleep(5 * time.Millisecond)
	}
	o.t.Fatalf("it is %s (%s), never %s", d.State, d.Reason, state)
	return d
}
