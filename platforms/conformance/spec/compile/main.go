// Command compile reads the official specifications of the networks and writes
// the tables that package spec judges by. The official files themselves stay
// where they are.
//
//	go run ./platforms/conformance/spec/compile -in ../shared/specs -out platforms/conformance/spec/tables
//
// It writes one table a source, and SOURCES.md, which says where each is from.
// The same official files give the same bytes.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"parvis/platforms/conformance/spec"
	"parvis/platforms/conformance/spec/read"
)

// source is an official file and what is kept of it.
type source struct {
	name   string // of the table
	file   string // of the official file
	from   string // where its publisher has it
	date   string // where the file itself says none
	format func([]byte, read.Keep) (*spec.Table, error)
	keep   read.Keep
	bases  []string // where the file itself says too little
}

// sources are the networks that have an official specification, with the
// families of operations that Parvis and its rehearsal servers speak.
func sources() []source {
	x := read.Under("/2/tweets", "/2/users", "/2/media", "/2/dm_conversations", "/2/dm_events", "/2/usage")
	return []source{
		{
			name: "x", file: "x-openapi-v2-2026-08-22.json", from: "https://api.x.com/2/openapi.json", date: "2026-08-22",
			format: read.OpenAPI, keep: func(method, path string) bool { return x(method, path) && !streams(path) },
		},
		{
			name: "pinterest", file: "pinterest-v5-openapi-2025-12-11.json", from: "https://github.com/pinterest/api-description", date: "2025-12-11",
			format: read.OpenAPI, keep: read.Under("/user_account", "/boards", "/pins", "/media", "/oauth", "/trends", "/search"),
		},
		google("youtube", "youtube-api.json", "youtube", "v3", read.Under(
			"/youtube/v3/channels", "/youtube/v3/videos", "/youtube/v3/playlistItems", "/youtube/v3/playlists",
			"/youtube/v3/comments", "/youtube/v3/commentThreads", "/youtube/v3/thumbnails", "/youtube/v3/search")),
		google("youtube-analytics", "youtubeanalytics-api.json", "youtubeanalytics", "v2", read.Under("/v2/reports")),
		google("gbp-account", "mybusinessaccountmanagement-api.json", "mybusinessaccountmanagement", "v1", read.All),
		google("gbp-information", "mybusinessbusinessinformation-api.json", "mybusinessbusinessinformation", "v1", read.All),
		google("gbp-performance", "businessprofileperformance-api.json", "businessprofileperformance", "v1", read.All),
		google("gbp-notifications", "mybusinessnotifications-api.json", "mybusinessnotifications", "v1", read.All),
		{name: "telegram", file: "telegram-bot-api.json", from: "https://core.telegram.org/bots/api", format: read.Telegram, keep: read.All},
		{
			name: "threads", file: "threads-api.postman_collection-2026-01-02.json", from: "https://www.postman.com/meta/threads", date: "2026-01-02",
			// The host of the collection takes its paths with and without the one version there is.
			format: read.Postman, keep: read.All, bases: []string{"", "/v1.0"},
		},
	}
}

// google is one of Google's services, each of which hands out its own file.
func google(name, file, service, version string, keep read.Keep) source {
	from := "https://" + service + ".googleapis.com/$discovery/rest?version=" + version
	return source{name: name, file: file, from: from, format: read.Discovery, keep: keep}
}

// streams tells which of X's operations are for large customers only.
func streams(path string) bool {
	for _, part := range []string{"/stream", "/compliance", "/webhooks", "/all", "/firehose", "/public_keys"} {
		if strings.Contains(path, part) {
			return true
		}
	}
	return false
}

func main() {
	in := flag.String("in", "../shared/specs", "folder of the official files")
	out := flag.String("out", "platforms/conformance/spec/tables", "folder of the tables")
	flag.Parse()
	if err := compile(*in, *out); err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}

func compile(in, out string) error {
	notes := strings.Builder{}
	notes.WriteString(heading)
	for _, s := range sources() {
		table, err := s.table(in)
		if err != nil {
			return err
		}
		text, err := table.Encode()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, s.name+".json"), text, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&notes, "\n## %s.json\n\n", s.name)
		note(&notes, s, table, len(text))
		fmt.Printf("%-18s %3d of %3d operations, %3d schemas, %7d bytes\n",
			s.name, len(table.Operations), table.Source.Whole, len(table.Schemas), len(text))
	}
	return os.WriteFile(filepath.Join(out, "SOURCES.md"), []byte(notes.String()), 0o644)
}

const heading = `# Where the tables come from

Written by the command in ../compile from official files that are not in this
repository. Each table holds facts that judging needs (addresses, names, types,
limits) and no prose. They are test fixtures and are not shipped.
`

func (s source) table(in string) (*spec.Table, error) {
	text, err := os.ReadFile(filepath.Join(in, s.file))
	if err != nil {
		return nil, err
	}
	table, err := s.format(text, s.keep)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file, err)
	}
	sum := sha256.Sum256(text)
	table.Source.Name, table.Source.File, table.Source.SHA256 = s.name, s.file, hex.EncodeToString(sum[:])
	if s.date != "" {
		table.Source.Date = s.date
	}
	if s.bases != nil {
		table.Source.Bases = s.bases
	}
	return table, nil
}

func note(out *strings.Builder, s source, t *spec.Table, size int) {
	licence := t.Source.Licence
	if licence == "" {
		licence = "the file states none"
	}
	fmt.Fprintf(out, "- Official file: %s, from %s\n", s.file, s.from)
	fmt.Fprintf(out, "- Version: %s, %s\n", t.Source.Version, t.Source.Date)
	fmt.Fprintf(out, "- Licence: %s\n", licence)
	fmt.Fprintf(out, "- SHA-256 of the official file: %s\n", t.Source.SHA256)
	fmt.Fprintf(out, "- Kept: %d operations, each address of an upload being one; the official file has %d; %d bytes\n", len(t.Operations), t.Source.Whole, size)
}
