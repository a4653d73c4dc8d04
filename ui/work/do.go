package work

// Do runs f on the UI thread, soon: for what comes from elsewhere than a job,
// such as a change in the store.
func (r *Runner) Do(f func()) { r.do(f) }
