package ticketlist

import "fenceline/internal/domain"

// Codes of errors beside those of package table. Params in brackets. Those of
// rows refuse one row; the others the list.
const (
	CodeEmpty  domain.Code = "tickets_empty"  // a header and no row
	CodeHeader domain.Code = "tickets_header" // [columns] no column that says what a ticket is about
	CodeStand  domain.Code = "tickets_stand"  // [value values] stands for none of the ways a ticket can stand

	RowAboutNothing domain.Code = "ticket_about_nothing" // names no flaw, update or task
	RowCells        domain.Code = "row_cells"            // [cells columns] more cells than columns
	RowValue        domain.Code = "row_value"            // [column value] a cell that cannot be read
)

// Codes of warnings. Params in brackets.
const (
	WarnUnread domain.Code = "ticket_columns_unread" // [columns] not mapped to anything
	WarnStates domain.Code = "ticket_states_unread"  // [states count] words for where a ticket stands, and rows with them
)

const op = "read list of tickets"

func refuse(code domain.Code, params domain.Params) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Code: code, Params: params}
}
