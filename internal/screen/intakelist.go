package screen

import (
	"maps"

	"fenceline/internal/domain"
)

// Columns are those of the list, as they are read.
func (s *IntakeState) Columns() []domain.ListColumn {
	switch {
	case s.List != nil:
		return s.List.Columns
	case s.Tickets != nil:
		return s.Tickets.Columns
	}
	return nil
}

// mappable is what is left of an answer that failed: the columns of a list that could
// not be read for what they hold, so that a person can say it.
func (a *intakeAnswer) mappable() (list *domain.AssetReceipt, tickets *domain.TicketReceipt, machines *domain.InventoryReceipt) {
	if a.list != nil && len(a.list.Columns) > 0 {
		list = a.list
	}
	if a.tickets != nil && len(a.tickets.Columns) > 0 {
		tickets = a.tickets
	}
	return list, tickets, nil
}

// Map says what a column of a list holds: the name of a fact or of a part of a
// ticket, "-" for none. What was said of the others before, this time or of such a
// list once, stays.
func (s *Intake) Map(header, field string) {
	columns := map[string]string{}
	for _, c := range s.state.Columns() {
		if c.Given {
			columns[c.Header] = c.Field
			if c.Field == "" {
				columns[c.Header] = "-"
			}
		}
	}
	maps.Copy(columns, s.state.Lists.Columns)
	columns[header] = field
	s.state.Lists.Columns = columns
	s.look(true)
}

// Dates says whether the month (mdy) or the day (dmy) comes first.
func (s *Intake) Dates(order string) {
	s.state.Lists.Dates = order
	s.look(true)
}

// Explain says what a word for where a ticket stands means: one of domain.Stands.
func (s *Intake) Explain(word, stand string) {
	states := map[string]string{}
	if s.state.Tickets != nil {
		maps.Copy(states, s.state.Tickets.States)
	}
	maps.Copy(states, s.state.Lists.States)
	states[word] = stand
	s.state.Lists.States = states
	s.look(true)
}

// Exceptions says whether every row is an exception, whatever it says of its state.
func (s *Intake) Exceptions(all bool) {
	s.state.Lists.Exceptions = all
	s.look(true)
}

// Control says what protects the assets of exceptions that state no control.
func (s *Intake) Control(text string) {
	s.state.Lists.Control = text
	s.look(true)
}
