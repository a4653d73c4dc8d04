// Command spikes chooses the thresholds of spikes and measures them, on numbers of
// tweets per five minutes from the Numenta Anomaly Benchmark and on made-up hours of
// small brands:
//
//	go run ./data/reputation/spikes -tune -data ../shared/nlp
//	go run ./data/reputation/spikes -score -data ../shared/nlp
//
// -tune reads the tweets of AAPL, CRM, FB, IBM and PFE and writes spikes.json and its
// card. -score reads those of the five other companies, and ends with status 1 when a
// target is missed. Neither can open the series of the other, and they make up
// different hours.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"parvis/assets"
	"parvis/data/reputation"
)

func main() {
	data := flag.String("data", "", "the `folder` with spikes/nab/")
	out := flag.String("out", filepath.Join("assets", "models"), "the `folder` that -tune writes to")
	choose := flag.Bool("tune", false, "choose the thresholds")
	measure := flag.Bool("score", false, "measure the thresholds that are shipped")
	flag.Parse()
	if err := run(os.DirFS(filepath.Join(*data, "spikes", "nab")), *out, *choose, *measure, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// errTarget says that the thresholds are worse than they must be.
var errTarget = errors.New("spikes: a target is missed")

func run(files fs.FS, out string, choose, measure bool, say io.Writer) error {
	switch {
	case choose == measure:
		return errors.New("spikes: say either -tune or -score")
	case choose:
		return tune(files, out, brands, say)
	}
	t, err := reputation.ReadSpikeThresholds(assets.Spikes)
	if err != nil {
		return err
	}
	return score(files, t, brands, say)
}
