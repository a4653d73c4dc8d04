package composer

import "parvis/data"

// askReview has somebody read the post, once all of it is stored.
func (m *model) askReview() {
	if blank(&m.post) {
		m.Shell.Toast(m.Words().T("composer.ask.empty"), nil)
		return
	}
	m.onceStored(func() {
		day := ""
		if !m.post.When.Zero() {
			day = m.post.When.Wall[:len(data.DayLayout)]
		}
		m.Shell.AskReview(m.post.ID, day)
	})
}
