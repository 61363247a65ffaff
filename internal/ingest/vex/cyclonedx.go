package vex

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cvss"
	"fenceline/internal/ingest/jsondoc"
)

// states are those of an analysis (CycloneDX 1.7, vulnerabilities[].analysis.state).
var states = map[string]domain.Status{
	"resolved": domain.StatusFixed, "resolved_with_pedigree": domain.StatusFixed,
	"exploitable": domain.StatusAffected, "in_triage": domain.StatusUnderInvestigation,
	"false_positive": domain.StatusNotAffected, "not_affected": domain.StatusNotAffected,
}

// responses in the words of remediations.
var responses = map[string]string{
	"can_not_fix": "no_fix_planned", "will_not_fix": "no_fix_planned", "update": "vendor_fix",
	"rollback": "workaround", "workaround_available": "workaround",
}

// cdxReading is what a CycloneDX document brings beside the converter.
type cdxReading struct {
	*converter
	subject *domain.Product // what the document is about
	byRef   map[string]domain.Product
	date    time.Time
}

func (c *converter) cycloneDX() error {
	var d cdxDocument
	unmarshal := func() error { return jsondoc.Unmarshal(op, c.text, &d) }
	if isXML(c.text) {
		unmarshal = func() error { return unmarshalXML(c.text, &d) }
	}
	if err := unmarshal(); err != nil {
		return err
	}
	if len(d.Vulnerabilities) == 0 {
		return jsondoc.Missing(op, "/vulnerabilities")
	}
	publisher := publisherOf(&d.Metadata)
	c.advisory = domain.Advisory{Format: domain.FormatCycloneDX, Namespace: publisher, Publisher: publisher,
		ID: d.Serial, Revision: number(d.Version)}
	if c.advisory.ID == "" {
		c.advisory.ID = c.digest()
	}
	r := cdxReading{converter: c, byRef: map[string]domain.Product{}, date: c.when("/metadata/timestamp", d.Metadata.Timestamp)}
	c.advisory.Published, c.advisory.Modified = r.date, r.date
	if d.Metadata.Component != nil {
		p := componentProduct(d.Metadata.Component, "subject")
		r.subject = &p
		r.collect([]cdxComponent{*d.Metadata.Component}, "/metadata/component")
	}
	r.collect(d.Components, "/components")
	r.collect(d.Services, "/services")
	for i := range d.Vulnerabilities {
		if err := r.flawOf(&d.Vulnerabilities[i], jsondoc.Pointer("/vulnerabilities", i)); err != nil {
			return err
		}
	}
	return nil
}

func publisherOf(m *cdxMetadata) string {
	names := []string{m.Supplier.Name}
	for _, a := range m.Authors {
		names = append(names, a.Name)
	}
	names = append(names, m.Manufacturer.Name, m.Manufacture.Name)
	if m.Component != nil {
		names = append(names, m.Component.Supplier.Name, m.Component.Publisher)
	}
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return Unstated
}

// collect remembers components by their references, those nested in them too.
func (r *cdxReading) collect(list []cdxComponent, place string) {
	for i := range list {
		c := &list[i]
		at := jsondoc.Pointer(place, i)
		if c.Ref != "" {
			r.byRef[c.Ref] = componentProduct(c, at)
		}
		r.collect(c.Components, at+"/components")
		r.collect(c.Services, at+"/services")
	}
}

func componentProduct(c *cdxComponent, fallback string) domain.Product {
	p := domain.Product{Ref: c.Ref, Vendor: c.Supplier.Name, Product: c.Name, Version: c.Version}
	if p.Ref == "" {
		p.Ref = fallback
	}
	for _, name := range []string{c.Publisher, c.Group} {
		if p.Vendor == "" {
			p.Vendor = name
		}
	}
	p.Name = strings.TrimSpace(strings.Trim(c.Group+"/"+c.Name, "/") + " " + c.Version)
	if p.Name == "" {
		p.Name = p.Ref
	}
	if c.PURL != "" {
		p.PURLs = []string{c.PURL}
	}
	if c.CPE != "" {
		p.CPEs = []string{c.CPE}
	}
	return p
}

func (r *cdxReading) flawOf(w *cdxFlaw, place string) error {
	name := strings.TrimSpace(w.ID)
	if name == "" {
		return jsondoc.Missing(op, place+"/id")
	}
	r.describe(name, w, place)
	if w.Rejected != "" {
		r.warnings.Add(WarnRejected, place+"/rejected", "id", name)
		return nil
	}
	s := domain.Statement{Vulnerability: name, Status: domain.StatusAffected, Said: r.date}
	if a := w.Analysis; a != nil {
		if a.State != "" {
			status, known := states[a.State]
			if !known {
				return jsondoc.BadValue(op, place+"/analysis/state", a.State)
			}
			s.Status = status
		}
		s.Justification, s.Impact = a.Justification, a.Detail
		if said := r.when(place+"/analysis/lastUpdated", a.LastUpdated, a.FirstIssued); !said.IsZero() {
			s.Said = said
		}
		if s.Status == domain.StatusNotAffected && a.Justification == "" && a.Detail == "" {
			r.warnings.Add(WarnNoReason, place+"/analysis")
		}
	}
	if s.Said.IsZero() {
		s.Said = r.when(place+"/updated", w.Updated)
	}
	if s.Said.IsZero() {
		r.warnings.Add(WarnNoTime, place)
	}
	if len(w.Affects) == 0 {
		r.warnings.Add(WarnNoProduct, place+"/affects", "ref", name)
	}
	for i := range w.Affects {
		if err := r.affects(s, w, &w.Affects[i], jsondoc.Pointer(place, "affects", i)); err != nil {
			return err
		}
	}
	return nil
}

// describe adds what the entry says of the vulnerability itself; several entries
// may be about one.
func (r *cdxReading) describe(name string, w *cdxFlaw, place string) {
	v := r.flaw(name)
	if v.Text == "" {
		v.Text = w.Description
	}
	for _, ref := range w.References {
		if isName(ref.ID) {
			v.Aliases = append(v.Aliases, ref.ID)
		}
	}
	if len(v.CWEs) == 0 {
		for _, cwe := range w.CWEs {
			v.CWEs = append(v.CWEs, "CWE-"+strconv.FormatInt(cwe, 10))
		}
	}
	if len(v.Scores) == 0 {
		for i := range w.Ratings {
			r.rating(v, &w.Ratings[i], jsondoc.Pointer(place, "ratings", i))
		}
	}
	for _, credited := range slices.Concat(w.Credits.Organizations, w.Credits.Individuals) {
		c := domain.Credit{Name: strings.TrimSpace(credited.Name)}
		if c.Name != "" && !slices.Contains(r.advisory.Credits, c) {
			r.advisory.Credits = append(r.advisory.Credits, c)
		}
	}
	for _, a := range w.Advisories {
		if a.URL != "" {
			r.advisory.References = append(r.advisory.References, domain.Reference{Summary: a.Title, URL: a.URL})
		}
	}
}

// methods are the versions of CVSS, with what a vector of each starts with.
var methods = map[string]struct{ version, prefix string }{
	"CVSSv2": {"2.0", ""}, "CVSSv3": {"3.0", "CVSS:3.0/"}, "CVSSv31": {"3.1", "CVSS:3.1/"}, "CVSSv4": {"4.0", "CVSS:4.0/"},
}

// rating adds a score. One that the document's author calls "none" is a verdict on
// a product, not the severity of the flaw, and is left to the statement.
func (r *cdxReading) rating(v *domain.Vulnerability, w *cdxRating, place string) {
	method, known := methods[w.Method]
	if !known || strings.EqualFold(w.Severity, "none") && w.Score == 0 {
		return
	}
	vector := w.Vector
	if vector != "" && !strings.HasPrefix(vector, "CVSS:") {
		vector = method.prefix + vector
	}
	score, code := cvss.Stated{Version: method.version, Vector: vector, Base: w.Score, Severity: w.Severity, Source: w.Source.Name}.Score()
	if code != "" {
		r.warnings.Add(code, place, "vector", vector, "stated", strconv.FormatFloat(w.Score, 'f', -1, 64),
			"computed", strconv.FormatFloat(score.Base, 'f', -1, 64))
	}
	v.Scores = append(v.Scores, score)
}

func (r *cdxReading) affects(s domain.Statement, w *cdxFlaw, a *cdxAffects, place string) error {
	product, whole := r.referred(a.Ref, place)
	switch {
	case product.Ref == "":
		return nil
	case whole != nil && product.Ref != whole.Ref:
		s.Product = r.part(product, *whole)
	default:
		s.Product = r.product(product)
	}
	if len(a.Versions) == 0 {
		s.Versions = all(&product)
		if product.Version != "" && s.Versions.Kind == domain.SetNone {
			s.Versions = domain.VersionSet{Kind: domain.SetExact, Exact: []string{product.Version}}
		}
		r.state(r.advised(s, w))
		return nil
	}
	for i := range a.Versions {
		at := jsondoc.Pointer(place, "versions", i)
		one, err := r.version(s, &a.Versions[i], at)
		if err != nil {
			return err
		}
		if one.Versions.Kind == domain.SetNone {
			r.warnings.Add(jsondoc.WarnNull, at)
			continue
		}
		r.state(r.advised(one, w))
	}
	return nil
}

// version states something of one version or range. A version that says nothing
// itself is as the analysis says.
func (r *cdxReading) version(s domain.Statement, w *cdxVersion, place string) (domain.Statement, error) {
	switch w.Status {
	case "":
	case "affected":
		s.Status = domain.StatusAffected
	case "unaffected":
		if s.Status != domain.StatusFixed {
			s.Status = domain.StatusNotAffected
		}
	case "unknown":
		s.Status = domain.StatusUnderInvestigation
	default:
		return s, jsondoc.BadValue(op, place+"/status", w.Status)
	}
	switch {
	case w.Range != "":
		s.Versions = domain.VersionSet{Kind: domain.SetVers, Text: w.Range}
	case w.Version != "":
		s.Versions = domain.VersionSet{Kind: domain.SetExact, Exact: []string{w.Version}}
	}
	return s, nil
}

// advised gives an affected statement the advice of its entry.
func (r *cdxReading) advised(s domain.Statement, w *cdxFlaw) domain.Statement {
	if s.Status != domain.StatusAffected {
		return s
	}
	s.Remediations = nil
	add := func(category, details string) {
		s.Remediations = append(s.Remediations, domain.Remediation{Category: category, Details: details})
	}
	if w.Recommendation != "" {
		add("vendor_fix", w.Recommendation)
	}
	if w.Workaround != "" {
		add("workaround", w.Workaround)
	}
	if w.Analysis == nil {
		return s
	}
	for _, response := range w.Analysis.Response {
		category := responses[response]
		if category != "" && !(category == "vendor_fix" && w.Recommendation != "") && !(category == "workaround" && w.Workaround != "") {
			add(category, w.Analysis.Detail)
		}
	}
	return s
}

// referred finds what a reference names, and what that is part of: a component of
// this document in its subject, or by a BOM-Link ("urn:cdx:serial/version#bom-ref")
// a package URL in another document.
func (r *cdxReading) referred(ref, place string) (product domain.Product, whole *domain.Product) {
	if ref == "" {
		r.warnings.Add(jsondoc.WarnNull, place)
		return domain.Product{}, nil
	}
	if p, ok := r.byRef[ref]; ok {
		return p, r.subject
	}
	element, whole := ref, r.subject
	if link, ok := strings.CutPrefix(ref, bomLink); ok {
		var serial string
		serial, element, _ = strings.Cut(link, "#")
		serial, _, _ = strings.Cut(serial, "/")
		if plain, err := url.PathUnescape(element); err == nil && !strings.HasPrefix(element, "pkg:") {
			element = plain
		}
		if p, ok := r.byRef[element]; ok && strings.EqualFold("urn:uuid:"+serial, r.advisory.ID) {
			return p, r.subject
		}
		whole = &domain.Product{Ref: bomLink + serial, Name: bomLink + serial}
	}
	product = domain.Product{Ref: ref, Name: element}
	if strings.HasPrefix(element, "pkg:") {
		product.PURLs = []string{element}
		return product, whole
	}
	if element == "" {
		product.Name = ref
	}
	r.warnings.Add(WarnNoProduct, place, "ref", ref)
	return product, whole
}

// bomLink starts a reference into another document.
const bomLink = "urn:cdx:"
