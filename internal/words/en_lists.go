package words

const (
	nextQuote    = "Open the list in a spreadsheet program and save it again as CSV, or correct the line."
	nextRow      = "Correct the row in the list and import it again: rows that are in stay as they are."
	nextWorkbook = "Save the workbook again, or save the sheet as CSV."
)

// enLists are the errors and notes of reading a list of assets.
var enLists = Catalogue{
	"sort_asset-list": {Say: "a list of assets"}, "sort_host-list": {Say: "a list of host names"}, "sort_ticket-list": {Say: "a list of tickets"},

	"table_quote":     {"A quotation mark in line {line} opens or closes nothing, so it is not sure where the row ends.", nextQuote},
	"table_not_text":  {"This is no text and no workbook.", "Save the list as CSV or XLSX."},
	"table_too_wide":  {"Line {line} has more than {limit} columns. The list was not read.", "Save only the columns that are needed."},
	"table_too_large": {"The list has more than {limit} cells. It was not read.", "Import it in parts."},
	"table_separator": {"The sign {value} separates no columns here.", "Give one of these: , ; | tab."},
	"workbook_broken": {"The workbook cannot be read[ (in {part})].", nextWorkbook},
	"workbook_sheet":  {"The workbook has no sheet {sheet}; it has {sheets}.", "Name one of these with --sheet."},
	"workbook_old":    {"This is a workbook in the form of before 2007, which is not read.", "Save it as XLSX or CSV."},
	"workbook_locked": {"The workbook is protected by a password.", "Save a copy without one."},

	"list_empty":       {"The list has a header and no row.", "Check that the export holds what you expect."},
	"list_header":      {"No column of the list names an asset[; its columns are: {columns}].", "Say which one does: --map COLUMN=name. Other facts are mapped in the same way."},
	"list_column":      {"The list has no column {column}; it has: {columns}.", "Name a column as the list does, or give its number."},
	"list_field":       {"Nothing called {field} is read from such a list.", "What is read: {fields}. A hyphen leaves the column out."},
	"list_field_twice": {"Two columns were given for {field}.", "Give one column for each fact."},
	"list_dates":       {"It cannot be told from the list whether {value} in column {column}, line {line}, has the month or the day first.", "Say it: --dates mdy for the month first, --dates dmy for the day first."},
	"list_date_order":  {"The order {value} of day and month is not known.", "Give mdy for the month first or dmy for the day first."},

	"tickets_empty":         {"The list has no row with a ticket.", "Check that the export holds what you expect."},
	"tickets_header":        {"No column of the list says what a ticket is about[; its columns are: {columns}].", "Say which one holds CVEs, advisories, updates or tasks: --map COLUMN=about, or a title that names them: --map COLUMN=summary."},
	"tickets_stand":         {"A ticket cannot stand at {value}.", "Give one of these: {values}."},
	"ticket_about_nothing":  {"The row names no CVE, advisory, update or task.", "Add a column that does, or leave the row as it is: it stays out."},
	"ticket_no_asset":       {"The desk has no asset {asset}.", "Bring in the list of assets first, or correct the name; then import the list of tickets again."},
	"ticket_no_task":        {"The desk has no task about {about}[ on {asset}].", "Import the same list again when advisories and inventories are in: it is matched anew."},
	"row_unmatched":         {Say: "Line {line}[ ({name})] has no task yet: {reason}"},
	"ticket_columns_unread": {Say: "Not read, since no part of a ticket answers to them: {columns}."},
	"ticket_states_unread":  {Say: "Words for where a ticket stands that are not known, so that they moved nothing (rows: {count}): {states}."},

	"asset_merged":   {"The asset {subject} was merged into another.", "Its facts and inventories are there. Add a new asset if it is another machine after all."},
	"rename_several": {"Several assets cannot all be called {subject}.", "Rename one at a time."},
	"merge_self":     {"The asset {subject} cannot be merged into {keep}: they are one already.", "Name two assets that are both in the list."},

	"row_nameless":       {"Nothing in the row names an asset.", nextRow},
	"row_cells":          {"The row has {cells} cells, and the list has {columns} columns.", nextRow},
	"row_value":          {"The column {column} holds {value}, which cannot be read there.", "Correct the row, or leave the column out with --map \"{column}=-\"."},
	"row_host":           {"This is no host name and no address: {value}.", nextRow},
	"row_two_assets":     {"The row speaks of two assets: {a} by its {how}, {b} by its {other}.", "If they are one machine, merge them: fenceline asset merge. If not, correct the row."},
	"row_serial_differs": {"The asset {name} has the serial number {have} here, and {got} in the file.", "If the machine was replaced, retire or rename the old one first. If the number here is wrong, correct it."},
	"row_retired":        {"The asset {name} is retired.", "Put it back into use first, with fenceline asset restore, or leave it out of the list."},
	"row_again":          {"The asset {name} stands in the list before, in line {first}.", nextRow},
	"row_refused":        {Say: "Line {line}[ ({name})] was refused: {reason}"},

	"columns_unread":  {Say: "Not read, since no fact of an asset answers to them: {columns}."},
	"mac_unread":      {Say: "{count} cells held no usable hardware address."},
	"ip_unread":       {Say: "{count} cells held no usable address."},
	"lines_commented": {Say: "{count} lines are comments."},
	"text_1252":       {Say: "The text is not UTF-8; it was read as Windows-1252."},
	"sheets_extra":    {Say: "Only the sheet {sheet} was read. The workbook has {sheets}."},

	"report_rows_all_one":  {Say: "1 row"},
	"report_rows_all_many": {Say: "{n} rows"},
	"report_rows_first":    {Say: "the first {shown} of {all} rows"},
}
