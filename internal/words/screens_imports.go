package words

import (
	"time"

	"fenceline/internal/domain"
)

// NoImports is the empty state of receipts.
func NoImports() string {
	return "Drop a file, a folder or an archive anywhere on this window. Every file gets a line that says what became of it."
}

// ReceiptLine stands above a receipt: when, by whom, how long.
func ReceiptLine(r *domain.Receipt, zone *time.Location, now time.Time) string {
	by, took := "", ""
	if r.By != "" {
		by = "by " + r.By
	}
	if !r.Finished.IsZero() {
		took = "took " + duration(r.Finished.Sub(r.Started))
	}
	return dotted(Moment(r.Started, zone, now), by, took, r.Source)
}

func duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return "less than a second"
	case d < time.Minute:
		return several(int(d.Seconds()+0.5), "second", "seconds")
	}
	return several(int(d.Minutes()+0.5), "minute", "minutes")
}

// OutcomeWord is what became of a file.
func OutcomeWord(o domain.Outcome) string {
	switch o {
	case domain.Imported:
		return "Imported"
	case domain.Unchanged:
		return "Known before"
	case domain.Rejected:
		return "Not read"
	case domain.Quarantined:
		return "Quarantine"
	case domain.Recognised:
		return "Recognised"
	}
	return string(o)
}

// FileWhy says why a file was not read and what to do next, "" where it was.
func FileWhy(f *domain.FileReceipt) string {
	switch {
	case f.Error != nil:
		plain := *f.Error
		plain.Subject = "" // the file stands above it
		return ErrorLine(&plain)
	case f.Outcome == domain.Rejected || f.Outcome == domain.Quarantined:
		return f.Reason
	}
	return ""
}

// FileHeld says how much a file held.
func FileHeld(f *domain.FileReceipt) string {
	held := ""
	switch {
	case f.Records > 0:
		held = several(f.Records, "record", "records")
	case len(f.Items) > 0:
		held = several(len(f.Items), "advisory", "advisories")
	case f.Format == domain.FormatKey && f.Outcome == domain.Recognised:
		held = "offered"
	case f.Outcome == domain.Recognised && f.Format != domain.FormatProvider:
		held = "checked"
	}
	warnings := ""
	if n := len(f.Warnings); n > 0 {
		warnings = several(n, "warning", "warnings")
	}
	return dotted(held, warnings)
}

// OfferLine asks what a dropped file is.
func OfferLine(name string, files int, sbom bool) string {
	if files > 1 {
		return Number(files) + " files and folders: import them as advisories?"
	}
	if sbom {
		return name + ": an inventory? Of which asset?"
	}
	return name + ": what is it?"
}

// SnapshotSentence says what an imported inventory held.
func SnapshotSentence(s *domain.SnapshotView) string {
	c := &s.Census
	say := several(c.Identifiable, "component", "components") + " of " + several(c.Read, "entry", "entries") + " can be identified"
	if c.WithoutVersion > 0 {
		say += ", " + Number(c.WithoutVersion) + " without a version"
	}
	if c.WithoutIdentity > 0 {
		say += ", " + Number(c.WithoutIdentity) + " without an identity"
	}
	return ImportedFrom(s.File) + ": " + say + "."
}

// ReportsNote says what a report rests on.
func ReportsNote(s *domain.DeskStatus) string {
	say := "A report is made from what this desk knows now. "
	if s.Coverage.Assets > 0 {
		say += "Software is known for " + OutOf(s.Coverage.SoftwareKnown, s.Coverage.Assets) + " assets; the report says so too."
	}
	if s.Pending {
		say += " Matching is pending; the report says so too."
	}
	return say
}

// ReportHTML says what the HTML report is for.
func ReportHTML() string {
	return "One self-contained page that prints well: open fixes with their dates and why, what was done, coverage, and what cannot be told. For the board and the examiner."
}

// ReportCSV says what the CSV report is for.
func ReportCSV() string {
	return "One line per fix and asset, for a spreadsheet. Cells that a spreadsheet would run as formulas are made harmless."
}

// ReportWritten says where a report lies.
func ReportWritten(path string) string { return "The report was written to " + path }
