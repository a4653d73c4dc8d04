package settings

import (
	"slices"
	"testing"

	"parvis/assets"
)

func TestParagraphs(t *testing.T) {
	const markdown = `# What is embedded

Every file
with ` + "`code`" + `.

## Fonts
Inter, <https://a.example>
| file | sum |
|---|---|
| a | b |
after
`
	want := []paragraph{
		{text: "Every file with code."},
		{text: "Fonts", title: true},
		{text: "Inter, https://a.example"},
		{text: "after"},
	}
	if got := paragraphs(markdown); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestNoticesNameTheFont(t *testing.T) {
	all := paragraphs(assets.Notices)
	if !slices.Contains(all, paragraph{text: "Fonts", title: true}) {
		t.Errorf("no heading of fonts in %+v", all)
	}
}
