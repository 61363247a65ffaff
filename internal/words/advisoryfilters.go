package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// AdvisoryCounts says how many advisories touch us and how many nobody has read.
func AdvisoryCounts(c *domain.AdvisoryCounts) string {
	return Plural(c.Touching, "One touches an asset; {unread} unread, {both} of them touch one.", "{n} touch an asset; {unread} unread, {both} of them touch one.",
		"unread", Number(c.Unread), "both", Number(c.UnreadTouching))
}

// SortedBy says in which order the list stands, on the button that changes it.
func SortedBy(column string) string {
	return Text("Sort: {column}", "column", lowerFirst(AdvisorySort(column)))
}

// ShortNumber counts where there is little room: thousands from ten thousand on.
func ShortNumber(n int) string {
	if n < 10_000 {
		return Number(n)
	}
	return Text("{n}k", "n", Number(n/1000))
}

// FilterGroup names a group of fields.
func FilterGroup(group string) string {
	switch group {
	case "by-flaw":
		return Text("By the flaw")
	case "by-product":
		return Text("By the product")
	case "by-document":
		return Text("By the document")
	case "by-people":
		return Text("By people")
	}
	return Text("By where it came from")
}

// filterFields name the fields of a filter by the names a question uses.
var filterFields = map[string]string{
	"cve": Term("CVE or other name"), "cvss": Term("CVSS score"), "severity": Term("Severity"), "kev": Term("In KEV"), "cwe": Term("Weakness (CWE)"), "fix": Term("What to do"),
	"vendor": Term("Vendor"), "product": Term("Product"), "product-version": Term("Version of a product"), "product-id": Term("Id of a product"), "purl": Term("Package URL"), "cpe": Term("CPE name"),
	"hash": Term("Hash of a file"), "model": Term("Model number"), "serial": Term("Serial number"), "sku": Term("Order number"), "relation": Term("Relation of products"),
	"title": Term("Title"), "id": Term("Id"), "status": Term("Status of the document"), "category": Term("Category"), "csaf": Term("Version of CSAF"), "version": Term("Revision number"),
	"revision": Term("Words of the history"), "published": Term("Published since"), "modified": Term("Changed since"), "revised": Term("Revised since"), "tlp": Term("Sharing label (TLP)"), "lang": Term("Language"), "note": Term("Notes and texts"), "revisions": Term("Revisions kept here"),
	"withdrawn": Term("Withdrawn"), "superseded": Term("Replaced"), "publisher": Term("Publisher"), "publisher-category": Term("Kind of publisher"), "namespace": Term("Namespace"),
	"credit": Term("Found by"), "role": Term("Role of a finder"), "validated": Term("Validated by"), "commented": Term("With remarks"), "updated": Term("Updated since read"),
	"badge": Term("Signature"), "format": Term("Format"), "source": Term("File it came in"), "received": Term("Came in since"), "arrived": Term("This revision came in since"),
}

// FilterField names a field.
func FilterField(name string) string { return Text(filterFields[name]) }

// FilterValue is a value to choose, as people read it.
func FilterValue(name, value string) string {
	switch name {
	case "cvss", "revisions":
		return Text("{score} or more", "score", value)
	case "badge":
		return Badge(domain.Badge(value))
	case "tlp":
		return TLP(domain.TLP(strings.ToUpper(value)))
	case "format":
		return FormatName(domain.Format(value))
	case "published", "modified", "revised", "received", "arrived":
		return Day(domain.Day(value), "")
	}
	return value
}

// FilterChip is a condition in force.
func FilterChip(name, value string, not bool) string {
	if not {
		return Text("Not: {condition}", "condition", FilterChip(name, value, false))
	}
	if value == "yes" {
		return FilterField(name)
	}
	return Text("{field}: {value}", "field", FilterField(name), "value", FilterValue(name, value))
}

// FilterHelp says what may be typed.
func FilterHelp(day bool) string {
	if day {
		return Text("A day, as 2026-06-01 or 1 Jun, or -30 for thirty days ago.")
	}
	return Text("Words, or the beginnings of words.")
}

// NothingFiltered is the empty state of a filtered list.
func NothingFiltered() string { return Text("No advisory meets all of these conditions.") }

// NewerRevision says that a document replaced an older one here.
func NewerRevision(r *domain.RevisionView, zone *time.Location, now time.Time) string {
	return Text("Revision {revision} came in {day} and replaced the one before.", "revision", r.Revision, "day", DayOfInstant(r.Received, zone, now))
}

// KeptRevision is one revision kept here.
func KeptRevision(r *domain.RevisionView, zone *time.Location, now time.Time) string {
	text := Text("{revision}, came in {day}", "revision", r.Revision, "day", Moment(r.Received, zone, now))
	if r.InForce {
		text = dotted(text, Text("in force"))
	}
	return dotted(text, BadgeShort(r.Badge))
}

// RawNote stands over a document as it came.
func RawNote(cut bool) string {
	if cut {
		return Text("The beginning of the document, byte for byte but for line breaks.")
	}
	return Text("The document, byte for byte but for line breaks.")
}

// AllReadQuestion says what it means that everything counts as read.
func AllReadQuestion(c *domain.AdvisoryCounts) string {
	if !c.Counted {
		return Text("Everything that is here counts as read, for everybody who works on this desk. What comes later is unread again.")
	}
	return Plural(c.Unread, "{n} unread advisory counts as read, for everybody who works on this desk. What comes later is unread again.",
		"{n} unread advisories count as read, for everybody who works on this desk. What comes later is unread again.")
}
