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
	return Text("Drop a file, a folder or an archive anywhere on this window. Every file gets a line that says what became of it.")
}

// ReceiptLine stands above a receipt: when, by whom, how long.
func ReceiptLine(r *domain.Receipt, zone *time.Location, now time.Time) string {
	by, took := "", ""
	if r.By != "" {
		by = Text("by {by}", "by", r.By)
	}
	if !r.Finished.IsZero() {
		took = Text("took {duration}", "duration", duration(r.Finished.Sub(r.Started)))
	}
	return dotted(Moment(r.Started, zone, now), by, took, r.Source)
}

func duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return Text("less than a second")
	case d < time.Minute:
		return several(int(d.Seconds()+0.5), "second", "seconds")
	}
	return several(int(d.Minutes()+0.5), "minute", "minutes")
}

// OutcomeWord is what became of a file.
func OutcomeWord(o domain.Outcome) string {
	switch o {
	case domain.Imported:
		return Text("Imported")
	case domain.Unchanged:
		return Text("Known before")
	case domain.Rejected:
		return Text("Not read")
	case domain.Quarantined:
		return Text("Quarantine")
	case domain.Recognised:
		return Text("Recognised")
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
		held = Text("offered")
	case f.Outcome == domain.Recognised && f.Format != domain.FormatProvider:
		held = Text("checked")
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
		name = Text("{files} files and folders", "files", Number(files))
	}
	switch g.Kind {
	case domain.GuessAdvisories:
		return Text("{name}: advisories and signals, {guessed}", "name", name, "guessed", guessed(g))
	case domain.GuessSBOM:
		return Text("{name}: an SBOM. Of which asset?", "name", name)
	case domain.GuessMachines:
		return Text("{name}: what runs on machines, {guessed}", "name", name, "guessed", guessed(g))
	case domain.GuessAssets:
		return Text("{name}: a list of assets", "name", name)
	case domain.GuessTickets:
		return Text("{name}: tickets and exceptions", "name", name)
	case domain.GuessKeys:
		return Text("{name}: public keys. Nothing rests on them until you pin one.", "name", name)
	case domain.GuessBackup:
		return Text("{name}: a copy of a desk", "name", name)
	}
	return Text("{name}: nothing in it was recognised. Import it as what?", "name", name)
}

// DriveOffer asks whether what lies on a medium that was just plugged in shall come
// in: "Advisory bundle on E: – import?"
func DriveOffer(place string, g *domain.Guess) string {
	switch g.Kind {
	case domain.GuessMachines:
		return Text("What runs on machines, on {place} – import?", "place", place)
	case domain.GuessSBOM:
		return Text("An SBOM on {place} – import?", "place", place)
	}
	return Text("Advisory bundle on {place} – import?", "place", place)
}

// OfferLooking says that files are being looked at.
func OfferLooking(name string, files int) string {
	if files > 1 {
		name = Text("{files} files and folders", "files", Number(files))
	}
	return Text("{name}: looking at what it holds …", "name", name)
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
		text += Text(" among the first {files} files", "files", Number(g.Files))
	}
	return text
}

// RowOutcome is what became of a row of a list, or would.
func RowOutcome(outcome string) string {
	switch outcome {
	case domain.RowCreated:
		return Text("New")
	case domain.RowUpdated:
		return Text("Changed")
	case domain.RowRefused:
		return Text("Refused")
	}
	return Text("As before")
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
			out = append(out, Text("{assetfield}: not known, was {before}", "assetfield", AssetField(c.Field), "before", c.Before))
		default:
			out = append(out, Text("{assetfield}: {after}, was {before}", "assetfield", AssetField(c.Field), "after", c.After, "before", c.Before))
		}
	}
	return strings.Join(out, " · ")
}

// IntakeSummary counts what a preview would do, or an intake did, of rows or of
// inventories: "12 rows".
func IntakeSummary(rows string, created, updated, unchanged, refused int) string {
	return Text("{rows}: {created} new, {updated} changed, {unchanged} as before, {refused} refused.", "rows", rows, "created", Number(created), "updated", Number(updated), "unchanged", Number(unchanged), "refused", Number(refused))
}

// MachineChanges says what an inventory of a machine changes.
func MachineChanges(m *domain.MachineLine) string {
	changed := ""
	if m.Added+m.Changed+m.Removed > 0 {
		changed = Text("{added} new, {changed} other versions, {removed} gone", "added", Number(m.Added), "changed", Number(m.Changed), "removed", Number(m.Removed))
	}
	return dotted(changed, RowChanges(m.Outcome, m.Changes))
}

// QuarantineLine says when a document was set aside and by whose import.
func QuarantineLine(item *domain.QuarantineItem, zone *time.Location, now time.Time) string {
	return dotted(Text("set aside {time}", "time", Moment(item.At, zone, now)), Text("import by {by}", "by", item.By), Text("{size} bytes", "size", Number(int(item.Size))))
}

// QuarantineNote says what a release means.
func QuarantineNote() string {
	return Text("Your name and reason are recorded. What is let in with a failed proof can raise an alarm and lowers nothing.")
}

// NoQuarantine is the empty state of the quarantine.
func NoQuarantine() string {
	return Text("A document whose hash or signature is wrong is set aside here with the reason, its bytes kept as they came.")
}

// KeysOffered says that keys wait to be compared.
func KeysOffered(n int) string {
	if n == 1 {
		return Text("1 key waits to be compared with what its owner says. Until then nothing rests on it.")
	}
	return Text("{n} keys wait to be compared with what their owners say. Until then nothing rests on them.", "n", Number(n))
}

// SnapshotSentence says what an imported inventory held.
func SnapshotSentence(s *domain.SnapshotView) string {
	c := &s.Census
	say := Text("{components} of {entries} can be identified", "components", several(c.Identifiable, "component", "components"), "entries", several(c.Read, "entry", "entries"))
	if c.WithoutVersion > 0 {
		say += Text(", {withoutversion} without a version", "withoutversion", Number(c.WithoutVersion))
	}
	if c.WithoutIdentity > 0 {
		say += Text(", {withoutidentity} without an identity", "withoutidentity", Number(c.WithoutIdentity))
	}
	return ImportedFrom(s.File) + ": " + say + "."
}

// ReportsNote says what a report rests on.
func ReportsNote(s *domain.DeskStatus) string {
	say := Text("A report is made from what this desk knows now. ")
	if s.Coverage.Assets > 0 {
		say += Text("Software is known for {outof} assets; the report says so too.", "outof", OutOf(s.Coverage.SoftwareKnown, s.Coverage.Assets))
	}
	if s.Pending {
		say += Text(" Matching is pending; the report says so too.")
	}
	return say
}

// ReportWritten says where a report lies.
func ReportWritten(path string) string { return Text("The report was written to {path}", "path", path) }
