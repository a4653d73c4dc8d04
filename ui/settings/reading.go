package settings

import (
	"slices"
	"sync"

	"parvis/data"
)

// reading is one archive on its way into the calendar, and what became of it.
type reading struct {
	running  bool
	stopping bool
	done     int64 // bytes, of total
	total    int64
	posts    int
	result   *data.ImportResult // of the last one that ended, until it is undone
	err      error
	details  bool // the raw error is unfolded
	undoing  bool
	guide    data.NetworkName // the export whose steps are unfolded
	shown    map[string]int   // faults shown by code; 0: folded
}

// faultsAtOnce is how many faults of a kind are unfolded at a time.
const faultsAtOnce = 40

// begin tells whether an archive may be read: one at a time.
func (r *reading) begin() bool {
	if r.running || r.undoing {
		return false
	}
	*r = reading{running: true, guide: r.guide, shown: map[string]int{}}
	return true
}

// end keeps the outcome. An archive that was stopped before anything was kept
// leaves nothing to tell.
func (r *reading) end(result data.ImportResult, err error) {
	r.running, r.stopping, r.err = false, false, err
	if result.ID != 0 {
		r.result = &result
	}
}

// forget clears the table after the outcome was read or undone.
func (r *reading) forget() { *r = reading{guide: r.guide} }

// toggleGuide unfolds the steps of an export, or folds them.
func (r *reading) toggleGuide(n data.NetworkName) {
	if r.guide == n {
		n = ""
	}
	r.guide = n
}

// more unfolds the faults of a kind, or the next ones.
func (r *reading) more(code string) { r.shown[code] += faultsAtOnce }

// faultKind are the faults that have the same reason.
type faultKind struct {
	code string
	all  []data.ImportFault
}

// faultKinds gathers faults by reason, in the order in which each came first.
func faultKinds(all []data.ImportFault) []faultKind {
	var kinds []faultKind
	for _, f := range all {
		i := slices.IndexFunc(kinds, func(k faultKind) bool { return k.code == f.Code })
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, faultKind{code: f.Code})
		}
		kinds[i].all = append(kinds[i].all, f)
	}
	return kinds
}

// exports are the networks whose exports are read, in the order to show them.
func exports() []data.NetworkName {
	return []data.NetworkName{"x", "facebook", "linkedin", "googleplus"}
}

// gauge hands how far a reading is from its goroutine to the screen, which hears
// of the last word only, however many there are.
type gauge struct {
	mu          sync.Mutex
	done, total int64
	posts       int
	told        bool // the screen has been asked to look
}

// set keeps how far it is and tells whether the screen has to be asked to look.
func (g *gauge) set(done, total int64, posts int) (ask bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done, g.total, g.posts = done, total, posts
	ask, g.told = !g.told, true
	return ask
}

func (g *gauge) read() (done, total int64, posts int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.told = false
	return g.done, g.total, g.posts
}
