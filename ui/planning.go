package ui

// FillSlots leads to what may come back in the free slots.
func (ui *Window) FillSlots() { ui.doInPlan("fill.again") }

// ShowBalance leads to what is shown often and what seldom.
func (ui *Window) ShowBalance() { ui.doInPlan("show.balance") }

// doInPlan shows the plan and does one of the things that it offers.
func (ui *Window) doInPlan(key string) {
	ui.goTo(ui.index("plan"))
	for _, a := range ui.plan.Actions() {
		if a.Key == key {
			a.Run()
		}
	}
}
