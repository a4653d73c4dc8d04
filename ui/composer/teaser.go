package composer

import (
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// article is the account of the post that publishes it as an article, if there is
// one and there is something in it.
func (m *model) article() (blog data.Account, ok bool) {
	for _, a := range m.goesTo() {
		if a.Can.Article() && strings.TrimSpace(strings.Join(m.parts(a.ID), "")) != "" {
			return a, true
		}
	}
	return data.Account{}, false
}

// teased are the accounts for which a text can be derived of the article, and
// those that have one of their own already, which stays.
func (m *model) teased() (free, own []data.Account) {
	if _, ok := m.article(); !ok {
		return nil, nil
	}
	for _, a := range m.goesTo() {
		switch {
		case a.Can.Article() || m.readonly(a.ID):
		case m.differs(a.ID):
			own = append(own, a)
		default:
			free = append(free, a)
		}
	}
	return free, own
}

// tease gives the accounts that follow the article a short text that announces
// it, by each network's rule. Texts that somebody wrote stay, and that is said.
func (m *model) tease() {
	b := m.Words()
	free, own := m.teased()
	kept := ""
	if len(own) > 0 {
		names := make([]string, len(own))
		for i, a := range own {
			names[i] = m.accountName(a.ID)
		}
		kept = " " + b.N("composer.teaser.kept", len(own), "Accounts", strings.Join(names, ", "))
	}
	if len(free) == 0 {
		m.Shell.Toast(b.T("composer.teaser.none")+kept, nil)
		return
	}
	blog, _ := m.article()
	link := m.online(blog.ID)
	missing := ""
	if link == "" {
		missing = " " + b.T("composer.teaser.no_link")
	}
	markdown := strings.Join(m.parts(blog.ID), "\n\n")
	former := slices.Clone(m.post.Variants)
	for _, a := range free {
		rule := a.Can.Text.With(len(m.post.Media))
		m.setParts(a.ID, []string{text.Teaser(m.post.Title, markdown, link, rule)})
	}
	m.undoable(b.N("composer.teaser.done", len(free))+missing+kept, func() {
		for _, a := range free {
			m.untease(a.ID, former)
		}
	})
}

// untease gives an account back the text it had.
func (m *model) untease(a data.AccountID, former []data.Variant) {
	i := m.variant(a)
	was := slices.IndexFunc(former, func(v data.Variant) bool { return v.Account == a })
	if i < 0 || was < 0 {
		return
	}
	m.post.Variants = slices.Clone(m.post.Variants)
	m.post.Variants[i].Parts = former[was].Parts
	m.edits++
}

// online is the address of the post on an account, "" while it is not public
// there.
func (m *model) online(a data.AccountID) string {
	if d, placed := m.delivery(a); placed && d.State == data.Sent {
		return d.Remote.URL
	}
	return ""
}
