package composer

import (
	"context"
	"slices"
	"strconv"

	"parvis/data"
)

// taking are files that are being copied for the post.
type taking struct {
	job     string
	file    string // the one under way
	percent int    // of it, where it is large; 0: not told
}

// take keeps copies of files and attaches them to a part, those that can be;
// of the others it says why not.
func (m *model) take(files []File, part int) {
	if !m.open || len(files) == 0 || m.finished() {
		return
	}
	m.attached++
	t := &taking{job: "composer.attach." + strconv.Itoa(m.attached), file: files[0].Name}
	m.taking = append(m.taking, t)
	told := func(name string, percent int) {
		m.Runner.Do(func() {
			t.file, t.percent = name, percent
			m.figures()
		})
	}
	m.Runner.Go(t.job, func(ctx context.Context) (func(), error) {
		media, failed := copyFiles(ctx, m.Ports, files, told)
		return func() {
			m.taken(t)
			m.attachAll(media, part)
			for _, f := range failed {
				m.notices = append(m.notices, m.fileText(f))
			}
			m.structure()
		}, nil
	})
}

func (m *model) taken(t *taking) {
	m.taking = slices.DeleteFunc(slices.Clone(m.taking), func(o *taking) bool { return o == t })
}

// stopTaking ends a copy; nothing of it is attached.
func (m *model) stopTaking(t *taking) {
	m.Runner.Cancel(t.job)
	m.taken(t)
	m.structure()
}

// dropTaking ends every copy when the post leaves the screen, and says so.
func (m *model) dropTaking() {
	for _, t := range m.taking {
		m.Runner.Cancel(t.job)
		m.Shell.Toast(m.Words().T("composer.file.left", "File", t.file), nil)
	}
	m.taking = nil
}

func (m *model) attachAll(media []data.Media, part int) {
	part = min(part, len(m.parts(common))-1)
	for _, one := range media {
		m.attach(one, part)
	}
	m.altered()
}
