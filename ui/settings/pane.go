package settings

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// widestPane is how wide its fields grow where it stands alone.
const widestPane = 520

// pane is where an account is connected: the networks, or the steps and fields
// of one. What is typed lives in its fields; a secret nowhere else.
type pane struct {
	screen *Screen
	fields map[string]*widgets.Field
	scroll *widgets.Scroll
	of     data.NetworkName // whose fields they are
	sheet  *fyne.Container
	foot   *fyne.Container
	object fyne.CanvasObject
}

func newPane(s *Screen) *pane {
	p := &pane{screen: s, fields: map[string]*widgets.Field{}, sheet: widgets.NewColumn(12), foot: widgets.NewRow(8)}
	p.scroll = widgets.NewScroll(widgets.NewInset(16, 18, 16, 18, widgets.NewMeasure(widestPane, p.sheet)))
	foot := widgets.NewInset(8, 18, 16, 18, widgets.NewMeasure(widestPane, p.foot))
	p.object = container.NewBorder(nil, foot, nil, nil, p.scroll)
	return p
}

// drawPane shows the pane as the model has it, or puts it away.
func (s *Screen) drawPane() {
	s.pane.draw()
	s.frame.showPane(s.m.connect.stage != closed)
}

// turn gives the pane another page: an attempt under way is given up, and what
// was typed forgotten.
func (s *Screen) turn(to func()) {
	s.p.Runner.Cancel("settings.connect")
	s.pane.forget()
	to()
	s.drawPane()
}

// abandon puts the pane away.
func (s *Screen) abandon() { s.turn(s.m.connect.close) }

// forget drops the fields with all that was typed into them.
func (p *pane) forget() {
	for _, f := range p.fields {
		f.SetText("")
	}
	p.fields, p.of = map[string]*widgets.Field{}, ""
}

func (p *pane) draw() {
	b, c := p.screen.words(), &p.screen.m.connect
	p.sheet.Objects, p.foot.Objects = nil, nil
	cancel := widgets.NewButton(b.T("common.cancel"), p.screen.abandon)
	switch c.stage {
	case choosing:
		p.sheet.Objects = p.networks()
		p.foot.Objects = []fyne.CanvasObject{cancel, layout.NewSpacer()}
	case filling, working:
		p.sheet.Objects = p.steps()
		p.foot.Objects = []fyne.CanvasObject{cancel, layout.NewSpacer(), p.goButton()}
	}
	p.sheet.Refresh()
	p.foot.Refresh()
	p.object.Refresh()
	p.scroll.Refresh()
	if c.stage == working || c.err != nil {
		p.scroll.ToEnd()
	}
}

// networks is the choice of one.
func (p *pane) networks() []fyne.CanvasObject {
	s, b := p.screen, p.screen.words()
	all := []fyne.CanvasObject{
		widgets.NewColumn(4, widgets.NewTitle(b.T("connect.title")), widgets.NewNote(b.T("connect.choose"))),
	}
	for _, n := range s.m.networks {
		about := ""
		if key := "connect." + string(n.Name) + ".about"; b.Has(key) {
			about = b.T(key)
		}
		all = append(all, widgets.NewChoice(n.Name, n.Title, about, func() {
			s.turn(func() { s.m.connect.pick(n, data.Account{}) })
		}))
	}
	return all
}

// steps is what to do, in order, with the fields below the last of them.
func (p *pane) steps() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	title := "connect.title_network"
	if c.again != 0 {
		title = "connect.title_again"
	}
	all := []fyne.CanvasObject{
		widgets.NewColumn(4, widgets.NewTitle(b.T(title, "Network", c.network.Title)), widgets.NewNote(b.T("connect.easy"))),
	}
	steps := p.stepKeys()
	for i, key := range steps {
		if i == len(steps)-1 {
			all = append(all, p.sketch()...)
		}
		all = append(all, widgets.NewRow(11, widgets.NewStep(strconv.Itoa(i+1)), widgets.Stretch(widgets.NewPassage(b.T(key)))))
	}
	p.makeFields()
	for _, f := range c.fields() {
		all = append(all, p.field(f))
	}
	switch {
	case c.stage == working:
		all = append(all, p.waiting())
	case c.err != nil:
		what, why, todo := p.reason()
		all = append(all, s.trouble(what, why+" "+todo, c.err, c.details, func() { c.details = !c.details; p.draw() }))
	default:
		all = append(all, widgets.NewNote(b.T("connect.secret")))
	}
	if c.again == 0 && c.stage == filling && len(s.m.networks) > 1 {
		all = append(all, widgets.NewRow(0, widgets.NewLink(b.T("connect.other"), s.Connect)))
	}
	return all
}

// stepKeys are the catalogue's steps for the network, in order.
func (p *pane) stepKeys() []string {
	prefix := "connect." + string(p.screen.m.connect.network.Name) + ".step"
	var keys []string
	for i := 1; p.screen.words().Has(prefix + strconv.Itoa(i)); i++ {
		keys = append(keys, prefix+strconv.Itoa(i))
	}
	return keys
}

// sketch shows what the password looks like that the network will give, so
// that nobody takes their account's own; networks without one have no sketch.
func (p *pane) sketch() []fyne.CanvasObject {
	b, c := p.screen.words(), &p.screen.m.connect
	n := c.network
	key := "connect." + string(n.Name) + ".see"
	i := slices.IndexFunc(c.way().Fields, func(f data.Field) bool { return f.Secret && f.Hint != "" })
	if i < 0 || !b.Has(key) {
		return nil
	}
	page := widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusControl), 12, widgets.NewColumn(4,
		widgets.NewLabel(b.T(key), theme.Label, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewRow(8,
			widgets.NewLabel("Parvis", theme.Label, theme.Regular, theme.Muted), layout.NewSpacer(),
			widgets.NewPill(c.way().Fields[i].Hint, widgets.ToneAccent))))
	return []fyne.CanvasObject{widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusCard), 14,
		widgets.NewColumn(8, widgets.NewNote(b.T("connect.see")), page))}
}

// makeFields makes the fields of the network, once: drawing again keeps what
// was typed.
func (p *pane) makeFields() {
	c := &p.screen.m.connect
	if p.of == c.network.Name && len(p.fields) > 0 {
		return
	}
	p.forget()
	p.of = c.network.Name
	for _, row := range c.way().Fields {
		f := widgets.NewField("")
		f.SetPassword(row.Secret)
		f.SetPlaceholder(row.Hint)
		f.SetText(c.typed[row.Key])
		f.Changed = func(text string) { c.typing(row.Key, text); f.SetError("") }
		f.Submitted = func(string) { p.submit() }
		p.fields[row.Key] = f
	}
}

// field brings one field up to date.
func (p *pane) field(row data.Field) *widgets.Field {
	b, c, f := p.screen.words(), &p.screen.m.connect, p.fields[row.Key]
	label := b.T("connect." + string(c.network.Name) + "." + row.Key)
	if row.Optional {
		label = b.T("connect.optional", "Label", label)
	}
	f.SetLabel(label)
	fault := ""
	for _, key := range c.missing {
		if key == row.Key {
			fault = b.T("connect.needed")
		}
	}
	f.SetError(fault)
	return f
}

// waiting says what is going on, and how to open the sign-in page again.
func (p *pane) waiting() fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	text := b.T("connect.working", "Network", c.network.Title)
	if c.page != "" {
		text = b.T("connect.browser")
	}
	column := widgets.NewColumn(8, widgets.NewProgress(), widgets.NewNote(text))
	links := widgets.NewRow(16)
	if page := c.page; page != "" {
		links.Add(widgets.NewLink(b.T("connect.browser_again"), func() { s.p.Shell.OpenLink(page) }))
	}
	links.Add(widgets.NewLink(b.T("connect.stop"), s.stopConnecting))
	column.Add(links)
	return column
}

// reason words the failure: what is particular to connecting, and to the
// network, comes before the general words, which speak of publishing.
func (p *pane) reason() (what, why, todo string) {
	b, c := p.screen.words(), &p.screen.m.connect
	for _, key := range c.reasons() {
		if b.Has(key + ".what") {
			say := func(part string) string { return b.T(key+part, "Network", c.network.Title) }
			return say(".what"), say(".why"), say(".do")
		}
	}
	return p.screen.explain(c.err, c.network.Title)
}

func (p *pane) goButton() fyne.CanvasObject {
	b, c := p.screen.words(), &p.screen.m.connect
	key := "connect.go"
	if c.way().Browser {
		key = "connect.go_browser"
	}
	button := widgets.NewPrimary(b.T(key), p.submit)
	if c.stage == working {
		button.Disable()
	}
	return button
}

// submit takes the answers out of the fields and hands them on.
func (p *pane) submit() {
	answers := map[string]string{}
	for key, f := range p.fields {
		answers[key] = f.Text()
	}
	p.screen.connectWith(answers)
}

// wipe empties the fields that hold a secret.
func (p *pane) wipe() {
	for _, row := range p.screen.m.connect.way().Fields {
		if f := p.fields[row.Key]; f != nil && row.Secret {
			f.SetText("")
		}
	}
}

func (s *Screen) connectWith(answers map[string]string) {
	c := &s.m.connect
	attempt, answers, ok := c.submit(answers)
	s.pane.draw()
	if !ok {
		return
	}
	brand, network, again, way := s.p.Brand().ID, c.network.Name, c.again, c.way().Key
	s.p.Runner.Go("settings.connect", func(ctx context.Context) (func(), error) {
		open := func(page string) error {
			s.p.Runner.Go("settings.page", func(context.Context) (func(), error) {
				return func() { s.openPage(attempt, page) }, nil
			})
			return nil
		}
		all, err := s.p.Ports.Connect(ctx, brand, network, data.Connecting{Way: way, Answers: answers, Open: open}, everything)
		return func() { s.connected(attempt, again, all, err) }, nil
	})
}

// everything takes all accounts that a sign-in opened.
func everything(_ context.Context, all []data.Account) ([]int, error) {
	wanted := make([]int, len(all))
	for i := range all {
		wanted[i] = i
	}
	return wanted, nil
}

// openPage shows the sign-in page, unless the person has given up meanwhile.
func (s *Screen) openPage(attempt int, page string) {
	if s.m.connect.opened(attempt, page) {
		s.p.Shell.OpenLink(page)
		s.pane.draw()
	}
}

// connected takes the answer of the network.
func (s *Screen) connected(attempt int, again data.AccountID, all []data.Account, err error) {
	if err == nil && len(all) == 0 {
		s.stopConnecting()
		return
	}
	if err != nil {
		if s.m.connect.fail(attempt, err) {
			if s.m.connect.spent() {
				s.pane.wipe()
			}
			s.pane.draw()
		}
		return
	}
	if !s.m.connect.succeed(attempt) {
		return
	}
	a := all[0]
	s.pane.forget()
	s.drawPane()
	s.m.lit = a.ID
	s.m.stopTrial(a.ID)
	key := "connect.connected"
	if again != 0 && again != a.ID {
		key = "connect.other_account"
	}
	s.p.Shell.Toast(s.words().T(key, "Account", a.Handle), nil)
	s.readAccounts()
}

func (s *Screen) stopConnecting() {
	s.p.Runner.Cancel("settings.connect")
	s.m.connect.stop()
	s.pane.draw()
}
