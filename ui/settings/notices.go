package settings

import "strings"

// paragraph is one part of the notices as it is shown.
type paragraph struct {
	text  string
	title bool
}

// paragraphs reads the little Markdown that the notices use: headings and
// paragraphs over several lines. Left out are the first heading, as the screen
// has its own, and tables: sums of files are for machines.
func paragraphs(markdown string) []paragraph {
	var all []paragraph
	var open []string
	flush := func() {
		if len(open) > 0 {
			all = append(all, paragraph{text: strings.Join(open, " ")})
			open = nil
		}
	}
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			flush()
		case strings.HasPrefix(line, "## "):
			flush()
			all = append(all, paragraph{text: strings.TrimPrefix(line, "## "), title: true})
		case strings.HasPrefix(line, "# "), strings.HasPrefix(line, "|"):
			flush()
		default:
			open = append(open, plain(line))
		}
	}
	flush()
	return all
}

// plain takes out the marks around code and links.
func plain(s string) string { return strings.NewReplacer("`", "", "<", "", ">", "").Replace(s) }
