package composer

import (
	"slices"
	"strings"

	"parvis/data"
)

// inserted is something that was put into a post. It is taken out again with all
// that came along: by the toast, or by taking back the step in the text.
type inserted struct {
	addition
	to         spot
	shown      picture // the photo
	was        string  // the text without it
	head, tail string  // the text with it, before and behind where one goes on writing

	titled, listed, attached bool   // what came along
	back                     func() // attaches the photo again as it was
	in                       bool
}

// insert puts something into the post and says so; the toast takes all of it out
// again. end is how many runes stand before what comes after it.
func (m *model) insert(to spot, a addition, said string) (end int, ok bool) {
	parts := slices.Clone(m.parts(to.tab))
	if !m.open || m.readonly(to.tab) || to.part >= len(parts) {
		return 0, false
	}
	i := &inserted{addition: a, to: to, was: parts[to.part]}
	i.shown = picture{min(to.part, len(m.parts(common))-1), a.photo.Hash}
	parts[to.part], end = joined(i.was, to.at, a)
	runes := []rune(parts[to.part])
	i.head, i.tail = string(runes[:end]), string(runes[end:])
	m.setParts(to.tab, parts)
	m.bringAlong(i)
	m.inserted = append(m.inserted, i)
	m.undoable(said, func() {
		if i.in {
			m.takeOut(i)
			m.takeAlong(i)
		}
	})
	return end, true
}

// bringAlong adds what a text that was inserted comes with.
func (m *model) bringAlong(i *inserted) {
	if i.titled = m.post.Title == "" && i.title != ""; i.titled {
		m.setTitle(i.title)
	}
	if i.listed = i.product.ID != 0 && !slices.Contains(m.post.Products, i.product.ID); i.listed {
		m.post.Products = append(slices.Clone(m.post.Products), i.product.ID)
	}
	switch {
	case i.back != nil:
		i.back()
	case i.photo.Hash != "" && m.attach(i.photo.Media, i.shown.part):
		i.attached = true
		m.setAlt(i.shown, i.photo.Alt)
	}
	i.in = true
	m.edits++
}

// takeAlong takes away what came with a text that is not there any more.
func (m *model) takeAlong(i *inserted) {
	if i.titled && m.post.Title == i.title {
		m.setTitle("")
	}
	if i.listed {
		m.post.Products = slices.DeleteFunc(slices.Clone(m.post.Products), func(id data.ProductID) bool { return id == i.product.ID })
	}
	if i.attached {
		i.back = m.detach(i.shown)
	}
	i.in = false
	m.edits++
}

// takeOut puts a part back as it was or, when it was written on since, takes only
// what was inserted out of it.
func (m *model) takeOut(i *inserted) {
	parts := m.parts(i.to.tab)
	if i.to.part >= len(parts) {
		return
	}
	now, then := parts[i.to.part], i.was
	if now != i.head+i.tail {
		before, after, found := strings.Cut(now, i.text)
		if !found {
			m.inserted = slices.DeleteFunc(m.inserted, func(o *inserted) bool { return o == i })
			return
		}
		then = before + after
	}
	m.setText(i.to.tab, i.to.part, then)
	i.was, i.head, i.tail = then, now, ""
}

// stepped is typed for what a person takes back in a text, or does again: what was
// inserted takes along what came with it, and brings it again.
func (m *model) stepped(tab data.AccountID, part int, former, now string) {
	m.typed(tab, part, now)
	for _, i := range m.inserted {
		if i.to.tab != tab || i.to.part != part {
			continue
		}
		switch {
		case i.in && now == i.was:
			m.takeAlong(i)
		case !i.in && former == i.was && strings.HasPrefix(now, i.head) && strings.HasSuffix(now, i.tail):
			m.bringAlong(i)
		default:
			continue
		}
		m.altered()
	}
}
