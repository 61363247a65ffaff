package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// AssetsNote stands beside the heading: "14 of 52 · software known for 10 of
// these 14".
func AssetsNote(shown, all, known int) string {
	if all == 0 {
		return ""
	}
	if shown != all {
		return dotted(OutOf(shown, all), Text("software known for {known} of these {shown}", "known", Number(known), "shown", Number(shown)))
	}
	return dotted(Number(all), Text("software known for {known} of {shown}", "known", Number(known), "shown", Number(shown)))
}

// AssetsUnknown says how many listed assets have no inventory.
func AssetsUnknown(n int) string {
	if n <= 0 {
		return ""
	}
	return Plural(n, "{n} asset has no inventory. Nothing is known about it, so it is not counted as unaffected. Import an SBOM for it.",
		"{n} assets have no inventory. Nothing is known about them, so they are not counted as unaffected. Import an SBOM for each.")
}

// kinds are those that most assets are of; people may name any other.
var kinds = []string{Term("Server"), Term("Workstation"), Term("Medical device"), Term("Network"), Term("Network device"), Term("Laptop"), Term("Printer")}

// AssetKind names a kind of asset.
func AssetKind(kind string) string {
	if kind == "" {
		return Text("Kind not stated")
	}
	kind = upperFirst(strings.ReplaceAll(kind, "_", " "))
	if slices.Contains(kinds, kind) {
		return Text(kind)
	}
	return kind
}

// HasInventory labels assets with or without an inventory.
func HasInventory(has bool) string {
	if has {
		return Text("There is one")
	}
	return Text("None")
}

// CannotTellCount counts findings without a verdict.
func CannotTellCount(n int) string { return Text("{n} cannot tell", "n", Number(n)) }

// NoneLetThrough is the empty state of a filter.
func NoneLetThrough() string { return Text("No asset fits what was chosen at the left.") }

// NoAssets is the empty state of assets.
func NoAssets() string {
	return Text("Add the machines and devices you look after, one by one or from a list. What runs on them comes from a scan, a collected file or an SBOM.")
}

// AssetLine stands above an asset: "Analyzer · Hematek A3 · laboratory".
func AssetLine(a *domain.AssetView) string {
	maker := strings.TrimSpace(a.Manufacturer + " " + a.Model)
	line := dotted(maker, a.Role, a.Location)
	if line == "" {
		return Text("Asset")
	}
	return line
}

// OpenTargetsChip is the chip of an asset: "3 days, 4 open".
func OpenTargetsChip(t domain.Tier, n int) string {
	return Text("{tiershort}, {n} open", "tiershort", TierShort(t), "n", Number(n))
}

// QuestionExposure asks the first of the four questions.
func QuestionExposure() string { return Text("Can the internet reach it?") }

// QuestionCriticality asks the second.
func QuestionCriticality() string { return Text("How much does the work depend on it?") }

// QuestionSafety asks the third.
func QuestionSafety() string { return Text("Can a fault of it hurt people?") }

// QuestionMission asks the fourth.
func QuestionMission() string { return Text("Does the work stop without it?") }

// CriticalityWord names a criticality.
func CriticalityWord(c string) string {
	switch c {
	case "high":
		return Text("A lot (high)")
	case "medium":
		return Text("Somewhat (medium)")
	case "low":
		return Text("Little (low)")
	}
	return upperFirst(c)
}

// Blind says what cannot be seen of an asset, in two parts.
type Blind struct{ Head, Rest string }

// AssetBlind says what is not known of an asset's software; the zero Blind where
// nothing is missing.
func AssetBlind(a *domain.AssetView) Blind {
	switch {
	case a.Inventory.IsZero() && a.Components > 0:
		return Blind{Text("Only maker and model are known."), Text("They were typed in. Without the version of its firmware, or an inventory, most of what is said about it stays “cannot tell”.")}
	case a.Inventory.IsZero():
		return Blind{Text("Nothing is known."), Text("No inventory was imported, so no finding can be made and none can be ruled out.")}
	case a.WithoutVersion > 0:
		return Blind{Text("Partly known."), Plural(a.WithoutVersion,
			"{n} component has no version, so what is said about it stays “cannot tell”.",
			"{n} components have no version, so what is said about them stays “cannot tell”.")}
	case a.CannotTell > 0:
		return Blind{Text("Partly known."), Plural(a.CannotTell, "{n} finding stays “cannot tell”; each says why.", "{n} findings stay “cannot tell”; each says why.")}
	}
	return Blind{}
}

// SnapshotName names a stored inventory.
func SnapshotName(s *domain.SnapshotView) string { return ImportedFrom(s.File) }

// SnapshotNote says what it is and when it came.
func SnapshotNote(s *domain.SnapshotView, zone *time.Location, now time.Time) string {
	return dotted(strings.TrimSpace(FormatName(s.Format)+" "+s.Spec), Moment(s.At, zone, now), s.By)
}

// ArrivalGroup heads advisories by when they came: "Today", "Earlier".
func ArrivalGroup(t time.Time, zone *time.Location, now time.Time) string {
	switch d := domain.DayOf(now, zone).Sub(domain.DayOf(t, zone)); {
	case d <= 0:
		return Text("Today")
	case d < 7:
		return Text("The last seven days")
	}
	return Text("Earlier")
}

// TouchesAssets says how many assets an advisory touches.
func TouchesAssets(n int) string {
	return Text("touches {assets}", "assets", several(n, "asset", "assets"))
}

// TouchesNone says that no asset is touched, as far as is known.
func TouchesNone() string { return Text("no match") }

// NoAdvisories is the empty state of advisories.
func NoAdvisories() string {
	return Text("Drop a folder or an archive here, or import from a stick. Nothing is sent anywhere.")
}

// AdvisoryLine stands above a document: id, publisher, revision and dates.
func AdvisoryLine(a *domain.Advisory, zone *time.Location, now time.Time) string {
	revision, published := "", ""
	if a.Format == domain.FormatCSAF && a.Revision != "" {
		revision = Text("revision {revision}", "revision", a.Revision)
	}
	if !a.Modified.IsZero() {
		revision = Joined(revision, Text("of {day}", "day", DayOfInstant(a.Modified, zone, now)))
	}
	if !a.Published.IsZero() && !a.Published.Equal(a.Modified) {
		published = Text("first published {day}", "day", DayOfInstant(a.Published, zone, now))
	}
	return dotted(a.ID, a.Publisher, FormatName(a.Format), revision, published)
}

// WithdrawnNotice says that the publisher took an advisory back.
func WithdrawnNotice(a *domain.Advisory, zone *time.Location, now time.Time) string {
	return Text("The publisher withdrew this document ({day}). Findings it raised stay until a source of at least the same trust says otherwise.", "day", DayOfInstant(a.Withdrawn, zone, now))
}

// Weakness lists weakness ids where a flaw has no title.
func Weakness(cwes []string) string { return strings.Join(cwes, ", ") }

// BestScore is the score a reader is shown first: of those the publisher gives
// itself before those it quotes, the highest, and of these the newest version of CVSS
// (CSAF 2.1 clause 11).
func BestScore(scores []domain.Score) string {
	best := -1
	for i := range scores {
		if scores[i].Base > 0 && (best < 0 || goesBefore(&scores[i], &scores[best])) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	s := &scores[best]
	return dotted(Text("CVSS {version}: {base} {severity}", "version", s.Version, "base", fmt.Sprintf("%.1f", s.Base), "severity", strings.ToLower(s.Severity)), s.Vector, s.Source)
}

func goesBefore(a, b *domain.Score) bool {
	switch {
	case (a.Source == "") != (b.Source == ""):
		return a.Source == ""
	case a.Base != b.Base:
		return a.Base > b.Base
	}
	return a.Version > b.Version
}

// AlsoKnownAs lists the other names of a flaw.
func AlsoKnownAs(names []string) string {
	return Text("Also known as {names}", "names", strings.Join(names, ", "))
}

// ProductName is what an advisory names.
func ProductName(p *domain.Product) string {
	switch {
	case p.Name != "":
		return p.Name
	case p.Package != "":
		return p.Package
	}
	return Joined(p.Vendor, p.Product, p.Version)
}

// ProductNote says how a product can be recognised.
func ProductNote(p *domain.Product) string {
	var ids []string
	ids = append(ids, p.PURLs...)
	ids = append(ids, p.CPEs...)
	const most = 2
	if n := len(ids); n > most {
		ids = append(ids[:most:most], AndMore(n-most))
	}
	return dotted(p.Ecosystem, strings.Join(ids, ", "), p.VersionRange)
}

// RevisionLabel is number and day of a revision.
func RevisionLabel(r *domain.RevisionNote, zone *time.Location, now time.Time) string {
	return dotted(r.Number, DayOfInstant(r.Date, zone, now))
}

// FindingsGround says on what data and coverage the findings rest.
func FindingsGround(s *domain.DeskStatus) string {
	if len(s.Sources) == 0 {
		return Text("No source was imported yet: nothing can be said about any component.")
	}
	say := Text("Software known for {outof} assets", "outof", OutOf(s.Coverage.SoftwareKnown, s.Coverage.Assets))
	if n := s.Coverage.Components - s.Coverage.WithSource; n > 0 {
		say += Text(", no source for {components}", "components", several(n, "component", "components"))
	}
	if s.Pending {
		say += Text(". Matching is pending")
	}
	return say + "."
}

// NoFindings is the empty state of findings; it says what it rests on.
func NoFindings(s *domain.DeskStatus) string {
	if len(s.Sources) == 0 || s.Coverage.SoftwareKnown == 0 {
		return Text("Findings appear when inventories and advisories have been imported. {findingsground}", "findingsground", FindingsGround(s))
	}
	return Text("None with this verdict. {findingsground}", "findingsground", FindingsGround(s))
}

// ComponentName is a component with its version: "OpenSSL 3.0.15".
func ComponentName(f *domain.Finding) string {
	if f.Version == "" {
		return Text("{name}, no version", "name", f.Name)
	}
	return f.Name + " " + f.Version
}

// ReasonShort is a verdict's reason in a few words, for a column.
func ReasonShort(f *domain.FindingView) string {
	if f.Disputed {
		return Text("disputed")
	}
	p := f.Reason.Params
	switch f.Reason.Code {
	case domain.ReasonInRange, domain.ReasonListed, domain.ReasonAllVersions:
		switch {
		case f.Fixed != "":
			return Text("older than {fixed}", "fixed", f.Fixed)
		case f.Reason.Code == domain.ReasonListed:
			return Text("version is listed")
		case f.Reason.Code == domain.ReasonAllVersions:
			return Text("every version")
		}
		return Text("in the range")
	case domain.ReasonFixedReached, domain.ReasonStatedFixed:
		if fixed := p["fixed"]; fixed != "" {
			return Text("fixed in {fixed}", "fixed", fixed)
		}
		return Text("fixed")
	case domain.ReasonBelowRange:
		return Text("older than the flaw")
	case domain.ReasonOutsideRange:
		return Text("outside the range")
	case domain.ReasonNotListed:
		return Text("version not listed")
	case domain.ReasonStatedNotAffected:
		return Text("publisher says so")
	case domain.ReasonUnderInvestigation:
		return Text("under investigation")
	case domain.ReasonNoVersion:
		return Text("version missing")
	case domain.ReasonVersionUnreadable:
		return Text("version unreadable")
	case domain.ReasonRangeUnread:
		return Text("range unreadable")
	case domain.ReasonNoRange:
		return Text("no versions named")
	case domain.ReasonSchemeUnknown:
		return Text("order unclear")
	case domain.ReasonOtherStream:
		return Text("another release")
	case domain.ReasonRelationship:
		return Text("second product needed")
	case domain.ReasonGitRange:
		return Text("commits, not versions")
	case domain.ReasonOwned:
		return Text("counted at its package")
	case domain.ReasonOwnedSilent:
		return Text("of a distribution's package")
	case domain.ReasonNoSource:
		return Text("no source")
	case domain.ReasonNameOnly:
		return Text("name only")
	}
	return strings.ReplaceAll(string(f.Reason.Code), "_", " ")
}

// FindingLine stands above a finding: asset, component, vulnerability.
func FindingLine(f *domain.FindingView) string {
	return dotted(f.AssetName, ComponentName(&f.Finding), f.Vulnerability)
}

// VerdictWord is a finding's verdict as a label: "Affected, disputed".
func VerdictWord(f *domain.Finding) string { return upperFirst(Verdict(f.Verdict, f.Disputed)) }

// FindingSentence is the verdict as a sentence: its start, to be set in bold,
// and the rest.
func FindingSentence(f *domain.FindingView) (head, rest string) {
	text := Finding(f.Finding, f.AssetName)
	if i := strings.IndexAny(text, ",:"); i > 0 && i < len(text)/2 {
		return text[:i], text[i:]
	}
	return "", text
}

// FindingText is a finding as text for the clipboard.
func FindingText(f *domain.FindingView, lines []string) string {
	return FindingLine(f) + "\n" + Finding(f.Finding, f.AssetName) + "\n- " + strings.Join(lines, "\n- ") + "\n"
}

// SameProduct asks whether a component is the product that an advisory speaks of.
func SameProduct(q *domain.IdentityQuestion) string {
	return Text("Only the names agree: is {component} here what \u201c{advisory}\u201d speaks of?", "component", strings.TrimSpace(q.Vendor+" "+q.Name), "advisory", q.Says)
}

// WouldChange says what would give another verdict.
func WouldChange(f *domain.FindingView) string {
	task := ""
	if f.Task != "" {
		task = Text(" It is part of task {task}.", "task", f.Task)
	}
	switch f.Verdict {
	case domain.Affected:
		if f.Fixed != "" {
			return Text("An inventory of {assetname} that shows {fixed} or newer, or a statement of at least the same trust.{task}", "assetname", f.AssetName, "fixed", f.Fixed, "task", task)
		}
		return Text("A statement of at least the same trust that says otherwise, or an inventory without this component.{task}", "task", task)
	case domain.NotAffected:
		return Text("A new inventory with another version, or a newer revision of the advisory.{task}", "task", task)
	}
	switch f.Reason.Code {
	case domain.ReasonNoVersion, domain.ReasonVersionUnreadable:
		return Text("An inventory of {assetname} that states the version.{task}", "assetname", f.AssetName, "task", task)
	case domain.ReasonOwnedSilent:
		return Text("A source that speaks about that release of the distribution.{task}", "task", task)
	case domain.ReasonNoSource:
		return Text("A source that speaks about this kind of software.{task}", "task", task)
	case domain.ReasonNameOnly:
		return Text("A person's answer whether this is the product that is meant, or an inventory that names it exactly.{task}", "task", task)
	}
	return Text("A statement that can be compared with the installed version.{task}", "task", task)
}

// FactsMissing names the facts of an asset that nobody has given.
func FactsMissing(names []string) string {
	for i := range names {
		names[i] = lowerFirst(names[i])
	}
	return Text("Not known: {names}.", "names", strings.Join(names, ", "))
}
