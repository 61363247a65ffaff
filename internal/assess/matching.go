package assess

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Cure is a fingerprint of what a publisher advises to do about a product: equal
// where category, details, link, date, restart and entitlements of every
// remediation are, in whatever order they stand. It is empty where nothing is
// advised. A newer revision with the same one is no new match (CSAF 2.1, clauses
// 13 and 17).
func Cure(remediations []domain.Remediation) string {
	if len(remediations) == 0 {
		return ""
	}
	lines := make([][]byte, 0, len(remediations))
	for i := range remediations {
		lines = append(lines, adviceLine(&remediations[i]))
	}
	slices.SortFunc(lines, bytes.Compare)
	sum := sha256.New()
	for i, line := range lines {
		if i == 0 || !bytes.Equal(line, lines[i-1]) {
			sum.Write(line)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// adviceLine writes what counts of a remediation so that two lines are equal where
// it is: members end with a zero byte, the line with two more. Case of words of
// the standard, blanks and the order of entitlements do not count.
func adviceLine(r *domain.Remediation) []byte {
	line := make([]byte, 0, len(r.Details)+len(r.URL)+96)
	member := func(text string) { line = append(append(line, text...), 0) }
	member(strings.ToLower(strings.TrimSpace(r.Category)))
	for word := range strings.FieldsSeq(r.Details) {
		line = append(append(line, word...), ' ')
	}
	line = append(line, 0)
	member(strings.TrimSpace(r.URL))
	if !r.Date.IsZero() {
		line = r.Date.UTC().AppendFormat(line, time.RFC3339Nano)
	}
	line = append(line, 0)
	member(strings.ToLower(r.Restart))
	if len(r.Entitlements) > 0 {
		for _, e := range slices.Sorted(slices.Values(r.Entitlements)) {
			member(e)
		}
	}
	return append(line, 0, 0)
}

// Matched reports whether a finding is a match: the component is affected, or it
// cannot be told that it is not.
func Matched(f *domain.Finding) bool { return f.Verdict != domain.NotAffected }

// meeting is an advisory on a component.
type meeting struct {
	component string
	advisory  domain.AdvisoryKey
}

// News lists the matches among the findings of one asset that were none before,
// one per component and advisory and sorted by them. A match is none anew where
// its advisory says of the same flaw, under any of its names, what it said before
// about what to do; which revision says so, and which version is installed, does
// not matter.
func News(before, now []domain.Finding) []domain.MatchNews {
	was := map[meeting][]*domain.Finding{}
	for i := range before {
		if f := &before[i]; Matched(f) {
			at := meeting{f.Component, f.Advisory}
			was[at] = append(was[at], f)
		}
	}
	found := map[meeting]*domain.MatchNews{}
	for i := range now {
		f := &now[i]
		if !Matched(f) {
			continue
		}
		at := meeting{f.Component, f.Advisory}
		known, same := knownMatch(was[at], f)
		if same {
			continue
		}
		n := found[at]
		if n == nil {
			n = &domain.MatchNews{Asset: f.Asset, Component: f.Component, Name: f.Name, Version: f.Version,
				Advisory: f.Advisory, Revision: f.Revision, Remediation: true}
			found[at] = n
		}
		n.Vulnerabilities = append(n.Vulnerabilities, f.Vulnerability)
		n.Remediation = n.Remediation && known
	}
	out := make([]domain.MatchNews, 0, len(found))
	for _, n := range found {
		slices.SortFunc(n.Vulnerabilities, CompareNames)
		n.Vulnerabilities = slices.Compact(n.Vulnerabilities)
		out = append(out, *n)
	}
	slices.SortFunc(out, func(a, b domain.MatchNews) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), cmp.Compare(a.Advisory, b.Advisory))
	})
	return out
}

// knownMatch says whether the flaw of f was matched before, and with the same advice.
func knownMatch(was []*domain.Finding, f *domain.Finding) (known, same bool) {
	for _, old := range was {
		if !SharesName(old.Aliases, f.Aliases) {
			continue
		}
		known = true
		same = same || old.Cure == f.Cure
	}
	return known, same
}

// SharesName reports whether two lists have a name in common.
func SharesName(a, b []string) bool {
	return slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}

// The two forms of a version number, CSAF 2.0 section 3.1.11.
var (
	integerVersion  = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)
	semanticVersion = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)` +
		`(?:-(?:(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?` +
		`(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$`)
)

// VersioningOf tells how a document counts its revisions.
func VersioningOf(revision string) domain.Versioning {
	switch {
	case integerVersion.MatchString(revision):
		return domain.VersioningInteger
	case semanticVersion.MatchString(revision):
		return domain.VersioningSemantic
	}
	return ""
}

// ChangeOf says what a revision is to the one held before; before is empty for
// the first. Where the two are not both semantic versions, nothing tells a small
// change from a large one and every newer revision counts as a major one.
func ChangeOf(before, revision string) domain.RevisionChange {
	if before == "" {
		return domain.ChangeInserted
	}
	if !RevisionLess(domain.FormatCSAF, before, revision) {
		return domain.ChangeOlder
	}
	if VersioningOf(before) == domain.VersioningSemantic && VersioningOf(revision) == domain.VersioningSemantic && major(before) == major(revision) {
		return domain.ChangeMinor
	}
	return domain.ChangeMajor
}

func major(revision string) string {
	number, _, _ := strings.Cut(revision, ".")
	return number
}

// Broad reports whether a confidence is at least the weakest one asked for.
func Broad(have, weakest domain.Confidence) bool { return sureness(have) >= sureness(weakest) }

// WorseVerdict reports whether a is worse to have than b.
func WorseVerdict(a, b domain.Verdict) bool { return severityOf(a) > severityOf(b) }
