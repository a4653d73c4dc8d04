package report

import (
	"fmt"
	"io"

	"parvis/data/words"
)

// PlanForm is in which form a plan is written: the ending of its file. Its words
// are "planned.form.<form>" and "planned.form.<form>.about".
type PlanForm string

const (
	PlanPDF      PlanForm = "pdf"
	PlanPNG      PlanForm = "png"
	PlanCSV      PlanForm = "csv"
	PlanXLSX     PlanForm = "xlsx"
	PlanICS      PlanForm = "ics"
	PlanMarkdown PlanForm = "md"
)

// PlanForms lists them in the order in which they are offered.
func PlanForms() []PlanForm {
	return []PlanForm{PlanPDF, PlanPNG, PlanXLSX, PlanCSV, PlanICS, PlanMarkdown}
}

// planScale is how many pixels of a picture of the month stand for one.
const planScale = 2

// Write writes the plan in a form; guarded is that of [Plan.CSV].
func (p *Plan) Write(w io.Writer, form PlanForm, b *words.Book) (guarded int, err error) {
	switch form {
	case PlanPDF:
		return 0, p.PDF(w, b)
	case PlanPNG:
		return 0, p.PNG(w, b, planScale)
	case PlanCSV:
		return p.CSV(w, b)
	case PlanXLSX:
		return 0, p.XLSX(w, b)
	case PlanICS:
		return 0, p.ICS(w, b)
	case PlanMarkdown:
		return 0, p.Markdown(w, b)
	}
	return 0, fmt.Errorf("report: a plan as %q", form)
}
