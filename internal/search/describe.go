package search

import (
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Known is what the desk knows of an advisory beside what it says.
type Known struct {
	Badge     domain.Badge
	File      string // it came in
	Received  time.Time
	Arrived   time.Time
	Revisions int
}

// roleValidator is the role of everybody who looked a flaw or its fix over, whatever
// the document calls them.
const roleValidator = "validator"

// Describe adds an advisory.
func (b *Builder) Describe(a *domain.Advisory, known Known) {
	b.Begin(string(a.Key()))
	b.document(a)
	b.vulnerabilities(a)
	b.products(a)
	for _, c := range a.Credits {
		b.Text(FieldCredit, c.Name)
		b.Text(FieldNote, c.Summary)
		b.Text(FieldRole, c.Role)
		if c.Validated {
			b.Text(FieldValidated, c.Name)
			b.Text(FieldRole, roleValidator)
		}
	}
	for _, n := range a.Notes {
		b.Text(FieldNote, n.Title)
		b.Text(FieldNote, n.Text)
	}
	for i := range a.References {
		b.Text(FieldNote, a.References[i].Summary)
	}
	b.Text(FieldBadge, string(known.Badge))
	b.Text(FieldSource, known.File)
	b.Set(ColumnBadge, string(known.Badge))
	b.SetKnown(b.docs-1, known)
}

// SetKnown gives the instants and the count of what is known of a document, by its
// place among those begun.
func (b *Builder) SetKnown(doc int, known Known) {
	b.numbers[ColumnReceived][doc] = seconds(known.Received)
	b.numbers[ColumnArrived][doc] = seconds(known.Arrived)
	b.numbers[ColumnRevisions][doc] = int64(known.Revisions)
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// document adds what stands at the head.
func (b *Builder) document(a *domain.Advisory) {
	b.Name(a.ID)
	tlp := string(a.TLP)
	for _, one := range []struct {
		field  Field
		column Column
		value  string
	}{
		{FieldID, ColumnID, a.ID}, {FieldTitle, ColumnTitle, a.Title}, {FieldCategory, ColumnCategory, a.Category},
		{FieldStandard, ColumnStandard, a.Standard}, {FieldPublisher, ColumnPublisher, a.Publisher},
		{FieldPublisherCategory, ColumnPublisherCategory, a.PublisherCategory}, {FieldNamespace, ColumnNamespace, a.Namespace},
		{FieldStatus, ColumnStatus, a.Status}, {FieldVersion, ColumnVersion, a.Revision}, {FieldTLP, ColumnTLP, tlp},
		{FieldSeverity, ColumnSeverity, a.Severity}, {FieldLanguage, ColumnLanguage, a.Language}, {FieldFormat, ColumnFormat, string(a.Format)},
	} {
		b.Text(one.field, one.value)
		b.Set(one.column, one.value)
	}
	b.Text(FieldNote, a.Summary)
	b.Text(FieldPublished, dayOf(a.Published))
	b.Text(FieldModified, dayOf(a.Modified))
	revised := a.Modified
	for i, r := range a.Revisions {
		b.Text(FieldRevised, dayOf(r.Date))
		b.Text(FieldRevision, r.Number)
		b.Text(FieldRevision, r.Text)
		if i == 0 || r.Date.After(revised) {
			revised = r.Date
			b.Set(ColumnRevision, r.Text)
		}
	}
	b.SetNumber(ColumnPublished, seconds(a.Published))
	b.SetNumber(ColumnModified, seconds(a.Modified))
	b.SetNumber(ColumnRevised, seconds(revised))
	b.SetNumber(ColumnWithdrawn, seconds(a.Withdrawn))
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (b *Builder) vulnerabilities(a *domain.Advisory) {
	first, score := "", 0.0
	for i := range a.Vulnerabilities {
		v := &a.Vulnerabilities[i]
		for _, name := range append([]string{v.ID}, v.Aliases...) {
			b.Name(name)
			b.Text(FieldCVE, name)
			cve := strings.HasPrefix(name, "CVE-")
			if was := strings.HasPrefix(first, "CVE-"); name != "" && (first == "" || cve && !was || cve == was && compareText(name, first) < 0) {
				first = name
			}
		}
		for _, cwe := range v.CWEs {
			b.Text(FieldCWE, cwe)
		}
		b.Text(FieldNote, v.Title)
		b.Text(FieldNote, v.Text)
		for _, s := range v.Scores {
			score = max(score, s.Base)
		}
	}
	b.Set(ColumnCVE, first)
	b.SetNumber(ColumnCVSS, int64(score*10+0.5))
	said := map[string]bool{} // publishers repeat themselves for each product
	for i := range a.Statements {
		for j := range a.Statements[i].Remediations {
			details := a.Statements[i].Remediations[j].Details
			if !said[details] {
				said[details] = true
				b.Text(FieldFix, details)
			}
		}
		if impact := a.Statements[i].Impact; !said[impact] {
			said[impact] = true
			b.Text(FieldNote, impact)
		}
	}
}

func (b *Builder) products(a *domain.Advisory) {
	var vendors, names []string
	said := map[string]bool{}
	add := func(f Field, text string) {
		if key := string(f) + "\x00" + text; text != "" && !said[key] {
			said[key] = true
			b.Text(f, text)
		}
	}
	for i := range a.Products {
		p := &a.Products[i]
		vendors, names = append(vendors, p.Vendor), append(names, p.Product, p.Package)
		if p.Product == "" && p.Package == "" {
			names = append(names, p.Name)
		}
		add(FieldVendor, p.Vendor)
		for _, name := range []string{p.Name, p.Product, p.Package, p.Ecosystem} {
			add(FieldProduct, name)
		}
		for _, branch := range p.Path {
			if branch.Category == "vendor" {
				add(FieldVendor, branch.Name)
			}
			add(FieldProduct, branch.Name)
		}
		add(FieldRange, p.Version)
		add(FieldRange, p.VersionRange)
		if a.Format == domain.FormatCSAF {
			add(FieldRef, p.Ref)
		}
		for f, values := range map[Field][]string{FieldPURL: p.PURLs, FieldCPE: p.CPEs, FieldModel: p.Models, FieldSerial: p.Serials, FieldSKU: p.SKUs} {
			for _, value := range values {
				add(f, value)
			}
		}
		for _, h := range p.Hashes {
			add(FieldHash, h.Value)
		}
		if p.Relationship != nil {
			add(FieldRelation, p.Relationship.Category)
		}
	}
	b.Set(ColumnVendor, firstOf(vendors))
	b.Set(ColumnProduct, firstOf(names))
}

// firstOf gives the first in the order of letters that says something.
func firstOf(all []string) string {
	all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
	if len(all) == 0 {
		return ""
	}
	return slices.MinFunc(all, compareText)
}
