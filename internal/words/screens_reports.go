package words

// ReportForm names a form of a report and says what it is for.
func ReportForm(format string) (name, use string) {
	switch format {
	case "pdf":
		return "PDF", Text("For the board and the examiner, by mail or on paper.")
	case "html":
		return "HTML", Text("One page that needs nothing else; also for screen readers.")
	case "xlsx":
		return Text("workbook"), Text("All lines with filters, a tab for each annex.")
	case "csv":
		return "CSV", Text("One row for each line, for any spreadsheet or database.")
	}
	return "JSON", Text("All the data, for another program.")
}

// ReportAudience names who will read a report and says what they see.
func ReportAudience(audience string) (name, sees string) {
	switch audience {
	case "inside":
		return Text("Inside"), Text("Everything up to TLP:AMBER+STRICT.")
	case "examiner":
		return Text("Examiner"), Text("Everything up to TLP:AMBER.")
	case "provider":
		return Text("Service provider"), Text("Up to TLP:AMBER, without open questions, exceptions and imports.")
	}
	return Text("Public"), Text("Only what is TLP:CLEAR, without open questions, exceptions and imports.")
}

// ReportRows says how much of a table a preview shows.
func ReportRows(shown, more int) string {
	if more == 0 {
		return count("report_rows_all", shown)
	}
	return say("report_rows_first", "shown", Number(shown), "all", Number(shown+more))
}
