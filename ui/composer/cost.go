package composer

import (
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// costs is what the post costs on the accounts that ask money, below the
// counters; nothing where none does.
type costs struct {
	c     *Composer
	block *fyne.Container
	shown string
}

func newCosts(c *Composer) *costs { return &costs{c: c, block: widgets.NewColumn(6)} }

func (k *costs) object() fyne.CanvasObject { return k.block }

func (k *costs) structure() {
	k.shown = ""
	k.figures()
}

// figures asks again when the text changed, and draws what is known by now.
func (k *costs) figures() {
	m := k.c.m
	m.lookAround()
	var lines []string
	if m.open && !m.finished() {
		for _, v := range m.pending().Variants {
			if c, known := m.costOf(v.Account); known && (m.tab == common || m.tab == v.Account) {
				lines = append(lines, m.costText(c), m.monthText(c))
			}
		}
	}
	if len(lines) == 0 {
		k.block.Hide()
		return
	}
	k.block.Show()
	if all := strings.Join(lines, "\n"); all != k.shown {
		k.shown = all
		k.draw(lines)
	}
}

// draw shows each cost with its month below.
func (k *costs) draw(lines []string) {
	k.block.Objects = nil
	for i := 0; i+1 < len(lines); i += 2 {
		k.block.Add(widgets.NewColumn(0,
			widgets.NewLabel(lines[i], theme.Label, theme.SemiBold, theme.Ink).Wrapping(),
			widgets.NewNote(lines[i+1])))
	}
	k.block.Refresh()
}

// money writes an amount in what an account is paid in.
func (m *model) money(id data.AccountID, amount data.Micros) string {
	return m.Words().Money(amount, m.price(id).Currency)
}

// costText says what the post costs on an account.
func (m *model) costText(c data.PostCost) string {
	return m.Words().T("composer.cost", "Account", m.accountName(c.Account), "Cost", m.money(c.Account, c.Cost))
}

// monthText says how the account's month stands without this post.
func (m *model) monthText(c data.PostCost) string {
	month := m.around.months[c.Account]
	args := []any{"Spent", m.money(c.Account, month.Sum()), "Planned", m.money(c.Account, month.Planned)}
	if month.Cap == 0 {
		return m.Words().T("composer.cost.month.free", args...)
	}
	return m.Words().T("composer.cost.month", append(args, "Cap", m.money(c.Account, month.Cap))...)
}

// savingText says how the post would cost less.
func (m *model) savingText(c check) string {
	s := c.saving
	return m.Words().T("cost."+s.What, "Now", m.money(c.account, s.Now), "Then", m.money(c.account, s.Then), "Links", strings.Join(s.Links, ", "))
}

// sayForLess changes the text as a saving proposes: its links go, or what was
// taken for one is parted at its dot. The toast takes it back.
func (m *model) sayForLess(c check) {
	tab := c.account
	if !m.differs(tab) {
		tab = common
	}
	parts := m.parts(tab)
	if c.part >= len(parts) {
		return
	}
	text, said := parts[c.part], "composer.unlinked"
	for _, link := range c.saving.Links {
		by := ""
		if c.mend == mendSpace {
			by, said = strings.Replace(link, ".", ". ", 1), "composer.spaced"
		}
		text = replaceWord(text, link, by)
	}
	m.undoable(m.Words().T(said), m.replacePart(tab, c.part, []string{text}))
}

// replaceWord puts something in the place of the first such word; where nothing
// is put, the space before it goes too.
func replaceWord(text, word, by string) string {
	before, after, found := strings.Cut(text, word)
	if !found {
		return text
	}
	if by == "" {
		before = strings.TrimRight(before, " ")
	}
	return before + by + after
}
