package house

import (
	"context"
	"path/filepath"
	"time"

	"parvis/data"
)

// Endless is the name of an archive that a staged view never comes to the end of.
const Endless = "endless.zip"

// Import is the desk's. Staged, every archive holds the same, and nothing is
// stored.
func (s *shown) Import(ctx context.Context, brand data.BrandID, paths []string, progress func(done, total int64, n int)) (data.ImportResult, error) {
	if !s.staged {
		return s.Desk.Import(ctx, brand, paths, progress)
	}
	result := data.ImportResult{
		ID: 1, Network: "x", Owner: "@maisonlenoir",
		From: time.Date(2017, 3, 6, 8, 0, 0, 0, time.UTC), To: time.Date(2024, 11, 2, 17, 30, 0, 0, time.UTC),
		New: 1284, Known: 36, Shared: 112, Answers: 409, Pictures: 517, Bad: 4, Lost: 2,
		Faults: []data.ImportFault{
			{Entry: "data/tweets.js", Index: 811, Code: "archive_item"},
			{Entry: "data/tweets.js", Index: 1204, Code: "archive_item"},
			{Entry: "data/tweets.js", Index: 1530, Code: "archive_item"},
			{Entry: "data/tweets-part2.js", Index: -1, Code: "archive_broken"},
			{Entry: "data/tweets_media/1050118621198921728-Abc.jpg", Index: -1, Code: "archive_missing"},
			{Entry: "data/tweets_media/1050118621198921729-Def.jpg", Index: -1, Code: "archive_missing"},
		},
	}
	if filepath.Base(paths[0]) == Endless {
		progress(734<<20, 2<<30, 600)
		defer s.clock.atPerson(ctx)()
		<-ctx.Done()
		result.Stopped, result.New, result.Faults, result.Bad, result.Lost = true, 600, nil, 0, 0
	}
	return result, nil
}

// ForgetImport is the desk's; of a staged archive there is nothing to forget.
func (s *shown) ForgetImport(ctx context.Context, id data.ImportID) (int, error) {
	if !s.staged {
		return s.Desk.ForgetImport(ctx, id)
	}
	return 1284, nil
}
