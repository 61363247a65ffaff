package cve

import (
	"net/url"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cpematch"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/versiontext"
)

// affected converts one entry of "affected" into a product and its statements.
func (c *converter) affected(w *wireAffected, place string, advice []domain.Remediation) {
	if w.Vendor+w.Product+w.PackageName+w.PackageURL+w.DefaultStatus == "" && len(w.Versions)+len(w.CPEs) == 0 {
		c.warnings.Add(jsondoc.WarnNull, place)
		return
	}
	p := product(w, place)
	c.advisory.Products = append(c.advisory.Products, p)
	for _, s := range c.claims(w, place) {
		s.Vulnerability, s.Product = c.advisory.ID, p.Ref
		if s.Status == domain.StatusAffected {
			s.Remediations = advice
		}
		c.advisory.Statements = append(c.advisory.Statements, s)
	}
}

// applicability adds what a container says in CPE names, beside what "affected"
// says of the same products.
func (c *converter) applicability(list []cpematch.Configuration, place string, advice []domain.Remediation) {
	matches := cpematch.Converter{Vulnerability: c.advisory.ID, Warnings: &c.warnings}
	for i := range list {
		matches.Add(&list[i], jsondoc.Pointer(place, i))
	}
	for _, p := range matches.Products {
		p.Ref = place + " " + p.Ref
		if p.Relationship != nil {
			p.Relationship = within(p.Relationship, place)
		}
		c.advisory.Products = append(c.advisory.Products, p)
	}
	for _, s := range matches.Statements {
		s.Product, s.Remediations = place+" "+s.Product, advice
		c.advisory.Statements = append(c.advisory.Statements, s)
	}
}

// within gives a relationship whose products are named below place.
func within(r *domain.Relationship, place string) *domain.Relationship {
	out := *r
	out.Product, out.RelatesTo, out.Alternatives = place+" "+r.Product, place+" "+r.RelatesTo, slices.Clone(r.Alternatives)
	for i := range out.Alternatives {
		out.Alternatives[i] = place + " " + out.Alternatives[i]
	}
	return &out
}

func product(w *wireAffected, place string) domain.Product {
	p := domain.Product{Ref: place, Vendor: stated(w.Vendor), Product: stated(w.Product), Package: w.PackageName}
	p.Name = strings.TrimSpace(p.Vendor + " " + p.Product)
	if p.Name == "" {
		p.Name = w.PackageName
	}
	if w.PackageName != "" {
		p.Ecosystem = ecosystem(w.CollectionURL)
	}
	if w.PackageURL != "" {
		p.PURLs = []string{w.PackageURL}
	}
	for _, cpe := range w.CPEs {
		if cpe != "" {
			p.CPEs = append(p.CPEs, cpe)
		}
	}
	return p
}

// stated drops the words that CNAs write where they have nothing to say.
func stated(s string) string {
	s = strings.TrimSpace(s)
	if versiontext.Nothing(s) {
		return ""
	}
	return s
}

// collections are the package collections of OSV ecosystems, by host.
var collections = map[string]string{
	"registry.npmjs.org": "npm", "npmjs.com": "npm", "www.npmjs.com": "npm",
	"pypi.org": "PyPI", "pypi.python.org": "PyPI",
	"repo.maven.apache.org": "Maven", "repo1.maven.org": "Maven", "mvnrepository.com": "Maven",
	"rubygems.org": "RubyGems", "crates.io": "crates.io", "nuget.org": "NuGet", "www.nuget.org": "NuGet",
	"packagist.org": "Packagist", "pkg.go.dev": "Go", "hex.pm": "Hex", "repo.hex.pm": "Hex", "pub.dev": "Pub",
}

// ecosystem names the OSV ecosystem of a package collection, empty where it is
// none of the large ones.
func ecosystem(collection string) string {
	u, err := url.Parse(collection)
	if err != nil {
		return ""
	}
	return collections[strings.ToLower(u.Host)]
}
