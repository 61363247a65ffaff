package words

import (
	"cmp"
	"slices"
	"strings"
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

// OfferLine says what dropped or chosen files seem to be, and asks what becomes of
// them. All formats are counted, the most frequent first.
func OfferLine(name string, files int, g *domain.Guess) string {
	if files > 1 {
		name = Number(files) + " files and folders"
	}
	switch g.Kind {
	case domain.GuessAdvisories:
		return name + ": advisories and signals, " + guessed(g)
	case domain.GuessSBOM:
		return name + ": an SBOM. Of which asset?"
	case domain.GuessMachines:
		return name + ": what runs on machines, " + guessed(g)
	case domain.GuessAssets:
		return name + ": a list of assets"
	case domain.GuessKeys:
		return name + ": public keys. Nothing rests on them until you pin one."
	case domain.GuessBackup:
		return name + ": a copy of a desk"
	}
	return name + ": nothing in it was recognised. Import it as what?"
}

// OfferLooking says that files are being looked at.
func OfferLooking(name string, files int) string {
	if files > 1 {
		name = Number(files) + " files and folders"
	}
	return name + ": looking at what it holds …"
}

func guessed(g *domain.Guess) string {
	type one struct {
		name  string
		count int
	}
	var all []one
	for format, n := range g.Formats {
		switch format {
		case domain.FormatHash, domain.FormatSignature, domain.FormatUnknown, domain.FormatProvider, domain.FormatManifest, domain.FormatKey:
			continue
		}
		all = append(all, one{FormatName(format), n})
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.name, b.name)) })
	var parts []string
	for _, o := range all {
		parts = append(parts, Number(o.count)+" "+o.name)
	}
	text := strings.Join(parts, ", ")
	if g.More {
		text += " among the first " + Number(g.Files) + " files"
	}
	return text
}

// RowOutcome is what became of a row of a list, or would.
func RowOutcome(outcome string) string {
	switch outcome {
	case domain.RowCreated:
		return "New"
	case domain.RowUpdated:
		return "Changed"
	case domain.RowRefused:
		return "Refused"
	}
	return "As before"
}

// RowChanges names what a row changes: "Location: Front desk, was Ward 2".
func RowChanges(outcome string, changes []domain.FactChange) string {
	var out []string
	for _, c := range changes {
		switch {
		case outcome == domain.RowCreated && c.Field == "name":
		case c.Before == "":
			out = append(out, AssetField(c.Field)+": "+c.After)
		case c.After == "":
			out = append(out, AssetField(c.Field)+": not known, was "+c.Before)
		default:
			out = append(out, AssetField(c.Field)+": "+c.After+", was "+c.Before)
		}
	}
	return strings.Join(out, " · ")
}

// IntakeSummary counts what a preview would do, or an intake did.
func IntakeSummary(rows, created, updated, unchanged, refused int, row, rowsWord string) string {
	return several(rows, row, rowsWord) + ": " + Number(created) + " new, " + Number(updated) + " changed, " + Number(unchanged) + " as before, " + Number(refused) + " refused."
}

// MachineChanges says what an inventory of a machine changes.
func MachineChanges(m *domain.MachineLine) string {
	changed := ""
	if m.Added+m.Changed+m.Removed > 0 {
		changed = Number(m.Added) + " new, " + Number(m.Changed) + " other versions, " + Number(m.Removed) + " gone"
	}
	return dotted(changed, RowChanges(m.Outcome, m.Changes))
}

// QuarantineLine says when a document was set aside and by whose import.
func QuarantineLine(item *domain.QuarantineItem, zone *time.Location, now time.Time) string {
	return dotted("set aside "+Moment(item.At, zone, now), "import by "+item.By, Number(int(item.Size))+" bytes")
}

// QuarantineNote says what a release means.
func QuarantineNote() string {
	return "Your name and reason are recorded. What is let in with a failed proof can raise an alarm and lowers nothing."
}

// NoQuarantine is the empty state of the quarantine.
func NoQuarantine() string {
	return "A document whose hash or signature is wrong is set aside here with the reason, its bytes kept as they came."
}

// KeysOffered says that keys wait to be compared.
func KeysOffered(n int) string {
	if n == 1 {
		return "1 key waits to be compared with what its owner says. Until then nothing rests on it."
	}
	return Number(n) + " keys wait to be compared with what their owners say. Until then nothing rests on them."
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

// ReportWritten says where a report lies.
func ReportWritten(path string) string { return "The report was written to " + path }
