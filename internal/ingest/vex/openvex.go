package vex

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/jsondoc"
)

// statuses are the words of both formats.
var statuses = map[string]domain.Status{
	"not_affected": domain.StatusNotAffected, "affected": domain.StatusAffected,
	"fixed": domain.StatusFixed, "under_investigation": domain.StatusUnderInvestigation,
}

func (c *converter) openVEX() error {
	var d openDocument
	if err := jsondoc.Unmarshal(op, c.text, &d); err != nil {
		return err
	}
	if err := c.head(&d, len(d.Statements)); err != nil {
		return err
	}
	for i := range d.Statements {
		if err := c.openStatement(&d, &d.Statements[i], jsondoc.Pointer("/statements", i)); err != nil {
			return err
		}
	}
	return nil
}

// head converts what stands beside the statements.
func (c *converter) head(d *openDocument, statements int) error {
	author := strings.TrimSpace(d.Author)
	if author == "" {
		return jsondoc.Missing(op, "/author")
	}
	if statements == 0 {
		return jsondoc.Missing(op, "/statements")
	}
	c.advisory = domain.Advisory{Format: domain.FormatOpenVEX, Namespace: author, Publisher: author, ID: d.ID,
		Revision: number(d.Version)}
	if c.advisory.ID == "" {
		c.advisory.ID = c.digest()
	}
	c.advisory.Published = c.when("/timestamp", d.Timestamp)
	c.advisory.Modified = c.when("/last_updated", d.LastUpdated)
	return nil
}

// number reads a version that is a number or, in older documents, a text.
func number(v []byte) string {
	s := strings.Trim(strings.TrimSpace(string(v)), `"`)
	if s == "" || s == "null" {
		return "1" // the first is the default of a document that counts none
	}
	return s
}

func (c *converter) openStatement(d *openDocument, w *openStatement, place string) error {
	name := w.name()
	status, known := statuses[w.Status]
	switch {
	case name == "":
		return jsondoc.Missing(op, place+"/vulnerability/name")
	case len(w.Products) == 0:
		return jsondoc.Missing(op, place+"/products")
	case w.Status == "":
		return jsondoc.Missing(op, place+"/status")
	case !known:
		return jsondoc.BadValue(op, place+"/status", w.Status)
	}
	flaw := c.flaw(name)
	if flaw.Text == "" {
		flaw.Text = w.Vulnerability.Description
	}
	for _, alias := range w.Vulnerability.Aliases {
		if isName(alias) {
			flaw.Aliases = append(flaw.Aliases, alias)
		}
	}
	s := domain.Statement{Vulnerability: name, Status: status, Justification: w.Justification, Impact: w.Impact,
		Said: c.when(place+"/timestamp", w.LastUpdated, w.Timestamp, d.LastUpdated, d.Timestamp)}
	if s.Impact == "" {
		s.Impact = w.Notes
	}
	if s.Said.IsZero() {
		c.warnings.Add(WarnNoTime, place)
	}
	if status == domain.StatusNotAffected && w.Justification == "" && w.Impact == "" {
		c.warnings.Add(WarnNoReason, place)
	}
	if status == domain.StatusAffected && w.Action != "" {
		s.Remediations = []domain.Remediation{{Category: "mitigation", Details: w.Action}}
	}
	for i := range w.Products {
		c.openProduct(s, &w.Products[i], w.Subcomponents, jsondoc.Pointer(place, "products", i))
	}
	return nil
}

// lastStep is what stands behind the last slash of a link.
func lastStep(link string) string {
	return strings.TrimSpace(link[strings.LastIndexByte(link, '/')+1:])
}

// openProduct states something of a product, or of its subcomponents where it
// names some.
func (c *converter) openProduct(s domain.Statement, w *openProduct, also []openProduct, place string) {
	product, ok := c.named(w, place)
	if !ok {
		return
	}
	parts := slices.Concat(w.Subcomponents, also)
	if len(parts) == 0 {
		s.Product = c.product(product)
		s.Versions = all(&product)
		c.state(s)
		return
	}
	for i := range parts {
		component, ok := c.named(&parts[i], jsondoc.Pointer(place, "subcomponents", i))
		if !ok {
			continue
		}
		s.Product = c.part(component, product)
		s.Versions = all(&component)
		c.state(s)
	}
}

// named makes a product of its identifiers. ok is false where it has none.
func (c *converter) named(w *openProduct, place string) (domain.Product, bool) {
	p := domain.Product{Ref: w.ID}
	for _, id := range []string{w.ID, w.Identifiers.PURL, w.Identifiers.CPE23, w.Identifiers.CPE22} {
		id = strings.TrimSpace(id)
		switch {
		case strings.HasPrefix(id, "pkg:"):
			p.PURLs = append(p.PURLs, id)
		case strings.HasPrefix(id, "cpe:"):
			p.CPEs = append(p.CPEs, id)
		default:
			continue
		}
		if p.Ref == "" {
			p.Ref = id
		}
	}
	slices.Sort(p.PURLs)
	p.PURLs = slices.Compact(p.PURLs)
	for _, name := range []string{"sha-256", "sha-512", "sha-384", "sha1", "md5"} {
		if value := w.Hashes[name]; value != "" {
			p.Hashes = append(p.Hashes, domain.Hash{Algorithm: name, Value: strings.ToLower(value)})
			if p.Ref == "" {
				p.Ref = name + ":" + value
			}
		}
	}
	if p.Ref == "" {
		c.warnings.Add(jsondoc.WarnNull, place)
		return p, false
	}
	p.Name = p.Ref
	if len(p.PURLs)+len(p.CPEs) == 0 && !slices.ContainsFunc(p.Hashes, func(h domain.Hash) bool { return identity.HashKey(h) != "" }) && !strings.HasPrefix(p.Ref, "urn:uuid:") {
		c.warnings.Add(WarnNoProduct, place, "ref", p.Ref)
	}
	return p, true
}

// all is every version, where a product names none; else its identity says which.
func all(p *domain.Product) domain.VersionSet {
	if len(p.PURLs)+len(p.CPEs) == 0 && p.Vendor == "" && p.Version == "" {
		return domain.VersionSet{}
	}
	for _, k := range identity.ProductKeys(p) {
		if k.Version != "" {
			return domain.VersionSet{}
		}
	}
	return domain.VersionSet{Kind: domain.SetAll}
}
