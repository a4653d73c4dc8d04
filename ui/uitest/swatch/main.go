// Command swatch draws every widget in both themes to PNG, without a display:
//
//	go run -tags ci ./ui/uitest/swatch -out DIR
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"parvis/ui/theme"
	"parvis/ui/uitest"
)

func main() {
	out := flag.String("out", "gallery", "folder for the pictures")
	flag.Parse()
	if err := draw(*out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func draw(out string) error {
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		return err
	}
	defer app.Quit()
	for _, s := range sheets() {
		for name, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
			uitest.SetVariant(v)
			path := filepath.Join(out, s.name+"-"+name+".png")
			object, after := s.draw()
			if err := uitest.Write(path, uitest.Capture(object, s.width, s.height, v, after)); err != nil {
				return err
			}
			fmt.Println(path)
		}
	}
	return nil
}
