// Package table reads one table of foreign origin: comma-separated text, and the
// first sheet of a workbook, as rows of cells with the line each stands in.
//
// Text is UTF-8 with or without a byte-order mark, UTF-16, or, where it is none
// of these, Windows-1252. Lines end with LF, CR LF or CR alone. The separator is
// told from the first lines (comma, semicolon, tab, vertical bar) unless the
// first line says it, as spreadsheet programs write it ("sep=;"), or the caller
// does. Quoting is that of RFC 4180 and is held to strictly: where a quotation
// mark stands wrong, nobody can say where a row ends.
//
// Workbooks are Office Open XML (ECMA-376, part 1, section 18): the cells of one
// sheet as they are stored, dates as ISO 8601. Formulas are read as their last
// result. Macros, links, pictures and everything else in the package stay
// unread, and nothing is unpacked to a disk. They are read here and not through a
// workbook library, because those unpack to files, keep the whole book in memory,
// and give a date as it is formatted for somebody's locale.
package table
