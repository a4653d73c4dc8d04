// Command gallery draws every screen of Parvis over the demonstration, in both
// languages, light and dark, at two sizes, as PNG without a display:
//
//	go run -tags ci ./ui/uitest/gallery -out DIR
//
// The screens are those of the window's own rail. A screen that cannot be
// shown, or two pictures that are the same, end it with an error.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"image"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"parvis/ui/uitest"
	"parvis/ui/uitest/house"
)

func main() {
	out := flag.String("out", "gallery", "`folder` for the pictures")
	only := flag.String("only", "", "draw only pictures whose `name` holds this, such as composer or fr.dark")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	g := gallery{out: *out, only: *only}
	if err := g.draw(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
	fmt.Printf("%d pictures in %s\n", g.drawn, *out)
}

// gallery is one run of the command.
type gallery struct {
	out   string
	only  string
	drawn int
}

// views are the ways in which every picture is drawn.
func views() (all []house.View) {
	for _, lang := range []string{"fr", "en"} {
		for _, appearance := range []string{"light", "dark"} {
			all = append(all,
				house.View{Lang: lang, Appearance: appearance, Width: 1440, Height: 900, Staged: true},
				house.View{Lang: lang, Appearance: appearance, Width: 1100, Height: 700, Staged: true})
		}
	}
	return all
}

func suffix(v house.View) string {
	return fmt.Sprintf("%s.%s.%.0fx%.0f", v.Lang, v.Appearance, v.Width, v.Height)
}

func (g *gallery) draw(ctx context.Context) error {
	for _, sample := range []bool{true, false} {
		if err := g.house(ctx, sample); err != nil {
			return err
		}
	}
	return nil
}

// house draws what is to be seen in the demonstration, or in an empty house.
func (g *gallery) house(ctx context.Context, sample bool) (err error) {
	dir, err := os.MkdirTemp("", "parvis-gallery-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for i, v := range views() {
		// A house for each view: what one remembers is not for the next.
		h, err := house.Open(ctx, filepath.Join(dir, fmt.Sprint(i)), sample)
		if err != nil {
			return err
		}
		err = g.view(ctx, h, v)
		if err := errors.Join(err, h.Close()); err != nil {
			return fmt.Errorf("%s: %w", suffix(v), err)
		}
	}
	return nil
}

func (g *gallery) view(ctx context.Context, h *house.House, v house.View) error {
	w, err := h.Window(ctx, v)
	if err != nil {
		return err
	}
	defer w.Close(ctx)
	scenes := emptyScenes()
	if h.World != nil {
		scenes = sampleScenes(w, h, suffix(v) == suffix(views()[0]))
	}
	seen := map[[sha256.Size]byte]string{}
	last := "the start"
	for _, s := range scenes {
		where := s.name
		if where == "" {
			where = "after " + last
		}
		if err := s.set(ctx, w); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		if len(w.Said) > 0 {
			return fmt.Errorf("%s: %w", where, errors.Join(w.Said...))
		}
		if s.name == "" {
			continue
		}
		last = s.name
		if err := g.picture(s.name+"."+suffix(v), w, seen); err != nil {
			return err
		}
	}
	return nil
}

func (g *gallery) picture(name string, w *house.Window, seen map[[sha256.Size]byte]string) error {
	if !strings.Contains(name, g.only) {
		return nil
	}
	if lost := w.Forgettable(); lost != nil {
		return fmt.Errorf("%s: the window would forget the layout of %q", name, lost)
	}
	img := w.Picture()
	sum := sha256.Sum256(pixels(img))
	if twin, ok := seen[sum]; ok {
		return fmt.Errorf("%s looks like %s", name, twin)
	}
	seen[sum] = name
	g.drawn++
	return uitest.Write(filepath.Join(g.out, name+".png"), img)
}

func pixels(img image.Image) []byte {
	switch img := img.(type) {
	case *image.NRGBA:
		return img.Pix
	case *image.RGBA:
		return img.Pix
	}
	return nil
}
