package reports

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"parvis/data/report"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// together is the scale at which all charts are saved in one go.
const together = 2

// charts are those that have something to show, in the words of the moment.
func (s *Screen) charts() []report.Chart {
	var charts []report.Chart
	if s.m.report == nil {
		return nil
	}
	for _, k := range kinds() {
		if c := chartOf(s.Words(), s.m, k); !c.Blank() {
			charts = append(charts, c)
		}
	}
	return charts
}

// savePNG keeps one chart as a picture; scale is 1 or 2.
func (s *Screen) savePNG(k kind, scale int) {
	if s.m.report == nil {
		return
	}
	c := chartOf(s.Words(), s.m, k)
	s.Shell.SaveFile(fileName(c.Title, s.m.report.Dates(), pictureEnding(scale)), func(path string) error {
		if err := c.Save(path, scale); err != nil {
			return err
		}
		s.said("reports.saved.png", c.Title)
		return nil
	})
}

func pictureEnding(scale int) string {
	if scale == 1 {
		return ".png"
	}
	return fmt.Sprintf(" @%dx.png", scale)
}

// saveCSV keeps the numbers of one chart.
func (s *Screen) saveCSV(c report.Chart) {
	b := s.Words()
	s.Shell.SaveFile(fileName(c.Title, s.m.report.Dates(), ".csv"), func(path string) error {
		if err := c.SaveCSV(path, b); err != nil {
			return err
		}
		s.said("reports.saved.csv", c.Title)
		return nil
	})
}

// saveAll keeps every chart as a picture in a folder of its own, and shows it.
func (s *Screen) saveAll() {
	charts := s.charts()
	if len(charts) == 0 {
		return
	}
	dates := s.m.report.Dates()
	s.Shell.SaveFile(fileName(s.Words().T("reports.title"), dates, ""), func(folder string) error {
		if err := makeFolder(folder); err != nil {
			return err
		}
		for _, c := range charts {
			if err := c.Save(filepath.Join(folder, fileName(c.Title, dates, pictureEnding(together))), together); err != nil {
				return err
			}
		}
		s.Runner.Do(func() { s.Shell.OpenFolder(folder) })
		return nil
	})
}

// makeFolder makes a folder where a file was asked for. The empty file that a
// dialog may have put there gives way; one with content is an error.
func makeFolder(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("reports: folder for charts: %w", err)
		}
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("reports: folder for charts: %w", err)
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return fmt.Errorf("reports: folder for charts: %w", err)
	}
	return nil
}

// said tells of a file that was written; it may be called from any goroutine.
func (s *Screen) said(key, title string) {
	s.Runner.Do(func() { s.Shell.Toast(s.Words().T(key, "Title", title), nil) })
}

// openExport offers the numbers of each chart.
func (s *Screen) openExport(at fyne.CanvasObject) {
	var items []widgets.MenuItem
	for _, c := range s.charts() {
		items = append(items, widgets.MenuItem{
			Text: s.Words().T("reports.csv", "Title", c.Title),
			Icon: theme.IconDownload,
			Run:  func() { s.saveCSV(c) },
		})
	}
	if len(items) > 0 {
		widgets.ShowMenu(at, items)
	}
}
