package composer

import (
	"fmt"
	"path/filepath"

	"parvis/data"
)

// window is a [Shell] that remembers what it was told.
type window struct {
	toasts   []string
	undo     func()
	offers   []string
	offered  func()
	fails    []error
	closed   int
	files    []File
	asked    []string
	opened   []string
	signIn   []data.AccountID
	connects int
	shown    int
	handed   []data.DeliveryID
	limits   int
	lines    int
	reviews  []string
	copied   []string
	folder   string // where files are saved
	enlarged []bool
}

func (w *window) Toast(text string, undo func()) { w.toasts, w.undo = append(w.toasts, text), undo }
func (w *window) Fail(_ string, err error)       { w.fails = append(w.fails, err) }
func (w *window) OpenFiles(chosen func([]File))  { chosen(w.files) }
func (w *window) OpenLink(url string)            { w.opened = append(w.opened, url) }
func (w *window) Reconnect(id data.AccountID)    { w.signIn = append(w.signIn, id) }
func (w *window) Show()                          { w.shown++ }
func (w *window) Connect()                       { w.connects++ }
func (w *window) HandOver(id data.DeliveryID)    { w.handed = append(w.handed, id) }
func (w *window) Limits()                        { w.limits++ }
func (w *window) Copy(text string)               { w.copied = append(w.copied, text) }
func (w *window) AskReview(id data.PostID, day string) {
	w.reviews = append(w.reviews, fmt.Sprint(id, " ", day))
}
func (w *window) OpenLine()       { w.lines++ }
func (w *window) Close()          { w.closed++ }
func (w *window) Enlarge(on bool) { w.enlarged = append(w.enlarged, on) }
func (w *window) Behind() string  { return "Calendrier" }
func (w *window) Offer(text, action string, do func()) {
	w.offers, w.offered = append(w.offers, text), do
}

func (w *window) Confirm(title, _, action string, do func()) { w.asked = append(w.asked, title); do() }

func (w *window) SaveFile(name string, save func(string) error) {
	if err := save(filepath.Join(w.folder, name)); err != nil {
		w.fails = append(w.fails, err)
	}
}
