package words

// ExportLine says how far the writing of a list is.
func ExportLine(j JobState) string {
	if j.Stopping {
		return Text("Stopping the export")
	}
	if j.Progress.Total == 0 {
		return Text("Exporting")
	}
	return Text("Exporting: {done} of {total} rows", "done", Number(int(j.Progress.Done)), "total", Number(int(j.Progress.Total)))
}

// Exported says that a list was written whole.
func Exported(rows int, path string) string {
	return Text("{rows} written to {file}", "rows", several(rows, "row", "rows"), "file", path)
}
