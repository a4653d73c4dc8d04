package media

import (
	"io"

	"parvis/data"
)

// Look tells everything about a picture of so many bytes, which is decoded once
// for it, within the limits of [Inspect] (R43). Of a video it tells what its
// header says. Errors are those of [InspectFile].
func Look(name string, r io.ReaderAt, size int64) (data.MediaFacts, error) {
	mime, err := sniff(r, size)
	if err != nil {
		return data.MediaFacts{}, err
	}
	if isFilm(mime) {
		return lookAtFilm(name, r, size)
	}
	b, err := Picture(r, size)
	if err != nil {
		return data.MediaFacts{}, err
	}
	head, picture, err := open(b)
	if err != nil {
		return data.MediaFacts{}, err
	}
	g := greyOf(picture, sharpSide).turned(head.turn)
	facts := data.MediaFacts{
		Media: describe(name, b, head), Origin: head.origin, Sharpness: sharpness(g), Print: fingerprint(g),
	}
	facts.Low, facts.High = extremes(g)
	return facts, nil
}

func lookAtFilm(name string, r io.ReaderAt, size int64) (data.MediaFacts, error) {
	m, err := InspectFile(name, r, size)
	if err != nil {
		return data.MediaFacts{}, err
	}
	origin, err := Origin(r, size)
	return data.MediaFacts{Media: m, Origin: origin}, err
}
