package words

// ReportForm names a form of a report and says what it is for.
func ReportForm(format string) (name, use string) {
	switch format {
	case "pdf":
		return "PDF", "For the board and the examiner, by mail or on paper."
	case "html":
		return "HTML", "One page that needs nothing else; also for screen readers."
	case "xlsx":
		return "workbook", "All lines with filters, a tab for each annex."
	case "csv":
		return "CSV", "One row for each line, for any spreadsheet or database."
	}
	return "JSON", "All the data, for another program."
}

// ReportAudience names who will read a report and says what they see.
func ReportAudience(audience string) (name, sees string) {
	switch audience {
	case "inside":
		return "Inside", "Everything up to TLP:AMBER+STRICT."
	case "examiner":
		return "Examiner", "Everything up to TLP:AMBER."
	case "provider":
		return "Service provider", "Up to TLP:AMBER, without open questions, exceptions and imports."
	}
	return "Public", "Only what is TLP:CLEAR, without open questions, exceptions and imports."
}

// ReportRows says how much of a table a preview shows.
func ReportRows(shown, more int) string {
	if more == 0 {
		return count("report_rows_all", shown)
	}
	return say("report_rows_first", "shown", Number(shown), "all", Number(shown+more))
}
