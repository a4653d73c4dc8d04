package composer

import (
	"slices"

	"parvis/data"
	"parvis/data/text"
)

// What a person does to the draft from the pane: each changes it, says so where
// something was taken away, and offers to take that back.

// undoable tells what was done, with its undo on the post it was done to.
func (m *model) undoable(text string, undo func()) {
	keeper := m.keeper
	m.Shell.Toast(text, func() {
		if keeper == m.keeper {
			undo()
			m.settleTab()
			m.altered()
		}
	})
	m.settleTab()
	m.altered()
}

// followCommon drops the text of the tab's account for the common one.
func (m *model) followCommon() {
	tab := m.tab
	m.undoable(m.Words().T("composer.followed", "Account", m.accountName(tab)), m.follow(tab))
}

// toggleAccount adds an account to the post, or takes it away.
func (m *model) toggleAccount(a data.AccountID) {
	if _, goes := m.post.Variant(a); !goes {
		m.addAccount(a)
		m.altered()
		return
	}
	m.undoable(m.Words().T("composer.account.removed", "Account", m.accountName(a)), m.removeAccount(a))
}

// appendPart continues the text of the tab in a thread.
func (m *model) appendPart() {
	m.part = m.addPart(m.tab)
	m.altered()
}

func (m *model) dropPart(part int) {
	m.undoable(m.Words().T("composer.part.removed", "Part", part+1), m.removePart(m.tab, part))
}

// splitPart cuts a part that is too long for an account into a thread. The
// common text is cut by the strictest rule among those that follow it and have
// threads.
func (m *model) splitPart(tab data.AccountID, part int) {
	strictest, found := m.strictest(tab)
	parts := m.parts(tab)
	if !found || part >= len(parts) {
		return
	}
	by := text.SplitTracked(parts[part], strictest.Can.Text, m.post.Track, string(strictest.Network))
	if slices.Equal(by, parts[part:part+1]) {
		return
	}
	m.tab = tab
	m.undoable(m.Words().N("composer.split.done", len(by)), m.replacePart(tab, part, by))
}

// strictest is the one with the least room among the accounts with threads that a
// tab's text goes to.
func (m *model) strictest(tab data.AccountID) (strictest data.Account, found bool) {
	for _, v := range m.post.Variants {
		a, ok := m.account(v.Account)
		mine := v.Account == tab || tab == common && len(v.Parts) == 0
		if !ok || !mine || !a.Can.Thread || a.Can.Text.Max == 0 {
			continue
		}
		if !found || a.Can.Text.Max < strictest.Can.Text.Max {
			strictest, found = a, true
		}
	}
	return strictest, found
}

// joinParts gives an account that has no threads everything as one text.
func (m *model) joinParts(a data.AccountID) {
	m.undoable(m.Words().T("composer.joined", "Account", m.accountName(a)), m.join(a))
}

// dropPicture takes a picture away.
func (m *model) dropPicture(p picture) {
	m.undoable(m.Words().T("composer.alt.removed"), m.detach(p))
}

// chooseFiles lets the person choose pictures for the part under the caret.
func (m *model) chooseFiles() {
	keeper, part := m.keeper, m.part
	m.Shell.OpenFiles(func(files []File) {
		if keeper == m.keeper {
			m.take(files, part)
		}
	})
}

// enter takes note of the part that the caret went to.
func (m *model) enter(part int) {
	if part != m.part {
		m.part = part
		m.structure()
	}
}

// threads tells whether a tab's text may go on in a further part.
func (m *model) threads() bool {
	return slices.ContainsFunc(m.post.Variants, func(v data.Variant) bool {
		a, ok := m.account(v.Account)
		return ok && a.Can.Thread && (m.tab == common || m.tab == v.Account)
	})
}

// dismiss takes a notice away that was read.
func (m *model) dismiss(i int) {
	if i < len(m.notices) {
		m.notices = slices.Delete(slices.Clone(m.notices), i, i+1)
		m.structure()
	}
}
