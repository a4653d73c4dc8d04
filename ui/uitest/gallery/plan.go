package main

// plan is what is decided before anything is written.
func plan() []scene {
	return []scene{
		do("plan-campaigns", "shell.screen.plan", "plan.action.show.campaigns"),
		do("plan-campaign-new", "plan.action.new.campaigns"),
		tap("", "common.cancel"),
		do("plan-slots", "plan.action.show.slots"),
		do("plan-line", "plan.action.show.line"),
	}
}
