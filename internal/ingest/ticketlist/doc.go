// Package ticketlist reads lists of tickets and exceptions as ticket systems,
// scanners and people keep them: a table with a row per ticket.
//
// A row says what it is about (a CVE, an advisory, an update of Windows, a task of
// the desk), on which asset, where it stands, who has it, and for an exception who
// approved it, why, what protects the asset meanwhile and until when. Columns are
// guessed from their headers; a mapping given by hand goes before the guess. What
// is not mapped is named and not read. A column that holds a title or description
// gives the ids that stand in it. Words for where a ticket stands that are not
// known are counted and named, and such rows move nothing.
//
// Separators, encodings, workbooks, empty cells and days are those of package
// table.
package ticketlist
