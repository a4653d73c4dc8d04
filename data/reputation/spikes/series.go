package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Which companies thresholds are chosen on, and which ones they are measured on.
func tuning() []string     { return []string{"AAPL", "CRM", "FB", "IBM", "PFE"} }
func acceptance() []string { return []string{"AMZN", "CVS", "GOOG", "KO", "UPS"} }

// labels is the file of the windows of all series.
const labels = "combined_windows.json"

func tweets(company string) string { return "Twitter_volume_" + company + ".csv" }

// shelf opens the labels and the series of its companies and nothing else.
type shelf struct {
	files     fs.FS
	companies []string
}

func (s shelf) Open(name string) (fs.File, error) {
	if name != labels && !slices.ContainsFunc(s.companies, func(c string) bool { return tweets(c) == name }) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.files.Open(name)
}

// series is how many tweets named a company, every five minutes.
type series struct {
	company string
	at      []time.Time
	texts   []int
	windows []window
}

// window is where an anomaly was labelled: rows, both in it.
type window struct{ first, last int }

// read reads the series of the shelf. Of the labels it keeps those of its companies.
func (s shelf) read() (all []series, err error) {
	file, err := fs.ReadFile(s, labels)
	if err != nil {
		return nil, err
	}
	var marked map[string]json.RawMessage
	if err := json.Unmarshal(file, &marked); err != nil {
		return nil, fmt.Errorf("spikes: %s: %w", labels, err)
	}
	for _, company := range s.companies {
		one := series{company: company}
		if err := one.readRows(s); err != nil {
			return nil, err
		}
		if err := one.readWindows(marked["realTweets/"+tweets(company)]); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// layout is how times are written; labels add a fraction, which parsing allows.
const layout = "2006-01-02 15:04:05"

func (s *series) readRows(files fs.FS) error {
	file, err := fs.ReadFile(files, tweets(s.company))
	if err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimSpace(string(file)), "\n")[1:] {
		when, count, _ := strings.Cut(strings.TrimSpace(line), ",")
		at, err := time.Parse(layout, when)
		if err != nil {
			return fmt.Errorf("spikes: %s, row %d: %w", tweets(s.company), i+1, err)
		}
		texts, err := strconv.Atoi(count)
		if err != nil {
			return fmt.Errorf("spikes: %s, row %d: %w", tweets(s.company), i+1, err)
		}
		s.at, s.texts = append(s.at, at), append(s.texts, texts)
	}
	return nil
}

func (s *series) readWindows(marked json.RawMessage) error {
	var pairs [][2]string
	if err := json.Unmarshal(marked, &pairs); err != nil {
		return fmt.Errorf("spikes: %s of %s: %w", labels, s.company, err)
	}
	for _, pair := range pairs {
		var rows [2]int
		for i, when := range pair {
			at, err := time.Parse(layout, when)
			if err != nil {
				return fmt.Errorf("spikes: %s of %s: %w", labels, s.company, err)
			}
			if rows[i] = slices.IndexFunc(s.at, at.Equal); rows[i] < 0 {
				return fmt.Errorf("spikes: %s of %s: there is no row at %s", labels, s.company, when)
			}
		}
		s.windows = append(s.windows, window{rows[0], rows[1]})
	}
	return nil
}
