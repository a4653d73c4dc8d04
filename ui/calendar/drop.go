package calendar

import "fyne.io/fyne/v2"

// DropAt says what a file that was dropped at a position of the window was meant
// for: a day of the month or a time, as Shell.NewPost takes them; "" elsewhere.
func (s *Screen) DropAt(at fyne.Position) string {
	below := func(o fyne.CanvasObject) (fyne.Position, bool) {
		from := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		in := at.Subtract(from)
		size := o.Size()
		return in, s.object.Visible() && o.Visible() && in.X >= 0 && in.Y >= 0 && in.X < size.Width && in.Y < size.Height
	}
	if in, ok := below(s.body.month); ok {
		return s.body.month.DayAt(in)
	}
	if in, ok := below(s.body.week); ok {
		if day, minute, ok := s.body.week.TimeAt(in); ok {
			return wallAt(day, minute)
		}
	}
	return ""
}
