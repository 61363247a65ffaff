package ticketlist

import (
	"bytes"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

// Recognise reports whether data is a list of tickets or exceptions: a table with a
// column for where they stand or for what makes an exception, and rows that name a
// flaw, an update or a task. A list of assets may have the first and has not the
// second.
func Recognise(data []byte) bool {
	l, err := Read(bytes.NewReader(data), Options{})
	if err != nil {
		own, ok := err.(*domain.Error)
		return ok && own.Code == table.CodeDates && tells(l.Columns)
	}
	return len(l.Rows) > 0 && tells(l.Columns)
}

func tells(columns []domain.ListColumn) bool {
	has := func(fields ...string) bool {
		return slices.ContainsFunc(columns, func(c domain.ListColumn) bool { return slices.Contains(fields, c.Field) })
	}
	return has("about", "summary") && has("state", "approver", "end", "review", "control")
}
