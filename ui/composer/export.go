package composer

import (
	"os"
	"path/filepath"

	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// form is a form in which a text leaves Parvis for wherever it is pasted. Its
// words are "composer.export.copy_<form>" and "composer.export.save_<form>".
type form string

const (
	markdown form = "markdown"
	html     form = "html"
)

func (f form) ending() string {
	if f == html {
		return ".html"
	}
	return ".md"
}

// exported is the text of the tab as a document, with the post's title.
func (m *model) exported(f form) string {
	if f == html {
		return text.ArticleHTML(m.post.Title, m.parts(m.tab))
	}
	return text.ArticleMarkdown(m.post.Title, m.parts(m.tab))
}

func (m *model) copyAs(f form) {
	m.Shell.Copy(m.exported(f))
	m.Shell.Toast(m.Words().T("composer.export.copied."+string(f)), nil)
}

// saveAs keeps the document as it is now, whatever is typed while a folder is
// chosen.
func (m *model) saveAs(f form) {
	name := text.Slug(m.post.Headline())
	if name == "" {
		name = m.Words().T("composer.export.name")
	}
	document := m.exported(f)
	m.Shell.SaveFile(name+f.ending(), func(path string) error {
		if err := os.WriteFile(path, []byte(document), 0o644); err != nil {
			return err
		}
		m.Runner.Do(func() { m.Shell.Toast(m.Words().T("composer.export.saved", "File", filepath.Base(path)), nil) })
		return nil
	})
}

// exports are the ways in which the text leaves.
func (m *model) exports() []widgets.MenuItem {
	b := m.Words()
	return []widgets.MenuItem{
		{Text: b.T("composer.export.copy_markdown"), Icon: theme.IconCopy, Run: func() { m.copyAs(markdown) }},
		{Text: b.T("composer.export.copy_html"), Icon: theme.IconCopy, Run: func() { m.copyAs(html) }},
		{Text: b.T("composer.export.save_markdown"), Icon: theme.IconDownload, Run: func() { m.saveAs(markdown) }},
		{Text: b.T("composer.export.save_html"), Icon: theme.IconDownload, Run: func() { m.saveAs(html) }},
	}
}
