package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Memory is what a person decided about the tables of one layout, so that it
// need not be decided again. Dates are not in it: how those are written is looked
// at anew in each table.
type Memory struct {
	Columns []Column
	Called  map[string]data.AccountID
	Else    []data.AccountID
	Hour    string
}

// Key names the layout of a table by the names of its columns, so that what was
// decided about one is found for the next of its kind.
func (t *Table) Key() string {
	slugs := make([]string, len(t.Heads))
	for i, head := range t.Heads {
		slugs[i] = text.Slug(head)
	}
	sum := sha256.Sum256([]byte(strings.Join(slugs, "\n")))
	return hex.EncodeToString(sum[:8])
}

// memory is a Memory as it is stored: the names in the tags never change their
// meaning.
type memory struct {
	Columns []column                  `json:"columns"`
	Called  map[string]data.AccountID `json:"called,omitempty"`
	Else    []data.AccountID          `json:"else,omitempty"`
	Hour    string                    `json:"hour,omitempty"`
}

type column struct {
	Field   Field            `json:"field,omitempty"`
	Network data.NetworkName `json:"network,omitempty"`
}

// Text is the memory to be stored.
func (m Memory) Text() (string, error) {
	kept := memory{Called: m.Called, Else: m.Else, Hour: m.Hour}
	for _, c := range m.Columns {
		kept.Columns = append(kept.Columns, column(c))
	}
	b, err := json.Marshal(kept)
	return string(b), err
}

// Recall reads what [Memory.Text] wrote about tables of so many columns, with
// these fields to choose from; false for anything else.
func Recall(stored string, columns int, fields []Field) (Memory, bool) {
	var kept memory
	if err := json.Unmarshal([]byte(stored), &kept); err != nil || len(kept.Columns) != columns {
		return Memory{}, false
	}
	m := Memory{Called: kept.Called, Else: kept.Else, Hour: kept.Hour}
	for _, c := range kept.Columns {
		if c.Field != FieldNone && c.Field != FieldNetwork && !slices.Contains(fields, c.Field) {
			return Memory{}, false
		}
		m.Columns = append(m.Columns, Column(c))
	}
	return m, true
}
