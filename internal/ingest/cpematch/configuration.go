package cpematch

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/jsondoc"
)

// Codes of warnings. Params in brackets.
const (
	WarnNegate domain.Code = "nvd_negate" // a negated node claims nothing
	WarnCPE    domain.Code = "nvd_cpe"    // [cpe] is no CPE name; kept, and meets nothing
)

// needsBeside is the category of a product that is affected only beside another.
const needsBeside = "installed_on"

// Configuration is one item of "configurations" or "cpeApplicability".
type Configuration struct {
	Operator string `json:"operator"`
	Negate   bool   `json:"negate"`
	Nodes    []Node `json:"nodes"`
}

// Node is a list of names, one of which has to match.
type Node struct {
	Negate  bool    `json:"negate"`
	Matches []Match `json:"cpeMatch"`
}

// Match is a CPE name with the bounds of versions that are meant.
type Match struct {
	Vulnerable     bool   `json:"vulnerable"`
	Criteria       string `json:"criteria"`
	StartIncluding string `json:"versionStartIncluding"`
	StartExcluding string `json:"versionStartExcluding"`
	EndIncluding   string `json:"versionEndIncluding"`
	EndExcluding   string `json:"versionEndExcluding"`
}

// Converter adds what configurations claim of one vulnerability, each product
// and each claim once.
type Converter struct {
	Vulnerability string // of the statements
	Products      []domain.Product
	Statements    []domain.Statement
	Warnings      *jsondoc.Warnings

	products map[string]bool // refs that are there
	said     map[string]bool // refs that have their statement
}

// Add states what one configuration makes vulnerable; place is its JSON Pointer.
func (c *Converter) Add(w *Configuration, place string) {
	if c.products == nil {
		c.products, c.said = map[string]bool{}, map[string]bool{}
	}
	if w.Negate {
		c.Warnings.Add(WarnNegate, place)
		return
	}
	var platform []string
	if strings.EqualFold(w.Operator, "AND") {
		platform = c.platform(w)
	}
	for i := range w.Nodes {
		node := &w.Nodes[i]
		at := jsondoc.Pointer(place, "nodes", i)
		if node.Negate {
			c.Warnings.Add(WarnNegate, at)
			continue
		}
		for j := range node.Matches {
			if node.Matches[j].Vulnerable {
				c.affected(&node.Matches[j], platform, jsondoc.Pointer(at, "cpeMatch", j))
			}
		}
	}
}

// platform gives the products of which a configuration asks for one beside the
// vulnerable ones; none where it asks for hardware alone, which comes with its
// firmware. Of several nodes of that sort the first counts.
func (c *Converter) platform(w *Configuration) []string {
	for i := range w.Nodes {
		if w.Nodes[i].Negate {
			continue
		}
		vulnerable := false
		var others []string
		for j := range w.Nodes[i].Matches {
			m := &w.Nodes[i].Matches[j]
			vulnerable = vulnerable || m.Vulnerable
			if !m.Vulnerable && m.Criteria != "" && partOf(m.Criteria) != "h" {
				others = append(others, c.beside(m))
			}
		}
		if !vulnerable && len(others) > 0 {
			return others
		}
	}
	return nil
}

// beside is a product that is not vulnerable itself, with the versions meant.
func (c *Converter) beside(m *Match) string {
	p := domain.Product{Ref: m.Criteria + bounds(m), Name: nameOf(m.Criteria) + bounds(m), CPEs: []string{m.Criteria}}
	if text := strings.TrimSpace(bounds(m)); text != "" {
		p.VersionRange = text
	}
	return c.product(p)
}

// partOf is the part of a CPE name: a, o or h.
func partOf(criteria string) string {
	if name, err := identity.ParseCPE(criteria); err == nil {
		return name.Part
	}
	return ""
}

// nameOf is how people write a CPE name: vendor, product and version.
func nameOf(criteria string) string {
	name, err := identity.ParseCPE(criteria)
	if err != nil {
		return criteria
	}
	text := strings.TrimSpace(name.Vendor + " " + name.Product + " " + name.Version)
	return strings.ReplaceAll(text, "_", " ")
}

// product puts a product into the advisory, once.
func (c *Converter) product(p domain.Product) string {
	if !c.products[p.Ref] {
		c.products[p.Ref] = true
		c.Products = append(c.Products, p)
	}
	return p.Ref
}

func (c *Converter) affected(m *Match, platform []string, place string) {
	if m.Criteria == "" {
		c.Warnings.Add(jsondoc.WarnNull, place)
		return
	}
	name, err := identity.ParseCPE(m.Criteria)
	if err != nil {
		c.Warnings.Add(WarnCPE, place, "cpe", m.Criteria)
	}
	set := versions(m, name.Version)
	p := domain.Product{Ref: m.Criteria + bounds(m), Name: nameOf(m.Criteria) + bounds(m), CPEs: []string{m.Criteria}}
	if set.Kind != domain.SetNone && set.Kind != domain.SetExact {
		p.VersionRange = strings.TrimSpace(bounds(m))
	}
	ref := p.Ref
	if len(platform) > 0 {
		whole := domain.Product{Ref: ref + " on " + strings.Join(platform, " or "), Name: p.Name + " on " + nameOf(platform[0]),
			Relationship: &domain.Relationship{Category: needsBeside, Product: c.product(p), RelatesTo: platform[0]}}
		if len(platform) > 1 {
			whole.Name += " or another"
			whole.Relationship.Alternatives = platform[1:]
		}
		p, ref = whole, whole.Ref
	}
	if c.said[ref] {
		return // configurations repeat themselves
	}
	c.said[ref] = true
	c.Statements = append(c.Statements, domain.Statement{Vulnerability: c.Vulnerability, Product: c.product(p),
		Status: domain.StatusAffected, Versions: set})
}

// bounds writes the version bounds of a match: " >= 2.0.1 < 2.3.1".
func bounds(m *Match) string {
	text := ""
	for _, b := range [][2]string{{" >= ", m.StartIncluding}, {" > ", m.StartExcluding}, {" <= ", m.EndIncluding}, {" < ", m.EndExcluding}} {
		if b[1] != "" {
			text += b[0] + b[1]
		}
	}
	return text
}

// versions is the set that a match names: its bounds; else the version in its CPE
// name; else every one where the name leaves it open, and none where the name says
// that the product has no versions.
func versions(m *Match, version string) domain.VersionSet {
	switch {
	case m.StartExcluding != "":
		return domain.VersionSet{Kind: domain.SetVers, Text: versOf(m)}
	case m.StartIncluding+m.EndIncluding+m.EndExcluding != "":
		start := m.StartIncluding
		if start == "" {
			start = "0"
		}
		events := []domain.Event{{Introduced: start}}
		switch {
		case m.EndExcluding != "":
			events = append(events, domain.Event{Fixed: m.EndExcluding})
		case m.EndIncluding != "":
			events = append(events, domain.Event{LastAffected: m.EndIncluding})
		}
		return domain.VersionSet{Kind: domain.SetCVE, Ranges: []domain.Range{{Type: "custom", Events: events}}}
	case version != "":
		return domain.VersionSet{Kind: domain.SetExact, Exact: []string{version}}
	case versionField(m.Criteria) == "*":
		return domain.VersionSet{Kind: domain.SetAll}
	}
	return domain.VersionSet{}
}

// versionField is the sixth field of a CPE 2.3 name as written.
func versionField(criteria string) string {
	fields := strings.Split(criteria, ":")
	if len(fields) < 6 {
		return ""
	}
	return fields[5]
}

// versOf writes bounds whose lower one is not in the set as a vers string, which
// has a word for that.
func versOf(m *Match) string {
	text := "vers:generic/>" + m.StartExcluding
	switch {
	case m.EndExcluding != "":
		text += "|<" + m.EndExcluding
	case m.EndIncluding != "":
		text += "|<=" + m.EndIncluding
	}
	return text
}
